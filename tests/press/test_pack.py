"""The pack: what the store holds is what every process serves, whatever befalls the file."""

from __future__ import annotations

import multiprocessing
import os
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.press.pack import form, joining, writing
from broadsheet.press.pack.form import State
from broadsheet.press.pack.joining import (
    GZIP_HEAD,
    checksum_of,
    gzip_end,
    packed,
    shift_of,
)
from broadsheet.press.pack.reading import Pack
from broadsheet.press.recording import Recorder
from broadsheet.press.store import Store
from broadsheet.press.store.writing import FRAGMENT, PAGE, Hole, Pressing, Text, drop, keep

FEED = '["feed", "/", {}]'


def part_of(text: bytes) -> tuple[int, int, int]:
    return len(text), shift_of(len(text)), zlib.crc32(text)


def gzip_of(parts: list[bytes]) -> bytes:
    crc = checksum_of([part_of(part) for part in parts])
    end = gzip_end(crc, sum(map(len, parts)))
    return b"".join([GZIP_HEAD, *map(packed, parts), end])


@given(st.lists(st.binary(max_size=3000), max_size=12))
def test_pieces_join_into_one_gzip_stream_of_all_their_bytes(parts: list[bytes]) -> None:
    assert zlib.decompress(gzip_of(parts), 31) == b"".join(parts)


@given(st.binary(max_size=5000), st.binary(max_size=5000))
def test_the_checksum_of_two_parts_is_that_of_both_together(first: bytes, second: bytes) -> None:
    whole = gzip_of([first, second])
    assert int.from_bytes(whole[-8:-4], "little") == zlib.crc32(first + second)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5000), max_size=6))
def test_a_checksum_is_moved_past_any_length_however_often_it_came(
    monkeypatch: pytest.MonkeyPatch, lengths: list[int]
) -> None:
    # Few, so that some lengths are moved past without tables.
    monkeypatch.setattr(joining, "MOST_MOVES", 40)
    monkeypatch.setattr(joining, "OFTEN", 2)
    texts = [random.Random(length).randbytes(length) for length in [9, *lengths]]
    assert checksum_of([part_of(text) for text in texts]) == zlib.crc32(b"".join(texts))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store(tmp_path / "press.sqlite3")
    yield found
    found.close()


@pytest.fixture
def reader(tmp_path: Path) -> Pack:
    return Pack(tmp_path / "press.pack")


def keep_page(store: Store, path: str, *pieces: bytes | Hole) -> None:
    put(store, PAGE, path, {0: Text(list(pieces))})


def keep_feed(store: Store, text: bytes, **without: bytes) -> None:
    texts = {0: Text([text])} | {int(key[1:]): Text([value]) for key, value in without.items()}
    put(store, FRAGMENT, FEED, texts)


def put(store: Store, kind: str, name: str, texts: dict[int, Text]) -> None:
    with store.writing():
        keep(
            store,
            Pressing(kind, name, texts, [("Content-Type", "text/html")], Recorder(), "[]", 0.0),
        )


def drop_page(store: Store, path: str) -> None:
    with store.writing():
        rows = store.connection.execute("SELECT id FROM pressing WHERE name = ?", [path])
        drop(store, [number for (number,) in rows.fetchall()])


def text(reader: Pack, path: str) -> bytes | None:
    page = reader.page(path)
    return page.plain if page else None


def test_a_page_is_served_as_soon_as_it_is_kept_and_no_longer_than_it_is(
    store: Store, reader: Pack
) -> None:
    assert text(reader, "/a/") is None
    keep_page(store, "/a/", b"one")
    assert text(reader, "/a/") == b"one"
    keep_page(store, "/a/", b"two")
    assert text(reader, "/a/") == b"two"
    drop_page(store, "/a/")
    assert text(reader, "/a/") is None


def test_a_changed_fragment_changes_the_pages_that_hold_it_and_their_tags(
    store: Store, reader: Pack
) -> None:
    keep_page(store, "/a/", b"<", Hole(FEED), b">")
    assert text(reader, "/a/") is None, "no page is whole without its fragment"
    keep_feed(store, b"old")
    before = reader.page("/a/")
    assert before is not None
    assert before.plain == b"<old>"
    keep_feed(store, b"new")
    after = reader.page("/a/")
    assert after is not None
    assert after.plain == b"<new>"
    assert before.digest != after.digest
    assert before.plain == b"<old>", "what a thread holds of an older page stays whole"


def test_each_page_gets_the_fragment_without_its_own_story(store: Store, reader: Pack) -> None:
    keep_feed(store, b"7 and 8", w7=b"8 alone")
    keep_page(store, "/seven/", Hole(FEED, 7))
    keep_page(store, "/nine/", Hole(FEED, 9))
    assert text(reader, "/seven/") == b"8 alone"
    assert text(reader, "/nine/") == b"7 and 8"


def test_pressing_the_same_again_adds_nothing(store: Store, tmp_path: Path) -> None:
    keep_page(store, "/a/", b"one")
    before = head(tmp_path)
    keep_page(store, "/a/", b"one")
    assert head(tmp_path) == before


