"""A request as WSGI describes it."""

from __future__ import annotations

import pytest

from broadsheet.config.gateway.environ import environ_of
from broadsheet.config.gateway.refusals import Refused
from tests.config.gateway.fake import FakeScope


def test_the_path_has_its_bytes_one_a_character() -> None:
    environ = environ_of(FakeScope(path="/київ/a b", query_string="q=%D0%B0"))
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/київ/a b"
    assert environ["QUERY_STRING"] == "q=%D0%B0"
    assert environ["SCRIPT_NAME"] == ""


def test_the_two_sides_are_named() -> None:
    environ = environ_of(FakeScope(client="[2001:db8::1]:4711", server="[::1]:8000"))
    assert (environ["REMOTE_ADDR"], environ["REMOTE_PORT"]) == ("2001:db8::1", "4711")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("::1", "8000")
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.1"


def test_headers_that_come_twice_are_joined_and_cookies_by_their_own_separator() -> None:
    pairs = [("host", "a"), ("x-y", "1"), ("x-y", "2"), ("cookie", "a=1"), ("cookie", "b=2")]
    environ = environ_of(FakeScope(pairs=pairs))
    assert environ["HTTP_X_Y"] == "1,2"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"


def test_no_header_passes_for_another_by_its_underscore() -> None:
    pairs = [("host", "a"), ("x_forwarded_for", "evil"), ("x-forwarded-for", "192.0.2.1")]
    environ = environ_of(FakeScope(pairs=pairs))
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1"
    assert "HTTP_X_FORWARDED_FOR" not in environ_of(FakeScope(pairs=pairs[:2]))


def test_what_describes_the_body_is_no_header_of_the_application() -> None:
    pairs = [
        ("host", "a"),
        ("content-type", "text/plain"),
        ("content-length", "3"),
        ("transfer-encoding", "chunked"),
    ]
    environ = environ_of(FakeScope(pairs=pairs))
    assert environ["CONTENT_TYPE"] == "text/plain"
    left = {"HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "CONTENT_LENGTH"}
    assert not left & environ.keys()


def test_the_targets_own_host_comes_before_the_header() -> None:
    assert environ_of(FakeScope(authority="other.example"))["HTTP_HOST"] == "other.example"
    environ = environ_of(FakeScope(pairs=[], authority="a.example", http_version="2"))
    assert environ["HTTP_HOST"] == "a.example"


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        (FakeScope(pairs=[]), "no Host header"),
        (FakeScope(pairs=[("host", "a"), ("host", "b")]), "more than one Host"),
        (FakeScope(path="*"), "names no path"),
        (FakeScope(path="", authority="a:80", method="GET"), "names no path"),
        (FakeScope(method="CONNECT"), "no proxy"),
    ],
)
def test_a_request_without_a_proper_target_is_refused(scope: FakeScope, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        environ_of(scope)
    assert refused.value.status == 400


def test_http_1_0_needs_no_host() -> None:
    assert "HTTP_HOST" not in environ_of(FakeScope(pairs=[], http_version="1"))
