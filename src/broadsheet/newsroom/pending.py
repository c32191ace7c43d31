"""Versions of a story that wait for their minute, and what publishing another one does to them.

Wagtail's publishing takes the minutes of all of them away. Here a version waits on, unless it would
go out after a newer one and so bring back what was there before: then the newer one has taken its
place, and whoever publishes is told so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

SUPERSEDED = "newsroom.schedule.superseded"


@dataclass(frozen=True)
class Waiting:
    """A version and its minute; `place` orders the versions of a story from old to new."""

    version: int
    place: tuple[datetime, int]
    minute: datetime


@dataclass
class Minutes:
    """What waited before a publication, and afterwards the minutes whose place was taken."""

    waiting: Sequence[Waiting]
    superseded: list[datetime] = field(default_factory=list)

    def give_back(self, story: Story, published: Revision, user: Any | None) -> None:
        """Let versions wait on that may; note the others in the story's history."""
        created_at, goes_out = Revision.objects.values_list(
            "created_at", "approved_go_live_at"
        ).get(pk=published.pk)
        own = (created_at, published.pk)
        for other in self.waiting:
            if other.version == published.pk:
                continue
            if other.place > own or (goes_out is not None and other.minute < goes_out):
                Revision.objects.filter(pk=other.version).update(approved_go_live_at=other.minute)
            else:
                self.superseded.append(other.minute)
        if self.superseded:
            log(
                instance=story,
                action=SUPERSEDED,
                user=user,
                revision=published,
                data={"minutes": [minute.isoformat() for minute in self.superseded]},
            )


def waiting_versions(story: Story) -> list[Waiting]:
    """The story's versions that have a minute, the next first."""
    rows = (
        story.revisions.filter(approved_go_live_at__isnull=False)
        .order_by("approved_go_live_at", "created_at", "pk")
        .values_list("pk", "created_at", "approved_go_live_at")
    )
    return [Waiting(pk, (created_at, pk), minute) for pk, created_at, minute in rows]


@contextmanager
def keeping_minutes(
    story: Story, published: Revision, user: Any | None = None
) -> Iterator[Minutes]:
    """Publish inside; afterwards the versions that may wait on have their minutes again."""
    minutes = Minutes(waiting_versions(story))
    yield minutes
    minutes.give_back(story, published, user)


def superseded_by(published: int) -> list[datetime]:
    """The minutes whose place a version, by its key, took when it was published."""
    entry = (
        PageLogEntry.objects.filter(revision_id=published, action=SUPERSEDED)
        .order_by("-timestamp", "-pk")
        .first()
    )
    return [datetime.fromisoformat(minute) for minute in entry.data["minutes"]] if entry else []


def minutes_in_words(minutes: Sequence[datetime]) -> str:
    """“November 28, 6 p.m., November 29, 8 a.m.”, in the zone of whoever reads it."""
    return ", ".join(in_words(timezone.localtime(minute), "DATETIME_FORMAT") for minute in minutes)


def say_superseded(request: HttpRequest, minutes: Sequence[datetime]) -> None:
    """Tell the editor which minutes are no more."""
    if minutes:
        messages.warning(
            request,
            _(
                "An older version was to go out later and would have undone this one. "
                "It is no longer scheduled: %(minutes)s."
            )
            % {"minutes": minutes_in_words(minutes)},
        )
