"""One generation of files: a folder, filled before nginx is led to it and afterwards.

A page's file of the generation before the last is written anew and moved, where no process has it
open and no other generation shares it. That spares the file system a new file and the end of an old
one, which cost most of all: ext4 without a journal looks for a file's number past each that was
freed in the last minutes.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

#: All file systems keep times of 31 bits. Of a file that was read last in the last second that
#: there is, the kernel never notes that it is read (`relatime`).
LAST_SECOND = (1 << 31) - 1
#: Files that are removed in one step.
AT_ONCE = 100
#: Beside the generations, where no page's file can stand.
NEW = "new"
#: Linux grants it where nobody else has the file open.
LEASE: int | None = getattr(fcntl, "F_SETLEASE", None)


def time_of(digest: str) -> int:
    """A file's time, which with its length is nginx's tag: it tells one text from any other."""
    return int(digest[:8], 16) % LAST_SECOND


class Generation:
    """The files of one generation. Places are relative to it, as `place_of` gives them."""

    def __init__(self, home: Path, name: str, spare: Generation | None = None) -> None:
        self.path = home / name
        self.is_read = False
        #: An older one, whose files are taken for this one's.
        self.spare = spare
        self.path.mkdir(parents=True)
        self._home = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
        self._own = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        self._folders = {""}

    def close(self) -> None:
        os.close(self._own)
        os.close(self._home)

    def write(self, place: str, parts: Sequence[Any], digest: str) -> None:
        """Put a file in its place, whole at once where nginx may look for it already."""
        self._make_folder(place)
        free = None if self.spare is None else self.spare.free(place)
        if self.spare is not None and free is not None:
            _fill(free, parts, digest)
            os.replace(place, place, src_dir_fd=self.spare._own, dst_dir_fd=self._own)
        elif self.is_read:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            _fill(os.open(NEW, flags, 0o666, dir_fd=self._home), parts, digest)
            os.replace(NEW, place, src_dir_fd=self._home, dst_dir_fd=self._own)
        else:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            _fill(os.open(place, flags, 0o666, dir_fd=self._own), parts, digest)

    def free(self, place: str) -> int | None:
        """A descriptor of a file that nobody reads, nor can any more; None where there is none."""
        if LEASE is None:
            return None
        try:
            found = os.open(place, os.O_WRONLY, dir_fd=self._own)
        except FileNotFoundError:
            return None
        try:
            if os.fstat(found).st_nlink == 1:
                fcntl.fcntl(found, LEASE, fcntl.F_WRLCK)
                return found
        except OSError:
            # Somebody is still reading it, or the file system grants no leases.
            pass
        os.close(found)
        return None

    def link(self, place: str, old: Generation) -> bool:
        """Let the file of an older generation stand here too; False where it was withdrawn."""
        self._make_folder(place)
        try:
            os.link(place, place, src_dir_fd=old._own, dst_dir_fd=self._own)
        except FileNotFoundError:
            return False
        return True

    def remove(self, place: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(place, dir_fd=self._own)

    def _make_folder(self, place: str) -> None:
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


def _fill(descriptor: int, parts: Sequence[Any], digest: str) -> None:
    """Write a file from its beginning, and close it."""
    try:
        length = sum(map(len, parts))
        if os.writev(descriptor, parts) != length:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.ftruncate(descriptor, length)
        os.utime(descriptor, (LAST_SECOND, time_of(digest)))
    finally:
        os.close(descriptor)


def removal(folder: Path) -> Iterator[None]:
    """Remove a folder with all in it, in steps."""
    with contextlib.suppress(FileNotFoundError):
        for _path, folders, files, descriptor in os.fwalk(folder, topdown=False):
            for start in range(0, len(files), AT_ONCE):
                for name in files[start : start + AT_ONCE]:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=descriptor)
                yield
            for name in folders:
                with contextlib.suppress(FileNotFoundError):
                    os.rmdir(name, dir_fd=descriptor)
        folder.rmdir()
