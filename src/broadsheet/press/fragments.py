"""Parts that stand on many pages, pressed once: a change of one touches no page that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.languages import default_language, split_language
from broadsheet.core.registries import Registry
from broadsheet.press.recording import recorder


class FragmentView(Protocol):
    """Renders a fragment from its arguments alone: nothing of the page around it is known.

    `without` is the key of the story that is being read, which the fragment must not show.
    """

    def __call__(
        self, request: HttpRequest | None, arguments: Mapping[str, str], without: int | None
    ) -> str: ...


fragments: Registry[FragmentView] = Registry("fragment")
#: What a request keeps for the page that it asks for, and no fragment may see.
_of_page: set[str] = set()


def belongs_to_page(attribute: str) -> None:
    """Name what a request keeps for one page, such as the pictures that it has shown."""
    _of_page.add(attribute)


@dataclass(frozen=True)
class FragmentName:
    """A fragment with its arguments, in the language of the front page at `path`."""

    name: str
    path: str
    arguments: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return json.dumps([self.name, self.path, dict(self.arguments)], ensure_ascii=False)

    @classmethod
    def parse(cls, text: str) -> FragmentName:
        name, path, arguments = json.loads(text)
        return cls(name, path, tuple(sorted(arguments.items())))


def fragment_html(
    name: str,
    request: HttpRequest | None,
    arguments: Mapping[str, object],
    without: int | None = None,
) -> SafeString:
    """The fragment, or while a page is pressed the mark of the place where it will stand."""
    given = {key: str(value) for key, value in arguments.items() if value not in (None, "", False)}
    kept = recorder()
    if kept is not None and request is not None and not kept.is_fragment:
        language, _path = split_language(request.path)
        path = "/" if language == default_language() else f"/{language}/"
        wanted = FragmentName(name, path, tuple(sorted(given.items())))
        # Made of a number of ours.
        return mark_safe(kept.mark(str(wanted), without or 0))
    view = fragments.get(name)
    if view is None:
        raise LookupError(f"There is no fragment named {name!r}.")
    # The view escapes what it shows, as every template does.
    return mark_safe(view(apart(request), given, without))


def apart(request: HttpRequest | None) -> HttpRequest | None:
    """The request without what belongs to its page."""
    if request is None:
        return None
    found = request.__class__.__new__(request.__class__)
    found.__dict__ = {
        name: value for name, value in request.__dict__.items() if name not in _of_page
    }
    return found


def shows(stories: Iterable[Any]) -> None:
    """Say which stories a fragment shows, by their keys: each page gets it without its own."""
    kept = recorder()
    if kept is not None:
        kept.shows += [int(key) for key in stories if int(key) not in kept.shows]
