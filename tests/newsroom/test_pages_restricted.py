"""A members' or paid story gives away its headline, its standfirst and one sentence."""

from __future__ import annotations

import pytest

from broadsheet.core.models import Address, AddressState
from broadsheet.fronts.models import EditorsPick
from broadsheet.masthead.models import PromoBar
from tests.factories import make_story
from tests.newspaper import SECRET, Newspaper
from tests.reading import read, words


@pytest.mark.parametrize("name", ["members", "paid"])
def test_its_page_has_headline_standfirst_and_whom_it_is_for(paper: Newspaper, name: str) -> None:
    page = read(f"/{name}/")
    assert page.words("h1") == f"Inside the port’s books: what {name} read"
    assert page.words(".standfirst") == "The port lost money in nine of ten years."
    said = page.words(".members-only strong")
    assert said == "This story is for members of the newspaper."
    assert not page.all("article.story figure, article.story img, .prose, .read-time, .authors")
    assert not page.meta("og:image")


def test_nothing_of_it_leaks_on_any_page(paper: Newspaper) -> None:
    for place, name in enumerate(("members", "paid"), start=20):
        EditorsPick.objects.create(story=paper.stories[name], position=place)
    related = [
        {"type": "related_story", "value": {"story": paper.stories[name].pk}}
        for name in ("members", "paid")
    ]
    make_story(paper.sections["City"], "Two cards", slug="two-cards", body=related)
    live = Address.objects.filter(state=AddressState.LIVE).values_list("path", flat=True)
    paths = [path for path in live if path.endswith("/")]
    assert len(paths) > 60
    for path in [*paths, "/search/?q=paying+members+read", "/search/?q=sentence"]:
        assert SECRET not in read(path).html, path


def test_a_card_of_it_says_that_it_is_for_members_and_shows_no_picture(paper: Newspaper) -> None:
    cards = {words(card.select(".headline")[0]): card for card in read("/business/").all(".card")}
    card = cards["Inside the port’s books: what members read"]
    assert "For members" in words(card)
    assert not card.select("img")


def test_search_finds_it_by_its_headline_and_not_by_its_body(paper: Newspaper) -> None:
    found = [words(line) for line in read("/search/?q=port+books").all(".headline")]
    assert "Inside the port’s books: what paid read" in found
    # Stories that hold some of the words follow, but none by what only its members may read.
    found = [link["href"] for link in read("/search/?q=paying+sentence").all(".headline a")]
    assert not {"/members/", "/paid/"} & set(found)


def test_its_structured_data_says_that_it_is_not_free(paper: Newspaper) -> None:
    story = next(item for item in read("/members/").json_ld() if "headline" in item)
    assert story["isAccessibleForFree"] is False
    assert "image" not in story
    assert "wordCount" not in story


def test_it_leads_to_membership_where_the_newspaper_asks_for_members(paper: Newspaper) -> None:
    bar = PromoBar.objects.get()
    button = read("/members/").one(".members-only a")
    assert (button.get_text(), button["href"]) == (bar.call_to_action, bar.url)
    # A bar without a goal sells something else.
    PromoBar.objects.update(goal_reached=None, goal_total=None)
    assert not read("/members/").all(".members-only a")
