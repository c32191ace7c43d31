"""What every file of the project keeps to."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.architecture.rooms import PACKAGE, ROOT, where

#: Style asks for fewer than about 400 lines; past this a module must become a package.
LONGEST_MODULE = 450
#: Names that say nothing about what is inside.
NO_NAMES = ("utils", "helpers", "misc", "common", "stuff", "lib")
#: In parts, so that this file does not hold them itself: one machine's paths and hosts.
MACHINES_OWN = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("python", "hosted"),
        ("registry.npm", "js"),
        ("arti", "factory"),
    )
)


def tracked() -> list[Path]:
    """The files of the repository, those to be added too."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = done.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_machines_paths_or_hosts() -> None:
    wrong = []
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        wrong += [f"{where(path)} holds {word}" for word in MACHINES_OWN if word in text]
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    wrong = [path for path in PACKAGE.rglob("*.py") if path.stem in NO_NAMES]
    assert wrong == []


def test_no_module_is_too_long_to_read() -> None:
    long = {
        where(path): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_MODULE
    }
    assert long == {}


@pytest.mark.parametrize("folder", ["src/broadsheet", "tests"])
def test_every_folder_of_modules_is_a_package(folder: str) -> None:
    wrong = {
        where(path.parent)
        for path in (ROOT / folder).rglob("*.py")
        if not (path.parent / "__init__.py").exists()
    }
    assert wrong == set()
