"""Reads the pack: an index in memory, whole pages joined when they are asked for."""

from __future__ import annotations

import mmap
import os
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from django.conf import settings

from broadsheet.press.pack import form
from broadsheet.press.pack.form import (
    FIRST,
    LOOK_AGAIN,
    Content,
    DamagedPack,
    Entry,
    Index,
    Kind,
    State,
)
from broadsheet.press.pack.recipes import Flat, Fragments, Headers, join, recipe_of
from broadsheet.press.pack.writing import mark, pack_path

logger = structlog.get_logger("broadsheet.press")

#: Bytes of whole pages that a process keeps joined.
HOT_BYTES = 64 * 1024 * 1024
#: Bytes that an entry takes beside its text.
ENTRY_BYTES = 2048


@dataclass(slots=True)
class Assembled:
    """A whole page: as one gzip stream, and what tells it from any other.

    `held` are the fragments in it. It was true at the look `seen_at`.
    """

    path: str
    number: int
    headers: Headers
    gzip: bytes
    digest: str
    held: frozenset[int]
    start: int
    seen_at: int
    #: Whole, compressed in the background, where it is asked for often.
    brotli: bytes | None = None
    asked_brotli: int = 0
    #: The text as it is, kept where it is asked for often.
    identity: bytes | None = None
    asked_identity: int = 0
    #: Bytes that are kept of it in memory.
    weight: int = 0
    #: What is sent with it, by coding.
    sent: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    is_wanted: bool = False

    @property
    def plain(self) -> bytes:
        """The text as it is."""
        return self.identity if self.identity is not None else zlib.decompress(self.gzip, 31)


