"""Whatever is committed at whatever step of the press's work, no page is stale when it settles.

The steps are stopped one by one: at each an edit is made and committed by another thread, on a
connection of its own, before the press goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from broadsheet.config.publication import make_publication
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story, StoryCard, Topic
from broadsheet.press import changes, pressing
from broadsheet.press.matching import Matcher
from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import Rendered
from broadsheet.press.takedown import listen_now
from tests.factories import make_section, make_story, make_topic
from tests.prepared_database import shared_database
from tests.press.harness import PressAtWork

#: Each step, and the function of the press at which it is reached: before it, or once it is done.
STEPS: dict[str, tuple[Any, str, bool]] = {
    "a page is taken, nothing is marked": (pressing, "_last_takedown", True),
    "the mark is set, nothing is read": (pressing, "_last_takedown", False),
    "the first answer is read": (Recorder, "ask", False),
    "all is rendered, the moment still lasts": (pressing, "render", False),
    "the moment is over, nothing is kept": (Rendered, "why_not", True),
    "the page is kept, no change is looked at": (pressing, "press", False),
    "the changes are read, nothing is compared": (changes, "waiting", False),
    "the first row is compared": (Matcher, "_compare_rows", False),
    "all is compared, nothing is forgotten": (changes, "forget", True),
}


@pytest.fixture
def front(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[FrontPage]:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        yield make_publication(name="The Test Post")


def elsewhere(edit: Callable[[], None]) -> None:
    """Make an edit in another thread, on its own connection, and wait until it is committed."""
    failed: list[BaseException] = []

    def work() -> None:
        try:
            listen_now()
            edit()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def retitle(number: int) -> None:
    story = Story.objects.get(slug="crane")
    story.title = f"A crane moves {number} times"
    story.save_revision().publish()


def rewrite_card(number: int) -> None:
    StoryCard.objects.filter(story__slug="crane").update(headline=f"Crane {number}")
    Topic.objects.update(name=f"Cranes {number}")


def take_down(number: int) -> None:
    """Down, or up again."""
    story = Story.objects.get(slug="crane")
    if story.live:
        story.unpublish()
    else:
        story.save_revision().publish()


@dataclass
class Stopped:
    """A function of the press that lets an edit pass, before or after it is called first."""

    function: Callable[..., Any]
    edit: Callable[[], None]
    is_before: bool
    is_reached: bool = False

    def __call__(self, *args: Any) -> Any:
        is_first, self.is_reached = not self.is_reached, True
        if is_first and self.is_before:
            elsewhere(self.edit)
        result = self.function(*args)
        if is_first and not self.is_before:
            elsewhere(self.edit)
        return result


@pytest.mark.parametrize("edit", [retitle, rewrite_card, take_down])
def test_no_step_lets_a_change_slip(
    at_work: PressAtWork,
    monkeypatch: pytest.MonkeyPatch,
    edit: Callable[[int], None],
) -> None:
    listen_now()
    make_story(make_section(at_work.front), "A crane", slug="crane", topics=[make_topic("Cranes")])
    make_story(Section.objects.get(), "A ferry", slug="ferry")
    at_work.only = ["/", "/crane/", "/ferry/", "/harbour/", "/tag/cranes/", "/feed/"]
    at_work.press_everything()
    for number, (step, (owner, name, is_before)) in enumerate(STEPS.items()):
        stopped = Stopped(getattr(owner, name), partial(edit, number), is_before=is_before)
        # Something must be pressed, so that the press comes to the step at all.
        elsewhere(partial(retitle, 100 + number))
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, lambda *args, stopped=stopped: stopped(*args))
            at_work.settle()
        assert stopped.is_reached, step
        at_work.offer_new()
        settled = at_work.settle(compare=True)
        assert not settled.failed
        assert settled.stale == [], step
        assert not changes.any_waiting()
