"""Gives the demo's stories a past: what publishing them wrote today happened on their own days."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Page, PageLogEntry, Revision

from broadsheet.newsroom.history.chain import seal_anew
from broadsheet.newsroom.models import Correction, Story, StoryCard, StoryVersion


def backdate(story: Story, at: datetime) -> None:
    """Let a published story's last change, its revision and its history stand at `at`."""
    Page.objects.filter(pk=story.pk).update(last_published_at=at, latest_revision_created_at=at)
    Revision.page_revisions.filter(object_id=str(story.pk)).update(created_at=at)
    PageLogEntry.objects.filter(page=story.pk).update(timestamp=at)
    StoryCard.objects.filter(pk=story.pk).update(changed_at=at)
    StoryVersion.objects.filter(story=story.pk).update(made_at=at)
    seal_anew(story)


def backdate_correction(correction: Correction) -> None:
    """Let the desk's log of a correction stand at its own time."""
    PageLogEntry.objects.filter(page=correction.story_id, action="newsroom.correct").filter(
        data__correction=correction.pk
    ).update(timestamp=correction.made_at)
    story = correction.story
    assert story is not None
    newest = story.public_versions.order_by("-number").values_list("pk", flat=True)[:1]
    StoryVersion.objects.filter(pk__in=list(newest)).update(made_at=correction.made_at)
    seal_anew(story)
