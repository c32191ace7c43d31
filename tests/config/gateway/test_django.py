"""Django behind the gateway, over real HTTP and checked by `wsgiref.validate`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.config.gateway.raw import ask, get, status
from tests.config.gateway.serving import Serving, serving

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
)


@pytest.fixture(scope="module")
def django(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with (site / "site.toml").open("a", encoding="utf-8") as file:
        file.write('hosts = ["testserver"]\n')
    with serving(tmp_path_factory.mktemp("django"), "django", BROADSHEET_SITE=str(site)) as started:
        yield started
    assert "AssertionError" not in started.said
    assert "A request failed" not in started.said


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/healthz", 200),
        ("/", 200),
        ("/feed/", 200),
        ("/nothing/", 404),
        ("/%FF%00", 404),
        ("/%D0%BA%D0%B8%D1%97%D0%B2/", 404),
        ("/admin/", 302),
        ("/accounts/login/", 200),
        ("/media/none.mp4", 404),
        ("//evil.example//", 404),
    ],
)
def test_pages_are_answered(django: Serving, path: str, code: int) -> None:
    assert status(ask(django.port, get(path))) == code
    assert status(ask(django.port, get(path).replace(b"GET", b"HEAD"))) == code


@pytest.mark.parametrize("path", ["/%FF", "/caf%E9/", "/feed/%ED%A0%80/", "/%"])
def test_a_path_that_is_no_utf_8_gets_the_sites_own_page(django: Serving, path: str) -> None:
    answer = ask(django.port, get(path))
    assert status(answer) == 404
    assert b'<meta charset="utf-8"' in answer
    assert b"<h1" in answer


def test_an_unknown_host_is_refused(django: Serving) -> None:
    assert status(ask(django.port, get("/", host="evil.example"))) == 400
    assert status(ask(django.port, get("http://evil.example/"))) == 400


def test_who_has_a_page_is_told_that_it_is_the_same(django: Serving) -> None:
    address = f"http://127.0.0.1:{django.port}/"
    first = requests.get(address, headers={"Host": "testserver"}, timeout=30)
    asked = {"Host": "testserver", "If-None-Match": first.headers["ETag"]}
    again = requests.get(address, headers=asked, timeout=30)
    assert (again.status_code, again.content) == (304, b"")


def test_forms_and_files_arrive(django: Serving) -> None:
    session = requests.Session()
    session.headers["Host"] = "testserver"
    address = f"http://127.0.0.1:{django.port}/accounts/login/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', session.get(address, timeout=30).text)
    assert token
    data = {"csrfmiddlewaretoken": token[1], "login": "nobody", "password": "wrong"}
    # No browser keeps a cookie of one host for the name of another.
    cookies = {cookie.name: cookie.value or "" for cookie in session.cookies}
    for files in ({}, {"file": b"x" * 5_000_000}):
        answer = session.post(address, data=data, files=files, cookies=cookies, timeout=30)
        assert answer.status_code == 200, answer.text[:500]
        assert "nobody" in answer.text
    answer = session.post(
        address, data=data, files={"file": b"x" * 13_000_000}, cookies=cookies, timeout=30
    )
    assert answer.status_code == 413
    assert "larger than the 12 MB" in answer.text
