"""The automatic front: what stands where, each story once, no two neighbouring rows alike."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from bs4 import Tag

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.enums import Access, StoryType
from broadsheet.newsroom.models import Story, StoryCard
from tests.newspaper import TODAY, Newspaper
from tests.reading import ReadPage, read


def headlines(page: ReadPage, where: str) -> list[str]:
    return [link["href"] for link in page.all(f"{where} .headline a, {where} .sublinks a")]


def kinds(page: ReadPage) -> list[str]:
    """The kind of each row below the top, by its class."""
    rows: list[Tag] = page.all(".front-row")
    return [
        next(
            name[4:-4] for name in row["class"] if name.startswith("row-") and name.endswith("-row")
        )
        for row in rows
    ]


def test_no_story_stands_twice(paper: Newspaper) -> None:
    shown = headlines(read("/"), "main")
    assert len(shown) > 20
    assert len(shown) == len(set(shown))


def age(kind: StoryType) -> None:
    """Make the stories of a type so old that none stands among the latest."""
    StoryCard.objects.of_type(kind).update(published_at=TODAY - timedelta(days=400))


def test_no_two_neighbouring_rows_are_alike(paper: Newspaper) -> None:
    for kind in (StoryType.OPINION, StoryType.PICTURE_ESSAY, StoryType.VIDEO):
        age(kind)
    EditorsPick.objects.all().delete()
    found = kinds(read("/"))
    assert len(found) >= 4
    assert all(first != second for first, second in pairwise(found))


def test_the_lead_links_to_what_stands_behind_it(paper: Newspaper) -> None:
    page = read("/")
    lead = StoryCard.objects.without_types([StoryType.SPONSORED]).newest()[0]
    assert page.one(".lead .headline a")["href"] == lead.url
    topic = lead.card_topics.order_by("position")[0].topic
    behind = {card.url for card in StoryCard.objects.about(topic)}
    links = [link["href"] for link in page.all(".sublinks a")]
    assert links
    assert set(links) <= behind - {lead.url}


def test_opinions_stand_in_a_row_of_their_own(paper: Newspaper) -> None:
    age(StoryType.OPINION)
    EditorsPick.objects.all().delete()
    row = read("/").one(".row-opinion-row")
    assert [link["href"] for link in row.select(".opinion .headline a")] == ["/opinion/"]
    assert row.select_one("h2 a")["href"] == "/tag/opinion/"  # type: ignore[index]


def test_the_picture_row_shows_an_essay_and_a_video(paper: Newspaper) -> None:
    age(StoryType.PICTURE_ESSAY)
    age(StoryType.VIDEO)
    page = read("/")
    row = page.one(".row-pictures")
    assert row.select_one(".essay .headline a")["href"] == "/picture-essay/"  # type: ignore[index]
    assert row.select_one(".video .headline a")["href"] == "/video/"  # type: ignore[index]
    assert row.select(".essay-pictures img")


def test_a_restricted_essay_shows_no_picture(paper: Newspaper) -> None:
    age(StoryType.PICTURE_ESSAY)
    story = Story.objects.get(pk=paper.stories["picture-essay"].pk)
    story.access = Access.MEMBERS
    story.save_revision().publish()
    age(StoryType.PICTURE_ESSAY)
    assert not read("/").all(".essay-pictures img")


def test_picks_are_numbered_in_the_editors_order(paper: Newspaper) -> None:
    page = read("/")
    numbers = [number.get_text() for number in page.all(".front-beside .number")]
    assert numbers == [str(place) for place in range(1, len(numbers) + 1)]
    assert len(numbers) == len(page.all(".front-beside .headline"))
    assert page.one(".front-beside .tile .headline a")["href"] == "/interview/"
    assert all(number["aria-hidden"] == "true" for number in page.all(".front-beside .number"))


def test_a_picture_that_stands_on_the_page_is_not_repeated_in_tiles_and_rows(
    paper: Newspaper,
) -> None:
    StoryCard.objects.update(picture=paper.pictures["quay"])
    page = read("/")
    assert page.all(".lead .card-picture")
    assert page.all(".tile")
    assert not page.all(".tile .card-picture, .row .card-picture")


def test_an_opinion_keeps_its_voice_in_every_list(paper: Newspaper) -> None:
    links = [link["href"] for link in read("/").all(".front-beside .voice .headline a")]
    opinions = {card.url for card in StoryCard.objects.of_type(StoryType.OPINION)}
    assert links
    assert set(links) <= opinions


def test_a_front_of_one_story(paper: Newspaper) -> None:
    one = StoryCard.objects.newest().without_types([StoryType.SPONSORED])[0]
    StoryCard.objects.exclude(pk=one.pk).delete()
    page = read("/")
    assert headlines(page, "main") == [one.url]
    assert page.all(".front-top.alone")
    assert not page.all(".front-row")


def test_what_is_paid_for_stands_last_in_its_row(paper: Newspaper) -> None:
    StoryCard.objects.of_type(StoryType.SPONSORED).update(published_at=TODAY)
    rows = [row.select(".card") for row in read("/").all(".front-row")]
    row = next(cards for cards in rows if any("paid" in card["class"] for card in cards))
    assert ["paid" in card["class"] for card in row] == [False] * (len(row) - 1) + [True]
