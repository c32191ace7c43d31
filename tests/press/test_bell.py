"""An idle press sleeps until a change is committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from broadsheet.config.publication import make_publication
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Topic
from broadsheet.press import bell
from broadsheet.press.bell import Bell, ring
from broadsheet.press.process import Press
from tests.factories import make_topic
from tests.prepared_database import shared_database
from tests.press.harness import PressAtWork

#: Seconds that are never waited for.
LONG = 60.0


@pytest.fixture
def front(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[FrontPage]:
    with django_db_blocker.unblock(), shared_database(tmp_path):
        yield make_publication(name="The Test Post")


@pytest.fixture
def hung(at_work: PressAtWork) -> Iterator[Bell]:
    made = Bell()
    yield made
    made.close()


def test_a_change_wakes_the_press_once_it_is_committed(hung: Bell) -> None:
    hung.wait(0)
    with transaction.atomic():
        make_topic("Ferries")
        assert not hung.wait(0)
    assert hung.wait(LONG)


def test_reading_wakes_nobody(hung: Bell) -> None:
    hung.wait(0)
    Topic.objects.count()
    assert not hung.wait(0)


def test_a_lost_connection_is_made_again(hung: Bell) -> None:
    if connection.vendor == "sqlite":
        # Processes ring there, and the socket has no other end to lose.
        assert hung._database is None
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [hung._database.info.backend_pid])
    while hung._database is not None:
        # What it said last, then its end.
        assert hung.wait(LONG)
    hung.wait(0)
    assert hung._database is not None


def test_a_ring_without_a_press_is_lost_in_silence(at_work: PressAtWork) -> None:
    ring()
    Bell().close()
    assert not bell._socket_path().exists()
    ring()


def test_a_stopped_press_wakes_from_its_sleep(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press()
    sleeps: list[float] = []

    def stop_while_asleep(self: Bell, seconds: float) -> bool:
        sleeps.append(seconds)
        press.stop()
        return wait(self, LONG)

    wait = Bell.wait
    monkeypatch.setattr(Bell, "wait", stop_while_asleep)
    press.run()
    assert len(sleeps) == 1
    assert 0 < sleeps[0] <= bell.NET
