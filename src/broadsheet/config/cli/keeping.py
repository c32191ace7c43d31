from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from broadsheet.config.cli.app import (
    HERE,
    SiteOption,
    app,
    check_database,
    open_site,
    pending_migrations,
    say,
)
from broadsheet.config.process_locks import SiteRuns, nobody_at_work
from broadsheet.config.site_file import FILE_NAME, SiteConfig, SiteFileError, load
from broadsheet.keeping.errors import KeepingRefused

JsonOption = Annotated[bool, typer.Option("--json", help="The report as JSON.")]
STAGES = {
    "database": "Database",
    "files": "Files",
    "sealing": "Sealing",
    "keeping": "Keeping",
    "reading": "Verifying",
    "unpacking": "Unpacking",
    "filling": "Filling the database",
    "stories": "Stories",
    "media": "Pictures and files",
}


@contextmanager
def refusals(broken_off: str) -> Iterator[None]:
    """End the command with a sentence and exit code 1, or 130 where a person broke it off."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeepingRefused as refused:
        say.print(f"broadsheet: {refused}", markup=False)
        raise typer.Exit(1) from refused
    except OSError as error:
        named = f" ({error.filename})" if error.filename else ""
        say.print(f"broadsheet: {error.strerror or error}{named}. {broken_off}", markup=False)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        say.print(broken_off, markup=False)
        raise typer.Exit(130) from None


@contextmanager
def shown() -> Iterator[Callable[[str, int, int], None]]:
    """A bar of progress in a terminal, told of stage, done and total."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=say,
        transient=True,
    ) as bar:
        job = bar.add_task("", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bar.update(
                job, description=STAGES.get(stage, stage), completed=done, total=total or None
            )

        yield tell


@contextmanager
def stopped(folder: Path) -> Iterator[None]:
    """Keeps the site's processes from being started while the block lasts.

    Raises KeepingRefused while one of them is at work.
    """
    try:
        with nobody_at_work(folder / "data"):
            yield
    except SiteRuns as running:
        raise KeepingRefused(str(running)) from running


@app.command()
def backup(
    destination: Annotated[
        str,
        typer.Argument(
            metavar="[DEST]",
            help="A folder, or s3://bucket/prefix; by default backup.to of site.toml.",
            show_default=False,
        ),
    ] = "",
    site: SiteOption = HERE,
    keep: Annotated[
        int | None,
        typer.Option(min=1, help="Delete all but this many of the site's whole backups there."),
    ] = None,
    with_secrets: Annotated[
        bool,
        typer.Option("--with-secrets", help="With the secret key and site.toml's passwords."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Keep database, pictures, files, theme and settings in one file, while the site runs."""
    config = open_site(site)
    check_database(config)
    with refusals("Broken off: nothing of it is kept."):
        made = make_backup(config, destination, keep=keep, with_secrets=with_secrets)
    if as_json:
        typer.echo(json.dumps(made, indent=2))


def make_backup(
    config: SiteConfig,
    destination: str,
    *,
    keep: int | None = None,
    with_secrets: bool = False,
    origin: str = "command",
) -> dict[str, Any]:
    """Make a backup and say so; returns the report. Raises KeepingRefused."""
    from broadsheet.keeping.actions import begin_by_command, make_claimed
    from broadsheet.keeping.destinations.choosing import destination_for
    from broadsheet.keeping.enums import BackupOrigin

    destination = destination or config.backup_to
    if not destination:
        raise KeepingRefused(
            "Where to? Give a folder or s3://bucket/prefix, or write backup.to into site.toml."
        )
    if "://" not in destination and destination != config.backup_to:
        # A word typed in a terminal counts from where it was typed.
        destination = str(Path(destination).expanduser().resolve())
    place = destination_for(destination, config.folder)
    row = begin_by_command(destination, BackupOrigin(origin))
    with shown() as tell:
        made = make_claimed(row, keep=keep, with_secrets=with_secrets, tell=tell)
    stories = made.manifest.counts.get("stories", 0)
    say.print(
        f"{place}/{made.name}: {made.size / 1e6:.1f} MB, {stories} stories, "
        f"{len(made.manifest.members)} files.",
        markup=False,
    )
    if made.manifest.missing:
        say.print(
            f"{len(made.manifest.missing)} files that the database names are not on the disk, "
            f"such as {made.manifest.missing[0]}.",
            markup=False,
        )
    return {"destination": str(place), **made.as_dict()}


@app.command()
def restore(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="A backup's file, s3://…/name.zip, or a place: its newest."
        ),
    ],
    site: SiteOption = HERE,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of the site that stands there."),
    ] = False,
    database: Annotated[
        str | None,
        typer.Option(help="The PostgreSQL address to restore into, where it is another one."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only verify the backup; nothing is written.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Put a site back from a backup: verified whole before anything is touched."""
    with refusals("Broken off: nothing was changed."), bare_program():
        from broadsheet.keeping.destinations.choosing import source_for
        from broadsheet.keeping.known import known_migrations
        from broadsheet.keeping.restoring import require_known
        from broadsheet.keeping.verifying import opened

        place, name = source_for(source)
        with (
            shown() as tell,
            place.fetched(name, counted(tell, "keeping")) as path,
            opened(path, counted(tell, "reading")) as found,
        ):
            pending = require_known(found.manifest, known_migrations())
            found.check(counted(tell, "reading", found.size))
            lacking: list[str] = []
            if not check:
                lacking = put_back(found, name, site.resolve(), database, replace, tell)
        report = {
            "name": name,
            "made_at": found.manifest.made_at.isoformat(),
            "version": found.manifest.version,
            "database": found.manifest.database,
            "counts": found.manifest.counts,
            "files": len(found.manifest.members),
            "missing": found.manifest.missing,
            "with_secrets": found.manifest.has_secret_key,
            "pending_migrations": len(pending),
            "restored": not check,
            "lacking": lacking,
        }
    print_restored(report, site)
    if as_json:
        typer.echo(json.dumps(report, indent=2))


def put_back(
    found: Any,
    name: str,
    site: Path,
    database: str | None,
    replace: bool,
    tell: Callable[[str, int, int], None],
) -> list[str]:
    """Restore a verified backup into a site's folder; returns the keys that lack a password."""
    from broadsheet.keeping import restoring
    from broadsheet.keeping.counting import tables
    from broadsheet.keeping.restored_database import PostgresqlRestore

    restoring.require_room(site, replace=replace)
    was_there = site.exists()
    try:
        with (
            stopped(site),
            restoring.staged(found, site, counted(tell, "unpacking", found.size)) as folder,
            # The locks of what stands there go away with it.
            stopped(folder),
        ):
            former = None
            if (site / FILE_NAME).is_file():
                former = (site / FILE_NAME).read_text(encoding="utf-8-sig")
            text, lacking = restoring.completed_toml(
                restoring.site_toml_of(folder), former, database
            )
            (folder / FILE_NAME).write_text(text, encoding="utf-8")
            # The environment goes before the file, as it will when the site is started.
            address = database or load(folder, _with_stand_ins(lacking)).database
            restoring.require_kind(found.manifest, address)
            server = None
            if address == "sqlite":
                restoring.check_sqlite(folder, found.manifest, tables())
            else:
                server = PostgresqlRestore(address, replace=replace)
                server.check(folder / "data" / found.manifest.database_member)
            try:
                restoring.stand(
                    folder,
                    site,
                    found.manifest,
                    name,
                    text,
                    server,
                    beat=lambda: tell("filling", 0, 0),
                )
            finally:
                if server is not None:
                    server.close()
    except BaseException:
        if not was_there and site.is_dir() and not any(site.iterdir()):
            site.rmdir()
        raise
    return lacking


def _with_stand_ins(lacking: Sequence[str]) -> dict[str, str]:
    """The environment, with something in the place of what the site can't start without.

    What is missing is said when it is restored, and again when it is started.
    """
    wanted = {key: f"BROADSHEET_{key.upper()}" for key in lacking if key == "oidc_secret"}
    return {**dict.fromkeys(wanted.values(), "missing"), **os.environ}


def print_restored(report: dict[str, Any], site: Path) -> None:
    made = f"{report['name']} of {report['made_at'][:16].replace('T', ' ')} UTC"
    stories = f"{report['counts'].get('stories', 0)} stories, {report['files']} files"
    if not report["restored"]:
        say.print(f"{made} is whole: {stories}. Nothing was written.", markup=False)
        return
    say.print(f"{made} stands in {site}: {stories}.", markup=False)
    if not report["with_secrets"]:
        say.print(
            "The backup has no secret key: unless the former one was here, a new one is made and "
            "everybody signs in again."
        )
    for key in report["lacking"]:
        what = "The password in" if key in ("mail", "cache") else "The key"
        say.print(f"{what} {key} of site.toml is not in the backup: write it there.")
    if report["pending_migrations"]:
        say.print(
            f"The program has {report['pending_migrations']} changes of the database more than "
            f"the backup: run `broadsheet upgrade --site {site}` before you start it.",
            markup=False,
        )
    else:
        say.print(f"Start it with: broadsheet run --site {site}", markup=False)


def counted(
    tell: Callable[[str, int, int], None], stage: str, total: int = 0
) -> Callable[[int], None]:
    """Adds up bytes and tells of them."""
    done = 0

    def add(count: int) -> None:
        nonlocal done
        done += count
        tell(stage, done, total)

    return add


@contextmanager
def bare_program() -> Iterator[None]:
    """The program set up on no site: there may be none yet, or a broken one."""
    given = {key: os.environ.pop(key) for key in list(os.environ) if key.startswith("BROADSHEET_")}
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
        (Path(folder) / FILE_NAME).write_text("schema = 1\n", encoding="utf-8")
        open_site(Path(folder))
        os.environ.update(given)
        yield


@app.command()
def export(
    destination: Annotated[
        Path, typer.Argument(metavar="DEST", help="A folder that is new or empty.")
    ],
    site: SiteOption = HERE,
    with_readers: Annotated[
        bool,
        typer.Option("--with-readers", help="With readers and their consents: personal data."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write everything that the newsroom made in open formats: JSON, HTML, CSV, the originals."""
    config = open_site(site)
    check_database(config)
    if pending_migrations():
        raise SiteFileError(
            f"The database is not up to date. Run `broadsheet upgrade --site {site}` first."
        )
    from broadsheet.keeping.export.exporting import export as write

    folder = destination.expanduser().resolve()
    with refusals("Broken off: nothing of it is kept."), shown() as tell:
        about = write(folder, tell, with_readers=with_readers)
    counts = ", ".join(f"{count} {name}" for name, count in about["counts"].items() if count)
    say.print(f"{folder}: {counts}. README.md explains every file.", markup=False)
    for name in about["missing"][:5]:
        say.print(f"Not on the disk: {name}", markup=False)
    if with_readers:
        say.print(
            "It holds personal data of readers. Keep it encrypted, and delete it when it has "
            "served."
        )
    if as_json:
        typer.echo(json.dumps(about, indent=2, ensure_ascii=False))
