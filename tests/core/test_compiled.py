"""Compiled querysets answer as those that they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.core import compiled
from broadsheet.core.compiled import Compiled, NotCompilable, by_key
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Byline, Story, StoryCard
from tests.factories import make_person, make_section, make_story
from tests.prepared_database import shared_database


@pytest.fixture
def stories(front: FrontPage) -> list[Story]:
    harbour = make_section(front)
    people = [make_person(f"Person {number}") for number in range(3)]
    return [
        make_story(harbour, slug=f"story-{number}", authors=people[: number + 1])
        for number in range(3)
    ]


def test_another_value_gets_another_answer(stories: list[Story]) -> None:
    lines = Compiled(lambda story: Byline.objects.filter(story_id=story).select_related("person"))
    for story in stories * 2:
        expected = list(Byline.objects.filter(story_id=story.pk))
        with CaptureQueriesContext(connection) as asked:
            found = lines(story.pk)
            names = [line.person.name for line in found if line.person]
        assert found == expected
        assert len(names) == len(expected)
        assert len(asked) == 1


def test_a_list_may_have_any_length(stories: list[Story]) -> None:
    cards = Compiled(lambda keys: StoryCard.objects.filter(pk__in=keys).newest())
    for count in (3, 1, 2, 3):
        keys = [story.pk for story in stories[:count]]
        assert cards(keys) == list(StoryCard.objects.filter(pk__in=keys).newest())
    with CaptureQueriesContext(connection) as asked:
        assert cards([]) == []
    assert not asked.captured_queries


def test_texts_and_numbers_stand_together_and_rows_may_be_plain(stories: list[Story]) -> None:
    titles = Compiled(
        lambda slug, keys, word: (
            Story.objects.filter(slug=slug, pk__in=keys)
            .exclude(title=word)
            .values_list("slug", "pk")
        )
    )
    keys = [story.pk for story in stories]
    assert titles("story-1", keys, "") == [("story-1", stories[1].pk)]
    assert titles("story-2", keys, 'It\'s a "word"; 100 %s') == [("story-2", stories[2].pk)]
    assert titles("story-2", keys, stories[2].title) == []
    assert titles.first("none", keys, "") is None


def test_what_is_fetched_ahead_comes_with_it(stories: list[Story]) -> None:
    found = Compiled(lambda key: Story.objects.filter(pk=key).prefetch_related("bylines"))
    for story in stories:
        [same] = found(story.pk)
        assert len(same.bylines.all()) == story.bylines.count()


def test_beyond_many_lengths_it_is_made_anew(
    stories: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "MOST_FORMS", 1)
    cards = Compiled(lambda keys: StoryCard.objects.filter(pk__in=keys))
    for count in (1, 2, 3, 1):
        assert len(cards([story.pk for story in stories[:count]])) == count
    assert len(cards._forms) == 1


def test_what_would_not_follow_its_values_is_refused(db: None) -> None:
    refused: list[tuple[Any, Any]] = [
        (lambda text: Story.objects.filter(title__startswith=text), "The"),
        (lambda key: Story.objects.filter(pk=key + 1), 1),
        (lambda key: Story.objects.filter(pk=key, published_at__lt=timezone.now()), 1),
    ]
    for make, value in refused:
        with pytest.raises(NotCompilable):
            Compiled(make)(value)


@pytest.fixture
def shared(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database that several threads can open."""
    with django_db_blocker.unblock(), shared_database(tmp_path):
        yield


def test_threads_share_it_and_each_asks_its_own_connection(shared: None) -> None:
    def ask(number: int) -> tuple[list[Any], Any]:
        try:
            return by_key(Story)(number), connection.connection
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(ask, range(1, 41)))
    assert [found for found, _connection in answers] == [[]] * 40
    with CaptureQueriesContext(connection) as asked:
        by_key(Story).first(7)
    assert " = 7" in asked[0]["sql"]


def test_a_queryset_of_ours_keeps_what_it_knows(stories: list[Story]) -> None:
    cards = Compiled(lambda keys: StoryCard.objects.filter(pk__in=keys).with_authors())
    found = cards([story.pk for story in stories])
    with CaptureQueriesContext(connection) as asked:
        names = [line.name for card in found for line in card.authors]
    assert len(names) == 6
    assert len(asked) == 1
