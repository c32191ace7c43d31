"""The words by which readers find a story."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from broadsheet.newsroom.reading_time import TAG, texts_of

if TYPE_CHECKING:
    from broadsheet.newsroom.models import StoryCard


def searchable_text(card: StoryCard) -> str:
    """Names, topics and, where everyone may read it, the body; plain text."""
    parts = [line.name for line in card.bylines.all()]
    parts += [str(item.topic) for item in card.card_topics.all()]
    if not card.is_restricted:
        for block in card.story.body.raw_data:
            parts += [
                unescape(TAG.sub(" ", text)) for text in texts_of(block["type"], block["value"])
            ]
    return "\n".join(part for part in parts if part)
