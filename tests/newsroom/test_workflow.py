"""The way of a story over the desk, step by step, through the screens that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Spiking, Story, UrgentPublication
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.newsroom.workflow.approving import publish_urgently
from broadsheet.newsroom.workflow.spiking import spike, unspike
from broadsheet.staff.accounts import give_role, set_night_desk
from broadsheet.staff.errors import AccountError
from broadsheet.staff.models import User
from broadsheet.staff.roles import CONTRIBUTOR, EDITOR, REPORTER
from tests.desk import desk, edit_url, make_account, messages_of, story_form
from tests.factories import make_section, make_story


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def reporter(section: Section) -> User:
    return make_account(REPORTER, username="ines", first_name="Ines", last_name="Tarrow")


@pytest.fixture
def draft(section: Section, reporter: User) -> Story:
    return make_story(section, "A crane moves", live=False, owner=reporter)


def submit(story: Story, user: User) -> None:
    story.get_workflow().start(story, user)


def decide(client: Client, story: Story, action: str, **data: str) -> Any:
    fresh = Story.objects.get(pk=story.pk)
    task_state = fresh.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, task_state.pk])
    return client.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})


def listed(client: Client, **query: object) -> set[str]:
    response = client.get(reverse("stories:index"), query)
    return {story.draft_title for story in response.context["object_list"]}


def actions_of(story: Story) -> list[tuple[str, str]]:
    entries = PageLogEntry.objects.filter(page=story.pk).order_by("timestamp", "pk")
    return [(entry.action, str(entry.user or "")) for entry in entries]


def test_a_story_is_sent_back_only_with_a_reason_which_its_writer_reads(
    draft: Story, reporter: User, client: Client
) -> None:
    submit(draft, reporter)
    editor = desk(client, EDITOR, first_name="Mara", last_name="Lind")
    without = decide(editor, draft, "reject", comment="  ")
    assert "the writer reads it" in without.json()["html"]
    assert listed(editor, status=["submitted"]) == {"A crane moves"}
    # The editor's own form sends the reason as JSON, which nobody has looked at.
    sent = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    refused = editor.post(edit_url(draft), {**story_form("A crane moves"), **sent})
    assert "Say what should change" in refused.content.decode()
    decide(editor, draft, "reject", comment="Name the second witness.")
    assert listed(editor, status=["sent_back"]) == {"A crane moves"}
    assert listed(editor, status=["submitted"]) == set()
    client.force_login(reporter)
    shown = client.get(edit_url(draft)).content.decode()
    assert "Sent back" in shown
    assert "Name the second witness." in shown
    assert "Mara Lind" in shown


def test_what_is_approved_without_publishing_waits_until_somebody_writes_on(
    draft: Story, reporter: User, client: Client
) -> None:
    submit(draft, reporter)
    desk(client, EDITOR)
    decide(client, draft, "approve_only")
    draft.refresh_from_db()
    assert not draft.live
    assert listed(client, status=["approved"]) == {"A crane moves"}
    assert listed(client, status=["draft"]) == set()
    assert ("newsroom.approve", "account") in [(name, who[:7]) for name, who in actions_of(draft)]
    draft.save_revision()
    assert listed(client, status=["approved"]) == set()
    assert listed(client, status=["draft"]) == {"A crane moves"}


def test_approving_publishes_or_keeps_to_the_minute_of_an_embargo(
    draft: Story, reporter: User, client: Client
) -> None:
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision()
    submit(draft, reporter)
    desk(client, EDITOR)
    decide(client, draft, "approve")
    assert listed(client, status=["scheduled"]) == {"A crane moves"}
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert keep_schedule() == 1
    assert listed(client, status=["live"]) == {"A crane moves"}


def test_a_spiked_story_leaves_lists_approval_and_schedule_and_comes_back_whole(
    draft: Story, reporter: User, client: Client
) -> None:
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    submit(Story.objects.get(pk=draft.pk), reporter)
    desk(client, EDITOR)
    url = reverse("steps:spike", args=[draft.pk])
    assert "Give a reason" in client.post(url, {"reason": ""}).content.decode()
    client.post(url, {"reason": "The source withdrew."})
    assert listed(client) == set()
    assert listed(client, status=["draft"]) == set()
    assert listed(client, status=["spiked"]) == {"A crane moves"}
    assert not WorkflowState.objects.active().exists()
    assert keep_schedule(timezone.now() + timedelta(hours=2)) == 0
    shown = client.get(edit_url(draft)).content.decode()
    assert "The source withdrew." in shown
    publish = {**story_form("A crane moves"), "action-publish": "1"}
    assert "This story is spiked" in client.post(edit_url(draft), publish).content.decode()
    client.post(reverse("steps:unspike", args=[draft.pk]), {"reason": "A second source."})
    assert listed(client, status=["draft"]) == {"A crane moves"}
    said = client.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert "Spiked. Reason: The source withdrew." in said
    assert "Taken up again. Reason: A second source." in said


def test_only_what_was_never_out_is_spiked_and_only_by_who_may_change_it(
    section: Section, draft: Story, reporter: User
) -> None:
    live = make_story(section, "Out already")
    with pytest.raises(ValidationError, match="has been out"):
        spike(live, reason="No", user=None)
    with pytest.raises(PermissionDenied):
        spike(draft, reason="Not mine", user=make_account(REPORTER))
    spike(draft, reason="My own", user=reporter)
    with pytest.raises(ValidationError, match="already"):
        spike(draft, reason="Again", user=reporter)
    unspike(draft, reason="Again", user=reporter)
    with pytest.raises(ValidationError, match="not spiked"):
        unspike(draft, reason="Again", user=reporter)
    assert not Spiking.objects.exists()


def test_who_may_publishes_urgently_and_the_story_waits_for_approval(
    draft: Story, reporter: User, client: Client
) -> None:
    with pytest.raises(PermissionDenied):
        publish_urgently(draft, reason="The dam breaks", user=reporter)
    set_night_desk(reporter, True, by=make_account())
    client.force_login(User.objects.get(pk=reporter.pk))
    assert "Publish urgently" in client.get(edit_url(draft)).content.decode()
    client.post(reverse("steps:urgent", args=[draft.pk]), {"reason": "The dam breaks"})
    draft.refresh_from_db()
    assert draft.live
    # The writer goes on with it while it waits, though not out: that would be a second time.
    assert client.post(edit_url(draft), story_form("A crane moves on")).status_code == 302
    desk(client, EDITOR)
    assert listed(client, needs="urgent") == {"A crane moves on"}
    home = client.get("/admin/").content.decode()
    assert "Published urgently, waiting for approval" in home
    assert "Ines Tarrow: The dam breaks" in home
    approve = reverse("steps:approve", args=[draft.pk])
    assert "The dam breaks" in client.get(approve).content.decode()
    assert "is approved" in messages_of(client.post(approve, follow=True))
    assert listed(client, needs="urgent") == set()
    draft.refresh_from_db()
    assert draft.title == "A crane moves"
    assert UrgentPublication.objects.get().approved_by is not None
    assert not WorkflowState.objects.active().exists()
    assert [name for name, _who in actions_of(draft)].index("newsroom.urgent") > 0


def test_approving_what_is_out_already_doesnt_publish_it_again(
    draft: Story, reporter: User, client: Client
) -> None:
    set_night_desk(reporter, True, by=make_account())
    publish_urgently(draft, reason="Now", user=User.objects.get(pk=reporter.pk))
    published = Story.objects.get(pk=draft.pk).last_published_at
    desk(client, EDITOR)
    decide(client, draft, "approve")
    assert Story.objects.get(pk=draft.pk).last_published_at == published
    assert not UrgentPublication.objects.open().exists()


def test_nobody_approves_what_they_sent_out_and_no_contributor_sends_anything_out(
    draft: Story, reporter: User
) -> None:
    chief = make_account()
    set_night_desk(reporter, True, by=chief)
    publish_urgently(draft, reason="Now", user=User.objects.get(pk=reporter.pk))
    give_role(reporter, EDITOR, [], by=chief)
    client = Client()
    client.force_login(User.objects.get(pk=reporter.pk))
    assert client.get(reverse("steps:approve", args=[draft.pk])).status_code == 302
    give_role(reporter, CONTRIBUTOR, [], by=chief)
    assert not User.objects.get(pk=reporter.pk).has_perm("newsroom.publish_urgently")
    with pytest.raises(AccountError):
        set_night_desk(reporter, True, by=chief)


def test_each_step_stands_in_the_history_with_its_person(
    draft: Story, reporter: User, client: Client
) -> None:
    submit(draft, reporter)
    desk(client, EDITOR, first_name="Mara", last_name="Lind")
    decide(client, draft, "reject", comment="Shorter.")
    Story.objects.get(pk=draft.pk).current_workflow_state.resume(reporter)
    decide(client, draft, "approve")
    steps = [
        (name, who) for name, who in actions_of(draft) if "workflow" in name or "publish" in name
    ]
    assert steps == [
        ("wagtail.workflow.start", "Ines Tarrow"),
        ("wagtail.workflow.reject", "Mara Lind"),
        ("wagtail.workflow.resume", "Ines Tarrow"),
        ("wagtail.workflow.approve", "Mara Lind"),
        ("wagtail.publish", "Mara Lind"),
    ]
    said = client.get(reverse("wagtailadmin_pages:history", args=[draft.pk])).content.decode()
    assert "Shorter." in said
