from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from broadsheet.core.compiled import Compiled
from broadsheet.core.languages import language_of, path_prefix
from broadsheet.core.stemming import stems
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import IN_FEEDS, ON_PAGES, Reading, share_renditions
from broadsheet.newsroom.enums import Access, BylineRole, CardMark, StoryType
from broadsheet.newsroom.models.person import Person
from broadsheet.newsroom.models.section import Section
from broadsheet.newsroom.models.topic import Topic
from broadsheet.press.recording.narrow import value_among, value_unless

if TYPE_CHECKING:
    from broadsheet.newsroom.models.story import Story


_AUTHORS = "_authors_shared"


class StoryCardQuerySet(SearchableQuerySetMixin, models.QuerySet["StoryCard"]):
    #: By which lines the cards were found: these have the order that the list is read in.
    _along = ""
    #: Which renditions of their pictures the cards show; None where they show none.
    _renditions: Reading | None = None
    #: Whether the cards share their authors.
    _shares_authors = False

    def _clone(self) -> Self:
        found: Self = super()._clone()  # type: ignore[misc]
        found._along, found._renditions = self._along, self._renditions
        found._shares_authors = self._shares_authors
        return found

    def _found_along(self, lines: str) -> Self:
        self._along = f"{lines}__"
        return self

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def in_section(self, section: Section | int) -> Self:
        return self.filter(section_id=section if isinstance(section, int) else section.pk)

    def about(self, topic: Topic) -> Self:
        return self.filter(card_topics__topic=topic)._found_along("card_topics")

    def by(self, person: Person) -> Self:
        lines = self.filter(bylines__person=person, bylines__is_first=True)
        return lines._found_along("bylines")

    def of_type(self, kind: StoryType) -> Self:
        return self.filter(story_type=kind)

    def without_types(self, kinds: list[str]) -> Self:
        return self.exclude(story_type__in=kinds) if kinds else self

    def without(self, story: Page | int | None) -> Self:
        """All but one story: no list shows the story being read."""
        if story is None:
            return self
        return self.exclude(pk=story if isinstance(story, int) else story.pk)

    def published_between(self, start: datetime | date, end: datetime | date) -> Self:
        return self.filter(published_at__gte=start, published_at__lt=end)

    def newest(self) -> Self:
        return self.order_by(*(f"-{name}" for name in self._order))

    def oldest(self) -> Self:
        return self.order_by(*self._order)

    @property
    def _order(self) -> tuple[str, str]:
        return f"{self._along}published_at", f"{self._along}card_id" if self._along else "pk"

    def newest_of_each(
        self, sections: Iterable[Section], count: int, without: Collection[int] = ()
    ) -> list[StoryCard]:
        """Up to `count` cards of each section for lists, newest first; one query more than lists.

        `without` are keys to pass over. Each section's part is read off its own index: numbering
        all cards would read the archive.
        """
        left = self.exclude(pk__in=without) if without else self
        newest = [left.in_section(section).newest().values("pk")[:count] for section in sections]
        # SQLite unites no questions that are cut off: each stands in one that isn't.
        parts = [
            self.order_by().filter(pk__in=part).values_list("pk", flat=True) for part in newest
        ]
        if not parts:
            return []
        keys = list(parts[0].union(*parts[1:], all=True)) if parts[1:] else list(parts[0])
        return list(self.filter(pk__in=keys).newest().for_lists())

    def for_lists(self) -> Self:
        """With all that a card shows, in three queries however many cards.

        Of the names on a story a card shows its authors' alone, of a picture no social rendition.
        """
        return self.with_renditions(ON_PAGES)

    def for_feeds(self) -> Self:
        """As for lists, with the pictures in the one form that a feed names."""
        return self.with_renditions(IN_FEEDS)

    def with_renditions(self, wanted: Reading) -> Self:
        """With their authors and pictures, of whose renditions these are read when one is shown."""
        found = self.with_authors().select_related("picture")
        found._renditions = wanted
        return found

    def _fetch_all(self) -> None:
        is_read = self._result_cache is not None
        super()._fetch_all()
        cards: list[Any] = [] if is_read else self._result_cache or []
        if not cards or not isinstance(cards[0], StoryCard):
            return
        if self._shares_authors:
            share_authors(cards)
        if self._renditions is not None:
            # As they were joined, without reading whose they are.
            joined = (card._state.fields_cache.get("picture") for card in cards)
            share_renditions((picture for picture in joined if picture), self._renditions)

    def with_authors(self) -> Self:
        """With their authors, read in one query when those of one card are shown."""
        found = self._chain()  # type: ignore[attr-defined]
        found._shares_authors = True
        return found  # type: ignore[no-any-return]


