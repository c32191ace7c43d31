"""Querysets that are compiled once a process, and asked with other values each time.

To compile a queryset takes Django several times as long as the database takes to answer it, and the
pages of a newspaper ask the same few again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from threading import local
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
Value: TypeAlias = int | str
Given: TypeAlias = Value | Sequence[int] | Sequence[str]
#: For how many lengths of its lists a queryset is compiled; others are made anew each time.
MOST_FORMS = 64
#: A number above this stands for a number while a queryset is compiled. It fits into 32 bits, which
#: some columns hold, and no key or constant of a query is as large.
NUMBERS = 2_147_000_000


class NotCompilable(Exception):
    """A queryset that can't be asked with other values, because they don't stand in it as given."""


@dataclass
class Form:
    """What is known of a queryset once it is compiled, for lists of certain lengths.

    `marks` stood for the values while it was compiled; `known` is for what others find out of it.
    """

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    arguments: tuple[Any, ...]
    marks: tuple[Value, ...]
    known: dict[str, Any] = field(default_factory=dict)
    #: How what the database gives becomes values, by thread as connections are.
    converters: local = field(default_factory=local)


class CompiledQuery(Query):
    """A query whose SQL is there before it is asked."""

    form: Form
    #: What is asked for, by what stood for it.
    values: Mapping[Value, Value]

    def get_compiler(
        self, using: str | None = None, connection: Any = None, elide_empty: bool = True
    ) -> Any:
        assert using is not None
        form, values = self.form, self.values
        asked = form.sql, tuple(values.get(item, item) for item in form.arguments)
        compiler: Any = copy(form.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *args, **kwargs: asked
        compiler.get_converters = partial(_converters, compiler, form.converters)
        compiler.asked_by = self
        return compiler


def _converters(compiler: SQLCompiler, known: local, expressions: Any) -> Any:
    if not hasattr(known, "found"):
        known.found = type(compiler).get_converters(compiler, expressions)
    return known.found


def asked_by(compiler: SQLCompiler) -> CompiledQuery | None:
    """The compiled query that a compiler asks; None where it compiles a query of its own."""
    found: CompiledQuery | None = compiler.__dict__.get("asked_by")
    return found


class Compiled(Generic[T]):
    """Answers as the queryset of `make` would, which is called for each length of its lists once.

    `make` gets whole numbers, texts and lists of either, which it may compare with columns of these
    kinds and do nothing else with. What it makes may depend on nothing but them: no time, no
    setting, no language. `MOST_FORMS` bounds what is held.

        bylines_of = Compiled(lambda story: Byline.objects.filter(story_id=story))
        lines = bylines_of(story.pk)
    """

    def __init__(self, make: Callable[..., QuerySet[Any, T]]) -> None:
        self.make = make
        self._forms: dict[tuple[object, ...], Form] = {}

    def __call__(self, *values: Given) -> list[T]:
        """The rows for these values. Raises NotCompilable."""
        lengths = tuple(-1 if isinstance(value, int | str) else len(value) for value in values)
        form = self._forms.get(lengths)
        if form is None:
            # Of an empty list nothing is asked, which Django sees while it compiles.
            if 0 in lengths or len(self._forms) >= MOST_FORMS:
                return list(self.make(*values))
            form = self._forms[lengths] = _compile(self.make, values)
        return list(_asked(form, dict(zip(form.marks, _flat(values), strict=True))))

    def first(self, *values: Given) -> T | None:
        """The first row for these values."""
        return next(iter(self(*values)), None)


def _compile(make: Callable[..., QuerySet[Any, Any]], values: Sequence[Given]) -> Form:
    marks: list[Value] = []

    def mark(value: Value) -> Value:
        number = len(marks) + 1
        marks.append(f"compiled {number}" if isinstance(value, str) else NUMBERS + number)
        return marks[-1]

    queryset = make(
        *(
            mark(value) if isinstance(value, int | str) else [mark(item) for item in value]
            for value in values
        )
    )
    compiler = queryset.query.get_compiler(queryset.db)
    sql, arguments = compiler.as_sql()
    if not set(marks) <= set(arguments) or _compares_times(queryset.query.where):
        raise NotCompilable(sql)
    # It belongs to the thread that happened to be the first.
    compiler.connection = None
    return Form(queryset, compiler, sql, tuple(arguments), tuple(marks))


def _compares_times(node: Any) -> bool:
    """Whether a moment stands in a condition, which would stay as it was at the compilation."""
    if isinstance(getattr(node, "rhs", None), date):
        return True
    return any(_compares_times(child) for child in getattr(node, "children", ()))


def _asked(form: Form, values: Mapping[Value, Value]) -> QuerySet[Any, Any]:
    """A queryset to be read once, and not to be filtered further."""
    made: Any = form.queryset
    query: Any = CompiledQuery.__new__(CompiledQuery)
    query.__dict__.update(made.query.__dict__, form=form, values=values)
    # Not cloned: what the compiled one knows is only read, and copying it takes its time.
    asked: Any = made.__class__.__new__(made.__class__)
    asked.__dict__.update(made.__dict__, _query=query)
    return asked  # type: ignore[no-any-return]


def _flat(values: Iterable[Given]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        found += [value] if isinstance(value, int | str) else value
    return found


@cache
def by_key(model: type[Model]) -> Compiled[Model]:
    """The object of a model with a key, whatever its managers leave out."""
    return Compiled(lambda key: model._base_manager.filter(pk=key))
