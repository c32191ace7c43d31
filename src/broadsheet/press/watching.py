"""Which tables the press watches, and the triggers by which the database notes their changes.

A trigger sees every write: the ORM's, bulk and raw ones, other processes', a person's in a database
shell; with the old and the new values, in the transaction that writes. No other hook does.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from broadsheet.press.models import Change

#: Apps whose tables no reader's page shows.
UNWATCHED_APPS = frozenset(
    {
        "account",
        "auth",
        "django_tasks_database",
        "importers",
        "keeping",
        "mfa",
        "press",
        "readers",
        "sessions",
        "socialaccount",
        "staff",
        "usersessions",
        "wagtailadmin",
        "wagtailsearch",
        "wagtailusers",
    }
)
#: What Wagtail keeps for the newsroom alone.
UNWATCHED_TABLES = frozenset(
    f"wagtailcore_{name}"
    for name in (
        "apitoken",
        "comment",
        "commentreply",
        "groupapprovaltask",
        "groupapprovaltask_groups",
        "groupcollectionpermission",
        "grouppagepermission",
        "groupsitepermission",
        "modellogentry",
        "pagesubscription",
        "referenceindex",
        "revision",
        "task",
        "taskstate",
        "uploadedfile",
        "workflow",
        "workflowcontenttype",
        "workflowpage",
        "workflowstate",
        "workflowtask",
    )
)
#: What is told to other machines.
UNWATCHED_TABLES |= frozenset({"core_outboundact", "core_outboundlane"})
#: What the newsroom keeps for its own work, some of it written with every autosave.
UNWATCHED_TABLES |= frozenset(
    f"newsroom_{name}"
    for name in (
        "approval",
        "assignment",
        "assignment_people",
        "checkedlink",
        "editorapproval",
        "editorapproval_groups",
        "editorbase",
        "notice",
        "noticechoices",
        "spiking",
        "urgentpublication",
    )
)
#: Their rows stand in memory for a process's life: a change of one changes everything.
HELD_TABLES = frozenset({"django_content_type", "wagtailcore_locale", "wagtailcore_site"})
#: SQLite's functions take 127 arguments at most.
MOST_VALUES = 60
PREFIX = "press_"


@dataclass(frozen=True)
class Watched:
    """A table: its key's column, all columns, and those whose values are noted."""

    table: str
    key: str
    columns: tuple[str, ...]
    noted: tuple[str, ...]


def watched_tables() -> dict[str, Watched]:
    """The tables of all installed models that a page may show, by name."""
    found: dict[str, Watched] = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if not options.managed or options.proxy or options.app_label in UNWATCHED_APPS:
            continue
        if options.db_table in UNWATCHED_TABLES:
            continue
        fields = [field for field in options.local_concrete_fields if field.column]
        found[options.db_table] = Watched(
            table=options.db_table,
            key=str(options.pk.column),
            columns=tuple(str(field.column) for field in fields),
            noted=tuple(str(field.column) for field in fields if is_short(field))[:MOST_VALUES],
        )
    return found


def is_short(field: models.Field[object, object]) -> bool:
    """Whether a column's values are worth noting: they may decide what a list shows."""
    kind = field.get_internal_type()
    return kind not in ("TextField", "JSONField", "BinaryField", "FileField")


def watch(using: str = DEFAULT_DB_ALIAS) -> int:
    """Bring the database's triggers in line with the models; how many were made anew."""
    connection = connections[using]
    wanted = dict(_triggers(connection))
    there = _existing(connection)
    with connection.cursor() as cursor:
        for name in there.keys() - wanted.keys():
            cursor.execute(_drop(connection, name, there[name]))
        missing = [name for name in wanted if name not in there]
        if missing and connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for name in missing:
            cursor.execute(wanted[name])
    return len(missing)


def unwatch(using: str = DEFAULT_DB_ALIAS) -> int:
    """Drop all triggers, as before a migration or where the site has no press; how many."""
    connection = connections[using]
    there = _existing(connection)
    with connection.cursor() as cursor:
        for name, table in there.items():
            cursor.execute(_drop(connection, name, table))
    return len(there)


