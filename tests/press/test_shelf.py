"""Pressed pages as files: nginx finds each as it is, and none that was withdrawn."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from broadsheet.press.asked import Asked, place_of_count
from broadsheet.press.pack import writing
from broadsheet.press.pack.form import State
from broadsheet.press.recording import Recorder
from broadsheet.press.shelf import Shelver, withdraw
from broadsheet.press.shelf import shelving as module
from broadsheet.press.shelf.places import configuration, name_of_headers, place_of
from broadsheet.press.shelf.staying import FIRST, LONGEST, Stays
from broadsheet.press.store import Store
from broadsheet.press.store.writing import FRAGMENT, PAGE, Hole, Pressing, Text, drop, keep

FEED = '["feed", "/", {}]'
HEADERS = [("Content-Type", "text/html"), ("X-Frame-Options", "DENY")]


class Shelf:
    """A store, its pack, and the files made of it, with the shelver in the test's own hands."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "press.sqlite3")
        self.folder = folder / "pressed"
        self.asked = Asked(folder / "press.asked")
        self.shelver = Shelver(self.folder, folder / "press.pack", self.asked)

    def keep(
        self, name: str, *pieces: bytes | Hole, headers: list[tuple[str, str]] | None = None
    ) -> None:
        kind = FRAGMENT if name.startswith("[") else PAGE
        text = {0: Text(list(pieces))}
        with self.store.writing():
            keep(
                self.store,
                Pressing(kind, name, text, headers or HEADERS, Recorder(), "[]", 0.0),
            )

    def drop(self, name: str) -> None:
        with self.store.writing():
            rows = self.store.connection.execute("SELECT id FROM pressing WHERE name = ?", [name])
            drop(self.store, [number for (number,) in rows.fetchall()])

    def ask(self, *paths: str) -> None:
        """Let readers ask the web processes for pages, as often as it takes to get a file."""
        for path in paths:
            for _time in range(module.ASKED_AGAIN):
                self.asked.count(path)

    def settle(self) -> None:
        while self.shelver.step():
            pass

    def new_generation(self) -> None:
        self.keep(FEED, f"feed {time.time_ns()}".encode())
        self.settle()

    @property
    def root(self) -> Path:
        return self.folder / name_of_headers(module.sent_headers(tuple(HEADERS))) / "current"

    def text(self, path: str) -> bytes | None:
        place = place_of(path)
        assert place is not None
        try:
            return gzip.decompress((self.root / place).read_bytes())
        except FileNotFoundError:
            return None


@pytest.fixture
def shelf(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setattr(module, "ASKED_EACH", 0.0)
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "INTERVAL", 0.0)
    monkeypatch.setattr(module, "DOUBTED_EACH", 0.0)
    settings.BROADSHEET_PRESS_STORE = tmp_path / "press.sqlite3"
    found = Shelf(tmp_path)
    found.shelver.begin()
    found.keep(FEED, b"feed")
    found.keep("/", b"front ", Hole(FEED))
    found.keep("/crane/", b"crane ", Hole(FEED))
    found.keep("/alone/", b"alone")
    found.keep("/unread/", b"unread ", Hole(FEED))
    found.ask("/crane/", "/alone/")
    found.settle()
    yield found
    found.store.close()


def test_what_is_asked_for_has_a_file_of_its_whole_text(shelf: Shelf) -> None:
    assert shelf.text("/crane/") == b"crane feed"
    assert shelf.text("/alone/") == b"alone"
    assert shelf.text("/unread/") is None


def test_the_front_page_has_a_file_unasked_in_every_generation(shelf: Shelf) -> None:
    assert shelf.text("/") == b"front feed"
    for _time in range(3):
        shelf.new_generation()
    assert (shelf.text("/") or b"").startswith(b"front feed ")


def test_a_page_asked_for_once_has_no_file_and_asked_for_again_gets_one_at_once(
    shelf: Shelf,
) -> None:
    before = shelf.root.resolve()
    shelf.asked.count("/unread/")
    shelf.settle()
    assert shelf.text("/unread/") is None
    shelf.asked.count("/unread/")
    shelf.settle()
    assert shelf.text("/unread/") == b"unread feed"
    assert shelf.root.resolve() == before


