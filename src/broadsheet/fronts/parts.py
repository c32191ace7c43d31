"""What fronts put into the pages of the rooms below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from broadsheet.fronts.picks import PICKS_SHOWN, picked_cards
from broadsheet.masthead.current import content_language
from broadsheet.press.fragments import once, shows, without_own


def editors_picks(context: Mapping[str, Any]) -> str:
    """Editors' picks without the story being read; nothing, heading too, when there are none."""
    request = context.get("request")
    language = content_language()
    read = once(request, "fronts.picks", lambda: picked_cards(language, count=PICKS_SHOWN + 1))
    cards = without_own(read, context.get("story"), PICKS_SHOWN)
    if not cards:
        return ""
    shows(card.pk for card in cards)
    return render_to_string("fronts/editors_picks.html", {"cards": cards, "request": request})
