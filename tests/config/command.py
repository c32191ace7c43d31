"""Runs the `broadsheet` command as a person does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "broadsheet"]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, its report and its words for people."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what names the tests' own site."""
    mine = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BROADSHEET_", "DJANGO_", "PYTEST_"))
    }
    source = str(Path(__file__).parents[2] / "src")
    return {**mine, "PYTHONPATH": source, "COLUMNS": "100", **more}


def broadsheet(*words: str | Path, cwd: Path | None = None, **more: str) -> Ended:
    """Run the command to its end; `more` goes into its environment."""
    done = subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
