"""Several writers begin stories in one section at the same moment, and none gets an error."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from broadsheet.config.publication import make_publication
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import Section, Story
from tests.factories import make_section, make_story
from tests.prepared_database import shared_database

TURNS = 5


@pytest.fixture
def front(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[FrontPage]:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        yield make_publication(name="The Test Post")


def create_and_publish(section: Section, name: str) -> None:
    """As the editor's screen does it: all in one transaction."""
    with transaction.atomic():
        make_story(section, slug=name)


def create_draft(section: Section, name: str) -> None:
    make_story(section, slug=name, live=False)


def write_at_once(section: Section, name: str) -> None:
    """As an import does it."""
    story = Story(title=name, slug=name, live=True)
    write_stories(section, [NewStory(story)], action="wagtail.publish")


def rename_section(section: Section, name: str) -> None:
    section.title = f"Section {name}"
    section.save_revision().publish()


def test_writers_of_one_section_do_not_end_each_other(front: FrontPage) -> None:
    section = make_section(front)
    ways = (create_and_publish, write_at_once, create_draft, create_and_publish, rename_section)
    gate = threading.Barrier(len(ways))
    failed: list[BaseException] = []

    def work(number: int, way: Callable[[Section, str], None]) -> None:
        try:
            gate.wait()
            for turn in range(TURNS):
                way(Section.objects.get(pk=section.pk), f"story-{number}-{turn}")
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number, way)) for number, way in enumerate(ways)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    section.refresh_from_db()
    assert section.numchild == section.get_children().count() == 4 * TURNS
