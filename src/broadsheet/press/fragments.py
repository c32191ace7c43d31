"""Parts that stand on many pages, pressed once: a change of one touches no page that holds it."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.languages import default_language, split_language
from broadsheet.core.registries import Registry
from broadsheet.press.pack import pack
from broadsheet.press.recording import recorder
from broadsheet.press.staff_pass import holds_pass

T = TypeVar("T")
#: Under this name a request for a fragment keeps what all of its variants have in common.
SHARED = "_press_shared"
#: Under this one, whether a reader's request takes fragments as they are pressed.
AS_PRESSED = "_press_fragments"


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
    """The fragment, or while a page is pressed the mark of the place where it will stand.

    On a page that is made for one reader it is the one that stands on all others.
    """
    given = {key: str(value) for key, value in arguments.items() if value not in (None, "", False)}
    kept = recorder()
    if kept is not None and request is not None and not kept.is_fragment:
        # Made of a number of ours.
        return mark_safe(kept.mark(str(_wanted(name, request, given)), without or 0))
    if kept is None and request is not None and request.__dict__.get(AS_PRESSED):
        pressed = pack().fragment(str(_wanted(name, request, given)), without or 0)
        if pressed is not None:
            # It was escaped when it was pressed.
            return mark_safe(pressed)
    view = fragments.get(name)
    if view is None:
        raise LookupError(f"There is no fragment named {name!r}.")
    # The view escapes what it shows, as every template does.
    return mark_safe(view(apart(request), given, without))


def _wanted(name: str, request: HttpRequest, given: Mapping[str, str]) -> FragmentName:
    """A fragment in the language of a request's page."""
    language, _path = split_language(request.path)
    path = "/" if language == default_language() else f"/{language}/"
    return FragmentName(name, path, tuple(sorted(given.items())))


def fragments_as_pressed(request: HttpRequest) -> None:
    """Let a reader's request take fragments as they are pressed; staff see what is so now."""
    if not holds_pass(request):
        request.__dict__[AS_PRESSED] = True


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


def once(request: HttpRequest | None, key: Hashable, make: Callable[[], T]) -> T:
    """What several variants of a fragment have in common, made once where all of them are made.

    `key` says all that it depends on beside the request; which story a variant is without is no
    part of it. Everywhere else it is made at each call.
    """
    shared = None if request is None else request.__dict__.get(SHARED)
    if shared is None:
        return make()
    if key not in shared:
        shared[key] = make()
    found: T = shared[key]
    return found


def without_own(items: Sequence[T], without: Any, count: int) -> list[T]:
    """The first `count` of a list that was read with one more, without the story being read."""
    key = getattr(without, "pk", without)
    return [item for item in items if getattr(item, "pk", item) != key][:count]


def with_variants(
    view: FragmentView, request: HttpRequest, arguments: Mapping[str, str]
) -> tuple[str, dict[int, str]]:
    """A fragment, and what it is without each of the stories that it shows, from one reading."""
    kept = recorder()
    request.__dict__[SHARED] = {}
    whole = view(request, arguments, None)
    variants = {}
    for story in list(kept.shows) if kept is not None else ():
        for name in _of_page:
            # Each variant is a part of another page.
            request.__dict__.pop(name, None)
        variants[story] = view(request, arguments, story)
    return whole, variants
