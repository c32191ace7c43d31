"""How many questions each kind of page asks the database: as many at 12 stories as at 1,000."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import Byline, Section, Story, StoryTopic
from tests.factories import make_story
from tests.newspaper import TODAY, Newspaper

PATHS = {
    "front": "/",
    "section": "/city/",
    "topic": "/tag/port-authority/",
    "type": "/tag/news-feed/",
    "person": "/author/ida-wren/",
    "story": "/everything/",
    "plain story": "/no-picture/",
    "archive": "/news/",
    "year": "/news/2025/",
    "month": "/news/2025/04/",
    "day": "/news/2025/04/05/",
    "search": "/search/?q=count",
    "search narrowed": "/search/?q=count&section=city&type=news-feed&period=2025&order=newest",
    "search misspelt": "/search/?q=cuont+anything",
    "search empty": "/search/",
    "team": "/team/",
    "contacts": "/contacts/",
    "editable page": "/about/",
    "404": "/no-such-page/",
}
#: Routing included: site, settings, address, page and its view restrictions.
MOST = {"plain story": 20, "story": 25, "front": 33, "404": 10}


def questions(path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        Client().get(path)
    return [query["sql"] for query in captured]


def add(section: Section, paper: Newspaper, numbers: range) -> None:
    write_stories(
        section,
        [
            NewStory(
                Story(
                    title=f"Count {number}",
                    slug=f"count-{number}",
                    published_at=TODAY - timedelta(days=1, minutes=number),
                    lead_picture=list(paper.pictures.values())[number % 6],
                    live=True,
                ),
                bylines=[Byline(person=paper.people["Ida"]), Byline(text="Someone")],
                topics=[StoryTopic(topic=paper.topics["Port Authority"])],
            )
            for number in numbers
        ],
        action="wagtail.publish",
    )


@pytest.fixture
def counts(paper: Newspaper) -> Iterator[dict[str, tuple[int, int]]]:
    """The number of queries of each page with 12 more stories, and with 1,000 more."""
    city = paper.sections["City"]
    add(city, paper, range(12))
    few = {name: len(questions(path)) for name, path in PATHS.items()}
    add(city, paper, range(12, 1000))
    return {name: (few[name], len(questions(path))) for name, path in PATHS.items()}


def test_no_page_asks_more_when_there_is_more(
    counts: dict[str, tuple[int, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print("\nqueries a page, at 12 and at 1,000 stories:")
        for name, (few, many) in counts.items():
            print(f"  {name:14} {few:3} {many:3}")
    assert {name: few for name, (few, _many) in counts.items()} == {
        name: many for name, (_few, many) in counts.items()
    }
    for name, most in MOST.items():
        assert counts[name][1] <= most, name


def test_more_authors_and_topics_ask_no_more(paper: Newspaper) -> None:
    people, topics = list(paper.people.values()), list(paper.topics.values())
    city = paper.sections["City"]
    one = make_story(city, authors=people[:1], topics=topics[:1])
    many = make_story(city, authors=people, topics=topics)
    assert len(questions(one.public_path())) == len(questions(many.public_path()))
