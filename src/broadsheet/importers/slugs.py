"""Slugs of old archives: kept as they are where an address can hold them."""

from __future__ import annotations

import re
from urllib.parse import unquote

_UNFIT = re.compile(r"[^\w.~-]+")
_DASHES = re.compile(r"-{2,}")


def slug_of(text: str, fallback: str) -> str:
    """A slug of letters, digits, dashes, dots and tildes in any script."""
    slug = _DASHES.sub("-", _UNFIT.sub("-", unquote(text).strip())).strip("-.").lower()
    return slug or _UNFIT.sub("-", fallback).strip("-") or "untitled"


class Slugs:
    """Slugs given so far: each one only once."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def give(self, slug: str) -> str:
        """The slug, or the slug with the next number that makes it free."""
        if slug not in self._last:
            self._last[slug] = 1
            return slug
        while True:
            self._last[slug] += 1
            numbered = f"{slug}-{self._last[slug]}"
            if numbered not in self._last:
                self._last[numbered] = 1
                return numbered
