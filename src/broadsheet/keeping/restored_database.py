"""The restored database: PostgreSQL's own way in and back, and rows that a backup can't know."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from broadsheet.keeping import postgresql
from broadsheet.keeping.errors import BackupDamaged, KeepingRefused
from broadsheet.keeping.manifest import Manifest

FORMER_SCHEMA = "broadsheet_before_restore"
ROW = "keeping_backup"
BROKEN_OFF = "It was on its way when the backup was made from which this site was restored."
#: The backup that was restored was running when it held its own row: by now it is known as good.
SETTLE = (
    (
        "UPDATE keeping_backup SET state = 'done', reason = '', finished_at = started_at "
        "WHERE state = 'running' AND name = {0}"
    ),
    (
        "UPDATE keeping_backup SET state = 'failed', finished_at = asked_at, reason = {0} "
        "WHERE state IN ('waiting', 'running')"
    ),
)


def settle_sqlite(path: Path, archive_name: str) -> None:
    """End what was on its way, or the restored site would begin it again."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ROW,)).fetchone()
        if found:
            for sql, value in zip(SETTLE, (archive_name, BROKEN_OFF), strict=True):
                database.execute(sql.format("?"), (value,))
        database.commit()


class PostgresqlRestore:
    """Restores into a PostgreSQL database; what stands in it is kept in a schema beside.

    Raises KeepingRefused before anything is changed where it does not answer, where others are
    connected, or where it holds tables and `replace` was not said.
    """

    def __init__(self, address: str, *, replace: bool) -> None:
        import psycopg

        self._environment = postgresql.environment_of_address(address)
        try:
            self._connection: Any = psycopg.connect(address, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise KeepingRefused(
                f"The database does not answer: {reason}. Start it, or give another --database."
            ) from error
        self._program = postgresql.program(
            "pg_restore", self._connection.info.server_version // 10000
        )
        self._aside = False
        self._require_alone()
        self._require_empty(replace=replace)

    def close(self) -> None:
        self._connection.close()

    def _ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        cursor = self._connection.execute(sql, values or None)
        return list(cursor.fetchall()) if cursor.description else []

    def _require_alone(self) -> None:
        [(others,)] = self._ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if others:
            raise KeepingRefused(
                f"{others} other connections to the database are open: the site runs, perhaps on "
                "another machine, or somebody looks into it. Stop that, then restore."
            )

    def _require_empty(self, *, replace: bool) -> None:
        [(tables,)] = self._ask(
            "SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', %s)", FORMER_SCHEMA
        )
        if tables and not replace:
            raise KeepingRefused(
                "The database holds tables already. Make an empty one and give it with --database, "
                "or replace what is in it with --replace."
            )
        [(left,)] = self._ask("SELECT count(*) FROM pg_namespace WHERE nspname = %s", FORMER_SCHEMA)
        if left:
            raise KeepingRefused(
                f"The schema {FORMER_SCHEMA} stands in the database: a restore was broken off "
                "there, and the former site is in it. Look at it, then rename it to public "
                "(ALTER SCHEMA) or drop it."
            )

    def check(self, dump: Path) -> None:
        """Raises BackupDamaged for a dump whose table of contents can't be read."""
        said = subprocess.run(
            [self._program, "--list", str(dump)], capture_output=True, text=True, check=False
        )
        if said.returncode:
            raise BackupDamaged("The backup's database can't be read. Take another backup.")

    def put_aside(self) -> None:
        """Rename the schema with the former site's tables."""
        self._ask(f"ALTER SCHEMA public RENAME TO {FORMER_SCHEMA}")
        self._aside = True
        self._ask("CREATE SCHEMA public")

    def restore(
        self, dump: Path, manifest: Manifest, archive_name: str, beat: Callable[[], None]
    ) -> None:
        """Fill the schema, in one transaction. Raises KeepingRefused."""
        listed = dump.with_name("contents.list")
        said = subprocess.run(
            [self._program, "--list", str(dump)], capture_output=True, text=True, check=True
        )
        # The schema itself is there: the program would stumble over it.
        lines = [
            line for line in said.stdout.splitlines() if not re.search(r" SCHEMA - public ", line)
        ]
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = [
            self._program,
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            f"--use-list={listed}",
            f"--dbname={self._environment['PGDATABASE']}",
            str(dump),
        ]
        try:
            postgresql.run(words, self._environment, beat)
        finally:
            listed.unlink()
        self._check_counts(manifest)
        if self._ask("SELECT 1 FROM pg_tables WHERE tablename = %s AND schemaname='public'", ROW):
            for sql, value in zip(SETTLE, (archive_name, BROKEN_OFF), strict=True):
                self._ask(sql.format("%s"), value)
        self._ask("ANALYZE")

    def _check_counts(self, manifest: Manifest) -> None:
        from broadsheet.keeping.counting import tables

        for name, table in tables().items():
            if name in manifest.counts:
                [(found,)] = self._ask(f'SELECT count(*) FROM public."{table}"')  # noqa: S608
                if found != manifest.counts[name]:
                    raise BackupDamaged("The backup's database is not what was kept.")

    def take_back(self) -> None:
        """Let the former tables stand again."""
        if self._aside:
            self._ask("DROP SCHEMA IF EXISTS public CASCADE")
            self._ask(f"ALTER SCHEMA {FORMER_SCHEMA} RENAME TO public")
            self._aside = False

    def drop_former(self) -> None:
        if self._aside:
            self._ask(f"DROP SCHEMA {FORMER_SCHEMA} CASCADE")
            self._aside = False
