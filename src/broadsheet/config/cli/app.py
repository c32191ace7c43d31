from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from broadsheet.config.site_file import SiteConfig, SiteFileError, load
from broadsheet.core.collecting import loading

app = typer.Typer(
    name="broadsheet",
    help="The whole publishing desk of an independent newsroom in one program.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
#: Words for people; reports for programs go to standard output by themselves.
say = Console(stderr=True, highlight=False, soft_wrap=True)

SiteOption = Annotated[
    Path,
    typer.Option("--site", metavar="DIR", help="The site's folder.", envvar="BROADSHEET_SITE"),
]
HERE = Path()


def open_site(folder: Path, **overrides: object) -> SiteConfig:
    """Read the site's settings and set Django up on them.

    `overrides` go before site.toml, as the environment does. Raises SiteFileError.
    """
    for name, value in overrides.items():
        if value is not None:
            os.environ[f"BROADSHEET_{name.upper()}"] = str(value)
    config = load(folder)
    os.environ["BROADSHEET_SITE"] = str(config.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.config.settings"
    if config.database != "sqlite" and find_spec("psycopg") is None:
        raise SiteFileError(
            "The site is on PostgreSQL and its driver is not installed. "
            "Install it with `pip install 'broadsheet[postgresql]'`."
        )
    if config.cache != "none" and find_spec("redis") is None:
        raise SiteFileError(
            "The key cache of site.toml names a server and its driver is not installed. "
            "Install it with `pip install redis`, or set cache to none."
        )
    import django

    with loading():
        django.setup()
    return config


def check_database(config: SiteConfig) -> None:
    """Raise SiteFileError when the database does not answer."""
    from django.db import DatabaseError, connection

    from broadsheet.config.site_keys import hidden

    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise SiteFileError(
            f"The database {hidden(config.database)} does not answer: {reason}. "
            "Start it, or mend the key database of site.toml."
        ) from error


def pending_migrations() -> list[str]:
    """The names of the migrations that the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]
