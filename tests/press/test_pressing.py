"""A change presses what shows it, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta

import time_machine
from django.utils import timezone

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.corrections.actions import correct
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Section, Story
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE
from broadsheet.syndication.sitemaps import NEWS_HOURS
from tests.factories import make_person, make_section, make_story, make_topic
from tests.press.harness import PressAtWork


def test_every_page_is_pressed_as_it_would_be_made(at_work: PressAtWork) -> None:
    harbour = make_section(at_work.front)
    make_story(harbour, topics=[make_topic()], authors=[make_person()])
    settled = at_work.press_everything()
    assert not settled.failed
    at_work.compare(settled)
    assert settled.stale == []
    assert {"/", "/harbour/", "/feed/", "/sitemap.xml"} <= set(at_work.pressed_paths())


def test_a_new_headline_changes_only_what_shows_it(at_work: PressAtWork) -> None:
    # Sitemaps say the second of a change: a later one is another.
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        harbour, city = make_section(at_work.front), make_section(at_work.front, "City")
        story = make_story(harbour, "A crane moves", slug="crane")
        make_story(city, "A council sits", slug="council")
    at_work.press_everything()
    at_work.settle(compare=True)
    story.title = "A crane stands still"
    story.save_revision().publish()
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert set(settled.pressed) == set(settled.changed)
    assert "/city/" not in settled.pressed
    assert "/council/" not in settled.pressed


def test_a_story_leaves_the_news_sitemap_however_its_minute_meets_the_press(
    at_work: PressAtWork,
) -> None:
    at_work.only = ["/sitemap-news.xml"]
    begin = timezone.now().replace(microsecond=0)
    with time_machine.travel(begin, tick=False) as clock:
        harbour = make_section(at_work.front)
        for minutes in (0, 1):
            published = begin - timedelta(hours=NEWS_HOURS) + timedelta(minutes=minutes)
            make_story(harbour, published_at=published)
        # One is shown for the last time at this very moment, the other one a minute later.
        assert not at_work.press_everything().failed
        for passed, pressed in ((0, 0), (1, 1), (60, 0), (61, 1)):
            clock.move_to(begin + timedelta(seconds=passed), tick=False)
            settled = at_work.settle(compare=True)
            assert settled.stale == []
            assert len(settled.pressed) == pressed


def add_stories(section: Section, numbers: range) -> None:
    """Stories of so many minutes ago."""
    write_stories(
        section,
        [
            NewStory(
                Story(
                    title=f"Number {number}",
                    slug=f"number-{number}",
                    live=True,
                    published_at=timezone.now() - timedelta(minutes=number),
                )
            )
            for number in numbers
        ],
        action="wagtail.publish",
    )


def test_a_new_story_leaves_the_numbered_pages_as_they_are(at_work: PressAtWork) -> None:
    harbour = make_section(at_work.front)
    add_stories(harbour, range(100, 166))
    numbered = ["/harbour/page/1/", "/harbour/page/2/"]
    at_work.only = ["/harbour/", *numbered]
    at_work.press_everything()
    assert set(numbered) < set(at_work.pressed_paths())
    add_stories(harbour, range(99, 100))
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert {"/harbour/", *numbered} & set(settled.pressed) == {"/harbour/"}
    # One page more: the highest number tells where the newer stories are now.
    add_stories(harbour, range(80, 99))
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert {"/harbour/", *numbered} & set(settled.pressed) == {"/harbour/", "/harbour/page/2/"}


def test_a_story_that_comes_back_is_named_again_where_it_was_corrected(
    at_work: PressAtWork,
) -> None:
    story = make_story(make_section(at_work.front), "A crane moves")
    correct(story, kind=CorrectionKind.CORRECTION, text="It stood.", reason="A mistake.", user=None)
    at_work.only = ["/corrections/", "/corrections/feed/"]
    at_work.press_everything()
    story.refresh_from_db()
    story.unpublish()
    assert set(at_work.settle(compare=True).changed) >= set(at_work.only)
    story.get_latest_revision().publish()
    settled = at_work.settle(compare=True)
    assert set(settled.changed) >= set(at_work.only)
    assert settled.stale == []


def test_a_pick_of_the_story_that_leads_leaves_the_front_as_it_is(at_work: PressAtWork) -> None:
    harbour = make_section(at_work.front)
    now = timezone.now()
    stories = [
        make_story(harbour, published_at=now - timedelta(hours=number)) for number in range(4)
    ]
    at_work.only = ["/"]
    at_work.press_everything()
    EditorsPick.objects.create(story=stories[0])
    settled = at_work.settle(compare=True)
    assert (settled.pressed, settled.stale) == ([], [])
    EditorsPick.objects.create(story=stories[2])
    settled = at_work.settle(compare=True)
    assert (settled.changed, settled.stale) == (["/"], [])


def press_before_the_log_is_looked_at(at_work: PressAtWork, path: str) -> None:
    with store().writing():
        queue.add(store(), PAGE, path, Priority.OWN, json.dumps(["N"]))
    assert at_work.press.press_next() is not None


def test_what_a_page_was_made_with_does_not_press_it_again(at_work: PressAtWork) -> None:
    story = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    story.unpublish()
    story.title = "A crane stands"
    story.save_revision().publish()
    press_before_the_log_is_looked_at(at_work, "/crane/")
    settled = at_work.settle(compare=True)
    assert "/" in settled.changed
    assert "/crane/" not in settled.pressed
    assert settled.stale == []
    assert store().connection.execute("SELECT count(*) FROM held_change").fetchone()[0] == 0


def test_a_change_behind_those_that_a_page_was_made_with_presses_it(at_work: PressAtWork) -> None:
    story = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    for number in range(2):
        story.title = f"A crane moves {number} times"
        story.save_revision().publish()
        if number == 0:
            press_before_the_log_is_looked_at(at_work, "/crane/")
    settled = at_work.settle(compare=True)
    assert "/crane/" in settled.changed
    assert settled.stale == []
    story.unpublish()
    story.get_latest_revision().publish()
    press_before_the_log_is_looked_at(at_work, "/crane/")
    story.refresh_from_db()
    story.unpublish()
    assert at_work.settle(compare=True).stale == []
    assert at_work.page("/crane/") is None
