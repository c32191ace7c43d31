"""What the newsroom is told of the press."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from broadsheet.newsroom.models import Story
from tests.desk import desk
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select("main")[0].get_text().split())


@pytest.fixture
def story(at_work: PressAtWork) -> Story:
    made = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    return made


def test_the_screen_says_what_is_pressed_and_why(
    story: Story, at_work: PressAtWork, client: Client
) -> None:
    story.title = "A crane stands"
    story.save_revision().publish()
    waiting = words(desk(client), "/admin/press/")
    assert "changes wait to be looked at" in waiting
    at_work.settle()
    said = words(client, "/admin/press/")
    assert "0 wait to be pressed, 0 changes wait" in said
    assert "/crane/" in said
    assert "Changed: card" in said
    assert "Readers see something new." in said


def test_a_page_that_fails_is_named_with_its_error_and_tried_again(
    story: Story, at_work: PressAtWork, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = at_work.page("/crane/")

    def fail(*args: Any) -> Any:
        raise RuntimeError("The theme has no such tag.")

    story.title = "A crane stands"
    story.save_revision().publish()
    with monkeypatch.context() as patch:
        patch.setattr("broadsheet.newsroom.views.story.kicker_of", fail)
        settled = at_work.settle()
    # A slow machine comes to its second turn meanwhile.
    assert {outcome.name for outcome in settled.failed} == {"/crane/"}
    assert at_work.page("/crane/") == before
    said = words(desk(client), "/admin/press/")
    assert "What could not be pressed" in said
    assert "RuntimeError: The theme has no such tag." in said
    at_work.try_again()
    assert at_work.page("/crane/") == at_work.fresh("/crane/")
    assert "What could not be pressed" not in words(client, "/admin/press/")


def test_where_a_story_shows(story: Story, at_work: PressAtWork, client: Client) -> None:
    said = words(desk(client), f"/admin/press/where/{story.pk}/")
    assert "Its own page, /crane/, was pressed last at" in said
    for place in ("/harbour/", "/feed/", "story.rail"):
        assert place in said
    editor = client.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert f"/admin/press/where/{story.pk}/" in editor
    story.unpublish()
    assert "readers see it nowhere" in words(client, f"/admin/press/where/{story.pk}/")


def test_a_site_without_a_press_says_so(
    at_work: PressAtWork, client: Client, settings: Any
) -> None:
    settings.BROADSHEET_PRESS = False
    assert "This site has no press" in words(desk(client), "/admin/press/")
