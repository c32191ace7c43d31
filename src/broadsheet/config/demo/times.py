"""When the demo's stories appeared: its files count back from the day on which it is made."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def published_at(item: dict[str, Any], now: datetime, zone: ZoneInfo) -> datetime:
    """The time of `age_minutes`, or of `days_ago` with `at`, a time of day in the site's zone."""
    if "age_minutes" in item:
        return now - timedelta(minutes=item["age_minutes"])
    return _at(item["days_ago"], item["at"], now, zone)


def updated_at(item: dict[str, Any], now: datetime, zone: ZoneInfo) -> datetime | None:
    """The time of `updated_minutes` or of the pair `updated_days_ago` and `updated_at`."""
    if "updated_minutes" in item:
        return now - timedelta(minutes=item["updated_minutes"])
    if "updated_days_ago" in item:
        return _at(item["updated_days_ago"], item["updated_at"], now, zone)
    return None


def _at(days_ago: int, at: str, now: datetime, zone: ZoneInfo) -> datetime:
    day = now.astimezone(zone).date() - timedelta(days=days_ago)
    # An hour of today may be still to come, and nothing may lie in the future.
    return min(datetime.combine(day, time.fromisoformat(at), zone), now)
