"""Finds rows by the words in some of their columns, at once and without an index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


def matching(rows: QuerySet[M], text: str, fields: Sequence[str]) -> QuerySet[M]:
    """Those rows that have each word of `text` in one of `fields`, in any case.

    A search index is filled by the worker, a moment later; an editor looks for what was saved a
    second ago. SQLite's LIKE knows no case beyond ASCII, so the usual cases are tried.
    """
    for word in text.split():
        found = Q()
        for form in {word, word.lower(), word.upper(), word.capitalize()}:
            for field in fields:
                found |= Q(**{f"{field}__icontains": form})
        rows = rows.filter(found)
    return rows
