"""A demo newspaper that runs for the length of a measurement, and is removed after it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadsheet.config.site_file import SiteFileError
from broadsheet.press.pack import Pack

#: Seconds that a start may take, and a stop.
START, STOP = 120.0, 20.0
#: Tasks that would make pictures in other forms: with each, all pages that show it would change.
NO_TASKS = """
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.filter(status="READY").delete()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of our own commands. Raises SiteFileError with what it said where it failed."""
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", *map(str, words)],
        capture_output=True,
        text=True,
        env=os.environ | {"BROADSHEET_SITE": ""},
        check=False,
    )
    if done.returncode:
        raise SiteFileError(f"`broadsheet {words[0]}` failed: {done.stderr.strip()[-500:]}")
    return done


@dataclass
class Publisher:
    """A process that publishes at the word, as an editor's own process does."""

    process: subprocess.Popen[str]
    paths: list[str] = field(default_factory=list)

    def ask(self, words: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SiteFileError("The process that publishes ended.")
        found: dict[str, Any] = json.loads(line)
        return found

    def publish(self, headline: str) -> dict[str, Any]:
        """Publish a new story: its path, and when it was committed, in seconds since 1970."""
        self.ask(f"draft {headline}")
        return self.ask("publish")


@contextmanager
def publisher(site: Path) -> Iterator[Publisher]:
    process = subprocess.Popen(
        [sys.executable, "-m", "broadsheet.config.bench.publisher", str(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = Publisher(process)
    found.paths = found.answer()["paths"]
    try:
        yield found
    finally:
        process.terminate()
        process.wait(STOP)


@dataclass
class Paper:
    """A site that runs, as its readers see it."""

    site: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """The status and the body as it was sent; status 0 while nobody answers."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, headers=given)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return int(answer.status), bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def tag(self, path: str) -> str:
        """The entity tag of a page in gzip."""
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return str(answer.headers["ETag"])

    def store(self, sql: str) -> list[Any]:
        """Ask the press's own file."""
        path = self.site / "data" / "press.sqlite3"
        with closing(sqlite3.connect(path, timeout=30)) as found:
            return found.execute(sql).fetchall()

    def pages(self) -> list[str]:
        """The paths of all that is pressed, stories first."""
        names = [str(row[0]) for row in self.store("SELECT name FROM pressing WHERE kind = 'page'")]
        return sorted(names, key=lambda name: (name.count("/") != 2, name))

    def zipped(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Pages by their paths, as the gzip streams that readers get."""
        pack = Pack(self.site / "data" / "press.pack", hot_bytes=1)
        return {path: page.gzip for path in paths if (page := pack.page(path)) is not None}

    def settle(self, seconds: float = 7200.0) -> None:
        """Wait until the press has nothing to do."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            said = command("press", "status", "--json", "--site", self.site).stdout
            found = json.loads(said)
            if not found["waiting"] and not found["changes"]:
                return
            time.sleep(1 if found["waiting"] < 500 else 5)
        raise SiteFileError("The press does not come to an end.")

    def memory(self) -> dict[str, list[float]]:
        """Megabytes of each process by its kind: its own, without what it shares with others."""
        found: dict[str, list[float]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError):
                state = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(state[3]) != self.process.pid:
                    continue
                words = (folder / "cmdline").read_text().replace("\0", " ")
                private = re.findall(
                    r"^Private_\w+:\s+(\d+) kB", (folder / "smaps_rollup").read_text(), re.MULTILINE
                )
                megabytes = sum(int(size) for size in private) / 1024
                found.setdefault(_kind(words), []).append(megabytes)
        return found


def _kind(words: str) -> str:
    for kind in ("press run", "worker"):
        if f"broadsheet {kind}" in words:
            return kind.partition(" ")[0]
    return "web"


def make(site: Path, stories: int, database: str = "sqlite") -> None:
    """A demo newspaper of its own stories and so many more."""
    command("demo", site, "--stories", str(stories), "--database", database)
    command("manage", "--site", site, "shell", "--no-imports", "-c", NO_TASKS)


@contextmanager
def running(site: Path, **environment: str) -> Iterator[Paper]:
    """The site under `broadsheet run`, all of it pressed.

    Raises SiteFileError where it does not answer in time.
    """
    port = free_port()
    with (site / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "broadsheet", "run", "--site", str(site), "--port", str(port)],
            stdout=log,
            stderr=log,
            env=os.environ | environment,
            start_new_session=True,
        )
    paper = Paper(site, port, process)
    try:
        until = time.monotonic() + START
        while paper.get("/healthz")[0] != 200:
            if process.poll() is not None or time.monotonic() > until:
                said = (site / "run.log").read_text(errors="replace")[-500:]
                raise SiteFileError(f"The newspaper does not start: {said}")
            time.sleep(0.1)
        command("press", "rebuild", "--json", "--site", site)
        paper.settle()
        yield paper
    finally:
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
