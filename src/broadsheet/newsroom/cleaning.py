"""Foreign HTML made harmless: what a reader's browser gets of a desk's or an archive's HTML."""

from __future__ import annotations

import re

import nh3
from django.conf import settings

PLAYERS = {"audio", "video"}
TAGS = (
    nh3.ALLOWED_TAGS - {"img", "map", "area", "nav", "header", "footer", "article", "section"}
) | PLAYERS
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "audio": {"src"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "ins": {"cite", "datetime"},
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "time": {"datetime"},
    "video": {"src", "poster", "width", "height"},
    "*": {"lang", "dir"},
}
_PLAYER = re.compile(r"<(audio|video)(?=[ >])")
#: What is left of a player whose recording is not ours.
_WITHOUT_SOURCE = re.compile(r"<(audio|video)(?![^>]*\ssrc=)[^>]*>(.*?)</\1>", re.DOTALL)


def clean_html(html: str) -> str:
    """HTML without scripts, styles, frames, forms, pictures and handlers (allow list).

    Recordings of our own play; any other is left out, for no page asks another host.
    """
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
        attribute_filter=_allowed_value,
    )
    # A player shows its controls and asks for nothing before a reader does.
    return _PLAYER.sub(r'<\1 controls preload="none"', _WITHOUT_SOURCE.sub(r"\2", cleaned))


def _allowed_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if value.startswith("language-") and " " not in value else None
    if tag in PLAYERS and attribute == "src":
        return value if value.startswith(settings.MEDIA_URL) and ".." not in value else None
    if tag in PLAYERS and attribute == "poster":
        # A poster of an archive is led on from its old address.
        return value if value.startswith("/") and not value.startswith(("//", "/\\")) else None
    if tag in PLAYERS and attribute in ("width", "height"):
        return value if value.isascii() and value.isdigit() else None
    return value
