"""A post's body in whatever format it is there: Lexical, then mobiledoc, then HTML or Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from broadsheet.importers import markdown
from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder, Fault
from broadsheet.importers.errors import BodyUnreadable
from broadsheet.importers.fields import Fields
from broadsheet.importers.ghost import html, lexical, mobiledoc
from broadsheet.importers.wording import gettext as _


@dataclass(frozen=True, slots=True)
class SourceBody:
    """A converted body, the format that it came from, that source's own text, and all faults."""

    body: Body
    format: str
    text: str
    faults: tuple[Fault, ...]


def read_body(row: Fields, story: UUID, site: OldSite) -> SourceBody:
    """The body of a post in the first of its formats that can be read and isn't empty."""
    faults: list[Fault] = []
    for name, convert in _FORMATS:
        source = row.raw(name)
        if not source.strip():
            continue
        builder = BodyBuilder(story, site)
        try:
            text = convert(source, builder)
        except BodyUnreadable as error:
            faults.append(
                Fault(
                    "unreadable-body",
                    _("has a body in %(format)s that can't be read (%(reason)s)")
                    % {"format": name, "reason": str(error)[:100]},
                    _("Compare its words with the old page."),
                )
            )
            continue
        body = builder.finish()
        # Converters of old Ghosts left empty documents beside the HTML that they came from.
        if body.full or body.left_out:
            return SourceBody(body, name, text, (*faults, *body.faults))
    return SourceBody(BodyBuilder(story, site).finish(), "", "", tuple(faults))


def _convert_markdown(source: str, body: BodyBuilder) -> str:
    return html.convert(markdown.render(source), body)


_FORMATS: tuple[tuple[str, Callable[[str, BodyBuilder], str]], ...] = (
    ("lexical", lexical.convert),
    ("mobiledoc", mobiledoc.convert),
    ("html", html.convert),
    ("markdown", _convert_markdown),
)
