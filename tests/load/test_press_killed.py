"""kill -9 of any process at any moment loses no publication and leaves no page stale."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.config.command import broadsheet, environment
from tests.config.running import Run, free_port, wait_for
from tests.running_site import (
    BROADSHEET,
    Desk,
    RunningSite,
    clean_environment,
    new_site,
    postgresql_database,
)

PUBLICATIONS = 200
WRITERS = 4
MOMENTS = 20
SEED = int(os.environ.get("BROADSHEET_TEST_SEED", "20261128"))
#: Whom kill -9 meets: "main" is `broadsheet run` alone, "all" every process at once.
VICTIMS = ("web", "press", "worker", "main", "all")
#: Seconds in which the site answers again after its restart, and after a process of it was killed.
BACK = 5.0

SETUP = """
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
from broadsheet.staff.models import User
section = Section(title="Town", slug="town")
FrontPage.objects.get().add_child(instance=section)
section.save_revision().publish()
for number in range(4):
    User.objects.create_superuser(f"writer{number}", f"w{number}@example.org", "pass word 1")
print(section.pk)
"""


class Kept:
    """A site kept running as systemd keeps it: what is left of it is ended, then it starts anew."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "run.log"
        self.restarts: list[float] = []
        self.is_stopped = False
        self.run = self._start()
        assert self.is_back_after(120) is not None, self.run.said
        threading.Thread(target=self._keep, daemon=True).start()

    def _start(self) -> Run:
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [*BROADSHEET, "run", "--site", str(self.folder), "--port", str(self.port)],
                env=environment(BROADSHEET_WEB_PROCESSES="2"),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Run(process, self.port, self.log)

    def _keep(self) -> None:
        while not self.is_stopped:
            if self.run.process.poll() is None:
                time.sleep(0.02)
                continue
            self.end(signal.SIGTERM)
            # systemd's RestartSec.
            time.sleep(0.1)
            if not self.is_stopped:
                self.run = self._start()
                self.restarts.append(time.monotonic())

    def end(self, number: signal.Signals) -> None:
        """Send a signal to all that is left and wait for its end."""
        for pid in self.run.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        if not wait_for(lambda: not self.run.processes(), 15):
            for pid in self.run.processes():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        self.is_stopped = True
        self.run.process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.run.process.wait(20)
        self.end(signal.SIGKILL)

    def pids(self, victim: str) -> list[int]:
        """The processes that a word stands for."""
        run = self.run
        everyone = run.processes()
        main, press, worker = run.process.pid, run.press(), run.worker()
        found = {
            "web": [pid for pid in everyone if pid not in (main, press, worker)],
            "press": [press],
            "worker": [worker],
            "main": [main],
            "all": list(everyone),
        }[victim]
        return [pid for pid in found if pid]

    def is_back_after(self, seconds: float) -> float | None:
        """How long until the front page answers; None where it takes longer than `seconds`."""
        begun = time.monotonic()
        while time.monotonic() < begun + seconds:
            with suppress(requests.RequestException):
                if requests.get(self.url + "/", timeout=2).status_code == 200:
                    return time.monotonic() - begun
            time.sleep(0.02)
        return None


@dataclass
class Publication:
    """A story's headlines in the order in which they were sent, and how many were acknowledged."""

    path: str
    sent: list[str] = field(default_factory=list)
    #: The place in `sent` of the last that was acknowledged; -1 where none was.
    acknowledged: int = -1
    is_down: bool = False

    def may_show(self) -> list[str]:
        """What readers may see: the last that was acknowledged, or what was sent behind it."""
        return self.sent[max(0, self.acknowledged) :]


