"""The press of a site that runs: it presses, survives, and answers for what it does."""

from __future__ import annotations

import json
import os
import signal
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.command import Ended, broadsheet
from tests.config.running import START, Run, run, wait_for

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
)

STORY = """
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
section = Section(title="Harbour", slug="harbour")
FrontPage.objects.get().add_child(instance=section)
section.save_revision().publish()
story = Story(title="A crane moves", slug="crane", live=False)
section.add_child(instance=story)
story.save_revision().publish()
"""
EDIT = """
from broadsheet.newsroom.models import Story
story = Story.objects.get(slug="crane")
{change}
"""
RETITLE = 'story.title = "{title}"; story.save_revision().publish()'


@pytest.fixture(scope="module")
def running(site: Path) -> Iterator[Run]:
    assert broadsheet("manage", "shell", "-c", STORY, "--site", site).code == 0
    with run(site) as started:
        yield started


def edit(site: Path, change: str) -> None:
    done = broadsheet("manage", "shell", "-c", EDIT.format(change=change), "--site", site)
    assert done.code == 0, done.err


def read(running: Run, path: str) -> tuple[str, str]:
    """An address's text and its ETag."""
    address = f"http://127.0.0.1:{running.port}{path}"
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode(), answer.headers.get("ETag", "")


def press(running: Run, site: Path, *words: str) -> Ended:
    return broadsheet("press", *words, "--site", site)


def press_process(running: Run) -> int:
    """The process id of the press; 0 while there is none."""
    found = running.processes().items()
    return next((pid for pid, words in found if words[2:5] == ["broadsheet", "press", "run"]), 0)


def is_pressed(running: Run, path: str) -> bool:
    return bool(read(running, path)[1])


def test_an_edit_of_another_process_reaches_every_pressed_page(running: Run, site: Path) -> None:
    paths = ["/", "/crane/", "/harbour/", "/news/"]
    for path in paths:
        assert wait_for(lambda path=path: is_pressed(running, path), START), path  # type: ignore[misc]
    edit(site, RETITLE.format(title="A crane stands still"))
    for path in paths:
        assert wait_for(
            lambda path=path: "A crane stands still" in read(running, path)[0],  # type: ignore[misc]
            START,
        ), path
        assert is_pressed(running, path)


def test_a_killed_press_is_started_again_and_goes_on(running: Run, site: Path) -> None:
    assert wait_for(lambda: press_process(running), START)
    killed = press_process(running)
    os.kill(killed, signal.SIGKILL)
    edit(site, RETITLE.format(title="A crane falls"))
    assert wait_for(lambda: press_process(running) not in (0, killed), START)
    assert wait_for(lambda: "A crane falls" in read(running, "/")[0], START)
    assert "The press ended; it is started again" in running.said


def test_its_commands_say_how_it_stands(running: Run, site: Path) -> None:
    assert wait_for(lambda: is_pressed(running, "/crane/"), START)
    assert wait_for(lambda: "A crane falls" in read(running, "/crane/")[0], START)

    def is_settled() -> bool:
        found = json.loads(press(running, site, "status", "--json").out)
        return not found["waiting"] and not found["changes"]

    assert wait_for(is_settled, START)
    report = json.loads(press(running, site, "status", "--json").out)
    assert report["pages"] >= 4
    assert report["failures"] == []
    why = json.loads(press(running, site, "why", "/crane/", "--json").out)
    assert "standfirst" in next(
        row["columns"] for row in why["rows"] if row["table"] == "newsroom_story"
    )
    assert any(name.startswith("story.rail") for name in why["fragments"])
    said = press(running, site, "why", f"http://127.0.0.1:{running.port}/crane/").err
    assert "Last because of this:" in said
    assert press(running, site, "why", "/no-such-page/").code == 1
    verified = press(running, site, "verify", "--json")
    assert json.loads(verified.out)["differences"] == []
    assert verified.code == 0
    assert json.loads(press(running, site, "rebuild", "--json").out)["waiting"] >= 4
    assert wait_for(is_settled, START)


def test_a_second_press_is_refused_in_a_sentence(running: Run, site: Path) -> None:
    done = press(running, site, "run")
    assert done.code == 2
    assert "This site's press runs already" in done.err


def test_unpublishing_takes_the_page_down_before_it_is_said(running: Run, site: Path) -> None:
    assert running.status("/crane/") == 200
    edit(site, "story.unpublish()")
    assert running.status("/crane/") == 410


def test_without_a_press_the_site_runs_and_its_commands_say_so(new_site: Path) -> None:
    done = broadsheet("press", "status", "--site", new_site, BROADSHEET_PRESS="false")
    assert done.code == 2
    assert "This site has no press: the key press of site.toml is false." in done.err
