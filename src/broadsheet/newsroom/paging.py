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
    `newer_is_first` says that the newer neighbour is the unnumbered page. Only the first page,
    which every new story changes, knows the `total`.
    """

    cards: Sequence[StoryCard | Correction]
    number: int | None
    older: int | None
    newer: int | None
    newer_is_first: bool
    total: int | None


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
    """A page of a list in two to four queries and its cards' own.

    Raises NoSuchPage for a number that no page has.
    """
    if number is None:
        total = cards.count()
        first_count, behind = split(total, size)
        shown = _shown(cards.newest().for_lists()[:first_count])
        return ListPage(shown, None, behind or None, None, False, total)
    # Of a count every new story would change the answer; of these questions, which are asked from
    # the oldest, only of those at the end of the numbers. The keys come first: to skip the rows
    # before them costs a walk over an index, and no joins.
    start = (number - 1) * size
    keys = _keys(cards, start, size) if number > 0 else []
    has_newer = bool(keys) and bool(_keys(cards, start + 3 * size - 1, 1))
    if not has_newer and not (keys and _keys(cards, start + 2 * size - 1, 1)):
        raise NoSuchPage(number)
    return ListPage(
        cards=_shown(cards.filter(pk__in=keys).newest().for_lists()),
        number=number,
        older=number - 1 if number > 1 else None,
        newer=number + 1 if has_newer else None,
        newer_is_first=not has_newer,
        total=None,
    )


def _keys(cards: StoryCardQuerySet | CorrectionQuerySet, start: int, count: int) -> list[int]:
    """The keys of some of a list's rows, counted from the oldest."""
    rows = cards.oldest()
    # With its order, so that the press knows what stands behind the last of them.
    order = [str(name).lstrip("-") for name in rows.query.order_by]
    return [row[-1] for row in rows.values_list(*order)[start : start + count]]
