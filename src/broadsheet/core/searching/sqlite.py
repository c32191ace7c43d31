"""SQLite's full-text index, FTS5, asked from its own side.

Wagtail's query computes the rank in a subquery for each object of the model: seconds among 30,000
stories. Here FTS5 says what matches and how well, in one pass; only what a page shows is then read
from the model's table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, Count, FloatField, IntegerField, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import FilterFieldError
from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    ObjectIndexer,
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import MatchAll, Not
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

ENTRIES = IndexEntry._meta.db_table
FTS = SQLiteFTSIndexEntry._meta.db_table
#: How much a word counts in each column of the index, in their order there: the middle one
#: (`autocomplete`), the body, the title.
WEIGHTS = (5.0, 1.0, 20.0)
#: Boosts from which on a field belongs to the title's or to the middle column.
TITLE_BOOST, MIDDLE_BOOST = 4, 2
#: What is new ranks up to so much better, half of it at an age of so many days.
RECENCY, RECENT_DAYS = 0.15, 365
#: Values in one statement.
MOST_KEYS = 500


class Index(SQLiteIndex):
    """Writes entries with title, middle and body by the fields' weight, each asked for once."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: it reads the whole index each time, and FTS5 ranks without it."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        if not model.get_search_fields():
            return
        content_type = get_content_type_pk(model)
        texts = {str(obj.pk): texts_of(obj, self.backend) for obj in objs}
        keys = list(texts)
        there: dict[str, int] = {}
        for start in range(0, len(keys), MOST_KEYS):
            some = self.entries.filter(
                content_type_id=content_type, object_id__in=keys[start : start + MOST_KEYS]
            )
            there.update(some.values_list("object_id", "pk"))
        for key, pk in there.items():
            self.entries.filter(pk=pk).update(**texts[key])
        self.entries.bulk_create(
            [
                IndexEntry(content_type_id=content_type, object_id=key, **columns)
                for key, columns in texts.items()
                if key not in there
            ],
            batch_size=MOST_KEYS,
        )


def texts_of(obj: Any, backend: Any) -> dict[str, str]:
    """What each column of the index holds of an object."""
    indexer = ObjectIndexer(obj, backend)
    columns: dict[str, list[str]] = {"title": [], "autocomplete": [], "body": []}
    # Where nothing completes words, the column that would serve that is free.
    has_middle = not type(obj).get_autocomplete_search_fields()
    for own in obj.get_search_fields():
        for field, text in indexer.prepare_field(obj, own):
            if isinstance(field, AutocompleteField):
                columns["autocomplete"].append(text)
            elif isinstance(field, SearchField):
                columns[column_of(field, has_middle=has_middle)].append(text)
    return {name: " ".join(texts) for name, texts in columns.items()}


def column_of(field: Any, *, has_middle: bool) -> str:
    boost = field.boost or 1
    if field.field_name == "title" or boost >= TITLE_BOOST:
        return "title"
    return "autocomplete" if has_middle and boost >= MIDDLE_BOOST else "body"


