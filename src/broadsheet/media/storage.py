"""Where originals are kept: out of every public folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage


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
