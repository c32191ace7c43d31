"""Keeps the shelf as the pack is: pages as they change, and a new generation when a fragment does.

Most pages hold the same few fragments, so that one change of these changes nearly all files. So
only the pages that readers ask for have one (`staying.py`). They are made before the new generation
is switched to, in one step; of all others nginx finds no file, and asks the web processes. So a
reader gets the old page or the new one, and never one that lies between.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import structlog

from broadsheet.press.answering import TO_READERS
from broadsheet.press.asked import Asked
from broadsheet.press.pack.recipes import Joined
from broadsheet.press.shelf.followed import Followed
from broadsheet.press.shelf.generation import Generation, removal
from broadsheet.press.shelf.places import (
    CONFIGURATION,
    CURRENT,
    Headers,
    clear_shelf,
    configuration,
    locked,
    name_of_headers,
    place_of,
)
from broadsheet.press.shelf.staying import Stays

logger = structlog.get_logger("broadsheet.press")

#: Seconds for which files of a new generation are made before it is switched to, hottest first; the
#: others follow behind it. So long readers get what stood there before.
BEFORE_SWITCH = 0.4
#: Asked for so often lately a page gets a file: who reads through all of them once makes none.
ASKED_AGAIN = 2
#: Seconds between two looks at what is asked for.
ASKED_EACH = 0.2
#: It has a file always.
FRONT = "/"
#: So many pages say which headers most have. That is looked at again, after so many seconds, when a
#: page was met that has others.
SOME, DOUBTED_EACH = 200, 2.0
#: Pages that are made or linked in one hold of the lock, which a takedown waits for: some 5 ms.
AT_ONCE = 50
#: So many files are made anew one by one: a generation would have to link all others.
FEW = 100
#: Seconds between two looks at the pack.
INTERVAL = 0.05
#: Generations that may wait to be removed when another begins.
LEFT_OVER = 3


class Shelver:
    """Makes the files of one site. One is at work, in a process of the press."""

    def __init__(self, folder: Path, pack: Path, asked: Asked) -> None:
        self.folder = folder
        self.pack = Followed(pack, hot_bytes=1024 * 1024)
        self.asked = asked
        self.stays = Stays()
        self.stopped = threading.Event()
        self._headers: Headers = ()
        self._is_doubted = True
        self._chosen_at = -DOUBTED_EACH
        self._generation: Generation | None = None
        self._begun_at = 0.0
        #: Each page that has a file, with the fragments in it.
        self._shelved: dict[str, frozenset[int]] = {}
        #: Pages whose file is still to be made; a dict for its order.
        self._missing: dict[str, None] = {}
        #: Old generations, each being removed in steps.
        self._removals: deque[Iterator[None]] = deque()
        #: The generation that was read before this one: the next takes its files.
        self._before: Generation | None = None
        self._asked_at = 0.0

    def run(self) -> None:
        """Work until it is stopped. Errors of the disk are logged, and all begins anew."""
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
        for generation in (self._generation, self._before):
            if generation is not None:
                self._leave_spare(generation)
                generation.close()
        self._removals.clear()
        self._before = None
        self._generation, self._shelved, self._missing, self._headers = None, {}, {}, ()
        self._is_doubted, self._chosen_at = True, -DOUBTED_EACH
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
            if len(changed) > FEW:
                for path in self.stays.next_generation():
                    self.pack.forget_recipe(path)
                self._begin_generation(changed | pages)
                return True
            pages |= changed
        made = [path for path in pages if path == FRONT or path in self.stays]
        self._make_all(made)
        self._take_asked()
        self._make_all(islice(self._missing, AT_ONCE))
        if not self._missing:
            self._leave_spare(self._generation)
        return self._remove_some() or bool(made or self._missing)

    def _take_asked(self) -> None:
        """Let pages that are asked for of the web processes wait for a file."""
        now = time.monotonic()
        if now - self._asked_at < ASKED_EACH:
            return
        self._asked_at = now
        for place in self.asked.counted(ASKED_AGAIN):
            for path in self.pack.counted.get(place, ()):
                if path not in self.stays and path != FRONT:
                    rate = self.asked.times(place) / max(now - self._begun_at, ASKED_EACH)
                    self.stays.begin(path, rate)
                    self._missing[path] = None

    def _take_all_away(self) -> bool:
        """Serve no file where there is no whole pack to say whether it is true."""
        if self._generation is None:
            return False
        self.begin()
        return True

    def _choose_headers(self) -> bool:
        """The files' headers are those of most pages; pages with others get no file."""
        now = time.monotonic()
        if not self._is_doubted or now - self._chosen_at < DOUBTED_EACH:
            return bool(self._headers)
        self._chosen_at = now
        found = Counter(map(sent_headers, self.pack.headers_of_some(SOME)))
        if not found:
            return bool(self._headers)
        self._is_doubted = False
        headers = max(found, key=lambda one: (found[one], one == self._headers))
        if headers == self._headers:
            return True
        text = configuration(self.folder, headers)
        if text is None:
            return False
        self.begin()
        self._headers, self._is_doubted, self._chosen_at = headers, False, now
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
        until = time.monotonic() + BEFORE_SWITCH
        wanted = [FRONT, *self.stays.hottest_first()]
        self.asked.fade()
        while len(self._removals) > LEFT_OVER:
            self._remove_some()
        old, shelved = self._generation, self._shelved
        home = self.folder / name_of_headers(self._headers)
        self._leave_spare(old)
        new = self._generation = Generation(home, str(time.time_ns()), self._before)
        self._begun_at = time.monotonic()
        self._shelved, self._missing = {}, {}
        if old is not None and changed is not None:
            self._link_all(
                [path for path in wanted if path in shelved and path not in changed], old, shelved
            )
        self._missing = dict.fromkeys(path for path in wanted if path not in self._shelved)
        while self._missing:
            if not self._make_all(islice(self._missing, AT_ONCE)) or time.monotonic() > until:
                break
        link = home / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(new.path.name, target_is_directory=True)
        new.is_read = True
        link.replace(home / CURRENT)
        self._before = old

    def _leave_spare(self, generation: Generation | None) -> None:
        """Remove what a generation did not take of an older one's files."""
        if generation is not None and generation.spare is not None:
            self._removals.append(removal(generation.spare.path))
            generation.spare.close()
            generation.spare = None

    def _remove_some(self) -> bool:
        """Remove a few files of an old generation; False where none is left."""
        if not self._removals:
            return False
        if next(self._removals[0], self) is self:
            self._removals.popleft()
        return True

    def _link_all(
        self, paths: Sequence[str], old: Generation, held: Mapping[str, frozenset[int]]
    ) -> None:
        assert self._generation is not None
        for start in range(0, len(paths), AT_ONCE):
            with locked(self.folder):
                for path in paths[start : start + AT_ONCE]:
                    place = place_of(path)
                    if place is not None and self._generation.link(place, old):
                        self._shelved[path] = held[path]

    def _make_all(self, paths: Iterable[str]) -> bool:
        """Make pages' files, or remove those of pages that are no more.

        False where there is no whole pack to make them of.
        """
        wanted = list(paths)
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            # What is taken down from here on waits to remove the file.
            with locked(self.folder):
                found = self.pack.joined(part) if self.pack.look() else None
                if found is None:
                    return False
                for path, page in zip(part, found, strict=True):
                    self._make(path, page)
        return True

    def _make(self, path: str, page: Joined | None) -> None:
        self._missing.pop(path, None)
        self._shelved.pop(path, None)
        place = place_of(path)
        if place is None or self._generation is None:
            self.stays.end(path)
        elif page is None or sent_headers(page.headers) != self._headers:
            self._generation.remove(place)
            self.stays.end(path)
            self._is_doubted |= page is not None
        else:
            self._generation.write(place, page.parts, page.digest)
            self._shelved[path] = page.held


@lru_cache(maxsize=1024)
def sent_headers(headers: tuple[tuple[str, str], ...]) -> Headers:
    """A page's headers as readers get them, without those of its coding."""
    named = {name.lower() for name, _value in headers}
    extra = () if "cache-control" in named else (("Cache-Control", TO_READERS),)
    return (*headers, *extra)