class Compiler(SQLiteSearchQueryCompiler):
    """Finds by one pass through FTS5."""

    def columns(self) -> list[str]:
        """The columns that are looked through."""
        if self.queryset.model.get_autocomplete_search_fields():
            return list(self.FTS_TABLE_FIELDS)
        return ["autocomplete", *self.FTS_TABLE_FIELDS]

    def hits(self, config: Any, score: str = "") -> tuple[str, list[Any]] | None:
        """SQL that yields the keys of what matches, with `score` its rank too, lowest first.

        None where the question is of a kind that Wagtail's own way must answer.
        """
        query = normalize(self.query)
        pk = self.queryset.model._meta.pk
        if isinstance(query, (MatchAll, Not)) or self.fields or not is_integer(pk):
            return None
        content = self.build_search_query(query, config=config)
        if content is None:
            return None
        connection = connections[self.queryset.db]
        compiler = self.queryset.query.get_compiler(connection=connection)
        _, (match,) = MatchExpression(self.columns(), content).as_sql(compiler, connection)
        types = get_descendants_content_types_pks(self.queryset.model)
        what = f"CAST(entry.object_id AS INTEGER) AS pk{f', {score} AS score' if score else ''}"
        # A CROSS JOIN is made in the order written: first what matches, then whose it is.
        return (
            f"SELECT {what} FROM {FTS} CROSS JOIN {ENTRIES} AS entry ON entry.id = {FTS}.rowid "  # noqa: S608
            f"WHERE {FTS} MATCH %s AND entry.content_type_id IN ({', '.join(['%s'] * len(types))})",
            [match, *types],
        )

    def matching(self, config: Any) -> QuerySet[Any] | None:
        """What matches, in the order of the queryset; None as `hits`."""
        found = self.hits(config)
        if found is None:
            return None
        matching: QuerySet[Any] = self.queryset.filter(pk__in=RawSQL(*found))  # noqa: S611
        return matching

    def ranked(self, config: Any, start: int, stop: int | None) -> list[tuple[Any, float]] | None:
        """Keys and ranks of what matches, the best first; None as `hits`."""
        weights = ", ".join(str(weight) for weight in WEIGHTS)
        found = self.hits(config, score=f"bm25({FTS}, {weights})")
        if found is None:
            return None
        try:
            allowed, values = self.queryset.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            return []
        rank, behind = "hit.score", ""
        if recent := getattr(self.queryset.model, "search_recent", ""):
            meta = self.queryset.model._meta
            moment = f'julianday(own."{meta.get_field(recent).column}")'
            age = f"max(0, julianday('now') - {moment})"
            # Ranks are negative: what is recent falls lower.
            rank = f"hit.score * (1 + {RECENCY} * {RECENT_DAYS} / ({RECENT_DAYS} + {age}))"
            behind = f'CROSS JOIN "{meta.db_table}" AS own ON own."{meta.pk.column}" = hit.pk'
        sql, params = found
        limit = -1 if stop is None else max(stop - start, 0)
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(
                f"SELECT hit.pk, {rank} AS rank FROM ({sql}) AS hit {behind} "  # noqa: S608
                f"WHERE hit.pk IN ({allowed}) ORDER BY rank, hit.pk DESC LIMIT %s OFFSET %s",
                [*params, *values, limit, start],
            )
            return list(cursor.fetchall())

    def search(
        self, config: Any, start: int, stop: int | None, score_field: str | None = None
    ) -> QuerySet[Any]:
        start = start or 0
        if self.order_by_relevance or score_field:
            ranks = self.ranked(config, start, stop) if stop is not None else None
            if ranks is not None:
                return self.in_rank(ranks, score_field)
        matching = self.matching(config)
        if matching is None or score_field:
            own: QuerySet[Any] = super().search(config, start, stop, score_field=score_field)
            return own
        if self.order_by_relevance or not matching.query.order_by:
            # All that matches, as for a count: its order is nobody's business.
            matching = matching.order_by("-pk")
        if stop is None:
            return matching[start:]
        # What a page shows is read once its keys are known: no wide rows are sorted.
        keys = list(matching.values_list("pk", flat=True)[start:stop])
        shown: QuerySet[Any] = self.queryset.filter(pk__in=keys).order_by(place_in(keys))
        return shown

    def in_rank(self, ranks: list[tuple[Any, float]], score_field: str | None) -> QuerySet[Any]:
        keys = [pk for pk, _ in ranks]
        found: QuerySet[Any] = self.queryset.filter(pk__in=keys).order_by(place_in(keys))
        if score_field:
            scores = [When(pk=pk, then=Value(-rank)) for pk, rank in ranks]
            value = Case(*scores, default=Value(0.0), output_field=FloatField())
            found = found.annotate(**{score_field: value})
        return found


def place_in(keys: list[Any]) -> Case:
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(keys)]
    return Case(*places, default=Value(len(keys)), output_field=IntegerField())


def is_integer(pk: Any) -> bool:
    while pk.is_relation:
        pk = pk.target_field
    return isinstance(pk, IntegerField)


class AutocompleteCompiler(SQLiteAutocompleteQueryCompiler, Compiler):
    def columns(self) -> list[str]:
        return list(self.FTS_TABLE_FIELDS)


class Results(SQLiteSearchResults):
    def _config(self) -> Any:
        return self.query_compiler.get_config(self.backend)

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if self.stop is None and compiler.order_by_relevance and not self._score_field:
            # All that matches in its order: too many for an order by cases.
            ranks = compiler.ranked(self._config(), self.start or 0, None)
            if ranks is not None:
                keys = [pk for pk, _ in ranks]
                found: dict[Any, Any] = {}
                for start in range(0, len(keys), MOST_KEYS):
                    found |= compiler.queryset.order_by().in_bulk(keys[start : start + MOST_KEYS])
                return [found[key] for key in keys if key in found]
        return list(self.get_queryset())

    def _do_count(self) -> int:
        matching = self.query_compiler.matching(self._config())
        if matching is None:
            return int(super()._do_count())
        count: int = matching.order_by().values("pk").count()
        count = max(count - (self.start or 0), 0)
        return count if self.stop is None else min(count, self.stop - (self.start or 0))

    def facet(self, field_name: str) -> dict[Any, int]:
        matching = self.query_compiler.matching(self._config())
        if matching is None:
            own: dict[Any, int] = super().facet(field_name)
            return own
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f"Cannot facet search results with field “{field_name}”. Add "
                f"index.FilterField({field_name!r}) to {model}.search_fields.",
                field_name=field_name,
            )
        counted = matching.order_by().values(field_name).annotate(count=Count("pk"))
        return {row[field_name]: row["count"] for row in counted.order_by("-count")}


class SQLiteBackend(SQLiteSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
