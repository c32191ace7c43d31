"""Keeps the shelf as the pack is: pages as they change, and a new generation when a fragment does.

Most pages hold the same few fragments, so that one change of these changes nearly all files. So
only the pages that readers ask for have one (`staying.py`). They are made before the new generation
is switched to, in one step; of all others nginx finds no file, and asks the web processes. So a
reader gets the old page or the new one, and never one that lies between.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from pathlib import Path

import structlog

from broadsheet.press.answering import TO_READERS
from broadsheet.press.asked import Asked, place_of_count
from broadsheet.press.pack import Assembled, Pack
from broadsheet.press.pack.form import Entry, Kind
from broadsheet.press.shelf.places import (
    CONFIGURATION,
    CURRENT,
    Headers,
    clear_shelf,
    configuration,
    generations,
    locked,
    name_of_headers,
    place_of,
)
from broadsheet.press.shelf.staying import Stays

logger = structlog.get_logger("broadsheet.press")

#: Pages that are made before a new generation is switched to; the others follow behind it.
HOT = 1500
#: Asked for so often lately a page gets a file: who reads through all of them once makes none.
ASKED_AGAIN = 2
#: Seconds between two looks at what is asked for.
ASKED_EACH = 0.2
#: It has a file always: its headers are those of all files, and nginx waits for the first of them.
FRONT = "/"
#: Pages that are made or linked between two looks at what else changed.
AT_ONCE = 50
#: Seconds between two looks at the pack.
INTERVAL = 0.05
#: ext4 keeps times of 34 bits.
TIMES = (1 << 34) - 1


class Followed(Pack):
    """The pack, and what changed in it since somebody asked."""

    def _forget(self) -> None:
        super()._forget()
        self.pages: set[str] = set()
        self.fragments: set[int] = set()
        #: Pages by the place where it is counted how often they are asked for.
        self.counted: dict[int, tuple[str, ...]] = {}
        self.is_anew = True

    def _note(self, entry: Entry) -> None:
        if entry.kind == Kind.PAGE and entry.name not in self._pages:
            place = place_of_count(entry.name)
            self.counted[place] = tuple({*self.counted.get(place, ()), entry.name})
        super()._note(entry)
        if entry.kind in (Kind.PAGE, Kind.PAGE_GONE):
            self.pages.add(entry.name)
        else:
            self.fragments.add(entry.number)


class Shelver:
    """Makes the files of one site. One is at work, in the press's process."""

    def __init__(self, folder: Path, pack: Path, asked: Asked) -> None:
        self.folder = folder
        self.pack = Followed(pack, hot_bytes=8 * 1024 * 1024)
        self.asked = asked
        self.stays = Stays()
        self.stopped = threading.Event()
        self._headers: Headers = ()
        self._generation: Path | None = None
        #: Each page that has a file, with the fragments in it.
        self._shelved: dict[str, frozenset[int]] = {}
        #: Pages whose file is still to be made; a dict for its order.
        self._missing: dict[str, None] = {}
        self._asked_at = 0.0

    def run(self) -> None:
        """Work until it is stopped. Errors of the disk are logged, and all begins anew."""
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)
        while not self.stopped.is_set():
            try:
                self.begin()
                while not self.stopped.is_set():
                    if not self.step():
                        self.stopped.wait(INTERVAL)
            except OSError:
                logger.exception("Pressed files can't be written", event_name="press.shelf")
                self.stopped.wait(10.0)

    def begin(self) -> None:
        """Sweep away what an earlier process left: nobody knows whether it is still true."""
        self.folder.mkdir(parents=True, exist_ok=True)
        clear_shelf(self.folder)
        self._generation, self._shelved, self._missing, self._headers = None, {}, {}, ()
        self.pack.is_anew = True
        self.asked.look_again()
        self._asked_at = 0.0

    def step(self) -> bool:
        """Do a part of what is to be done; False where nothing is."""
        if not self.pack.look():
            return self._take_all_away()
        if not self._choose_headers():
            return False
        pages, self.pack.pages = self.pack.pages, set()
        fragments, self.pack.fragments = self.pack.fragments, set()
        if self.pack.is_anew:
            self.pack.is_anew = False
            self._begin_generation(None)
            return True
        if fragments:
            changed = {
                path for path, held in self._shelved.items() if not held.isdisjoint(fragments)
            }
            self.stays.next_generation()
            self._begin_generation(changed | pages)
            return True
        made = [path for path in pages if path == FRONT or path in self.stays]
        for path in made:
            self._make(path)
        self._take_asked()
        for path in list(self._missing)[:AT_ONCE]:
            self._make(path)
        return bool(made or self._missing)

    def _take_asked(self) -> None:
        """Let pages that are asked for of the web processes wait for a file."""
        now = time.monotonic()
        if now - self._asked_at < ASKED_EACH:
            return
        self._asked_at = now
        for place in self.asked.counted(ASKED_AGAIN):
            for path in self.pack.counted.get(place, ()):
                if path not in self.stays and path != FRONT:
                    self.stays.begin(path)
                    self._missing[path] = None

    def _take_all_away(self) -> bool:
        """Serve no file where there is no whole pack to say whether it is true."""
        if self._generation is None:
            return False
        self.begin()
        return True

    def _choose_headers(self) -> bool:
        """The headers of the front page are those of the files; pages with others get none."""
        front = self.pack.page("/")
        if front is None:
            return bool(self._headers)
        headers = sent_headers(front)
        if headers == self._headers:
            return True
        text = configuration(self.folder, headers)
        if text is None:
            return False
        self.begin()
        self._headers = headers
        path = self.folder / CONFIGURATION
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            new = path.with_suffix(".new")
            new.write_text(text, encoding="utf-8")
            new.replace(path)
            logger.info(
                "nginx must be reloaded to serve pressed files: their headers are others",
                event_name="press.nginx_configuration",
            )
        return True

    def _begin_generation(self, changed: set[str] | None) -> None:
        """A new generation: what is the same is linked, the hottest are made, then the switch.

        Where `changed` is None, nothing is known to be the same.
        """
        self._asked_at = 0.0
        self._take_asked()
        wanted = [FRONT, *self.stays.longest_first(self.asked.hottest_first(self.stays))]
        self.asked.fade()
        old, shelved = self._generation, self._shelved
        home = self.folder / name_of_headers(self._headers)
        new = home / str(time.time_ns())
        new.mkdir(parents=True)
        self._generation, self._shelved, self._missing = new, {}, {}
        if old is not None and changed is not None:
            keep = [path for path in wanted if path in shelved and path not in changed]
            for start in range(0, len(keep), AT_ONCE):
                with locked(self.folder):
                    for path in keep[start : start + AT_ONCE]:
                        self._link(path, old, shelved[path])
        self._missing = dict.fromkeys(path for path in wanted if path not in self._shelved)
        for path in list(self._missing)[:HOT]:
            self._make(path)
        link = home / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(new.name, target_is_directory=True)
        link.replace(home / CURRENT)
        for left in generations(self.folder):
            if left != new:
                shutil.rmtree(left, ignore_errors=True)

    def _link(self, path: str, old: Path, held: frozenset[int]) -> None:
        place = place_of(path)
        assert place is not None
        assert self._generation is not None
        target = self._generation / place
        target.parent.mkdir(parents=True, exist_ok=True)
        # Withdrawn meanwhile.
        with contextlib.suppress(FileNotFoundError):
            os.link(old / place, target)
            self._shelved[path] = held

    def _make(self, path: str) -> None:
        """Make a page's file, or remove it where there is no such page any more."""
        self._missing.pop(path, None)
        self._shelved.pop(path, None)
        place = place_of(path)
        if self._generation is None:
            return
        if place is None:
            self.stays.end(path)
            return
        target = self._generation / place
        page = self.pack.page(path)
        if page is None or sent_headers(page) != self._headers:
            with locked(self.folder):
                target.unlink(missing_ok=True)
            self.stays.end(path)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f"{target.name}.new")
        new.write_bytes(page.gzip)
        # nginx makes its tag of time and length: this time tells one text from any other.
        os.utime(new, (0, int(page.digest[:9], 16) & TIMES))
        with locked(self.folder):
            if self.pack.page(path) is not page:
                # It was withdrawn or pressed anew since: its turn comes again.
                new.unlink()
                target.unlink(missing_ok=True)
                return
            new.replace(target)
        self._shelved[path] = frozenset(number for number, _place in page.held)


def sent_headers(page: Assembled) -> Headers:
    return sent_headers_of(page.headers)


def sent_headers_of(headers: Headers) -> Headers:
    """A page's headers as readers get them, without those of its coding."""
    named = {name.lower() for name, _value in headers}
    extra = [] if "cache-control" in named else [("Cache-Control", TO_READERS)]
    return [*headers, *extra]