def head(folder: Path) -> form.Head:
    return form.head_of((folder / "press.pack").read_bytes()[:64])


def test_any_order_of_changes_leaves_readers_with_what_the_store_holds(
    store: Store, tmp_path: Path
) -> None:
    chance = random.Random(7)
    early, paths = Pack(tmp_path / "press.pack"), [f"/{n}/" for n in range(12)]
    expected: dict[str, bytes] = {}
    keep_feed(store, feed := b"feed")
    for step in range(400):
        path = chance.choice(paths)
        match chance.choice(["keep", "keep", "keep", "drop", "feed", "anew", "read"]):
            case "keep":
                expected[path] = os.urandom(chance.randrange(2000))
                keep_page(store, path, expected[path], Hole(FEED))
            case "drop":
                expected.pop(path, None)
                drop_page(store, path)
            case "feed":
                keep_feed(store, feed := f"feed {step}".encode())
            case "anew":
                writing.mark(tmp_path / "press.pack", State.DAMAGED)
                writing.keep_up(store)
            case "read":
                wanted = expected[path] + feed if path in expected else None
                assert text(early, path) == wanted
    late = Pack(tmp_path / "press.pack")
    for path in paths:
        wanted = expected[path] + feed if path in expected else None
        assert text(early, path) == text(late, path) == wanted
    assert len(late) == len(expected)


@pytest.mark.parametrize("place", [0, 3, 30, 70, 100, 140])
def test_a_damaged_pack_is_never_served_wrongly_and_is_written_anew(
    store: Store, tmp_path: Path, place: int
) -> None:
    keep_page(store, "/a/", b"one" * 50)
    keep_page(store, "/b/", b"two" * 50)
    path = tmp_path / "press.pack"
    with path.open("r+b") as file:
        file.seek(place)
        old = file.read(1)
        file.seek(place)
        file.write(bytes([old[0] ^ 0x55]))
    found = Pack(path)
    assert text(found, "/a/") in (b"one" * 50, None)
    assert text(found, "/b/") in (b"two" * 50, None)
    writing.keep_up(store)
    assert text(found, "/a/") == b"one" * 50
    assert text(found, "/b/") == b"two" * 50


@pytest.mark.parametrize("length", [0, 10, 64, 90])
def test_a_pack_that_was_cut_short_is_written_anew(
    store: Store, tmp_path: Path, length: int
) -> None:
    keep_page(store, "/a/", b"one")
    # A copy in its place, as processes that map the file don't live through its being cut.
    (tmp_path / "cut").write_bytes((tmp_path / "press.pack").read_bytes()[:length])
    (tmp_path / "cut").replace(tmp_path / "press.pack")
    assert text(Pack(tmp_path / "press.pack"), "/a/") is None
    writing.keep_up(store)
    assert text(Pack(tmp_path / "press.pack"), "/a/") == b"one"


