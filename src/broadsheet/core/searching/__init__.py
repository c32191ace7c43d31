"""The search backend: Wagtail's index in the site's own database, asked in ways that stay quick."""

from __future__ import annotations

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail asks for
    """The backend of the database in use; SQLite without FTS5 has Wagtail's own."""
    if connection.vendor == "postgresql":
        from broadsheet.core.searching.postgresql import PostgreSQLBackend

        return PostgreSQLBackend(params)
    from wagtail.search.backends import database

    chosen = database.SearchBackend(params)  # type: ignore[attr-defined]
    if connection.vendor == "sqlite" and type(chosen).__name__ == "SQLiteSearchBackend":
        from broadsheet.core.searching.sqlite import SQLiteBackend

        return SQLiteBackend(params)
    return chosen
