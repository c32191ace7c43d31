from __future__ import annotations

from pathlib import Path

from broadsheet.keeping.destinations.base import Destination
from broadsheet.keeping.destinations.folder import FolderDestination
from broadsheet.keeping.destinations.naming import S3, check_destination
from broadsheet.keeping.destinations.s3 import S3Destination
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.naming import site_of, stamp_of


def destination_for(words: str, site: Path | None) -> Destination:
    """The destination that an operator names. Raises KeepingRefused for one that can't be."""
    folder = check_destination(words, site)
    if folder is None:
        return S3Destination.named(words, (site / "data") if site else None)
    return FolderDestination(folder)


def source_for(words: str) -> tuple[Destination, str]:
    """The place and the name of the backup that an operator names; of a folder, its newest.

    Raises KeepingRefused.
    """
    path = Path(words).expanduser()
    if words.startswith(S3):
        if words.endswith(".zip"):
            place, _slash, name = words.rpartition("/")
            return destination_for(place, None), name
    elif not path.is_dir():
        return FolderDestination(path.resolve().parent), path.name
    destination = destination_for(words, None)
    whole = [found for found in destination.kept() if found.is_whole and stamp_of(found.name)[0]]
    sites = sorted({site_of(found.name) for found in whole})
    if not whole:
        raise KeepingRefused(f"There is no backup in {destination}. Give another place.")
    if len(sites) > 1:
        raise KeepingRefused(
            f"{destination} holds backups of several sites: {', '.join(sites)}. Name one file."
        )
    return destination, max((found.name for found in whole), key=stamp_of)
