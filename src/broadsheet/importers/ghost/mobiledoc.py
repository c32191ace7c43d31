"""Mobiledoc 0.3, the document of Ghost 1 to 4, as a body.

https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import BodyBuilder, Fault
from broadsheet.importers.clean import HEADINGS, INLINE_TAGS
from broadsheet.importers.errors import BodyUnreadable
from broadsheet.importers.fields import Fields, sound
from broadsheet.importers.flow import Insert, Piece, Run, emit, gathered, paragraphs
from broadsheet.importers.ghost import cards
from broadsheet.importers.ghost.text import mobiledoc_text
from broadsheet.importers.pictures import add_picture
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.words import plain_text

#: How often a body may show the same card or atom: a small file must not become a great page.
MOST_REPEATS = 20
_MARKUPS = INLINE_TAGS | {"a": "a"}
_SECTIONS = HEADINGS | {"p": "p", "blockquote": "blockquote", "aside": "blockquote"}


def convert(source: str, body: BodyBuilder) -> str:
    """Put a document into a body; gives its own text. Raises BodyUnreadable."""
    try:
        document = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable(str(error)) from error
    fields = Fields.of(document)
    if not fields.text("version").startswith("0.3"):
        raise BodyUnreadable(f"mobiledoc version {fields.text('version') or 'unknown'}")
    emit(_Document(fields, body).pieces(), body)
    return mobiledoc_text(document)


class _Document:
    """Reads one document. What its sections need of atoms, cards and markups stands by number."""

    def __init__(self, fields: Fields, body: BodyBuilder) -> None:
        self._site: OldSite = body.site
        self._body = body
        self._sections = _list(fields.data.get("sections"))
        self._atoms = _list(fields.data.get("atoms"))
        self._cards = _list(fields.data.get("cards"))
        self._shown: Counter[tuple[str, int]] = Counter()
        self._markups = [self._markup(markup) for markup in _list(fields.data.get("markups"))]

    def pieces(self) -> Iterator[Piece]:
        for section in self._sections:
            match section:
                case [1, "pull-quote", list(markers), *_]:
                    yield Insert(partial(_add_pull_quote, html=self._line(markers)))
                case [1, str(tag), list(markers), *_]:
                    yield from paragraphs(_SECTIONS.get(tag, "p"), [Run(self._line(markers))])
                case [2, str(source), *_]:
                    yield Insert(partial(add_picture, source=source))
                case [3, str(tag), list(items), *_]:
                    yield from self._list(tag, items)
                case [10, int(index), *_]:
                    yield from self._card(index)
                case _:
                    self._missing(_("section"), str(section)[:40])

    def _list(self, tag: str, items: list[Any]) -> Iterator[Piece]:
        lines = [Run(self._line(_list(item))) for item in items]
        inside = [piece for line in lines for piece in gathered("li", [line])]
        yield from gathered("ol" if tag == "ol" else "ul", inside)

    def _card(self, index: int) -> Iterator[Piece]:
        match _at(self._cards, index):
            case [str(), *_] if self._repeats("card", index):
                self._report_repeats(_("card"), index)
            case [str(name), payload, *_]:
                yield Insert(partial(cards.convert, name, Fields.of(payload)))
            case _:
                self._missing(_("card"), str(index))

    def _line(self, markers: list[Any]) -> str:
        """The markers of one line: each opens markups, holds text, and closes some."""
        html: list[str] = []
        opened: list[str] = []
        for marker in markers:
            match marker:
                case [kind, list(opens), int(closes), value, *_]:
                    for index in opens:
                        tag, start = self._opening(index)
                        opened.append(tag)
                        html.append(start)
                    html.append(self._marker_text(kind, value))
                    for _number in range(min(closes, len(opened))):
                        tag = opened.pop()
                        html.append(f"</{tag}>" if tag else "")
                case _:
                    self._missing(_("marker"), str(marker)[:40])
        html.extend(f"</{tag}>" for tag in reversed(opened) if tag)
        return "".join(html)

    def _marker_text(self, kind: Any, value: Any) -> str:
        if kind == 0 and isinstance(value, str):
            return escape(sound(value), quote=False)
        match _at(self._atoms, value) if kind == 1 else None:
            case ["soft-return", *_]:
                return "<br>"
            case [str(), str(), *_] if self._repeats("atom", value):
                self._report_repeats(_("atom"), value)
                return ""
            case [str(), str(text), *_]:
                return escape(sound(text), quote=False)
        self._missing(_("atom"), str(value)[:40])
        return ""

    def _opening(self, index: Any) -> tuple[str, str]:
        markup = _at(self._markups, index)
        if markup is None:
            self._missing(_("markup"), str(index)[:40])
            return "", ""
        found: tuple[str, str] = markup
        return found

    def _markup(self, markup: Any) -> tuple[str, str]:
        """The tag and its opening, both empty for a markup that we don't keep."""
        match markup:
            case ["a", list(attributes), *_]:
                pairs = dict(zip(attributes[::2], attributes[1::2], strict=False))
                address = self._site.link(str(pairs.get("href") or ""))
                return ("a", f'<a href="{escape(address)}">') if address else ("", "")
            case [str(name), *_] if name in _MARKUPS and name != "a":
                return _MARKUPS[name], f"<{_MARKUPS[name]}>"
        return "", ""

    def _repeats(self, kind: str, index: int) -> bool:
        """Whether it was shown as often as it may be; counts this time."""
        self._shown[(kind, index)] += 1
        return self._shown[(kind, index)] > MOST_REPEATS

    def _report_repeats(self, what: str, index: int) -> None:
        self._body.report(
            Fault(
                "damaged-body",
                _("refers to the same %(what)s “%(which)d” more than %(most)d times")
                % {"what": what, "which": index, "most": MOST_REPEATS},
                _("Compare its words with the old page."),
            )
        )

    def _missing(self, what: str, which: str) -> None:
        self._body.report(
            Fault(
                "damaged-body",
                _("refers to the %(what)s “%(which)s”, which its body doesn't have")
                % {"what": what, "which": sound(which)},
                _("Compare its words with the old page."),
            )
        )


def _add_pull_quote(body: BodyBuilder, html: str) -> None:
    if quote := plain_text(html):
        body.add("pull_quote", {"quote": quote, "attribution": ""})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _at(values: list[Any], index: Any) -> Any:
    found = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(values)
    return values[index] if found else None
