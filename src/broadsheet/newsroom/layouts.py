"""Which of the five layouts a story's page has: docs/developers/design.md."""

from __future__ import annotations

from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Story

#: The types that are not laid out as news.
LAYOUTS = {
    StoryType.ANALYSIS: "analysis",
    StoryType.OPINION: "analysis",
    StoryType.FIELD_REPORT: "field",
    StoryType.PICTURE_ESSAY: "field",
    StoryType.INTERVIEW: "interview",
    StoryType.VIDEO: "video",
}
#: Characters from which a headline is set smaller, so that it doesn't fill the screen.
LONG_HEADLINE = 90


def layout_of(story: Story, *, has_picture: bool) -> str:
    """news, analysis, field, interview or video; what needs a picture and has none is news.

    A restricted story shows no picture and no player: its page is laid out as news.
    """
    layout = LAYOUTS.get(story.kind, "news")
    if story.is_restricted or (layout == "field" and not has_picture):
        return "news"
    if layout == "video" and stage_of(story) is None:
        return "news"
    return layout


def stage_of(story: Story) -> int | None:
    """The place in the body of the video that stands above the headline."""
    if story.kind is not StoryType.VIDEO or story.is_restricted:
        return None
    return next(
        (place for place, block in enumerate(story.body.raw_data) if block["type"] == "embed"),
        None,
    )