class StoryCard(index.Indexed, models.Model):
    """What lists, fronts and feeds show of a live story.

    Written when the story is published and deleted when it is taken down, so a card that is there
    is public. Headline, standfirst and credit are plain text; `path` is the address without the
    language prefix.
    """

    story = models.OneToOneField(
        "newsroom.Story", primary_key=True, on_delete=models.CASCADE, related_name="card"
    )
    public_id = models.UUIDField(editable=False, unique=True)
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="cards"
    )
    path = models.CharField(max_length=500)
    story_type = models.CharField(max_length=20, choices=StoryType.choices)
    access = models.CharField(max_length=20, choices=Access.choices, default=Access.PUBLIC)
    kicker = models.CharField(max_length=120, blank=True)
    headline = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(max_length=500, blank=True)
    sponsor = models.CharField(max_length=120, blank=True)
    read_minutes = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True, blank=True)
    #: When anything readers see of the story last changed: for sitemaps and feeds.
    changed_at = models.DateTimeField()
    noindex = models.BooleanField(default=False)
    #: What the newspaper says of the story's standing, such as “Retracted”.
    mark = models.CharField(max_length=20, blank=True, choices=CardMark.choices)

    objects = StoryCardQuerySet.as_manager()

    READ_BY_SEARCH = ("bylines__person", "card_topics__topic")
    # Indexed once its names and topics are written, not at the first save.
    search_auto_update = False
    #: Of two stories that say a word as often the newer one comes first.
    search_recent = "published_at"
    search_fields = [
        index.SearchField("stemmed_title", boost=4),
        index.SearchField("stemmed_standfirst", boost=2),
        index.SearchField("stemmed_text"),
        index.FilterField("locale_id"),
        index.FilterField("section_id"),
        index.FilterField("story_type"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        indexes = [
            models.Index(fields=["locale", "-published_at", "-story"], name="newsroom_card_newest"),
            models.Index(
                fields=["section", "-published_at", "-story"], name="newsroom_card_section"
            ),
            models.Index(
                fields=["locale", "story_type", "-published_at", "-story"],
                name="newsroom_card_type",
            ),
            # All that the months of the sitemap are counted by: no row is read for it.
            models.Index(
                fields=["locale", "published_at", "noindex", "changed_at"],
                name="newsroom_card_months",
            ),
            # What went out last, for the desk.
            models.Index(fields=["-changed_at", "-story"], name="newsroom_card_changed"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def url(self) -> str:
        return path_prefix(self.locale_id) + self.path

    @property
    def kind(self) -> StoryType:
        return StoryType(self.story_type)

    @property
    def is_sponsored(self) -> bool:
        return self.story_type == StoryType.SPONSORED

    @property
    def is_retracted(self) -> bool:
        """Whether every list says so; another mark stands on large cards alone."""
        return value_among(self, "mark", [CardMark.RETRACTED.value]) is not None

    def picture_unless(self, shown: Iterable[int]) -> Picture | None:
        """The card's picture, where it is not one of these; nothing else of it is looked at."""
        picture = None if value_unless(self, "picture_id", shown) is None else self.picture
        return None if picture is None or picture.is_expired else picture

    def take_picture(self, pictures: Mapping[int, Picture]) -> None:
        """Take the card's picture from those that are at hand."""
        found = pictures.get(self.picture_id or 0)
        if found is not None:
            StoryCard.picture.field.set_cached_value(self, found)

    @property
    def is_restricted(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def authors(self) -> list[CardByline]:
        shared: Authors | None = self.__dict__.get(_AUTHORS)
        return (shared or Authors([self.pk])).of(self.pk)

    # Kept: a backend asks for each several times, and stemming a body takes milliseconds.
    @cached_property
    def stemmed_title(self) -> str:
        return " ".join(stems(f"{self.kicker} {self.headline}", language_of(self.locale_id)))

    @cached_property
    def stemmed_standfirst(self) -> str:
        return " ".join(stems(self.standfirst, language_of(self.locale_id)))

    @cached_property
    def stemmed_text(self) -> str:
        from broadsheet.newsroom.search_text import searchable_text

        return " ".join(stems(searchable_text(self), language_of(self.locale_id)))

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Any]:
        return cls.objects.select_related("story").prefetch_related(*cls.READ_BY_SEARCH)


class CardByline(models.Model):
    """A name of a card's byline; the link follows the person's own page."""

    card = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="card_bylines"
    )
    text = models.CharField(max_length=255, blank=True)
    role = models.CharField(max_length=20, choices=BylineRole.choices, default=BylineRole.AUTHOR)
    position = models.PositiveSmallIntegerField()
    #: Whether it is the first of the person's on this card, by which their stories are listed.
    is_first = models.BooleanField(default=True)
    #: The card's own, so that a person's stories are read in their order.
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        indexes = [
            # A person's list shows each story once, whatever else they did for it.
            models.Index(
                fields=["person", "-published_at", "-card"],
                condition=Q(is_first=True),
                name="newsroom_card_by_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.text

    @property
    def url(self) -> str:
        return self.person.url if self.person else ""


_authors = Compiled(
    lambda cards: (
        CardByline.objects.filter(role=BylineRole.AUTHOR, card_id__in=cards)
        .select_related("person")
        .order_by("position")
    )
)


class Authors:
    """Those of some cards, read in one query when they are first asked for."""

    def __init__(self, cards: Iterable[int]) -> None:
        self._cards = sorted(cards)
        self._read: dict[int, list[CardByline]] | None = None

    def of(self, card: int) -> list[CardByline]:
        """The authors of a card in their order."""
        if self._read is None:
            self._read = {}
            for line in _authors(self._cards):
                self._read.setdefault(line.card_id, []).append(line)
        return self._read.get(card, [])


def share_authors(cards: Iterable[StoryCard]) -> None:
    """Let the cards' authors be read together."""
    shown = list(cards)
    shared = Authors(card.pk for card in shown)
    for card in shown:
        card.__dict__[_AUTHORS] = shared


class CardTopic(models.Model):
    """Which topics a live story is listed under, in the story's own order."""

    card = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="card_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="card_topics")
    position = models.PositiveSmallIntegerField()
    #: The card's own, so that a topic's stories are read in their order.
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["topic", "-published_at", "-card"], name="newsroom_card_about_topic"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["card", "topic"], name="newsroom_card_topic_once")
        ]

    def __str__(self) -> str:
        return str(self.topic)


def card_of(story: Story) -> StoryCard | None:
    """The story's card where it is live."""
    return StoryCard.objects.for_lists().filter(pk=story.pk).first()
