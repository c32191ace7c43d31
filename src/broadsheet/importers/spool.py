"""Rows of an archive on disk while it is imported, so that its size costs no memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from broadsheet.importers.fields import Fields

#: Kilobytes of rows that SQLite keeps in memory.
HELD = 2_000
BATCH = 500


class Spool:
    """Tables of rows in a temporary file that nobody else sees and that goes with the process.

    A row may be found again by its number or by its key.
    """

    def __init__(self) -> None:
        # An empty name is SQLite's private file on disk: it is deleted when it is closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute(f"PRAGMA cache_size = -{HELD}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(
            "CREATE TABLE rows (place TEXT, name TEXT, number INTEGER, key TEXT, text TEXT)"
        )
        self._database.execute("BEGIN")
        self._waiting: list[tuple[str, str, int, str, str]] = []
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, place: str, name: str, key: str, text: str) -> None:
        number = self._counts.get((place, name), 0) + 1
        self._counts[(place, name)] = number
        self._waiting.append((place, name, number, key, text))
        if len(self._waiting) >= BATCH:
            self._write()

    def begin(self, place: str, name: str) -> None:
        """Know of a table even if it has no rows."""
        self._counts.setdefault((place, name), 0)

    def finish(self) -> None:
        """Make the rows findable; called once, after the last."""
        self._write()
        self._database.execute("COMMIT")
        self._database.execute("CREATE UNIQUE INDEX by_number ON rows (place, name, number)")
        self._database.execute("CREATE INDEX by_key ON rows (place, name, key, number)")

    def __contains__(self, table: tuple[str, str]) -> bool:
        return table in self._counts

    def count(self, place: str, name: str) -> int:
        return self._counts.get((place, name), 0)

    def rows(self, place: str, name: str) -> Iterator[Fields]:
        """The rows of a table in their order."""
        last = 0
        while found := self._database.execute(
            "SELECT number, text FROM rows WHERE place = ? AND name = ? AND number > ? "
            "ORDER BY number LIMIT ?",
            (place, name, last, 50),
        ).fetchall():
            last = found[-1][0]
            yield from _read(text for _number, text in found)

    def row(self, place: str, name: str, number: int) -> Fields:
        """One row by its number, from 1."""
        found = self._database.execute(
            "SELECT text FROM rows WHERE place = ? AND name = ? AND number = ?",
            (place, name, number),
        ).fetchone()
        return next(_read(found or ()), Fields({}))

    def keyed(self, place: str, name: str, key: str) -> Iterator[Fields]:
        """The rows of a table with this key, in their order."""
        found = self._database.execute(
            "SELECT text FROM rows WHERE place = ? AND name = ? AND key = ? ORDER BY number",
            (place, name, key),
        ).fetchall()
        return _read(text for (text,) in found)

    def _write(self) -> None:
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


def _read(texts: Iterable[str]) -> Iterator[Fields]:
    for text in texts:
        row: Any = json.loads(text)
        if isinstance(row, Mapping):
            yield Fields(row)
