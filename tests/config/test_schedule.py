"""What is scheduled goes out, and comes down, at its time: `broadsheet.newsroom.schedule`."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.newsroom import schedule
from broadsheet.newsroom.models import Section, Story, StoryCard
from tests.factories import make_picture, make_section, make_story

SOON = timedelta(minutes=5)
LATER = timedelta(minutes=6)


@pytest.fixture(autouse=True)
def nothing_postponed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_not_before", {})


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front)


def schedule_story(section: Section, slug: str, *, at: timedelta = SOON, **fields: object) -> Story:
    story = make_story(section, slug.replace("-", " "), slug=slug, live=False, **fields)
    story.go_live_at = timezone.now() + at
    story.save_revision().publish()
    return story


def look(later: timedelta = LATER) -> int:
    """What the clock does when it looks that much later; returns how many pages changed."""
    with time_machine.travel(timezone.now() + later):
        return schedule.keep_schedule()


class Watch:
    """The seconds that the schedule counts after a refusal; they pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(schedule, "time", made)
    return made


def schedule_refused(section: Section, *, at: timedelta = SOON) -> Story:
    """A story that was sound when it was scheduled; its picture lost the credit since."""
    picture = make_picture()
    story = schedule_story(section, "no-credit", at=at, lead_picture=picture)
    credit(picture, "")
    return story


def credit(picture: Picture, photographer: str) -> None:
    picture.photographer = photographer
    picture.save()


def refusals(story: Story) -> int:
    return PageLogEntry.objects.filter(page=story, action="broadsheet.schedule.refused").count()


class TestPublishing:
    def test_nothing_goes_out_before_its_minute(self, section: Section, client: Client) -> None:
        story = schedule_story(section, "night-ferry")
        assert story.go_live_at > timezone.now()
        assert look(SOON - timedelta(seconds=5)) == look(timedelta()) == 0
        assert client.get("/night-ferry/").status_code == 404
        assert not StoryCard.objects.exists()

    def test_what_is_due_goes_out_with_its_address_and_card(
        self, section: Section, client: Client
    ) -> None:
        schedule_story(section, "night-ferry")
        assert look() == 1
        assert client.get("/night-ferry/").status_code == 200
        assert StoryCard.objects.get().headline == "night ferry"

    def test_a_second_look_does_nothing(self, section: Section) -> None:
        schedule_story(section, "night-ferry")
        assert look() == 1
        published = Story.objects.get(slug="night-ferry").last_published_at
        assert look() == 0
        assert Story.objects.get(slug="night-ferry").last_published_at == published
        entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled")
        assert entries.count() == 1

    def test_a_scheduled_update_of_a_live_story_goes_out(
        self, section: Section, client: Client
    ) -> None:
        story = make_story(section, "The ferry is late", slug="ferry")
        story.title = "The ferry is back"
        story.go_live_at = timezone.now() + SOON
        story.save_revision().publish()
        assert "The ferry is late" in client.get("/ferry/").content.decode()
        assert look() == 1
        assert "The ferry is back" in client.get("/ferry/").content.decode()
        assert StoryCard.objects.get().headline == "The ferry is back"

    def test_the_earlier_goes_first(self, section: Section) -> None:
        schedule_story(section, "second", at=timedelta(minutes=2))
        schedule_story(section, "first", at=timedelta(minutes=1))
        look()
        out = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").order_by("pk")
        assert [entry.page.slug for entry in out] == ["first", "second"]


class TestRefusals:
    def test_a_refused_story_does_not_stop_the_others(
        self, section: Section, client: Client
    ) -> None:
        refused = schedule_refused(section, at=timedelta(minutes=1))
        schedule_story(section, "sound", at=timedelta(minutes=2))
        assert look() == 1
        assert client.get("/no-credit/").status_code == 404
        assert client.get("/sound/").status_code == 200
        assert Revision.objects.filter(
            object_id=str(refused.pk), approved_go_live_at__isnull=False
        ).exists()

    def test_its_history_says_why_and_says_it_once(self, section: Section, watch: Watch) -> None:
        story = schedule_refused(section)
        for _minute in range(5):
            look()
            watch.seconds += schedule.PATIENCE + 1
        assert refusals(story) == 1
        entry = PageLogEntry.objects.get(page=story, action="broadsheet.schedule.refused")
        assert "has no credit" in entry.data["reasons"][0]

    def test_once_it_is_mended_it_goes_out_at_the_next_look(
        self, section: Section, watch: Watch
    ) -> None:
        story = schedule_refused(section)
        assert look() == 0
        credit(Picture.objects.get(pk=story.lead_picture_id), "Mara Lind")
        assert look() == 0
        watch.seconds += schedule.PATIENCE + 1
        assert look() == 1

    def test_a_fault_of_ours_is_logged_and_stops_nothing(
        self, section: Section, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = schedule_story(section, "broken", at=timedelta(minutes=1))
        schedule_story(section, "sound", at=timedelta(minutes=2))
        publish = Revision.publish

        def sometimes(revision: Revision, *args: object, **kwargs: object) -> None:
            if revision.object_id == str(broken.pk):
                raise RuntimeError("a fault")
            publish(revision, *args, **kwargs)

        monkeypatch.setattr(Revision, "publish", sometimes)
        assert look() == 1
        assert Story.objects.get(slug="sound").live
        assert not Story.objects.get(slug="broken").live


class TestExpiry:
    def test_an_expired_story_is_taken_down_and_its_address_is_gone(
        self, section: Section, client: Client
    ) -> None:
        story = make_story(section, "Offer of the week", slug="offer")
        story.expire_at = timezone.now() + SOON
        story.save_revision().publish()
        assert client.get("/offer/").status_code == 200
        assert look(timedelta()) == 0
        assert look() == 1
        assert client.get("/offer/").status_code == 410
        assert not StoryCard.objects.exists()
        assert Story.objects.get(slug="offer").expired
        assert look() == 0

    def test_an_expired_page_that_is_no_story_is_taken_down_too(
        self, section: Section, client: Client
    ) -> None:
        section.expire_at = timezone.now() + SOON
        section.save_revision().publish()
        assert look() == 1
        assert client.get("/harbour/").status_code == 410


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_several_clocks_claim_each_story_once() -> None:
    from broadsheet.config.publication import make_publication

    # SQLite has one writer, and the tests' database in memory has one connection.
    clocks = 1 if connection.vendor == "sqlite" else 4
    section = make_section(make_publication(name="The Test Post"))
    for number in range(6):
        schedule_story(section, f"story-of-{number}")
    published: list[int] = []
    start = threading.Barrier(clocks)

    def tick() -> None:
        start.wait()
        try:
            published.append(schedule.keep_schedule())
        finally:
            connections.close_all()

    with time_machine.travel(timezone.now() + LATER):
        threads = [threading.Thread(target=tick) for _clock in range(clocks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(published) == 6
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 6


def test_a_clock_that_comes_second_finds_nothing(section: Section) -> None:
    story = schedule_story(section, "night-ferry")
    offer = make_story(section, "Offer", slug="offer")
    offer.expire_at = timezone.now() + SOON
    offer.save_revision().publish()
    revision = Revision.objects.get(object_id=str(story.pk), approved_go_live_at__isnull=False)
    assert look() == 2
    # Both ids were read by another clock before it lost the race.
    now = timezone.now() + LATER
    assert schedule._publish(revision.pk, now) is False
    assert schedule._expire(offer.pk, now) is False
