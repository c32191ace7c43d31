"""Publishing by ways around the form: a sentence each time, never a server error."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from broadsheet.core.errors import AddressTaken
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
from broadsheet.newsroom.publishing import PublishingRefused
from tests.desk import add_url, desk, edit_url, make_account, messages_of, story_form
from tests.factories import make_picture, make_section, make_story


def unpublishable(section: Section, headline: str = "No credit yet") -> Story:
    """A draft with a picture that has lost its credit."""
    bare = make_picture("The bare quay", photographer="", agencies="")
    return make_story(section, headline, live=False, lead_picture=bare)


def submit(story: Story) -> None:
    workflow = story.get_workflow()
    assert workflow is not None
    workflow.start(story, make_account("Reporter"))


def test_a_revision_is_not_published_past_the_rule(front: FrontPage) -> None:
    story = unpublishable(make_section(front))
    revision = story.get_latest_revision()
    assert revision is not None
    with pytest.raises(PublishingRefused, match="has no credit"):
        revision.publish()
    story.refresh_from_db()
    assert not story.live


@pytest.mark.parametrize("script", [True, False])
def test_approval_from_the_desk_says_what_is_missing(
    front: FrontPage, client: Client, script: bool
) -> None:
    story = unpublishable(make_section(front))
    submit(story)
    state = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])
    headers = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if script else {}
    response = desk(client, "Editor").post(url, **headers)
    assert response.status_code in (200, 302)
    page = client.get(edit_url(story))
    assert "has no credit" in messages_of(page)
    story = Story.objects.get()
    assert not story.live
    assert story.workflow_in_progress


def test_approval_in_the_editor_marks_the_field(front: FrontPage, client: Client) -> None:
    story = unpublishable(make_section(front))
    submit(story)
    sent = story_form(slug=story.slug, lead_picture=str(story.lead_picture_id))
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = desk(client, "Editor").post(edit_url(story), {**sent, **approve})
    assert "has no credit" in response.context["form"].errors["lead_picture"][0]
    assert not Story.objects.get().live


def test_a_story_with_a_fault_can_be_sent_back(front: FrontPage, client: Client) -> None:
    story = unpublishable(make_section(front))
    submit(story)
    sent = story_form(slug=story.slug, lead_picture=str(story.lead_picture_id))
    reject = {
        "action-workflow-action": "true",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": '{"comment": "Name the photographer."}',
    }
    response = desk(client, "Editor").post(edit_url(story), {**sent, **reject})
    assert response.status_code == 302
    assert Story.objects.get().current_workflow_state.status == "needs_changes"


def test_an_approved_story_is_published(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), live=False)
    submit(story)
    state = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])
    desk(client, "Editor").post(url)
    story.refresh_from_db()
    assert story.live


def test_an_old_version_with_a_fault_is_not_published(front: FrontPage, client: Client) -> None:
    story = unpublishable(make_section(front))
    old = story.get_latest_revision()
    assert old is not None
    bare = story.lead_picture
    story.lead_picture = None
    story.save_revision().publish()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, old.pk])
    sent = story_form(slug=story.slug, lead_picture=str(bare.pk), revision=str(old.pk))
    response = desk(client).post(url, {**sent, "action-publish": "1"})
    assert "has no credit" in response.context["form"].errors["lead_picture"][0]
    assert Story.objects.get().lead_picture is None


def test_publishing_several_names_those_that_stay_and_publishes_the_rest(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    good, bad = make_story(section, live=False), unpublishable(section, "No credit yet")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = f"?id={good.pk}&id={bad.pk}&next={reverse('stories:index')}"
    response = desk(client).post(url + query, follow=True)
    said = messages_of(response)
    assert "“No credit yet” was not published. The picture “The bare quay” has no credit" in said
    assert "1 page has been published" in said
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.live, bad.live) == (True, False)


def test_publishing_a_section_with_its_drafts_leaves_out_what_may_not_go(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    make_story(section, live=False)
    unpublishable(section)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = f"?id={section.pk}&next={reverse('stories:index')}"
    response = desk(client).post(url + query, {"include_descendants": "on"}, follow=True)
    assert "was not published" in messages_of(response)
    assert Story.objects.live().count() == 1


def test_a_rival_at_the_last_moment_leaves_all_as_it_was(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), "Before", slug="before")
    taken = AddressTaken("The address /x/ is already that of “Y”. Choose another slug.")
    revisions = Revision.objects.count()
    with patch("broadsheet.core.pages.assign_address", side_effect=taken):
        response = desk(client).post(
            edit_url(story), {**story_form("After", slug="x"), "action-publish": "1"}
        )
    assert "already that of “Y”" in response.context["form"].errors["slug"][0]
    assert 'value="After"' in response.content.decode()
    assert Revision.objects.count() == revisions
    story.refresh_from_db()
    assert (story.title, story.slug) == ("Before", "before")


def test_a_rival_of_a_new_story_leaves_nothing_behind(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    taken = AddressTaken("The address /x/ is already that of “Y”. Choose another slug.")
    sent = story_form("After", slug="x", bylines=[{"text": "Mara", "role": "author"}])
    with patch("broadsheet.core.pages.assign_address", side_effect=taken):
        response = desk(client).post(add_url(section), {**sent, "action-publish": "1"})
    assert "already that of “Y”" in response.context["form"].errors["slug"][0]
    assert not Story.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])
    client.post(add_url(section), {**sent, "action-publish": "1"})
    assert Story.objects.get().live


def test_a_live_copy_with_an_address_that_is_taken_is_refused_at_its_slug(
    front: FrontPage, client: Client
) -> None:
    harbour, town = make_section(front), make_section(front, "Town")
    story = make_story(harbour, slug="the-crane")
    sent = {
        "new_title": "Copy",
        "new_slug": "the-crane",
        "new_parent_page": str(town.pk),
        "publish_copies": "on",
    }
    url = reverse("wagtailadmin_pages:copy", args=[story.pk])
    response = desk(client).post(url, sent)
    assert response.status_code == 200
    assert "already that of" in str(response.context["form"].errors["new_slug"])
    assert Story.objects.count() == 1


def test_the_clock_leaves_a_scheduled_story_that_lost_its_credit(front: FrontPage) -> None:
    picture = make_picture()
    story = make_story(make_section(front), live=False, lead_picture=picture)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    picture.photographer = ""
    picture.save()
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=past)
    with pytest.raises(PublishingRefused):
        call_command("publish_scheduled")
    story.refresh_from_db()
    assert not story.live
