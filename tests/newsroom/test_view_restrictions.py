"""A page behind a view restriction of Wagtail's is told of nowhere, and neither is what it says."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from broadsheet.core.models import Address, AddressState
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.newsroom.corrections.actions import correct, withdraw
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story, StoryCard
from tests.factories import make_person, make_section, make_story, make_topic, text

#: Stands in all that the story says, and nowhere else.
WORD = "Zanthoria"
LISTS = ("/", "/quays/", "/tag/wrecks/", "/author/ada-quill/", "/corrections/")


@pytest.fixture
def story(front: FrontPage) -> Story:
    """A story that everything points to, in a section of its own, with a correction."""
    section = make_section(front, "Quays")
    made = make_story(
        section,
        f"The {WORD} runs aground",
        slug="aground",
        standfirst=f"{WORD} again.",
        body=[text(f"<p>All of {WORD}.</p>")],
        topics=[make_topic("Wrecks")],
        authors=[make_person("Ada Quill")],
    )
    related = [{"type": "related_story", "value": {"story": made.pk}}]
    make_story(section, "What else ran aground", slug="what-else", body=related)
    EditorsPick.objects.create(story=made, position=30)
    correct_it(made)
    return made


def correct_it(story: Story, words: str = f"{WORD} was misspelt.") -> Correction:
    return correct(
        story, kind=CorrectionKind.CORRECTION, text=words, reason="A mistake.", user=None
    )


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )


def telling(*more: str) -> set[str]:
    """The addresses at which the word is read: all pages, lists, feeds, sitemaps and searches."""
    live = Address.objects.filter(state=AddressState.LIVE).values_list("path", flat=True)
    paths = {path for path in live if path.endswith("/")}
    paths |= {f"{path}feed/" for path in LISTS}
    paths |= {f"/corrections/{key}/" for key in Correction.objects.values_list("pk", flat=True)}
    client = Client()
    sitemaps = ["/sitemap.xml", "/sitemap-news.xml"]
    for part in client.get("/sitemap.xml").content.decode().split("<loc>")[1:]:
        sitemaps.append("/" + part.partition("<")[0].split("/", 3)[3])
    assert len(sitemaps) > 1
    paths |= {*sitemaps, "/search/?q=zanthoria", "/search/?q=aground", "/nowhere/", *more}
    found = set()
    for path in sorted(paths):
        content = client.get(path).content.decode()
        # Its own page asks for the password, and says where that leads.
        if WORD in content or ("/aground/" in content and path != "/aground/"):
            found.add(path)
    return found


@pytest.mark.parametrize("where", ["story", "section"])
def test_nothing_tells_of_a_restricted_story(story: Story, where: str) -> None:
    open_to_all = telling()
    expected = {*LISTS, *(f"{path}feed/" for path in LISTS), "/aground/", "/what-else/"}
    expected |= {"/search/?q=aground", "/search/?q=zanthoria", "/sitemap-news.xml"}
    assert expected <= open_to_all
    restriction = restrict({"story": story, "section": story.get_parent()}[where])
    assert telling() == set()
    number = Correction.objects.get(story=story).pk
    assert Client().get(f"/corrections/{number}/").status_code == 404
    restriction.delete()
    assert telling() == open_to_all


def test_corrections_of_a_story_that_is_gone_stay_on_record(story: Story) -> None:
    restriction = restrict(story)
    number = Correction.objects.get(story=story).pk
    story.unpublish()
    assert telling("/aground/") == set()
    restriction.delete()
    assert {"/corrections/", f"/corrections/{number}/"} <= telling()
    Story.objects.get(pk=story.pk).delete()
    assert {"/corrections/", f"/corrections/{number}/"} <= telling()


def test_a_withdrawal_below_a_restriction_says_nothing_where_the_story_was(story: Story) -> None:
    withdraw(story, f"{WORD} never ran aground.", reason="Invented.", user=None)
    assert WORD in Client().get("/aground/").content.decode()
    restrict(story.get_parent())
    assert Client().get("/aground/").status_code == 410
    assert telling("/aground/") == set()


def test_a_restriction_that_is_moved_frees_the_first_page_at_once(story: Story) -> None:
    other = Story.objects.get(slug="what-else")
    restriction = restrict(story)
    assert set(cards()) == {"what-else"}
    restriction.page = other
    restriction.save()
    assert set(cards()) == {"aground"}
    assert WORD in Client().get("/quays/").content.decode()
    assert "no-store" in Client().get("/what-else/")["Cache-Control"]
    restriction.page = story.get_parent()
    restriction.save()
    assert set(cards()) == set()
    restriction.delete()
    assert set(cards()) == {"aground", "what-else"}


def cards() -> list[str]:
    found = StoryCard.objects.filter(story__slug__in=["aground", "what-else"])
    return list(found.values_list("story__slug", flat=True))
