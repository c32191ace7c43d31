"""What readers look for first is pressed first, whatever else waits."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from broadsheet.masthead.models import SiteSettings
from broadsheet.media.models import Picture
from broadsheet.newsroom.models import Section
from broadsheet.press import pressing, process
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority, Waiting
from broadsheet.press.store.writing import FRAGMENT, PAGE
from broadsheet.press.watching import change_everything
from tests.factories import make_picture, make_section, make_story
from tests.press.harness import PressAtWork


def taken(count: int) -> list[str]:
    """What would be pressed, in its order."""
    found, names = store(), []
    for _turn in range(count):
        waiting = queue.take_next(found)
        assert waiting is not None
        names.append(waiting.name)
        queue.done(found, waiting)
    assert queue.take_next(found) is None
    return names


def test_a_story_comes_before_a_change_of_everything_that_began_earlier(
    at_work: PressAtWork,
) -> None:
    make_section(at_work.front)
    at_work.only = ["/", "/harbour/"]
    at_work.press_everything()
    found = store()
    with found.writing():
        queue.add_all(found, "[]")
        queue.add(found, PAGE, "/news/2026/", Priority.OTHER, "[]")
        queue.add(found, PAGE, "/harbour/", Priority.LIST, "[]")
        queue.add(found, PAGE, "/ferry/", Priority.OWN, "[]")
        # What waits already keeps its place, and never goes back.
        queue.add(found, PAGE, "/ferry/", Priority.EVERYTHING, "[]")
    fragments = [
        name
        for (name,) in found.connection.execute(
            "SELECT name FROM pressing WHERE kind = ? ORDER BY name", [FRAGMENT]
        )
    ]
    assert fragments
    names = taken(4 + len(fragments))
    assert names[:3] == ["/ferry/", "/harbour/", "/news/2026/"]
    assert sorted(names[3:-1]) == fragments
    assert names[-1] == "/"


def test_pages_for_people_come_before_feeds_and_sitemaps(at_work: PressAtWork) -> None:
    harbour = make_section(at_work.front)
    make_story(harbour, "The ferry stays in port")
    at_work.press_everything()
    make_story(harbour, "The ferry sails again")
    pressed = at_work.settle().pressed
    are_feeds = [process.is_for_programs(path) for path in pressed]
    assert "/harbour/" in pressed
    assert {"/feed/", "/harbour/feed/", "/sitemap.xml"} <= set(pressed)
    first = are_feeds.index(True)
    assert all(are_feeds[first:])


def test_a_failed_page_lets_others_pass(at_work: PressAtWork) -> None:
    found = store()
    with found.writing():
        queue.add(found, PAGE, "/broken/", Priority.OWN, "[]")
        queue.add(found, PAGE, "/ferry/", Priority.LIST, "[]")
        broken = queue.take_next(found)
        assert broken is not None
        assert broken.name == "/broken/"
        queue.failed(found, broken, "It fell.")
    assert taken(1) == ["/ferry/"]
    again = queue.take_next(found, timezone.now().timestamp() + 10)
    assert again is not None
    assert (again.name, again.attempts) == ("/broken/", 1)


def test_a_story_published_in_the_middle_of_a_change_of_everything_is_pressed_next(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = make_section(at_work.front)
    for number in range(6):
        make_story(section, slug=f"old-{number}")
    at_work.press_everything()
    press, order = pressing.press, list[str]()

    def press_slowly(found: Any, waiting: Waiting) -> Any:
        outcome = press(found, waiting)
        order.append(outcome.name)
        if len(order) == 3:
            # While the third page was being rendered, however long that took.
            make_story(Section.objects.get(), "A ferry sinks", slug="ferry")
        return outcome

    monkeypatch.setattr(pressing, "press", press_slowly)
    change_everything("migration")
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert order[3] == "/ferry/"
    # All that shows it comes before what only waited with everything.
    shows_it = {"/", "/harbour/", "/news/", "/feed/", "/harbour/feed/"}
    others = {"/contacts/", "/team/", *(f"/old-{number}/" for number in range(6))}
    assert max(order.index(name, 3) for name in shows_it) < min(
        order.index(name) for name in others - {*order[:3]}
    )


def test_what_changes_everything_waits_behind_what_changes_singly(at_work: PressAtWork) -> None:
    section = make_section(at_work.front)
    story = make_story(section, slug="ferry")
    at_work.press_everything()
    SiteSettings.objects.update(accent="#1f4f9d")
    story.title = "A ferry sinks"
    story.save_revision().publish()
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert settled.pressed[0] == "/ferry/"


def test_a_row_that_many_pages_show_presses_them_behind_all_that_changes_singly(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_AT_ONCE", 15)
    section = make_section(at_work.front)
    for number in range(12):
        make_story(section, slug=f"old-{number}")
    at_work.press_everything()
    SiteSettings.objects.update(accent="#1f4f9d")
    at_work.press.look()
    make_story(section, slug="ferry")
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    assert settled.pressed[0] == "/ferry/"
    assert settled.pressed[1] == "/"
    assert settled.pressed.index("/news/") < settled.pressed.index("/old-0/")


def test_pages_that_show_one_picture_wait_behind_the_lists_of_a_new_story(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MANY", 10)
    section, picture = make_section(at_work.front), make_picture()
    for number in range(12):
        make_story(section, slug=f"old-{number}", lead_picture=picture)
    at_work.press_everything()
    Picture.objects.update(caption="The eastern quay at noon")
    at_work.press.look()
    make_story(section, slug="ferry")
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    old = [settled.pressed.index(f"/old-{number}/") for number in range(12)]
    year_and_month = timezone.now().strftime("/news/%Y/%m/")
    for name in ("/ferry/", "/", "/harbour/", "/harbour/feed/", year_and_month):
        assert name not in at_work.pressed_paths() or settled.pressed.index(name) < min(old), name


def test_what_is_undone_before_it_is_pressed_is_pressed_no_more(at_work: PressAtWork) -> None:
    """As where two writers save one story, the second with the headline that it was before."""
    story = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.only = ["/", "/harbour/", "/crane/"]
    at_work.press_everything()
    story.title = "A crane stands"
    story.save_revision().publish()
    at_work.press.look()
    found = store()
    assert ("page", "/harbour/") in queue.waits_through(found)
    for title in ("A crane moves", "A crane stands", "A crane moves"):
        story.title = title
        story.save_revision().publish()
        at_work.press.look()
    # Its time of publication is another: what shows that, or says so, is pressed.
    assert ("page", "/harbour/") not in queue.waits_through(found)
    assert "/harbour/" not in at_work.settle(compare=True).pressed
    assert at_work.stale() == []


def test_what_is_undone_in_part_or_waits_for_more_is_pressed(at_work: PressAtWork) -> None:
    story = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.only = ["/", "/harbour/", "/crane/"]
    at_work.press_everything()
    found = store()
    for also in ("another change", "asked for"):
        story.title = f"A crane stands, {also}"
        if also == "another change":
            story.standfirst = "It does not move."
        story.save_revision().publish()
        at_work.press.look()
        if also == "asked for":
            queue.add(found, PAGE, "/harbour/", Priority.OTHER, "[]")
        story.title = "A crane moves"
        story.save_revision().publish()
        at_work.press.look()
        assert "/harbour/" in at_work.settle(compare=True).pressed, also
        assert at_work.stale() == []


def test_what_waits_through_too_much_is_pressed_whatever_is_undone(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_THROUGH", 2)
    found = store()
    for number in range(4):
        queue.touch(found, PAGE, "/ferry/", Priority.LIST, "[]", [f"q{number}"])
    queue.take_back(found, PAGE, "/ferry/", ["q0", "q1", "q2", "q3"])
    assert taken(1) == ["/ferry/"]
    queue.touch(found, PAGE, "/ferry/", Priority.LIST, "[]", ["q1", "c7:12"])
    queue.take_back(found, PAGE, "/ferry/", ["q1"])
    queue.take_back(found, PAGE, "/ferry/", ["c7:12"])
    assert taken(0) == []
