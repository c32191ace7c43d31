from __future__ import annotations

from typing import Annotated

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
from broadsheet.config.cli.sites import MAKING
from broadsheet.config.process_locks import WEB, WORKER, at_work
from broadsheet.config.site_file import SiteConfig, SiteFileError, load

HostOption = Annotated[
    str | None, typer.Option(help="The network address to listen on.", show_default="site.toml's")
]
EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104
PortOption = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="The port to listen on.", show_default="site.toml's"),
]


def settings_to_listen(folder: object, host: str | None, port: int | None) -> dict[str, object]:
    """What of site.toml gives way to --host and --port, the site's own address with them."""
    from pathlib import Path

    config = load(Path(str(folder)))
    overrides: dict[str, object] = {"host": host, "port": port}
    if config.is_loopback and (host or port):
        name = host or config.host
        if name in EVERY_INTERFACE:
            # Nobody can visit these: they stand for all of a machine's addresses.
            name = "127.0.0.1"
        name = f"[{name}]" if ":" in name else name
        overrides["address"] = f"http://{name}:{port or config.port}"
    return overrides


def refuse_half_made(config: SiteConfig) -> None:
    """Raise SiteFileError for a site whose making was killed."""
    if (config.data / MAKING).exists():
        raise SiteFileError(
            f"The making of the site in {config.folder} was broken off. "
            "Remove that folder and make the site again."
        )


def refuse_pending(config: SiteConfig) -> None:
    """Raise SiteFileError where the database is older than the program."""
    pending = pending_migrations()
    if pending:
        raise SiteFileError(
            f"The database lacks {len(pending)} changes of this version. Run "
            f"`broadsheet upgrade --site {config.folder}`, which makes a backup first."
        )


@app.command()
def run(site: SiteOption = HERE, host: HostOption = None, port: PortOption = None) -> None:
    """Run the whole site in this terminal: web, press, worker and clock. Ctrl-C stops it."""
    from broadsheet.config.running import Supervisor

    config = open_site(site, **settings_to_listen(site, host, port))
    refuse_half_made(config)
    with Supervisor(config) as supervisor:
        check_database(config)
        pending = pending_migrations()
        if pending and config.database == "sqlite":
            say.print(f"Bringing the database up to date ({len(pending)} changes) …")
            from broadsheet.config.cli.sites import migrate

            migrate()
        elif pending:
            refuse_pending(config)
        supervisor.prepare()
        say.print(f"{escape(supervisor.name)} is at [bold]{config.address}/[/]")
        say.print(f"The newsroom is at {config.address}/admin/ · Ctrl-C stops it.")
        supervisor.serve()
    say.print("Stopped.")


@app.command()
def web(site: SiteOption = HERE, host: HostOption = None, port: PortOption = None) -> None:
    """Run the web processes alone, where the worker runs elsewhere."""
    from broadsheet.config.running import check_port, serve_web

    config = open_site(site, **settings_to_listen(site, host, port))
    with at_work(config, WEB):
        check_database(config)
        check_port(config)
        refuse_pending(config)
        serve_web(config)


@app.command()
def worker(
    site: SiteOption = HERE,
    clock: Annotated[
        bool, typer.Option(help="Whether this worker also keeps the schedule.")
    ] = True,
    once: Annotated[
        bool, typer.Option("--once", help="Do the tasks that wait, then stop.")
    ] = False,
) -> None:
    """Run background tasks and the clock that publishes what is scheduled."""
    config = open_site(site)
    with at_work(config, WORKER):
        check_database(config)
        refuse_pending(config)
        # Models can be imported only now that Django is set up.
        from broadsheet.config.working import work

        work(with_clock=clock and not once, once=once)
