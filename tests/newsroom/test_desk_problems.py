"""What the desk calls a problem, what it leaves in peace, and to whom it says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from broadsheet.core.problems import problems
from broadsheet.edge import problems as machine
from broadsheet.fronts.models import FrontPage
from broadsheet.importers.models import MissingFile
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.newsroom.desk.needs import needs
from broadsheet.newsroom.models import Section, Story, Topic
from broadsheet.newsroom.schedule import publish_due
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import desk, make_account
from tests.factories import make_picture, make_section, make_story, make_topic, text


@pytest.fixture
def harbour(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def ferries(front: FrontPage) -> Topic:
    return make_topic()


def found(client: Client) -> dict[str, str]:
    """The problems on the desk by their labels, each with all its words."""
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content.decode(), "lxml")
    rows = page.select(".desk-list--problems .desk-row")
    said = {}
    for row in rows:
        label = row.select_one(".desk-problem__label")
        assert label is not None
        said[" ".join(label.text.split()).partition(" ")[2]] = " ".join(row.text.split())
    return said


def lacking(client: Client, need: str) -> list[str]:
    """The headlines that the list of stories shows for a need."""
    response = client.get(reverse("stories:index") + f"?needs={need}")
    return [story.title for story in response.context["object_list"]]


def test_a_story_refused_at_its_minute_is_named_with_the_reason(
    harbour: Section, client: Client, ferries: Topic
) -> None:
    bare = make_picture("Nobody's quay", photographer="")
    story = make_story(harbour, "Cranes", live=False, lead_picture=bare, topics=[ferries])
    revision = story.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=5)
    revision.save()
    publish_due(timezone.now())
    desk(client, EDITOR)
    said = found(client)["Scheduled, but not published"]
    assert "Cranes" in said
    assert "“Nobody's quay” has no credit" in said
    assert lacking(client, "schedule") == ["Cranes"]


def test_live_stories_without_topics_are_counted(harbour: Section, client: Client) -> None:
    for number in range(5):
        make_story(harbour, f"Bare {number}")
    make_story(harbour, "A draft", live=False)
    make_story(harbour, "With a topic", topics=[make_topic()])
    desk(client, EDITOR)
    said = found(client)["Live stories without topics"]
    assert said.startswith("5 ")
    assert "All 5" in said
    assert len(lacking(client, "topics")) == 5


def picture_in(body: str, picture: Picture, credit: str = "") -> list[dict[str, object]]:
    value = {"picture": picture.pk, "alt_text": "", "caption": "", "credit": credit}
    if body == "gallery":
        return [{"type": "gallery", "value": {"pictures": [value]}}]
    return [{"type": "picture", "value": {**value, "layout": "column"}}]


def story_with(harbour: Section, headline: str, body: str, credit: str = "") -> Story:
    """A live story whose picture lost its credit after it was published."""
    picture = make_picture(headline)
    story = make_story(
        harbour,
        headline,
        topics=[Topic.objects.get()],
        body=[text("<p>Words.</p>")] if body == "lead" else picture_in(body, picture, credit),
        lead_picture=picture if body == "lead" else None,
        lead_credit=credit if body == "lead" else "",
    )
    Picture.objects.filter(pk=picture.pk).update(photographer="", agencies="")
    return story


@pytest.mark.parametrize("body", ["lead", "picture", "gallery"])
def test_a_live_picture_without_credit_is_found_wherever_it_stands(
    harbour: Section, client: Client, ferries: Topic, body: str
) -> None:
    story_with(harbour, "Credited here", body, credit="Mara Lind")
    story_with(harbour, "Nobody's", body)
    desk(client, EDITOR)
    assert "Nobody's" in found(client)["Live stories with a picture without credit"]
    assert lacking(client, "credit") == ["Nobody's"]


def test_files_that_an_import_missed_are_named(
    harbour: Section, client: Client, ferries: Topic
) -> None:
    story = make_story(harbour, "From the archive", topics=[ferries])
    MissingFile.objects.create(page=story, address="/content/images/quay.jpg", position=1)
    MissingFile.objects.create(page=story, address="/content/images/crane.jpg", position=0)
    desk(client, EDITOR)
    said = found(client)["Imported stories with missing files"]
    assert said.startswith("1 ")
    assert "/content/images/crane.jpg" in said
    assert lacking(client, "files") == ["From the archive"]


def test_a_picture_whose_sizes_were_never_made_is_named(front: FrontPage, client: Client) -> None:
    picture = make_picture("Lost in the night")
    PictureRendition.objects.filter(image=picture).delete()
    desk(client, EDITOR)
    assert found(client) == {}
    Picture.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert "Lost in the night" in found(client)["Pictures without their sizes"]


def make_task(**fields: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="broadsheet.media.tasks.prepare_renditions",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        **{
            "exception_class_path": "",
            "traceback": "",
            "run_after": timezone.now(),
            "priority": 0,
            **fields,
        },
    )


def test_failed_and_waiting_tasks_are_said_to_who_runs_the_program(
    front: FrontPage, client: Client
) -> None:
    make_task(
        status=TaskResultStatus.FAILED,
        exception_class_path="builtins.OSError",
        finished_at=timezone.now(),
    )
    waiting = make_task(status=TaskResultStatus.READY)
    long_ago = timezone.now() - timedelta(minutes=5)
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=long_ago, run_after=long_ago)
    said = found(desk(client))
    assert "prepare_renditions OSError" in said["Background tasks that failed"]
    assert "broadsheet worker" in said["Background tasks that wait too long"]
    assert found(desk(client, EDITOR)) == {}


def test_a_full_disk_is_said_before_it_is_full(
    front: FrontPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "LEAST_FREE_BYTES", 10**18)
    assert "The disk is nearly full" in found(desk(client))


def test_a_reporter_is_told_of_their_own_stories_alone(harbour: Section, client: Client) -> None:
    reporter = make_account(REPORTER)
    make_story(harbour, "Mine without a topic", owner=reporter)
    make_story(harbour, "Theirs without a topic")
    client.force_login(reporter)
    said = found(client)["Live stories without topics"]
    assert said.startswith("1 ")
    assert "Mine" in said
    assert "Theirs" not in said


def test_an_unknown_need_in_an_address_is_no_error(harbour: Section, client: Client) -> None:
    response = desk(client, EDITOR).get(reverse("stories:index") + "?needs=coffee")
    assert response.status_code == 200


def test_the_gravest_need_comes_first_and_each_is_a_filter_of_the_list() -> None:
    names = [name for name, _need in needs]
    assert names == ["urgent", "schedule", "credit", "topics", "files"]
    assert {name for name, _finder in problems} >= {"failed tasks", "full disk"}
