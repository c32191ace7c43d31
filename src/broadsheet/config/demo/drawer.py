"""The drawer of short reports: while the demo runs, one of them appears at every full hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.core.holding import hold_and_refresh
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.models import Story

#: The slugline of the stories in the drawer; whatever else an editor gives it comes into it too.
DRAWER = "Drawer"


def keep_next_scheduled(now: datetime | None = None) -> Story | None:
    """Schedule a story of the drawer for the next full hour, unless one is scheduled already.

    Those that never appeared come first, in their order; then the one that appeared longest ago.
    """
    now = now or timezone.now()
    if _scheduled(now).exists():
        return None
    with transaction.atomic():
        # Asked again with the rows held: another clock may have been faster.
        list(in_drawer().select_for_update().values_list("pk", flat=True))
        story = None if _scheduled(now).exists() else _next()
        return story and _schedule(story, next_hour(story, now))


def in_drawer() -> QuerySet[Story]:
    found: QuerySet[Story] = Story.objects.filter(slugline=DRAWER)
    return found


def next_hour(story: Story, now: datetime) -> datetime:
    """The next full hour by the site's clock."""
    zone = SiteSettings.for_site(story.get_site()).zone
    hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return hour + timedelta(hours=1)


def _scheduled(after: datetime | None = None) -> QuerySet[Revision]:
    """Revisions of the drawer's stories that wait for their hour."""
    # A revision keeps the id of its object as a text.
    ids = [str(pk) for pk in in_drawer().values_list("pk", flat=True)]
    found: QuerySet[Revision] = Revision.page_revisions.filter(
        object_id__in=ids, approved_go_live_at__isnull=False
    )
    return found.filter(approved_go_live_at__gt=after) if after else found


def _next() -> Story | None:
    waiting = {int(pk) for pk in _scheduled().values_list("object_id", flat=True)}
    free = in_drawer().filter(locked=False).exclude(pk__in=waiting)
    fresh = free.filter(live=False, first_published_at__isnull=True).order_by("pk").first()
    # What an editor took down has appeared and is not live: it stays down.
    oldest = Coalesce("published_at", "first_published_at")
    return fresh or free.filter(live=True).order_by(oldest, "pk").first()


def _schedule(story: Story, at: datetime) -> Story:
    draft: Story = story.get_latest_revision_as_object()
    # A revision remembers the page's state of its own day: that it was not live yet.
    hold_and_refresh(draft)
    draft.go_live_at = at
    if story.first_published_at:
        # Used again, it stands among the new ones: with the date of this hour.
        draft.published_at, draft.updated_at = at, None
    draft.save_revision().publish()
    return draft
