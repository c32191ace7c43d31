"""A newspaper with several writers at once, its press, and a process that makes every page anew.

`python -m tests.press.stage SITE EDITS SEED` runs it on a site folder whose database is empty;
`several.py` says how it goes on. Each process has connections of its own, and all of them have one
clock, which stands still until it is moved: what is made anew a little later is the same.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import multiprocessing.connection
import os
import random
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import time_machine

from tests.config.command import environment
from tests.empty_databases import put_empty_database
from tests.press.fresh import addresses, digest, made_anew

WRITERS = 3
#: A newsroom's day begins; `moment` is counted from here.
BEGIN = datetime.fromisoformat("2026-03-04T09:00:10+00:00")

Clock = time_machine.Traveller
Work = Callable[[Any, Clock], Any]


@dataclass
class Helper:
    """A process that does one kind of work at moments that it is told."""

    process: multiprocessing.Process
    pipe: Connection

    def tell(self, moment: datetime, order: Any) -> None:
        self.pipe.send((moment, order))

    def answer(self) -> Any:
        """What came of it. Raises RuntimeError with what went wrong there."""
        kind, answer = self.pipe.recv()
        if kind == "error":
            raise RuntimeError(answer)
        return answer


def begin(work: Callable[[Connection, Any], None], clock: Clock) -> Helper:
    """Fork a process; it inherits no connection."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    parent = os.getpid()

    def run() -> None:
        while True:
            while not theirs.poll(1):
                if os.getppid() != parent:
                    return
            moment, order = theirs.recv()
            clock.move_to(moment, tick=False)
            try:
                work(theirs, order)
            except Exception:
                theirs.send(("error", traceback.format_exc()))

    process = context.Process(target=run, daemon=True)
    process.start()
    return Helper(process, ours)  # type: ignore[arg-type]


def writer(number: int, seed: int) -> Callable[[Connection, Any], None]:
    """Makes the edits that it is told; what it says of each: how it went in a word."""
    from django.core.exceptions import ObjectDoesNotExist, ValidationError
    from django.db import DatabaseError, connections

    from broadsheet.fronts.models import FrontPage
    from broadsheet.newsroom.publishing import PublishingRefused
    from tests import factories
    from tests.press.edits import EDITS, Scene

    scene: Scene | None = None

    def make(kind: str) -> str:
        assert scene is not None
        try:
            EDITS[kind](scene)
        except PublishingRefused:
            return "refused"
        except (ObjectDoesNotExist, ValidationError) as error:
            # Another writer took the row away, or the name.
            return f"overtaken: {type(error).__name__} {error}"
        except DatabaseError as error:
            # Or the database took the edit back; that a writer waits in vain, it may not say.
            if "is locked" in str(error):
                raise
            return f"taken back: {type(error).__name__} {error}"
        return "made"

    def work(pipe: Connection, kinds: list[str]) -> None:
        nonlocal scene
        if scene is None:
            # Numbers of its own: two writers make no story of one name.
            factories._numbers = itertools.count(1000 * number)
            chance = random.Random(f"{seed} {number}")
            scene = Scene(FrontPage.objects.get(), chance, count=1_000_000 * number)
        pipe.send(("done", [(kind, make(kind)) for kind in kinds]))
        connections["default"].run_on_commit.clear()

    return work


def comparer(pipe: Connection, paths: list[str]) -> None:
    """Make every page anew in one moment of the database, which may go on once it has begun."""
    from django.db import connections

    from broadsheet.core.models import Address
    from broadsheet.press.process import forget_held
    from broadsheet.press.rendering import snapshot

    forget_held()
    with snapshot():
        Address.objects.count()
        pipe.send(("begun", None))
        found = {path: digest(made_anew(path)) for path in sorted({*paths, *addresses()})}
    connections.close_all()
    pipe.send(("done", found))


@contextmanager
def stage(site: Path, seed: int) -> Iterator[Stage]:
    """Make a small newspaper in a site without one; its processes end with it.

    A database without tables gets them.
    """
    from broadsheet.config.cli.app import open_site

    open_site(site)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if "wagtailcore_page" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    from broadsheet.config.publication import make_publication
    from broadsheet.press.keeping_watch import keep_watch
    from tests.press.edits import make_scene

    with time_machine.travel(BEGIN, tick=False) as clock:
        compare = begin(comparer, clock)
        keep_watch()
        make_scene(make_publication(name="The Test Post"), seed)
        writers = [begin(writer(number + 1, seed), clock) for number in range(WRITERS)]
        found = Stage(clock, writers, compare)
        try:
            yield found
        finally:
            for helper in (*writers, compare):
                helper.process.kill()
                helper.process.join()


@dataclass
class Settled:
    """The pages that a settling pressed, and those of them that changed."""

    pressed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    fragments: int = 0
    #: Pressed for the first time.
    new: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    #: Of what was pressed and stayed the same, why it was.
    needless: list[str] = field(default_factory=list)


