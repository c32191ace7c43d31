"""Publishes what is due and takes down what has expired; run every second by the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from broadsheet.core.holding import hold
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.newsroom.notices.signals import writers_of
from broadsheet.newsroom.publishing import PublishingRefused

logger = structlog.get_logger("broadsheet.schedule")

#: After a refusal or an error the same row is tried again no sooner than this, in seconds.
PATIENCE = 60.0
_Act = Callable[[int, datetime], bool]
_not_before: dict[tuple[str, int], float] = {}


def keep_schedule(now: datetime | None = None) -> int:
    """Publish and take down all that is due by `now`; returns how many pages changed."""
    now = now or timezone.now()
    return publish_due(now) + expire_due(now)


def publish_due(now: datetime) -> int:
    """Publish each revision whose minute has come; one failure does not stop the others."""
    due = (
        Revision.objects.filter(approved_go_live_at__lte=now)
        .order_by("approved_go_live_at", "pk")
        .values_list("pk", flat=True)
    )
    return sum(_attempt("revision", pk, now, _publish) for pk in list(due))


def expire_due(now: datetime) -> int:
    """Take down each live page whose last minute has come."""
    due = Page.objects.filter(live=True, expire_at__lte=now).values_list("pk", flat=True)
    return sum(_attempt("page", pk, now, _expire) for pk in list(due))


def _attempt(kind: str, pk: int, now: datetime, act: _Act) -> int:
    if _not_before.get((kind, pk), 0.0) > time.monotonic():
        return 0
    try:
        with transaction.atomic():
            done = act(pk, now)
    except PublishingRefused as refused:
        _postpone(kind, pk)
        _say_refusal(pk, refused)
    except Exception:
        _postpone(kind, pk)
        logger.exception(
            "A scheduled change failed", event_name="schedule.failed", kind=kind, id=pk
        )
    else:
        _not_before.pop((kind, pk), None)
        return int(done)
    return 0


def _publish(pk: int, now: datetime) -> bool:
    # Claimed anew inside the transaction: another clock may have been faster. The page comes first,
    # as where a person publishes: in the other order each would wait for what the other holds.
    if not _is_free(pk):
        return False
    revision = (
        Revision.objects.select_for_update(skip_locked=True)
        .filter(pk=pk, approved_go_live_at__lte=now)
        .first()
    )
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    late = (timezone.now() - revision.approved_go_live_at).total_seconds()
    logger.info(
        "Published on schedule",
        event_name="schedule.published",
        object_id=revision.object_id,
        late_seconds=round(late, 1),
    )
    return True


def _is_free(revision_pk: int) -> bool:
    """Hold the page of a revision; False where someone else is writing it, or it is gone."""
    revision = Revision.objects.filter(pk=revision_pk).first()
    if revision is None or revision.base_content_type.model_class() is not Page:
        return revision is not None
    pages = Page.objects.select_for_update(skip_locked=True).filter(pk=revision.object_id)
    return pages.values_list("pk").first() is not None


def _expire(pk: int, now: datetime) -> bool:
    page = (
        Page.objects.select_for_update(skip_locked=True)
        .filter(pk=pk, live=True, expire_at__lte=now)
        .first()
    )
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _postpone(kind: str, pk: int) -> None:
    _not_before[(kind, pk)] = time.monotonic() + PATIENCE


@transaction.atomic
def _say_refusal(pk: int, refused: PublishingRefused) -> None:
    """Say once, in the story's own history and to its people, why it did not appear."""
    revision = Revision.objects.filter(pk=pk).first()
    if revision is None:
        return
    logger.warning(
        "A scheduled story was refused", event_name="schedule.refused", object_id=revision.object_id
    )
    action, reasons = "broadsheet.schedule.refused", {"reasons": refused.messages}
    page = revision.content_object
    hold(page.pk)
    # It is tried again every minute, by every clock; the same words need to stand there once.
    if PageLogEntry.objects.filter(revision=revision, action=action, data=reasons).exists():
        return
    log(instance=page, action=action, revision=revision, data=reasons)
    if isinstance(page, Story):
        people = writers_of(page, revision.user)
        tell(people, NoticeKind.REFUSED, story=page, detail=" ".join(refused.messages))
