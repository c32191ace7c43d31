"""What search engines are told: every page of the newspaper (https://www.sitemaps.org/protocol.html).

Stories are divided by the month of their date in UTC, so that another time zone of the site moves
no story from one file to another. Only cards and addresses are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Count, Exists, Func, Max, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from wagtail.models import Page, Site, get_page_models

from broadsheet.core.languages import content_languages, language_of
from broadsheet.core.models import Address
from broadsheet.core.models.address import AddressQuerySet
from broadsheet.core.registries import address_views, fixed_addresses
from broadsheet.newsroom.enums import CardMark, StoryType
from broadsheet.newsroom.models import CardTopic, Story, StoryCard, Topic
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.syndication.robots import is_disallowed
from broadsheet.syndication.sources import TYPE_ROUTE
from broadsheet.syndication.text import page_address, plain

#: Of the protocol, for one file.
MOST_URLS = 50_000
#: Of Google's news sitemaps, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
MOST_NEWS = 1_000
NEWS_HOURS = 48


@dataclass(frozen=True)
class SitemapUrl:
    """A page's whole address and, for a story, when it last changed."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class NewsUrl:
    """A story as Google News wants to know it; `language` as ISO 639 has it."""

    url: str
    language: str
    published_at: datetime
    headline: str


@dataclass(frozen=True)
class Month:
    """A month that has stories, as "2025-04"."""

    name: str
    stories: int
    changed_at: datetime

    @property
    def files(self) -> int:
        return files_for(self.stories)


class MonthName(Func):
    """The month of a moment in UTC, as "2025-04"; Django's own way calls Python for each row."""

    output_field = CharField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        # Moments are stored as texts, in UTC.
        sql, params = compiler.compile(self.source_expressions[0])
        return f"substr({sql}, 1, 7)", tuple(params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"to_char({sql} AT TIME ZONE 'UTC', 'YYYY-MM')", tuple(params)


def files_for(urls: int) -> int:
    return -(-urls // MOST_URLS)


def listed_stories() -> StoryCardQuerySet:
    """Stories that search engines may know, in the languages that the site has."""
    return StoryCard.objects.filter(
        locale__language_code__in=content_languages(), noindex=False
    ).order_by()


def months() -> list[Month]:
    """Every month that has stories, the newest first, in one query."""
    rows = (
        listed_stories()
        .annotate(month=MonthName("published_at"))
        .values("month")
        .annotate(stories=Count("pk"), latest=Max("changed_at"))
        .order_by("-month")
    )
    return [Month(row["month"], row["stories"], row["latest"]) for row in rows]


def stories_of_month(year: int, month: int, part: int) -> list[SitemapUrl]:
    """The stories of a month, oldest first, none where there is no such month.

    `part` counts from 1.
    """
    try:
        start = datetime(year, month, 1, tzinfo=UTC)
        end = (start + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        return []
    first = (part - 1) * MOST_URLS
    rows = (
        listed_stories()
        .published_between(start, end)
        .oldest()
        .values_list("path", "locale_id", "changed_at")[first : first + MOST_URLS]
    )
    return [SitemapUrl(page_address(path, locale), changed) for path, locale, changed in rows]


def listed_pages(site: Site) -> AddressQuerySet:
    """The addresses of all that is no story: fixed pages, pages, topics with stories, people."""
    types = ContentType.objects
    pages = types.get_for_models(*get_page_models()).values()
    without_stories = ~Exists(CardTopic.objects.filter(topic_id=OuterRef("object_id")))
    return (
        addresses_of_no_story()
        .live()
        .filter(site=site, locale__language_code__in=content_languages())
        .filter(Q(route="") | Q(route__in=listed_routes()))
        .exclude(Q(content_type=types.get_for_model(Topic)) & without_stories)
        # A page with a view restriction asks for a password; a search engine has none.
        .exclude(content_type__in=list(pages), object_id__in=Page.objects.private().values("pk"))
        .order_by("locale_id", "path")
    )


def addresses_of_no_story() -> AddressQuerySet:
    """By what they are rather than by what they are not: of 30,000 most are stories'."""
    kinds = ContentType.objects.get_for_models(
        *(kind for kind in address_views.models() if kind is not Story)
    )
    return Address.objects.filter(Q(content_type=None) | Q(content_type__in=list(kinds.values())))


def listed_routes() -> list[str]:
    """The fixed pages that search engines may know; a type of story only where there is one."""
    kinds = set(listed_stories().values_list("story_type", flat=True).distinct())
    return [
        name
        for name, fixed in fixed_addresses
        if fixed.listed
        and not is_disallowed(fixed.path)
        and (not name.startswith(TYPE_ROUTE) or name.removeprefix(TYPE_ROUTE) in kinds)
    ]


def files_of_pages(site: Site) -> int:
    """How many files the pages fill, at least one; a page more in a file changes no answer."""
    files = 1
    if not addresses_of_no_story()[MOST_URLS : MOST_URLS + 1].exists():
        # Those that are listed are no more; to tell them apart reads all that there is.
        return files
    pages = listed_pages(site)
    while pages[files * MOST_URLS : files * MOST_URLS + 1].exists():
        files += 1
    return files


def pages_of(site: Site, part: int) -> list[SitemapUrl]:
    """The pages of one file; `part` counts from 1."""
    first = (part - 1) * MOST_URLS
    rows = listed_pages(site).values_list("path", "locale_id")[first : first + MOST_URLS]
    return [SitemapUrl(page_address(path, locale)) for path, locale in rows]


def news() -> list[NewsUrl]:
    """The stories of the last two days, newest first, without what was paid for or retracted."""
    now = timezone.now()
    rows = (
        listed_stories()
        .exclude(story_type=StoryType.SPONSORED)
        .exclude(mark=CardMark.RETRACTED)
        .filter(published_at__gte=now - timedelta(hours=NEWS_HOURS), published_at__lte=now)
        .newest()
        .values_list("path", "locale_id", "published_at", "headline")[:MOST_NEWS]
    )
    return [
        NewsUrl(page_address(path, locale), news_language(locale), published, plain(headline))
        for path, locale, published, headline in rows
    ]


def news_language(locale_id: int) -> str:
    """The code that Google News asks for: ISO 639's, but for the two ways of writing Chinese."""
    code = language_of(locale_id).lower()
    if code in ("zh-hans", "zh-cn", "zh"):
        return "zh-cn"
    if code in ("zh-hant", "zh-tw", "zh-hk"):
        return "zh-tw"
    return code.partition("-")[0]
