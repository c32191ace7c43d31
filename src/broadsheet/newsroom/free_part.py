"""How far everyone may read a story: a public one to its end, another to its paywall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

PAYWALL = "paywall"


def shown_length(story: Story) -> int:
    """How many blocks of the body readers see, from its beginning."""
    blocks = story.body.raw_data
    if not story.is_restricted:
        return len(blocks)
    places = (place for place, block in enumerate(blocks) if block["type"] == PAYWALL)
    return next(places, 0)


def shown_blocks(story: Story) -> list[Any]:
    """The raw blocks that readers see."""
    return list(story.body.raw_data)[: shown_length(story)]
