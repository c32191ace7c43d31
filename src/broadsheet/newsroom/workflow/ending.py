"""What follows from an approval; the settings name it, so it imports Wagtail late."""

from __future__ import annotations

from typing import Any


def end_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved, unless it is to wait or readers have it already."""
    from broadsheet.newsroom.models import Story
    from broadsheet.newsroom.workflow.approving import keep_approval, settle_urgent

    page = workflow_state.content_object
    revision = page.get_latest_revision()
    story = Story.objects.filter(pk=page.pk).first()
    if story is not None:
        settle_urgent(story, user)
    if story is not None and getattr(workflow_state, "is_held", False):
        keep_approval(story, revision, user)
    elif not (page.live and page.live_revision_id == revision.pk):
        revision.publish(user=user)
