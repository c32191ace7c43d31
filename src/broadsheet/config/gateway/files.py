"""Files that granian sends by itself, in parts or whole, while the thread is free again."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class FileWrapper:
    """`wsgi.file_wrapper` (PEP 3333): an iterable over a file that the gateway looks into."""

    def __init__(self, filelike: Any, block_size: int = 64 * 1024) -> None:
        self.filelike = filelike
        self.block_size = block_size

    def __iter__(self) -> Iterator[bytes]:
        while block := self.filelike.read(self.block_size):
            yield block

    def close(self) -> None:
        close = getattr(self.filelike, "close", None)
        if close is not None:
            close()


class Part(NamedTuple):
    """Bytes `start` to `end`, without the last, of a file that has a name."""

    path: str
    start: int
    end: int


def part_of(wrapper: FileWrapper, length: int | None) -> Part | None:
    """What a wrapper sends from where its file stands, by the file's name; None if it has none.

    `length` is the answer's Content-Length, where it has one.
    """
    # WhiteNoise wraps a file of which a part is asked for.
    file = getattr(wrapper.filelike, "fileobj", wrapper.filelike)
    try:
        number, start, name = file.fileno(), file.tell(), file.name
        held = os.fstat(number)
        if not isinstance(name, str) or not stat.S_ISREG(held.st_mode):
            return None
        path = Path(name).absolute()
        # Its name may belong to another file by now.
        if not os.path.samestat(held, path.stat()):
            return None
    except (AttributeError, OSError, ValueError):
        return None
    end = held.st_size if length is None else start + length
    return Part(str(path), start, end) if start < end <= held.st_size else None
