"""Random edits by several writers at once, and after each settling all pages against fresh ones."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.press.edits import EDITS, SILENT
from tests.press.property import Rebuilt, Tally, check_needless
from tests.press.stage import WRITERS, Settled, Stage

#: Edits of a round: some alone, each with a settling of its own, then so many by each writer.
ALONE, AT_ONCE = 2, 2
ROUND = ALONE + AT_ONCE * WRITERS
SEVERAL = "several at once"


def in_turn(chance: random.Random) -> Iterator[str]:
    """Kinds of edits, each once before any comes again."""
    kinds = list(EDITS)
    while True:
        chance.shuffle(kinds)
        yield from kinds


@dataclass
class Performance:
    """Makes edits, settles, compares; `faults` says what was not as it must be, and after what."""

    stage: Stage
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    compared: int = 0
    #: What readers got when the comparison began that goes on, and the edits since the one before.
    kept: dict[str, str] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)

    def round(self, alone: Iterator[str], at_once: Iterator[str]) -> None:
        since: list[str] = []
        for _turn in range(ALONE):
            kind = next(alone)
            settled = self.settle({self.chance.randrange(WRITERS): [kind]}, since)
            if kind in SILENT and settled.pressed:
                self.fault(f"{kind} pressed {settled.pressed}")
            self.tally.add(kind, settled.pressed, settled.changed)
        settled = self.settle(
            {number: [next(at_once) for _turn in range(AT_ONCE)] for number in range(WRITERS)},
            since,
        )
        self.tally.add(SEVERAL, settled.pressed, settled.changed)
        self.end_comparing()
        self.kept, self.before = self.stage.begin_comparing(), since

    def fault(self, words: str) -> None:
        """Say at once what was wrong: the whole report may come hours later."""
        self.faults.append(words)
        print(words, file=sys.stderr)

    def end_comparing(self) -> None:
        """Wait for the comparison that goes on. What is stale is pressed anew, to be told once."""
        if not self.kept:
            return
        stale = self.stage.stale(self.kept)
        self.compared += len(self.kept)
        self.kept = {}
        self.stage.known -= set(stale)
        if stale:
            self.fault(f"after {self.before} stale: {stale}")

    def settle(self, kinds: dict[int, list[str]], since: list[str]) -> Settled:
        self.stage.pass_time()
        names = [name for wanted in kinds.values() for name in wanted]
        since += names
        said, settled = self.stage.edit(kinds)
        for kind, outcome in said:
            self.outcomes[outcome.partition(":")[0]] += 1
            if outcome.startswith(("overtaken", "taken back")):
                print(f"{kind} was {outcome}", file=sys.stderr)
        if settled.failed:
            # A page may fail between two transactions of one edit: it is tried again.
            self.stage.try_again(settled)
        if settled.failed:
            self.fault(f"{names} made {settled.failed}")
        try:
            check_needless(names, settled.pressed, settled.changed)
        except Rebuilt as error:
            self.fault("\n    ".join([str(error), *sorted(settled.needless)]))
        return settled


def run(stage: Stage, count: int, seed: int) -> dict[str, Any]:
    """Make so many edits; what came of them."""
    performance = Performance(stage, random.Random(seed))
    alone, at_once = in_turn(performance.chance), in_turn(performance.chance)
    stage.offer_new()
    while stage.step(Settled()):
        pass
    made = 0
    while made < count:
        performance.round(alone, at_once)
        made += ROUND
        if made % (ROUND * 25) == 0:
            print(
                f"{made} edits, {performance.compared} pages compared, "
                f"{len(performance.faults)} faults, {dict(performance.outcomes)}",
                file=sys.stderr,
            )
    performance.end_comparing()
    return {
        "edits": made,
        "outcomes": dict(performance.outcomes),
        "compared": performance.compared,
        "faults": performance.faults,
        "rows": performance.tally.rows(),
        "kinds": len(performance.tally.edits) - 1,
        "wasteful": performance.tally.wasteful(),
        "ratio": performance.tally.ratio,
    }
