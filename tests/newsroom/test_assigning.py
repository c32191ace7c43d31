"""Assignments with their deadlines, from the idea to the story that is out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.assigning.actions import assign, begin, remind
from broadsheet.newsroom.models import Assignment, Notice, Section, Story
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.staff.accounts import groups_for
from broadsheet.staff.models import User
from broadsheet.staff.roles import CONTRIBUTOR, EDITOR, REPORTER, SECTION_EDITOR
from tests.desk import desk, edit_url, make_account
from tests.factories import make_section, make_story


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def reporter(section: Section) -> User:
    return make_account(REPORTER, username="ines", first_name="Ines", last_name="Tarrow")


def shown(client: Client, **query: object) -> list[str]:
    response = client.get(reverse("assignments:index"), query)
    assert response.status_code == 200
    return [row.headline for row in response.context["object_list"]]


def told(user: User) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(person=user).order_by("at", "pk")
    return [(row.kind, row.sentence) for row in rows]


def test_an_idea_is_assigned_begun_and_done_with_its_publication(
    section: Section, reporter: User, client: Client
) -> None:
    editor = make_account(EDITOR, first_name="Mara", last_name="Lind")
    client.force_login(editor)
    deadline = timezone.localtime() + timedelta(days=1)
    sent = {
        "headline": "Why the crane moved",
        "brief": "Ask the harbour master.",
        "section": section.pk,
        "people": [reporter.pk],
        "deadline": deadline.strftime("%Y-%m-%d %H:%M"),
    }
    assert client.post(reverse("assignments:add"), sent).status_code == 302
    assert told(reporter) == [("assigned", "Mara Lind assigns you “Why the crane moved”")]
    row = Assignment.objects.get()
    client.force_login(reporter)
    assert "Assigned to me" in client.get("/admin/").content.decode()
    assert shown(client, whose="mine", state="idea") == ["Why the crane moved"]
    one = reverse("assignments:one", args=[row.pk])
    assert "Ask the harbour master." in client.get(one).content.decode()
    # Its people read it, and change nothing of it.
    assert client.post(one, sent).status_code in (302, 403)
    client.post(reverse("assignments:begin", args=[row.pk]))
    story = Story.objects.get()
    assert (story.title, story.owner, story.live) == ("Why the crane moved", reporter, False)
    assert begin(row, by=reporter) == story
    assert shown(client, state="idea") == []
    client.force_login(editor)
    story.get_latest_revision().publish(user=editor)
    assert shown(client) == []
    assert shown(client, state="closed") == ["Why the crane moved"]
    assert told(reporter)[-1][0] == "published"


def test_the_list_is_narrowed_to_mine_to_what_is_overdue_and_to_sections(
    front: FrontPage, section: Section, reporter: User, client: Client
) -> None:
    town = make_section(front, "Town")
    other = make_account(REPORTER)
    now = timezone.now()
    assign("Late", section, [reporter], by=None, deadline=now - timedelta(minutes=5))
    assign("Soon", town, [reporter, other], by=None, deadline=now + timedelta(hours=1))
    assign("Some day", town, [other], by=None)
    client.force_login(reporter)
    assert shown(client) == ["Late", "Soon", "Some day"]
    assert shown(client, whose="mine") == ["Late", "Soon"]
    assert shown(client, state="overdue") == ["Late"]
    assert shown(client, section=[town.pk]) == ["Soon", "Some day"]
    page = client.get(reverse("assignments:index")).content.decode().replace("\xa0", " ")
    assert "5 minutes ago</time>" in page
    assert "in 59 minutes</time>" in page
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(client)
    for number in range(8):
        assign(f"More {number}", section, [reporter, other], by=None)
    with CaptureQueriesContext(connection) as many:
        shown(client)
    assert len(many) <= len(few)


def test_people_hear_of_a_deadline_once_when_it_is_near_and_once_when_it_is_over(
    section: Section, reporter: User
) -> None:
    editor = make_account(EDITOR)
    deadline = timezone.now() + timedelta(hours=5)
    row = assign("The crane", section, [reporter], by=editor, deadline=deadline)
    assert remind() == 0
    with time_machine.travel(deadline - timedelta(hours=1), tick=False):
        assert (remind(), remind()) == (1, 0)
    with time_machine.travel(deadline + timedelta(minutes=1), tick=False):
        assert (remind(), remind()) == (1, 0)
        assert row.is_overdue
    assert [kind for kind, _sentence in told(reporter)] == [
        NoticeKind.ASSIGNED,
        NoticeKind.DEADLINE_NEAR,
        NoticeKind.DEADLINE_OVER,
    ]
    assert [kind for kind, _sentence in told(editor)] == [NoticeKind.DEADLINE_OVER]


def test_a_story_is_assigned_from_its_editor_and_a_new_deadline_runs_anew(
    section: Section, reporter: User, client: Client
) -> None:
    story = make_story(section, "A crane moves", live=False, owner=reporter)
    desk(client, EDITOR)
    add = f"{reverse('assignments:add')}?story={story.pk}"
    assert add in client.get(edit_url(story)).content.decode()
    soon = timezone.localtime() + timedelta(hours=2)
    sent = {
        "headline": "A crane moves",
        "brief": "",
        "people": [reporter.pk],
        "deadline": soon.strftime("%Y-%m-%d %H:%M"),
    }
    assert client.post(add, {**sent, "people": []}).status_code == 200
    client.post(add, sent)
    row = Assignment.objects.get()
    assert (row.story, row.section) == (story, section)
    assert remind() == 1
    later = (soon + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    client.post(reverse("assignments:one", args=[row.pk]), {**sent, "deadline": later})
    assert [kind for kind, _sentence in told(reporter)] == ["assigned", "deadline_near"]
    assert remind() == 1
    said = client.get(reverse("wagtailadmin_pages:history", args=[story.pk])).content.decode()
    assert "Assigned to Ines Tarrow until" in said


def test_a_section_editor_assigns_in_their_section_and_a_reporter_nowhere(
    front: FrontPage, section: Section, reporter: User
) -> None:
    town = make_section(front, "Town")
    editor = make_account(REPORTER)
    editor.groups.set(groups_for(SECTION_EDITOR, [section]))
    editor = User.objects.get(pk=editor.pk)
    assign("Mine to give", section, [reporter], by=editor)
    for person, place in ((editor, town), (reporter, section)):
        with pytest.raises(PermissionDenied):
            assign("Not mine to give", place, [reporter], by=person)


def test_an_outside_contributor_sees_their_own_assignments_alone(
    section: Section, reporter: User, client: Client
) -> None:
    outside = make_account(CONTRIBUTOR)
    assign("For the guest", section, [outside], by=None)
    hidden = assign("For the house", section, [reporter], by=None)
    client.force_login(outside)
    assert shown(client) == ["For the guest"]
    assert client.get(reverse("assignments:one", args=[hidden.pk])).status_code == 404
    assert "For the guest" in client.get("/admin/").content.decode()
