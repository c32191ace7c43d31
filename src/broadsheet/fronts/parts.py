"""What fronts put into the pages of the rooms below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from broadsheet.fronts.picks import picked_cards
from broadsheet.masthead.current import content_language
from broadsheet.press.fragments import shows


def editors_picks(context: Mapping[str, Any]) -> str:
    """Editors' picks without the story being read; nothing, heading too, when there are none."""
    cards = picked_cards(content_language(), without=context.get("story"))
    if not cards:
        return ""
    shows(card.pk for card in cards)
    return render_to_string(
        "fronts/editors_picks.html", {"cards": cards, "request": context.get("request")}
    )
