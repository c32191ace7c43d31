from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.http import http_date, parse_http_date

from broadsheet.fronts.models import FrontPage
from tests.factories import make_section, make_story, make_topic
from tests.syndication.reading import FORMATS

#: Far ahead of the clock by which the test's newspaper itself is made.
NOON = datetime(2100, 7, 1, 12, tzinfo=UTC)
ADDRESSES = [*(f"/{suffix}" for suffix in FORMATS), "/sitemap.xml", "/sitemap-2100-07.xml"]
WITHOUT_TIME = ["/sitemap-pages.xml", "/sitemap-news.xml", "/robots.txt"]


@pytest.mark.parametrize("path", [*ADDRESSES, *WITHOUT_TIME])
def test_who_has_the_answer_already_gets_304(front: FrontPage, client: Client, path: str) -> None:
    make_story(make_section(front), published_at=NOON)
    first = client.get(path)
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    other = client.get(path, headers={"if-none-match": '"another"'})
    assert other.status_code == 200
    assert client.head(path, headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_newest_change_of_a_story_is_the_time_of_the_answer(
    front: FrontPage, client: Client, path: str
) -> None:
    section = make_section(front)
    with time_machine.travel(NOON, tick=False):
        make_story(section, published_at=NOON)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        story = make_story(section, published_at=NOON - timedelta(minutes=1))
    response = client.get(path)
    changed = (NOON + timedelta(hours=1)).timestamp()
    assert response["Last-Modified"] == http_date(changed)
    unchanged = {"if-modified-since": http_date(changed)}
    assert client.get(path, headers=unchanged).status_code == 304
    assert (
        client.get(path, headers={"if-modified-since": http_date(changed - 1)}).status_code == 200
    )
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        story.title = "Corrected"
        story.save_revision().publish()
    assert client.get(path, headers=unchanged).status_code == 200


@pytest.mark.parametrize("path", [one for one in ADDRESSES if one != "/sitemap.xml"])
def test_a_story_that_is_taken_down_is_a_change(
    front: FrontPage, client: Client, path: str
) -> None:
    section = make_section(front)
    with time_machine.travel(NOON, tick=False):
        older = make_story(section, published_at=NOON)
        make_story(section, published_at=NOON)
    first = client.get(path)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        older.unpublish()
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(path, headers=since).status_code == 200
    assert client.get(path)["ETag"] != first["ETag"]
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        older.refresh_from_db()
        older.delete()
    assert parse_http_date(client.get(path)["Last-Modified"]) == int(
        (NOON + timedelta(hours=2)).timestamp()
    )


def test_a_story_that_loses_a_topic_changes_that_topics_feed(
    front: FrontPage, client: Client
) -> None:
    topic = make_topic("Ferries")
    section = make_section(front)
    make_story(section, topics=[topic])
    story = make_story(section, topics=[topic])
    first = client.get("/tag/ferries/feed/")
    story.story_topics.clear()
    story.save_revision().publish()
    again = client.get("/tag/ferries/feed/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
