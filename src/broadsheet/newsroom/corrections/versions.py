"""Publishes a version of a story so that what others have under way stays as it is.

Wagtail's publishing clears every other schedule of a page and cancels its workflow. A correction is
made between: the half-done draft stays the newest version, what was submitted stays submitted, what
was scheduled goes out at its minute, and the words put right are right in those too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision
from wagtail.signals import page_published, published

from broadsheet.newsroom.corrections.errors import CorrectionRefused
from broadsheet.newsroom.corrections.words import Words, put_right
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.pending import keeping_minutes


class PublishBetween(PublishPageRevisionAction):
    """Wagtail's publishing without an end to the workflow of a draft that is not published."""

    def _after_publish(self) -> None:
        story = self.object
        page_published.send(
            sender=story.specific_class, instance=story.specific, revision=self.revision
        )
        published.send(sender=type(story), instance=story, revision=self.revision)
        story.update_aliases(revision=self.revision, _content=self.revision.content)


def live_version(story: Story) -> Revision:
    """What readers see as a version; made from the live row where an import left none."""
    version: Revision | None = story.live_revision
    if version is None:
        version = _write_version(Story.objects.get(pk=story.pk), None, _before_drafts(story))
        Page.objects.filter(pk=story.pk).update(live_revision=version)
        if story.latest_revision_id is None:
            Page.objects.filter(pk=story.pk).update(
                latest_revision=version, latest_revision_created_at=version.created_at
            )
    return version


def _before_drafts(story: Story) -> datetime:
    oldest = story.revisions.order_by("created_at").values_list("created_at", flat=True).first()
    return (oldest - timedelta(seconds=1)) if oldest else timezone.now()


def _write_version(story: Story, user: Any | None, at: datetime) -> Revision:
    version: Revision = Revision.objects.create(
        content_object=story,
        base_content_type=story.get_base_content_type(),
        user=user,
        content=story.serializable_data(),
        object_str=str(story),
        created_at=at,
    )
    return version


def content_with(story: Story, words: Words) -> tuple[dict[str, Any], int]:
    """The content that readers see with words put right, and in how many places they stood."""
    content = live_content(story)
    return content, put_right(content, words)


def live_content(story: Story) -> dict[str, Any]:
    """The live row as a version's content, with the body as a list."""
    content: dict[str, Any] = Story.objects.get(pk=story.pk).serializable_data()
    return with_body(content)


def with_body(content: dict[str, Any]) -> dict[str, Any]:
    body = content.get("body")
    return {**content, "body": json.loads(body) if isinstance(body, str) else body}


def as_stored(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "body": json.dumps(content["body"])}


def put_words_right(story: Story, words: Words, user: Any | None) -> Revision:
    """Publish what readers see with words put right; drafts and schedules stay.

    The same words are put right in the newest draft and in what is scheduled, or the error would
    come back with them. Raises CorrectionRefused where the words stand nowhere.
    """
    content, places = content_with(story, words)
    if not places:
        raise nowhere(words)
    if story.go_live_at and story.go_live_at > timezone.now():
        content["go_live_at"] = None
    corrected = story.with_content_json(as_stored(content))
    pending = list(pending_versions(story))
    now = timezone.now()
    version = _write_version(corrected, user, now)
    for version_under_way in pending:
        # The draft stays the newest version: who has it open is told that it changed.
        now += timedelta(microseconds=1)
        inside = with_body(version_under_way.content)
        if put_right(inside, words):
            version_under_way.content = as_stored(inside)
        version_under_way.created_at = now
        version_under_way.save(update_fields=["content", "created_at"])
    if not pending:
        Page.objects.filter(pk=story.pk).update(
            latest_revision=version,
            latest_revision_created_at=version.created_at,
            draft_title=corrected.title,
        )
    else:
        newest = pending[-1]
        Page.objects.filter(pk=story.pk).update(
            latest_revision=newest,
            latest_revision_created_at=newest.created_at,
            draft_title=newest.content["title"],
        )
    # Read anew: the version in memory still holds the page as it was before the rows above.
    version.refresh_from_db()
    with keeping_minutes(story, version, user):
        PublishBetween(version, user=user, log_action=False, changed=True).execute(
            skip_permission_checks=True
        )
    return version


def nowhere(words: Words) -> CorrectionRefused:
    return CorrectionRefused(
        {
            "wrong_words": _(
                "“%(words)s” stands nowhere in the live story. Copy the words from the page; they "
                "must stand in one paragraph, without bold or a link between them."
            )
            % {"words": words.wrong}
        }
    )


def pending_versions(story: Story) -> Iterator[Revision]:
    """What is under way: scheduled versions and the newest draft, in their order."""
    newest = story.latest_revision_id if story.has_unpublished_changes else None
    for version in story.revisions.order_by("created_at", "pk"):
        if version.approved_go_live_at is not None or version.pk == newest:
            yield version


def publish_draft(story: Story, draft: Revision, user: Any | None) -> Revision:
    """Publish the newest draft as it was seen; what was scheduled before it is part of it.

    Raises CorrectionRefused where it is no draft any more or goes out at a minute of its own, and
    PublishingRefused where it may not go out.
    """
    if draft.approved_go_live_at is not None:
        raise CorrectionRefused(
            {
                "change": _(
                    "The draft is scheduled and goes out at its minute. Take it from the schedule "
                    "first, or make the note alone."
                )
            }
        )
    content = draft.as_object()
    if content.go_live_at and content.go_live_at > timezone.now():
        raise CorrectionRefused(
            {
                "change": _(
                    "The draft says that it goes live later. Take that time out of it first, or "
                    "make the note alone."
                )
            }
        )
    draft.publish(user=user, skip_permission_checks=True)
    return draft


def publish_again(story: Story, version: Revision, user: Any | None) -> None:
    """Publish what readers saw before a withdrawal, as it was."""
    with keeping_minutes(story, version, user):
        PublishBetween(version, user=user, log_action=False, changed=True).execute(
            skip_permission_checks=True
        )
    if version.as_object().expire_at and version.as_object().expire_at <= timezone.now():
        # Its last minute has passed meanwhile: the clock would take it down at once.
        Page.objects.filter(pk=story.pk).update(expire_at=None)
