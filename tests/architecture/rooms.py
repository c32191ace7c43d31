"""The rooms and their order, as the import contract in pyproject.toml has them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "broadsheet"
ROOM = re.compile(r"(\()?(\w+)\)?")


def contract() -> dict[str, object]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, object] = settings["tool"]["importlinter"]["contracts"][0]
    return found


def read_layers() -> tuple[dict[str, int], set[str]]:
    """Each room's layer, 0 at the top; and those rooms that are planned and have no code."""
    layers: dict[str, int] = {}
    planned = set()
    for number, line in enumerate(contract()["layers"]):  # type: ignore[arg-type,var-annotated]
        for bracket, room in ROOM.findall(line):
            layers[room] = number
            if bracket:
                planned.add(room)
    return layers, planned


LAYERS, PLANNED = read_layers()
BUILT = sorted(set(LAYERS) - PLANNED)


def may_use(room: str, other: str) -> bool:
    """Whether a room may speak of another: of itself and of those below it."""
    return room == other or LAYERS[other] > LAYERS[room]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def room_of_module(name: str) -> str:
    """The room of a Python module's name; "" for one that is not ours."""
    parts = name.split(".")
    return parts[1] if parts[0] == "broadsheet" and len(parts) > 1 else ""


def files(pattern: str) -> list[Path]:
    """The rooms' files, without the package's own beside them."""
    return sorted(path for path in PACKAGE.rglob(pattern) if room_of(path) in LAYERS)


def texts_in(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module with their lines, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings:
            yield node.lineno, node.value


def where(path: Path, line: int = 0) -> str:
    name = path.relative_to(ROOT)
    return f"{name}:{line}" if line else str(name)
