"""Dates and times of day as the site writes them: its zone, its style, its language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from broadsheet.masthead.models import SiteSettings
from broadsheet.masthead.models.settings import DateStyle, TimeStyle


class LateZone(tzinfo):
    """The site's zone, looked up with the first time that is written in it.

    So a page without any does not depend on it.
    """

    def __init__(self, look_up: Callable[[], ZoneInfo]) -> None:
        self._look_up = look_up

    @cached_property
    def zone(self) -> ZoneInfo:
        return self._look_up()

    def utcoffset(self, moment: datetime | None, /) -> timedelta | None:
        return self.zone.utcoffset(moment)

    def dst(self, moment: datetime | None, /) -> timedelta | None:
        return self.zone.dst(moment)

    def tzname(self, moment: datetime | None, /) -> str | None:
        return self.zone.tzname(moment)

    def fromutc(self, moment: datetime, /) -> datetime:
        return self.zone.fromutc(moment.replace(tzinfo=self.zone))

    def __str__(self) -> str:
        return str(self.zone)

    def __reduce__(self) -> tuple[type[ZoneInfo], tuple[str]]:
        return ZoneInfo, (self.zone.key,)


def date_words(value: datetime | date, settings: SiteSettings | None) -> str:
    """`April 6, 2025`, or in another of the styles that the settings offer.

    Only English writes the month first: another language puts the day before it.
    """
    style = settings.date_style if settings else DateStyle.MONTH_FIRST.value
    if style == DateStyle.MONTH_FIRST and not (get_language() or "en").startswith("en"):
        style = DateStyle.DAY_FIRST.value
    if style == DateStyle.DAY_FIRST:
        # After a day many languages inflect the month: 6 квітня, not 6 квітень.
        style = style.replace("F", "E")
    return date_format(_local(value), style)


def time_words(value: datetime, settings: SiteSettings | None) -> str:
    """`8:37 PM` or `20:37`."""
    style = settings.time_style if settings else TimeStyle.TWELVE.value
    return date_format(_local(value), style)


def date_and_time_words(value: datetime, settings: SiteSettings | None) -> str:
    """`April 6, 2025 8:37 PM`."""
    return f"{date_words(value, settings)} {time_words(value, settings)}"


def machine_time(value: datetime) -> str:
    """ISO 8601 with the site's offset, for `<time datetime>`."""
    return timezone.localtime(value).isoformat(timespec="seconds")


def _local(value: datetime | date) -> datetime | date:
    return timezone.localtime(value) if isinstance(value, datetime) else value
