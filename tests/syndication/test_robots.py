from __future__ import annotations

from urllib.robotparser import RobotFileParser

from django.test import Client

from broadsheet.fronts.models import FrontPage


def test_robots_may_read_all_but_the_newsroom_and_the_search(
    front: FrontPage, client: Client
) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    for path in ("/", "/a-crane-moves/", "/harbour/feed/", "/media/quay.jpg", "/sitemap.xml"):
        assert rules.can_fetch("AnyBot", f"http://testserver{path}"), path
    for path in ("/admin/", "/admin/login/", "/search/?q=crane"):
        assert not rules.can_fetch("AnyBot", f"http://testserver{path}"), path
    assert rules.site_maps() == [
        "http://testserver/sitemap.xml",
        "http://testserver/sitemap-news.xml",
    ]


def test_the_search_of_every_language_is_closed_to_robots(
    front: FrontPage, client: Client, settings: object
) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("uk", "Українська")]  # type: ignore[attr-defined]
    assert "Disallow: /uk/search/" in client.get("/robots.txt").content.decode()
