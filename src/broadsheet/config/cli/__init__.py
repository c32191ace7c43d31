"""The `broadsheet` command: what an operator types."""

from __future__ import annotations

import sys

from broadsheet.config.cli.app import app
from broadsheet.config.site_file import SiteFileError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; a site that can't be opened ends it with a sentence and exit code 2."""
    # Each module adds its commands to the app.
    from broadsheet.config.cli import (  # noqa: F401
        doctor,
        importing,
        keeping,
        manage,
        press,
        running,
        sites,
        upgrading,
        verifying,
    )

    try:
        app()
    except SiteFileError as error:
        print(f"broadsheet: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
