"""An outside contributor sees their own stories and nobody else's, on any screen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
from broadsheet.staff.models import User
from broadsheet.staff.roles import CONTRIBUTOR, EDITOR, REPORTER
from tests.desk import add_url, edit_url, make_account, story_form
from tests.factories import make_picture, make_section, make_story

HIDDEN = "Nobody may know of this yet"


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front)


@pytest.fixture
def vera(section: Section, client: Client) -> User:
    account = make_account(CONTRIBUTOR, username="vera")
    client.force_login(account)
    return account


def refused(client: Client, url: str) -> bool:
    response = client.get(url)
    return response.status_code == 403 or (
        response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
    )


def test_a_contributor_writes_submits_and_goes_on(
    client: Client, vera: User, section: Section
) -> None:
    client.post(add_url(section), {**story_form("From outside"), "action-submit": "1"})
    story = Story.objects.get()
    assert (story.owner, story.live) == (vera, False)
    assert client.get(edit_url(story)).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:history", args=[story.pk])).status_code == 200


@pytest.mark.parametrize(
    "name", ["edit", "history", "view_draft", "delete", "revisions_index", "copy", "usage", "move"]
)
def test_no_screen_of_anothers_story_opens(
    client: Client, vera: User, section: Section, name: str
) -> None:
    story = make_story(section, HIDDEN, live=False, owner=make_account(REPORTER))
    assert refused(client, reverse(f"wagtailadmin_pages:{name}", args=[story.pk]))


def test_no_list_chooser_or_search_names_anothers_draft(
    client: Client, vera: User, section: Section
) -> None:
    make_story(section, HIDDEN, live=False, owner=make_account(REPORTER))
    make_story(section, "My own draft", live=False, owner=vera)
    for url in (
        "/admin/",
        "/admin/stories/",
        "/admin/stories/results/?q=nobody",
        f"/admin/choose-page/{section.pk}/?page_type=newsroom.story",
        "/admin/choose-page/search/?q=nobody",
        "/admin/choose-page/",
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        assert HIDDEN not in response.content.decode(), url
    assert "My own draft" in client.get("/admin/stories/").content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/admin/pages/",
        "/admin/pages/search/?q=nobody",
        "/admin/api/main/pages/",
        "/admin/reports/site-history/",
        "/admin/reports/workflow/",
        "/admin/reports/locked/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/users/",
        "/admin/bulk/wagtailcore/page/delete/?id=1",
    ],
)
def test_what_shows_others_work_is_closed(client: Client, vera: User, url: str) -> None:
    assert refused(client, url)


def test_pictures_to_choose_from_are_those_they_brought(client: Client, vera: User) -> None:
    make_picture("Of the agency")
    make_picture("Of my own", uploaded_by_user=vera)
    html = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert "Of my own" in html
    assert "Of the agency" not in html


def test_the_menu_offers_nothing_that_is_closed(client: Client, vera: User) -> None:
    html = client.get("/admin/").content.decode()
    assert '"Stories"' in html
    for absent in ("Pages", "Pictures", "Files", "Reports"):
        assert f'"{absent}"' not in html


def test_who_is_also_something_else_is_no_contributor(
    client: Client, vera: User, section: Section
) -> None:
    story = make_story(section, live=False, owner=make_account(REPORTER))
    from django.contrib.auth.models import Group

    vera.groups.add(Group.objects.get(name=EDITOR))
    assert client.get(edit_url(story)).status_code == 200
