"""Reads a compiled query: its tables, its conditions, its order, what it reckons from now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.db.models.expressions import Col, RawSQL, Ref
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.fields.tuple_lookups import TupleIn
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import LOUTER
from django.db.models.sql.query import Query
from django.db.models.sql.where import AND, ExtraWhere, WhereNode

from broadsheet.press.recording.columns import kinds_of, sharing_of
from broadsheet.press.recording.shapes import Conditions, Shape, Source, model_tables
from broadsheet.press.recording.values import ORDERED, kind_of, plain

#: More values than these are not looked up one by one.
MOST_VALUES = 200
#: The lookups that say which rows of a table a query can see.
RANGES = ("gt", "gte", "lt", "lte")

#: Under this name a compiler keeps the order that it has compiled.
ORDER = "_press_order"


class Unreadable(Exception):
    """The query's parts can't be told: its SQL's tables must do."""


@dataclass
class _Part:
    """A source while its query is walked."""

    table: str
    model: type[Model] | None
    #: The aliases of the same query, by which joins are followed.
    scope: dict[str, _Part]
    columns: set[str] = field(default_factory=set)
    conditions: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    join: Any = None
    #: Any of its columns may decide.
    is_open: bool = False
    #: Its rows come and go only with rows of a source that has a key.
    is_covered: bool = False

    @property
    def key_column(self) -> str:
        return str(self.model._meta.pk.column) if self.model else ""

    @property
    def is_forward(self) -> bool:
        """Whether it is what a foreign key leads to: its rows can't come or go by themselves."""
        # A projection, whose key is what it points with, comes and goes beside what it points to.
        if self.join is None or isinstance(self.join.join_field, ForeignObjectRel):
            return False
        columns = [rhs for _lhs, rhs in self.join.join_cols]
        return columns == [self.key_column]

    def key(self) -> str:
        """The best column to find the query by: the one whose values the fewest rows share."""
        ranked = [
            (sharing_of(self.model)[name], name)
            for name, conditions in self.conditions.items()
            if self.kind(name) and any(lookup == "in" for lookup, _value in conditions)
        ]
        return min(ranked)[1] if ranked else ""

    def kind(self, column: str) -> str:
        return kinds_of(self.model).get(column, "") if self.model else ""


@dataclass
class Reading:
    """What was found in a query: its shape, its conditions, what it reckons from the present."""

    shape: Shape
    conditions: Conditions
    #: Table, column, lookup and value of each comparison with a moment reckoned from now.
    moments: list[tuple[str, str, str, Any]]


