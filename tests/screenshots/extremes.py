"""Adds pages in extreme states to a newspaper, by the doors that the newsroom uses.

Runs with Django set up on the site: `site.python("from tests.screenshots import extremes; …")`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Site

from broadsheet.config.publication import keep_locales
from broadsheet.core.actions import keep_fixed_addresses
from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import Menu, MenuItem, SiteSettings
from broadsheet.masthead.models.menu import MenuSlot
from broadsheet.media.models import Picture
from broadsheet.newsroom.enums import Access, StoryType
from broadsheet.newsroom.models import Section
from tests.factories import make_person, make_section, make_story, make_topic, text
from tests.newspaper import pull_quote
from tests.screenshots.words import (
    AUTHORS,
    LONG_HEADLINE,
    LONG_WORD,
    PARAGRAPHS,
    SMALL_PAPERS,
    STANDFIRST,
    long_text,
)

#: The name of the section and of the topic that hold all stories in extreme states.
EXTREMES = "Extremes"
BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)


def add_to_demo() -> None:
    """A story for each extreme state, newest first in the order below, and an empty section."""
    front = FrontPage.objects.get()
    section = make_section(front, EXTREMES, description=f"{STANDFIRST} {LONG_WORD}.")
    make_section(front, "Lighthouses", description="Lamps, keepers and what became of both.")
    topic = make_topic(EXTREMES, description=STANDFIRST)
    pictures = list(Picture.objects.exclude(caption="").order_by("pk")[:4])
    minutes = 0

    def add(slug: str, headline: str, **fields: Any) -> None:
        nonlocal minutes
        minutes += 1
        fields = {
            "slug": slug,
            "topics": [topic],
            "authors": [AUTHORS[0]],
            "standfirst": STANDFIRST,
            "lead_picture": pictures[minutes % len(pictures)],
            "body": [text(BODY)],
            "published_at": timezone.now() - timedelta(minutes=minutes),
            **fields,
        }
        make_story(section, headline, **fields)

    add("headline-of-140", LONG_HEADLINE)
    add("without-picture", "The fog lifts at noon and nothing is there", lead_picture=None)
    add("without-standfirst", "Tar Lane is open again", standfirst="")
    add("bare", "Rain", standfirst="", lead_picture=None, topics=[], authors=[])
    add("twelve-authors", "A year of tides, told by all who kept watch", authors=_twelve())
    add(
        "nine-thousand-words",
        "The night the sill went under, hour by hour",
        story_type=StoryType.ANALYSIS,
        body=[text(long_text(9000))],
    )
    for access in (Access.MEMBERS, Access.PAID):
        add(f"for-{access.value}", "What the harbour trust's third ledger says", access=access)
    # Last, so that it stands in no other story's news feed.
    add(
        "word-of-60",
        f"What is a {LONG_WORD}?",
        standfirst=f"{LONG_WORD} is a word of sixty letters.",
        body=[text(f"<p>{LONG_WORD}: {PARAGRAPHS[0]}</p>"), pull_quote(LONG_WORD, LONG_WORD)],
    )
    gone = make_story(section, "A report that was taken down", slug="taken-down")
    gone.unpublish()


def _twelve() -> list[Any]:
    return [
        make_person(
            name,
            on_team_page=False,
            job_title="Tide watcher" if number % 2 else "",
            short_bio=" ".join(["Keeps the upper basin's log and a dog."] * (number % 3)),
        )
        for number, name in enumerate(AUTHORS)
    ]


def fill_small_papers() -> None:
    """One section with one story in each language, and nothing else."""
    keep_locales()
    site = Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    settings.name, settings.tagline = "The Slipway", "One street, told well"
    settings.save()
    original = FrontPage.objects.get()
    for code in SMALL_PAPERS:
        locale = Locale.objects.get(language_code=code)
        front = original
        if locale != original.locale:
            keep_fixed_addresses(site, locale)
            front = original.copy_for_translation(locale)
            front.save_revision().publish()
            front = FrontPage.objects.get(locale=locale)
        _fill(front, locale, SMALL_PAPERS[code])


def _fill(front: FrontPage, locale: Locale, words: dict[str, Any]) -> None:
    section: Section = make_section(front, words["section"], slug="port", locale=locale)
    make_story(
        section,
        words["headline"],
        slug="last-boat",
        locale=locale,
        standfirst=words["standfirst"],
        authors=[words["author"]],
        body=[
            text(f"<p>{words['body'][0]}</p>"),
            pull_quote(words["quote"], words["author"]),
            text(f"<h2>{words['section']}</h2><p>{words['body'][1]}</p>"),
        ],
    )
    address = Address.objects.get(path="/port/", locale=locale)
    Menu(  # type: ignore[misc]
        slot=MenuSlot.FEATURED,
        heading=words["menu"],
        locale=locale,
        items=[MenuItem(label=words["section"], address=address, sort_order=0)],
    ).save()
