"""When the schedule of site.toml wants a backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

INTERVALS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
}
#: How much later than its interval the last good backup may be before somebody is told.
GRACE = timedelta(hours=3)
SUNDAY = 6


@dataclass(frozen=True)
class BackupPlan:
    """Where backups go, how often and when by the newspaper's clock, how many are kept.

    `every` is empty where only the destination is known.
    """

    to: str
    every: str = ""
    at: time = time(3, 30)
    keep: int = 14

    @property
    def old_after(self) -> timedelta:
        """The age at which the last good backup is too old."""
        interval = INTERVALS[self.every or "week"]
        return interval + min(GRACE, interval)

    def last_slot(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The latest moment, up to now, at which a backup was to be made; None without `every`."""
        if not self.every:
            return None
        if self.every == "hour":
            slot = now.replace(minute=self.at.minute, second=0, microsecond=0)
            return slot if slot <= now else slot - timedelta(hours=1)
        day = now.astimezone(zone).date()
        for back in range(9):
            wanted = day - timedelta(days=back)
            # A time that a change of the clock leaves out is taken an hour later, one that it
            # gives twice the first time.
            slot = datetime.combine(wanted, self.at, zone).astimezone(now.tzinfo)
            if slot <= now and (self.every == "day" or wanted.weekday() == SUNDAY):
                return slot
        return None
