from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.markup import escape

from broadsheet.config.cli.app import HERE, SiteOption, app, open_site, say
from broadsheet.config.theme_file import ThemeFileError

MARKS = {"ok": "[green]ok[/]   ", "warning": "[yellow]note[/] ", "fault": "[red]FAULT[/]"}


@app.command()
def doctor(
    site: SiteOption = HERE,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Look the site over and say what is wrong and what to do; exit code 1 if something is."""
    from broadsheet.config.examination import Finding, examine

    try:
        config = open_site(site)
    except ThemeFileError as error:
        # The site does not open with it: all that can be said is what is wrong with it.
        findings = [Finding("Theme", "fault", str(error))]
    else:
        findings = list(examine(config))
    if as_json:
        typer.echo(json.dumps([finding.as_dict() for finding in findings], indent=2))
    else:
        for finding in findings:
            say.print(f"{MARKS[finding.level]} {finding.name}: {escape(finding.message)}")
    if any(finding.level == "fault" for finding in findings):
        raise typer.Exit(1)
