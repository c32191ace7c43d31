"""A change presses what shows it, and nothing else."""

from __future__ import annotations

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