class Reader:
    """Walks over a compiled query."""

    def __init__(self, is_moment: Any) -> None:
        self.parts: list[_Part] = []
        self.scopes: list[dict[str, _Part]] = []
        self.moments: list[tuple[str, str, str, Any]] = []
        self.is_moment = is_moment

    def read(self, compiler: SQLCompiler) -> Reading:
        """Raises Unreadable."""
        ordering = self.ordering(compiler)
        selected = [expression for expression, _sql, _alias in compiler.select]
        self.query(compiler.query, used=aliases_in([*selected, *ordering]))
        for expression in ordering if is_of_rows(compiler) else [*selected, *ordering]:
            self.walk_within(expression)
        places = answer_places(compiler)
        order, first = self.order(compiler, ordering)
        parts = [part for part in self.parts if self.counts(part)]
        if first is not None:
            parts.sort(key=lambda part: part is not first)
        sources = tuple(self.source(part, order if part is first else ()) for part in parts)
        conditions = {
            number: part.conditions for number, part in enumerate(parts) if part.conditions
        }
        return Reading(Shape(sources, places, order), conditions, self.moments)

    def query(self, query: Query, *, used: set[str] | None = None) -> dict[str, _Part]:
        """Walk over a query; `used` are the aliases that the outermost one shows or orders by."""
        inner = getattr(query, "inner_query", None)
        if inner is not None:
            return self.query(inner)
        if query.combinator or query.extra or query.extra_tables or query.distinct_fields:
            raise Unreadable
        scope: dict[str, _Part] = {}
        # Django lets go of the joins that it made for what is shown.
        wanted = {alias for alias, count in query.alias_refcount.items() if count} | (used or set())
        for alias in list(wanted):
            while (above := query.alias_map.get(alias)) is not None and above.parent_alias:
                alias = above.parent_alias
                wanted.add(alias)
        for alias, join in query.alias_map.items():
            if alias in wanted:
                table = join.table_name
                scope[alias] = _Part(table, model_tables().get(table), scope)
                self.parts.append(scope[alias])
        self.scopes.append(scope)
        for alias, part in scope.items():
            self.join(query.alias_map[alias], part, scope)
        self.conjunction(query.where, scope)
        for annotation in query.annotation_select.values():
            self.walk(annotation)
        for expression in query.group_by if isinstance(query.group_by, tuple) else ():
            self.walk(expression)
        if used is None:
            for expression in query.select:
                self.walk(expression)
            is_ordered = query.order_by or (query.default_ordering and query.get_meta().ordering)
            if query.is_sliced and is_ordered:
                for part in scope.values():
                    part.is_open = True
        self.spread(scope)
        self.scopes.pop()
        return scope

    def join(self, join: Any, part: _Part, scope: dict[str, _Part]) -> None:
        if join.parent_alias is None:
            return
        if getattr(join, "filtered_relation", None):
            raise Unreadable
        part.join = join
        parent = scope.get(join.parent_alias)
        for lhs, rhs in join.join_cols:
            part.columns.add(rhs)
            if parent is not None:
                parent.columns.add(lhs)
        extra = join.join_field.get_extra_restriction(join.table_alias, join.parent_alias)
        if extra:
            self.conjunction(extra, scope)

    def conjunction(self, node: Any, scope: dict[str, _Part]) -> None:
        """What every row of the answer satisfies."""
        if isinstance(node, WhereNode) and node.connector == AND and not node.negated:
            for child in node.children:
                self.conjunction(child, scope)
            return
        self.walk(node)
        column, values = _compared(node)
        if column is None or not isinstance(node, Lookup):
            return
        part = scope.get(column.alias)
        name, kind = str(column.target.column), kind_of(column.target)
        if part is None or not kind:
            return
        if self.is_moment(node.rhs):
            return
        if isinstance(node.rhs, Query):
            # A row is there before those that the inner query finds it by.
            part.is_covered = part.is_covered or name == part.key_column
        elif values is not None and kind:
            try:
                wanted = [plain(kind, value) for value in values]
            except (TypeError, ValueError):
                return
            lookup = node.lookup_name
            if lookup in ("exact", "in") and len(wanted) <= MOST_VALUES:
                part.conditions.setdefault(name, []).append(("in", wanted))
            elif lookup in RANGES and kind in ORDERED:
                part.conditions.setdefault(name, []).append((str(lookup), wanted[0]))

    def spread(self, scope: dict[str, _Part]) -> None:
        """What holds for a column holds for the one that it is joined with."""
        for _turn in range(2):
            for part in scope.values():
                join = part.join
                parent = scope.get(join.parent_alias) if join is not None else None
                if parent is None:
                    continue
                for lhs, rhs in join.join_cols:
                    if lhs in parent.conditions and rhs not in part.conditions:
                        part.conditions[rhs] = parent.conditions[lhs]
                    elif (
                        rhs in part.conditions
                        and lhs not in parent.conditions
                        and join.join_type != LOUTER
                    ):
                        parent.conditions[lhs] = part.conditions[rhs]
        for part in scope.values():
            join = part.join
            parent = scope.get(join.parent_alias) if join is not None else None
            if (
                parent is not None
                and join.join_type != LOUTER
                and [lhs for lhs, _rhs in join.join_cols] == [parent.key_column]
            ):
                # A row of the parent is there before those that point to it.
                parent.is_covered = True

    def walk_within(self, expression: Any) -> None:
        """Walk over what stands in the outermost query."""
        self.scopes.append(self.parts[0].scope if self.parts else {})
        self.walk(expression)
        self.scopes.pop()

    def walk(self, node: Any) -> None:
        """Find the columns of an expression and what queries stand in it."""
        if node is None or isinstance(node, str):
            return
        if isinstance(node, Col):
            for scope in reversed(self.scopes):
                if node.alias in scope:
                    scope[node.alias].columns.add(str(node.target.column))
                    return
            raise Unreadable
        if isinstance(node, RawSQL | ExtraWhere):
            raise Unreadable
        if isinstance(node, Query):
            self.query(node)
            return
        if isinstance(node, Lookup) and self.is_moment(node.rhs):
            self.moment(node)
        if isinstance(node, WhereNode):
            for child in node.children:
                self.walk(child)
            return
        inner = getattr(node, "query", None)
        if isinstance(inner, Query):
            self.query(inner)
            return
        if hasattr(node, "get_cols"):
            for column in node.get_cols():
                self.walk(column)
            return
        if hasattr(node, "get_source_expressions"):
            for expression in node.get_source_expressions():
                self.walk(expression)

    def moment(self, node: Lookup[Any]) -> None:
        """A comparison with a moment reckoned from now: the answer changes by itself."""
        column = node.lhs
        if not isinstance(column, Col):
            raise Unreadable
        for scope in reversed(self.scopes):
            if column.alias in scope:
                table = scope[column.alias].table
                name = str(column.target.column)
                self.moments.append((table, name, str(node.lookup_name), node.rhs))
                return

    def ordering(self, compiler: SQLCompiler) -> list[Any]:
        """The compiled order of the outermost query."""
        query = compiler.query
        if getattr(query, "inner_query", None) is not None:
            return []
        if ORDER not in compiler.__dict__:
            # It was compiled before anyone listened.
            before = query.alias_refcount.copy()
            compiler.get_order_by()
            query.reset_refcounts(before)
        return [expression for expression, _how in compiler.__dict__[ORDER]]

    def order(
        self, compiler: SQLCompiler, ordering: list[Any]
    ) -> tuple[tuple[tuple[str, int, bool], ...], _Part | None]:
        """The order of a list that is cut off, where all of it is in one table of the list's rows:
        the first, or one joined to it, such as the lines by which a topic's cards are found."""
        query = compiler.query
        if (
            query.high_mark is None
            or query.distinct
            or query.group_by is not None
            or not ordering
            or not self.parts
        ):
            return (), None
        alias, part = self.ordering_part(ordering)
        if part is None:
            return (), None
        found = []
        for expression in ordering:
            column = column_ordered_by(expression)
            if (
                column is None
                or column.alias != alias
                or kind_of(column.target) not in ORDERED
                or column.target.null
            ):
                return (), None
            places = [
                place
                for place, (selected, _sql, _alias) in enumerate(compiler.select)
                if isinstance(selected, Col)
                and selected.alias == alias
                and selected.target == column.target
            ]
            if not places:
                return (), None
            found.append((str(column.target.column), places[0], bool(expression.descending)))
        return tuple(found), part

    def ordering_part(self, ordering: list[Any]) -> tuple[str, _Part | None]:
        """The alias and the source of the first column in an order; None where a row of the list
        may have none there."""
        column = column_ordered_by(ordering[0])
        if column is None:
            return "", None
        scope, first = self.parts[0].scope, self.parts[0]
        part = scope.get(column.alias)
        if part is None or part is first:
            return column.alias, part
        is_whole = part.join.join_type != LOUTER and scope.get(part.join.parent_alias) is first
        return column.alias, part if is_whole else None

    def counts(self, part: _Part) -> bool:
        """Whether changes of a source can matter at all."""
        if part.join is None or not part.is_forward or part.is_open:
            return True
        # What a foreign key leads to, and nothing is asked of it.
        return bool(part.columns - {part.key_column} or set(part.conditions) - {part.key_column})

    def source(self, part: _Part, order: Iterable[tuple[str, int, bool]]) -> Source:
        kinds = "U" if part.is_forward or part.is_covered else "IUD"
        names = [*part.conditions, *(name for name, _place, _down in order)]
        columns = part.columns | set(names)
        return Source(
            table=part.table,
            kinds=kinds,
            columns=None if part.is_open else tuple(sorted(columns)),
            key=part.key(),
            compared=tuple(sorted({(name, part.kind(name)) for name in names})),
        )


