"""The doors by which a room reaches a room above it: the lower declares, the upper fills.

Everything here is filled while Django starts (`AppConfig.ready`), so that nothing changes while
pages are served.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from wagtail.blocks import Block

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things in the order of their registration.

    Raises ValueError on a name given twice: two rooms would silently fight over it.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        if name in self._items:
            raise ValueError(f"There is already a {self.what} named {name!r}.")
        self._items[name] = item
        return item

    def get(self, name: str) -> T | None:
        return self._items.get(name)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(self._items.items())

    def __contains__(self, name: str) -> bool:
        return name in self._items


class AddressView(Protocol):
    """Answers an address: `rest` holds the segments after it, such as ("page", "2")."""

    def __call__(
        self, request: HttpRequest, target: Any, rest: tuple[str, ...]
    ) -> HttpResponse: ...


@dataclass(frozen=True)
class FixedAddress:
    """A page of Broadsheet's own at a fixed path, such as /search/."""

    path: str
    title: str | Promise
    view: Callable[[HttpRequest, tuple[str, ...]], HttpResponse]
    #: The kinds of continuation it answers: "page", "feed" or a segment of its own.
    accepts: tuple[str, ...] = ()
    #: False keeps it out of the chooser of addresses and of the sitemap.
    listed: bool = True
    #: What else a listed one answers: the rest of a path behind its own, as in `/news/2026/11/`.
    below: re.Pattern[str] | None = None
    #: Whether every reader gets the same answer, which the press may keep.
    kept: bool = True

    def rest_of(self, path: str) -> tuple[str, ...] | None:
        """The segments of a path behind this one's, where `below` allows them; None otherwise."""
        if self.below is None or not path.startswith(self.path):
            return None
        behind = path[len(self.path) :]
        return tuple(behind.strip("/").split("/")) if self.below.fullmatch(behind) else None

    def answers(self, rest: tuple[str, ...]) -> bool:
        """Whether its view may be asked for what follows its path."""
        behind = "".join(f"{segment}/" for segment in rest)
        return not rest or rest[0] in self.accepts or self.rest_of(self.path + behind) == rest


SuffixView = Callable[[HttpRequest, Any], HttpResponse]


class LastResort(Protocol):
    """Answers a path that no address answers, or says None."""

    def __call__(
        self, request: HttpRequest, site: Any, language: str, path: str
    ) -> HttpResponse | None: ...


SlotPart = Callable[[Mapping[str, Any]], str]

#: Body blocks by their stable name, as factories: built when the first form or page needs them.
body_blocks: Registry[Callable[[], Block]] = Registry("body block")
#: Fixed pages by route name.
fixed_addresses: Registry[FixedAddress] = Registry("fixed address")
#: What answers behind any address that allows it, such as "feed/atom".
suffixes: Registry[SuffixView] = Registry("address suffix")
#: What is asked before a 404, such as an old site's patterns.
last_resorts: Registry[LastResort] = Registry("last resort")


class AddressViews:
    """The view of each kind of object that can have an address."""

    def __init__(self) -> None:
        self._views: dict[type[Model], AddressView] = {}

    def register(self, model: type[Model], view: AddressView) -> None:
        self._views[model] = view

    def view_for(self, target: Model) -> AddressView | None:
        return self._view_of(type(target))

    def models(self) -> list[type[Model]]:
        """All whose objects can have an address."""
        return [model for model in apps.get_models() if self._view_of(model) is not None]

    def _view_of(self, model: type[Model]) -> AddressView | None:
        return next((self._views[cls] for cls in model.__mro__ if cls in self._views), None)


address_views = AddressViews()


@dataclass
class Slots:
    """Places in a page that a lower room declares and upper rooms fill, in order of weight."""

    _parts: dict[str, list[tuple[int, SlotPart]]] = field(default_factory=dict)

    def fill(self, slot: str, part: SlotPart, weight: int = 100) -> None:
        parts = self._parts.setdefault(slot, [])
        parts.append((weight, part))
        parts.sort(key=lambda item: item[0])

    def parts(self, slot: str) -> list[SlotPart]:
        return [part for _weight, part in self._parts.get(slot, [])]


slots = Slots()
