"""A site that runs in processes of its own, and what of them is left."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import termios
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.config.command import COMMAND, environment

#: Seconds that a start may take on a machine that is busy with the other tests.
START = 120.0
#: Seconds in which a site must stop on a machine that is busy with the other tests.
STOP = 20.0

#: What is left of the locks when nobody holds them.
LOCKS = {f"data/{name}.lock": b"" for name in ("press", "run", "web", "worker")}
#: The processes that operators start apart, with what stands for each in the refusal.
APART = {"web": ("web", "--port"), "worker": ("worker",), "press": ("press", "run")}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], object], seconds: float) -> bool:
    """Ask until it is so; False when it did not come in time."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@dataclass
class Run:
    """A `broadsheet run` and all processes that it started."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def status(self, path: str) -> int:
        """The status of an answer over HTTP; 0 while nobody answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def is_up(self) -> bool:
        return self.process.poll() is not None or self.status("/healthz") == 200

    def processes(self) -> dict[int, list[str]]:
        """Every living process of the run's session by its id, with its words."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                state, _parent, _group, session = (
                    (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                )
                if int(session) == self.process.pid and state != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_text().split("\0")
        return found

    def worker(self) -> int:
        """The process id of the worker; 0 while there is none."""
        return next((pid for pid, words in self.processes().items() if "worker" in words), 0)

    def press(self) -> int:
        """The process id of the press; 0 while there is none."""
        return next((pid for pid, words in self.processes().items() if "press" in words), 0)

    def stop(self, number: signal.Signals) -> float:
        """Send a signal to the main process; returns the seconds until all were gone."""
        return self.end_by(lambda: self.process.send_signal(number))

    def end_by(self, act: Callable[[], object]) -> float:
        """Do what stops the site; returns the seconds until all its processes were gone."""
        started = time.monotonic()
        act()
        self.process.wait(60)
        assert wait_for(lambda: not self.processes(), 60), self.processes()
        return time.monotonic() - started


def _as_from_a_terminal(terminal: int | None) -> None:
    """What a shell does for a program in the foreground, in the child that becomes it."""
    # Whoever started the tests under nohup hands the ignored signal down to them.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if terminal is not None:
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


@contextmanager
def run(site: Path, port: int | None = None, terminal: int | None = None) -> Iterator[Run]:
    """Start a site and wait until it answers; whatever is left of it at the end is killed.

    `terminal` is the open end of a pseudo-terminal from whose keyboard the site is to be stopped.
    """
    port = port or free_port()
    log = site / f"run-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, "run", "--site", str(site), "--port", str(port)],
            env=environment(BROADSHEET_WEB_PROCESSES="2"),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: _as_from_a_terminal(terminal),
            pass_fds=() if terminal is None else (terminal,),
        )
    running = Run(process, port, log)
    try:
        assert wait_for(running.is_up, START), running.said
        assert process.poll() is None, running.said
        yield running
    finally:
        for pid in running.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(30)


def is_held(site: Path, name: str) -> bool:
    """As the system says: whoever tried the lock would keep a process from starting."""
    path = site / "data" / f"{name}.lock"
    place = f":{path.stat().st_ino} " if path.exists() else "none"
    return place in Path("/proc/locks").read_text(encoding="utf-8")


@contextmanager
def apart(site: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the site by itself, from when it holds its lock."""
    words = [*APART[name], *([str(free_port())] if name == "web" else [])]
    process = subprocess.Popen(
        [*COMMAND, *words, "--site", str(site)],
        env=environment(BROADSHEET_WEB_PROCESSES="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_for(lambda: is_held(site, name) or process.poll() is not None, START)
        assert process.poll() is None
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(START)