def _compared(node: Any) -> tuple[Col | None, list[Any] | None]:
    """The column and the constants of a comparison; None for what is none."""
    if not isinstance(node, Lookup):
        return None, None
    lhs, rhs = node.lhs, node.rhs
    if isinstance(node, TupleIn):
        columns = list(lhs.get_cols()) if hasattr(lhs, "get_cols") else []
        if len(columns) != 1 or not isinstance(rhs, list | tuple | set):
            return None, None
        return columns[0], [value[0] for value in rhs]
    if not isinstance(lhs, Col):
        return None, None
    if not node.rhs_is_direct_value():
        return lhs, None
    if node.lookup_name == "in":
        if not isinstance(rhs, Iterable):
            return None, None
        values = [value[0] if isinstance(value, tuple) else value for value in rhs]
        return lhs, [value for value in values if value is not None]
    return lhs, [rhs]


def column_ordered_by(expression: Any) -> Col | None:
    """The column of a part of an order, were it said by its place among those that are shown."""
    column = getattr(expression, "expression", None)
    if isinstance(column, Ref):
        column = column.get_source_expressions()[0]
    return column if isinstance(column, Col) else None


def aliases_in(expressions: Iterable[Any]) -> set[str]:
    """The tables' aliases that expressions speak of."""
    found: set[str] = set()
    waiting = list(expressions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Col):
            found.add(node.alias)
        elif hasattr(node, "get_source_expressions"):
            waiting += [item for item in node.get_source_expressions() if item is not None]
    return found


def is_of_rows(compiler: SQLCompiler) -> bool:
    """Whether a query's answer becomes objects, whose columns are recorded as they are read."""
    return bool(compiler.klass_info) and bool(compiler.query.default_cols)


def answer_places(compiler: SQLCompiler) -> tuple[int, ...] | None:
    """The columns of an answer that say which rows there are; None for those of plain values."""
    info: Mapping[str, Any] | None = compiler.klass_info
    if info is None or not is_of_rows(compiler):
        return None
    places = [_key_place(compiler, info)]
    places += list((compiler.annotation_col_map or {}).values())
    waiting = list(info.get("related_klass_infos", ()))
    while waiting:
        related = waiting.pop()
        if related.get("reverse"):
            # What points to a row is known by no column of that row.
            places.append(_key_place(compiler, related))
        waiting += related.get("related_klass_infos", ())
    return tuple(sorted(places))


def _key_place(compiler: SQLCompiler, info: Mapping[str, Any]) -> int:
    model: type[Model] = info["model"]
    key = model._meta.pk
    keys = {key.column, *(parent._meta.pk.column for parent in model._meta.all_parents)}
    for place in info["select_fields"]:
        target = compiler.select[place][0].target
        if target == key or (target.primary_key and target.column in keys):
            return int(place)
    raise Unreadable
