"""What writing an archive and rendering a page cost, as ratios measured in one run."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.template import engines
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import Byline, Section, Story, StoryTopic, Topic
from tests.factories import locale, make_section, make_topic

POSTS = 1000
TEXT = "<p>" + " ".join(["The sluice was opened before noon."] * 60) + "</p>"


@pytest.fixture(autouse=True)
def conditions(settings: object) -> None:
    # Tasks wait for a worker, as on a site; here only the writing is measured.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # type: ignore[attr-defined]
    print(
        f"\n{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def stories(section: Section, topic: Topic, start: int, count: int) -> list[NewStory]:
    now = timezone.now()
    return [
        NewStory(
            Story(
                title=f"Post {number}",
                slug=f"post-{number}",
                body=[{"type": "text", "value": TEXT}],
                live=True,
                first_published_at=now - timedelta(minutes=number),
            ),
            [Byline(text="A writer")],
            [StoryTopic(topic=topic)],
        )
        for number in range(start, start + count)
    ]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def write_archive(section: Section, topic: Topic, start: int) -> None:
    items = stories(section, topic, start, POSTS)
    for first in range(0, POSTS, 200):
        write_stories(section, items[first : first + 200], action="broadsheet.import")


@pytest.mark.django_db
def test_an_archive_beside_bare_inserts(front: FrontPage) -> None:
    section, topic = make_section(front), make_topic()

    def bare() -> None:
        with transaction.atomic():
            for number in range(POSTS):
                Topic(name=f"Bare {number}", slug=f"bare-{number}", locale=locale()).save_base(
                    raw=True
                )

    ours = seconds(lambda: write_archive(section, topic, 0))
    inserts = seconds(bare)
    print(
        f"{POSTS} stories with addresses and cards: {ours:.2f} s ({POSTS / ours:.0f} a second); "
        f"{POSTS} bare inserts of one row: {inserts:.2f} s; ratio {ours / inserts:.1f}"
    )


@pytest.mark.django_db
def test_pages_at_twelve_and_at_a_thousand_stories(front: FrontPage) -> None:
    section, topic = make_section(front), make_topic()
    write_stories(section, stories(section, topic, 9000, 12), action="broadsheet.import")
    paths = ("/", "/post-9000/", "/harbour/", "/tag/ferries/", "/news/", "/feed/", "/sitemap.xml")
    engines.all()
    few = {path: cost(path) for path in paths}
    write_archive(section, topic, 0)
    for path in paths:
        many = cost(path)
        print(
            f"{path:14} {few[path] * 1000:6.1f} ms at 12, {many * 1000:6.1f} ms at 1,012 stories, "
            f"ratio {many / few[path]:.2f}"
        )


def cost(path: str) -> float:
    """The median CPU seconds of a request, the test client's own share included."""
    client = Client()
    assert client.get(path).status_code == 200
    taken = []
    for _turn in range(15):
        started = time.process_time()
        client.get(path)
        taken.append(time.process_time() - started)
    return statistics.median(taken)
