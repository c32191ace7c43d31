"""Whatever several writers do at once, no page is stale once it has settled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.press.process import Press
from tests.empty_databases import copied_template
from tests.press.edits import EDITS, make_scene
from tests.press.harness import PressAtWork
from tests.press.property import Rebuilt, run_edits
from tests.press.several import ALONE, ROUND
from tests.press.stage import perform
from tests.running_site import postgresql_database

#: A quarter of them alone, so that each kind is settled by itself once.
COUNT = int(os.environ.get("BROADSHEET_TEST_EDITS", "300"))
SEED = int(os.environ.get("BROADSHEET_TEST_SEED", "1"))


def test_no_edit_of_several_writers_leaves_a_page_stale(
    django_db_setup: None, tmp_path: Path
) -> None:
    name = f"broadsheet_press_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with copied_template(name) as database:
        edit_and_compare(tmp_path, COUNT, SEED, database)


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_edit_of_many_more_leaves_a_page_stale(tmp_path: Path, database: str) -> None:
    address = None if database == "sqlite" else postgresql_database("broadsheet_press_many")
    if address is None and database == "postgresql":
        pytest.skip("No PostgreSQL server answers on this machine.")
    edit_and_compare(tmp_path, COUNT * 4, SEED + 1, address)


def edit_and_compare(folder: Path, count: int, seed: int, database: str | None) -> None:
    report = perform(folder / "site", count, seed, database)
    # Seen where it fails.
    print("\n".join(report["rows"]))
    print({name: value for name, value in report.items() if name != "rows"})
    assert report["faults"] == []
    assert report["edits"] >= count
    assert report["outcomes"]["made"] > 0.8 * count
    assert report["kinds"] == min(len(EDITS), report["edits"] // ROUND * ALONE)
    assert report["ratio"] <= 1.1


def test_a_settling_that_rebuilds_everything_is_found_out(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = make_scene(at_work.front, SEED)
    at_work.press_everything()
    monkeypatch.setattr(
        Press,
        "_let_touched_wait",
        lambda press, found, batch: press._change_everything(found, batch[0]),
    )
    with pytest.raises(Rebuilt):
        run_edits(at_work, scene, 3)
