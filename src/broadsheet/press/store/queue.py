"""What waits to be pressed, most visible first; it survives whatever ends the press."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from broadsheet.press.store.opening import Store

#: A failed pressing is tried again after so many seconds, twice as many each time.
FIRST_DELAY, LONGEST_DELAY = 2.0, 300.0
#: Of what waits through more than these nobody looks any more whether all of it was undone.
MOST_THROUGH = 100


class Priority(IntEnum):
    """In whose order pages are pressed: what readers look for first comes first."""

    OWN = 10
    FRAGMENT = 20
    FRONT = 30
    LIST = 40
    FEED = 45
    OTHER = 50
    OFFERED = 70
    EVERYTHING = 90


@dataclass(frozen=True)
class Waiting:
    kind: str
    name: str
    priority: int
    since: float
    reason: str
    not_before: float
    attempts: int
    error: str


COLUMNS = "kind, name, priority, since, reason, not_before, attempts, error"


def add(store: Store, kind: str, name: str, priority: int, reason: str) -> None:
    """Let a page or a fragment wait; one that waits already keeps the higher place."""
    store.connection.execute(
        "INSERT INTO queue (kind, name, priority, since, reason) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, name) DO UPDATE SET not_before = 0, through = '', "
        "reason = CASE WHEN excluded.priority < priority THEN excluded.reason ELSE reason END, "
        "priority = min(priority, excluded.priority)",
        [kind, name, int(priority), time.time(), reason],
    )


def touch(
    store: Store, kind: str, name: str, priority: int, reason: str, through: Collection[str]
) -> None:
    """Let wait what changes touched, and note through what: where that is undone, it need not."""
    row = store.connection.execute(
        "SELECT through FROM queue WHERE kind = ? AND name = ?", [kind, name]
    ).fetchone()
    add(store, kind, name, priority, reason)
    if row is None or row[0]:
        known = {*through, *(json.loads(row[0]) if row else ())}
        _set_through(store, kind, name, known if len(known) <= MOST_THROUGH else ())


def take_back(store: Store, kind: str, name: str, through: Collection[str]) -> None:
    """Let wait no more what stands again as it was, unless something else is to be pressed."""
    row = store.connection.execute(
        "SELECT through FROM queue WHERE kind = ? AND name = ? AND through != ''", [kind, name]
    ).fetchone()
    left = set(json.loads(row[0])) if row else set()
    if left and left.issubset(through):
        store.connection.execute("DELETE FROM queue WHERE kind = ? AND name = ?", [kind, name])
    elif left:
        _set_through(store, kind, name, left.difference(through))


def waits_through(store: Store) -> dict[tuple[str, str], list[str]]:
    """What waits for changes alone, each with all that they touched of it."""
    return {
        (kind, name): json.loads(through)
        for kind, name, through in store.connection.execute(
            "SELECT kind, name, through FROM queue WHERE through != ''"
        )
    }


def _set_through(store: Store, kind: str, name: str, through: Collection[str]) -> None:
    store.connection.execute(
        "UPDATE queue SET through = ? WHERE kind = ? AND name = ?",
        [json.dumps(sorted(through)) if through else "", kind, name],
    )


def add_all(store: Store, reason: str) -> int:
    """Let everything that is pressed wait, behind all that changes singly; how much it is."""
    return store.connection.execute(
        "INSERT INTO queue (kind, name, priority, since, reason) "
        "SELECT kind, name, CASE WHEN kind = 'fragment' THEN ? WHEN name = '/' THEN ? ELSE ? END, "
        "?, ? FROM pressing WHERE true "
        "ON CONFLICT (kind, name) DO UPDATE SET not_before = 0, through = ''",
        [
            Priority.EVERYTHING - 2,
            Priority.EVERYTHING - 1,
            Priority.EVERYTHING,
            time.time(),
            reason,
        ],
    ).rowcount


def take_next(store: Store, now: float | None = None) -> Waiting | None:
    """The first that may be pressed now; it waits on until `done` or `failed` is said."""
    row = store.connection.execute(
        f"SELECT {COLUMNS} FROM queue WHERE not_before <= ? ORDER BY priority, since LIMIT 1",  # noqa: S608
        [now or time.time()],
    ).fetchone()
    return Waiting(*row) if row else None


def done(store: Store, waiting: Waiting) -> None:
    """It is pressed, or dropped."""
    store.connection.execute(
        "DELETE FROM queue WHERE kind = ? AND name = ?", [waiting.kind, waiting.name]
    )


def failed(store: Store, waiting: Waiting, error: str) -> None:
    """It could not be rendered: it keeps its place and is tried again later."""
    delay = min(FIRST_DELAY * 2 ** min(waiting.attempts, 20), LONGEST_DELAY)
    store.connection.execute(
        "UPDATE queue SET not_before = ?, attempts = attempts + 1, error = ? "
        "WHERE kind = ? AND name = ?",
        [time.time() + delay, error, waiting.kind, waiting.name],
    )


def length(store: Store) -> int:
    return int(store.connection.execute("SELECT count(*) FROM queue").fetchone()[0])