class Writer(threading.Thread):
    """Publishes stories and publishes them again, whatever becomes of the site."""

    def __init__(self, kept: Kept, site: RunningSite, number: int, section: int) -> None:
        super().__init__(daemon=True)
        self.kept, self.number, self.section = kept, number, section
        self.desk = Desk(site, f"writer{number}", "pass word 1")
        self.stories: dict[int, Publication] = {}
        self.made = 0
        self.done: Counter[str] = Counter()
        self.errors: list[str] = []
        self.chance = random.Random(SEED + number)

    def run(self) -> None:
        try:
            self.desk.sign_in()
            while sum(self.done.values()) < PUBLICATIONS // WRITERS:
                self.turn()
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def turn(self) -> None:
        standing = [pk for pk, story in self.stories.items() if story.acknowledged >= 0]
        standing = [pk for pk in standing if not self.stories[pk].is_down]
        try:
            if len(standing) > 2 and self.chance.random() < 0.1:
                self.take_down(self.chance.choice(standing))
            elif len(standing) > 2 and self.chance.random() < 0.6:
                page = self.chance.choice(standing)
                first, _, number = self.stories[page].sent[-1].rpartition(" ")
                self.publish(page, f"{first} {int(number) + 1}", "again")
            else:
                self.publish_new()
        except requests.RequestException:
            # The site is down: whoever writes sends it again when it is back.
            self.kept.is_back_after(60)

    def publish_new(self) -> None:
        self.made += 1
        headline = f"Writer {self.number} story {self.made} version 0"
        slug = f"writer-{self.number}-story-{self.made}"
        data = self.desk.new_story(self.section) | {"title": headline, "slug": slug}
        answer = self.desk.post(f"/admin/pages/add/newsroom/story/{self.section}/", data)
        found = re.search(r"/admin/pages/(\d+)/edit/", answer.headers.get("Location", ""))
        if not found:
            self.errors.append(f"The story was not saved: {answer.status_code} {answer.text[:300]}")
            return
        page = int(found[1])
        self.stories[page] = Publication(f"/{slug}/")
        self.publish(page, headline, "new")

    def publish(self, page: int, headline: str, kind: str) -> None:
        story, path = self.stories[page], f"/admin/pages/{page}/edit/"
        data = self.desk.story_form(page)
        story.sent.append(headline)
        answer = self.desk.post(
            path, data | {"title": headline, "action-publish": "action-publish"}
        )
        if self.is_acknowledged(kind, answer):
            story.acknowledged = len(story.sent) - 1

    def take_down(self, page: int) -> None:
        path = f"/admin/pages/{page}/unpublish/"
        form = self.desk.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text)
        assert token, form.text[:300]
        # From now on nobody can say which it is, until the answer comes.
        story = self.stories.pop(page)
        answer = self.desk.post(path, {"csrfmiddlewaretoken": token[1]})
        if self.is_acknowledged("down", answer):
            story.is_down = True
            self.stories[page] = story
            status = requests.get(self.kept.url + story.path, timeout=30).status_code
            if status not in (404, 410):
                self.errors.append(f"{story.path} answers {status} after it was taken down")

    def is_acknowledged(self, kind: str, answer: requests.Response) -> bool:
        if answer.status_code != 302:
            self.errors.append(f"{kind} answered {answer.status_code}: {answer.text[:300]}")
            return False
        self.done[kind] += 1
        return True