class Pack:
    """One process's view of the pack. It may be asked from any thread."""

    def __init__(self, path: Path, hot_bytes: int = HOT_BYTES) -> None:
        self.path = path
        self._hot_bytes = hot_bytes
        self._lock = threading.RLock()
        self._map: mmap.mmap | None = None
        self._identity: tuple[int, int] | None = None
        self._looked_at = 0.0
        self._seen = b""
        self._forget()

    def _forget(self) -> None:
        self._pages: dict[str, int] = {}
        self._fragments: dict[int, int] = {}
        #: Fragments' numbers by their names.
        self._named: dict[str, int] = {}
        #: Fragments by the look that brought their last change.
        self._changed: dict[int, int] = {}
        #: Contents of fragments, by the place of their record.
        self._read: dict[int, Content] = {}
        self._flat = Fragments(self._content_of)
        self._texts: dict[Flat, str] = {}
        self._same: dict[bytes, Headers] = {}
        self._hot: dict[str, Assembled] = {}
        self._hot_size = 0
        self._end = FIRST
        self._generation = 0

    def __len__(self) -> int:
        """How many pages it holds."""
        self.look()
        return len(self._pages)

    def page(self, path: str) -> Assembled | None:
        """The page at a path as it is now; None where it isn't pressed or is not whole."""
        if not self.look():
            return None
        found = self._hot.get(path)
        if found is not None and found.seen_at == self._generation:
            found.is_wanted = True
            return found
        with self._lock:
            return self._page(path)

    def fragment(self, name: str, without: int = 0) -> str | None:
        """A fragment's text, without one story (0: without none); None where it isn't pressed."""
        if not self.look():
            return None
        with self._lock:
            number = self._named.get(name)
            try:
                flat = None if number is None else self._flat.flat(number, without)
            except DamagedPack:
                self._damaged()
                return None
            if flat is None:
                return None
            if flat not in self._texts:
                self._texts[flat] = zlib.decompressobj(-15).decompress(flat.deflated).decode()
            return self._texts[flat]

    def _page(self, path: str) -> Assembled | None:
        start = self._pages.get(path)
        if start is None:
            return None
        found = self._hot.get(path)
        if (
            found is not None
            and found.start == start
            and not any(self._changed.get(held, 0) > found.seen_at for held in found.held)
        ):
            found.seen_at, found.is_wanted = self._generation, True
            return found
        try:
            found = self._assemble(start)
        except DamagedPack:
            self._damaged()
            return None
        self._drop_hot(path)
        if found is not None:
            self._keep_hot(path, found)
            self._cool()
        return found

    def _keep_hot(self, path: str, page: Assembled) -> None:
        self._hot[path] = page
        self._hot_size += page.weight

    def _assemble(self, start: int) -> Assembled | None:
        assert self._map is not None
        data = memoryview(self._map)
        entry = next(form.entries(data, start, self._end))
        content = form.read(data, entry)
        recipe = recipe_of(content, entry, self._same)
        page = None if recipe is None else join(content.raw, recipe, self._flat)
        if page is None:
            return None
        joined = b"".join(page.parts)
        return Assembled(
            path=entry.name,
            number=entry.number,
            headers=page.headers,
            gzip=joined,
            weight=len(joined) + ENTRY_BYTES,
            digest=page.digest,
            held=page.held,
            start=start,
            seen_at=self._generation,
            is_wanted=True,
        )

    def _content_of(self, number: int) -> Content | None:
        """A fragment's content, kept: it stands on many pages."""
        start = self._fragments.get(number)
        if start is None:
            return None
        found = self._read.get(start)
        if found is None:
            assert self._map is not None
            entry = next(form.entries(self._map, start, self._end))
            found = self._read[start] = form.read(self._map, entry)
        return found

    def _drop_hot(self, path: str) -> None:
        before = self._hot.pop(path, None)
        if before is not None:
            self._hot_size -= before.weight

    def _cool(self) -> None:
        """Let go of what nobody asked for since its last turn."""
        while self._hot_size > self._hot_bytes and len(self._hot) > 1:
            path, oldest = next(iter(self._hot.items()))
            self._drop_hot(path)
            if oldest.is_wanted:
                oldest.is_wanted = False
                self._keep_hot(path, oldest)

    def keep(
        self, page: Assembled, *, identity: bytes | None = None, brotli: bytes | None = None
    ) -> None:
        """Keep another coding of a page beside it, as long as the page is kept."""
        with self._lock:
            if self._hot.get(page.path) is not page:
                return
            page.identity = page.identity or identity
            page.brotli = page.brotli or brotli
            self._drop_hot(page.path)
            page.weight += len(identity or b"") + len(brotli or b"")
            self._keep_hot(page.path, page)
            self._cool()

    def look(self) -> bool:
        """Take in what was written since the last look; whether anything can be served."""
        mapped = self._map
        if mapped is not None and mapped[form.LOOKED_AT] == self._seen:
            now = time.monotonic()
            if now - self._looked_at < LOOK_AGAIN:
                return True
        with self._lock:
            return self._look()

    def _look(self) -> bool:
        now = time.monotonic()
        if self._map is not None and now - self._looked_at >= LOOK_AGAIN:
            if _identity(self.path) != self._identity:
                self._close()
            # Not before: another thread that sees the time takes the file for looked at.
            self._looked_at = now
        # A file that was superseded while it was opened is left at once, for the newest.
        for _try in range(5):
            if self._map is None and not self._open():
                return False
            if self._take_in():
                return True
            if self._map is not None:
                return False
        return False

    def _take_in(self) -> bool:
        """Read the new records. False where the file can't be served from; it is closed where
        another stands in its place."""
        assert self._map is not None
        seen = self._map[form.LOOKED_AT]
        if seen == self._seen:
            return True
        try:
            head = form.head_of(self._map[:FIRST])
            if head.state == State.SUPERSEDED:
                self._close()
                return False
            if head.state != State.WHOLE:
                self._forget()
                self._seen = b""
                if _identity(self.path) != self._identity:
                    self._close()
                return False
            if head.end > len(self._map):
                self._map_again(head.end)
            if self._end == FIRST and head.index:
                index = form.read_index(self._map, head.index, head.end)
                self._note_all(index)
                self._end = index.end
            for entry in form.entries(self._map, self._end, head.end):
                self._note(entry)
            self._end = head.end
            self._generation += 1
            self._seen = seen
        except DamagedPack:
            self._damaged()
            return False
        return True

    def _note_all(self, index: Index) -> None:
        """Take in what an index says of the file's beginning."""
        self._pages, self._fragments, self._named = index.pages, index.fragments, index.named

    def _note(self, entry: Entry) -> None:
        """Take in one record."""
        if entry.kind == Kind.PAGE:
            self._pages[entry.name] = entry.start
        elif entry.kind == Kind.PAGE_GONE:
            self._pages.pop(entry.name, None)
            self._drop_hot(entry.name)
        elif entry.kind in (Kind.FRAGMENT, Kind.FRAGMENT_GONE):
            self._read.pop(self._fragments.pop(entry.number, 0), None)
            self._named.pop(entry.name, None)
            if entry.kind == Kind.FRAGMENT:
                self._fragments[entry.number] = entry.start
                self._named[entry.name] = entry.number
            self._changed[entry.number] = self._generation + 1
            self._flat.forget()
            self._texts.clear()

    def _open(self) -> bool:
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            found = os.fstat(descriptor)
            if found.st_size < FIRST:
                return False
            self._map = mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)
            self._identity = found.st_dev, found.st_ino
            self._looked_at = time.monotonic()
            return True
        finally:
            os.close(descriptor)

    def _map_again(self, end: int) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            found = os.fstat(descriptor)
            if (found.st_dev, found.st_ino) != self._identity or found.st_size < end:
                raise DamagedPack("The file is shorter than its head says.")
            self._map = mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)
        finally:
            os.close(descriptor)

    def _damaged(self) -> None:
        logger.error("The pack is damaged; the press writes it anew", event_name="press.damaged")
        if _identity(self.path) == self._identity:
            mark(self.path, State.DAMAGED)
        self._close()

    def _close(self) -> None:
        # Not closed by hand: another thread may be reading it. It goes with its last reference.
        self._map, self._identity, self._seen = None, None, b""
        self._forget()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


_held: tuple[object, Pack] | None = None
_holding = threading.Lock()


def pack() -> Pack:
    """This process's pack."""
    global _held
    store, held = settings.BROADSHEET_PRESS_STORE, _held
    if held is not None and held[0] is store:
        return held[1]
    with _holding:
        path = pack_path()
        found = _held[1] if _held is not None and _held[1].path == path else Pack(path)
        _held = store, found
        return found


def _forget_after_fork() -> None:
    global _held, _holding
    _held, _holding = None, threading.Lock()


register: Callable[..., None] = os.register_at_fork
register(after_in_child=_forget_after_fork)
