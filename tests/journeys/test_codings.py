"""A browser takes a pressed page in each coding, and has the bytes of one that takes none.

What is joined of pieces, compressed in the background or unpacked again is right when the browser's
own decoders say so.
"""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.config.running import wait_for
from tests.demo_pages import demo_pages
from tests.journeys.browser import chromium, open_browser
from tests.running_site import RunningSite, demo_site

pytestmark = pytest.mark.browser

#: What Chromium is told to take, and the coding of what it then gets.
CODINGS = {"identity": None, "gzip": "gzip", "br": "br", "gzip, br": "br", "gzip, br;q=0": "gzip"}
TAKE = """async path => {
  const answer = await fetch(path, {cache: "no-store"});
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return {
    status: answer.status,
    coding: answer.headers.get("content-encoding"),
    digest: [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, "0")).join(""),
  };
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    # Where there is no browser, no newspaper is made for nothing.
    chromium()
    with demo_site(tmp_path_factory.mktemp("demo") / "site") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def paths(site: RunningSite) -> list[str]:
    """A story, the front page and a feed, each pressed."""
    found = [demo_pages(site)["news"], "/", "/feed/"]
    for path in found:
        assert wait_for(lambda path=path: is_pressed(site, path), 60), path
    return found


def is_pressed(site: RunningSite, path: str) -> bool:
    # Of Django's answers none is in Brotli.
    return b"\r\ncontent-encoding: br" in raw(site, path, "br")[0]


def raw(site: RunningSite, path: str, taken: str = "") -> tuple[bytes, bytes]:
    """The head, in lower case, and the body of an answer as they come over the wire."""
    parts = urlsplit(site.url)
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close"]
    lines += [f"Accept-Encoding: {taken}"] if taken else []
    with socket.create_connection((parts.hostname, parts.port), 30) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        with connection.makefile("rb") as file:
            head, _end, body = file.read().partition(b"\r\n\r\n")
    return head.lower(), body


def whole(site: RunningSite, path: str) -> str:
    """The digest of a page as it is, taken without a browser and without a coding."""
    head, body = raw(site, path)
    assert head.startswith(b"http/1.1 200"), head
    assert b"content-encoding" not in head
    assert f"\r\ncontent-length: {len(body)}\r\n".encode() in head + b"\r\n"
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def page(site: RunningSite, browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.url}/robots.txt")
        yield page


@pytest.fixture
def tools(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    return session


@pytest.mark.parametrize("taken", CODINGS)
def test_a_page_fetched_in_each_coding_is_the_same(
    site: RunningSite, paths: list[str], page: Page, tools: CDPSession, taken: str
) -> None:
    tools.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": taken}})
    for path in paths:
        until, coding = time.monotonic() + 60, None
        while True:
            before = whole(site, path)
            found = page.evaluate(TAKE, path)
            assert found["status"] == 200
            # The worker draws pictures in other sizes meanwhile, and their pages change.
            assert found["digest"] in (before, whole(site, path)), path
            coding = found["coding"]
            # Each web process makes Brotli by itself, and until then answers in another coding.
            if coding == CODINGS[taken] or time.monotonic() > until:
                break
        assert coding == CODINGS[taken], path


def test_a_page_that_is_gone_to_is_the_same_in_what_chromium_takes_by_itself(
    site: RunningSite, paths: list[str], page: Page
) -> None:
    for path in paths[:2]:
        before = whole(site, path)
        response = page.goto(site.url + path)
        assert response is not None
        assert response.headers["content-encoding"] in ("br", "gzip")
        assert hashlib.sha256(response.body()).hexdigest() in (before, whole(site, path))
