from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.config.command import broadsheet


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as `broadsheet new` leaves it, to be copied, not changed."""
    folder = tmp_path_factory.mktemp("made") / "site"
    done = broadsheet("new", folder, "--name", "The Test Post", "--time-zone", "Europe/Kyiv")
    assert done.code == 0, done.err
    (folder / "words-of-new.txt").write_text(done.err, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(new_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site of the test module's own."""
    folder = tmp_path_factory.mktemp("copied") / "site"
    shutil.copytree(new_site, folder)
    return folder
