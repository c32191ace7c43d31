"""What a page's `<head>` says to browsers, search engines and other sites."""

from __future__ import annotations

import pytest

from tests.newspaper import Newspaper
from tests.reading import read


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "The Test Post - News of the harbour and the town behind it"),
        ("/everything/", "The last ferry to Sallay Bar sails on Sunday - The Test Post"),
        ("/harbour/", "Harbour - The Test Post"),
        ("/harbour/page/1/", "Harbour, page 1 - The Test Post"),
        ("/about/", "About - The Test Post"),
        ("/search/?q=tide", "Search: tide - The Test Post"),
    ],
)
def test_the_title_ends_with_the_sites_name(paper: Newspaper, path: str, title: str) -> None:
    assert read(path).words("head > title") == title


@pytest.mark.parametrize("path", ["/", "/everything/", "/harbour/", "/harbour/page/1/", "/about/"])
def test_a_page_names_its_own_address(paper: Newspaper, path: str) -> None:
    page = read(path)
    assert page.one("link[rel=canonical]")["href"] == f"http://testserver{path}"
    assert page.meta("og:url") == [f"http://testserver{path}"]
    assert "noindex" not in page.meta("robots")


def test_what_is_no_page_of_its_own_stays_out_of_search_engines(paper: Newspaper) -> None:
    for path, status in (("/search/", 200), ("/no-such-page/", 404), ("/taken-down/", 410)):
        page = read(path, status=status)
        assert page.meta("robots") == ["noindex"]
        assert not page.all("link[rel=canonical]")


def test_a_story_has_a_link_preview(paper: Newspaper) -> None:
    page = read("/everything/")
    assert page.meta("og:type") == ["article"]
    assert page.meta("og:site_name") == ["The Test Post"]
    assert page.meta("og:title") == ["The last ferry to Sallay Bar sails on Sunday"]
    assert page.meta("og:image")[0].startswith("http://testserver/media/")
    assert page.meta("og:image:alt") == ["A ferry off Sallay Bar, seen from the water"]
    assert page.meta("twitter:card") == ["summary_large_image"]
    assert page.meta("article:published_time") == ["2025-04-06T20:37:00+03:00"]
    assert page.meta("article:modified_time") == ["2025-04-06T21:27:00+03:00"]
    assert page.meta("article:section") == ["Harbour"]
    assert page.meta("article:tag") == ["Ferries", "Anna Berg", "Sallay Bar", "Port Authority"]
    assert page.meta("author") == ["Mara Lind", "Jonas Öberg", "a correspondent in Sallay"]
    assert page.meta("description")[0].startswith("After 112 years")
    assert read("/no-picture/").meta("twitter:card") == ["summary"]


def test_structured_data_of_a_story(paper: Newspaper) -> None:
    trail, story = read("/everything/").json_ld()
    assert [item["name"] for item in trail["itemListElement"]] == ["Front page", "Harbour"]
    assert story["@type"] == "NewsArticle"
    assert story["headline"] == "The last ferry to Sallay Bar sails on Sunday"
    assert story["publisher"]["name"] == "The Test Post"
    assert [author["name"] for author in story["author"]][:2] == ["Mara Lind", "Jonas Öberg"]
    assert story["image"]["creditText"] == "Sol Marin / POOL / EPN"


def test_structured_data_of_the_front_and_of_a_person(paper: Newspaper) -> None:
    assert [item["@type"] for item in read("/").json_ld()] == ["NewsMediaOrganization", "WebSite"]
    person = read("/author/mara-lind/").json_ld()[1]
    assert person["@type"] == "Person"
    assert person["sameAs"] == ["https://social.example.org/@mara"]


def test_feeds_and_neighbouring_pages_are_announced(paper: Newspaper) -> None:
    feeds = {str(link["href"]) for link in read("/harbour/").all('link[rel="alternate"]')}
    assert "/harbour/feed/" in feeds
    first, last = read("/news/"), read("/news/page/1/")
    assert first.one("link[rel=next]")["href"] == "/news/page/2/"
    assert not first.all("link[rel=prev]")
    assert last.one("link[rel=prev]")["href"] == "/news/page/2/"
    assert not last.all("link[rel=next]")
