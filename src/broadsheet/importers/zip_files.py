"""A zip that someone else made: its names are not paths, its sizes are claims."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from broadsheet.importers.errors import ExportRefused, FileRefused
from broadsheet.importers.file_sources import (
    CHUNK,
    LARGEST_FILE,
    FoundFile,
    check_size,
    copied,
    segments_of,
)
from broadsheet.importers.wording import gettext as _

#: Bytes of a zip's table of contents: some million names.
LARGEST_CONTENTS = 256 * 1024**2
#: A picture is packed already, a text shrinks to a tenth: what grows more is a trap.
MOST_GROWTH = 100
SMALL = 10 * 1024**2
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"


class ZipFiles:
    """Files in a zip by the addresses that they had; `problems` names those not taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        _check_contents(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _refused(path, _("is a damaged zip"), _("make or download it again")) from error
        self._members: dict[tuple[str, ...], zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._take(info)

    def _take(self, info: zipfile.ZipInfo) -> None:
        if info.is_dir():
            return
        name = _name(info)
        parts = segments_of("/" + name.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))
        mode = info.external_attr >> 16
        if not parts or name.startswith("/"):
            fault = _("has a path that leads out of the zip")
        elif mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode):
            fault = _("is a link or a device")
        elif info.flag_bits & 1:
            fault = _("is encrypted")
        else:
            self._members[parts] = info
            return
        self.problems.append(
            _("“%(name)s” in the zip %(fault)s and was left out. Add it by hand if you need it.")
            % {"name": name[:200], "fault": fault}
        )

    def names(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Each file's path, part by part, and the size that it claims to have."""
        for parts, info in self._members.items():
            yield parts, info.file_size

    def open(self, address: str) -> FoundFile | None:
        found = self._member(address)
        return self._copied(address, found) if found else None

    def has(self, address: str) -> bool:
        return self._member(address) is not None

    def _member(self, address: str) -> zipfile.ZipInfo | None:
        parts = segments_of(address)
        if not parts:
            return None
        inside = parts[1:] if parts[0] == "content" else parts
        return self._members.get(("content", *inside)) or self._members.get(inside)

    def read(self, parts: tuple[str, ...], limit: int) -> bytes:
        """A small file of settings, whole. Raises FileRefused."""
        found = self._copied("/".join(parts), self._members[parts], limit)
        with found.file:
            return found.file.read()

    def stream(self, parts: tuple[str, ...]) -> BinaryIO:
        """A member to be read from its beginning. Raises ExportRefused."""
        info = self._members[parts]
        if grows_too_much(info):
            raise _refused(
                self.path,
                _("holds “%(name)s”, which unpacks to more than a hundred times its size")
                % {"name": info.filename[:100]},
                _("make the backup again with Ghost"),
            )
        return cast(BinaryIO, self._zip.open(info))

    def _copied(self, address: str, info: zipfile.ZipInfo, limit: int = LARGEST_FILE) -> FoundFile:
        check_size(address, info.file_size, limit)
        if grows_too_much(info):
            raise FileRefused(
                _(
                    "The file %(address)s unpacks to more than a hundred times its size in the "
                    "zip and was left out. Add it by hand if it is what it should be."
                )
                % {"address": address[:200]}
            )
        try:
            with self._zip.open(info) as packed:
                chunks = iter(lambda: packed.read(CHUNK), b"")
                # Not its claim, but what really comes out is counted.
                return copied(address, _name(info).rpartition("/")[2], chunks, info.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise FileRefused(
                _("The file %(address)s is damaged in the zip. Make the zip again.")
                % {"address": address[:200]}
            ) from error


def grows_too_much(info: zipfile.ZipInfo) -> bool:
    return info.file_size > SMALL and info.file_size > MOST_GROWTH * max(info.compress_size, 1)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; programs that forget to say so write UTF-8 all the same."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except ValueError:
            return name
    return name


def _check_contents(path: Path) -> None:
    """Refuse a table of contents that could not be held, before anything reads it."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - 70_000))
            end = file.read()
    except OSError as error:
        raise _refused(
            path,
            _("can't be read (%(reason)s)") % {"reason": error.strerror or str(error)},
            _("check the file and your right to read it"),
        ) from error
    at, at_64 = end.rfind(_END), end.rfind(_END_64)
    if at < 0 or len(end) < at + 20:
        raise _refused(path, _("is a zip that ends too early"), _("make or download it again"))
    (length,) = struct.unpack_from("<I", end, at + 12)
    if length == 0xFFFFFFFF and at_64 >= 0 and len(end) >= at_64 + 48:
        (length,) = struct.unpack_from("<Q", end, at_64 + 40)
    if length > LARGEST_CONTENTS:
        raise _refused(
            path,
            _("is a zip of more names than can be held"),
            _("unpack it and give the JSON file and --content"),
        )


def _refused(path: Path, fault: str, next_step: str) -> ExportRefused:
    return ExportRefused(
        _("The file %(file)s %(fault)s; %(next_step)s.")
        % {"file": path, "fault": fault, "next_step": next_step}
    )
