from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from wagtail.models import PageViewRestriction

from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import InformationPage, SiteSettings
from broadsheet.newsroom.enums import Access, StoryType
from broadsheet.syndication import sitemaps
from tests.factories import make_person, make_section, make_story, make_topic
from tests.syndication.reading import local, texts, tree

APRIL = datetime(2025, 4, 10, 12, tzinfo=UTC)


def make_page(front: FrontPage, title: str) -> InformationPage:
    page = InformationPage(title=title, slug=title.lower())
    front.add_child(instance=page)
    page.save_revision().publish()
    return page


def addresses(client: Client, path: str) -> list[str]:
    return [local(url) for url in texts(tree(client, path), "//map:loc")]


@pytest.fixture
def newspaper(front: FrontPage) -> Iterator[FrontPage]:
    """Stories of two months with all that leads to them, and a page that the newsroom wrote."""
    section = make_section(front, "Harbour")
    topic, person = make_topic("Ferries"), make_person("Mara Lind")
    for day in range(3):
        make_story(
            section,
            slug=f"april-{day}",
            topics=[topic],
            authors=[person],
            published_at=APRIL + timedelta(days=day),
        )
    make_story(section, slug="may", published_at=APRIL + timedelta(days=30))
    make_page(front, "About")
    return front


def test_the_index_names_the_pages_and_each_month_newest_first(
    newspaper: FrontPage, client: Client
) -> None:
    assert addresses(client, "/sitemap.xml") == [
        "/sitemap-pages.xml",
        "/sitemap-2025-05.xml",
        "/sitemap-2025-04.xml",
    ]
    assert client.get("/sitemap.xml")["Content-Type"] == "application/xml; charset=utf-8"


def test_every_address_of_the_sitemaps_answers(newspaper: FrontPage, client: Client) -> None:
    found: list[str] = []
    for file in addresses(client, "/sitemap.xml"):
        found += addresses(client, file)
    assert {"/", "/harbour/", "/april-0/", "/may/", "/about/", "/news/"} <= set(found)
    assert len(found) == len(set(found))
    for path in found:
        assert client.get(path).status_code == 200, path


