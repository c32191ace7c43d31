from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from broadsheet.config.cli.app import app, check_database, open_site, say
from broadsheet.config.site_file import FILE_NAME, SiteConfig, SiteFileError, load, new_text
from broadsheet.config.site_values import MAILBOX

if TYPE_CHECKING:
    from broadsheet.config.demo import DemoMade

#: Stands in data/ while a site is made: what a power cut leaves is no site.
MAKING = ".making"
#: The folders of a site, beside its site.toml.
MADE = ("data", "theme")
LONGEST_NAME = 120
DEMO_ADDRESS = "http://127.0.0.1:8000"
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")]


def refuse_taken(folder: Path) -> None:
    """Raise SiteFileError where something stands in the folder."""
    if (folder / FILE_NAME).exists():
        raise SiteFileError(
            f"There is a site in {folder} already. Give another folder, "
            f"or start that one with `broadsheet run --site {folder}`."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SiteFileError(f"{folder} is not empty. Give a folder that is new or empty.")


def make_folder(
    folder: Path, *, address: str, language: str, database: str, demo: bool = False
) -> None:
    """Write a site folder with its site.toml. Raises SiteFileError for what can't work."""
    text = new_text(address=address, language=language, database=database, demo=demo)
    try:
        for part in ("data", "theme/templates", "theme/static"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "data" / MAKING).write_text("1\n", encoding="ascii")
        (folder / FILE_NAME).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SiteFileError(
            f"The site can't be made in {folder}: {error.strerror}. Give another folder, "
            "or this account the right to write there."
        ) from error
    load(folder)


@contextmanager
def made_whole(
    folder: Path, *, address: str, language: str, database: str, demo: bool = False
) -> Iterator[None]:
    """Make a site folder and do what stands in the block; leave nothing half made behind.

    Raises SiteFileError where the folder is not free or what was asked for can't work.
    """
    folder = folder.resolve()
    was_there = folder.is_dir()
    refuse_taken(folder)
    try:
        make_folder(folder, address=address, language=language, database=database, demo=demo)
        yield
    except BaseException:
        # Also what Ctrl-C breaks off. A folder that was there stays, as empty as it was.
        if was_there:
            for path in MADE:
                shutil.rmtree(folder / path, ignore_errors=True)
            (folder / FILE_NAME).unlink(missing_ok=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    (folder / "data" / MAKING).unlink()


def refuse_filled_database() -> None:
    """Raise SiteFileError where the database holds something: a site begins in an empty one."""
    from django.db import connection

    if connection.introspection.table_names():
        raise SiteFileError(
            "The database holds tables already. Make an empty one for the new site, "
            "or start the site that it belongs to."
        )


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def make_database(config: SiteConfig) -> None:
    """Make the tables of a new site, from the prepared archive where it serves."""
    from broadsheet.config.prepared.archive import NotPrepared, Prepared

    try:
        Prepared.open().unpack_empty(config)
    except NotPrepared as reason:
        if config.database == "sqlite":
            say.print(f"{reason} Making its tables one by one takes half a minute.")
        migrate()


def make_demo_newspaper(config: SiteConfig) -> DemoMade:
    """Make the demo newspaper, from the prepared archive where it serves."""
    from django.utils import timezone

    from broadsheet.config.demo import DemoMade, make_demo
    from broadsheet.config.prepared.archive import NotPrepared, Prepared
    from broadsheet.config.publication import keep_site_row

    try:
        prepared = Prepared.open()
        prepared.unpack_demo(config, timezone.now())
    except NotPrepared as reason:
        say.print(f"{reason} Making every story and picture anew takes a minute or two …")
        make_database(config)
        return make_demo()
    keep_site_row()
    return DemoMade(**{key: prepared.manifest[key] for key in ("name", "stories", "people")})


def add_archive(count: int) -> int:
    """Put made-up stories behind the demo's own, with a bar; returns how many are there."""
    if count < 1:
        return 0
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from broadsheet.config.demo.made import write_archive

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=say,
        transient=True,
    ) as bar:
        job = bar.add_task("Making stories", total=count)
        return write_archive(count, lambda done, total: bar.update(job, completed=done))


def prepare_archive(file: Path) -> None:
    """Build the demo newspaper in a folder of its own and pack it into `file`."""
    say.print("Building the demo newspaper to pack it …")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "site"
        with made_whole(folder, address=DEMO_ADDRESS, language="en", database="sqlite"):
            config = open_site(folder)
            migrate()
            from broadsheet.config.prepared.making import Packer

            size = Packer(config).write(file.resolve())
    say.print(f"{file}: {size / 1e6:.1f} MB")


def make_account(username: str, email: str) -> str:
    """Make the first account, with all rights; returns its random password."""
    from broadsheet.staff.models import User

    password = secrets.token_urlsafe(9)
    User.objects.create_superuser(username=username, email=email, password=password)
    return password


@app.command()
def new(
    folder: Folder,
    name: Annotated[str, typer.Option(help="The newspaper's name.")] = "Our newspaper",
    address: Annotated[
        str, typer.Option(help="Where readers will find it.")
    ] = "http://127.0.0.1:8000",
    language: Annotated[str, typer.Option(help="Its language, as a code.")] = "en",
    time_zone: Annotated[str, typer.Option(help="Its clock, such as Europe/Kyiv.")] = "UTC",
    database: Annotated[str, typer.Option(help="`sqlite`, or a PostgreSQL address.")] = "sqlite",
    email: Annotated[str, typer.Option(help="E-mail of the first account.")] = "",
) -> None:
    """Make an empty newspaper in a folder of its own."""
    import zoneinfo

    if time_zone not in zoneinfo.available_timezones():
        raise SiteFileError(
            f"“{time_zone}” is no time zone. Give one such as Europe/Kyiv or America/New_York."
        )
    if not 1 <= len(name) <= LONGEST_NAME:
        raise SiteFileError(f"Give --name a name of 1 to {LONGEST_NAME} characters.")
    if email and not MAILBOX.fullmatch(email):
        raise SiteFileError(f"“{email}” is no e-mail address. Give --email one, or leave it out.")
    with made_whole(folder, address=address, language=language, database=database):
        config = open_site(folder)
        check_database(config)
        refuse_filled_database()
        shown = escape(name)
        say.print(f"Making the database of {shown} …")
        make_database(config)
        from broadsheet.config.publication import make_publication

        make_publication(name=name, time_zone=time_zone)
        password = make_account("editor", email)
    say.print(f"{shown} is ready in {config.folder}.")
    say.print(f"Sign in at {config.address}/admin/ as [bold]editor[/] with {password}")
    say.print(f"Start it with: broadsheet run --site {folder}")


@app.command()
def demo(
    folder: Folder = Path("site"),
    stories: Annotated[
        int,
        typer.Option(
            min=0, help="How many in all: its own and, for trying a large archive, made-up ones."
        ),
    ] = 0,
    if_missing: Annotated[
        bool, typer.Option("--if-missing", help="Do nothing where the site is there.")
    ] = False,
    database: Annotated[str, typer.Option(help="`sqlite`, or a PostgreSQL address.")] = "sqlite",
    prepare: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Build it once and pack it into FILE, for quick making; no site."
        ),
    ] = None,
) -> None:
    """Make a demo newspaper with stories of its own, to look at and to try."""
    if prepare is not None:
        prepare_archive(prepare)
        return
    if (folder / "data" / MAKING).exists():
        raise SiteFileError(
            f"The making of the site in {folder} was broken off. "
            "Remove that folder, then start again."
        )
    if if_missing and (folder / FILE_NAME).exists():
        return
    with made_whole(folder, address=DEMO_ADDRESS, language="en", database=database, demo=True):
        config = open_site(folder)
        if not config.is_loopback:
            # Its password is printed and its stories are invented: it must not meet real readers.
            raise SiteFileError(
                f"A demo newspaper is not for readers, and {config.address} is a public address. "
                "Make a real one with `broadsheet new`."
            )
        check_database(config)
        refuse_filled_database()
        say.print("Making the demo newspaper …")
        made = make_demo_newspaper(config)
        from broadsheet.config.demo.drawer import keep_next_scheduled

        added = add_archive(stories - made.stories)
        keep_next_scheduled()
        password = make_account("editor", "editor@demo.example")
        sign_in = config.data / "sign-in.txt"
        sign_in.touch(mode=0o600)
        sign_in.write_text(f"editor\n{password}\n", encoding="utf-8")
    count = made.stories + added
    if count < stories:
        say.print(
            f"Broken off: {count:,} of {stories:,} stories are there, and all that is theirs."
        )
    say.print(f"{made.name}: {count} stories, {made.people} people, ready in {folder}.")
    say.print(
        f"Sign in at /admin/ as [bold]editor[/] with [bold]{password}[/] "
        f"(also in {folder}/data/sign-in.txt)"
    )
