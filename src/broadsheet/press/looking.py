"""What people ask of the press: how it stands, why a page is as it is, whether all is right."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db.models import Model

from broadsheet.press import changes
from broadsheet.press.fragments import FragmentName
from broadsheet.press.pack import pack
from broadsheet.press.recording.narrow import column_of
from broadsheet.press.recording.shapes import Shape
from broadsheet.press.rendering import render, snapshot
from broadsheet.press.store import Store, queue
from broadsheet.press.store.writing import FRAGMENT, PAGE
from broadsheet.press.words import name_of_table, reason_words


@dataclass(frozen=True)
class Failure:
    """A page that could not be rendered: readers see what was pressed before."""

    kind: str
    name: str
    attempts: int
    error: str
    next_at: float


@dataclass(frozen=True)
class Status:
    """How much is pressed and how much waits; times in seconds since 1970."""

    pages: int
    fragments: int
    waiting: int
    #: Changes that nobody has looked at, and how long the oldest has waited, in seconds.
    changes: int
    oldest_change: float
    last_pressed_at: float
    failures: list[Failure]


def status(found: Store) -> Status:
    counts = dict(
        found.connection.execute(
            "SELECT kind, count(*) FROM pressing WHERE times > 0 GROUP BY kind"
        ).fetchall()
    )
    waiting = changes.waiting()
    last = found.connection.execute("SELECT max(at) FROM pressed").fetchone()[0]
    return Status(
        pages=counts.get(PAGE, 0),
        fragments=counts.get(FRAGMENT, 0),
        waiting=queue.length(found),
        changes=changes.how_many(),
        oldest_change=max(0.0, time.time() - waiting[0].made_at) if waiting else 0.0,
        last_pressed_at=last or 0.0,
        failures=failures(found),
    )


def failures(found: Store) -> list[Failure]:
    return [
        Failure(*row)
        for row in found.connection.execute(
            "SELECT kind, name, attempts, error, not_before FROM queue WHERE error != '' "
            "ORDER BY attempts DESC, name LIMIT 100"
        )
    ]


@dataclass(frozen=True)
class Pressed:
    """A pressing of late, as people read it."""

    kind: str
    name: str
    at: float
    seconds: float
    reason: str
    result: str
    error: str
    is_changed: bool

    @property
    def sentence(self) -> str:
        return reason_words(self.reason)

    @property
    def title(self) -> str:
        return title_of(self.kind, self.name)


def lately(found: Store, most: int = 100) -> list[Pressed]:
    return [
        Pressed(*row)
        for row in found.connection.execute(
            "SELECT kind, name, at, seconds, reason, result, error, is_changed FROM pressed "
            "ORDER BY id DESC LIMIT ?",
            [most],
        )
    ]


def waiting_first(found: Store, most: int = 100) -> list[queue.Waiting]:
    return [
        queue.Waiting(*row)
        for row in found.connection.execute(
            f"SELECT {queue.COLUMNS} FROM queue ORDER BY priority, since LIMIT ?",  # noqa: S608
            [most],
        )
    ]


def title_of(kind: str, name: str) -> str:
    """A page's path, or a fragment's name with its arguments."""
    if kind == PAGE:
        return name
    fragment = FragmentName.parse(name)
    given = ", ".join(f"{key}={value}" for key, value in fragment.arguments)
    return f"{fragment.name}({given})"


def path_in(address: str) -> str:
    """The path of an address that a person gave: `https://ours.example/a/` → `/a/`."""
    path = unquote(urlsplit(address).path)
    return path if path.startswith("/") else f"/{path}"


def why(found: Store, path: str) -> dict[str, Any] | None:
    """All that a page depends on and what last pressed it; None where it isn't pressed."""
    row = found.connection.execute(
        "SELECT id, pressed_at, seconds, times, reason, due_at FROM pressing "
        "WHERE kind = ? AND name = ? AND times > 0",
        [PAGE, path],
    ).fetchone()
    if row is None:
        return None
    number, pressed_at, seconds, times, reason, due_at = row
    page = pack().page(path)
    return {
        "path": path,
        "pressed_at": pressed_at,
        "seconds": round(seconds, 4),
        "times": times,
        "reason": reason_words(reason),
        "touched": touched(found, reason),
        "changes_at": due_at,
        "bytes": len(page.plain) if page else None,
        "bytes_packed": len(page.gzip) if page else None,
        "fragments": [
            title_of(FRAGMENT, name)
            for (name,) in found.connection.execute(
                "SELECT name FROM held JOIN pressing ON pressing.id = fragment_id "
                "WHERE pressing_id = ? ORDER BY name",
                [number],
            )
        ],
        "rows": [
            {"what": name_of_table(table), "table": table, "row": key, "columns": columns_in(names)}
            for table, key, names in found.connection.execute(
                "SELECT table_name, row, names FROM row_read "
                "JOIN columns ON columns.id = columns_id WHERE pressing_id = ? "
                "ORDER BY table_name, row",
                [number],
            )
        ],
        "questions": [
            {
                "tables": sorted(Shape.of_form(form).tables()),
                "sql": sql,
                "arguments": arguments,
            }
            for form, sql, arguments in found.connection.execute(
                "SELECT form, sql, arguments FROM asked "
                "JOIN question ON question.id = question_id "
                "JOIN shape ON shape.id = shape_id JOIN statement ON statement.id = statement_id "
                "WHERE pressing_id = ? ORDER BY sql",
                [number],
            )
        ],
    }


