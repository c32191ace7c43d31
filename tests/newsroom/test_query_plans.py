"""No page reads a whole table that grows with the archive: SQLite's plan of each query says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk import desk, edit_url
from tests.newspaper import Newspaper
from tests.newsroom.test_query_counts import PATHS

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="On SQLite alone: PostgreSQL's plan depends on how many rows there are.",
)

GROWING = {
    "core_address",
    "newsroom_byline",
    "newsroom_cardbyline",
    "newsroom_cardtopic",
    "newsroom_story",
    "newsroom_storycard",
    "newsroom_storytopic",
    "newsroom_storyversion",
    "wagtailcore_page",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailsearch_indexentry",
}
PUBLIC = {
    **PATHS,
    "section page": "/city/page/1/",
    "archive page": "/news/page/1/",
    "search by some words": "/search/?q=count+zeppelin",
    "feed": "/feed/",
    "feed of a section": "/city/feed/atom/",
    "feed of a topic": "/tag/port-authority/feed/json/",
    "feed of a person": "/author/ida-wren/feed/",
    "sitemap": "/sitemap.xml",
    "sitemap of pages": "/sitemap-pages.xml",
    "sitemap of a month": "/sitemap-2025-04.xml",
    "sitemap of news": "/sitemap-news.xml",
    "corrections": "/corrections/",
}
SCAN = re.compile(r"^SCAN (?:TABLE )?(\w+)(?: AS \w+)?(?P<index> USING (?:COVERING )?INDEX)?")
ALIAS = re.compile(r'"(\w+)" (?:AS )?"?([A-Z]\w*)"?')


def scans(queries: list[dict[str, str]]) -> Iterator[str]:
    """What the plans of the queries read from end to end, with the query."""
    for query in queries:
        sql = query["sql"]
        if not sql.startswith("SELECT"):
            continue
        named = {alias: table for table, alias in ALIAS.findall(sql)}
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [str(row[-1]) for row in cursor.fetchall()]
        for step in steps:
            found = SCAN.match(step)
            if found is None or found["index"]:
                continue
            table = named.get(found[1], found[1])
            if table in GROWING:
                yield f"{step}: {sql}"


@pytest.mark.parametrize("name", PUBLIC)
def test_no_public_page_reads_a_whole_table(paper: Newspaper, name: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        Client().get(PUBLIC[name])
    assert list(scans(captured.captured_queries)) == []


DESK = ("home", "stories", "drafts", "found", "chooser", "chooser by words", "editor", "topics")


def desk_url(paper: Newspaper, name: str) -> str:
    stories, chooser = reverse("stories:index"), reverse("wagtailadmin_choose_page")
    return {
        "home": reverse("wagtailadmin_home"),
        "stories": stories,
        "drafts": f"{stories}?status=draft",
        "found": f"{stories}?q=count",
        "chooser": f"{chooser}?page_type=newsroom.story",
        "chooser by words": f"{reverse('wagtailadmin_choose_page_search')}?q=count",
        "editor": edit_url(paper.stories["everything"]),
        "topics": reverse("wagtailsnippets_newsroom_topic:list"),
    }[name]


@pytest.mark.parametrize("name", DESK)
def test_no_screen_of_the_newsroom_reads_a_whole_table(
    paper: Newspaper, client: Client, name: str
) -> None:
    url = desk_url(paper, name)
    desk(client)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    assert list(scans(captured.captured_queries)) == []
