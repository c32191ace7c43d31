"""Lets the tests' databases begin with their tables: the migrations take half a minute.

On SQLite they come out of the prepared archive, on PostgreSQL out of a template database that the
first run of these very migrations makes, beside the tests' own.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.config.prepared.archive import Prepared

#: A database in memory lives as long as one connection to it.
_held: list[sqlite3.Connection] = []


def begin_prepared() -> None:
    """Let the tests' database begin with the archive's tables; `migrate` then finds them there.

    Without an archive of these very migrations nothing is changed.
    """
    from django.db import connection

    from broadsheet.config.prepared.archive import EMPTY
    from broadsheet.config.prepared.inputs import digest_of_migrations

    if connection.vendor == "postgresql":
        begin_from_template(connection.creation, digest_of_migrations())
        return
    prepared = _prepared()
    if prepared is None:
        return
    creation: Any = connection.creation
    create = creation._create_test_db

    def filled(*args: Any, **options: Any) -> str:
        name: str = create(*args, **options)
        with zipfile.ZipFile(prepared.path) as archive, tempfile.TemporaryDirectory() as folder:
            source = Path(archive.extract(EMPTY, folder))
            target = sqlite3.connect(name, uri=True)
            with closing(sqlite3.connect(source)) as empty:
                empty.backup(target)
        _held.append(target)
        return name

    creation._create_test_db = filled


def _prepared() -> Prepared | None:
    """The archive, where it holds the tables of these very migrations."""
    from broadsheet.config.prepared.archive import NotPrepared, Prepared
    from broadsheet.config.prepared.inputs import digest_of_migrations

    try:
        found = Prepared.open()
    except NotPrepared:
        return None
    return found if found.manifest["migrations"] == digest_of_migrations() else None


def template_name(digest: str) -> str:
    return f"broadsheet_tests_{digest[:16]}"


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Let the default connection lead to an empty database that several threads can share.

    What is written there is committed, as on a site: a test's own transaction is not seen by other
    connections, and SQLite's database in memory has one connection.
    """
    from django.db import connections

    held = connections["default"]
    settings = connections.settings["default"]
    name = settings["NAME"]
    settings["NAME"] = _copy_for(held, folder)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], copied = held, settings["NAME"]
        settings["NAME"] = name
        if held.vendor == "postgresql":
            quote = held.ops.quote_name
            with held.creation._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {quote(copied)} WITH (FORCE)")


def _copy_for(held: Any, folder: Path) -> str:
    """A copy of the tests' empty database; the name by which it is opened."""
    from broadsheet.config.prepared.archive import EMPTY
    from broadsheet.config.prepared.inputs import digest_of_migrations

    if held.vendor == "sqlite":
        prepared = _prepared()
        if prepared is not None:
            with zipfile.ZipFile(prepared.path) as archive:
                return str(archive.extract(EMPTY, folder))
        path = folder / "shared.sqlite3"
        held.ensure_connection()
        with closing(sqlite3.connect(path)) as target:
            held.connection.backup(target)
        return str(path)
    quote, name = held.ops.quote_name, f"{held.settings_dict['NAME']}_shared"
    template = template_name(digest_of_migrations())
    with held.creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
    return name


def begin_from_template(creation: Any, digest: str) -> None:
    """Let PostgreSQL copy a database that has been migrated before; processes take turns."""
    quote = creation.connection.ops.quote_name

    def copied(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = creation._get_test_db_name()
        with made_template(os.environ["BROADSHEET_TEST_DATABASE"], digest) as (cursor, template):
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
            # The tests lose nothing that matters when the machine does.
            cursor.execute(f"ALTER DATABASE {quote(name)} SET synchronous_commit = off")
        return name

    creation._create_test_db = copied


@contextmanager
def made_template(server: str, digest: str) -> Iterator[tuple[Any, str]]:
    """A cursor on the server, and the name of a database with the tables of these migrations.

    While the block lasts no other process of the tests copies it.
    """
    import psycopg

    template = template_name(digest)
    with psycopg.connect(server, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('broadsheet tests'))")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            making = f"{template}_making"
            cursor.execute(f'DROP DATABASE IF EXISTS "{making}"')
            cursor.execute(f'CREATE DATABASE "{making}"')
            cursor.execute(f'ALTER DATABASE "{making}" SET synchronous_commit = off')
            _migrate(f"{server.rpartition('/')[0]}/{making}")
            cursor.execute(f'ALTER DATABASE "{making}" RENAME TO "{template}"')
        yield cursor, template


def _migrate(address: str) -> None:
    """Make the tables of the database at an address, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        text = f'schema = 1\naddress = "http://testserver"\ndatabase = "{address}"\n'
        text += f'secret_key = "{"not-secret-" * 5}"\n'
        Path(folder, "site.toml").write_text(text, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-m", "broadsheet", "manage", "migrate", "--verbosity=0"],
            env={**os.environ, "BROADSHEET_SITE": folder},
            check=True,
        )
