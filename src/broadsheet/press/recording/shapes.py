"""The shape of a query: which tables it asks, which rows of them can change its answer.

A change matters to a query where it touches one of its sources: a row that satisfies the source's
conditions came, went, or changed in a column that decides which rows there are and in what order.
What the rows themselves show is recorded apart, by column, as they are looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db.models import Model

#: For each source by its place, and each of its columns: pairs of a lookup and its value.
Conditions: TypeAlias = dict[int, dict[str, list[tuple[str, Any]]]]
NAME = re.compile(r'"(\w+)"|\b(\w+)\b')


@dataclass(frozen=True)
class Source:
    """One table of a query. `kinds` are those of changes (I, U, D) that can matter.

    `columns` decide which rows there are and in what order; None stands for all. `key` is the
    column by whose values a change finds the query, "" where every change must look at it.
    """

    table: str
    kinds: str = "IUD"
    columns: tuple[str, ...] | None = None
    key: str = ""
    #: How the values of the columns with conditions, and of those in the order, are compared.
    compared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Shape:
    """`places` are the columns of an answer that count for its digest; None stands for all.

    `order` holds for a list that is cut off each column of its order with its place in the answer
    and whether it descends; all are of the first source.
    """

    sources: tuple[Source, ...]
    places: tuple[int, ...] | None = None
    order: tuple[tuple[str, int, bool], ...] = ()

    def form(self) -> str:
        """The shape as JSON."""
        return _form(self)

    @classmethod
    def of_form(cls, form: str) -> Shape:
        data = json.loads(form)
        return cls(
            tuple(
                Source(
                    table=item["table"],
                    kinds=item["kinds"],
                    columns=None if item["columns"] is None else tuple(item["columns"]),
                    key=item["key"],
                    compared=tuple((name, kind) for name, kind in item["compared"]),
                )
                for item in data["sources"]
            ),
            None if data["places"] is None else tuple(data["places"]),
            tuple((name, place, down) for name, place, down in data["order"]),
        )

    def tables(self) -> set[str]:
        return {source.table for source in self.sources}


@lru_cache(maxsize=4096)
def _form(shape: Shape) -> str:
    # A site asks the same few hundred forms again and again.
    return json.dumps(asdict(shape), separators=(",", ":"))


def with_values(conditions: Conditions, values: Mapping[Any, Any]) -> Conditions:
    """The conditions of a compiled query with what it is asked for, by what stood for that."""

    def value(given: Any) -> Any:
        if isinstance(given, list):
            return [values.get(item, item) for item in given]
        return values.get(given, given)

    return {
        number: {
            name: [(lookup, value(given)) for lookup, given in compared]
            for name, compared in columns.items()
        }
        for number, columns in conditions.items()
    }


@cache
def model_tables() -> dict[str, type[Model]]:
    """The model of each table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def tables_in(sql: str) -> list[str]:
    """The tables that a text of SQL names."""
    known = model_tables()
    names = {match[1] or match[2] for match in NAME.finditer(sql)}
    return sorted(name for name in names if name in known)


def coarse(sql: str, places: tuple[int, ...] | None = None) -> Shape:
    """The shape of a query of which only the SQL is known: any change of its tables matters."""
    return Shape(tuple(Source(table) for table in tables_in(sql)), places)