def touched(found: Store, reason: str) -> str:
    """What a change touched of a pressing, by the reason of it: columns that it had read, or the
    SQL of a question; "" where that is known no more."""
    try:
        code, *rest = json.loads(reason)
    except ValueError:
        return ""
    if code not in ("I", "U", "D") or len(rest) < 4:
        return ""
    what, number = rest[3][0], int(rest[3][1:].partition(":")[0])
    row = found.connection.execute(
        "SELECT names FROM columns WHERE id = ?"
        if what == "c"
        else "SELECT sql FROM question JOIN statement ON statement.id = statement_id "
        "WHERE question.id = ?",
        [number],
    ).fetchone()
    return str(row[0]) if row else ""


def columns_in(names: str) -> list[str]:
    return sorted({column_of(name) for name in names.split()})


def rows_of(thing: Model) -> list[tuple[str, str]]:
    """The rows that hold an object, and those that say the same of it elsewhere, such as a card."""
    models = [type(thing), *thing._meta.all_parents]
    rows = [(model._meta.db_table, str(thing.pk)) for model in models]
    for relation in thing._meta.related_objects:
        # Whose key is the object's own: a projection of it.
        if relation.one_to_one and relation.field.primary_key:
            rows.append((relation.related_model._meta.db_table, str(thing.pk)))
    return rows


def shown_on(found: Store, table_rows: list[tuple[str, str]], most: int = 200) -> list[str]:
    """The pages and fragments that read one of some rows, by their titles."""
    names: set[str] = set()
    for table, row in table_rows:
        for kind, name in found.connection.execute(
            "SELECT DISTINCT kind, name FROM row_read "
            "JOIN columns ON columns.id = columns_id JOIN pressing ON pressing.id = pressing_id "
            "WHERE table_name = ? AND row = ? LIMIT ?",
            [table, row, most],
        ):
            names.add(title_of(kind, name))
    return sorted(names)[:most]


@dataclass(frozen=True)
class Difference:
    """A pressed page that is not what it would be if it were made now."""

    path: str
    #: stale, waiting (a change of it is known and not pressed yet), gone or incomplete.
    what: str
    pressed: str
    fresh: str


def verify(found: Store) -> Iterator[tuple[str, Difference | None]]:
    """Make every pressed page anew and compare; each with what differs, if anything does."""
    names = [
        row[0]
        for row in found.connection.execute(
            "SELECT name FROM pressing WHERE kind = ? AND times > 0 ORDER BY name", [PAGE]
        )
    ]
    for name in names:
        yield name, _compare(found, name)


def _compare(found: Store, name: str) -> Difference | None:
    with snapshot():
        rendered = render(name, None)
    page = pack().page(name)
    if page is None:
        return None if _waits(found, name) else Difference(name, "incomplete", "", "")
    if rendered.response.status_code != 200:
        what = "waiting" if _waits(found, name) else "gone"
        return Difference(name, what, "", f"It answers {rendered.response.status_code}.")
    fresh = rendered.content
    if fresh == page.plain:
        return None
    place = next(
        (n for n, pair in enumerate(zip(fresh, page.plain, strict=False)) if pair[0] != pair[1]),
        min(len(fresh), len(page.plain)),
    )
    return Difference(
        name,
        "waiting" if _waits(found, name) or changes.any_waiting() else "stale",
        page.plain[max(0, place - 40) : place + 80].decode(errors="replace"),
        fresh[max(0, place - 40) : place + 80].decode(errors="replace"),
    )


def _waits(found: Store, name: str) -> bool:
    """Whether the page, or a fragment in it, waits to be pressed."""
    return (
        found.connection.execute(
            "SELECT 1 FROM queue WHERE kind = ? AND name = ? UNION ALL "
            "SELECT 1 FROM held JOIN pressing AS page ON page.id = held.pressing_id "
            "JOIN pressing AS part ON part.id = held.fragment_id "
            "JOIN queue ON queue.kind = part.kind AND queue.name = part.name "
            "WHERE page.kind = ? AND page.name = ? LIMIT 1",
            [PAGE, name, PAGE, name],
        ).fetchone()
        is not None
    )
