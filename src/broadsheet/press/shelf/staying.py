"""For how many generations a page keeps its file, though nobody sees it being asked for.

What nginx answers from a file, no process of ours hears of. So a file stays for some generations,
and then its page is left to the web processes once: who asks for it again at once gets it a file
for twice as long. A page that is read all the time comes to them in one generation of many, and one
that is read no more costs its last few. Pages whose files began together end at different times.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

#: Generations that a file outlives by itself, at first and at most: up to twice as many, as its
#: path will have it.
FIRST, LONGEST = 4, 32


class Stays:
    """The pages that have a file, each with the generations that it still has."""

    def __init__(self) -> None:
        self._length: dict[str, int] = {}
        self._left: dict[str, int] = {}
        #: Those that lost their file in this generation, with how long they had it.
        self._ended: dict[str, int] = {}
        #: How often a second each was asked for when it came.
        self._rate: dict[str, float] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._left

    def __iter__(self) -> Iterator[str]:
        return iter(self._left)

    def hottest_first(self) -> list[str]:
        """Pages that have a file: what was asked for most when it came to us stands first."""
        return sorted(self._left, key=self._rate.__getitem__, reverse=True)

    def begin(self, path: str, rate: float = 0.0) -> None:
        """The page was asked for of the web processes, and has a file from now on."""
        length = self._length[path] = min(self._ended.pop(path, 0) * 2 or FIRST, LONGEST)
        self._left[path] = length + zlib.crc32(path.encode("utf-8", "surrogatepass")) % length
        self._rate[path] = rate

    def end(self, path: str) -> None:
        """There is no such page any more."""
        self._length.pop(path, None)
        self._left.pop(path, None)
        self._ended.pop(path, None)
        self._rate.pop(path, None)

    def next_generation(self) -> list[str]:
        """Let the files end whose time is over; whose they were."""
        self._ended = {
            path: self._length.pop(path) for path, left in self._left.items() if not left
        }
        self._left = {path: left - 1 for path, left in self._left.items() if left}
        for path in self._ended:
            del self._rate[path]
        return list(self._ended)
