from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from broadsheet.keeping.archive import Progress


@dataclass(frozen=True)
class Kept:
    """A file at a destination; `is_whole` is False where a look at it found no whole backup."""

    name: str
    size: int
    is_whole: bool = True


class Destination(Protocol):
    """A place that holds archives by their names, each whole or not at all.

    Every method raises KeepingRefused with a sentence.
    """

    def __str__(self) -> str: ...

    def staging(self) -> AbstractContextManager[Path]:
        """A folder in which an archive is made, and emptied afterwards, whatever happened."""

    def put(self, path: Path, name: str, progress: Progress) -> None:
        """Keep a finished file of `staging` under a name."""

    def kept(self) -> Iterator[Kept]:
        """What is there, in the order of names."""

    def remove(self, name: str) -> None:
        """Delete one; one that is gone already is no fault."""

    def fetched(self, name: str, progress: Progress) -> AbstractContextManager[Path]:
        """The file of a name, on this machine."""
