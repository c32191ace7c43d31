"""Who wrote which post, what it is about, and its meta: the tables beside Ghost's posts."""

from __future__ import annotations

from broadsheet.importers.fields import Fields
from broadsheet.importers.ghost.source import Export

_NOTHING = Fields({})


class Relations:
    """By post id; author and tag ids stand in their order, each once, found or not."""

    def __init__(self, export: Export) -> None:
        self._export = export

    def authors_of(self, post_id: str) -> tuple[str, ...]:
        return self._ordered("posts_authors", "author_id", post_id)

    def tags_of(self, post_id: str) -> tuple[str, ...]:
        return self._ordered("posts_tags", "tag_id", post_id)

    def meta_of(self, post_id: str) -> Fields:
        rows = list(self._export.keyed("posts_meta", post_id))
        return rows[-1] if rows else _NOTHING

    def _ordered(self, table: str, column: str, post_id: str) -> tuple[str, ...]:
        found = [
            (row.number("sort_order"), other)
            for row in self._export.keyed(table, post_id)
            if (other := row.text(column))
        ]
        # Sorting keeps the file's order among rows without one, as old exports have none.
        return tuple(dict.fromkeys(other for _order, other in sorted(found, key=_by_order)))


def _by_order(row: tuple[int, str]) -> int:
    return row[0]
