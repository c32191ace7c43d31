"""What the CDN must forget: noted with what the press keeps or drops, then handed to the worker.

The note stands in the press's own file, written in the transaction that changes what readers see;
the row that the worker sends stands in the site's database. Whoever dies between the two leaves the
note, and the press hands it over when it runs again.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.db import DatabaseError

from broadsheet.edge.cdn.headers import fragment_key, page_key, plan
from broadsheet.edge.cdn.purging import EVERYTHING, TOO_MUCH, Purge, ask_purges, purge_at_once
from broadsheet.press.store.opening import Store
from broadsheet.press.store.writing import PAGE

logger = structlog.get_logger("broadsheet.press")

#: A fragment on more pages is a purge of everything, where the CDN knows addresses only.
FEW = 50
#: A path that is longer has no row of its own.
LONGEST_PATH = 500


def number_of(store: Store, kind: str, name: str) -> int | None:
    """The number of what is pressed under a name and may stand at the CDN; None for neither."""
    if plan() is None:
        return None
    row = store.connection.execute(
        "SELECT id FROM pressing WHERE kind = ? AND name = ? "
        "AND EXISTS (SELECT 1 FROM body WHERE pressing_id = pressing.id)",
        [kind, name],
    ).fetchone()
    return int(row[0]) if row else None


def note(store: Store, kind: str, name: str, number: int | None, *, urgent: bool = False) -> None:
    """Note that readers see something else there from now on. The caller began a transaction."""
    cdn = plan()
    if cdn is None or number is None:
        return
    if cdn.knows_keys:
        keys = [page_key(number) if kind == PAGE else fragment_key(number)]
    elif kind == PAGE:
        keys = [name]
    else:
        keys = _pages_with(store, number)
    store.connection.executemany(
        "INSERT INTO purge (key, title, urgent) VALUES (?, ?, ?)",
        [
            (key, name if cdn.knows_keys else key, int(urgent))
            if len(key) <= LONGEST_PATH
            else (EVERYTHING, key[:LONGEST_PATH], int(urgent))
            for key in keys
        ],
    )


def note_everything(store: Store) -> None:
    """Note that no page at the CDN is known any more. The caller began a transaction."""
    if plan() is not None:
        store.connection.execute(
            "INSERT INTO purge (key, title, urgent) VALUES (?, '', 0)", [EVERYTHING]
        )


def _pages_with(store: Store, fragment: int) -> list[str]:
    """The paths of pages in which a fragment stands, itself or within another one."""
    rows = store.connection.execute(
        "WITH RECURSIVE holder(id) AS (SELECT pressing_id FROM held WHERE fragment_id = ? "
        "UNION SELECT held.pressing_id FROM held JOIN holder ON held.fragment_id = holder.id) "
        "SELECT name FROM pressing JOIN holder USING (id) WHERE kind = ? LIMIT ?",
        [fragment, PAGE, FEW + 1],
    ).fetchall()
    return [str(row[0]) for row in rows] if len(rows) <= FEW else [EVERYTHING]


def hand_over(store: Store, *, in_request: bool = False) -> int:
    """Let the worker send what was noted; how much. In a request, what is urgent is sent at once.

    Raises DatabaseError where the site's database can't be written: the notes stay.
    """
    rows = store.connection.execute("SELECT id, key, title, urgent FROM purge").fetchall()
    if not rows:
        return 0
    urgent = _merged(rows, is_urgent=True)
    if in_request:
        purge_at_once(urgent)
    else:
        purge_at_once(urgent, try_now=False)
    ask_purges(_merged(rows, is_urgent=False))
    with store.writing():
        store.connection.executemany("DELETE FROM purge WHERE id = ?", [row[:1] for row in rows])
    return len(rows)


def _merged(rows: Sequence[tuple[int, str, str, int]], *, is_urgent: bool) -> list[Purge]:
    found = {key: Purge(key, title) for _id, key, title, urgent in rows if urgent == is_urgent}
    if not is_urgent and (EVERYTHING in found or len(found) > TOO_MUCH):
        return [Purge(EVERYTHING)]
    return list(found.values())


def hand_over_in_request(store: Store) -> None:
    """Tell the CDN of a takedown at once; whatever fails is the press's and the worker's to do."""
    try:
        hand_over(store, in_request=True)
    except DatabaseError:
        logger.exception("A purge could not be handed over", event_name="press.purge_waits")
