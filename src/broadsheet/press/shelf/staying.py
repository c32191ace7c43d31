"""For how many generations a page keeps its file, though nobody sees it being asked for.

What nginx answers from a file, no process of ours hears of. So a file stays for some generations,
and then its page is left to the web processes once: who asks for it again at once gets it a file
for twice as long. A page that is read all the time comes to them in one generation of many, and one
that is read no more costs its last few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: Generations that a file outlives by itself: at first, and at most.
FIRST, LONGEST = 1, 32


class Stays:
    """The pages that have a file, each with the generations that it still has."""

    def __init__(self) -> None:
        self._length: dict[str, int] = {}
        self._left: dict[str, int] = {}
        #: Those that lost their file in this generation, with how long they had it.
        self._ended: dict[str, int] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._left

    def __iter__(self) -> Iterator[str]:
        return iter(self._left)

    def longest_first(self, paths: Iterable[str]) -> list[str]:
        """Pages that have a file: what proved to be read most stands first."""
        return sorted(paths, key=lambda path: -self._length[path])

    def begin(self, path: str) -> None:
        """The page was asked for of the web processes, and has a file from now on."""
        before = self._ended.pop(path, 0)
        self._length[path] = self._left[path] = min(before * 2 or FIRST, LONGEST)

    def end(self, path: str) -> None:
        """There is no such page any more."""
        for kept in (self._length, self._left, self._ended):
            kept.pop(path, None)

    def next_generation(self) -> None:
        """Let the files end whose time is over."""
        self._ended = {
            path: self._length.pop(path) for path, left in self._left.items() if not left
        }
        self._left = {path: left - 1 for path, left in self._left.items() if left}
