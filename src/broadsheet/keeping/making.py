"""Makes a backup while the site runs: one moment of the database, then the files it names.

The database comes first. Files are never changed in place, so a file that the moment names is on
the disk afterwards, unless it was deleted since: then the manifest says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from broadsheet import __version__
from broadsheet.keeping.archive import ArchiveWriter, seal
from broadsheet.keeping.counting import counts
from broadsheet.keeping.destinations.base import Destination
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.manifest import SECRET_KEY, SITE_TOML, Manifest
from broadsheet.keeping.naming import host_in_names, name_for, site_of, stamp_of
from broadsheet.keeping.site_toml import without_secrets
from broadsheet.keeping.snapshot import (
    SIGNED_IN,
    Snapshot,
    migrations,
    named_files,
    snapshot,
)


@dataclass
class Watch:
    """Tells whoever asked for the backup how far it is; `total` bytes are a guess until read."""

    tell: Callable[[str, int, int], None]
    stage: str = ""
    done: int = 0
    total: int = 0

    def begin(self, stage: str, total: int = 0) -> None:
        self.stage, self.done, self.total = stage, 0, total
        self.beat()

    def add(self, count: int) -> None:
        self.done += count
        self.beat()

    def beat(self) -> None:
        self.tell(self.stage, self.done, self.total)


@dataclass(frozen=True)
class Made:
    """A backup that is there: its name at the destination, its bytes, what it says of itself."""

    name: str
    size: int
    manifest: Manifest

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "size": self.size,
            "made_at": self.manifest.made_at.isoformat(),
            "version": self.manifest.version,
            "database": self.manifest.database,
            "counts": self.manifest.counts,
            "files": len(self.manifest.members),
            "missing": self.manifest.missing,
            "with_secrets": self.manifest.has_secret_key,
        }


def make(
    destination: Destination,
    watch: Watch,
    *,
    with_secrets: bool = False,
    name: Callable[[str], object] = lambda name: None,
) -> Made:
    """Make a backup and keep it; `name` is told what it will be called before it begins.

    Raises KeepingRefused; whatever happens, nothing half made stands under a backup's name.
    """
    site = Path(settings.BROADSHEET_SITE_FOLDER)
    with destination.staging() as folder:
        taken = {kept.name for kept in destination.kept()}
        called = name_for(settings.BROADSHEET_ADDRESS, timezone.now(), taken)
        name(called)
        try:
            manifest = _write(folder, site, watch, with_secrets=with_secrets)
            path = folder / "backup.zip"
            size = path.stat().st_size
            watch.begin("keeping", size)
            destination.put(path, called, watch.add)
        except OSError as error:
            raise KeepingRefused(
                f"The backup was broken off: {error.strerror or error}"
                f"{f' ({error.filename})' if error.filename else ''}. Nothing of it is kept."
            ) from error
    return Made(called, size, manifest)


def _write(folder: Path, site: Path, watch: Watch, *, with_secrets: bool) -> Manifest:
    with (folder / "backup.zip").open("w+b") as file:
        archive = ArchiveWriter(file, watch.add)
        made_at = timezone.now()
        with snapshot() as moment:
            watch.begin("database")
            copy = folder / moment.member
            moment.write(copy, watch.beat, empty=() if with_secrets else SIGNED_IN)
            manifest = Manifest(
                version=__version__,
                made_at=made_at,
                site={"address": settings.BROADSHEET_ADDRESS, "name": _site_name(moment)},
                database=moment.kind,
                migrations=migrations(moment),
                counts=counts(moment),
            )
            named = set(_members_named(moment))
        watch.begin("database", copy.stat().st_size)
        archive.add_file(moment.member, copy)
        copy.unlink()
        files = [
            found for found in _files(site) if found[0] in named or not _is_later(found[1], made_at)
        ]
        watch.begin("files", sum(size for _name, _path, size in files))
        for name, path, _size in files:
            _require_sayable(name)
            archive.add_file(name, path)
        kept = {member.name for member in archive.members}
        # A link may lead anywhere: it is not followed, and said to be left out.
        links = {name for name, path, _size in files if path.is_symlink()}
        manifest.missing = sorted((named | links) - kept)
        _add_settings(archive, site, with_secrets=with_secrets)
        archive.finish(manifest)
        watch.begin("sealing", file.seek(0, 2))
        seal(file, watch.add)
    return manifest


def _add_settings(archive: ArchiveWriter, site: Path, *, with_secrets: bool) -> None:
    text = (site / SITE_TOML).read_text(encoding="utf-8-sig")
    archive.add_bytes(SITE_TOML, (text if with_secrets else without_secrets(text)).encode())
    key = site / "data" / "secret_key"
    if with_secrets and key.is_file():
        archive.add_bytes(SECRET_KEY, key.read_bytes())


def _folders(site: Path) -> dict[str, Path]:
    return {
        "originals": Path(settings.ORIGINALS_ROOT),
        "media": Path(settings.MEDIA_ROOT),
        "theme": site / "theme",
    }


def _files(site: Path) -> Iterator[tuple[str, Path, int]]:
    """Every file to keep: its name in the archive, where it is, its size as far as known."""
    for first, root in _folders(site).items():
        for folder, folders, files in _walk(root):
            folders.sort()
            for file in sorted(files):
                path = folder / file
                try:
                    size = path.lstat().st_size
                except FileNotFoundError:
                    continue
                yield f"{first}/{path.relative_to(root).as_posix()}", path, size


def _is_later(path: Path, moment: datetime) -> bool:
    """Whether a file was written after a moment: no row of the moment can miss it."""
    try:
        return path.lstat().st_mtime > moment.timestamp()
    except FileNotFoundError:
        return True


def _walk(root: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """As `Path.walk`, which Python has from 3.12 on."""
    for folder, folders, files in os.walk(root):
        yield Path(folder), folders, files


def _members_named(moment: Snapshot) -> Iterator[str]:
    """What the rows of the moment name, by the names of the archive."""
    originals = Path(settings.ORIGINALS_ROOT).absolute()
    media = Path(settings.MEDIA_ROOT).absolute()
    for field, name in named_files(moment):
        storage = field.storage
        if isinstance(storage, FileSystemStorage):
            folder = Path(storage.location)
            if folder in (originals, media):
                yield f"{'originals' if folder == originals else 'media'}/{name}"


def _require_sayable(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        shown = name.encode("utf-8", "replace").decode()
        raise KeepingRefused(
            f"The file {shown} has a name that is no UTF-8, which a backup can't hold. Rename it."
        ) from error


def _site_name(moment: Snapshot) -> str:
    rows = moment.rows("SELECT name FROM masthead_sitesettings ORDER BY id")
    return str(next(iter(rows), ("",))[0])


def remove_old(destination: Destination, keep: int, newest: str) -> list[str]:
    """Delete all but the newest `keep` whole backups of this site; returns their names.

    What is no whole backup is neither counted nor deleted, and `newest` always stays.
    """
    mine = host_in_names(settings.BROADSHEET_ADDRESS)
    whole = [
        kept.name for kept in destination.kept() if kept.is_whole and site_of(kept.name) == mine
    ]
    whole.sort(key=stamp_of)
    old = [name for name in whole[: -max(keep, 1)] if name != newest]
    for name in old:
        destination.remove(name)
    return old
