"""Pages joined many at once are those that are joined singly, byte by byte."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.press.pack import Pack
from broadsheet.press.pack.joining import (
    HIGHEST,
    checksum_of,
    checksums_of,
    shift_of,
    times,
    times_each,
)
from broadsheet.press.recording import Recorder
from broadsheet.press.shelf.followed import Followed
from broadsheet.press.store import Store
from broadsheet.press.store.writing import FRAGMENT, PAGE, Hole, Pressing, Text, drop, keep

NUMBERS = st.integers(0, (1 << 32) - 1)
INNER, OUTER, ALONE = '["inner", "/", {}]', '["outer", "/", {}]', '["alone", "/", {}]'
NOWHERE = '["nowhere", "/", {}]'
TEXT = st.binary(max_size=40)
HOLE = st.builds(Hole, st.sampled_from([INNER, OUTER, ALONE]), st.sampled_from([0, 0, 5, 6]))
TEXTS = st.lists(st.one_of(TEXT, HOLE), max_size=7)


def part_of(text: bytes) -> tuple[int, int, int]:
    return len(text), shift_of(len(text)), zlib.crc32(text)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20))
def test_many_products_at_once_are_each_what_they_are_alone(pairs: list[tuple[int, int]]) -> None:
    factors = sum(pair[0] << 32 * place for place, pair in enumerate(pairs))
    numbers = sum(pair[1] << 32 * place for place, pair in enumerate(pairs))
    ones = sum(1 << 32 * place for place in range(len(pairs)))
    found = times_each(factors, numbers, ones)
    assert [found >> 32 * place & 0xFFFFFFFF for place in range(len(pairs))] == [
        times(*pair) for pair in pairs
    ]


@given(st.lists(st.lists(st.binary(max_size=300), max_size=6), max_size=8))
def test_checksums_of_many_texts_are_those_of_their_bytes(texts: list[list[bytes]]) -> None:
    parts = [[part_of(part) for part in text] for text in texts]
    assert [checksum_of(text) for text in parts] == checksums_of(parts)
    assert checksums_of(parts) == [zlib.crc32(b"".join(text)) for text in texts]
    assert times(HIGHEST, 77) == 77


def put(store: Store, kind: str, name: str, texts: dict[int, Text]) -> None:
    headers = [("Content-Type", "text/html")]
    with store.writing():
        keep(store, Pressing(kind, name, texts, headers, Recorder(), "[]", 0.0))


def are_the_same(many: Followed, single: Pack, paths: list[str]) -> None:
    assert many.look()
    found = many.joined(paths)
    assert found is not None
    for path, joined in zip(paths, found, strict=True):
        page = single.page(path)
        if page is None:
            assert joined is None
            continue
        assert joined is not None
        assert b"".join(joined.parts) == page.gzip
        assert (joined.digest, joined.headers) == (page.digest, page.headers)
        assert joined.held == page.held


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pages=st.lists(TEXTS, min_size=1, max_size=6),
    fragments=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4),
    changed=st.integers(0, 5),
)
def test_whatever_changes_pages_joined_at_once_are_those_of_the_pack(
    tmp_path_factory: pytest.TempPathFactory,
    pages: list[list[bytes | Hole]],
    fragments: list[tuple[bytes, bytes]],
    changed: int,
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    store, path = Store(folder / "press.sqlite3"), folder / "press.pack"
    try:
        names = [f"/{number}/" for number in range(len(pages))]
        for name, text in zip(names, pages, strict=True):
            put(store, PAGE, name, {0: Text(text)})
        put(store, PAGE, "/lost/", {0: Text([b"a", Hole(NOWHERE)])})
        names += ["/lost/", "/none/"]
        many, single = Followed(path), Pack(path)
        are_the_same(many, single, names)
        for inner, outer in fragments:
            put(store, FRAGMENT, INNER, {0: Text([inner]), 5: Text([b"5", inner])})
            put(store, FRAGMENT, OUTER, {0: Text([outer, Hole(INNER, 5), b"o"]), 6: Text([])})
            are_the_same(many, single, names)
            put(store, FRAGMENT, ALONE, {0: Text([outer]), 6: Text([Hole(INNER), inner])})
            are_the_same(many, single, names)
        put(store, PAGE, names[changed % len(pages)], {0: Text([b"other ", Hole(OUTER)])})
        are_the_same(many, single, names)
        with store.writing():
            rows = store.connection.execute("SELECT id FROM pressing WHERE name = '/0/'")
            drop(store, [number for (number,) in rows.fetchall()])
        are_the_same(many, single, names)
    finally:
        store.close()


def test_a_damaged_record_makes_no_page_and_is_said_in_the_pack(tmp_path: Path) -> None:
    store, path = Store(tmp_path / "press.sqlite3"), tmp_path / "press.pack"
    try:
        put(store, PAGE, "/a/", {0: Text([random.Random(1).randbytes(500)])})
        many = Followed(path)
        are_the_same(many, Pack(path), ["/a/"])
        at = path.read_bytes().index(random.Random(1).randbytes(20))
        with path.open("r+b") as file:
            file.seek(at)
            file.write(b"\0" * 20)
        assert many.look()
        assert many.joined(["/a/"]) is None
        assert not many.look()
    finally:
        store.close()
