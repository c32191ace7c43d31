"""Opens the press's file: a connection for each thread, begun anew when the form has changed."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from broadsheet.press.pack.writing import bring_up, remove
from broadsheet.press.store.schema import SCHEMA, VERSION

#: Seconds that a writer waits for another.
PATIENCE = 30.0
#: Changes whose dropped pages are known by name.
REMEMBERED = 20_000


class Store:
    """One thread's connection to the press's file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.execute("PRAGMA cache_size=-16000")
        self.connection.execute("PRAGMA mmap_size=268435456")
        # One large transaction leaves a large file otherwise, as a change of its form does.
        self.connection.execute("PRAGMA journal_size_limit=67108864")
        self.identity = _identity(path)
        #: The numbers of sets of columns, and of interned texts.
        self.columns_known: dict[tuple[str, str], int] = {}
        self.texts_known: dict[tuple[str, str], int] = {}
        #: Questions that pressings asked no longer; None until it was looked whether any is unused.
        self.let_go: set[int] | None = None
        self._is_moved = False
        self._prepare()

    def _prepare(self) -> None:
        if self._version() == VERSION:
            return
        with self.writing():
            if self._version() == VERSION:
                return
            for kind, name in self.connection.execute(
                "SELECT type, name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite_%'"
            ).fetchall():
                self.connection.execute(f'DROP {kind} "{name}"')
            for statement in SCHEMA.split(";\n"):
                if statement.strip():
                    self.connection.execute(statement)
            self.set_meta("birth", secrets.token_hex(16))
            self.set_meta("serial", "0")
            self._is_moved = True
            self.connection.execute(f"PRAGMA user_version = {VERSION}")

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    @contextlib.contextmanager
    def writing(self, *, lasting: bool = False) -> Iterator[None]:
        """A transaction; a `lasting` one has reached the disk when it ends."""
        if self.connection.in_transaction:
            yield
            return
        if lasting:
            self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            # Numbers given since its beginning are no one's.
            self.columns_known.clear()
            self.texts_known.clear()
            self._is_moved = False
            raise
        else:
            self.connection.execute("COMMIT")
            if self._is_moved:
                self._is_moved = False
                bring_up(self)
        finally:
            if lasting:
                self.connection.execute("PRAGMA synchronous=NORMAL")

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One moment of the file."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    def next_serial(self) -> int:
        """The number of the next change of what is served; the pack follows at the commit."""
        self._is_moved = True
        row = self.connection.execute(
            "UPDATE meta SET value = value + 1 WHERE name = 'serial' RETURNING value"
        ).fetchone()
        return int(row[0])

    def serial(self) -> int:
        """The number of the last change."""
        return int(self.meta("serial") or 0)

    def first_serial(self) -> int:
        """A pack that is older must be written anew."""
        return self.serial() - REMEMBERED

    def birth(self) -> bytes:
        """What tells this store from any other, 16 bytes."""
        return bytes.fromhex(self.meta("birth"))

    def meta(self, name: str) -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])

    def close(self) -> None:
        self.connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


_held = threading.local()


def store() -> Store:
    """The store of this thread; opened again after a fork, and where the file was replaced."""
    path = Path(settings.BROADSHEET_PRESS_STORE)
    held: Store | None = getattr(_held, "store", None)
    if held is not None:
        if _held.process == os.getpid() and held.path == path and _identity(path) == held.identity:
            return held
        if _held.process == os.getpid():
            held.close()
    _held.store = Store(path)
    _held.process = os.getpid()
    found: Store = _held.store
    return found


def close_store() -> None:
    """Close this thread's connection."""
    held: Store | None = getattr(_held, "store", None)
    if held is not None and _held.process == os.getpid():
        held.close()
    _held.store = None


def forget_store() -> None:
    """Remove the file: nothing in it holds any more, as where the site runs without the press."""
    close_store()
    path = Path(settings.BROADSHEET_PRESS_STORE)
    remove()
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
