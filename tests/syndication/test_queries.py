from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.fronts.models import FrontPage
from tests.factories import make_person, make_picture, make_section, make_story, make_topic
from tests.syndication.reading import FORMATS

LISTS = ("/", "/harbour/", "/tag/ferries/", "/author/mara-lind/", "/tag/news-feed/")
SITEMAPS = ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-2025-04.xml", "/sitemap-news.xml")
#: Of each, the most that a request may ask, routing and site settings counted.
LIMITS = {"feed": 10, "sitemap": 8}


def count_queries(client: Client) -> dict[str, int]:
    counts = {}
    for path in [*(f"{one}{suffix}" for one in LISTS for suffix in FORMATS), *SITEMAPS]:
        # The first request fills what a process keeps: content types, locales.
        assert client.get(path).status_code == 200, path
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        counts[path] = len(queries)
    return counts


def test_as_many_queries_for_120_stories_as_for_12(front: FrontPage, client: Client) -> None:
    section = make_section(front, "Harbour")
    ferries, mara = make_topic("Ferries"), make_person("Mara Lind")

    topics = [make_topic(f"Topic {number}") for number in range(12)]
    authors = [make_person(f"Author {number}") for number in range(12)]

    def publish(count: int, first: int) -> None:
        for number in range(first, first + count):
            make_story(
                section,
                slug=f"number-{number}",
                topics=[ferries, topics[number // 10]],
                authors=[mara, authors[number // 10]],
                lead_picture=make_picture() if number % 12 == 0 else None,
                # Half in one month, half in the last two days.
                published_at=datetime(2025, 4, 1, tzinfo=UTC) + timedelta(minutes=number)
                if number % 2
                else datetime.now(UTC) - timedelta(minutes=number + 1),
            )

    publish(12, 0)
    few = count_queries(client)
    publish(108, 12)
    assert count_queries(client) == few
    for path, count in few.items():
        assert count <= LIMITS["sitemap" if "sitemap" in path else "feed"], (path, count)