@contextmanager
def noted_at_once(reason: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let all that happens in the block be one change: for what writes thousands of rows."""
    were_there = unwatch(using)
    try:
        yield
    finally:
        if were_there:
            watch(using)
            change_everything(reason, using)


def change_everything(reason: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Note that anything may have changed."""
    Change.objects.using(using).create(
        table_name="", row="", kind="E", columns=reason, made_at=time.time()
    )


def _existing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The press's triggers that the database has, with their tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
                "AND substr(name, 1, 6) = 'press_'"
            )
        else:
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE left(tgname, 6) = 'press_' AND NOT tgisinternal "
                "AND pg_table_is_visible(pg_class.oid)"
            )
        return {str(name): str(table) for name, table in cursor.fetchall()}


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    quote = connection.ops.quote_name
    behind = "" if connection.vendor == "sqlite" else f" ON {quote(table)}"
    return f"DROP TRIGGER {quote(name)}{behind}"


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """Each trigger's name, which changes with its text, and its SQL."""
    make = _sqlite_trigger if connection.vendor == "sqlite" else _postgresql_trigger
    for watched in watched_tables().values():
        for kind in "IUD":
            body = make(watched, kind)
            mark = hashlib.sha256(f"{POSTGRESQL_FUNCTION}{body}".encode()).hexdigest()[:12]
            name = f"{PREFIX}{kind.lower()}_{mark}"
            yield name, body.replace("{name}", connection.ops.quote_name(name))


EVENTS = {"I": "INSERT", "U": "UPDATE", "D": "DELETE"}


def _sqlite_trigger(watched: Watched, kind: str) -> str:
    differ = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in watched.columns)
    names = " || ".join(
        f"""CASE WHEN OLD."{name}" IS NOT NEW."{name}" THEN '{name} ' ELSE '' END"""
        for name in watched.columns
    )
    values = {
        side: "json_object("
        + ", ".join(f"""'{name}', {side}."{name}\"""" for name in watched.noted)
        + ")"
        for side in ("OLD", "NEW")
    }
    old = "NULL" if kind == "I" else values["OLD"]
    new = "NULL" if kind == "D" else values["NEW"]
    row = f'{"NEW" if kind == "I" else "OLD"}."{watched.key}"'
    return (
        f'CREATE TRIGGER {{name}} AFTER {EVENTS[kind]} ON "{watched.table}" '  # noqa: S608
        f"{f'WHEN {differ} ' if kind == 'U' else ''}BEGIN "
        "INSERT INTO press_change (table_name, row, kind, columns, before, after, made_at) VALUES ("
        f"'{watched.table}', {row}, '{kind}', {names if kind == 'U' else chr(39) * 2}, {old}, "
        f"{new}, (julianday('now') - 2440587.5) * 86400.0); END"
    )


#: Arguments: the key's column, and as a JSON list the columns whose values are not noted.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION press_note_change() RETURNS trigger LANGUAGE plpgsql AS $press$
DECLARE
    was jsonb;
    is_now jsonb;
    names text := '';
    left_out text[] := ARRAY(SELECT jsonb_array_elements_text(TG_ARGV[1]::jsonb));
BEGIN
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW); END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT string_agg(one.key, ' ') INTO names
        FROM jsonb_each(was) AS one JOIN jsonb_each(is_now) AS other USING (key)
        WHERE one.value IS DISTINCT FROM other.value;
        IF names IS NULL THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO press_change (table_name, "row", kind, columns, "before", "after", made_at) VALUES (
        TG_TABLE_NAME, coalesce(was, is_now) ->> TG_ARGV[0], left(TG_OP, 1), names,
        (was - left_out)::text, (is_now - left_out)::text,
        extract(epoch FROM clock_timestamp()));
    -- Sent on commit, once however many rows there are.
    PERFORM pg_notify('press_change', '');
    RETURN NULL;
END
$press$
"""


def _postgresql_trigger(watched: Watched, kind: str) -> str:
    left_out = json.dumps([name for name in watched.columns if name not in watched.noted])
    # A statement that sets what already stands there is common: it does not even call the function.
    when = "WHEN (OLD.* IS DISTINCT FROM NEW.*) " if kind == "U" else ""
    return (
        f'CREATE TRIGGER {{name}} AFTER {EVENTS[kind]} ON "{watched.table}" FOR EACH ROW {when}'
        f"EXECUTE FUNCTION press_note_change('{watched.key}', '{left_out}')"
    )
