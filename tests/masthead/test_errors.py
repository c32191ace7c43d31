"""404, 410 and 500 as readers meet them."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from broadsheet.fronts import views
from broadsheet.masthead.errors import server_error
from tests.newspaper import Newspaper
from tests.reading import read


def test_a_missing_page_says_so_and_offers_a_search(paper: Newspaper) -> None:
    page = read("/no-such-page/", status=404)
    assert page.words("h1") == "There is no such page"
    assert page.one("main form")["action"] == "/search/"
    assert page.words("title") == "Page not found - The Test Post"
    assert page.all("footer.colophon nav")


def test_a_page_that_was_taken_down_says_that_it_is_gone(paper: Newspaper) -> None:
    page = read("/taken-down/", status=410)
    assert page.words("h1") == "This page was taken down"
    assert "A story that was taken down" not in page.html


def test_a_failure_shows_a_page_that_asks_neither_database_nor_settings() -> None:
    # No database mark: a query would fail the test.
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    html = response.content.decode()
    assert "Something broke on our side" in html
    assert "<h1>" in html


def test_a_reader_meets_that_page_when_a_view_fails(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: HttpRequest, *args: object) -> HttpResponse:
        raise RuntimeError("a fault")

    monkeypatch.setattr(views, "settings_for", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
