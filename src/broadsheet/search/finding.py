"""Stories that hold words, and how many of them each section and type has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from broadsheet.newsroom.models import StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.search.asking import Question


@dataclass(frozen=True)
class Totals:
    """How many stories a search has of each section (None: of none) and type."""

    counts: dict[tuple[int | None, str], int]

    def of(self, question: Question) -> int:
        section, kind = question.section, question.kind
        return sum(
            count
            for (its_section, its_kind), count in self.counts.items()
            if (section is None or its_section == section.pk) and kind in (None, its_kind)
        )

    def by_section(self, question: Question) -> Counter[int | None]:
        """How many each section would have if no section narrowed the search."""
        found: Counter[int | None] = Counter()
        for (section, kind), count in self.counts.items():
            if question.kind in (None, kind):
                found[section] += count
        return found

    def by_type(self, question: Question) -> Counter[str]:
        """How many of each type there would be if no type narrowed the search."""
        wanted = question.section
        found: Counter[str] = Counter()
        for (section, kind), count in self.counts.items():
            if wanted is None or wanted.pk == section:
                found[kind] += count
        return found


@dataclass(frozen=True)
class Finder:
    """Looks among the stories of one language."""

    locale_id: int

    @property
    def cards(self) -> StoryCardQuerySet:
        # The index can filter by a column of its own alone, not through the language's row.
        return StoryCard.objects.filter(locale_id=self.locale_id)

    def stories(self, question: Question, *, every_word: bool = True) -> Any:
        """Wagtail's search results: they count and slice themselves."""
        cards = question.narrow(self.cards).for_lists()
        if question.order:
            # As expressions: by plain names the index orders by its own columns alone.
            cards = cards.order_by(F("published_at").desc(), F("pk").desc())
        return cards.search(
            " ".join(question.stems),
            operator="and" if every_word else "or",
            order_by_relevance=not question.order,
        )

    def totals(self, question: Question) -> Totals:
        """How many stories hold the words, by section and type, in one pass; period kept."""
        matching = self._unordered(question.but(section=None, kind=None)).get_queryset()
        counted = matching.order_by().values_list("section_id", "story_type")
        return Totals(
            {(section, kind): count for section, kind, count in counted.annotate(Count("pk"))}
        )

    def count(self, question: Question) -> int:
        return int(self._unordered(question).count())

    def _unordered(self, question: Question) -> Any:
        cards = question.narrow(self.cards).order_by()
        return cards.search(" ".join(question.stems), operator="and", order_by_relevance=False)


@dataclass(frozen=True)
class Choice:
    """One value of a filter, as the form offers it."""

    value: str
    label: str
    total: int | None = None
    is_chosen: bool = False


def choices(possible: Sequence[tuple[str, str, int]], chosen: str, everything: str) -> list[Choice]:
    """The values that lead to stories, and the chosen one in any case."""
    return [
        Choice("", everything, None, not chosen),
        *(
            Choice(value, label, total, value == chosen)
            for value, label, total in possible
            if total or value == chosen
        ),
    ]
