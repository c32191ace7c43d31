from __future__ import annotations

from typing import Annotated

import typer

from broadsheet.config.cli.app import HERE, SiteOption, app, open_site


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def manage(
    context: typer.Context,
    command: Annotated[str, typer.Argument(help="migrate, shell, createsuperuser, …")] = "help",
    site: SiteOption = HERE,
) -> None:
    """Run one of Django's and Wagtail's own commands on the site."""
    if command in ("-h", "--help"):
        # Asked of a command behind it, --help is that command's own.
        typer.echo(context.get_help())
        return
    open_site(site)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["broadsheet manage", command, *context.args])
