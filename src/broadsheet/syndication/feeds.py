"""What a feed says, whatever its format: a list's name and its newest stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.db.models import Model, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.masthead.head import absolute
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import FALLBACK, ShownRendition
from broadsheet.media.renditions import by_spec
from broadsheet.newsroom.models import CardByline, CardTopic, StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.syndication.changes import last_removal, listed_since
from broadsheet.syndication.text import plain, whole_address

ITEMS_IN_A_FEED = 50


@dataclass(frozen=True)
class FeedAuthor:
    """A name of a card's byline; RSS asks for no address, and does not depend on it."""

    line: CardByline

    @property
    def name(self) -> str:
        return plain(self.line.name)

    @property
    def url(self) -> str:
        return whole_address(self.line.url) if self.line.url else ""


@dataclass(frozen=True)
class FeedPicture:
    """A lead picture as JPEG; `length` in bytes, 0 where it isn't known."""

    url: str
    length: int
    width: int
    height: int
    alt: str

    media_type = "image/jpeg"


@dataclass(frozen=True)
class FeedItem:
    """A story in a feed: plain text, whole addresses, times in the site's zone."""

    guid: str
    url: str
    title: str
    summary: str
    published_at: datetime
    updated_at: datetime
    changed_at: datetime
    authors: tuple[FeedAuthor, ...]
    categories: tuple[str, ...]
    picture: FeedPicture | None


@dataclass(frozen=True)
class FeedOfList:
    """What every feed says of itself: plain texts, an id that stays for good.

    `path` is that of the list at whose address it stands, with its language prefix.
    """

    target: Model
    title: str
    path: str
    description: str
    language: str
    publication: str
    guid: str

    @cached_property
    def items(self) -> list[FeedItem]:
        raise NotImplementedError

    @cached_property
    def changed_at(self) -> datetime:
        raise NotImplementedError

    @property
    def url(self) -> str:
        return whole_address(self.path)

    def own_url(self, suffix: str) -> str:
        """The address of the feed itself in one format, such as "feed/atom"."""
        return whole_address(f"{self.path}{suffix}/")


@dataclass(frozen=True)
class Feed(FeedOfList):
    """The newest stories of a list."""

    cards: StoryCardQuerySet

    @cached_property
    def items(self) -> list[FeedItem]:
        return [item_of(card) for card in newest_cards(self.cards)]

    @cached_property
    def changed_at(self) -> datetime:
        """When its content last changed, in the site's zone: a story did, or one left the site.

        A story that only leaves this list, by an edit of its topics, moves nothing here; the
        content's own hash, its ETag, tells that too.
        """
        times = [item.changed_at for item in self.items] or [listed_since(self.target)]
        removed = last_removal()
        return timezone.localtime(max([*times, removed] if removed else times))


def newest_cards(cards: StoryCardQuerySet) -> Iterable[StoryCard]:
    """The newest of a list with all that a feed shows, in four queries however many there are."""
    topics = CardTopic.objects.select_related("topic").order_by("position")
    return (
        cards.newest()
        .for_feeds()
        .prefetch_related(Prefetch("card_topics", queryset=topics))[:ITEMS_IN_A_FEED]
    )


def item_of(card: StoryCard) -> FeedItem:
    """A card as a feed's item; of a restricted story only headline and standfirst go out."""
    summary = card.standfirst if card.is_restricted else card.standfirst or card.excerpt
    topics = [line.topic.name for line in card.card_topics.all()]
    return FeedItem(
        guid=f"urn:uuid:{card.public_id}",
        url=whole_address(card.url),
        title=plain(labelled_headline(card)),
        summary=plain(summary),
        published_at=timezone.localtime(card.published_at),
        # The page's structured data gives the same date.
        updated_at=timezone.localtime(max(card.updated_at or card.changed_at, card.published_at)),
        changed_at=timezone.localtime(card.changed_at),
        authors=tuple(FeedAuthor(line) for line in card.authors),
        # The type is the format topic, the first of a story's topics.
        categories=tuple(plain(name) for name in [str(card.kind.label), *topics]),
        picture=picture_of(card.picture, card.picture_alt),
    )


def labelled_headline(card: StoryCard) -> str:
    """The headline; it says who paid, and what is retracted, in every reader's list of titles."""
    if card.is_retracted:
        return _("Retracted: %(headline)s") % {"headline": card.headline}
    if not card.is_sponsored:
        return card.headline
    return _("Paid for by %(sponsor)s: %(headline)s") % {
        "sponsor": card.sponsor,
        "headline": card.headline,
    }


def picture_of(picture: Picture | None, alt: str) -> FeedPicture | None:
    """A picture's JPEG, where the worker has made it already."""
    rendition = by_spec(picture).get(FALLBACK) if picture else None
    if rendition is None:
        return None
    return FeedPicture(
        url=absolute(rendition.url),
        length=length_of(rendition),
        width=rendition.width,
        height=rendition.height,
        alt=plain(alt),
    )


def length_of(rendition: ShownRendition) -> int:
    """A file's bytes; 0, which RSS's profile allows, where it isn't on this machine's disk."""
    try:
        return Path(rendition.path).stat().st_size
    except (NotImplementedError, OSError):
        return 0
