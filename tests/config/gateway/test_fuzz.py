"""Whatever a client sends, it is answered or its connection is closed, and the next is served."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.config.gateway.raw import TIMED_OUT, ask, get, status
from tests.config.gateway.serving import Serving, serving

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
)

#: Every limit of time is shorter here: after these seconds nothing may be open.
SECONDS = 12.0
line_safe = st.characters(min_codepoint=33, max_codepoint=255)


def octets(text: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    return text.map(lambda found: found.encode("latin-1"))


methods = st.one_of(
    st.sampled_from(
        [b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"DELETE", b"TRACE", b"CONNECT"]
    ),
    st.sampled_from([b"get", b"G\x00T", b"", b"\xff", b"A" * 300, b"PRI"]),
    octets(st.text(line_safe, max_size=8)),
)
known = st.sampled_from(
    [
        b"/", b"/hello", b"/healthz", b"/pressed", b"/search/", b"/feed/rss.xml", b"/sitemap.xml",
        b"/admin/login/", b"/static/", b"/media/images/", b"/media/images/../../site.toml",
        b"/media/%2e%2e/%2e%2e/site.toml", b"/show", b"/stream?2", b"/robots.txt", b"/archive/",
    ]
)  # fmt: skip
hexes = st.binary(max_size=12).map(lambda data: b"".join(b"%%%02X" % byte for byte in data))
targets = st.one_of(
    known,
    hexes.map(lambda path: b"/" + path),
    octets(st.text(line_safe, max_size=40)).map(lambda path: b"/" + path),
    octets(st.text(line_safe, max_size=20)),
    st.tuples(known, hexes).map(lambda pair: pair[0] + b"?" + pair[1]),
    st.tuples(known, octets(st.text(line_safe, max_size=30))).map(lambda p: p[0] + b"?q=" + p[1]),
    known.map(lambda path: b"http://evil.example" + path),
    known.map(lambda path: b"http://testserver" + path),
    st.sampled_from([b"*", b"testserver:80", b"//testserver/", b"/%", b"/%zz", b"/a#b", b"/\x00"]),
    st.integers(1, 70_000).map(lambda count: b"/" + b"a" * count),
)
versions = st.sampled_from(
    [b"HTTP/1.1"] * 6 + [b"HTTP/1.0", b"HTTP/2.0", b"HTTP/9", b"", b"http/1.1"]
)
tags = st.lists(st.sampled_from([b'"a"', b'W/"b"', b"*", b'"', b"", b'"\xff"', b"a"]), max_size=5)
hosts = st.sampled_from(
    [b"testserver"] * 4
    + [
        b"",
        b"evil.example",
        b"testserver:99999",
        b"[::1",
        b"a b",
        b"testserver, b",
        b"\xff",
        b"a@b",
    ]
)
headers = st.one_of(
    st.tuples(st.just(b"If-None-Match"), tags.map(b", ".join)),
    st.tuples(st.just(b"Host"), hosts),
    st.tuples(
        st.sampled_from(
            [
                b"Accept-Encoding",
                b"Accept-Language",
                b"Range",
                b"If-Modified-Since",
                b"If-Range",
                b"Cookie",
                b"Content-Type",
                b"Content-Length",
                b"Transfer-Encoding",
                b"Expect",
                b"Connection",
                b"Upgrade",
                b"X-Forwarded-For",
                b"X-Forwarded-Proto",
                b"Referer",
                b"Authorization",
                b"X_Under",
                b"X-HTTP-Method-Override",
                b"Origin",
                b"Via",
            ]
        ),
        st.one_of(
            st.sampled_from(
                [
                    b"",
                    b"gzip;q=0",
                    b"*;q=0.5, br;q=nan",
                    b"bytes=0-",
                    b"bytes=9-1,a",
                    b"chunked",
                    b"0",
                    b"5",
                    b"-1",
                    b"99999999999999999999",
                    b"100-continue",
                    b"close",
                    b"h2c",
                    b"multipart/form-data",
                    b"multipart/form-data; boundary=x",
                    b'sessionid="',
                    b"Thu, 99 Foo 9999 99:99:99 GMT",
                    b"websocket",
                    b"gzip, chunked",
                    b"null",
                ]
            ),
            octets(st.text(line_safe, max_size=60)),
        ),
    ),
    st.tuples(octets(st.text(line_safe, max_size=12)), octets(st.text(line_safe, max_size=30))),
    st.tuples(st.just(b"X-Large"), st.integers(0, 90_000).map(lambda count: b"a" * count)),
)
bodies = st.one_of(
    st.just(b""),
    st.binary(max_size=40),
    st.sampled_from(
        [
            b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhel", b"ZZ\r\n", b"ffffffffffffffffff\r\nx",
            b"5;ext=1\r\nhello\r\n0\r\nTrailer: x\r\n\r\n", b"-1\r\n", b"0\r\n\r\n" * 3,
            b"--x\r\nContent-Disposition: form-data; name=a; filename=\"\xff\"\r\n\r\n1\r\n--x--",
        ]
    ),
)  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """One request, mostly with a host and mostly well formed in its lines."""
    lines = [b" ".join([draw(methods), draw(targets), draw(versions)])]
    if draw(st.integers(0, 9)):
        lines.append(b"Host: testserver")
    lines += [name + b": " + value for name, value in draw(st.lists(headers, max_size=6))]
    end = draw(st.sampled_from([b"\r\n"] * 8 + [b"\n", b"\r"]))
    return end.join(lines) + end + end + draw(bodies)


@st.composite
def conversations(draw: st.DrawFn) -> bytes:
    """Some requests in a row, perhaps cut off somewhere."""
    sent = b"".join(draw(st.lists(requests(), min_size=1, max_size=3)))
    cut = draw(st.one_of(st.none(), st.none(), st.integers(0, len(sent))))
    return sent if cut is None else sent[:cut]


def check(server: Serving, sent: bytes) -> None:
    answer = ask(server.port, sent, SECONDS)
    assert TIMED_OUT not in answer, "It hung."
    assert b"HTTP/1.1 500" not in answer, "A client made the site fail."
    assert b"HTTP/1.0 500" not in answer, "A client made the site fail."
    good = ask(server.port, get("/pressed"), SECONDS)
    assert status(good) == 200
    assert good.endswith(b"pressed")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("small")) as started:
        yield started
    assert "A web process ended" not in started.said


@pytest.fixture(scope="module")
def django(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write('hosts = ["testserver"]\n')
    with serving(tmp_path_factory.mktemp("django"), "django", BROADSHEET_SITE=str(site)) as started:
        yield started
    assert "A web process ended" not in started.said
    assert "A request failed" not in started.said


def fuzz(server: Serving, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(conversations())
    def any_conversation(sent: bytes) -> None:
        check(server, sent)

    any_conversation()
    assert status(ask(server.port, get("/hello"), SECONDS)) in (200, 404)


@pytest.mark.parametrize("name", ["small", "django"])
def test_whatever_is_sent_is_answered_or_closed(name: str, request: pytest.FixtureRequest) -> None:
    fuzz(request.getfixturevalue(name), 50)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["small", "django"])
def test_much_of_anything_is_answered_or_closed(name: str, request: pytest.FixtureRequest) -> None:
    fuzz(request.getfixturevalue(name), 1000)
