"""`broadsheet run` with real processes: it answers, it survives, it stops whole."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.config.web_processes import delay_before_restart
from tests.config.command import COMMAND, broadsheet, environment
from tests.config.running import START, STOP, Run, free_port, run, wait_for

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
)

#: Puts a story into the site that goes live three seconds later; prints that moment.
SCHEDULED = """
from datetime import timedelta
from django.utils import timezone
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
section = Section(title="Harbour", slug="harbour")
FrontPage.objects.get().add_child(instance=section)
section.save_revision().publish()
story = Story(title="The night ferry is back", slug="night-ferry", live=False)
section.add_child(instance=story)
story.go_live_at = timezone.now() + timedelta(seconds=3)
story.save_revision().publish()
print(story.go_live_at.timestamp())
"""


@pytest.fixture(scope="module")
def running(site: Path) -> Iterator[Run]:
    with run(site) as started:
        yield started


class TestWhileItRuns:
    def test_the_front_answers_and_the_admin_asks_for_a_name(self, running: Run) -> None:
        assert running.status("/") == 200, running.said
        assert running.status("/accounts/login/") == 200
        assert running.status("/readyz") == 200
        assert running.status("/nothing-here/") == 404

    def test_it_says_where_it_is_and_how_it_stops(self, running: Run) -> None:
        address = f"http://127.0.0.1:{running.port}/"
        assert f"The Test Post is at {address}\n" in running.said
        assert f"The newsroom is at {address}admin/ · Ctrl-C stops it." in running.said

    def test_a_second_run_of_the_site_is_refused_in_a_sentence(
        self, running: Run, site: Path
    ) -> None:
        done = broadsheet("run", "--site", site, "--port", str(free_port()))
        assert done.code == 2
        assert f"This site runs already (process {running.process.pid}, " in done.err
        assert f"http://127.0.0.1:{running.port}" in done.err
        assert "Ctrl-C" in done.err
        assert done.err.count("\n") == 1

    def test_a_second_run_on_the_port_is_refused_in_a_sentence(
        self, running: Run, new_site: Path, tmp_path: Path
    ) -> None:
        shutil.copytree(new_site, tmp_path / "other")
        for command in ("run", "web"):
            done = broadsheet(command, "--site", tmp_path / "other", "--port", str(running.port))
            assert done.code == 2
            assert f"Port {running.port} of 127.0.0.1 is taken by another program" in done.err
            assert f"--port {running.port + 1}" in done.err
            assert done.err.count("\n") == 1

    def test_a_scheduled_story_is_there_at_its_time(self, running: Run, site: Path) -> None:
        self.publish_by_schedule(running, site)

    @pytest.mark.slow
    def test_a_scheduled_story_is_there_within_two_seconds_of_its_time(
        self, running: Run, site: Path
    ) -> None:
        assert self.publish_by_schedule(running, site) < 2

    def publish_by_schedule(self, running: Run, site: Path) -> float:
        """Schedule a story, wait for it, and say how many seconds late it was."""
        assert wait_for(running.worker, START)
        done = broadsheet("manage", "--site", site, "shell", "--no-imports", "-c", SCHEDULED)
        assert done.code == 0, done.err
        due = float(done.out.strip())
        early = running.status("/night-ferry/") if time.time() < due - 0.5 else 404
        assert early == 404
        assert wait_for(lambda: running.status("/night-ferry/") == 200, due + START - time.time())
        late = time.time() - due
        assert running.status("/harbour/") == 200
        return late

    def test_a_worker_that_was_killed_is_started_again(self, running: Run) -> None:
        assert wait_for(running.worker, START)
        killed = running.worker()
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: running.worker() not in (0, killed), 10)
        assert "The worker ended; it is started again" in running.said
        assert running.status("/") == 200

    def test_web_processes_are_started_again_however_often_they_are_killed(
        self, running: Run
    ) -> None:
        def web() -> set[int]:
            others = {running.process.pid, running.worker(), running.press()}
            return set(running.processes()) - others

        assert wait_for(running.worker, START)
        assert wait_for(running.press, START)
        for _turn in range(3):
            before = web()
            assert len(before) == 2
            killed = min(before)
            os.kill(killed, signal.SIGKILL)
            assert wait_for(lambda before=before: len(web() - before) == 1, 15)  # type: ignore[misc]
            assert wait_for(lambda: running.status("/healthz") == 200, 15)
        assert running.process.poll() is None
        assert running.said.count("A web process ended; it is started again") == 3


def test_what_ends_at_once_each_time_is_started_again_ever_later() -> None:
    delays = [0.0]
    for _turn in range(12):
        delays.append(delay_before_restart(delays[-1], lived=1.0))
    assert delays[1:4] == [0.1, 0.2, 0.4]
    assert delays[-1] == 30
    assert delay_before_restart(30.0, lived=3600.0) == 0.1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_it_and_leaves_nothing(
    new_site: Path, tmp_path: Path, number: signal.Signals
) -> None:
    site = tmp_path / "site"
    shutil.copytree(new_site, site)
    with run(site) as running:
        assert wait_for(running.worker, START)
        assert running.stop(number) < STOP
        assert running.process.returncode == 0, running.said
        assert running.said.endswith("Stopped.\n")
        assert "Traceback" not in running.said
        # All that was written stands in the database's own file: it can be copied.
        assert not (site / "data" / "broadsheet.sqlite3-wal").exists()


def test_ctrl_c_in_a_terminal_stops_all_of_it_in_order(new_site: Path, tmp_path: Path) -> None:
    """A terminal sends the signal to every process in the foreground, not to the main one alone."""
    site = tmp_path / "site"
    shutil.copytree(new_site, site)
    keyboard, terminal = pty.openpty()
    with run(site, terminal=terminal) as running:
        assert wait_for(running.worker, START)
        assert running.status("/") == 200
        assert running.end_by(lambda: os.write(keyboard, b"\x03")) < STOP
        assert running.process.returncode == 0, running.said
        assert running.said.endswith("Stopped.\n")
        assert "Killing" not in running.said
    os.close(keyboard)
    os.close(terminal)


def test_a_killed_main_process_takes_the_others_with_it_and_the_site_starts_again(
    new_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(new_site, site)
    with run(site) as running:
        assert wait_for(running.worker, START)
        assert wait_for(running.press, START)
        # The main one, two for the web, the press and the worker.
        assert len(running.processes()) == 5
        assert running.stop(signal.SIGKILL) < START
        with run(site, running.port) as again:
            assert again.status("/") == 200
            assert again.stop(signal.SIGTERM) < STOP


def test_a_stop_during_the_start_leaves_nothing(new_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(new_site, site)
    process = subprocess.Popen(
        [*COMMAND, "run", "--site", str(site), "--port", str(free_port())],
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    left = Run(process, 0, site / "no.log")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert b"Traceback" not in said
    assert wait_for(lambda: not left.processes(), STOP)


def test_a_site_whose_making_was_killed_does_not_start(new_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(new_site, site)
    (site / "data" / ".making").touch()
    done = broadsheet("run", "--site", site, "--port", str(free_port()))
    assert done.code == 2
    assert "was broken off. Remove that folder" in done.err
