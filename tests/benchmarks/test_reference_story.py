"""What it costs to render the reference story, and what the press adds to it."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from django.test.utils import _TestState

from broadsheet.press import pressing
from broadsheet.press.fragments import fragments
from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import render, snapshot
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE
from tests.press.conftest import at_work as at_work
from tests.press.harness import PressAtWork
from tests.press.reference import make_reference_story

TURNS = 40
PATH = "/reference/"


@pytest.fixture(autouse=True)
def as_on_a_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates without the signals by which Django's tests hear of them."""
    state: Any = _TestState
    monkeypatch.setattr(Template, "_render", state.saved_data.template_render)
    # Fragments are pressed apart: without the press they would be rendered in their places.
    monkeypatch.setattr(fragments, "get", lambda name: lambda *arguments: "")
    print(
        f"\n{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def milliseconds(*works: Callable[[], object]) -> list[float]:
    """The least CPU time of each in several turns: what else runs on the machine only adds to it.

    They take turns, so that a busy moment of the machine is nobody's alone.
    """
    taken: list[list[float]] = [[] for _work in works]
    for _turn in range(TURNS):
        for place, work in enumerate(works):
            started = time.process_time()
            work()
            taken[place].append(time.process_time() - started)
    return [min(found) * 1000 for found in taken]


def test_the_reference_story(at_work: PressAtWork) -> None:
    make_reference_story(at_work.front)
    at_work.only = [PATH]
    at_work.press_everything()
    found = store()

    def plain() -> None:
        with snapshot():
            assert render(PATH, None).response.status_code == 200

    def recorded() -> None:
        with snapshot():
            render(PATH, Recorder())

    def pressed() -> None:
        with found.writing():
            queue.add(found, PAGE, PATH, Priority.OWN, json.dumps(["N"]))
        waiting = queue.take_next(found)
        assert waiting is not None
        assert pressing.press(found, waiting).result == "pressed"

    plain()
    first, second, third = milliseconds(plain, recorded, pressed)
    print(
        f"the reference story: {first:.1f} ms of CPU rendered, {second:.1f} recorded "
        f"(+{second / first - 1:.0%}), {third:.1f} pressed and kept (+{third / first - 1:.0%})"
    )
