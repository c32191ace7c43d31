"""The archive: a list of everything, and the same stories by year, month and day."""

from __future__ import annotations

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from broadsheet.masthead import times
from broadsheet.masthead.current import content_language, settings_for
from broadsheet.masthead.frame import home_path, path_of
from broadsheet.masthead.head import Head, JsonLd, breadcrumbs
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.newsroom.periods import Period, Stretch, divided, neighbours, years_of
from broadsheet.newsroom.views.lists import Listing, has_opinion, serve_listing

#: What the archive answers behind its own address: 2026/, 2026/11/, 2026/11/23/ and its pages.
DATED = re.compile(r"[12][0-9]{3}/(?:[0-9]{2}/(?:[0-9]{2}/(?:page/[1-9][0-9]{0,5}/)?)?)?")
HEADLINES_A_MONTH = 3
STORIES_A_DAY = 6
NEWEST = (F("published_at").desc(), F("pk").desc())
#: A month is remembered by its long pieces, then by its news; never by what was paid for.
WEIGHTIEST = (
    Case(
        When(story_type__in=[StoryType.SPONSORED, StoryType.COMPANY_NEWS], then=Value(2)),
        When(story_type=StoryType.NEWS, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    ).asc(),
    F("read_minutes").desc(),
    *NEWEST,
)


@dataclass(frozen=True)
class DateLink:
    """A period by its name, with its address where it has stories."""

    name: str
    path: str
    stretch: Stretch


@dataclass(frozen=True)
class Day:
    """A cell of a month's table; without a path where no story appeared, without a date outside."""

    date: date | None
    path: str = ""
    total: int = 0


def serve_archive(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
    """Everything that was published, newest first, or what appeared in a year, a month, a day."""
    cards = StoryCard.objects.in_language(content_language())
    if rest and rest[0] != "page":
        return _serve_dated(request, cards, rest)
    listing = Listing(
        title=_("Archive"),
        path="/news/",
        cards=cards,
        description=_("Every story of ours, the newest first."),
        has_feed=False,
        template="newsroom/archive.html",
    )
    response = serve_listing(request, listing, rest)
    assert isinstance(response, TemplateResponse)
    context = response.context_data
    assert context is not None
    archive = path_of("archive")
    context["archive_path"] = archive
    context["years"] = [
        DateLink(str(stretch.period.year), archive + stretch.period.path, stretch)
        for stretch in years_of(cards)
    ]
    return response


def _serve_dated(
    request: HttpRequest, cards: StoryCardQuerySet, rest: tuple[str, ...]
) -> HttpResponse:
    """A page of a year, a month or a day. Raises Http404 where nothing appeared."""
    try:
        period = Period(*(int(segment) for segment in rest[:3]))
        if len(rest) > 1 and "00" in rest[1:3]:
            raise ValueError(rest)
    except ValueError as error:
        raise Http404("/".join(rest)) from error
    if period.day:
        return _serve_day(request, cards, period, rest[3:])
    if period.month:
        return _serve_month(request, cards, period)
    return _serve_year(request, cards, period)


def _serve_year(request: HttpRequest, cards: StoryCardQuerySet, period: Period) -> HttpResponse:
    months = divided(cards, period, HEADLINES_A_MONTH, WEIGHTIEST)
    total = _total_or_404(months)
    archive = path_of("archive")
    title = _("Archive: %(period)s") % {"period": period.year}
    return TemplateResponse(
        request,
        "newsroom/archive_year.html",
        {
            "head": Head(
                title=title,
                path=request.path,
                description=_("What we published in %(year)s, month by month.")
                % {"year": period.year},
                json_ld=[_trail_json(request, period)],
            ),
            "title": str(period.year),
            "total": total,
            "months": [
                DateLink(
                    date_format(month.period.first, "F"),
                    archive + month.period.path if month.total else "",
                    _without_paid(month),
                )
                for month in months
            ],
            **_ways(request, cards, period),
        },
    )


def _serve_month(request: HttpRequest, cards: StoryCardQuerySet, period: Period) -> HttpResponse:
    days = divided(cards.for_lists(), period, STORIES_A_DAY, NEWEST)
    total = _total_or_404(days)
    name = name_of(request, period)
    archive = path_of("archive")
    return TemplateResponse(
        request,
        "newsroom/archive_month.html",
        {
            "head": Head(
                title=_("Archive: %(period)s") % {"period": name},
                path=request.path,
                description=_("What we published in %(month)s, day by day.") % {"month": name},
                json_ld=[_trail_json(request, period)],
                has_italics=any(has_opinion(day.cards) for day in days),
            ),
            "title": name,
            "total": total,
            "days": [
                DateLink(name_of(request, day.period), archive + day.period.path, day)
                for day in reversed(days)
                if day.total
            ],
            "weekdays": weekdays(),
            "weeks": weeks(days, archive),
            **_ways(request, cards, period),
        },
    )


def _serve_day(
    request: HttpRequest, cards: StoryCardQuerySet, period: Period, rest: tuple[str, ...]
) -> HttpResponse:
    name = name_of(request, period)
    listing = Listing(
        title=_("Archive: %(period)s") % {"period": name},
        path=f"/news/{period.path}",
        cards=cards.published_between(period.start, period.end),
        description=_("What we published on %(day)s.") % {"day": name},
        has_feed=False,
        template="newsroom/archive_day.html",
    )
    response = serve_listing(request, listing, rest)
    assert isinstance(response, TemplateResponse)
    context = response.context_data
    assert context is not None
    if not context["page"].cards:
        raise Http404(period.path)
    context["head"].json_ld = [_trail_json(request, period)]
    context["title"] = name
    context["weekday"] = date_format(period.first, "l")
    context.update(_ways(request, cards, period))
    return response


def _total_or_404(stretches: list[Stretch]) -> int:
    total = sum(stretch.total for stretch in stretches)
    if not total:
        raise Http404
    return total


def _without_paid(stretch: Stretch) -> Stretch:
    """A headline alone can't say who paid for it."""
    return Stretch(
        stretch.period, stretch.total, [card for card in stretch.cards if not card.is_sponsored]
    )


def name_of(request: HttpRequest, period: Period) -> str:
    """`2026`, `November 2026`, or the day as the site writes dates."""
    if period.day:
        return times.date_words(period.first, settings_for(request))
    return date_format(period.first, "YEAR_MONTH_FORMAT") if period.month else str(period.year)


def trail_of(request: HttpRequest, period: Period) -> list[tuple[str, str]]:
    """(name, path) of the pages above and of this one, from the archive down."""
    archive = path_of("archive")
    above = [Period(period.year)]
    if period.month:
        above.append(Period(period.year, period.month))
    if period.day:
        above.append(period)
    return [(_("Archive"), archive), *((name_of(request, at), archive + at.path) for at in above)]


def _trail_json(request: HttpRequest, period: Period) -> JsonLd:
    return breadcrumbs([(_("Front page"), home_path()), *trail_of(request, period)])


def _ways(request: HttpRequest, cards: StoryCardQuerySet, period: Period) -> dict[str, object]:
    """Where a reader may go from a page of the archive: up, and to the nearest with stories."""
    archive = path_of("archive")
    earlier, later = neighbours(cards, period)
    return {
        "trail": trail_of(request, period)[:-1],
        "earlier": earlier and (name_of(request, earlier), archive + earlier.path),
        "later": later and (name_of(request, later), archive + later.path),
    }


def weekdays() -> list[tuple[str, str]]:
    """(name, abbreviation) of the days of a week, from the one that the language begins with."""
    first = _first_weekday()
    order = [(first + place) % 7 for place in range(7)]
    return [(str(WEEKDAYS[day]), str(WEEKDAYS_ABBR[day])) for day in order]


def weeks(days: list[Stretch], archive: str) -> list[list[Day]]:
    """The rows of a month's table."""
    month = days[0].period
    rows = Calendar(_first_weekday()).monthdayscalendar(month.year, month.month)
    return [[_cell(days[day - 1], archive) if day else Day(None) for day in row] for row in rows]


def _cell(stretch: Stretch, archive: str) -> Day:
    path = archive + stretch.period.path if stretch.total else ""
    return Day(stretch.period.first, path, stretch.total)


def _first_weekday() -> int:
    """Django counts from Sunday, Python's calendar from Monday."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) + 6) % 7
