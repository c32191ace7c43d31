"""What the CDN is told to forget: what changed, in few calls, whatever dies in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from broadsheet.core.models import OutboundAct
from broadsheet.core.outbound.sending import send_due
from broadsheet.edge.cdn.purging import EVERYTHING, TOO_MUCH, Purge, ask_purges, purge_at_once
from broadsheet.newsroom.models import Story
from broadsheet.press import purges
from broadsheet.press.process import Press
from broadsheet.press.store import store
from tests.edge.cdn_server import FakeCdn
from tests.edge.conftest import Behind
from tests.edge.test_cdn_headers import numbers
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


def waiting() -> set[str]:
    return set(OutboundAct.objects.waiting().values_list("key", flat=True))


def send_all() -> None:
    """As the worker does it once each has settled."""
    OutboundAct.objects.waiting().update(not_before=timezone.now())
    while send_due():
        pass


def noted() -> int:
    found = store().connection.execute("SELECT count(*) FROM purge").fetchone()[0]
    return int(found)


@pytest.fixture
def story(at_work: PressAtWork, behind: Behind, cdn: FakeCdn) -> Story:
    """A story that is pressed, and a CDN that has been told all that there was to tell."""
    behind("fastly")
    made = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    make_story(made.get_parent().specific, "A ferry sinks", slug="ferry")
    at_work.press_everything()
    send_all()
    # The numbers of a new file of the press mean something else.
    assert cdn.forgot() == [[EVERYTHING]]
    cdn.told.clear()
    OutboundAct.objects.all().delete()
    return made


def change(story: Story, title: str = "A crane stands") -> None:
    story.title = title
    story.save_revision().publish()


def test_what_changed_is_purged_by_its_key_and_nothing_else(
    story: Story, at_work: PressAtWork, cdn: FakeCdn
) -> None:
    change(story)
    settled = at_work.settle()
    pages = {f"p{numbers(path)[0]}" for path in settled.changed}
    assert f"p{numbers('/crane/')[0]}" in pages
    found = waiting()
    assert {key for key in found if key.startswith("p")} == pages
    send_all()
    # Everything in one call.
    assert len(cdn.told) == 1
    assert set(cdn.told[0].keys) == found
    assert waiting() == set()


def test_a_fragment_is_one_key_and_not_the_pages_that_hold_it(
    story: Story, at_work: PressAtWork, cdn: FakeCdn
) -> None:
    from broadsheet.masthead.models.menu import Menu, MenuItem, MenuSlot

    menu = Menu.objects.create(slot=MenuSlot.FEATURED, heading="Look here")
    MenuItem.objects.create(menu=menu, label="A link", external_url="https://example.org/")
    settled = at_work.settle()
    assert settled.fragments
    assert settled.changed == []
    found = waiting()
    assert found
    assert all(key.startswith("f") for key in found)


def test_what_stays_the_same_purges_nothing(story: Story, at_work: PressAtWork) -> None:
    purges.note_everything(store())
    store().connection.execute("DELETE FROM purge")
    at_work.press_everything()
    assert waiting() == set()


def test_a_page_that_was_not_pressed_before_purges_nothing(
    story: Story, at_work: PressAtWork
) -> None:
    make_story(story.get_parent().specific, "A new one", slug="new")
    at_work.settle()
    assert at_work.page("/new/")
    assert f"p{numbers('/new/')[0]}" not in waiting()


def test_it_waits_for_answers_that_are_under_way(story: Story, at_work: PressAtWork) -> None:
    change(story)
    at_work.settle()
    assert send_due() == 0
    least = OutboundAct.objects.waiting().order_by("not_before").first()
    assert least is not None
    assert least.not_before > timezone.now()


def test_by_addresses_where_the_cdn_knows_no_keys(
    story: Story, at_work: PressAtWork, behind: Behind, cdn: FakeCdn
) -> None:
    behind("http")
    change(story)
    settled = at_work.settle()
    assert set(settled.changed) <= waiting()
    send_all()
    assert {"PURGE"} == {told.method for told in cdn.told}
    assert "/crane/" in {told.path for told in cdn.told}


def test_a_fragment_on_many_pages_purges_everything_where_there_are_no_keys(
    story: Story, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind("http")
    fragment = min(numbers("/crane/")[1])
    with store().writing():
        purges.note(store(), "fragment", "x", fragment)
    purges.hand_over(store())
    assert {"/crane/", "/ferry/"} <= waiting()
    monkeypatch.setattr(purges, "FEW", 1)
    with store().writing():
        purges.note(store(), "fragment", "x", fragment)
    purges.hand_over(store())
    assert EVERYTHING in waiting()


class TestMuch:
    def test_too_many_are_one_purge_of_everything(
        self, db: None, behind: Behind, cdn: FakeCdn
    ) -> None:
        behind("fastly")
        ask_purges(Purge(f"p{number}") for number in range(TOO_MUCH + 1))
        send_all()
        assert cdn.forgot() == [[EVERYTHING]]
        assert OutboundAct.objects.count() == 1

    def test_what_was_taken_down_is_told_by_itself_all_the_same(
        self, db: None, behind: Behind, cdn: FakeCdn
    ) -> None:
        behind("fastly")
        cdn.fails()
        purge_at_once([Purge("p7")])
        cdn.works()
        ask_purges(Purge(f"p{number}") for number in range(100, 101 + TOO_MUCH))
        cdn.told.clear()
        send_all()
        assert cdn.forgot() == [["p7"], [EVERYTHING]]

    def test_a_provider_gets_no_more_than_it_takes(
        self, db: None, behind: Behind, cdn: FakeCdn
    ) -> None:
        behind("cloudflare")
        ask_purges(Purge(f"p{number}") for number in range(250))
        OutboundAct.objects.update(not_before=timezone.now())
        while send_due():
            pass
        assert {len(keys) <= 100 for keys in cdn.forgot()} == {True}
        assert sum(map(len, cdn.forgot())) == 250


class TestTakedown:
    def test_the_cdn_is_told_before_the_answer_and_once_more(
        self,
        story: Story,
        at_work: PressAtWork,
        cdn: FakeCdn,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        key = f"p{numbers('/crane/')[0]}"
        change(story)
        at_work.settle()
        with django_capture_on_commit_callbacks(execute=True):
            story.unpublish()
        # In front of all that waits, by itself.
        assert cdn.forgot() == [[key]]
        assert at_work.page("/crane/") is None
        again = OutboundAct.objects.waiting().get(key=key)
        assert again.urgent
        # An answer under way may have reached the CDN after the first time.
        assert again.not_before > timezone.now() + timedelta(seconds=3)
        send_all()
        assert cdn.told[1].keys == [key]

    def test_a_dead_cdn_hinders_nobody(
        self,
        story: Story,
        at_work: PressAtWork,
        cdn: FakeCdn,
        behind: Behind,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        key = f"p{numbers('/crane/')[0]}"
        behind("fastly", url="http://127.0.0.1:9")
        with django_capture_on_commit_callbacks(execute=True):
            story.unpublish()
        assert Client().get("/crane/").status_code == 410
        act = OutboundAct.objects.waiting().get(key=key)
        assert act.not_before <= timezone.now()
        assert "can't be reached" in act.last_error
        # The next one is not tried in its own request.
        behind("fastly")
        # The test's own transaction never ends.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            Story.objects.get(slug="ferry").delete()
        assert cdn.told == []
        send_due()
        assert cdn.told[0].keys[0] == key
        assert len(cdn.told[0].keys) == 2

    def test_a_slow_cdn_is_not_waited_for_long(
        self, db: None, behind: Behind, cdn: FakeCdn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        behind("fastly")
        monkeypatch.setattr("broadsheet.edge.cdn.purging.AT_ONCE", 0.2)
        cdn.slow = 1.0
        assert purge_at_once([Purge("p1")]) is False
        assert waiting() == {"p1"}


class TestACrash:
    def test_between_the_press_and_the_sites_database_nothing_is_lost(
        self, story: Story, at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(purges, "hand_over", lambda store, **kwargs: 0)
            change(story)
            at_work.settle()
        assert waiting() == set()
        assert noted() > 0
        Press().tell_cdn(is_idle=True)
        assert f"p{numbers('/crane/')[0]}" in waiting()
        assert noted() == 0

    def test_between_the_takedown_and_its_row_nothing_is_lost(
        self,
        story: Story,
        at_work: PressAtWork,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        key = f"p{numbers('/crane/')[0]}"
        with monkeypatch.context() as patch:
            patch.setattr(purges, "hand_over_in_request", lambda store: None)
            with django_capture_on_commit_callbacks(execute=True):
                story.unpublish()
        assert waiting() == set()
        at_work.settle()
        act = OutboundAct.objects.waiting().get(key=key)
        assert act.urgent
        assert act.not_before <= timezone.now()

    def test_a_sender_that_died_leaves_its_purges_to_the_next(
        self, db: None, behind: Behind, cdn: FakeCdn
    ) -> None:
        from broadsheet.core.models import OutboundLane
        from broadsheet.core.outbound.actions import claim
        from broadsheet.core.outbound.kinds import outbound_kinds

        behind("fastly")
        ask_purges([Purge("p1")])
        OutboundAct.objects.update(not_before=timezone.now())
        kind = outbound_kinds.get("purge")
        assert kind is not None
        assert claim("purge", kind)
        assert send_due() == 0
        long_ago = timezone.now() - timedelta(seconds=kind.patience + 1)
        OutboundAct.objects.update(claimed_at=long_ago)
        OutboundLane.objects.update(held_until=long_ago)
        assert send_due() == 1
        assert cdn.forgot() == [["p1"]]


def test_without_a_token_nothing_is_told_and_the_row_says_what_to_do(
    db: None, behind: Behind, cdn: FakeCdn
) -> None:
    behind("fastly", token="")
    ask_purges([Purge("p1")])
    OutboundAct.objects.update(not_before=timezone.now())
    send_due()
    assert cdn.told == []
    assert "Set cdn.token" in OutboundAct.objects.get().last_error


def test_without_a_cdn_there_are_no_rows_and_no_notes(at_work: PressAtWork) -> None:
    story = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    change(story)
    at_work.settle()
    assert OutboundAct.objects.count() == 0
    assert noted() == 0
