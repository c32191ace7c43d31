"""Who saw a card on the old site: Ghost 6 lets a card be for members, or for the mail, alone."""

from __future__ import annotations

from typing import Literal

from broadsheet.importers.fields import Fields

Audience = Literal["everyone", "members", "nobody"]


def audience_of(name: str, card: Fields) -> Audience:
    """Who saw a card on the web; "nobody" is a card that only the newsletter had.

    The older forms are `emailOnly` and `showOnWeb`.
    """
    if name in ("email", "email-cta"):
        return "nobody"
    visibility = card.inner("visibility")
    web = visibility.inner("web")
    if not visibility.data:
        return "everyone"
    if "nonMember" in web:
        if web.flag("nonMember"):
            return "everyone"
        return "members" if web.text("memberSegment") else "nobody"
    if "emailOnly" in visibility:
        return "nobody" if visibility.flag("emailOnly") else "everyone"
    return "everyone" if visibility.flag("showOnWeb", default=True) else "nobody"