def test_a_pack_that_is_gone_is_written_anew_and_found(
    store: Store, reader: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_page(store, "/a/", b"one")
    assert text(reader, "/a/") == b"one"
    (tmp_path / "press.pack").unlink()
    keep_page(store, "/a/", b"two")
    monkeypatch.setattr("broadsheet.press.pack.reading.LOOK_AGAIN", 0.0)
    assert text(reader, "/a/") == b"two"


def test_who_writes_a_removed_pack_anew_holds_all_writers_until_readers_have_left_the_old_one(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(writing.time, "sleep", waits.append)
    keep_page(store, "/a/", b"one")
    writing.mark(tmp_path / "press.pack", State.DAMAGED)
    writing.keep_up(store)
    assert waits == [], "the first pack has no readers, and a damaged one tells them itself"
    (tmp_path / "press.pack").unlink()
    keep_page(store, "/a/", b"two")
    assert waits == [form.LOOK_AGAIN * 2]


def test_another_stores_pack_is_written_anew(store: Store, reader: Pack, tmp_path: Path) -> None:
    keep_page(store, "/a/", b"one")
    assert text(reader, "/a/") == b"one"
    store.close()
    (tmp_path / "press.sqlite3").unlink()
    other = Store(tmp_path / "press.sqlite3")
    try:
        assert text(reader, "/a/") is None
        keep_page(other, "/b/", b"two")
        assert (text(reader, "/a/"), text(reader, "/b/")) == (None, b"two")
    finally:
        other.close()


def test_a_full_disk_lets_no_older_page_be_served(
    store: Store, reader: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_page(store, "/a/", b"one")
    assert text(reader, "/a/") == b"one"

    def full(*given: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write", full)
    drop_page(store, "/a/")
    assert text(reader, "/a/") is None
    monkeypatch.undo()
    keep_page(store, "/b/", b"two")
    assert (text(reader, "/a/"), text(reader, "/b/")) == (None, b"two")


def test_old_records_are_cleared_away_while_it_is_served(
    store: Store, reader: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SLACK", 1000)
    keep_page(store, "/b/", b"stays")
    for number in range(40):
        keep_page(store, "/a/", random.Random(number).randbytes(500))
    end = head(tmp_path).end
    assert text(reader, "/b/") == b"stays"
    assert writing.compact(store)
    assert head(tmp_path).end < end / 10
    assert text(reader, "/a/") == random.Random(39).randbytes(500)
    assert text(reader, "/b/") == b"stays"
    assert not writing.compact(store)


def test_a_process_that_opens_a_pack_reads_its_index_and_what_came_behind(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SLACK", 0)
    keep_feed(store, b"feed")
    for number in range(50):
        keep_page(store, f"/{number}/", b"page ", Hole(FEED))
    keep_page(store, "/gone/", b"gone")
    drop_page(store, "/gone/")
    assert writing.compact(store)
    noted: list[str] = []
    found = form.entries

    def counted(data: Any, start: int, end: int) -> Iterator[form.Entry]:
        for entry in found(data, start, end):
            noted.append(entry.name)
            yield entry

    monkeypatch.setattr(form, "entries", counted)
    fresh = Pack(tmp_path / "press.pack")
    assert len(fresh) == 50
    assert noted == [""]
    assert text(fresh, "/7/") == b"page feed"
    assert text(fresh, "/gone/") is None
    keep_feed(store, b"other")
    drop_page(store, "/8/")
    for reader in (fresh, Pack(tmp_path / "press.pack")):
        assert (text(reader, "/7/"), text(reader, "/8/")) == (b"page other", None)


def test_a_pack_whose_index_is_damaged_is_written_anew(store: Store, tmp_path: Path) -> None:
    keep_page(store, "/a/", b"one")
    path = tmp_path / "press.pack"
    writing.mark(path, State.DAMAGED)
    writing.keep_up(store)
    with path.open("r+b") as file:
        file.seek(head(tmp_path).index + form.RECORD.size)
        file.write(b"!")
    reader = Pack(path)
    assert text(reader, "/a/") is None
    assert head(tmp_path).state == State.DAMAGED
    writing.keep_up(store)
    assert text(reader, "/a/") == b"one"


def test_old_records_are_not_cleared_away_where_one_is_damaged(
    store: Store, reader: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SLACK", 0)
    for number in range(40):
        keep_page(store, "/a/", random.Random(number).randbytes(500))
    path = tmp_path / "press.pack"
    with path.open("r+b") as file:
        file.seek(head(tmp_path).end - 9)
        file.write(b"!")
    assert not writing.compact(store)
    assert head(tmp_path).state == State.DAMAGED
    writing.keep_up(store)
    assert text(reader, "/a/") == random.Random(39).randbytes(500)


def test_what_a_killed_writer_left_is_done_by_the_next(
    store: Store, reader: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_page(store, "/a/", b"one")
    with monkeypatch.context() as dead:
        # The store's transaction has ended; what follows never ran.
        dead.setattr("broadsheet.press.store.opening.bring_up", lambda store: None)
        keep_page(store, "/a/", b"two")
        drop_page(store, "/b/")
    assert text(reader, "/a/") == b"one"
    writing.keep_up(store)
    assert text(reader, "/a/") == b"two"


def test_hot_pages_are_kept_within_bounds_and_the_coldest_go(store: Store, tmp_path: Path) -> None:
    small = Pack(tmp_path / "press.pack", hot_bytes=30_000)
    for number in range(40):
        keep_page(store, f"/{number}/", random.Random(number).randbytes(1000))
    for number in range(40):
        assert text(small, f"/{number}/") == random.Random(number).randbytes(1000)
        assert text(small, "/0/") == random.Random(0).randbytes(1000)
    assert small._hot_size <= 30_000
    assert sum(page.weight for page in small._hot.values()) == small._hot_size
    assert "/0/" in small._hot
    assert "/1/" not in small._hot


def _read_until(path: Path, wanted: bytes, answer: Any) -> None:
    reader, seen = Pack(path), set()
    while (found := text(reader, "/a/")) != wanted:
        assert found is None or (found[:1] * len(found) == found and len(found) in (2000, 3000))
        seen.add(found)
    answer.put(len(seen))


def test_other_processes_see_whole_pages_and_at_last_the_newest(
    store: Store, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    keep_page(store, "/a/", b"a" * 2000)
    readers = [
        context.Process(target=_read_until, args=(tmp_path / "press.pack", b"end", answer))
        for _number in range(2)
    ]
    for process in readers:
        process.start()
    for number in range(60):
        letter = bytes([97 + number % 26])
        keep_page(store, "/a/", letter * 1000, letter * (1000 + 1000 * (number % 2)))
        if number % 20 == 19:
            writing.mark(tmp_path / "press.pack", State.DAMAGED)
    keep_page(store, "/a/", b"end")
    for process in readers:
        process.join(20)
        assert process.exitcode == 0
    assert answer.get(timeout=5) >= 1
