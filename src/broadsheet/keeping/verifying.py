"""Reads a backup and believes nothing of it: every name, size and checksum is looked at."""

from __future__ import annotations

import hashlib
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from broadsheet.keeping.archive import CHUNK, Progress, digest_of, sealed_digest
from broadsheet.keeping.errors import BackupDamaged, KeepingRefused
from broadsheet.keeping.manifest import FILES, FOLDERS, NAME, Manifest

#: A manifest of a million files has less.
LARGEST_MANIFEST = 512_000_000
#: What a damaged zip raises while it is read.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError)


class Backup:
    """An archive whose whole digest, names and sizes have been found right.

    `check` or `unpack` then look at the checksum of every member.
    """

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = archive
        self.manifest = manifest

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.size for member in self.manifest.members)

    def check(self, progress: Progress) -> None:
        """Read every member and compare its checksum. Raises BackupDamaged."""
        for member in self.manifest.members:
            self._read(member.name, member.sha256, None, progress)

    def unpack(self, folder: Path, progress: Progress) -> None:
        """Write every member below `folder`. Raises BackupDamaged, and leaves what it wrote."""
        free = shutil.disk_usage(folder).free
        if self.size > free:
            raise KeepingRefused(
                f"The backup needs {self.size / 1e6:.0f} MB in {folder} and {free / 1e6:.0f} MB "
                "are free. Make room; nothing was changed."
            )
        for member in self.manifest.members:
            target = folder / place_of(member.name, self.manifest)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                self._read(member.name, member.sha256, file, progress)

    def _read(self, name: str, sha256: str, target: IO[bytes] | None, progress: Progress) -> None:
        digest = hashlib.sha256()
        try:
            with self._zip.open(name) as source:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    if target is not None:
                        target.write(chunk)
                    progress(len(chunk))
        except DAMAGED as error:
            raise _damaged(f"{name} can't be read") from error
        if digest.hexdigest() != sha256:
            raise _damaged(f"{name} is not what was kept")


def place_of(name: str, manifest: Manifest) -> Path:
    """Where a member stands in a site's folder."""
    if name == manifest.database_member:
        return Path("data") / ("broadsheet.sqlite3" if manifest.database == "sqlite" else name)
    if name in FILES:
        return Path(name) if name == "site.toml" else Path("data") / name
    first, _slash, rest = name.partition("/")
    return Path(FOLDERS[first]) / rest


@contextmanager
def opened(path: Path, progress: Progress) -> Iterator[Backup]:
    """The backup in a file, its digest, names and sizes found right.

    Raises BackupDamaged and KeepingRefused; nothing has been written then.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise KeepingRefused(f"There is no backup {path}. Name one with its folder.") from error
    except OSError as error:
        raise KeepingRefused(f"{path} can't be read: {error.strerror}.") from error
    with file:
        sealed = sealed_digest(file)
        if sealed is None:
            raise _damaged(f"{path.name} has no seal at its end: it is cut off, or no backup")
        if digest_of(file, progress) != sealed:
            raise _damaged(f"{path.name} was changed after it was made")
        try:
            archive = zipfile.ZipFile(file)
            manifest = _checked(archive, path.stat().st_size)
        except DAMAGED as error:
            raise _damaged(f"{path.name} can't be read") from error
        with archive:
            yield Backup(archive, manifest)


def read_manifest(path: Path) -> Manifest | None:
    """What a file says of itself, quickly and unproven; None for what is no whole backup."""
    try:
        with path.open("rb") as file:
            if sealed_digest(file) is None:
                return None
            with zipfile.ZipFile(file) as archive:
                return _manifest(archive)
    except (OSError, KeepingRefused, *DAMAGED):
        return None


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(NAME).file_size > LARGEST_MANIFEST:
        raise _damaged("its manifest is larger than any")
    return Manifest.from_json(archive.read(NAME))


def _checked(archive: zipfile.ZipFile, size: int) -> Manifest:
    manifest = _manifest(archive)
    infos = archive.infolist()
    names = [info.filename for info in infos]
    wanted = {member.name: member.size for member in manifest.members}
    if len(set(names)) < len(names) or len(wanted) < len(manifest.members):
        raise _damaged("a name stands in it twice")
    if set(names) != {*wanted, NAME}:
        raise _damaged("its manifest does not name what is in it")
    if manifest.database_member not in wanted or "site.toml" not in wanted:
        raise _damaged("its database or its site.toml is missing")
    packed = 0
    for info in infos:
        packed += info.compress_size
        if info.filename != NAME:
            _check_name(info, manifest)
            if info.file_size != wanted[info.filename]:
                raise _damaged(f"{info.filename} has another size than was kept")
    # Members that share their bytes would unpack to far more than the archive holds.
    if packed > size:
        raise _damaged("its members overlap")
    return manifest


def _check_name(info: zipfile.ZipInfo, manifest: Manifest) -> None:
    name = info.filename
    parts = PurePosixPath(name).parts
    sound = (
        "/".join(parts) == name
        and not set(parts) & {"..", ".", "/"}
        and "\0" not in name
        and stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
    )
    known = parts[0] in FOLDERS and len(parts) > 1 if len(parts) != 1 else name in FILES
    other = {"database.sqlite3", "database.pgdump"} - {manifest.database_member}
    if not sound or not known or name in other:
        raise _damaged(f"it holds “{name[:80]}”, which has no place in a site")


def _damaged(reason: str) -> BackupDamaged:
    return BackupDamaged(
        f"The backup can't be trusted: {reason}. Nothing was changed. Take another backup."
    )
