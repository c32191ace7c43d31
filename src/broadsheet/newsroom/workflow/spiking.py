"""Putting a story aside before publication, and taking it up again; nothing of it is lost."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from broadsheet.core.holding import hold_and_refresh
from broadsheet.newsroom.models import Spiking, Story
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.newsroom.notices.signals import writers_of
from broadsheet.newsroom.pending import waiting_versions
from broadsheet.newsroom.workflow.rights import may_spike, may_unspike

SPIKED = "newsroom.spike"
UNSPIKED = "newsroom.unspike"


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: the story's history keeps it.")})


@transaction.atomic
def spike(story: Story, *, reason: str, user: Any | None) -> Spiking:
    """Put a story aside: out of the lists, the approval and the schedule.

    Raises PermissionDenied, and ValidationError without a reason or for a story that was out.
    """
    hold_and_refresh(story)
    if story.live or story.first_published_at:
        raise ValidationError(
            _(
                "This story has been out. Withdraw it or unpublish it; only what was never out is "
                "spiked."
            )
        )
    if user is not None and not may_spike(user, story):
        raise PermissionDenied
    require_reason(reason)
    if Spiking.objects.filter(story=story).exists():
        raise ValidationError(_("Somebody has spiked this story already."))
    minutes = [waiting.minute.isoformat() for waiting in waiting_versions(story)]
    story.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    state = story.current_workflow_state
    if state is not None:
        state.cancel(user=user)
    made = Spiking.objects.create(story=story, reason=reason, by=user)
    tell(writers_of(story), NoticeKind.SPIKED, story=story, by=user, detail=reason)
    log(
        instance=story,
        action=SPIKED,
        user=user,
        revision=story.get_latest_revision(),
        data={"reason": reason, "no_longer_scheduled": minutes},
    )
    return made


@transaction.atomic
def unspike(story: Story, *, reason: str, user: Any | None) -> None:
    """Take a story up again, as a draft. Raises PermissionDenied and ValidationError."""
    hold_and_refresh(story)
    if user is not None and not may_unspike(user, story):
        raise PermissionDenied
    require_reason(reason)
    if not Spiking.objects.filter(story=story).delete()[0]:
        raise ValidationError(_("This story is not spiked any more."))
    log(
        instance=story,
        action=UNSPIKED,
        user=user,
        revision=story.get_latest_revision(),
        data={"reason": reason},
    )
