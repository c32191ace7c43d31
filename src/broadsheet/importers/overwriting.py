"""What an archive says now, written over what an earlier import brought and people edited since."""

from __future__ import annotations

from typing import Any

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


def overwrite_story(pk: int | None, item: NewStory, record: StoryRecord) -> bool:
    """Bring a story to what the archive says, through a revision that can be taken back.

    False where the story was deleted here.
    """
    story: Story | None = Story.objects.filter(pk=pk).first()
    if story is None:
        return False
    _forget_waiting(story)
    for name in _FIELDS:
        setattr(story, name, getattr(item.story, name))
    for place, line in enumerate(item.bylines):
        line.sort_order = place
    for place, topic in enumerate(item.topics):
        topic.sort_order = place
    story.bylines = list(item.bylines)  # type: ignore[misc]
    story.story_topics = list(item.topics)  # type: ignore[misc]
    _bring_out(story, record)
    return True


def overwrite_page(pk: int | None, record: StoryRecord, base: str) -> bool:
    """The same for an editable page."""
    page: InformationPage | None = InformationPage.objects.filter(pk=pk).first()
    if page is None:
        return False
    _forget_waiting(page)
    page.title = (record.headline or page.title)[:255]
    page.body = page_body(record, base)
    page.seo_title = record.meta_title[:255]
    page.search_description = record.meta_description
    _bring_out(page, record)
    return True


def _forget_waiting(page: Any) -> None:
    """The former body's places are gone; the new one's are noted anew."""
    MissingFile.objects.filter(page=page.pk).delete()
    PendingCard.objects.filter(page=page.pk).delete()


def _bring_out(page: Any, record: StoryRecord) -> None:
    was_live = page.live
    revision = page.save_revision(log_action=True)
    if was_live and record.status == "published":
        revision.publish()
