"""Where an archive's pictures and files are read from: a folder, a zip, or several in turn."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit

from broadsheet.importers.errors import FileRefused
from broadsheet.importers.wording import gettext as _

#: Bytes that a file of an archive may have: an hour of film.
LARGEST_FILE = 2 * 1024**3
#: Bytes of a file that are held in memory; what is larger waits on disk.
HELD = 4 * 1024**2
CHUNK = 1024**2


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found: its own name, and its content from the beginning."""

    name: str
    file: BinaryIO
    size: int


class FileSource(Protocol):
    """Finds files by the addresses that they had on the old site."""

    def open(self, address: str) -> FoundFile | None:
        """The file, or None where it is not here. Raises FileRefused."""

    def has(self, address: str) -> bool:
        """Whether the file is here, as far as that is known without fetching it."""


class SeveralSources:
    """The first of several sources that has a file."""

    def __init__(self, sources: Sequence[FileSource]) -> None:
        self._sources = tuple(sources)

    def open(self, address: str) -> FoundFile | None:
        for source in self._sources:
            if (found := source.open(address)) is not None:
                return found
        return None

    def has(self, address: str) -> bool:
        return any(source.has(address) for source in self._sources)


def segments_of(address: str) -> tuple[str, ...]:
    """The path of an address of the old site, part by part; empty for one that leads astray."""
    if not address.startswith("/") or address.startswith("//"):
        return ()
    try:
        path = unquote(urlsplit(address).path, errors="strict")
    except ValueError:
        return ()
    parts = tuple(part for part in path.split("/") if part)
    unfit = any(
        part in (".", "..") or "\\" in part or "\x00" in part or len(part.encode()) > 255
        for part in parts
    )
    return () if unfit else parts


class FolderFiles:
    """Files of a copy of Ghost's `content/`, or of the folder that holds it."""

    def __init__(self, folder: Path) -> None:
        inner = folder / "content"
        self._root = (inner if inner.is_dir() else folder).resolve()

    def open(self, address: str) -> FoundFile | None:
        path = self._path(address)
        return self._found(address, path) if path else None

    def has(self, address: str) -> bool:
        return self._path(address) is not None

    def _path(self, address: str) -> Path | None:
        parts = segments_of(address)
        for inside in (parts[1:] if parts[:1] == ("content",) else (), parts):
            try:
                # A link may lead out of the folder: what it leads to must lie inside.
                real = self._root.joinpath(*inside).resolve(strict=True)
                if inside and real.is_file() and real.is_relative_to(self._root):
                    return real
            except (OSError, RuntimeError):
                continue
        return None

    def _found(self, address: str, path: Path) -> FoundFile:
        try:
            size = path.stat().st_size
            check_size(address, size)
            return FoundFile(segments_of(address)[-1], path.open("rb"), size)
        except OSError as error:
            raise FileRefused(
                _("The file %(address)s can't be read (%(reason)s). Check your right to read it.")
                % {"address": address, "reason": error.strerror or str(error)}
            ) from error


def check_size(address: str, size: int, limit: int = LARGEST_FILE) -> None:
    if size > limit:
        raise FileRefused(
            _(
                "The file %(address)s is larger than %(limit)d MB and was left out. "
                "Make it smaller and add it by hand."
            )
            % {"address": address[:200], "limit": limit // 1024**2}
        )


def copied(address: str, name: str, chunks: Iterable[bytes], limit: int) -> FoundFile:
    """What comes in pieces as a file; stops at once where it is more than `limit` bytes."""
    target = tempfile.SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115 the caller closes it
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            check_size(address, size, limit)
            target.write(chunk)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return FoundFile(name, cast(BinaryIO, target), size)
