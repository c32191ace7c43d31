"""What is taken down is gone before the answer of who took it down."""

from __future__ import annotations

import fcntl
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.corrections.actions import withdraw
from broadsheet.newsroom.models import Section, Story, StoryCard
from broadsheet.press.store import store
from broadsheet.press.takedown import take_down
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


@pytest.fixture
def story(at_work: PressAtWork) -> Story:
    made = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    make_story(Section.objects.get(), "A ferry sinks", slug="ferry")
    at_work.press_everything()
    assert at_work.page("/crane/")
    return made


def unpublish(story: Story) -> None:
    story.unpublish()


def delete(story: Story) -> None:
    story.delete()


def withdraw_it(story: Story) -> None:
    withdraw(story, "It was wrong.", reason="Wrong.", user=None)


@pytest.mark.parametrize("way", [unpublish, delete, withdraw_it])
def test_the_page_is_gone_when_the_transaction_is_over(
    story: Story, at_work: PressAtWork, django_capture_on_commit_callbacks: Any, way: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        way(story)
    # Nothing has been pressed since.
    assert at_work.page("/crane/") is None
    assert Client().get("/crane/").status_code == 410
    assert at_work.page("/ferry/") is not None
    settled = at_work.settle()
    at_work.compare(settled)
    assert settled.stale == []


def test_what_another_process_began_to_take_down_is_gone_too(
    story: Story, at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The press hears of a takedown at the same moment, and may be the first to drop the pages."""
    story.unpublish()
    with monkeypatch.context() as killed:
        for place in ("store.opening", "takedown"):
            killed.setattr(f"broadsheet.press.{place}.bring_up", lambda store: None)
        take_down(in_request=False)
        assert at_work.page("/crane/")
    take_down()
    assert at_work.page("/crane/") is None


def test_nobody_acknowledges_a_takedown_that_another_process_is_at(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.unpublish()
    path, tried = store().path.with_name("press.takedown.lock"), []

    def try_lock(paths: Any) -> None:
        with path.open("a") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        tried.append(paths)

    monkeypatch.setattr("broadsheet.press.takedown.withdraw", try_lock)
    take_down()
    assert tried == [{"/crane/"}]


def test_a_new_slug_takes_the_old_page_with_it(
    story: Story, at_work: PressAtWork, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story.slug = "tower-crane"
        story.save_revision().publish()
    assert Client().get("/crane/").status_code == 301


@pytest.mark.parametrize("where", ["story", "section", "front"])
def test_a_restriction_here_or_above_makes_a_page_private_at_once(
    story: Story, at_work: PressAtWork, django_capture_on_commit_callbacks: Any, where: str
) -> None:
    page = {"story": story, "section": story.get_parent(), "front": at_work.front}[where]
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
    assert at_work.page("/crane/") is None
    response = Client().get("/crane/")
    assert "The text of story" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    at_work.settle()
    assert at_work.page("/crane/") is None
    assert (at_work.page("/harbour/feed/") is None) == (where != "story")


@pytest.mark.parametrize("where", ["story", "section"])
def test_a_restricted_story_stands_in_no_list_until_the_restriction_ends(
    story: Story, at_work: PressAtWork, where: str
) -> None:
    lists = ["/", "/harbour/", "/news/", "/feed/", "/sitemap-news.xml"]
    page = {"story": story, "section": story.get_parent()}[where]
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    for path in lists:
        assert b"crane" not in (at_work.page(path) or b""), path
    # Nothing that is written meanwhile brings it back.
    story.title = "A crane stands"
    story.save_revision().publish()
    assert not StoryCard.objects.filter(story=story).exists()
    restriction.delete()
    at_work.offer_new()
    settled = at_work.settle(compare=True)
    assert settled.stale == []
    for path in lists:
        assert b"A crane stands" in (at_work.page(path) or b"") or path == "/sitemap-news.xml"
    assert StoryCard.objects.count() == 2


def test_what_is_written_at_once_below_a_restriction_has_no_card(story: Story) -> None:
    section = Section.objects.get()
    PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    new = Story(title="Bulk", slug="bulk", live=True)
    write_stories(section, [NewStory(new)], action="wagtail.publish")
    assert not StoryCard.objects.exists()
    assert "no-store" in Client().get("/bulk/")["Cache-Control"]


def test_a_restricted_story_is_deleted_with_its_restriction(story: Story) -> None:
    PageViewRestriction.objects.create(
        page=story, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    story.delete()
    connection.check_constraints()
    assert list(StoryCard.objects.values_list("headline", flat=True)) == ["A ferry sinks"]


def test_a_password_opens_a_restricted_page(
    story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        restriction = PageViewRestriction.objects.create(
            page=story, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
    client = Client()
    url = f"/_util/authenticate_with_password/{restriction.pk}/{story.pk}/"
    answer = client.post(url, {"password": "secret", "return_url": "/crane/"})
    assert answer.status_code == 302
    response = client.get("/crane/")
    assert "The text of story" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_a_page_taken_down_while_it_is_rendered_is_not_kept(
    story: Story,
    at_work: PressAtWork,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    from broadsheet.press import pressing

    render, taken = pressing.render, []

    def render_and_take_down(path: str, *rest: Any) -> Any:
        rendered = render(path, *rest)
        if path == "/crane/" and not taken:
            taken.append(path)
            # As another process does it between the rendering and the keeping.
            address = (
                store()
                .connection.execute("SELECT address_id FROM pressing WHERE name = '/crane/'")
                .fetchone()[0]
            )
            store().connection.execute(
                "INSERT INTO takedown (address_id, at) VALUES (?, 0)", [address]
            )
        return rendered

    story.title = "A crane stands"
    story.save_revision().publish()
    monkeypatch.setattr(pressing, "render", render_and_take_down)
    results = [(outcome.name, outcome.result) for outcome in at_work.press.settle()]
    assert ("/crane/", "overtaken") in results
    assert results.count(("/crane/", "pressed")) == 1
