"""Whatever the newsroom does, no page is stale once it has settled."""

from __future__ import annotations

import os

import pytest
import time_machine
from django.utils import timezone

from tests.press.edits import EDITS, make_scene
from tests.press.harness import PressAtWork
from tests.press.property import run_edits

#: Each kind comes once before any comes again.
COUNT = int(os.environ.get("BROADSHEET_TEST_EDITS", "300"))
SEED = int(os.environ.get("BROADSHEET_TEST_SEED", "1"))


def test_no_kind_of_edit_leaves_a_page_stale(at_work: PressAtWork) -> None:
    run(at_work, len(EDITS), look_every=3)


@pytest.mark.slow
def test_no_edit_leaves_a_page_stale(at_work: PressAtWork) -> None:
    run(at_work, COUNT)


def run(at_work: PressAtWork, count: int, *, look_every: int = 1) -> None:
    """Make so many random edits, settle after each, compare all pages after every few."""
    with time_machine.travel(timezone.now(), tick=True) as clock:
        scene = make_scene(at_work.front, SEED)
        at_work.press_everything()
        tally = run_edits(at_work, scene, count, look_every=look_every, clock=clock)
    # Seen where it fails.
    print("\n".join(tally.rows()))
    assert len(tally.edits) == len(EDITS)
    assert tally.ratio <= 1.1
