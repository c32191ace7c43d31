"""The desk: what stands on it, for whom, and how many questions it asks the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.desk.lists import JUST_PUBLISHED, SHOWN
from broadsheet.newsroom.models import Section, Story
from broadsheet.staff.models import User
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import desk, make_account
from tests.factories import make_person, make_section, make_story, make_topic

HOME = reverse("wagtailadmin_home")
LISTS = ("drafts", "awaiting", "scheduled", "published", "problems")


@pytest.fixture
def harbour(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


def show(client: Client) -> BeautifulSoup:
    response = client.get(HOME)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "lxml")


def box(page: BeautifulSoup, name: str) -> Tag:
    found = page.select_one(f".desk-list--{name}")
    assert found is not None
    return found


def headlines(page: BeautifulSoup, name: str) -> list[str]:
    return [link.text.strip() for link in box(page, name).select(".desk-row__headline")]


def words(element: Tag | BeautifulSoup) -> str:
    return " ".join(element.text.split())


def submit(story: Story, user: User) -> None:
    story.save_revision(user=user)
    story.get_workflow().start(story, user)


def schedule(story: Story, when: Any, user: User | None = None) -> None:
    story.go_live_at = when
    story.save_revision(user=user).publish(user=user)


def test_signing_in_leads_to_a_desk_with_the_papers_name_and_day(
    front: FrontPage, client: Client
) -> None:
    page = show(desk(client, EDITOR, first_name="Mara", last_name="Lind"))
    assert words(page.select_one("h1") or page) == "The Test Post"
    assert words(page.select_one(".desk__greeting") or page).endswith(", Mara Lind")
    assert str(timezone.localdate().year) in words(page.select_one(".desk__date") or page)
    headings = [words(heading) for heading in page.select(".desk-list__heading")]
    assert headings == [
        "My drafts",
        "Assigned to me",
        "Problems",
        "Notices",
        "Awaiting me",
        "Scheduled next",
        "Just published",
    ]


def test_each_list_says_something_when_it_is_empty(front: FrontPage, client: Client) -> None:
    page = show(desk(client, EDITOR))
    for name in LISTS:
        assert len(words(box(page, name).select_one(".desk-list__empty") or page)) > 20, name
        assert not box(page, name).select(".desk-list__all")


def test_my_drafts_are_mine_and_unfinished_with_the_newest_first(
    harbour: Section, client: Client
) -> None:
    me, other = make_account(EDITOR), make_account(EDITOR)
    person = make_person(account=me)
    make_story(harbour, "Older", live=False, owner=me)
    make_story(harbour, "Another's", live=False, owner=other)
    make_story(harbour, "Signed by me", live=False, owner=other, authors=[person])
    make_story(harbour, "Out", owner=me)
    changed = make_story(harbour, "Out and changed", owner=me)
    changed.title = "Out and changed again"
    changed.save_revision(user=me)
    schedule(make_story(harbour, "Soon", live=False, owner=me), timezone.now() + timedelta(hours=1))
    client.force_login(me)
    page = show(client)
    assert headlines(page, "drafts") == ["Out and changed again", "Signed by me", "Older"]
    assert "Live, with a newer draft" in words(box(page, "drafts"))


def test_a_writer_sees_what_was_submitted_and_what_came_back(
    harbour: Section, client: Client
) -> None:
    reporter, editor = make_account(REPORTER), make_account(EDITOR)
    submit(make_story(harbour, "Sent in", live=False, owner=reporter), reporter)
    back = make_story(harbour, "Came back", live=False, owner=reporter)
    submit(back, reporter)
    back.current_workflow_task.on_action(
        back.current_workflow_task_state, editor, "reject", comment="Shorter."
    )
    client.force_login(reporter)
    rows = {words(row) for row in box(show(client), "drafts").select(".desk-row")}
    assert any("Sent in" in row and "Submitted" in row for row in rows)
    assert any("Came back" in row and "Sent back" in row for row in rows)


def test_what_reporters_submit_awaits_editors_alone(harbour: Section, client: Client) -> None:
    reporter = make_account(REPORTER, first_name="Piran", last_name="Lusk")
    submit(make_story(harbour, "First in", live=False, owner=reporter), reporter)
    submit(make_story(harbour, "Second in", live=False, owner=reporter), reporter)
    client.force_login(reporter)
    assert headlines(show(client), "awaiting") == []
    client.force_login(make_account(EDITOR))
    page = show(client)
    assert headlines(page, "awaiting") == ["First in", "Second in"]
    assert "from Piran Lusk" in words(box(page, "awaiting"))


def test_scheduled_next_shows_only_what_is_to_go_live_with_a_countdown(
    harbour: Section, client: Client
) -> None:
    now = timezone.now()
    for headline, away in (
        ("Later", timedelta(days=3, minutes=5)),
        ("Next", timedelta(minutes=42)),
    ):
        schedule(make_story(harbour, headline, live=False), now + away)
    expiring = make_story(harbour, "Ends tomorrow")
    expiring.expire_at = now + timedelta(days=1)
    expiring.save_revision().publish()
    wished = make_story(harbour, "Only wished", live=False)
    wished.go_live_at = now + timedelta(hours=1)
    wished.save_revision()
    page = show(desk(client, EDITOR))
    assert headlines(page, "scheduled") == ["Next", "Later"]
    rows = [words(row).replace("\xa0", " ") for row in box(page, "scheduled").select(".desk-row")]
    assert "in 41 minutes" in rows[0] or "in 42 minutes" in rows[0]
    assert "in 3 days" in rows[1]


def test_just_published_says_who_and_when(harbour: Section, client: Client) -> None:
    editor = make_account(EDITOR, first_name="Imke", last_name="Sorrell")
    story = make_story(harbour, "Out at noon", live=False)
    story.save_revision(user=editor).publish(user=editor)
    page = show(desk(client, EDITOR))
    assert headlines(page, "published") == ["Out at noon"]
    assert "Harbour by Imke Sorrell, just now" in words(box(page, "published"))


def test_a_reporter_sees_their_own_and_an_editor_all(harbour: Section, client: Client) -> None:
    reporter, other = make_account(REPORTER), make_account(REPORTER)
    for owner, name in ((reporter, "Mine"), (other, "Theirs")):
        schedule(
            make_story(harbour, f"{name} to come", live=False, owner=owner),
            timezone.now() + timedelta(hours=1),
        )
        make_story(harbour, f"{name} out", owner=owner)
    client.force_login(reporter)
    page = show(client)
    assert headlines(page, "scheduled") == ["Mine to come"]
    assert headlines(page, "published") == ["Mine out"]
    assert "Theirs" not in words(box(page, "problems"))
    client.force_login(make_account(EDITOR))
    page = show(client)
    assert set(headlines(page, "scheduled")) == {"Mine to come", "Theirs to come"}
    assert set(headlines(page, "published")) == {"Mine out", "Theirs out"}


def test_lists_are_short_and_lead_to_all_of_theirs(harbour: Section, client: Client) -> None:
    me, reporter = make_account(EDITOR), make_account(REPORTER)
    for number in range(SHOWN + 3):
        make_story(harbour, f"Draft {number}", live=False, owner=me)
        submit(make_story(harbour, f"Sent {number}", live=False, owner=reporter), reporter)
        later = timezone.now() + timedelta(hours=number + 1)
        schedule(make_story(harbour, f"Soon {number}", live=False), later)
        make_story(harbour, f"Out {number}", owner=me)
    client.force_login(me)
    page = show(client)
    counts = {name: len(headlines(page, name)) for name in LISTS}
    assert counts == {
        **dict.fromkeys(("drafts", "awaiting", "scheduled"), SHOWN),
        "published": JUST_PUBLISHED,
        "problems": 0,
    }
    for name, first in (("drafts", "Draft"), ("awaiting", "Sent"), ("scheduled", "Soon")):
        link = box(page, name).select_one(".desk-list__all")
        assert link is not None
        listed = [story.title for story in client.get(str(link["href"])).context["object_list"]]
        assert len(listed) == SHOWN + 3, name
        assert all(headline.startswith(first) for headline in listed), name


def test_the_way_to_all_keeps_a_reporter_with_their_own(harbour: Section, client: Client) -> None:
    reporter = make_account(REPORTER)
    make_story(harbour, "Mine", owner=reporter)
    make_story(harbour, "Theirs")
    client.force_login(reporter)
    link = box(show(client), "published").select_one(".desk-list__all")
    assert link is not None
    assert parse_qs(urlsplit(str(link["href"])).query)["mine"] == ["mine"]
    listed = client.get(str(link["href"])).context["object_list"]
    assert [story.title for story in listed] == ["Mine"]


def test_headlines_and_names_are_escaped(front: FrontPage, client: Client) -> None:
    evil = "<script>alert('desk')</script> & co"
    section = make_section(front, "<b>Harbour</b>", slug="harbour")
    me = make_account(EDITOR, first_name="<i>Mara</i>")
    make_story(section, evil, live=False, owner=me)
    story = make_story(section, f"{evil} out", live=False)
    story.save_revision(user=me).publish(user=me)
    submit(make_story(section, f"{evil} in", live=False, owner=me), me)
    schedule(make_story(section, f"{evil} soon", live=False), timezone.now() + timedelta(hours=1))
    client.force_login(me)
    html = client.get(HOME).content.decode()
    assert "<script>alert" not in html
    assert "<b>Harbour</b>" not in html
    assert "<i>Mara</i>" not in html
    assert headlines(BeautifulSoup(html, "lxml"), "awaiting") == [f"{evil} in"]


@pytest.mark.parametrize("role", [None, EDITOR, REPORTER])
def test_a_full_desk_asks_no_more_than_one_with_a_row_in_each_list(
    harbour: Section, client: Client, role: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    me, reporter, chief = make_account(role), make_account(REPORTER), make_account()
    topic = make_topic()

    def add(number: int) -> None:
        make_story(harbour, live=False, owner=me)
        submit(make_story(harbour, live=False, owner=reporter), reporter)
        later = timezone.now() + timedelta(hours=number + 1)
        schedule(make_story(harbour, live=False, owner=me), later)
        out = make_story(harbour, owner=me, topics=[topic])
        out.save_revision(user=me).publish(user=chief)
        make_story(harbour, owner=me)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(HOME).status_code == 200
        return len(captured)

    add(0)
    client.force_login(me)
    count()
    few = count()
    for number in range(12):
        add(number)
    many = count()
    with capsys.disabled():
        print(f"\nqueries of the desk as {role or 'superuser'}: {few}, when full {many}")
    assert many == few
    assert many <= 50


def test_one_without_rights_on_pages_sees_an_empty_desk(harbour: Section, client: Client) -> None:
    from django.contrib.auth.models import Group, Permission

    make_story(harbour, "Not for visitors")
    group = Group.objects.create(name="Visitors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    page = show(desk(client, "Visitors"))
    assert "Not for visitors" not in words(page)
    assert page.select_one(".desk__begin") is None
