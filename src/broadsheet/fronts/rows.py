"""The automatic front below its top: a row for each section, opinion and pictures between them.

Four kinds of rows take turns, so that no two neighbours look alike, and no story stands twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from django.utils.translation import gettext as _

from broadsheet.core.languages import path_prefix
from broadsheet.core.theme import current_theme
from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import share_renditions
from broadsheet.newsroom.blocks.pictures import fetch_pictures
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Section, Story, StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet

EACH_SECTION = 4
OPINIONS = 4
#: Beside the picture essay, or two where there is none.
VIDEOS = 1
#: After how many sections opinion and pictures stand.
OPINION_AFTER, PICTURES_AFTER = 1, 3
SECTION_KINDS = ("spread", "tiles", "stack", "turned", "columns")


@dataclass(frozen=True)
class FrontRow:
    """One row: its `kind` names the template's part; `pictures` are those of the first card."""

    kind: str
    title: str
    url: str
    cards: Sequence[StoryCard]
    pictures: Sequence[Picture] = field(default=())

    @property
    def key(self) -> str:
        """What its heading is called in the page."""
        return self.url.strip("/").replace("/", "-") or self.kind


def rows_of(front: FrontPage, cards: StoryCardQuerySet, shown: set[int]) -> list[FrontRow]:
    """The rows in their order; `shown` are the stories that stand above, and grows."""
    prefix = path_prefix(front.locale_id)
    opinion = opinion_row(cards, shown, prefix)
    shown |= {card.pk for card in opinion.cards}
    pictures = pictures_row(cards, shown, prefix)
    shown |= {card.pk for card in pictures.cards}
    rows: list[FrontRow] = []
    sections = 0
    for row in section_rows(front, cards, shown):
        rows.append(row)
        sections += 1
        if sections == OPINION_AFTER and opinion.cards:
            rows.append(opinion)
        if sections == PICTURES_AFTER and pictures.cards:
            rows.append(pictures)
    if sections < OPINION_AFTER and opinion.cards:
        rows.append(opinion)
    if sections < PICTURES_AFTER and pictures.cards:
        rows.append(pictures)
    return rows


def picture_first(cards: list[StoryCard]) -> list[StoryCard]:
    """The newest that may stand large comes first: with a picture, and nobody's advertisement.

    What is paid for comes last.
    """
    own = (StoryType.SPONSORED, StoryType.COMPANY_NEWS)
    large = [card for card in cards if card.picture_id and card.kind not in own]
    if not large:
        return sorted(cards, key=lambda card: (card.is_sponsored, card.kind in own))
    behind = sorted(
        (card for card in cards if card != large[0]), key=lambda card: card.is_sponsored
    )
    return [large[0], *behind]


def opinion_row(cards: StoryCardQuerySet, shown: set[int], prefix: str) -> FrontRow:
    """The newest opinions with their authors' faces."""
    newest = list(
        cards.of_type(StoryType.OPINION)
        .exclude(pk__in=shown)
        .newest()
        .for_lists()
        .prefetch_related("bylines__person__photo")[:OPINIONS]
    )
    authors = (line.person for card in newest for line in card.authors)
    share_renditions(person.photo for person in authors if person and person.photo)
    url = f"{prefix}/tag/{StoryType.OPINION.slug}/"
    return FrontRow("opinion", str(StoryType.OPINION.label), url, newest)


def pictures_row(cards: StoryCardQuerySet, shown: set[int], prefix: str) -> FrontRow:
    """A picture essay with its first pictures, and the newest videos beside it."""
    seen = cards.exclude(pk__in=shown)
    essay = list(seen.of_type(StoryType.PICTURE_ESSAY).newest().for_lists()[:1])
    videos = list(seen.of_type(StoryType.VIDEO).newest().for_lists()[: VIDEOS + (not essay)])
    kind = StoryType.PICTURE_ESSAY if essay else StoryType.VIDEO
    pictures = essay_pictures(essay[0]) if essay and not essay[0].is_restricted else []
    title = _("In pictures") if essay else str(kind.label)
    return FrontRow("pictures", title, f"{prefix}/tag/{kind.slug}/", essay + videos, pictures)


def essay_pictures(card: StoryCard, count: int = 6) -> list[Picture]:
    """The essay's own pictures in their order, its lead first; its card shows three of them."""
    story = Story.objects.only("body").get(pk=card.pk)
    keys = [card.picture_id, *gallery_keys(story)]
    wanted = list(dict.fromkeys(key for key in keys if key))[:count]
    found = {pk: one for pk, one in fetch_pictures(wanted).items() if not one.is_expired}
    return [found[key] for key in wanted if key in found]


def gallery_keys(story: Story) -> Iterator[int | None]:
    for block in story.body.raw_data:
        if block["type"] == "gallery":
            # Wagtail stores the items of a list in two forms.
            for item in block["value"].get("pictures", []):
                yield item.get("value", item).get("picture")
        elif block["type"] == "picture":
            yield block["value"].get("picture")


def section_rows(front: FrontPage, cards: StoryCardQuerySet, shown: set[int]) -> Iterator[FrontRow]:
    """Each section's newest stories but for those that stand above, in two queries and theirs."""
    newest: dict[int, list[StoryCard]] = {}
    sections = list(Section.objects.child_of(front).live().order_by("path"))
    for card in cards.newest_of_each(sections, EACH_SECTION, without=shown):
        if card.section_id is not None:
            newest.setdefault(card.section_id, []).append(card)
    kinds = cycle(current_theme().rows or SECTION_KINDS)
    last = ""
    for section in sections:
        found = newest.get(section.pk, [])
        if found:
            found = picture_first(found)
            # The address follows from the slug, so that no query is needed.
            url = path_prefix(section.locale_id) + section.public_path()
            kind = next(kinds)
            if kind in ("spread", "turned") and not found[0].picture_id:
                kind = "columns"
            if kind == last:
                kind = "stack" if last != "stack" else "tiles"
            last = kind
            yield FrontRow(kind, section.title, url, found)