def test_a_month_has_its_stories_and_when_they_changed(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    settings = SiteSettings.for_site(front.get_site())
    settings.time_zone = "Europe/Kyiv"
    settings.save()
    with time_machine.travel(APRIL, tick=False):
        make_story(section, slug="second", published_at=APRIL)
        make_story(section, slug="first", published_at=APRIL - timedelta(days=1))
    document = tree(client, "/sitemap-2025-04.xml")
    assert addresses(client, "/sitemap-2025-04.xml") == ["/first/", "/second/"]
    assert texts(document, "//map:lastmod") == ["2025-04-10T15:00:00+03:00"] * 2
    index = tree(client, "/sitemap.xml")
    assert texts(index, "//map:lastmod") == ["2025-04-10T15:00:00+03:00"]


def test_months_are_those_of_utc_whatever_the_sites_zone(front: FrontPage, client: Client) -> None:
    settings = SiteSettings.for_site(front.get_site())
    settings.time_zone = "Pacific/Auckland"
    settings.save()
    section = make_section(front)
    # In Auckland it is the first of May already.
    make_story(section, slug="late", published_at=datetime(2025, 4, 30, 23, 59, 59, tzinfo=UTC))
    make_story(section, slug="early", published_at=datetime(2025, 5, 1, tzinfo=UTC))
    assert addresses(client, "/sitemap-2025-04.xml") == ["/late/"]
    assert addresses(client, "/sitemap-2025-05.xml") == ["/early/"]


def test_which_stories_search_engines_are_told_of(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    make_story(section, slug="hidden", noindex=True, published_at=APRIL)
    make_story(section, slug="members", access=Access.MEMBERS, published_at=APRIL)
    make_story(section, slug="draft", live=False, published_at=APRIL)
    taken_down = make_story(section, slug="gone", published_at=APRIL)
    taken_down.unpublish()
    assert addresses(client, "/sitemap-2025-04.xml") == ["/members/"]


def test_a_month_without_stories_has_no_file(newspaper: FrontPage, client: Client) -> None:
    for name in ("2025-06", "2025-13", "2025-00", "0000-01", "9999-12", "2025-04-2"):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404, name
    assert client.get("/sitemap-pages-2.xml").status_code == 404


def test_more_addresses_than_a_file_may_have_go_into_another(
    newspaper: FrontPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = addresses(client, "/sitemap-pages.xml")
    monkeypatch.setattr(sitemaps, "MOST_URLS", 2)
    files = addresses(client, "/sitemap.xml")
    assert files[-2:] == ["/sitemap-2025-04.xml", "/sitemap-2025-04-2.xml"]
    assert addresses(client, "/sitemap-2025-04.xml") == ["/april-0/", "/april-1/"]
    assert addresses(client, "/sitemap-2025-04-2.xml") == ["/april-2/"]
    pages = [file for file in files if "pages" in file]
    assert [path for file in pages for path in addresses(client, file)] == whole
    assert client.get(f"/sitemap-pages-{len(pages) + 1}.xml").status_code == 404


def test_pages_are_those_that_have_something_to_read(newspaper: FrontPage, client: Client) -> None:
    make_topic("Nothing yet")
    make_person("Quiet Source", is_public=False)
    assert addresses(client, "/sitemap-pages.xml") == [
        "/",
        "/about/",
        "/author/mara-lind/",
        "/contacts/",
        "/corrections/",
        "/harbour/",
        "/news/",
        "/tag/ferries/",
        "/tag/news-feed/",
        "/team/",
    ]


def test_a_page_behind_a_password_is_in_no_sitemap(newspaper: FrontPage, client: Client) -> None:
    page = make_page(newspaper, "Members")
    assert "/members/" in addresses(client, "/sitemap-pages.xml")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert "/members/" not in addresses(client, "/sitemap-pages.xml")
    assert "/about/" in addresses(client, "/sitemap-pages.xml")


def test_an_empty_newspaper_has_sitemaps(front: FrontPage, client: Client) -> None:
    assert addresses(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert "/" in addresses(client, "/sitemap-pages.xml")
    assert addresses(client, "/sitemap-news.xml") == []


def test_the_news_sitemap_has_the_stories_of_two_days_that_nobody_paid_for(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    hour = timedelta(hours=1)
    with time_machine.travel(APRIL, tick=False):
        make_story(section, "New & \x0bnoted", slug="new", published_at=APRIL - hour)
        make_story(section, slug="yesterday", published_at=APRIL - 47 * hour)
        make_story(section, slug="old", published_at=APRIL - 49 * hour)
        make_story(section, slug="dated-ahead", published_at=APRIL + hour)
        make_story(section, slug="hidden", published_at=APRIL - hour, noindex=True)
        make_story(
            section,
            slug="paid-for",
            story_type=StoryType.SPONSORED,
            sponsor_name="Northern Lines",
            published_at=APRIL - hour,
        )
        document = tree(client, "/sitemap-news.xml")
        assert addresses(client, "/sitemap-news.xml") == ["/new/", "/yesterday/"]
    assert texts(document, "//news:title")[0] == "New & noted"
    assert set(texts(document, "//news:publication/news:name")) == {"The Test Post"}
    assert set(texts(document, "//news:publication/news:language")) == {"en"}
    assert texts(document, "//news:publication_date")[0] == "2025-04-10T11:00:00+00:00"


def test_the_news_sitemap_ends_where_google_stops_reading(
    front: FrontPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sitemaps.MOST_NEWS == 1_000
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    section = make_section(front)
    for minutes in (3, 1, 2):
        make_story(
            section,
            slug=f"minutes-{minutes}",
            published_at=datetime.now(UTC) - timedelta(minutes=minutes),
        )
    assert addresses(client, "/sitemap-news.xml") == ["/minutes-1/", "/minutes-2/"]


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-2025-04.xml",
        "/sitemap-news.xml",
        "/robots.txt",
    ],
)
def test_head_answers_without_a_body_and_post_is_refused(
    newspaper: FrontPage, client: Client, path: str
) -> None:
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == client.get(path)["Content-Type"]
    assert client.post(path).status_code == 405
