from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from broadsheet.config.cli.app import HERE, SiteOption, app, check_database, open_site, say
from broadsheet.config.cli.running import refuse_pending
from broadsheet.config.site_file import SiteConfig, SiteFileError, load

press = typer.Typer(
    help="Pages that are rendered when they change, not when they are read.",
    no_args_is_help=True,
)
app.add_typer(press, name="press")
JsonOption = Annotated[bool, typer.Option("--json", help="The report as JSON.")]


def _open(site: Path) -> SiteConfig:
    """Open the site as its press runs it: `run --port` gives it another address."""
    config = open_site(site, address=address_of_press(load(site)))
    _check(config)
    return config


def _check(config: SiteConfig) -> None:
    if not config.press:
        raise SiteFileError(
            "This site has no press: the key press of site.toml is false. "
            "Set it to true, then start the site again."
        )
    check_database(config)
    refuse_pending(config)


def address_of_press(config: SiteConfig) -> str | None:
    """The address that the running press gives to pages; None where none has run."""
    path = config.data / "press.sqlite3"
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute("SELECT value FROM meta WHERE name = 'address'").fetchone()
        except sqlite3.Error:
            return None
    return str(row[0]) if row else None


@press.command("run")
def run_press(site: SiteOption = HERE) -> None:
    """Press what changes until it is stopped; `broadsheet run` does so by itself."""
    config = open_site(site)
    _check(config)
    from broadsheet.config.pressing import work

    work(config)


@press.command()
def status(site: SiteOption = HERE, as_json: JsonOption = False) -> None:
    """Say how much is pressed, what waits and what failed; exit code 1 if something failed."""
    _open(site)
    from broadsheet.press import looking
    from broadsheet.press.store import store

    found = looking.status(store())
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        say.print(f"{found.pages} pages and {found.fragments} fragments are pressed.")
        say.print(f"{found.waiting} wait to be pressed, {found.changes} changes to be looked at.")
        if found.changes:
            say.print(f"The oldest change waits for {found.oldest_change:.1f} seconds.")
        for failure in found.failures:
            say.print(
                f"{looking.title_of(failure.kind, failure.name)} failed "
                f"{failure.attempts} times: {failure.error}",
                markup=False,
            )
    if found.failures:
        raise typer.Exit(1)


@press.command()
def why(
    address: Annotated[str, typer.Argument(help="A path or a whole address.", metavar="URL")],
    site: SiteOption = HERE,
    as_json: JsonOption = False,
) -> None:
    """Say what a page depends on and what last pressed it; exit code 1 if it isn't pressed."""
    _open(site)
    from broadsheet.press import looking
    from broadsheet.press.store import store

    path = looking.path_in(address)
    found = looking.why(store(), path)
    if found is None:
        say.print(
            f"{path} is not pressed. It is once it has been read, if every reader gets the same.",
            markup=False,
        )
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    say.print(f"{path}: {found['bytes']} bytes, pressed {found['times']} times.", markup=False)
    say.print(f"Last because of this: {found['reason']}", markup=False)
    if found["touched"]:
        say.print(f"That touched: {found['touched']}", markup=False)
    say.print(f"It holds these fragments: {', '.join(found['fragments']) or 'none'}.", markup=False)
    say.print("It shows of")
    shown: dict[tuple[str, str], int] = {}
    for row in found["rows"]:
        what = (row["what"], ", ".join(row["columns"]))
        shown[what] = shown.get(what, 0) + 1
    for (name, columns), count in sorted(shown.items()):
        say.print(f"  {count} × {name}: {columns}", markup=False)
    say.print(f"It asked {len(found['questions'])} questions, of")
    for tables in sorted({", ".join(item["tables"]) for item in found["questions"]}):
        say.print(f"  {tables}", markup=False)


@press.command()
def verify(site: SiteOption = HERE, as_json: JsonOption = False) -> None:
    """Make every pressed page anew and compare them; exit code 1 if one is stale."""
    _open(site)
    from broadsheet.press import looking
    from broadsheet.press.store import store

    count, differences = 0, []
    for _name, difference in looking.verify(store()):
        count += 1
        if difference is not None:
            differences.append(difference)
    wrong = [item for item in differences if item.what != "waiting"]
    if as_json:
        report = {"pages": count, "differences": [asdict(item) for item in differences]}
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for item in differences:
            say.print(f"{item.path} is {item.what}: {item.pressed!r} against {item.fresh!r}")
        say.print(
            f"{count} pages were made anew: {count - len(differences)} are the same, "
            f"{len(differences) - len(wrong)} wait to be pressed, {len(wrong)} are wrong."
        )
    if wrong:
        raise typer.Exit(1)


@press.command()
def rebuild(site: SiteOption = HERE, as_json: JsonOption = False) -> None:
    """Let everything be pressed anew, as after a change that the database did not see."""
    _open(site)
    from broadsheet.press.process import let_everything_wait
    from broadsheet.press.store import store

    waiting = let_everything_wait(store(), json.dumps(["R"]))
    if as_json:
        typer.echo(json.dumps({"waiting": waiting}))
    else:
        say.print(
            f"{escape(str(waiting))} pages and fragments wait to be pressed. "
            "Readers see what is pressed now until each is ready."
        )


@press.command()
def bench(
    stories: Annotated[int, typer.Option(help="Stories of the newspaper that is made.")] = 1000,
    seconds: Annotated[float, typer.Option(help="How long each thing is measured.")] = 5.0,
    publications: Annotated[int, typer.Option(help="Stories that are published.")] = 20,
    database: Annotated[str, typer.Option(help="As in site.toml.")] = "sqlite",
    write: Annotated[
        Path | None, typer.Option(help="A file for the table, in Markdown.", dir_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure this machine on a newspaper made for it: readers' pages, beside nginx, publishing.

    It needs wrk, and nginx for the comparison. No site of yours is touched.
    """
    from broadsheet.config.bench.measuring import markdown, measure

    def tell(line: str) -> None:
        typer.echo(line, err=True)

    report = measure(stories, seconds, publications, tell, database)
    if write is not None:
        write.write_text(markdown(report), encoding="utf-8")
    typer.echo(json.dumps(report.as_json(), indent=2) if as_json else markdown(report))