class Stage:
    """The press at work beside its writers, in this process."""

    def __init__(self, clock: Clock, writers: list[Helper], compare: Helper) -> None:
        from broadsheet.press.process import Press

        self.clock, self.writers, self.compare = clock, writers, compare
        self.press = Press()
        self.moment = BEGIN
        #: The pages that are pressed.
        self.known: set[str] = set()

    def pass_time(self, seconds: int = 61) -> None:
        self.moment += timedelta(seconds=seconds)
        self.clock.move_to(self.moment, tick=False)

    def edit(self, kinds: dict[int, list[str]]) -> tuple[list[tuple[str, str]], Settled]:
        """Let each writer make its edits while the press is at work, then let it settle."""
        settled = Settled()
        made: list[tuple[str, str]] = []
        for number, wanted in kinds.items():
            self.writers[number].tell(self.moment, wanted)
        busy = {self.writers[number].pipe: self.writers[number] for number in kinds}
        while busy:
            worked = self.step(settled)
            ready = multiprocessing.connection.wait(list(busy), 0 if worked else 0.005)
            for pipe in ready:
                made += busy.pop(pipe).answer()  # type: ignore[call-overload]
        self.offer_new()
        while self.step(settled):
            pass
        return made, settled

    def step(self, settled: Settled) -> bool:
        """Look and press once, as the press does by itself; False where nothing was to be done."""
        looked = self.press.look()
        outcome = self.press.press_next()
        if outcome is None:
            return looked
        if outcome.kind != "page":
            settled.fragments += 1
        elif outcome.result == "pressed":
            (settled.pressed if outcome.name in self.known else settled.new).append(outcome.name)
            if outcome.is_changed and outcome.name in self.known:
                settled.changed.append(outcome.name)
            elif outcome.name in self.known:
                settled.needless.append(reason_of_last())
            self.known.add(outcome.name)
        elif outcome.result == "dropped":
            self.known.discard(outcome.name)
        if outcome.result == "failed":
            settled.failed.append(f"{outcome.name}: {outcome.error}")
        return True

    def offer_new(self) -> None:
        """Let every address that is not pressed yet be pressed, as if it had been read."""
        from broadsheet.press.store import queue, store
        from broadsheet.press.store.queue import Priority

        found = store()
        with found.writing():
            for path in addresses():
                if path not in self.known:
                    queue.add(found, "page", path, Priority.OFFERED, json.dumps(["N"]))

    def try_again(self, settled: Settled) -> None:
        """Press what failed without waiting for its next turn."""
        from broadsheet.press.store import store

        settled.failed = []
        store().connection.execute("UPDATE queue SET not_before = 0")
        while self.step(settled):
            pass

    def kept(self) -> dict[str, str]:
        """What readers get at every pressed page."""
        from broadsheet.press.pack import pack
        from broadsheet.press.store import store

        found = {}
        for (path,) in store().connection.execute("SELECT name FROM pressing WHERE kind = 'page'"):
            page = pack().page(path)
            found[path] = digest(page.plain if page else None)
        return found

    def begin_comparing(self) -> dict[str, str]:
        """Let all be made anew in another process; what readers get in this moment."""
        kept = self.kept()
        self.compare.tell(self.moment, list(kept))
        self.compare.answer()
        return kept

    def stale(self, kept: dict[str, str]) -> list[str]:
        """The pages that were not what the other process made."""
        made = self.compare.answer()
        return sorted(path for path, content in kept.items() if made[path] != content)


def reason_of_last() -> str:
    """Why the page that was pressed last was, and what that touched."""
    from broadsheet.press import looking
    from broadsheet.press.store import store

    last = looking.lately(store(), 1)[0]
    return f"{last.name}: {last.reason} {looking.touched(store(), last.reason)}"


def perform(folder: Path, edits: int, seed: int, database: str | None = None) -> dict[str, Any]:
    """Let it run in processes of its own on an empty newspaper; what came of it.

    Raises AssertionError with what went wrong.
    """
    (folder / "data").mkdir(parents=True)
    (folder / "site.toml").write_text(
        f'schema = 1\naddress = "http://testserver"\ndatabase = "{database or "sqlite"}"\n'
        f'secret_key = "{"not-secret-" * 5}"\n',
        encoding="utf-8",
    )
    if database is None:
        put_empty_database(folder / "data" / "broadsheet.sqlite3")
    ended = subprocess.run(
        [sys.executable, "-m", "tests.press.stage", str(folder), str(edits), str(seed)],
        cwd=Path(__file__).parents[2],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    # What it says meanwhile goes to the terminal, or into pytest's report.
    assert ended.returncode == 0, f"It failed with seed {seed}: see above."
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def main(site: Path, edits: int, seed: int) -> None:
    with stage(site, seed) as found:
        from tests.press.several import run

        print(json.dumps(run(found, edits, seed)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
