"""The five layouts of a story's page, and what makes a story fall back on the plain one."""

from __future__ import annotations

import pytest

from broadsheet.newsroom.enums import Access
from broadsheet.newsroom.models import Story
from tests.newspaper import Newspaper
from tests.reading import read


def fresh(paper: Newspaper, name: str) -> Story:
    """The story as the database has it: the newspaper is made once for all tests of a file."""
    return Story.objects.get(pk=paper.stories[name].pk)


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("everything", "news"),
        ("company-news", "news"),
        ("sponsored", "news"),
        ("members", "news"),
        ("analysis", "analysis"),
        ("opinion", "analysis"),
        ("field-report", "field"),
        ("picture-essay", "field"),
        ("interview", "interview"),
    ],
)
def test_a_type_has_its_layout(paper: Newspaper, name: str, layout: str) -> None:
    assert f"layout-{layout}" in read(f"/{name}/").one("body")["class"]


def test_a_field_report_opens_with_its_picture_and_other_stories_with_their_headline(
    paper: Newspaper,
) -> None:
    for name, picture_first in (("field-report", True), ("everything", False)):
        article = str(read(f"/{name}/").one("article.story"))
        assert (article.index("lead-picture") < article.index("<h1")) is picture_first


def test_a_field_report_without_a_picture_is_laid_out_as_news(paper: Newspaper) -> None:
    story = fresh(paper, "field-report")
    story.lead_picture = None
    story.save_revision().publish()
    assert "layout-news" in read("/field-report/").one("body")["class"]


def test_a_video_stands_above_the_headline_and_not_again_below(paper: Newspaper) -> None:
    story = fresh(paper, "video")
    embed = {
        "type": "embed",
        "value": {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "The last crane"},
    }
    story.body = [{"type": "text", "value": "<p>It left at noon.</p>"}, embed]
    story.save_revision().publish()
    page = read("/video/")
    assert "layout-video" in page.one("body")["class"]
    assert page.one("figure.embed").find_parent("div", class_="stage")
    assert "It left at noon." in page.words(".prose")


def test_a_video_without_a_film_is_laid_out_as_news(paper: Newspaper) -> None:
    assert "layout-news" in read("/video/").one("body")["class"]


def test_a_restricted_report_shows_neither_its_picture_nor_its_layout(paper: Newspaper) -> None:
    story = fresh(paper, "field-report")
    story.access = Access.MEMBERS
    story.save_revision().publish()
    page = read("/field-report/")
    assert "layout-news" in page.one("body")["class"]
    assert not page.all(".lead-picture")
    assert not page.all("a.enlarge")


def test_a_long_headline_is_set_smaller(paper: Newspaper) -> None:
    assert not read("/everything/").all(".story-head.long")
    story = fresh(paper, "company-news")
    story.title = "The harbour, the council and the ferry company " * 3
    story.save_revision().publish()
    assert read("/company-news/").all(".story-head.long")


def test_an_opinion_shows_its_authors_face(paper: Newspaper) -> None:
    people = [line.person for line in paper.stories["opinion"].bylines.all() if line.person]
    shown = bool(people and people[0].is_public and people[0].photo)
    assert bool(read("/opinion/").all(".author-portrait img")) is shown


def test_a_pull_quote_gets_its_marks_from_the_page(paper: Newspaper) -> None:
    story = fresh(paper, "company-news")
    story.body = [{"type": "pull_quote", "value": {"quote": "“Mind the step”", "attribution": ""}}]
    story.save_revision().publish()
    assert read("/company-news/").words(".pull-quote p") == "Mind the step"


def test_the_names_that_are_no_authors_stand_after_the_text(paper: Newspaper) -> None:
    article = str(read("/everything/").one("article.story"))
    assert article.index('class="prose"') < article.index('class="role"')
