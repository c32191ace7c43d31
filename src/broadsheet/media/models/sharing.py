"""Renditions as pages show them: read for all pictures of a list at once, without an object each.

A list of two dozen pictures has two hundred renditions. As objects of the model they took a sixth
of the time in which the list's page is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import Q

from broadsheet.core.compiled import Compiled

if TYPE_CHECKING:
    from broadsheet.media.models.picture import Picture

FALLBACK = "width-960|format-jpeg"
#: Open Graph's proportion, for link previews elsewhere.
SOCIAL = "fill-1200x630|format-jpeg"

#: Reads some of the renditions of pictures, given by their keys.
Reading: TypeAlias = Callable[[list[int]], list[Any]]


def _rows(keys: list[int], wanted: Q) -> Any:
    rows = apps.get_model("media", "PictureRendition")._default_manager
    # By number: the newest of a specification, after a new focal point, stands last.
    return (
        rows.filter(wanted, image_id__in=keys)
        .order_by("pk")
        .values_list("image_id", "filter_spec", "file", "width", "height")
    )


_SHOWN = ~Q(filter_spec=SOCIAL)
_previewed = Compiled(lambda keys, one: _rows(keys, _SHOWN | Q(image_id=one)))

EVERY: Reading = Compiled(lambda keys: _rows(keys, Q()))
#: What `<picture>` shows: a page that no preview is made of does not depend on more.
ON_PAGES: Reading = Compiled(lambda keys: _rows(keys, _SHOWN))
IN_FEEDS: Reading = Compiled(lambda keys: _rows(keys, Q(filter_spec=FALLBACK)))


def with_preview_of(picture: int) -> Reading:
    """What pages show, and all of one picture, which link previews elsewhere show."""
    return lambda keys: _previewed(keys, picture)


_SHARED = "_renditions_shared"
_NONE: Mapping[str, ShownRendition] = {}


@dataclass(frozen=True, slots=True)
class ShownRendition:
    """A rendition's file, by its name in the storage, and its size in pixels."""

    name: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return str(_storage().url(self.name))

    @property
    def path(self) -> str:
        """The file on the disk. Raises NotImplementedError where the storage is elsewhere."""
        return str(_storage().path(self.name))


class Renditions:
    """Those of some pictures, read in one query when one of them is shown."""

    def __init__(self, keys: Iterable[int], reading: Reading) -> None:
        self._keys, self._reading = sorted(set(keys)), reading
        self._read: dict[int, dict[str, ShownRendition]] | None = None

    def of(self, picture: int) -> Mapping[str, ShownRendition]:
        """A picture's renditions by their specification."""
        if self._read is None:
            self._read = {}
            for key, spec, *file in self._reading(self._keys):
                self._read.setdefault(key, {})[spec] = ShownRendition(*file)
        return self._read.get(picture, _NONE)


def share_renditions(pictures: Iterable[Picture], reading: Reading = ON_PAGES) -> None:
    """Let the pictures' renditions be read together, when one of them is shown."""
    shown = list(pictures)
    if shown:
        shared = Renditions((picture.pk for picture in shown), reading)
        for picture in shown:
            picture.__dict__[_SHARED] = shared


def renditions_of(picture: Picture) -> Mapping[str, ShownRendition]:
    """By specification; in a query of its own where the picture shares none with others."""
    shared: Renditions | None = picture.__dict__.get(_SHARED)
    return (shared or Renditions([picture.pk], EVERY)).of(picture.pk)


def _storage() -> Storage:
    field: Any = apps.get_model("media", "PictureRendition")._meta.get_field("file")
    storage: Storage = field.storage
    return storage
