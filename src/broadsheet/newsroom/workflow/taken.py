"""What the editor says above a story of the steps that were taken with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from broadsheet.newsroom.models import Approval, Spiking, Story, UrgentPublication


@dataclass(frozen=True)
class Step:
    """A step that still matters: what it was, who took it, when and why."""

    label: str | Promise
    who: str
    when: datetime | None
    why: str = ""
    is_grave: bool = False


def steps_taken(story: Story) -> list[Step]:
    found = []
    state = story.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        task = state.current_task_state
        label = _("Sent back")
        found.append(Step(label, named(task.finished_by), task.finished_at, task.comment, True))
    spiking = Spiking.objects.filter(story_id=story.pk).select_related("by").first()
    if spiking:
        found.append(Step(_("Spiked"), named(spiking.by), spiking.at, spiking.reason, True))
    urgent = UrgentPublication.objects.open().filter(story_id=story.pk).select_related("by").first()
    if urgent:
        label = _("Published urgently, waiting for approval")
        found.append(Step(label, named(urgent.by), urgent.at, urgent.reason))
    if story.has_unpublished_changes and story.latest_revision_created_at:
        approved = Approval.objects.filter(
            story_id=story.pk, saved_at=story.latest_revision_created_at
        )
        for approval in approved.select_related("by"):
            label = _("Approved, not published yet")
            found.append(Step(label, named(approval.by), approval.at))
    return found


def named(user: Any) -> str:
    return str(user) if user else ""
