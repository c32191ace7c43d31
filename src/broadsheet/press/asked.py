"""How often pages are asked for lately, counted by all web processes in one small mapped file.

Two processes that count at once may lose one: it is an order of what is hot, and no statistics.
"""

from __future__ import annotations

import array
import mmap
import os
import zlib
from pathlib import Path

from django.conf import settings

PLACES = 1 << 16
SIZE = PLACES * 4
#: Bytes that are compared at once when changed counts are looked for.
PART = 1024


def asked_path() -> Path:
    return Path(settings.BROADSHEET_PRESS_STORE).with_name("press.asked")


def place_of_count(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % PLACES


class Asked:
    """Counts by a page's checksum; two pages may share one."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if os.fstat(descriptor).st_size != SIZE:
                os.ftruncate(descriptor, SIZE)
            self._map = mmap.mmap(descriptor, SIZE)
        finally:
            os.close(descriptor)
        self._counts = memoryview(self._map).cast("I")

        self._seen = bytes(SIZE)

    def count(self, path: str) -> None:
        place = place_of_count(path)
        self._counts[place] = (self._counts[place] + 1) & 0xFFFFFFFF

    def look_again(self) -> None:
        """Let `counted` begin with all that was asked for lately."""
        self._seen = bytes(SIZE)

    def counted(self, least: int) -> list[int]:
        """The places that were counted since the last time, and have come to `least`."""
        before, now = self._seen, self._map[:]
        self._seen = now
        if now == before:
            return []
        found = []
        for start in range(0, SIZE, PART):
            part = now[start : start + PART]
            if part != before[start : start + PART]:
                old, new = memoryview(before[start : start + PART]).cast("I"), memoryview(part)
                for place, count in enumerate(new.cast("I")):
                    if count >= least and count != old[place]:
                        found.append(start // 4 + place)
        return found

    def times(self, place: int) -> int:
        """How often what is counted at a place was asked for lately."""
        return self._counts[place]

    def fade(self) -> None:
        """Let what was asked for longer ago count half."""
        counts = array.array("I", self._map[:])
        self._map[:] = array.array("I", [count >> 1 for count in counts]).tobytes()
        self._seen = self._map[:]
