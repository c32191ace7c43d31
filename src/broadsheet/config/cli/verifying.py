from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from broadsheet.config.cli.app import HERE, SiteOption, app, check_database, open_site, say


@app.command("verify-history")
def verify_history(
    site: SiteOption = HERE,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Look whether every version of every story is what readers saw; exit code 1 if one isn't."""
    check_database(open_site(site))
    from broadsheet.newsroom.history.chain import broken_versions
    from broadsheet.newsroom.models import StoryVersion

    broken = list(broken_versions())
    if as_json:
        typer.echo(json.dumps([asdict(item) for item in broken], indent=2, ensure_ascii=False))
    else:
        for item in broken:
            say.print(
                f"Version {item.number} of “{item.headline}” (story {item.story}): {item.fault}.",
                markup=False,
            )
        if not broken:
            say.print(f"All {StoryVersion.objects.count()} versions are as they were sealed.")
    if broken:
        raise typer.Exit(1)
