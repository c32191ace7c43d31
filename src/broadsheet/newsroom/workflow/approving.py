"""Approval without publishing, and urgent publishing with approval afterwards."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from broadsheet.core.holding import hold_and_refresh
from broadsheet.newsroom.models import Approval, Story, UrgentPublication
from broadsheet.newsroom.publishing import PublishingRefused, require_publishable
from broadsheet.newsroom.readiness.findings import keep_override, warnings
from broadsheet.newsroom.workflow.rights import may_approve_afterwards, may_publish_urgently

APPROVED = "newsroom.approve"
URGENT = "newsroom.urgent"
URGENT_APPROVED = "newsroom.urgent.approve"


def keep_approval(story: Story, revision: Revision, user: Any | None) -> None:
    """Note that a version may go out and waits for somebody who publishes it."""
    Approval.objects.update_or_create(
        story=story,
        defaults={"saved_at": revision.created_at, "by": user, "at": timezone.now()},
    )
    log(instance=story, action=APPROVED, user=user, revision=revision)


def settle_urgent(story: Story, user: Any | None) -> int:
    """Note that somebody approved what had gone out urgently; how much there was."""
    waiting = UrgentPublication.objects.open().filter(story=story)
    settled = waiting.update(approved_by=user, approved_at=timezone.now())
    if settled:
        log(instance=story, action=URGENT_APPROVED, user=user)
    return settled


@transaction.atomic
def publish_urgently(story: Story, *, reason: str, user: Any) -> UrgentPublication:
    """Publish the newest version before anybody approved it, and submit it for approval.

    The reason stands for that of any warning. Raises PermissionDenied, ValidationError without a
    reason, PublishingRefused for a story that may not go out.
    """
    hold_and_refresh(story)
    if not may_publish_urgently(user, story):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it can't wait: who approves reads it.")})
    revision = story.get_latest_revision()
    draft = revision.as_object()
    require_publishable(draft)
    if draft.go_live_at and draft.go_live_at > timezone.now():
        raise PublishingRefused(
            _("The story has a minute to go live. Take it out under “Placement” first.")
        )
    let_pass = warnings(draft)
    # Readers of the history see first why, then that it went out.
    log(instance=story, action=URGENT, user=user, revision=revision, data={"reason": reason})
    # Wagtail would ask for the right to publish; this one was asked for above.
    revision.publish(user=user, skip_permission_checks=True)
    if let_pass:
        keep_override(story, let_pass, reason=reason, user=user)
    urgent, _created = UrgentPublication.objects.open().update_or_create(
        story=story, defaults={"reason": reason, "by": user, "at": timezone.now()}
    )
    submit_for_approval(story, user)
    return urgent


def submit_for_approval(story: Story, user: Any) -> None:
    """Let the story wait for its editors, whether or not it was submitted before."""
    state = story.current_workflow_state
    if state is None:
        workflow = story.get_workflow()
        if workflow is not None:
            workflow.start(story, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)


@transaction.atomic
def approve_afterwards(story: Story, *, user: Any) -> None:
    """Approve what went out urgently; a newer draft stays a draft. Raises PermissionDenied."""
    hold_and_refresh(story)
    if not may_approve_afterwards(user, story):
        raise PermissionDenied
    settle_urgent(story, user)
    state = story.current_workflow_state
    if state is None:
        return
    task_state = state.current_task_state
    is_waiting = state.status == WorkflowState.STATUS_IN_PROGRESS and task_state is not None
    if is_waiting and story.live_revision_id == story.latest_revision_id:
        task_state.specific.approve(user=user)
    else:
        state.cancel(user=user)
