from __future__ import annotations

from broadsheet.fronts.models import EditorsPick
from broadsheet.newsroom.models import Story, StoryCard

PICKS_SHOWN = 4


def picked_cards(
    language: str, *, without: Story | int | None = None, count: int = PICKS_SHOWN
) -> list[StoryCard]:
    """The cards of the standing picks in the editors' order; live stories only."""
    cards = (
        StoryCard.objects.in_language(language)
        # By keys: through the join, SQLite would read every card of the language for a few picks.
        .filter(pk__in=EditorsPick.objects.standing().order_by().values("story_id"))
        .without(without)
        .order_by("story__editors_pick__position", "story__editors_pick__pk")
    )
    return list(cards.for_lists()[:count])
