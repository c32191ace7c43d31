"""While the demo runs a report of its drawer appears every hour: `config.demo.drawer`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from wagtail.models import Revision

from broadsheet.config import working
from broadsheet.config.demo import drawer
from broadsheet.config.demo.drawer import DRAWER, keep_next_scheduled
from broadsheet.core import clock as clocks
from broadsheet.core.registries import Registry
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom import schedule
from broadsheet.newsroom.models import Section, Story, StoryCard
from tests.factories import make_section, make_story

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nothing_postponed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_not_before", {})


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front)


def put_in(section: Section, *slugs: str) -> None:
    for slug in slugs:
        make_story(section, f"The {slug} report", slug=slug, live=False, slugline=DRAWER)


def let_pass(start: datetime, end: datetime) -> list[tuple[str, str]]:
    """Run the clock's two jobs once a minute; returns what appeared, with its hour."""
    seen = dict(StoryCard.objects.values_list("story__slug", "published_at"))
    appeared: list[tuple[str, str]] = []
    now = start
    while now <= end:
        with time_machine.travel(now, tick=False):
            schedule.keep_schedule()
            keep_next_scheduled()
        cards = dict(StoryCard.objects.values_list("story__slug", "published_at"))
        appeared += [(slug, f"{at:%H:%M}") for slug, at in cards.items() if seen.get(slug) != at]
        seen = cards
        now += 5 * MINUTE
    return appeared


def waiting() -> list[tuple[str, datetime]]:
    found = Revision.objects.filter(approved_go_live_at__isnull=False)
    return [(item.content_object.slug, item.approved_go_live_at) for item in found]


class TestEveryHour:
    def test_the_first_waits_for_the_next_full_hour(self, section: Section, client: Client) -> None:
        put_in(section, "accordion", "goose")
        with time_machine.travel(NOON + 20 * MINUTE):
            assert keep_next_scheduled() is not None
        assert waiting() == [("accordion", NOON + 60 * MINUTE)]
        assert client.get("/accordion/").status_code == 404

    def test_one_is_scheduled_at_a_time(self, section: Section) -> None:
        put_in(section, "accordion", "goose")
        with time_machine.travel(NOON + 20 * MINUTE):
            keep_next_scheduled()
            assert keep_next_scheduled() is None
        assert len(waiting()) == 1

    def test_they_appear_in_their_order_through_the_schedule(
        self, section: Section, client: Client
    ) -> None:
        put_in(section, "accordion", "goose", "piano")
        appeared = let_pass(NOON + 20 * MINUTE, NOON + 185 * MINUTE)
        assert appeared == [("accordion", "13:00"), ("goose", "14:00"), ("piano", "15:00")]
        assert client.get("/goose/").status_code == 200

    def test_an_empty_drawer_gives_its_oldest_again_with_the_new_hour(
        self, section: Section, client: Client
    ) -> None:
        put_in(section, "accordion", "goose")
        appeared = let_pass(NOON + 20 * MINUTE, NOON + 305 * MINUTE)
        assert appeared == [
            ("accordion", "13:00"),
            ("goose", "14:00"),
            ("accordion", "15:00"),
            ("goose", "16:00"),
            ("accordion", "17:00"),
        ]
        newest = StoryCard.objects.newest().first()
        assert newest is not None
        assert newest.story.slug == "accordion"
        assert StoryCard.objects.count() == 2

    def test_what_was_edited_in_the_drawer_appears_as_edited(self, section: Section) -> None:
        put_in(section, "accordion")
        draft = Story.objects.get(slug="accordion")
        draft.title = "The accordion is dry"
        draft.save_revision()
        let_pass(NOON + 20 * MINUTE, NOON + 60 * MINUTE)
        assert StoryCard.objects.get().headline == "The accordion is dry"


class TestWhatEditorsDecide:
    def test_what_was_taken_down_stays_down(self, section: Section) -> None:
        put_in(section, "accordion", "goose")
        let_pass(NOON + 20 * MINUTE, NOON + 65 * MINUTE)
        Story.objects.get(slug="accordion").unpublish()
        appeared = let_pass(NOON + 70 * MINUTE, NOON + 245 * MINUTE)
        assert {slug for slug, _hour in appeared} == {"goose"}

    def test_stories_outside_the_drawer_are_left_alone(self, section: Section) -> None:
        make_story(section, "A draft", slug="draft", live=False)
        assert keep_next_scheduled() is None
        assert waiting() == []

    def test_a_locked_report_waits(self, section: Section) -> None:
        put_in(section, "accordion", "goose")
        Story.objects.filter(slug="accordion").update(locked=True)
        with time_machine.travel(NOON):
            keep_next_scheduled()
        assert [slug for slug, _at in waiting()] == ["goose"]

    def test_a_report_that_is_overdue_is_not_scheduled_anew(self, section: Section) -> None:
        put_in(section, "accordion", "goose")
        with time_machine.travel(NOON + 20 * MINUTE):
            keep_next_scheduled()
        with time_machine.travel(NOON + 61 * MINUTE):
            keep_next_scheduled()
        assert waiting() == [
            ("accordion", NOON + 60 * MINUTE),
            ("goose", NOON + 120 * MINUTE),
        ]


class TestOnlyInTheDemo:
    @pytest.fixture
    def names(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The jobs of a worker that starts and ends at once."""
        mine: Registry[clocks.Job] = Registry("clock job")
        found: list[str] = []

        class Started:
            def __init__(self, **_options: object) -> None:
                found.extend(name for name, _job in mine)

            def configure_signals(self) -> None: ...

            def run(self) -> None: ...

        class Silent:
            def start(self) -> None: ...

            def stop(self) -> None: ...

            def is_alive(self) -> bool:
                return False

        monkeypatch.setattr(working, "jobs", mine)
        monkeypatch.setattr(working, "Sender", Silent)
        monkeypatch.setattr(working, "Worker", Started)
        return found

    def test_a_newspaper_of_its_own_has_no_such_job(self, names: list[str]) -> None:
        working.work(with_clock=False)
        assert names == []

    def test_the_demo_has_it(self, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        import dataclasses

        monkeypatch.setattr(settings, "SITE", dataclasses.replace(settings.SITE, demo=True))
        working.work(with_clock=False)
        assert names == ["keep the next report of the drawer"]
        assert drawer.keep_next_scheduled
