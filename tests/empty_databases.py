"""Databases with all tables and no newspaper, for sites that a test runs in other processes."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.prepared_database import made_template


def put_empty_database(path: Path) -> None:
    """An SQLite database, at a path where nothing is."""
    from broadsheet.config.prepared.archive import EMPTY, Prepared

    # Where the archive is of other migrations, a test of its own fails and says so.
    with zipfile.ZipFile(Prepared.open().path) as archive:
        path.write_bytes(archive.read(EMPTY))


@contextmanager
def copied_template(name: str) -> Iterator[str | None]:
    """A PostgreSQL database while the block lasts; its address, None where tests run on SQLite.

    It is copied from the template that `prepared_database.py` makes.
    """
    server = os.environ.get("BROADSHEET_TEST_DATABASE")
    if server is None:
        yield None
        return
    import psycopg
    from psycopg.sql import SQL, Identifier

    from broadsheet.config.prepared.inputs import digest_of_migrations

    name_ = Identifier(name)
    with made_template(server, digest_of_migrations()) as (cursor, template):
        cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name_))
        cursor.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(name_, Identifier(template)))
        # The tests lose nothing that matters when the machine does.
        cursor.execute(SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name_))
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name_))
