"""No site is restored or upgraded under a process of it, and none starts meanwhile."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from broadsheet.config.process_locks import (
    HOLDERS,
    WEB,
    SiteRuns,
    nobody_at_work,
    take,
)
from tests.config.command import broadsheet
from tests.config.running import APART, START, STOP, apart, is_held, wait_for
from tests.running_site import new_site as new_site_at
from tests.running_site import postgresql_database


@pytest.fixture
def site(new_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(new_site, tmp_path / "site"))


@pytest.mark.parametrize("name", APART)
def test_while_a_process_runs_by_itself_nothing_is_restored_and_nothing_upgraded(
    site: Path, tmp_path: Path, name: str
) -> None:
    kept = tmp_path / "kept"
    assert broadsheet("backup", kept, "--site", site).code == 0
    with apart(site, name) as process:
        for words in (("restore", kept, "--replace"), ("upgrade",)):
            done = broadsheet(*words, "--site", site)
            assert done.code == 1
            assert f"The site runs ({HOLDERS[name]}). Stop what runs" in done.err
        process.send_signal(signal.SIGTERM)
        process.wait(START)
    assert wait_for(lambda: not is_held(site, name), STOP)
    done = broadsheet("restore", kept, "--site", site, "--replace")
    assert done.code == 0, done.err


@pytest.mark.slow
def test_on_postgresql_likewise(tmp_path: Path) -> None:
    database = postgresql_database("broadsheet_locks")
    if database is None:
        pytest.skip("No PostgreSQL server answers: start one, or set BROADSHEET_TEST_POSTGRESQL.")
    site, kept = tmp_path / "site", tmp_path / "kept"
    new_site_at(site, database)
    assert broadsheet("backup", kept, "--site", site).code == 0
    with apart(site, "worker"):
        for words in (("restore", kept, "--replace"), ("upgrade",)):
            done = broadsheet(*words, "--site", site)
            assert done.code == 1
            assert "The site runs (`broadsheet worker`)" in done.err


@pytest.mark.parametrize("command", ["run", "web", "worker", "press run"])
def test_nothing_starts_while_the_site_is_restored_or_upgraded(site: Path, command: str) -> None:
    (site / "data" / "run.lock").write_text("process 1, of yesterday")
    with nobody_at_work(site / "data"):
        done = broadsheet(*command.split(), "--site", site)
    assert done.code == 2
    assert "being restored or upgraded" in done.err
    assert "process 1" not in done.err


def test_several_share_a_lock_that_the_last_of_them_lets_go_of(tmp_path: Path) -> None:
    first = take(tmp_path, WEB, alone=False)
    second = take(tmp_path, WEB, alone=False)
    assert first
    assert second
    for lock in (first, second):
        with pytest.raises(SiteRuns, match="`broadsheet web`"), nobody_at_work(tmp_path):
            pass
        lock.close()
    with nobody_at_work(tmp_path):
        assert take(tmp_path, WEB, alone=False) is None
