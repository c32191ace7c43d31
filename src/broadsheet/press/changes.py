"""The changes that wait in the log, and what each means."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections

from broadsheet.press.models import Change

#: Looked at in one turn.
BATCH = 2000
#: More changes than these at once, as by an import, are a change of everything.
MOST = 20_000


@dataclass(frozen=True)
class Changed:
    """A row that came, went or changed; `columns` are those that differ."""

    id: int
    table: str
    row: str
    kind: str
    columns: frozenset[str]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    made_at: float

    @property
    def sides(self) -> list[dict[str, Any]]:
        """The noted values before and after, where there are any."""
        return [side for side in (self.before, self.after) if side is not None]

    @property
    def reason(self) -> str:
        """What happened, for `words.py`."""
        return self.reason_with("")

    def reason_with(self, touched: str) -> str:
        """The reason, with what of the pressing the change touched (`matching.py`)."""
        said = [self.kind, self.table, self.row, " ".join(sorted(self.columns))]
        return json.dumps([*said, touched] if touched else said)

    @property
    def subject(self) -> str:
        """The changed thing as addresses name what they show."""
        return f"{outermost_table(self.table)}:{self.row}"


@cache
def outermost_table(table: str) -> str:
    """The table of the outermost model of which a table holds a part."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return str([model, *model._meta.all_parents][-1]._meta.db_table)
    return table


#: A rendering does not note more changes than these that it holds: they are matched once more.
MOST_HELD = 500


COLUMNS = ("id", "table_name", "row", "kind", "columns", "before", "after", "made_at")


def waiting(tables: tuple[str, ...] = (), using: str = DEFAULT_DB_ALIAS) -> list[Changed]:
    """The oldest changes that nobody has looked at, of some tables where they are named."""
    rows = Change.objects.using(using).order_by("id")
    if tables:
        rows = rows.filter(table_name__in=tables)
    return [_changed(*row) for row in rows.values_list(*COLUMNS)[:BATCH]]


def _changed(
    id: int,
    table: str,
    row: str,
    kind: str,
    columns: str,
    before: str | None,
    after: str | None,
    made_at: float,
) -> Changed:
    if kind == "E":
        return Changed(id, "", columns, kind, frozenset(), None, None, made_at)
    return Changed(
        id,
        table,
        str(row),
        kind,
        frozenset(columns.split()),
        json.loads(before) if before else None,
        json.loads(after) if after else None,
        made_at,
    )


_kept: set[str] = set()


def is_kept(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the database has a log: while it is made, it has none."""
    if (
        using not in _kept
        and Change._meta.db_table in connections[using].introspection.table_names()
    ):
        _kept.add(using)
    return using in _kept


def how_many(using: str = DEFAULT_DB_ALIAS) -> int:
    return Change.objects.using(using).count()


def any_waiting(using: str = DEFAULT_DB_ALIAS) -> bool:
    """The cheapest question: asked before all others."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT 1 FROM press_change LIMIT 1")
        return cursor.fetchone() is not None


def visible(using: str = DEFAULT_DB_ALIAS) -> list[int]:
    """The changes that the transaction sees waiting, by their numbers; none where they are many."""
    keys = list(
        Change.objects.using(using).order_by().values_list("pk", flat=True)[: MOST_HELD + 1]
    )
    return keys if len(keys) <= MOST_HELD else []


def forget(changes: list[Changed], using: str = DEFAULT_DB_ALIAS) -> None:
    """Take from the log what was looked at."""
    keys = [change.id for change in changes]
    for start in range(0, len(keys), 500):
        Change.objects.using(using).filter(id__in=keys[start : start + 500])._raw_delete(using)


def forget_all(using: str = DEFAULT_DB_ALIAS) -> None:
    """Empty the log, before everything is pressed anew."""
    Change.objects.using(using).all()._raw_delete(using)
