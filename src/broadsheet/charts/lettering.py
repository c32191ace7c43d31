"""How wide a text will be, as near as one can tell without the reader's typeface.

The estimate is that of a sans of common width, so that a condensed face has room to spare.
"""

from __future__ import annotations

import re
import unicodedata

#: Widths in hundredths of the type size.
NARROW, MIDDLING, WIDE, WIDEST = 34, 58, 74, 100
NARROW_ONES = frozenset("iIjlftr.,:;'’‘!|()[]-·/ \u00a0\u202f")
WIDE_ONES = frozenset("mwMW@%&—QOGDN")
ELLIPSIS = "…"
#: What a line may end with: a word and its space, the first half of “Jan-Feb” with its dash.
PART = re.compile(r"[^\s/–-]*[\s/–-]+|[^\s/–-]+")


def _hundredths(character: str) -> int:
    if character in NARROW_ONES:
        return NARROW
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return WIDEST + 10
    if character in WIDE_ONES:
        return 92
    if character.isupper():
        return WIDE
    # Script by script one would know better; most letters of others are broader than Latin's.
    return MIDDLING if character < "\u0370" or "\u2010" <= character <= "\u2044" else WIDE


def width(text: str, size: float) -> float:
    """The width of one line at a type size, in the same unit."""
    return sum(_hundredths(character) for character in text) * size / 100


def cut(text: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as there is room for, ended by “…”."""
    if width(text, size) <= room:
        return text
    while text and width(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip(" ,;:.–—-") + ELLIPSIS if text else ""


def wrapped(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """The text on at most so many lines; what does not fit ends with “…”."""
    found: list[str] = []
    left = PART.findall(" ".join(text.split()))
    while left and len(found) < lines - 1:
        count = 1
        while count < len(left) and width("".join(left[: count + 1]).rstrip(), size) <= room:
            count += 1
        found.append(cut("".join(left[:count]).rstrip(), size, room))
        left = left[count:]
    if left:
        found.append(cut("".join(left), size, room))
    return found or [""]
