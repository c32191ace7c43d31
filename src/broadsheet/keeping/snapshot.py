"""One moment of the database: written to a file, asked for counts, while everybody works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.db import connection
from django.db.models import FileField, Model

from broadsheet.keeping import postgresql
from broadsheet.keeping.manifest import POSTGRESQL, SQLITE

#: Pages copied between two looks at whether to go on.
PAGES = 2000
#: Tables whose rows sign their holders in: whoever has a backup of today could be anybody.
SIGNED_IN = ("django_session", "usersessions_usersession", "staff_kept")
Beat = Callable[[], None]


class Snapshot(Protocol):
    """A moment of the database that stands still while it is read."""

    kind: str
    member: str

    def write(self, path: Path, beat: Beat, *, empty: Collection[str] = ()) -> None:
        """Write the whole database as of this moment; of the `empty` tables, no row."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Rows as of this moment."""

    def columns(self) -> set[tuple[str, str]]:
        """Every table with each of its columns: an older database has fewer than the models."""


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """The database as it is now, for as long as the block lasts."""
    opener = _sqlite if connection.vendor == "sqlite" else _postgresql
    with opener() as made:
        yield made


@dataclass
class SqliteSnapshot:
    connection: sqlite3.Connection
    kind: str = "sqlite"
    member: str = SQLITE

    def write(self, path: Path, beat: Beat, *, empty: Collection[str] = ()) -> None:
        with closing(sqlite3.connect(path)) as target:
            # The source's own read transaction holds the moment: without it the copy would begin
            # anew at every write of another process.
            self.connection.backup(target, pages=PAGES, progress=lambda *_left: beat())
            # A copy of one file: a write-ahead log beside it would be lost.
            target.execute("PRAGMA journal_mode=DELETE")
            # What is deleted is overwritten: else it stands in the file's free pages.
            target.execute("PRAGMA secure_delete=ON")
            tables = {table for table, _column in self.columns()}
            for table in tables.intersection(empty):
                target.execute(f"DELETE FROM {table}")  # noqa: S608
            target.commit()

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        yield from self.connection.execute(sql)

    def columns(self) -> set[tuple[str, str]]:
        return set(
            self.rows(
                "SELECT tables.name, columns.name FROM sqlite_master AS tables "
                "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'"
            )
        )


@contextmanager
def _sqlite() -> Iterator[Snapshot]:
    path = Path(str(connection.settings_dict["NAME"])).resolve()
    with closing(
        sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30)
    ) as source:
        source.execute("BEGIN")
        # The moment is that of the first read.
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield SqliteSnapshot(source)


@dataclass
class PostgresqlSnapshot:
    cursor: Any
    name: str
    server: int
    environment: dict[str, str]
    kind: str = "postgresql"
    member: str = POSTGRESQL

    def write(self, path: Path, beat: Beat, *, empty: Collection[str] = ()) -> None:
        words = [
            postgresql.program("pg_dump", self.server),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--schema=public",
            *(f"--exclude-table-data=public.{table}" for table in empty),
            f"--snapshot={self.name}",
            f"--file={path}",
        ]
        postgresql.run(words, self.environment, beat)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        self.cursor.execute(sql)
        yield from self.cursor.fetchall()

    def columns(self) -> set[tuple[str, str]]:
        return set(
            self.rows(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = 'public'"
            )
        )


@contextmanager
def _postgresql() -> Iterator[Snapshot]:
    # A connection of its own: the moment lasts as long as its transaction.
    own: Any = connection.copy()
    try:
        server = own.pg_version // 10000
        # Said before the work begins, not in its middle.
        postgresql.program("pg_dump", server)
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            name = cursor.fetchone()[0]
            environment = postgresql.environment_of(own.settings_dict)
            yield PostgresqlSnapshot(cursor, name, server, environment)
            cursor.execute("ROLLBACK")
    finally:
        own.close()


def count_rows(moment: Snapshot, models: Mapping[str, type[Model]]) -> dict[str, int]:
    """How many rows of each model there are at a moment; those without a table are left out."""
    tables = {table for table, _column in moment.columns()}
    counts = {}
    for name, model in models.items():
        if model._meta.db_table in tables:
            table = connection.ops.quote_name(model._meta.db_table)
            [(counts[name],)] = moment.rows(f"SELECT count(*) FROM {table}")  # noqa: S608
    return counts


def migrations(moment: Snapshot) -> list[str]:
    """The names of all changes that the database has had, as `app.name`."""
    rows = moment.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in rows]


def named_files(moment: Snapshot) -> Iterator[tuple[FileField, str]]:
    """Every file that a row names, with its field."""
    existing = moment.columns()
    quote = connection.ops.quote_name
    for model in apps.get_models():
        for field in () if model._meta.proxy else model._meta.local_fields:
            if not isinstance(field, FileField):
                continue
            table, column = model._meta.db_table, str(field.column)
            if (table, column) in existing:
                sql = f"SELECT {quote(column)} FROM {quote(table)}"  # noqa: S608
                for (name,) in moment.rows(sql):
                    if name:
                        yield field, str(name)
