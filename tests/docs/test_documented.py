"""What is not documented is not done: settings, commands, doors, decisions, links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from broadsheet.config.cli import (
    doctor,
    importing,
    keeping,
    manage,
    press,
    running,
    sites,
    verifying,
)
from broadsheet.config.cli.app import app
from broadsheet.config.site_file import KEYS
from broadsheet.config.site_keys import spelled
from broadsheet.core import registries

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SLOT = re.compile(r"{%\s*slot\s+\"([^\"]+)\"")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
assert doctor
assert importing
assert keeping
assert manage
assert press
assert running
assert sites
assert verifying


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KEYS)
def test_every_setting_is_documented_with_its_example(name: str) -> None:
    text = read("operators/site-toml.md")
    assert f"`{spelled(name)}`" in text
    assert KEYS[name].example in text
    assert f"BROADSHEET_{name.upper()}" in text


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name, below in command.commands.items():
            yield from commands(below, f"{path} {name}".strip())
    else:
        yield path, command


def test_every_command_and_option_is_documented() -> None:
    text = read("operators/commands.md")
    found = list(commands(typer.main.get_command(app)))
    assert len(found) >= 8
    for path, command in found:
        assert f"`{path}" in text, path
        row = next(line for line in text.splitlines() if line.startswith(f"| `{path}"))
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert option in row or option == "--site", (path, option)


DOORS = [
    name
    for name, value in vars(registries).items()
    if isinstance(value, registries.Registry | registries.AddressViews | registries.Slots)
]


OTHER_DOORS = (
    "broadsheet.core.clock.jobs",
    "broadsheet.core.outbound.kinds.outbound_kinds",
    "broadsheet.core.problems.problems",
    "broadsheet.core.upgrading.upgrade_steps",
    "broadsheet.newsroom.desk.needs.needs",
    "broadsheet.newsroom.readiness.registry.checks",
)


@pytest.mark.parametrize("name", [*DOORS, *OTHER_DOORS])
def test_every_registry_is_documented(name: str) -> None:
    assert len(DOORS) >= 5
    assert f"`{name}`" in read("developers/rooms.md")


def test_every_slot_of_a_page_is_documented() -> None:
    templates = (ROOT / "src").rglob("*.html")
    slots = {name for path in templates for name in SLOT.findall(path.read_text(encoding="utf-8"))}
    assert slots
    for name in slots:
        assert f"`{name}`" in read("developers/rooms.md")


@pytest.mark.parametrize("name", [name for name, _factory in registries.body_blocks])
def test_every_body_block_is_documented(name: str) -> None:
    assert f"`{name}`" in read("developers/body-blocks.md")


def test_every_command_of_ours_under_manage_is_documented() -> None:
    commands = (ROOT / "src" / "broadsheet").glob("*/management/commands/[a-z]*.py")
    for path in commands:
        assert f"`{path.stem}" in read("operators/commands.md")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    text = read("decisions/0006-dependencies.md")
    for line in [*project["dependencies"], *(line for extra in extras for line in extra)]:
        name = re.split(r"[\[<>=]", line)[0]
        assert re.search(rf"\b{name}\b", text), name


@pytest.mark.parametrize("path", sorted((DOCS / "decisions").glob("*.md")), ids=lambda p: p.stem)
def test_every_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for heading in ("Context", "Decision", "Consequences"):
        assert f"## {heading}" in text
    assert re.search(r"\d{4}-\d\d-\d\d", text)


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), *sorted(DOCS.rglob("*.md"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_link_leads_to_a_file(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
