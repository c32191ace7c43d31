"""Codings, tags and conditions of a pressed page's answer (RFC 9110)."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.answering import codings_of, is_only_counted, respond
from broadsheet.press.pack.reading import Assembled, Pack
from broadsheet.press.pack.squeezing import squeezer
from broadsheet.press.recording import Recorder
from broadsheet.press.store import Store
from broadsheet.press.store.writing import PAGE, Pressing, Text, keep

TEXT = b"<!doctype html><p>A crane moves.</p>" * 40
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Last-Modified", "Sat, 28 Nov 2026 10:00:00 GMT"),
    ("Vary", "Accept-Language"),
    ("X-Frame-Options", "DENY"),
]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Pack, Assembled]:
    store = Store(tmp_path / "press.sqlite3")
    with store.writing():
        keep(store, Pressing(PAGE, "/a/", {0: Text([TEXT])}, HEADERS, Recorder(), "[]", 0.0))
    store.close()
    pack = Pack(tmp_path / "press.pack")
    page = pack.page("/a/")
    assert page is not None
    return pack, page


def ask(kept: tuple[Pack, Assembled], **asked: str) -> tuple[int, dict[str, str], bytes]:
    given = {name.replace("_", "-"): value for name, value in asked.items()}
    status, headers, body = respond(*kept, lambda name: given.get(name, ""))
    found = dict(headers)
    assert len(found) == len(headers), "no header stands twice"
    return status, found, body


@pytest.mark.parametrize(
    ("accepted", "codings"),
    [
        ("", ("identity",)),
        ("gzip", ("gzip", "identity")),
        ("gzip, deflate, br, zstd", ("br", "gzip", "identity")),
        ("br;q=0, gzip", ("gzip", "identity")),
        ("gzip;q=0, br;q=0.0", ("identity",)),
        ("gzip;q=0, *", ("br", "identity")),
        ("*", ("br", "gzip", "identity")),
        ("*;q=0", ("identity",)),
        ("gzip;q=1.0, br;q=0.5", ("gzip", "identity")),
        ("identity;q=1, gzip;q=0.5", ("identity",)),
        ("X-GZIP", ("gzip", "identity")),
        ("gzip;q=much", ("identity",)),
        ("deflate, zstd", ("identity",)),
    ],
)
def test_the_coding_is_one_that_the_client_takes(accepted: str, codings: tuple[str, ...]) -> None:
    assert codings_of(accepted) == codings


@given(st.text(alphabet="gzipbr;q=0.1,* -x\t", max_size=60))
def test_no_wish_for_codings_is_too_odd(accepted: str) -> None:
    assert codings_of(accepted)[-1] == "identity"


def test_every_coding_holds_the_same_text_and_has_a_tag_of_its_own(
    kept: tuple[Pack, Assembled],
) -> None:
    _status, plain, text = ask(kept)
    _status, zipped, packed = ask(kept, accept_encoding="gzip")
    for _time in range(3):
        ask(kept, accept_encoding="br")
    squeezer.join()
    _status, squeezed, small = ask(kept, accept_encoding="gzip, br")
    assert text == gzip.decompress(packed) == brotli.decompress(small) == TEXT
    assert "Content-Encoding" not in plain
    assert (zipped["Content-Encoding"], squeezed["Content-Encoding"]) == ("gzip", "br")
    assert len({plain["ETag"], zipped["ETag"], squeezed["ETag"]}) == 3
    for headers, body in ((plain, text), (zipped, packed), (squeezed, small)):
        assert headers["Content-Length"] == str(len(body))
        assert headers["Vary"] == "Accept-Language, Accept-Encoding"
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert headers["X-Frame-Options"] == "DENY"


def test_who_takes_brotli_alone_gets_the_plain_text_until_it_is_ready(
    kept: tuple[Pack, Assembled],
) -> None:
    _status, headers, body = ask(kept, accept_encoding="br, gzip;q=0")
    assert body == TEXT
    assert "Content-Encoding" not in headers


def test_a_client_that_has_the_page_in_any_coding_is_told_so(kept: tuple[Pack, Assembled]) -> None:
    tags = [ask(kept, accept_encoding=coding)[1]["ETag"] for coding in ("", "gzip")]
    for tag in tags:
        for asked in (tag, f"W/{tag}", f'"other", {tag}', f'"a,b" , W/{tag},"c"'):
            status, headers, body = ask(kept, accept_encoding="gzip", if_none_match=asked)
            assert (status, body, headers["ETag"]) == (304, b"", tag)
            assert not {"Content-Length", "Content-Encoding", "Content-Type"} & set(headers)
            assert headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert ask(kept, if_none_match="*")[0] == 304
    digest = tags[0].strip('"')
    for other in ('"other"', digest, f'"{digest}-zz"', f'"{digest}', "", '""', ","):
        assert ask(kept, if_none_match=other)[0] == 200


def test_a_date_counts_only_where_no_tag_is_asked(kept: tuple[Pack, Assembled]) -> None:
    same, later, before = (f"Sat, 28 Nov 2026 {hour}:00:00 GMT" for hour in (10, 11, "09"))
    assert ask(kept, if_modified_since=same)[0] == 304
    assert ask(kept, if_modified_since=later)[0] == 304
    assert ask(kept, if_modified_since=before)[0] == 200
    assert ask(kept, if_modified_since="yesterday")[0] == 200
    assert ask(kept, if_modified_since=later, if_none_match='"other"')[0] == 200


def test_a_range_is_answered_with_the_whole_page(kept: tuple[Pack, Assembled]) -> None:
    status, headers, body = ask(kept, range="bytes=5-9")
    assert (status, body) == (200, TEXT)
    assert "Content-Range" not in headers


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("", True),
        ("utm_source=a&utm_medium=b", True),
        ("fbclid=x", True),
        ("q=crane", False),
        ("utm_source=a&q=crane", False),
        ("token=x&fbclid=y", False),
        ("&", False),
    ],
)
def test_a_query_that_only_counts_clicks_changes_nothing(query: str, same: bool) -> None:
    assert is_only_counted(query) is same
