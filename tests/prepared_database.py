"""Fills the tests' SQLite database from the prepared archive: its migrations take half a minute."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

#: A database in memory lives as long as one connection to it.
_held: list[sqlite3.Connection] = []


def begin_prepared() -> None:
    """Let the tests' database begin with the archive's tables; `migrate` then finds them there.

    Without an archive of these very migrations, and on PostgreSQL, nothing is changed.
    """
    from django.db import connection

    from broadsheet.config.prepared.archive import EMPTY, NotPrepared, Prepared
    from broadsheet.config.prepared.inputs import digest_of_migrations

    if connection.vendor != "sqlite":
        return
    try:
        prepared = Prepared.open()
    except NotPrepared:
        return
    if prepared.manifest["migrations"] != digest_of_migrations():
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
