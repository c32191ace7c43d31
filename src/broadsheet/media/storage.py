"""Where originals are kept, out of every public folder, and what else readers may not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils.deconstruct import deconstructible

#: Names that begin so are kept with the originals.
WITHHELD = "withheld/"


class OriginalsStorage(FileSystemStorage):
    """Keeps uploaded originals where no public address reaches them.

    A `url` leads to a view of the admin that asks for permission.
    """

    def __init__(self) -> None:
        super().__init__(base_url="/admin/originals/")

    # Asked for each time: the fields make their storage once, before a test names its folder.
    @property
    def base_location(self) -> str:
        return str(settings.ORIGINALS_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())


def originals_storage() -> OriginalsStorage:
    """The storage of originals, asked for by the fields so that migrations name no folder."""
    return OriginalsStorage()


@deconstructible
class RenditionStorage(Storage):
    """Keeps the sizes of pictures where readers get them, and withheld ones with the originals."""

    def _of(self, name: str) -> Storage:
        return originals_storage() if name.startswith(WITHHELD) else default_storage

    def _open(self, name: str, mode: str = "rb") -> Any:
        return self._of(name).open(name, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        return self._of(name or content.name).save(name, content, max_length=max_length)

    def path(self, name: str) -> str:
        return self._of(name).path(name)

    def delete(self, name: str) -> None:
        self._of(name).delete(name)

    def exists(self, name: str) -> bool:
        return self._of(name).exists(name)

    def size(self, name: str) -> int:
        return self._of(name).size(name)

    def url(self, name: str | None) -> str:
        return self._of(name or "").url(name)
