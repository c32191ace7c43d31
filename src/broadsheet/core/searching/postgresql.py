"""PostgreSQL's full-text index, ranked by age too, and written without reading all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, FloatField, Func
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.utils import get_content_type_pk

#: Words of a usual title: shorter ones rank higher, longer ones lower.
USUAL_TITLE = 9.0
#: What is new ranks up to so much better, half of it at an age of so many days.
RECENCY, RECENT_DAYS = 0.15, 365


class Index(PostgresIndex):
    def _refresh_title_norms(self, full: bool = False) -> None:
        """The average length of all titles is read from the whole index: a usual one will do."""
        if full:
            self._weigh(self.entries)

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        items = list(objs)
        if items and model.get_search_fields():
            super().add_items(model, items)
            keys = [str(item.pk) for item in items]
            content_type = get_content_type_pk(model)
            self._weigh(self.entries.filter(content_type_id=content_type, object_id__in=keys))

    def _weigh(self, entries: Any) -> None:
        measured = entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
        measured.update(title_norm=USUAL_TITLE / F("title_length"))


class Newness(Func):
    """From 1.15 for what is of this moment down to 1."""

    template = (
        f"(1 + {RECENCY} * {RECENT_DAYS} / ({RECENT_DAYS} + "
        "greatest(0, extract(epoch FROM now() - %(expressions)s) / 86400)))"
    )
    output_field = FloatField()


class Compiler(PostgresSearchQueryCompiler):
    def get_index_vectors(self, search_query: Any) -> list[Any]:
        """Only what the model fills: an index answers for one column, and not for two joined."""
        vectors: list[Any] = super().get_index_vectors(search_query)
        names = {field.field_name for field in self.get_search_fields_for_model()}
        return vectors if "title" in names else vectors[1:]

    def _build_rank_expression(self, vectors: Any, config: Any) -> Any:
        rank = super()._build_rank_expression(vectors, config)
        recent = getattr(self.queryset.model, "search_recent", "")
        return rank * Newness(F(recent)) if recent else rank


class AutocompleteCompiler(PostgresAutocompleteQueryCompiler):
    """Wagtail's own: its column has an index."""


class PostgreSQLBackend(PostgresSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
