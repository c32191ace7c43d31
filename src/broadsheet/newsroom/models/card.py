from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from broadsheet.core.languages import language_of, path_prefix
from broadsheet.core.stemming import stems
from broadsheet.newsroom.enums import Access, BylineRole, CardMark, StoryType
from broadsheet.newsroom.models.person import Person
from broadsheet.newsroom.models.section import Section
from broadsheet.newsroom.models.topic import Topic

if TYPE_CHECKING:
    from broadsheet.newsroom.models.story import Story


class StoryCardQuerySet(SearchableQuerySetMixin, models.QuerySet["StoryCard"]):
    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)

    def in_section(self, section: Section | int) -> Self:
        return self.filter(section_id=section if isinstance(section, int) else section.pk)

    def about(self, topic: Topic) -> Self:
        return self.filter(card_topics__topic=topic)

    def by(self, person: Person) -> Self:
        return self.filter(Q(pk__in=CardByline.objects.filter(person=person).values("card_id")))

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
        return self.order_by("-published_at", "-pk")

    def oldest(self) -> Self:
        return self.order_by("published_at", "pk")

    def newest_of_each_section(self, count: int) -> Self:
        """Up to `count` cards of every section, in one query."""
        numbered = self.annotate(
            place=Window(
                RowNumber(),
                partition_by=F("section_id"),
                order_by=[F("published_at").desc(), F("pk").desc()],
            )
        )
        return numbered.filter(place__lte=count).order_by("section_id", "place")

    def for_lists(self) -> Self:
        """With all that a card shows, in three queries however many cards."""
        return self.select_related("section", "picture").prefetch_related(
            "picture__renditions",
            Prefetch(
                "bylines",
                queryset=CardByline.objects.select_related("person").order_by("position"),
            ),
        )


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

    # Indexed once its names and topics are written, not at the first save.
    search_auto_update = False
    search_fields = [
        index.SearchField("stemmed_title", boost=4),
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
                fields=["story_type", "-published_at", "-story"], name="newsroom_card_type"
            ),
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
    def is_restricted(self) -> bool:
        return self.access != Access.PUBLIC

    @property
    def authors(self) -> list[CardByline]:
        return [line for line in self.bylines.all() if line.role == BylineRole.AUTHOR]

    @property
    def stemmed_title(self) -> str:
        return " ".join(stems(f"{self.kicker} {self.headline}", language_of(self.locale_id)))

    @property
    def stemmed_text(self) -> str:
        from broadsheet.newsroom.search_text import searchable_text

        return " ".join(stems(searchable_text(self), language_of(self.locale_id)))

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Any]:
        return cls.objects.select_related("story").prefetch_related("bylines__person")


class CardByline(models.Model):
    """A name of a card's byline; the link follows the person's own page."""

    card = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="card_bylines"
    )
    text = models.CharField(max_length=255, blank=True)
    role = models.CharField(max_length=20, choices=BylineRole.choices, default=BylineRole.AUTHOR)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.text

    @property
    def url(self) -> str:
        return self.person.url if self.person else ""


class CardTopic(models.Model):
    """Which topics a live story is listed under, in the story's own order."""

    card = models.ForeignKey(StoryCard, on_delete=models.CASCADE, related_name="card_topics")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="card_topics")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["card", "topic"], name="newsroom_card_topic_once")
        ]

    def __str__(self) -> str:
        return str(self.topic)


def card_of(story: Story) -> StoryCard | None:
    """The story's card where it is live."""
    return StoryCard.objects.for_lists().filter(pk=story.pk).first()
