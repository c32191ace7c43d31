"""Redirects by regular expressions: as Ghost reads them, and never slow."""

from __future__ import annotations

import time

import pytest

from broadsheet.importers.patterns import (
    LONGEST_PATH,
    PatternRefused,
    compiled,
    lead_on,
    literal_of,
)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/old-story/", "/old-story/"),
        ("^/old-story$", "/old-story"),
        (r"^\/old\/story\/?$", "/old/story"),
        ("/feed.xml", "/feed.xml"),
        (r"^/2019/(\d+)/", ""),
        ("/blog/.*", ""),
        (r"/\?p=12", ""),
        ("old-story", ""),
    ],
)
def test_an_expression_that_means_one_path_is_that_path(pattern: str, path: str) -> None:
    assert literal_of(pattern) == path


@pytest.mark.parametrize(
    ("pattern", "leads_to", "path", "expected"),
    [
        (r"^/blog/(.*)/?$", "/$1/", "/blog/flood", "/flood/"),
        (r"^/(\d{4})/(\d{2})/([\w-]+)/?$", "/$3/", "/2019/04/quay/", "/quay/"),
        ("/old(er)?/?$", "/new$1/", "/old/", "/new/"),
        ("^/a$", "/b/", "/c", None),
        ("^/a/(.*)$", "/$7x", "/a/b", "/x"),
    ],
)
def test_a_path_leads_where_the_old_site_led(
    pattern: str, leads_to: str, path: str, expected: str | None
) -> None:
    assert lead_on(pattern, leads_to, path) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "^/(a+)+$",
        "^/(a|a)*$",
        "^/(a|aa)+$",
        "^/(.*a){20}$",
        "^/.*.*.*.*x$",
        r"^/(a)\1$",
        "^/(?=a)b$",
        "^/(?:a?){30}$",
        "^/a?a?a?a?a?a?aaaaaa$",
        "^/(",
        "^/[z-a]$",
        "^/**",
        "^/a{1,9}{1,9}$",
        "/" + "a" * 600,
        r"\p{L}+",
        "^/(?P<name>a)$",
        "^/(?i)a$",
    ],
)
def test_an_expression_that_could_make_a_reader_wait_is_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        compiled(pattern)


@pytest.mark.parametrize(
    "pattern", [r"^/(.*)/(.*)x$", r"^/\w*\w*!$", "^/.*a?a?a?a?.*!$", r"^/([^/]*)([^/]*)!$"]
)
def test_the_worst_path_takes_milliseconds(pattern: str) -> None:
    path = "/" + "a" * (LONGEST_PATH - 1)
    started = time.thread_time()
    assert lead_on(pattern, "/x/", path) is None
    assert time.thread_time() - started < 0.25


def test_a_path_longer_than_any_of_ours_is_not_looked_at() -> None:
    assert lead_on("^/a*$", "/x/", "/" + "a" * LONGEST_PATH) is None
