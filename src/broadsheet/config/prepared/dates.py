"""Brings the dates of a prepared database to the day on which it is unpacked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
#: “Never”, where a column must hold a date.
FAR_YEAR = 9000
#: Columns that hold JSON are known by the check that Django gives them.
JSON_COLUMN = re.compile(r'JSON_VALID\("(\w+)"\)')
DATE_IN_JSON = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Shift:
    """Moves a date from where it stood at `base` to where it stands `now`.

    What was younger than a day keeps its age to the second. What was older moves by whole days
    of the site's zone, so that a story of nine in the morning stays one. Nothing overtakes
    anything, and nothing lies in the future.
    """

    base: datetime
    now: datetime
    zone: ZoneInfo

    def __call__(self, value: datetime) -> datetime:
        if value.year >= FAR_YEAR:
            return value
        exact = value + (self.now - self.base)
        if value > self.base - DAY:
            return min(exact, self.now)
        days = (self.now - self.base) // DAY
        # Arithmetic within a zone keeps the time of day when the clocks change between.
        moved = (value.astimezone(self.zone) + days * DAY).astimezone(UTC)
        return min(moved, exact)

    def of_column(self, text: str | None) -> str | None:
        """The same for a column: Django writes UTC without saying so."""
        if text is None:
            return None
        value = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return str(self(value).astimezone(UTC).replace(tzinfo=None))

    def of_json(self, text: str | None) -> str | None:
        """The same for every date within a JSON text."""
        return None if text is None else DATE_IN_JSON.sub(self._in_json, text)

    def _in_json(self, match: re.Match[str]) -> str:
        moved = self(datetime.fromisoformat(match[0])).astimezone(UTC)
        return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shift_database(path: Path, shift: Shift) -> None:
    """Move every date of a SQLite database: its columns of dates, and dates within JSON."""
    with closing(sqlite3.connect(path)) as database, database:
        database.create_function("moved", 1, shift.of_column)
        database.create_function("moved_in_json", 1, shift.of_json)
        for table, column, function in _columns(database):
            database.execute(
                f'UPDATE "{table}" SET "{column}" = {function}("{column}") '  # noqa: S608
                f'WHERE "{column}" IS NOT NULL'
            )


def _columns(database: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Table, column and function of each column that holds dates."""
    tables = database.execute(
        "SELECT name, sql FROM sqlite_master "
        "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for table, sql in tables:
        for column in JSON_COLUMN.findall(sql or ""):
            yield table, column, "moved_in_json"
        for _place, column, kind, *_rest in database.execute(f'PRAGMA table_info("{table}")'):
            if kind.lower() == "datetime":
                yield table, column, "moved"