def test_a_page_that_only_nginx_is_asked_for_keeps_its_file_for_some_generations(
    shelf: Shelf,
) -> None:
    """nginx tells nobody: a page that is read loses its file in one generation of ever more."""
    without, number = [], 0
    while number < 80:
        number += 1
        shelf.new_generation()
        if shelf.text("/crane/") is None:
            without.append(number)
            # The next readers are answered by the web processes.
            shelf.ask("/crane/")
            shelf.settle()
            assert shelf.text("/crane/") is not None
    kept = [after - before - 1 for before, after in pairwise([0, *without])]
    for number, stays in enumerate(kept):
        length = min(FIRST * 2**number, LONGEST)
        assert length <= stays < 2 * length
    assert len(kept) > 2


def test_files_that_began_together_do_not_end_together() -> None:
    stays, left = Stays(), []
    for number in range(1000):
        stays.begin(f"/{number}/")
    while list(stays):
        stays.next_generation()
        left.append(len(list(stays)))
    assert left[: FIRST + 1] == [1000] * FIRST + [left[FIRST]]
    assert len(set(left)) == FIRST + 1
    assert max(before - after for before, after in pairwise([1000, *left])) < 400


def test_a_page_that_nobody_asks_for_any_more_loses_its_file_and_makes_no_more_work(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Shelver._make
    monkeypatch.setattr(
        Shelver,
        "_make",
        lambda self, path, page: (made.append(path), make(self, path, page))[1],
    )
    for _time in range(2 * FIRST + 1):
        shelf.new_generation()
    assert shelf.text("/crane/") is None
    assert made.count("/") == 2 * FIRST + 1
    assert FIRST <= made.count("/crane/") < 2 * FIRST
    made.clear()
    shelf.keep("/crane/", b"corrected")
    shelf.settle()
    assert made == []


def test_who_comes_back_late_begins_with_the_shortest_time() -> None:
    stays = Stays()
    for _time in range(10):
        stays.begin("/a/")
        while "/a/" in stays:
            stays.next_generation()
    stays.begin("/a/")
    assert kept_of(stays) >= LONGEST
    stays.next_generation()
    stays.begin("/a/")
    assert kept_of(stays) < 2 * FIRST


def kept_of(stays: Stays) -> int:
    kept = 0
    while "/a/" in stays:
        stays.next_generation()
        kept += 1
    return kept - 1


def test_what_was_asked_for_most_when_it_came_is_made_first() -> None:
    stays = Stays()
    for path, rate in (("/a/", 1.0), ("/b/", 9.0), ("/c/", 4.0)):
        stays.begin(path, rate)
    assert stays.hottest_first() == ["/b/", "/c/", "/a/"]
    stays.end("/b/")
    assert stays.hottest_first() == ["/c/", "/a/"]


def test_a_changed_page_gets_another_file_with_another_tag_in_the_same_generation(
    shelf: Shelf,
) -> None:
    before, tag = shelf.root.resolve(), (shelf.root / "alone.html.gz").stat().st_mtime
    shelf.keep("/alone/", b"other")
    shelf.settle()
    assert shelf.text("/alone/") == b"other"
    assert shelf.root.resolve() == before
    assert (shelf.root / "alone.html.gz").stat().st_mtime != tag


def test_a_changed_fragment_is_a_new_generation_that_shares_what_is_the_same(shelf: Shelf) -> None:
    before = shelf.root.resolve()
    same = (shelf.root / "alone.html.gz").stat().st_ino
    shelf.keep(FEED, b"newer")
    shelf.settle()
    assert shelf.text("/") == b"front newer"
    assert shelf.text("/crane/") == b"crane newer"
    assert shelf.root.resolve() != before
    assert (shelf.root / "alone.html.gz").stat().st_ino == same
    shelf.new_generation()
    assert not before.exists()


def test_a_fragment_that_few_pages_hold_changes_these_alone(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FEW", 2)
    before = shelf.root.resolve()
    shelf.keep(FEED, b"newer")
    shelf.settle()
    assert (shelf.text("/"), shelf.text("/crane/")) == (b"front newer", b"crane newer")
    assert shelf.root.resolve() == before


def test_a_fragment_that_no_file_holds_makes_nothing_anew(shelf: Shelf) -> None:
    before = shelf.root.resolve()
    shelf.keep('["other", "/", {}]', b"other")
    shelf.settle()
    assert shelf.root.resolve() == before


def test_no_page_has_the_place_of_another_or_of_a_folder() -> None:
    parts = ("a", "a.html.gz", "b", ".html.gz", "new", ".new", "index")
    paths = ["/", *(f"/{one}/" for one in parts)]
    paths += [f"/{one}/{two}/" for one in parts for two in parts]
    places = [place for path in paths if (place := place_of(path)) is not None]
    assert len(set(places)) == len(places)
    folders = {place.rpartition("/")[0] for place in places}
    assert folders.isdisjoint(places)
    assert place_of(f"/{'x' * 247}/") == f"{'x' * 247}.html.gz"


def test_of_very_many_pages_the_last_come_behind_the_switch_and_have_no_file_until_then(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BEFORE_SWITCH", -1.0)
    monkeypatch.setattr(module, "AT_ONCE", 2)
    shelf.ask("/unread/", "/unread/")
    before = shelf.root.resolve()
    shelf.keep(FEED, b"newer")
    shelf.shelver.step()
    assert shelf.root.resolve() != before
    assert (shelf.text("/"), shelf.text("/unread/")) == (b"front newer", b"unread newer")
    assert shelf.text("/crane/") is None
    shelf.settle()
    assert shelf.text("/crane/") == b"crane newer"


def test_a_withdrawn_page_has_no_file_when_withdraw_returns_and_gets_none_again(
    shelf: Shelf,
) -> None:
    shelf.drop("/crane/")
    withdraw(["/crane/"])
    assert shelf.text("/crane/") is None
    shelf.settle()
    shelf.keep(FEED, b"newer")
    shelf.settle()
    assert shelf.text("/crane/") is None
    assert shelf.text("/") == b"front newer"


def test_a_page_withdrawn_while_a_generation_is_made_is_in_neither(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = Shelver._make_all

    def interrupted(self: Shelver, paths: Iterable[str]) -> bool:
        part = list(paths)
        done = make(self, part)
        made.extend(part)
        if "/crane/" in part and made.count("/crane/") == 1:
            shelf.drop("/crane/")
            withdraw(["/crane/"])
        return done

    monkeypatch.setattr(Shelver, "_make_all", interrupted)
    shelf.keep(FEED, b"newer")
    shelf.settle()
    assert "/crane/" in made
    assert shelf.text("/crane/") is None
    assert list(shelf.folder.glob("*/*/crane.html.gz")) == []


def test_what_a_killed_press_left_is_swept_away(shelf: Shelf, tmp_path: Path) -> None:
    left = shelf.root.resolve()
    shelf.keep("/crane/", b"corrected")
    after = Shelver(shelf.folder, tmp_path / "press.pack", Asked(tmp_path / "press.asked"))
    after.begin()
    assert not left.exists()
    assert shelf.text("/crane/") is None
    shelf.ask("/crane/")
    while after.step():
        pass
    assert shelf.text("/crane/") == b"corrected"


def test_where_the_pack_is_damaged_no_file_is_left(shelf: Shelf, tmp_path: Path) -> None:
    writing.mark(tmp_path / "press.pack", State.DAMAGED)
    shelf.settle()
    assert shelf.text("/") is None
    writing.keep_up(shelf.store)
    shelf.settle()
    assert shelf.text("/") == b"front feed"


def test_pages_with_headers_of_their_own_have_no_file(shelf: Shelf) -> None:
    shelf.keep("/film/", b"film", headers=[*HEADERS, ("X-Film", "yes")])
    shelf.keep("/feed/index.xml", b"<rss/>")
    shelf.ask("/film/", "/feed/index.xml")
    shelf.settle()
    assert shelf.text("/film/") is None
    assert [path.name for path in shelf.root.rglob("*xml*")] == []


def test_a_front_page_with_headers_of_its_own_takes_no_other_file_away(shelf: Shelf) -> None:
    before = (shelf.folder / "nginx.conf").read_text()
    shelf.keep("/", b"front with a film", headers=[*HEADERS, ("X-Film", "yes")])
    shelf.settle()
    assert (shelf.text("/"), shelf.text("/crane/")) == (None, b"crane feed")
    assert (shelf.folder / "nginx.conf").read_text() == before
    shelf.keep("/", b"front again")
    shelf.settle()
    assert shelf.text("/") == b"front again"


def test_other_headers_of_most_pages_lead_nginx_elsewhere(shelf: Shelf) -> None:
    before = (shelf.folder / "nginx.conf").read_text()
    headers = [("Content-Type", "text/html"), ("X-Frame-Options", "SAMEORIGIN")]
    shelf.keep("/", b"front", headers=headers)
    shelf.settle()
    assert shelf.text("/crane/") is not None
    for path in ("/crane/", "/unread/"):
        shelf.keep(path, b"other", headers=headers)
    shelf.settle()
    after = (shelf.folder / "nginx.conf").read_text()
    assert before != after
    assert 'add_header X-Frame-Options "SAMEORIGIN";' in after
    # An nginx that was not reloaded finds nothing, and asks the web processes.
    assert shelf.text("/") is None
    assert shelf.text("/alone/") is None


def test_no_header_can_say_something_to_nginx(tmp_path: Path) -> None:
    for value in ('a" ; root "/', "$host", "a\\", "a\nb"):
        assert configuration(tmp_path, [("X-Odd", value)]) is None


@pytest.mark.parametrize(
    "path",
    [
        "/a/../b/",
        "/./",
        "/robots.txt",
        "relative/",
        "/a//b/",
        "/a\0/",
        f"/{'x' * 300}/",
        f"/{'x' * 248}/",
        "/a.html.gz/b/",
        "//",
        "",
    ],
)
def test_odd_paths_have_no_file(path: str) -> None:
    assert place_of(path) is None


@pytest.mark.parametrize("path", ["/", "/a/", "/über/uns/", "/ /", "/%2e%2e/"])
def test_a_path_has_one_place_below_its_generation(path: str, tmp_path: Path) -> None:
    place = place_of(path)
    assert place is not None
    assert (tmp_path / place).resolve().is_relative_to(tmp_path)


def test_after_a_full_disk_all_begins_anew(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: Any, **named: Any) -> int:
        shelf.shelver.stopped.set()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "writev", full)
    shelf.keep("/alone/", b"other")
    thread = threading.Thread(target=shelf.shelver.run, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    monkeypatch.undo()
    shelf.shelver.stopped.clear()
    shelf.shelver.begin()
    shelf.settle()
    assert shelf.text("/alone/") == b"other"


def test_pages_are_counted_by_all_processes_and_fade(tmp_path: Path) -> None:
    one, other = Asked(tmp_path / "asked"), Asked(tmp_path / "asked")
    for path, times in (("/a/", 3), ("/b/", 9), ("/ü/", 5)):
        for number in range(times):
            (one if number % 2 else other).count(path)
    found = [one.times(place_of_count(path)) for path in ("/a/", "/b/", "/ü/", "/c/")]
    assert found == [3, 9, 5, 0]
    assert one.counted(4) == sorted([place_of_count("/b/"), place_of_count("/ü/")])
    assert one.counted(4) == []
    other.count("/b/")
    assert one.counted(4) == [place_of_count("/b/")]
    for _time in range(4):
        other.fade()
    assert one.times(place_of_count("/b/")) == 0


def test_removing_the_folder_by_hand_is_mended(shelf: Shelf) -> None:
    shutil.rmtree(shelf.folder)
    withdraw(["/"])
    shelf.shelver.begin()
    shelf.settle()
    assert shelf.text("/") == b"front feed"
