"""The empty newspaper on which most tests stand: made once a process by the program, then as rows.

`make_publication` saves pages, roles and settings with all that hangs on them: most of a small
test's time. What it changed in the database is noted at its first call; later tests, whose database
is as it was before that call, get those very rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from wagtail.models import Site

from broadsheet.config.publication import make_publication
from broadsheet.fronts.models import FrontPage

NAME = "The Test Post"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """What the making did to one table."""

    table: str
    columns: tuple[str, ...]
    before: frozenset[Row]
    gone: tuple[Row, ...]
    added: tuple[Row, ...]


_changes: list[Change] | None = None


def _is_plain(table: str) -> bool:
    """Whether its rows are written by statements; SQLite's word indexes follow by triggers."""
    return "_fts" not in table


def _rows() -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if _is_plain(table):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                columns = tuple(column[0] for column in cursor.description)
                found[table] = (columns, cursor.fetchall())
    return found


def _is_as_before(changes: list[Change]) -> bool:
    with connection.cursor() as cursor:
        for change in changes:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(change.table)}")
            if frozenset(cursor.fetchall()) != change.before:
                return False
    return True


@transaction.atomic
def _apply(changes: list[Change]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for change in changes:
            table, first = quote(change.table), quote(change.columns[0])
            if change.gone:
                cursor.executemany(
                    f"DELETE FROM {table} WHERE {first} = %s", [row[:1] for row in change.gone]
                )
        for change in changes:
            if change.added:
                columns = ", ".join(map(quote, change.columns))
                places = ", ".join(["%s"] * len(change.columns))
                cursor.executemany(
                    f"INSERT INTO {quote(change.table)} ({columns}) VALUES ({places})",
                    list(change.added),
                )


def make_test_publication() -> FrontPage:
    global _changes
    if _changes is None:
        before = _rows()
        made = make_publication(name=NAME)
        after = _rows()
        _changes = [
            Change(
                table,
                columns,
                frozenset(before[table][1]),
                tuple(row for row in before[table][1] if row not in rows),
                tuple(row for row in rows if row not in before[table][1]),
            )
            for table, (columns, rows) in after.items()
            if rows != before[table][1]
        ]
        return made
    if not _is_as_before(_changes):
        return make_publication(name=NAME)
    _apply(_changes)
    cache.clear()
    Site.clear_site_root_paths_cache()
    return FrontPage.objects.get()
