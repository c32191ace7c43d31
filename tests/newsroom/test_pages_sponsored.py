"""A sponsored story says who paid for it wherever it is shown."""

from __future__ import annotations

import pytest
from bs4 import Tag

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.templatetags.newsroom import leads_out
from tests.factories import make_story
from tests.newspaper import TODAY, Newspaper
from tests.reading import read, words

LABEL = "Paid for by Sallay Power & Light"


def test_the_label_stands_above_the_headline(paper: Newspaper) -> None:
    page = read("/sponsored/")
    label = page.one(".story-head .sponsor")
    assert words(label) == LABEL
    assert "sponsor" in [
        name for tag in page.one("h1").find_previous_siblings("p") for name in tag["class"]
    ]


def test_its_links_that_lead_out_are_marked_and_its_own_are_not(paper: Newspaper) -> None:
    page = read("/sponsored/")

    def rel(link: Tag) -> list[str]:
        return list(link.get("rel") or [])

    links = {str(link["href"]): rel(link) for link in page.all("article.story a")}
    assert "sponsored" in links["https://power.example.com/"]
    assert links["https://power.example.com/more"] == ["sponsored"]
    assert links["https://news.example.net/ferries"] == ["sponsored", "noopener"]
    assert links["/about/"] == []


def test_links_of_other_stories_are_not_marked(paper: Newspaper) -> None:
    assert "sponsored" not in str(read("/everything/").one(".prose"))


@pytest.mark.parametrize("path", ["/", "/business/", "/tag/sponsored/", "/search/?q=bakery"])
def test_every_card_of_it_has_the_label(paper: Newspaper, path: str) -> None:
    cards = [
        card
        for card in read(path).all(".card")
        if "How a bakery" in words(card.select(".headline")[0])
    ]
    assert len(cards) == 1
    assert LABEL in words(cards[0])


def test_related_cards_picks_and_the_archive_have_the_label_too(paper: Newspaper) -> None:
    story = paper.stories["sponsored"]
    EditorsPick.objects.create(story=story, position=0)
    EditorsPick.objects.exclude(story=story).delete()
    related = [{"type": "related_story", "value": {"story": story.pk}}]
    other = make_story(paper.sections["City"], body=related, published_at=TODAY)
    page = read(other.public_path())
    assert LABEL in page.words("aside.related")
    assert LABEL in page.words(".editors-picks")
    assert LABEL in words(read("/news/").all(".archive-day")[0])
    assert LABEL in read("/").words(".front-beside")


def test_a_sponsor_without_a_web_address_is_named_without_a_link(paper: Newspaper) -> None:
    type(paper.stories["sponsored"]).objects.filter(slug="sponsored").update(
        sponsor_url="javascript:alert(1)"
    )
    page = read("/sponsored/")
    assert words(page.one(".story-head .sponsor")) == LABEL
    assert not page.all(".story-head .sponsor a")
    assert "javascript:" not in page.html


@pytest.mark.parametrize(
    ("href", "out"),
    [
        ("https://elsewhere.example/", True),
        ("//elsewhere.example/", True),
        ("HTTPS://Elsewhere.example", True),
        ("http://testserver/about/", False),
        ("/about/", False),
        ("#part", False),
        ("mailto:desk@example.org", False),
    ],
)
def test_which_links_lead_out(href: str, out: bool) -> None:
    assert leads_out(href) is out
