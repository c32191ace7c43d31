"""Versions that wait for their minute: which of them a publication lets wait on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom import schedule
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.pending import SUPERSEDED
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.staff.roles import REPORTER
from tests.desk import desk, edit_url, make_account, messages_of, story_form
from tests.factories import make_section, make_story
from tests.reading import read


@pytest.fixture(autouse=True)
def no_refusals() -> None:
    """The clock is patient with what it could not publish: rows of another test, of these keys."""
    schedule._not_before.clear()


@pytest.fixture
def story(front: FrontPage) -> Story:
    return make_story(make_section(front), "Mayor opens the quay", slug="quay")


@pytest.fixture
def noon() -> datetime:
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


def version(story: Story, headline: str, minute: datetime | None = None) -> Revision:
    later = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    later.title, later.go_live_at = headline, minute
    made: Revision = later.save_revision()
    made.publish()
    return made


def minute_of(revision: Revision) -> datetime | None:
    return Revision.objects.values_list("approved_go_live_at", flat=True).get(pk=revision.pk)


def test_several_versions_wait_and_each_goes_out_at_its_minute(
    story: Story, noon: datetime
) -> None:
    version(story, "At noon", noon)
    version(story, "At one", noon + timedelta(hours=1))
    assert read("/quay/").words("h1") == "Mayor opens the quay"
    for hours, headline in ((0, "At noon"), (1, "At one")):
        with time_machine.travel(noon + timedelta(hours=hours, seconds=1)):
            assert keep_schedule() == 1
            assert keep_schedule() == 0
            assert read("/quay/").words("h1") == headline
    assert not PageLogEntry.objects.filter(action=SUPERSEDED).exists()


def test_what_goes_out_now_ends_older_versions_that_would_undo_it(
    story: Story, noon: datetime
) -> None:
    waiting = version(story, "At noon", noon)
    newer = version(story, "At once")
    assert minute_of(waiting) is None
    entry = PageLogEntry.objects.get(action=SUPERSEDED)
    assert (entry.revision, entry.data) == (newer, {"minutes": [noon.isoformat()]})
    with time_machine.travel(noon + timedelta(seconds=1)):
        assert keep_schedule() == 0
        assert read("/quay/").words("h1") == "At once"


def test_an_older_version_published_again_leaves_newer_ones_waiting(
    story: Story, noon: datetime
) -> None:
    first = story.get_latest_revision()
    waiting = version(story, "At noon", noon)
    first.publish()
    assert minute_of(waiting) == noon


def test_a_version_scheduled_before_an_older_one_takes_its_place(
    story: Story, noon: datetime
) -> None:
    waiting = version(story, "At noon", noon)
    sooner = version(story, "At eleven", noon - timedelta(hours=1))
    assert (minute_of(sooner), minute_of(waiting)) == (noon - timedelta(hours=1), None)


def test_the_first_publication_put_off_goes_out_once_and_late(
    front: FrontPage, noon: datetime
) -> None:
    story = make_story(make_section(front), "Embargoed", slug="embargoed", live=False)
    first = version(story, "Embargoed", noon)
    version(story, "Embargoed, mended", noon)
    assert minute_of(first) is None
    read("/embargoed/", status=404)
    with time_machine.travel(noon + timedelta(seconds=1)):
        assert keep_schedule() == 1
        assert read("/embargoed/").words("h1") == "Embargoed, mended"


def test_the_editor_shows_what_waits_with_the_way_to_stop_it(
    story: Story, noon: datetime, client: Client
) -> None:
    waiting = version(story, "Quay <b>closes</b>", noon)
    html = desk(client).get(edit_url(story)).content.decode()
    assert "Goes out by itself" in html
    assert "“Quay &lt;b&gt;closes&lt;/b&gt;”" in html
    address = f"/admin/pages/{story.pk}/revisions/{waiting.pk}/unschedule/"
    assert address in html
    client.post(address)
    assert minute_of(waiting) is None
    assert "Goes out by itself" not in client.get(edit_url(story)).content.decode()


def test_who_may_not_stop_it_sees_no_way_to(story: Story, noon: datetime, client: Client) -> None:
    version(story, "At noon", noon)
    reporter = make_account(REPORTER)
    Story.objects.filter(pk=story.pk).update(owner=reporter)
    client.force_login(reporter)
    html = client.get(edit_url(story)).content.decode()
    assert "Goes out by itself" in html
    assert "unschedule" not in html


def test_the_editor_says_what_a_publication_ended(
    story: Story, noon: datetime, client: Client
) -> None:
    waiting = version(story, "At noon", noon)
    sent = {**story_form("At once", slug="quay"), "action-publish": "1"}
    response = desk(client).post(edit_url(story), sent, follow=True)
    assert "It is no longer scheduled" in messages_of(response)
    assert minute_of(waiting) is None
    assert PageLogEntry.objects.filter(action=SUPERSEDED, page_id=story.pk).exists()


def test_a_second_update_scheduled_in_the_editor_leaves_the_first(
    story: Story, noon: datetime, client: Client
) -> None:
    waiting = version(story, "At noon", noon)
    at = timezone.localtime(noon + timedelta(hours=2))
    sent = story_form("At two", slug="quay", go_live_at=at.strftime("%Y-%m-%d %H:%M"))
    desk(client).post(edit_url(story), {**sent, "action-publish": "1"})
    assert minute_of(waiting) == noon
    assert story.revisions.filter(approved_go_live_at__isnull=False).count() == 2