class Killer(threading.Thread):
    """Kills at moments that the seed chooses, each after so many publications and a part of one."""

    def __init__(self, kept: Kept, writers: list[Writer]) -> None:
        super().__init__(daemon=True)
        self.kept, self.writers = kept, writers
        chance = random.Random(SEED)
        victims = list(VICTIMS) * (MOMENTS // len(VICTIMS))
        chance.shuffle(victims)
        after = sorted(chance.sample(range(2, PUBLICATIONS - 5), MOMENTS))
        self.moments = [
            (number, chance.uniform(0, 0.8), victim)
            for number, victim in zip(after, victims, strict=True)
        ]
        self.killed: Counter[str] = Counter()
        self.back: dict[str, list[float]] = {}
        self.late: list[str] = []

    def run(self) -> None:
        for number, delay, victim in self.moments:
            while sum(sum(writer.done.values()) for writer in self.writers) < number:
                if not any(writer.is_alive() for writer in self.writers):
                    return
                time.sleep(0.005)
            time.sleep(delay)
            self.kill(victim)

    def kill(self, victim: str) -> None:
        kept = self.kept
        assert wait_for(lambda: kept.pids(victim), 30), f"There is no {victim}"
        restarts, is_whole = len(kept.restarts), victim in ("main", "all")
        for pid in kept.pids(victim):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.killed[victim] += 1
        if is_whole:
            assert wait_for(lambda: len(kept.restarts) > restarts, 60), "It was not started again"
        taken = kept.is_back_after(60)
        self.back.setdefault(victim, []).append(60.0 if taken is None else taken)
        # Other work on this machine is no fault of the site's; the writers' own is.
        share = max(1.0, (os.getloadavg()[0] - WRITERS) / (os.cpu_count() or 1))
        if taken is None or taken > BACK * share:
            self.late.append(f"{victim}: {taken} s, load {os.getloadavg()[0]:.1f}")


@contextmanager
def kept_site(folder: Path, database: str) -> Iterator[tuple[Kept, str]]:
    password = new_site(folder, database)
    kept = Kept(folder)
    try:
        yield kept, password
    finally:
        kept.stop()


def settle(kept: Kept) -> None:
    def is_settled() -> bool:
        found = broadsheet("press", "status", "--json", "--site", kept.folder)
        report = json.loads(found.out)
        assert report["failures"] == [], report
        return not report["waiting"] and not report["changes"]

    assert wait_for(is_settled, 120)


def fresh(kept: Kept) -> dict[str, str]:
    """What every address answers when it is made anew, in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.press.fresh", str(kept.folder)],
        env=clean_environment(),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def stale(kept: Kept) -> list[str]:
    """The addresses at which readers get anything but what would be made now."""
    found = []
    for path, expected in fresh(kept).items():
        answer = requests.get(kept.url + path, timeout=30)
        digest = hashlib.sha256(answer.content).hexdigest() if answer.status_code == 200 else ""
        if digest != expected:
            found.append(path)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_or_stale_when_processes_are_killed(tmp_path: Path, database: str) -> None:
    if database == "postgresql":
        address = postgresql_database("broadsheet_press_killed")
        if address is None:
            pytest.skip("No PostgreSQL server answers on this machine.")
        database = address
    with kept_site(tmp_path / "site", database) as (kept, password):
        site = RunningSite(kept.folder, kept.url, password, kept.run.process, kept.log)  # type: ignore[arg-type]
        section = int(site.python(SETUP))
        writers = [Writer(kept, site, number, section) for number in range(WRITERS)]
        killer = Killer(kept, writers)
        for thread in (*writers, killer):
            thread.start()
        for writer in writers:
            writer.join(600)
        killer.join(120)
        done = sum((writer.done for writer in writers), Counter[str]())
        print(f"\nseed {SEED}: {dict(done)}, killed {dict(killer.killed)}")
        for victim, taken in sorted(killer.back.items()):
            print(f"{victim:8} back after {', '.join(f'{seconds:.1f}' for seconds in taken)} s")
        settle(kept)
        errors = [error for writer in writers for error in writer.errors]
        stories = [story for writer in writers for story in writer.stories.values()]
        lost = [story.path for story in stories if is_lost(kept, story)]
        found = stale(kept)
        verified = broadsheet("press", "verify", "--json", "--site", kept.folder)
        log = kept.run.said
    print(f"{len(errors)} errors, {len(lost)} lost, {len(found)} stale")
    assert errors == []
    assert lost == []
    assert found == []
    assert verified.code == 0, verified.out
    assert sum(killer.killed.values()) == MOMENTS
    assert "locked" not in log
    assert killer.late == []


def is_lost(kept: Kept, story: Publication) -> bool:
    """Whether readers see something else than what was acknowledged."""
    answer = requests.get(kept.url + story.path, timeout=30)
    if story.is_down:
        return answer.status_code not in (404, 410)
    if story.acknowledged < 0:
        # Nobody was told that it is published.
        return False
    return not any(f"<title>{headline} " in answer.text for headline in story.may_show())
