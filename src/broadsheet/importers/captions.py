"""A caption and the credit in its last parentheses: "Cranes at dusk. (Mara Lind / POOL / EPN)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words that announce a credit even where no name in capitals follows.
_ANNOUNCED = re.compile(
    r"(?:©|\(c\)|photo|picture|image|illustration|graphic|credit|courtesy|via|source|handout"
    r"|foto|bild|fotografía|imagen|crédito|crédit|фото|світлина|зображення|ілюстрація|джерело"
    r")\b|©",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:©|\(c\)|(?:photo|picture|image|credit|foto|bild|crédito|crédit|фото|світлина)"
    r"(?:graph)?(?:\s+by\b|\s*:))\s*:?\s*",
    re.IGNORECASE,
)
#: In capitals or not, these say where someone stands, not who took the picture.
_PLACES = frozenset({"left", "right", "centre", "center", "middle", "top", "bottom", "above"})
_LONGEST_CREDIT = 200


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit as it stood, and whom it names: "Mara Lind", ("POOL", "EPN")."""

    text: str = ""
    photographer: str = ""
    agencies: tuple[str, ...] = ()


NO_CREDIT = Credit()


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption without its credit, and the credit."""

    text: str = ""
    credit: Credit = NO_CREDIT


def read_caption(text: str) -> Caption:
    """Divide a caption's plain text from the credit in the parentheses at its end."""
    text = " ".join(text.split())
    end = text.rstrip(" .…;,")
    if not end.endswith(")"):
        return Caption(text)
    start = _opening(end)
    if start < 0:
        return Caption(text)
    inside = end[start + 1 : -1].strip()
    if not _names_someone(inside):
        return Caption(text)
    return Caption(end[:start].rstrip(), read_credit(inside))


def read_credit(text: str) -> Credit:
    """Whom a credit names: the photographer first, then the agencies, divided by slashes."""
    names = [name.strip() for name in text.split("/") if name.strip()]
    if not names:
        return Credit()
    first = _LABEL.sub("", names[0]).strip()
    if len(names) == 1 and first.isupper() and " " not in first:
        # "(EPN)": an agency alone.
        return Credit(text, "", (first,))
    return Credit(text, first, tuple(names[1:]))


def _opening(text: str) -> int:
    """Where the parenthesis opens that the last character closes; -1 where none does."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        if text[index] == ")":
            depth += 1
        elif text[index] == "(":
            depth -= 1
            if depth == 0:
                return index
    return -1


def _names_someone(inside: str) -> bool:
    """Whether parentheses hold a credit: "(left)" and "(2024)" at a caption's end do not."""
    if not inside or len(inside) > _LONGEST_CREDIT or not any(map(str.isalpha, inside)):
        return False
    if "/" in inside or _ANNOUNCED.match(inside):
        return True
    first = inside[0]
    return first.isalpha() and not first.islower() and inside.casefold() not in _PLACES
