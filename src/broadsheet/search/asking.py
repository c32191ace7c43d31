"""What a reader asks for: words, and what narrows and orders the stories that hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from broadsheet.core.stemming import stems, words
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Section
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.newsroom.periods import Period

LONGEST_QUERY = 200
#: A page's number of more digits than this is no page's number.
LONGEST_NUMBER = 9
YEAR = re.compile(r"[12][0-9]{3}")
#: The periods that end now, by the days that they hold.
RECENT = {"month": 30, "year": 365}
NEWEST = "newest"


@dataclass(frozen=True)
class Question:
    """A search; `section`, `kind` and `period` are empty where they narrow nothing.

    `kind` is a story type's slug, `period` "month", "year" or a year's number.
    """

    text: str
    language: str
    section: Section | None = None
    kind: StoryType | None = None
    period: str = ""
    order: str = ""

    @classmethod
    def asked(cls, given: QueryDict, language: str, sections: Sequence[Section]) -> Self:
        """What the address says; what it can't mean is left out."""
        slug, period = given.get("section", ""), given.get("period", "")
        return cls(
            text=" ".join(given.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY].strip(),
            language=language,
            section=next((section for section in sections if section.slug == slug), None),
            kind=StoryType.from_slug(given.get("type", "")),
            period=period if period in RECENT or YEAR.fullmatch(period) else "",
            order=NEWEST if given.get("order") == NEWEST else "",
        )

    @property
    def words(self) -> list[str]:
        """The words in lower case, each once."""
        return list(dict.fromkeys(words(self.text)))

    @property
    def stems(self) -> list[str]:
        return list(dict.fromkeys(stems(self.text, self.language)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.section or self.kind or self.period)

    def but(self, **changes: Any) -> Self:
        return replace(self, **changes)

    def wide(self) -> Self:
        """The same words in all stories."""
        return self.but(section=None, kind=None, period="")

    def address(self, page: int = 1) -> str:
        """The query part of its address."""
        parts = {
            "q": self.text,
            "section": self.section.slug if self.section else "",
            "type": self.kind.slug if self.kind else "",
            "period": self.period,
            "order": self.order,
            "page": str(page) if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    def narrow(self, cards: StoryCardQuerySet) -> StoryCardQuerySet:
        """The cards among which it looks."""
        if self.section:
            cards = cards.in_section(self.section)
        if self.kind:
            cards = cards.of_type(self.kind)
        if self.period in RECENT:
            since = timezone.now() - timedelta(days=RECENT[self.period])
            cards = cards.filter(published_at__gte=since)
        elif self.period:
            year = Period(int(self.period))
            cards = cards.published_between(year.start, year.end)
        return cards


def page_number(given: QueryDict) -> int:
    """The page asked for; the first where that is no number."""
    number = given.get("page", "1")
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 1
