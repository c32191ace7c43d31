"""By these locks the processes of a site know of each other, however they were started.

Each is a file in the site's `data`: `run` and the press hold theirs alone, so that there is one of
each; web processes and workers share theirs. Restoring and upgrading want every one for themselves.
The system lets go of a lock when the last process that holds it is gone, even by a kill -9.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from broadsheet.config.site_file import SiteConfig, SiteFileError

#: The name of each lock, and the command that holds it.
RUN, WEB, WORKER, PRESS = "run", "web", "worker", "press"
HOLDERS = {
    RUN: "`broadsheet run`",
    WEB: "`broadsheet web`",
    WORKER: "`broadsheet worker`",
    PRESS: "`broadsheet press run`",
}
BEING_KEPT = "This site is being restored or upgraded. Start it when that is done."


class SiteRuns(Exception):
    """Processes of the site are at work; the message is a sentence that says which."""


def who_runs(data: Path) -> str:
    """The `broadsheet run` that holds its lock, in its own words; empty while none does."""
    return (data / f"{RUN}.lock").read_text(encoding="utf-8").strip()


def take(data: Path, name: str, *, alone: bool) -> IO[str] | None:
    """A lock of the site, held until the file is closed; None where another process keeps it."""
    lock = (data / f"{name}.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


@contextmanager
def at_work(config: SiteConfig, name: str) -> Iterator[None]:
    """Be a web process or a worker of the site while the block lasts.

    Processes that are forked inside hold the lock along. Raises SiteFileError while the site is
    being restored or upgraded.
    """
    config.data.mkdir(parents=True, exist_ok=True)
    lock = take(config.data, name, alone=False)
    if lock is None:
        raise SiteFileError(BEING_KEPT)
    with lock:
        yield


@contextmanager
def nobody_at_work(data: Path) -> Iterator[None]:
    """Keep every process of the site from starting while the block lasts.

    Raises SiteRuns while one is at work. There is nothing to keep where there is no site yet.
    """
    with ExitStack() as held:
        running = []
        for name in HOLDERS if data.is_dir() else ():
            lock = take(data, name, alone=True)
            if lock is None:
                running.append(name)
            else:
                # What a former process wrote there would be told of this one.
                held.enter_context(lock).truncate(0)
        if RUN in running:
            raise SiteRuns(
                f"The site runs ({who_runs(data)}). Stop it there with Ctrl-C, then come back."
            )
        if running:
            commands = " and ".join(HOLDERS[name] for name in running)
            raise SiteRuns(f"The site runs ({commands}). Stop what runs, then come back.")
        yield
