from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import Section, Story, StoryCard
from broadsheet.newsroom.paging import NoSuchPage, page_of, split
from tests.factories import make_section

SIZE = 5
START = datetime(2026, 1, 1, tzinfo=UTC)


def add_stories(section: Section, numbers: range) -> None:
    write_stories(
        section,
        [
            NewStory(
                Story(
                    title=f"Number {number}",
                    slug=f"number-{number}",
                    body=[],
                    live=True,
                    first_published_at=START + timedelta(hours=number),
                )
            )
            for number in numbers
        ],
        action="broadsheet.import",
    )


def numbers_on(number: int | None) -> list[int]:
    page = page_of(StoryCard.objects.all(), number, SIZE)
    return [int(card.headline.split()[1]) for card in page.cards]


@given(total=st.integers(0, 5000), size=st.integers(1, 50))
def test_the_first_page_and_the_numbered_ones_hold_every_story_once(total: int, size: int) -> None:
    first, behind = split(total, size)
    assert first + behind * size == total
    assert first <= total
    assert first < 2 * size
    assert first >= min(size, total)


def test_the_pages_of_a_list_hold_every_story_once_and_in_order(front: FrontPage) -> None:
    add_stories(make_section(front), range(23))
    first = page_of(StoryCard.objects.all(), None, SIZE)
    seen = [int(card.headline.split()[1]) for card in first.cards]
    number = first.older
    while number:
        seen += numbers_on(number)
        number = page_of(StoryCard.objects.all(), number, SIZE).older
    assert seen == list(range(22, -1, -1))


def test_a_reader_who_turns_pages_while_stories_arrive_skips_none_and_sees_none_twice(
    front: FrontPage,
) -> None:
    section = make_section(front)
    add_stories(section, range(23))
    first = page_of(StoryCard.objects.all(), None, SIZE)
    seen = [int(card.headline.split()[1]) for card in first.cards]
    number, arrived = first.older, 23
    while number:
        add_stories(section, range(arrived, arrived + 4))
        arrived += 4
        seen += numbers_on(number)
        number = page_of(StoryCard.objects.all(), number, SIZE).older
    assert seen == list(range(22, -1, -1))


def test_a_full_page_stays_as_it_is_when_stories_arrive(front: FrontPage) -> None:
    section = make_section(front)
    add_stories(section, range(23))
    before = numbers_on(2)
    add_stories(section, range(23, 40))
    assert numbers_on(2) == before == [9, 8, 7, 6, 5]


@pytest.mark.parametrize("number", [0, 4, 99])
def test_a_page_that_is_not_there_is_said_to_be_missing(front: FrontPage, number: int) -> None:
    add_stories(make_section(front), range(23))
    with pytest.raises(NoSuchPage):
        page_of(StoryCard.objects.all(), number, SIZE)


def test_an_empty_list_has_one_empty_page(front: FrontPage) -> None:
    page = page_of(StoryCard.objects.all(), None, SIZE)
    assert (page.cards, page.older, page.total) == ([], None, 0)
