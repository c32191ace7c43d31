"""Pages numbered from the oldest story, so that a full page changes only when its stories do.

The unnumbered first page shows the newest stories. `page/1/` holds the oldest `size` stories,
`page/2/` those after them, and so on; only the first page and the highest number can still grow. A
reader who turns pages while stories arrive skips none and sees none twice: the link from the first
page leads to the highest page that the first page does not wholly show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.newsroom.models import Correction, StoryCard
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.newsroom.models.correction import CorrectionQuerySet

PAGE_SIZE = 20


class NoSuchPage(LookupError):
    """The list has no page of that number."""


@dataclass(frozen=True)
class ListPage:
    """One page of a list: its cards newest first, and the numbers of its neighbours.

    `number` is None on the unnumbered first page. `older` and `newer` are page numbers or None;
    `newer_is_first` says that the newer neighbour is the unnumbered page.
    """

    cards: Sequence[StoryCard | Correction]
    number: int | None
    older: int | None
    newer: int | None
    newer_is_first: bool
    total: int


def split(total: int, size: int = PAGE_SIZE) -> tuple[int, int]:
    """How many stories the first page shows, and how many numbered pages lie behind it.

    The first page takes what is left over when whole pages are filled from the oldest, and at
    least `size` stories where there are that many: 45 stories of 20 give (25, 1).
    """
    if total <= size:
        return total, 0
    behind = (total - size) // size
    return total - behind * size, behind


def _shown(cards: StoryCardQuerySet | CorrectionQuerySet) -> list[StoryCard | Correction]:
    return [*cards]


def page_of(
    cards: StoryCardQuerySet | CorrectionQuerySet, number: int | None, size: int = PAGE_SIZE
) -> ListPage:
    """A page of a list in two queries and its cards' own.

    Raises NoSuchPage for a number that no page has.
    """
    total = cards.count()
    first_count, behind = split(total, size)
    if number is None:
        shown = _shown(cards.newest().for_lists()[:first_count])
        return ListPage(shown, None, behind or None, None, False, total)
    if not 1 <= number <= behind:
        raise NoSuchPage(number)
    start = (number - 1) * size
    # From whichever end is nearer, so that no page costs a walk over the whole archive.
    if start < total / 2:
        shown = _shown(cards.oldest().for_lists()[start : start + size])[::-1]
    else:
        newest_start = total - start - size
        shown = _shown(cards.newest().for_lists()[newest_start : newest_start + size])
    return ListPage(
        cards=shown,
        number=number,
        older=number - 1 if number > 1 else None,
        newer=number + 1 if number < behind else None,
        newer_is_first=number == behind,
        total=total,
    )
