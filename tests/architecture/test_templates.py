"""Templates keep the order of the rooms: includes, tags, addresses, slots, static files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from broadsheet.core.registries import slots
from tests.architecture.rooms import BUILT, files, may_use, room_of, room_of_module, where

TEMPLATES = files("*.html")
OTHER_TEMPLATE = re.compile(r"{%-?\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
LOAD = re.compile(r"{%-?\s*load\s+([^%]+?)\s*-?%}")
URL = re.compile(r"{%-?\s*url\s+[\"']([^\"']+)[\"']")
STATIC = re.compile(r"{%-?\s*static\s+[\"']([^\"']+)[\"']")
SLOT = re.compile(r"{%-?\s*slot\s+[\"']([^\"']+)[\"']")
REVERSE = re.compile(r"\breverse(?:_lazy)?\(\s*[\"']([^\"']+)[\"']")
#: Templates of other packages that a room may put its own in place of.
OTHERS_TEMPLATES = (
    *("wagtailadmin", "wagtailsnippets", "wagtailimages", "wagtaildocs"),
    *("account", "allauth", "mfa", "socialaccount"),
)
ERROR_PAGES = ("404.html", "410.html", "429.html", "500.html")


def libraries() -> dict[str, str]:
    """The room of each library of template tags."""
    return {
        path.stem: room_of(path)
        for path in files("*.py")
        if path.parent.name == "templatetags" and path.stem != "__init__"
    }


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every name of an address with the room of its view; "" for views that are not ours."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield prefix + pattern.name, room_of_module(view.__module__)


def assert_below(room: str, other: str, path: Path, what: str) -> None:
    assert may_use(room, other), f"{where(path)}: {what} is of the room above, {other}"


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_a_template_stands_in_its_rooms_own_folder(path: Path) -> None:
    inside = path.parts[path.parts.index("templates") + 1 :]
    assert inside[0] in (room_of(path), *OTHERS_TEMPLATES, *ERROR_PAGES)


@pytest.mark.parametrize("path", TEMPLATES, ids=where)
def test_a_template_uses_no_room_above(path: Path) -> None:
    room, text = room_of(path), path.read_text(encoding="utf-8")
    named = [name for pattern in (OTHER_TEMPLATE, STATIC) for name in pattern.findall(text)]
    for name in named:
        other = name.partition("/")[0]
        if other in BUILT:
            assert_below(room, other, path, name)
    known = libraries()
    for names in LOAD.findall(text):
        for name in names.partition(" from ")[2].split() or names.split():
            if name in known:
                assert_below(room, known[name], path, name)


@pytest.mark.parametrize("room", [room for room in BUILT if room != "config"])
def test_no_address_is_asked_for_by_the_name_of_a_room_above(room: str) -> None:
    views: dict[str, set[str]] = {}
    for name, other in routes(get_resolver()):
        views.setdefault(name, set()).add(other)
    for pattern, suffix in ((URL, "*.html"), (REVERSE, "*.py")):
        for path in (path for path in files(suffix) if room_of(path) == room):
            for name in pattern.findall(path.read_text(encoding="utf-8")):
                for other in views.get(name, set()) - {""}:
                    assert_below(room, other, path, name)


def test_every_slot_that_is_filled_is_declared_in_a_template() -> None:
    declared = {name for path in TEMPLATES for name in SLOT.findall(path.read_text("utf-8"))}
    assert set(slots._parts) <= declared


def test_a_slot_is_filled_by_rooms_above_the_one_that_declares_it() -> None:
    for path in TEMPLATES:
        for name in SLOT.findall(path.read_text(encoding="utf-8")):
            for part in slots.parts(name):
                filler = room_of_module(part.__module__)
                assert may_use(filler, room_of(path)), f"{filler} fills {name}"
