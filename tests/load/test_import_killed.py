"""An import that is killed at twenty moments and goes on is the import that was never stopped."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importers.make_archive import write_backup
from tests.running_site import BROADSHEET, clean_environment

MOMENTS = 20
SEED = 20261124
#: What is another each time by its nature: when something was written, and ids made by chance.
BY_CHANCE = frozenset(
    {"imported_at", "created_at", "changed_at", "timestamp", "uuid", "public_id", "updated_at"}
    | {"translation_key", "last_published_at", "latest_revision_created_at", "given_at"}
)
#: The section that takes the stories is published when it is made; a story keeps its date.
OF_THE_SECTION = {"first_published_at": "CASE WHEN depth > 3 THEN first_published_at END"}
TABLES = (
    *("importers_importeditem", "importers_missingfile", "importers_pendingcard"),
    *("importers_uncreditedpicture", "newsroom_story", "newsroom_storycard", "newsroom_byline"),
    *("newsroom_storytopic", "newsroom_cardbyline", "newsroom_cardtopic", "newsroom_person"),
    *("newsroom_topic", "core_address", "media_picture", "fronts_editorspick", "wagtailcore_page"),
)


def new_site(folder: Path) -> Path:
    subprocess.run(
        [*BROADSHEET, "new", str(folder)], env=clean_environment(), check=True, capture_output=True
    )
    return folder


def bring(site: Path, source: Path, moments: int) -> int:
    """Bring the archive in; how often the import was killed meanwhile."""
    command = [sys.executable, "-m", "tests.load.killed_import", str(site), str(source)]
    done = subprocess.run(
        [*command, str(moments), str(SEED)],
        env=clean_environment(),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    )
    return int(done.stdout.split()[-1])


def rows(site: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables that an import writes, by table."""
    (database,) = (site / "data").glob("*.sqlite3")
    found = {}
    with sqlite3.connect(database) as connection:
        for table in TABLES:
            cursor = connection.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = [name for (name, *_rest) in cursor.description if name not in BY_CHANCE]
            if table == "wagtailcore_page":
                columns = [OF_THE_SECTION.get(name, name) for name in columns]
            found[table] = sorted(
                connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr
            )
    return found


@pytest.mark.slow
def test_an_import_killed_at_twenty_moments_ends_row_for_row_as_one_that_ran_through(
    tmp_path: Path,
) -> None:
    source = write_backup(tmp_path / "own.zip", stories=900, pictures=60)
    empty = new_site(tmp_path / "empty")
    whole = Path(shutil.copytree(empty, tmp_path / "whole"))
    assert bring(whole, source, 0) == 0
    expected = rows(whole)
    assert len(expected["newsroom_story"]) == 900
    assert expected["importers_missingfile"] == []
    broken = Path(shutil.copytree(empty, tmp_path / "broken"))
    killed = bring(broken, source, MOMENTS)
    print(f"\nkilled {killed} times of {MOMENTS}")
    assert killed >= MOMENTS // 2
    found = rows(broken)
    for table in TABLES:
        assert found[table] == expected[table], table
