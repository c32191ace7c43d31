"""Topics and people have lists in the order of an index, on their lines of each card."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.enums import BylineRole
from broadsheet.newsroom.models import Byline, CardByline, CardTopic, Story, StoryCard
from broadsheet.newsroom.paging import _keys
from broadsheet.press.recording import Recorder, recording
from broadsheet.press.recording.hooks import install, statements
from tests.factories import make_person, make_section, make_story, make_topic


@pytest.fixture
def stories(front: FrontPage) -> list[Story]:
    """Three stories of one topic and one person, the first the newest."""
    section, topic, person = make_section(front), make_topic("Wrecks"), make_person("Ada Quill")
    return [
        make_story(
            section,
            f"Wreck {number}",
            slug=f"wreck-{number}",
            topics=[topic],
            authors=[person],
            published_at=timezone.now() - timedelta(days=number + 1),
        )
        for number in range(3)
    ]


def listed() -> tuple[list[str], list[str]]:
    """The headlines of the topic and of the person, newest first, and oldest first turned round."""
    line = CardByline.objects.exclude(person=None).select_related("person").latest("pk")
    assert line.person is not None
    topic = line.card.card_topics.get().topic
    found = []
    for cards in (StoryCard.objects.about(topic), StoryCard.objects.by(line.person)):
        newest = [card.headline for card in cards.newest().for_lists()]
        assert [card.headline for card in cards.oldest()] == newest[::-1]
        found.append(newest)
    return found[0], found[1]


def test_another_date_moves_a_story_in_the_lists_of_its_topics_and_people(
    stories: list[Story],
) -> None:
    assert listed() == (["Wreck 0", "Wreck 1", "Wreck 2"],) * 2
    stories[2].published_at = timezone.now()
    stories[2].save_revision().publish()
    assert listed() == (["Wreck 2", "Wreck 0", "Wreck 1"],) * 2


def test_who_wrote_and_took_the_pictures_has_the_story_once_in_their_list(
    stories: list[Story],
) -> None:
    story = stories[1]
    writer = story.bylines.get().person
    story.bylines = [
        Byline(person=writer, role=role, sort_order=place)
        for place, role in enumerate([BylineRole.PHOTOS, BylineRole.AUTHOR])
    ]
    story.save_revision().publish()
    lines = CardByline.objects.filter(card=story.pk).order_by("position")
    assert list(lines.values_list("is_first", flat=True)) == [True, False]
    assert listed()[1] == ["Wreck 0", "Wreck 1", "Wreck 2"]


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="On SQLite alone: PostgreSQL's plan depends on its rows."
)
@pytest.mark.parametrize("path", ["/tag/wrecks/", "/author/ada-quill/", "/tag/wrecks/feed/"])
def test_no_list_of_a_topic_or_a_person_is_sorted(stories: list[Story], path: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    lists = [
        query["sql"]
        for query in captured.captured_queries
        if "published_at" in query["sql"].partition("ORDER BY")[2]
        and ("cardtopic" in query["sql"] or "cardbyline" in query["sql"])
    ]
    assert lists
    for sql in lists:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [str(row[-1]) for row in cursor.fetchall()]
        assert not [step for step in plan if "TEMP B-TREE" in step], (sql, plan)
        assert any("newsroom_card_about_topic" in s or "newsroom_card_by_person" in s for s in plan)


def test_the_press_knows_what_stands_behind_the_last_of_a_topics_list(
    stories: list[Story],
) -> None:
    """So that a page with a number is not asked for again by what it is too short to show."""
    topic = stories[0].story_topics.get().topic
    install()
    kept = Recorder()
    with recording(kept), statements():
        assert len(_keys(StoryCard.objects.about(topic), 0, 2)) == 2
    (question,) = kept.questions
    assert question.shape.sources[0].table == CardTopic._meta.db_table
    assert [name for name, _place, _down in question.shape.order] == ["published_at", "card_id"]
    assert question.boundary is not None
