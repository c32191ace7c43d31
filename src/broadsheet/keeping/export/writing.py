"""Files of an export: written as their rows come, so that an archive of any size fits in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

#: With which a spreadsheet would take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """A value as JSON has it: times by ISO 8601."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} has no form in JSON.")


def as_json(value: object, indent: int | None = 1) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=plain)


def cell(value: object) -> str:
    """A value as CSV has it; lists and objects as JSON, and nothing that runs in a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return as_json(value, indent=None)
    if isinstance(value, datetime | date | UUID):
        return str(plain(value))
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, int | float) else text


def write_csv(path: Path, fields: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows as CSV (RFC 4180); returns how many."""
    names, count = list(fields), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(names)
        for row in rows:
            table.writerow([cell(row.get(name)) for name in names])
            count += 1
    return count


class JsonList:
    """A JSON array whose items are written one by one."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._count = 0
        file.write("[")

    def add(self, item: object) -> None:
        self._file.write(",\n" if self._count else "\n")
        self._file.write(as_json(item, indent=None))
        self._count += 1

    def end(self) -> None:
        self._file.write("\n]\n")


def write_both(
    folder: Path, name: str, fields: Iterable[str], rows: Iterable[Mapping[str, Any]]
) -> int:
    """Write rows as `name.json` and `name.csv`; returns how many."""
    with (folder / f"{name}.json").open("w", encoding="utf-8") as file:
        items = JsonList(file)

        def passed() -> Iterable[Mapping[str, Any]]:
            for row in rows:
                items.add(row)
                yield row

        count = write_csv(folder / f"{name}.csv", fields, passed())
        items.end()
    return count
