"""What a change is held against: as many questions in a large archive as in a small one."""

from __future__ import annotations

from typing import Any

import pytest

from broadsheet.core.models import Address
from broadsheet.newsroom.models import Section, StoryCard
from broadsheet.press.matching import Matcher
from broadsheet.press.recording.columns import sharing_of
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


def test_rows_are_found_by_what_tells_them_apart() -> None:
    address = sharing_of(Address)
    assert address["id"] < address["path"] < address["site_id"] < address["state"]
    card = sharing_of(StoryCard)
    assert card["public_id"] < card["section_id"] < card["story_type"]


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many questions each look-up of a change found."""
    counts: list[int] = []
    real = Matcher._look_up

    def counting(self: Matcher, *wanted: Any) -> list[Any]:
        found = real(self, *wanted)
        counts.append(len(found))
        return found

    monkeypatch.setattr(Matcher, "_look_up", counting)
    return counts


def test_a_publication_is_held_against_as_many_questions_however_many_pages_are_pressed(
    at_work: PressAtWork, looked_at: list[int]
) -> None:
    harbour = make_section(at_work.front)

    def at(stories: range) -> int:
        """The questions of one publication, with so many stories more, all pressed."""
        for number in stories:
            make_story(harbour, f"Ferry number {number}")
        at_work.press_everything()
        looked_at.clear()
        make_story(Section.objects.get(pk=harbour.pk), f"The ferry after {stories}")
        at_work.settle()
        return sum(looked_at)

    # The list is full from the first time on: a page of it more is one page more.
    few = at(range(30))
    many = at(range(30, 90))
    assert many < few + 30
