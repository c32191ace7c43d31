"""Bringing a site up to date with the program: a backup first, and the way back said."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.markup import escape

from broadsheet.config.cli.app import (
    HERE,
    SiteOption,
    app,
    check_database,
    open_site,
    pending_migrations,
    say,
)
from broadsheet.config.cli.keeping import JsonOption, make_backup, refusals, stopped
from broadsheet.keeping.errors import KeepingRefused


@app.command()
def upgrade(
    site: SiteOption = HERE,
    to: Annotated[
        str,
        typer.Option(
            metavar="DEST",
            help="Where the backup goes; by default backup.to of site.toml, or SITE/backups.",
            show_default=False,
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """After a new version was installed: backup, change the database, then what else is needed."""
    config = open_site(site)
    with refusals("Broken off."), stopped(config.folder):
        check_database(config)
        destination = to or config.backup_to or str(config.folder / "backups")
        try:
            made = make_backup(config, destination, origin="upgrade")
        except KeepingRefused as refused:
            raise KeepingRefused(
                f"{refused} Without a backup there is no way back, so nothing was changed."
            ) from refused
        report: dict[str, Any] = {"backup": made, "changes": [], "steps": [], "failed": ""}
        try:
            take_steps(report)
        except BaseException as error:
            reason = "It was broken off" if isinstance(error, KeyboardInterrupt) else str(error)
            report["failed"] = reason or type(error).__name__
            report["way_back"] = (
                f"broadsheet restore {made['destination']}/{made['name']} "
                f"--site {config.folder} --replace"
            )
            say.print(f"broadsheet: The upgrade failed: {report['failed']}.", markup=False)
            say.print(
                f"The way back: install the version that ran before, then\n  {report['way_back']}",
                markup=False,
            )
            if as_json:
                typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
            raise typer.Exit(1) from error
    say.print(f"{escape(str(config.folder))} is up to date.")
    if as_json:
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))


def take_steps(report: dict[str, Any]) -> None:
    """Bring the database up to date, then run what the rooms have registered.

    The report's `changes` and `steps` name what was done, each as it is done.
    """
    # Its own step is registered with it.
    import broadsheet.config.roles  # noqa: F401
    from broadsheet.config.cli.sites import migrate
    from broadsheet.core.upgrading import upgrade_steps

    pending = pending_migrations()
    say.print(f"Database: {len(pending)} changes" if pending else "Database: nothing to change")
    migrate()
    report["changes"] = [str(change) for change in pending]
    for name, step in upgrade_steps:
        say.print(f"{step.about} …", markup=False)
        step.run()
        report["steps"].append(name)
