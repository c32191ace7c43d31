"""The way to a new story's form, and the buttons at its end."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import add_url, desk, edit_url, make_account
from tests.factories import make_section, make_story

NEW = reverse("stories:choose_parent")


@pytest.fixture
def sections(front: FrontPage) -> list[Section]:
    return [make_section(front, title) for title in ("Harbour", "Town", "Islands")]


def test_the_section_of_the_last_story_is_used_again(
    sections: list[Section], client: Client
) -> None:
    me = make_account(REPORTER)
    make_story(sections[0], owner=me)
    make_story(sections[2], owner=me)
    make_story(sections[1])
    client.force_login(me)
    assert client.get(NEW)["Location"] == add_url(sections[2])


def test_another_section_can_always_be_chosen(sections: list[Section], client: Client) -> None:
    me = make_account(REPORTER)
    make_story(sections[1], owner=me)
    client.force_login(me)
    html = client.get(NEW + "?choose=1").content.decode()
    assert all(add_url(section) in html for section in sections)
    assert (
        html.index(add_url(sections[1]))
        < html.index("autofocus")
        < html.index(add_url(sections[2]))
    )
    form = client.get(add_url(sections[1])).content.decode()
    assert f"{NEW}?choose=1" in form
    assert "In the section <strong>Town</strong>" in form


def test_a_section_without_the_right_any_more_is_not_used_again(
    sections: list[Section], client: Client
) -> None:
    me = make_account(REPORTER)
    make_story(sections[1], owner=me)
    sections[1].delete()
    client.force_login(me)
    assert client.get(NEW).status_code == 200


def test_each_section_has_a_key_and_none_has_that_of_a_new_story(
    front: FrontPage, client: Client
) -> None:
    for number in range(36):
        make_section(front, f"Section {number}", slug=f"section-{number}")
    page = BeautifulSoup(desk(client).get(NEW).content.decode(), "lxml")
    choices = page.select(".choose-section__choice")
    keys = [choice.get("data-key") for choice in choices]
    assert keys[:11] == [*"123456789", "a", "b"]
    assert "n" not in keys
    assert len(set(keys[:34])) == 34
    assert keys[34:] == [None, None]


def test_the_saved_story_no_longer_says_where_it_begins(
    sections: list[Section], client: Client
) -> None:
    story = make_story(sections[0])
    assert "new-story-section" not in desk(client).get(edit_url(story)).content.decode()


def first_button(client: Client, url: str) -> str:
    page = BeautifulSoup(client.get(url).content.decode(), "lxml")
    buttons = page.select("footer button")
    labels = [" ".join(button.text.split()) for button in buttons]
    return next(label for label in labels if label)


@pytest.mark.parametrize(
    ("role", "label"),
    [(CHIEF_EDITOR, "Publish"), (EDITOR, "Publish"), (REPORTER, "Submit to Editor approves")],
)
def test_the_last_step_is_the_first_button(
    sections: list[Section], client: Client, role: str, label: str
) -> None:
    me = make_account(role)
    client.force_login(me)
    assert first_button(client, add_url(sections[0])) == label
    story = make_story(sections[0], live=False, owner=me)
    assert first_button(client, edit_url(story)) == label


def test_a_submitted_story_asks_for_a_decision_first(
    sections: list[Section], client: Client
) -> None:
    reporter = make_account(REPORTER)
    story = make_story(sections[0], live=False, owner=reporter)
    story.get_workflow().start(story, reporter)
    assert first_button(desk(client, EDITOR), edit_url(story)) != "Publish"


def test_other_pages_keep_wagtails_order(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    assert first_button(desk(client), edit_url(section)) == "Save draft"


def test_every_screen_listens_to_the_key_and_the_dialog_lists_it(
    sections: list[Section], client: Client
) -> None:
    desk(client)
    for url in (reverse("wagtailadmin_home"), reverse("stories:index"), add_url(sections[0])):
        html = client.get(url).content.decode()
        assert re.search(rf'keys\.js[^"]*" data-new-story="{re.escape(NEW)}"', html)
        assert html.count('id="keyboard-shortcut-group-newsroom"') == 1, url
