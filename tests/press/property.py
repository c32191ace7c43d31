"""Random edits, and after each the comparison of every page with a fresh one."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from broadsheet.newsroom.publishing import PublishingRefused
from tests.press.edits import EDITS, SILENT, Scene
from tests.press.harness import PressAtWork


@dataclass
class Tally:
    """Pages pressed and pages changed, by kind of edit."""

    edits: dict[str, int] = field(default_factory=dict)
    pressed: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    #: Kinds that pressed a page which stayed the same, with the pages.
    needless: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, pressed: list[str], changed: list[str]) -> None:
        self.edits[kind] = self.edits.get(kind, 0) + 1
        self.pressed[kind] = self.pressed.get(kind, 0) + len(pressed)
        self.changed[kind] = self.changed.get(kind, 0) + len(changed)
        if needless := set(pressed) - set(changed):
            self.needless.setdefault(kind, set()).update(needless)

    def rows(self) -> list[str]:
        return [
            f"{kind:24} {self.edits[kind]:5} {self.pressed[kind]:6} {self.changed[kind]:6} "
            f"{self.pressed[kind] / max(1, self.changed[kind]):5.2f}  "
            f"{' '.join(sorted(self.needless.get(kind, ())))[:90]}"
            for kind in sorted(self.edits)
        ]

    def wasteful(self) -> list[str]:
        """The kinds that pressed more than a tenth beyond what changed; one page is chance."""
        return [
            kind
            for kind, pressed in self.pressed.items()
            if pressed - self.changed[kind] > max(1, self.changed[kind] / 10)
        ]

    @property
    def ratio(self) -> float:
        return sum(self.pressed.values()) / max(1, sum(self.changed.values()))


class Stale(AssertionError):
    """A page is not what it would be if it were made now."""


class Rebuilt(AssertionError):
    """A settling pressed much that no edit had touched."""


def check_needless(kinds: list[str], pressed: list[str], changed: list[str]) -> None:
    """Raise Rebuilt where a settling pressed more for nothing than for something."""
    needless = len(pressed) - len(changed)
    # What remains: an edit that another writer undoes when half of its pages are pressed, as where
    # both save one story; rows that a page reads and does not show, as where a list's bylines are
    # fetched for all of its cards and some cards show none.
    if needless > max(10, len(changed)):
        raise Rebuilt(f"{kinds} pressed {len(pressed)} pages, {needless} of them for nothing")


def run_edits(
    at_work: PressAtWork,
    scene: Scene,
    count: int,
    *,
    look_every: int = 1,
    clock: Any = None,
) -> Tally:
    """Make edits, settle, compare. Raises Stale with the kinds that led to it."""
    tally, chance = Tally(), scene.chance
    kinds = list(EDITS)
    order: list[str] = []
    since: list[str] = []
    for number in range(count):
        if not order:
            order = random.Random(chance.random()).sample(kinds, k=len(kinds))
        kind = order.pop()
        if clock is not None:
            # What a newsroom does twice in a second is written twice with one time.
            clock.shift(timedelta(seconds=61))
        try:
            EDITS[kind](scene)
        except PublishingRefused:
            continue
        since.append(kind)
        settled = at_work.settle()
        if settled.failed:
            raise Stale(f"{kind} made {settled.failed[0]}")
        if kind in SILENT and settled.pressed:
            raise Stale(f"{kind} pressed {settled.pressed}")
        tally.add(kind, settled.pressed, settled.changed)
        check_needless([kind], settled.pressed, settled.changed)
        if number % look_every == look_every - 1:
            at_work.offer_new()
            at_work.settle()
            at_work.compare(settled)
            if settled.stale:
                raise Stale(f"after {since}: {settled.stale}")
            since = []
    return tally
