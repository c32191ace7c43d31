"""A room uses only rooms below it: in imports, and in all that names a room without importing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.migrations.loader import MigrationLoader

from tests.architecture.rooms import (
    BUILT,
    LAYERS,
    PACKAGE,
    PLANNED,
    ROOT,
    contract,
    files,
    may_use,
    room_of,
    room_of_module,
    texts_in,
    where,
)

#: Wagtail's own models, which rooms inherit from, point to it through Django's AUTH_USER_MODEL.
ACCOUNT = get_user_model()
#: "newsroom.Story", "newsroom.use_html_block", "newsroom:index", "newsroom/card.html".
NAMES_A_ROOM = re.compile(rf"({'|'.join(BUILT)})(?:[.:]\w[\w.]*|/[\w/.\-]+)")


class TestTheContract:
    def test_import_linter_finds_no_import_upwards(self) -> None:
        program = Path(sys.executable).with_name("lint-imports")
        done = subprocess.run(
            [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def test_it_leaves_no_room_out(self) -> None:
        folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
        assert folders == set(BUILT)
        assert contract()["exhaustive"] is True
        assert "ignore_imports" not in contract()

    def test_config_is_at_the_top_and_core_at_the_bottom(self) -> None:
        assert LAYERS["config"] == 0
        assert LAYERS["core"] == max(LAYERS.values())

    def test_every_room_is_in_the_architecture_as_built_or_as_planned(self) -> None:
        text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
        rows = " ".join(line for line in text.splitlines() if line.startswith("|"))
        planned = next(line for line in text.splitlines() if line.startswith("Planned"))
        assert set(BUILT) <= set(re.findall(r"`(\w+)`", rows))
        assert set(re.findall(r"`(\w+)`", planned)) == PLANNED

    def test_the_designs_rooms_are_all_there(self) -> None:
        assert set(LAYERS) == {
            *("config", "importers", "syndication", "search", "newsletters", "store", "fronts"),
            *("narration", "submissions", "audience", "newsroom", "masthead", "media", "readers"),
            *("staff", "press", "edge", "mail", "forms", "charts", "core", "keeping"),
        }


def test_no_room_points_to_a_model_of_a_room_above() -> None:
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        room = room_of_module(model.__module__)
        if not room:
            continue
        for field in model._meta.get_fields():
            other = field.related_model
            # What points here from above is that room's own affair.
            if other is None or isinstance(other, str) or field.auto_created or other is ACCOUNT:
                continue
            beside = room_of_module(other.__module__)
            if beside and not may_use(room, beside):
                wrong.append(f"{model.__name__}.{field.name} points to {beside}")
    assert wrong == []


def test_no_migration_waits_for_one_of_a_room_above() -> None:
    rooms = {config.label: room_of_module(config.name) for config in apps.get_app_configs()}
    wrong = []
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        room = rooms.get(label, "")
        for other, _needed in migration.dependencies if room else ():
            beside = rooms.get(other, "")
            if beside and other != ACCOUNT._meta.app_label and not may_use(room, beside):
                wrong.append(f"{label}.{name} waits for {other}")
    assert wrong == []


@pytest.mark.parametrize("room", [room for room in BUILT if room != "config"])
def test_no_text_in_the_code_names_a_room_above(room: str) -> None:
    wrong = [
        f"{where(path, line)} names {text}"
        for path in files("*.py")
        if room_of(path) == room and "migrations" not in path.parts
        for line, text in texts_in(path)
        if (match := NAMES_A_ROOM.fullmatch(text)) and not may_use(room, match[1])
    ]
    assert wrong == []
