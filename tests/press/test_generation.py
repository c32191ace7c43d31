"""A generation of files: what nginx still reads is never written to, and takedowns come through."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.press.shelf.generation import LAST_SECOND, Generation, removal
from broadsheet.press.shelf.places import locked

ONE, TWO = "1" * 32, "2" * 32
PLACE = "2026/11/crane.html.gz"


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Generation]:
    found = Generation(tmp_path, "1")
    found.write(PLACE, [b"a longer ", b"text"], ONE)
    yield found
    found.close()


def inode(generation: Generation) -> int:
    return (generation.path / PLACE).stat().st_ino


def test_a_file_that_nobody_reads_any_more_is_taken_for_the_next_text(
    older: Generation, tmp_path: Path
) -> None:
    taken = inode(older)
    new = Generation(tmp_path, "2", older)
    new.write(PLACE, [b"text"], TWO)
    assert (new.path / PLACE).read_bytes() == b"text"
    assert inode(new) == taken
    assert not (older.path / PLACE).exists()
    new.close()


def test_a_file_that_is_being_read_stays_as_it_was(older: Generation, tmp_path: Path) -> None:
    with (older.path / PLACE).open("rb") as reader:
        assert reader.read(3) == b"a l"
        for is_read in (False, True):
            new = Generation(tmp_path, f"2{is_read}", older)
            new.is_read = is_read
            new.write(PLACE, [b"other"], TWO)
            assert (new.path / PLACE).read_bytes() == b"other"
            new.close()
        assert reader.read() == b"onger text"


def test_a_file_that_another_generation_shares_stays_as_it_was(
    older: Generation, tmp_path: Path
) -> None:
    read = Generation(tmp_path, "2")
    assert read.link(PLACE, older)
    new = Generation(tmp_path, "3", older)
    new.write(PLACE, [b"other"], TWO)
    assert (read.path / PLACE).read_bytes() == b"a longer text"
    assert (new.path / PLACE).read_bytes() == b"other"
    read.close()
    new.close()


def test_what_was_withdrawn_is_not_linked(older: Generation, tmp_path: Path) -> None:
    (older.path / PLACE).unlink()
    new = Generation(tmp_path, "2", older)
    assert not new.link(PLACE, older)
    new.close()


def test_a_files_time_tells_texts_apart_and_is_not_noted_when_it_is_read(
    older: Generation, tmp_path: Path
) -> None:
    found = (older.path / PLACE).stat()
    assert found.st_mtime == 0x11111111
    # The kernel notes a reading where the last is older than the file, or than a day.
    assert found.st_atime == LAST_SECOND
    (older.path / PLACE).read_bytes()
    assert (older.path / PLACE).stat().st_atime == LAST_SECOND


def test_a_generation_is_removed_in_steps(tmp_path: Path) -> None:
    old = Generation(tmp_path, "1")
    for number in range(250):
        old.write(f"{number % 3}/{number}.html.gz", [b"text"], ONE)
    left = []
    for _step in removal(old.path):
        left.append(sum(1 for _file in old.path.rglob("*.gz")))
    assert len(left) > 2
    assert left == sorted(left, reverse=True)
    assert not old.path.exists()
    old.close()
    assert list(removal(old.path)) == []


def test_a_takedown_waits_for_one_hold_of_the_lock_and_no_more(tmp_path: Path) -> None:
    stop, begun = threading.Event(), threading.Event()

    def make_many() -> None:
        while not stop.is_set():
            with locked(tmp_path):
                begun.set()
                time.sleep(0.01)

    maker = threading.Thread(target=make_many)
    maker.start()
    begun.wait(5)
    waited = []
    for _time in range(20):
        since = time.monotonic()
        with locked(tmp_path):
            waited.append(time.monotonic() - since)
    stop.set()
    maker.join(5)
    # Were it not its turn, it would wait until the other ends, by chance.
    assert sorted(waited)[10] < 0.1, os.getloadavg()
