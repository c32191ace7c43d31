"""Years, months and days of the newspaper's own clock, and which stories appeared in them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Min, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from broadsheet.newsroom.models import StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet

#: SQLite unites at most 500 questions in one.
MOST_YEARS = 400


@dataclass(frozen=True, order=True)
class Period:
    """A year, a month of it or a day of that, in the zone that is active.

    Raises ValueError for what no calendar has, such as February 30.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        # The day after must be a date too.
        if not 1 < self.year < 9999 or (self.day and not self.month):
            raise ValueError(self.year)

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def path(self) -> str:
        """`2026/11/23/`: what stands behind the archive's own address."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "/".join(parts) + "/"

    def parts(self) -> list[Period]:
        """The months of a year, the days of a month; a day has none."""
        if self.day:
            return []
        if self.month:
            return [Period(self.year, self.month, day) for day in range(1, self.last.day + 1)]
        return [Period(self.year, month) for month in range(1, 13)]

    def at(self, moment: datetime) -> Period:
        """The period of the same length in which a moment lies."""
        day = timezone.localdate(moment)
        return Period(day.year, day.month if self.month else 0, day.day if self.day else 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class Stretch:
    """A period, how many stories appeared in it, and some of them."""

    period: Period
    total: int
    cards: list[StoryCard]


def years_of(cards: StoryCardQuerySet) -> list[Stretch]:
    """The years that have stories, the latest first, in two queries; no cards."""
    bounds = cards.aggregate(first=Min("published_at"), last=Max("published_at"))
    if bounds["first"] is None:
        return []
    first, last = (timezone.localdate(bounds[name]).year for name in ("first", "last"))
    years = [Period(year) for year in range(last, max(first, last - MOST_YEARS, 2) - 1, -1)]
    # A count of each year walks over its own part of the index and nothing else.
    counts = [
        cards.published_between(year.start, year.end)
        .order_by()
        .values(year=Value(year.year))
        .annotate(total=Count("pk"))
        for year in years
    ]
    found = {row["year"]: row["total"] for row in counts[0].union(*counts[1:], all=True)}
    return [Stretch(year, found[year.year], []) for year in years if found.get(year.year)]


def divided(
    cards: StoryCardQuerySet, period: Period, most: int, order: Sequence[Any]
) -> list[Stretch]:
    """Each part of a period in its order, with up to `most` of its cards; one query."""
    parts = period.parts()
    place_of_part = Case(
        *(When(published_at__lt=part.end, then=Value(place)) for place, part in enumerate(parts)),
        output_field=IntegerField(),
    )
    shown = (
        cards.published_between(period.start, period.end)
        .annotate(part=place_of_part)
        .annotate(
            place=Window(RowNumber(), partition_by=F("part"), order_by=list(order)),
            total=Window(Count("pk"), partition_by=F("part")),
        )
        .filter(place__lte=most)
        .order_by("part", "place")
    )
    found: list[Stretch] = [Stretch(part, 0, []) for part in parts]
    for card in shown:
        # The annotations that the query has just given it.
        part, total = card.part, card.total  # type: ignore[attr-defined]
        found[part] = Stretch(parts[part], total, [*found[part].cards, card])
    return found


def neighbours(cards: StoryCardQuerySet, period: Period) -> tuple[Period | None, Period | None]:
    """The nearest periods of the same length with stories, before and after it; two queries."""
    before = cards.filter(published_at__lt=period.start).newest()
    after = cards.filter(published_at__gte=period.end).oldest()
    earlier = before.values_list("published_at", flat=True).first()
    later = after.values_list("published_at", flat=True).first()
    return (
        None if earlier is None else period.at(earlier),
        None if later is None else period.at(later),
    )
