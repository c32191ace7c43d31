"""What an archive says now, written over what an earlier import brought and people edited since."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from broadsheet.importers.information import page_body
from broadsheet.importers.models import MissingFile, PendingCard
from broadsheet.importers.records import StoryRecord
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.bulk import NewStory
from broadsheet.newsroom.models import Story

#: What the archive says of a story; pictures, type and section stay as they were chosen here.
_FIELDS = (
    *("title", "standfirst", "body", "access", "seo_title", "search_description"),
    *("social_title", "social_description", "canonical_url", "slugline", "desk_note"),
    *("lead_alt_text", "lead_caption", "lead_credit"),
)
#: What the desk has typed stays where the archive says nothing: it may be about a picture of ours.
_KEPT_IF_EMPTY = frozenset({"lead_alt_text", "lead_caption", "lead_credit"})


def overwrite_story(pk: int | None, item: NewStory, record: StoryRecord) -> list[str] | None:
    """Bring a story to what the archive says, through a revision that can be taken back.

    Gives what keeps that revision a draft, mostly nothing; None where the story was deleted here.
    """
    story: Story | None = Story.objects.filter(pk=pk).first()
    if story is None:
        return None
    _forget_waiting(story)
    for name in _FIELDS:
        value = getattr(item.story, name)
        if value or name not in _KEPT_IF_EMPTY:
            setattr(story, name, value)
    for place, line in enumerate(item.bylines):
        line.sort_order = place
    for place, topic in enumerate(item.topics):
        topic.sort_order = place
    story.bylines = list(item.bylines)  # type: ignore[misc]
    story.story_topics = list(item.topics)  # type: ignore[misc]
    return _bring_out(story, record)


def overwrite_page(pk: int | None, record: StoryRecord, base: str) -> list[str] | None:
    """The same for an editable page."""
    page: InformationPage | None = InformationPage.objects.filter(pk=pk).first()
    if page is None:
        return None
    _forget_waiting(page)
    page.title = (record.headline or page.title)[:255]
    page.body = page_body(record, base)
    page.seo_title = record.meta_title[:255]
    page.search_description = record.meta_description
    return _bring_out(page, record)


def _forget_waiting(page: Any) -> None:
    """The former body's places are gone; the new one's are noted anew."""
    MissingFile.objects.filter(page=page.pk).delete()
    PendingCard.objects.filter(page=page.pk).delete()


def _bring_out(page: Any, record: StoryRecord) -> list[str]:
    was_live = page.live
    revision = page.save_revision(log_action=True)
    if not was_live or record.status != "published":
        return []
    try:
        with transaction.atomic():
            revision.publish()
    except ValidationError as refused:
        # The site's own rules bind an archive, too; one story must not stop the others.
        return list(refused.messages)
    return []
