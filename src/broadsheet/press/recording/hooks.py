"""Where Django is asked to tell what it reads: put in once, silent unless a rendering is recorded.

Queries are heard where Django compiles them, rows as they become objects, columns as they are
first looked at: an object that nobody looks at is no part of the page.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Min, Model, query
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.db.models.query_utils import DeferredAttribute
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE, MULTI, SINGLE
from django.utils import timezone
from wagtail.fields import Creator

from broadsheet.core.compiled import asked_by
from broadsheet.press.recording.arguments import packed
from broadsheet.press.recording.reading import ORDER, Reader, Reading, Unreadable
from broadsheet.press.recording.recorder import Moment, Question, Recorder, recorder, unrecorded
from broadsheet.press.recording.shapes import Shape, coarse, model_tables, with_values
from broadsheet.press.recording.values import digest_of_rows, plain
from broadsheet.press.watching import watched_tables

#: Under these names an object keeps what nobody has looked at yet, and what the database gave.
HIDDEN, GIVEN = "_press_hidden", "_press_given"
#: And under this one what is known of a compiled query, of which tables and columns it asks.
READING = "press.reading"
READS = ("SELECT", "WITH", "VALUES")
#: With what a row's moment is compared so that the answer is another behind it, and not at it.
CHANGE_BEHIND = frozenset({"gte", "lt"})
ZERO, NEXT_MOMENT = timedelta(0), timedelta.resolution

Wrapped = Callable[..., Any]
_originals: dict[str, Any] = {}


def install() -> None:
    """Put the hooks in, once a process."""
    if _originals:
        return
    _originals.update(
        execute_sql=SQLCompiler.execute_sql,
        order_by=SQLCompiler.get_order_by,
        from_db=Model.__dict__["from_db"].__func__,
        attribute=DeferredAttribute.__get__,
        creator=Creator.__get__,
        relation=ForwardManyToOneDescriptor.__get__,
        deferred=Model.get_deferred_fields,
        prefetch=query.prefetch_one_level,
        prefetching=query.prefetch_related_objects,
        now=timezone.now,
    )
    setattr(SQLCompiler, "execute_sql", _execute_sql)  # noqa: B010
    setattr(SQLCompiler, "get_order_by", _order_by)  # noqa: B010
    setattr(Model, "from_db", classmethod(_from_db))  # noqa: B010
    setattr(DeferredAttribute, "__get__", _attribute)  # noqa: B010
    setattr(Creator, "__get__", _creator)  # noqa: B010
    setattr(ForwardManyToOneDescriptor, "__get__", _relation)  # noqa: B010
    setattr(Model, "get_deferred_fields", _deferred)  # noqa: B010
    setattr(query, "prefetch_one_level", _prefetch)  # noqa: B010
    setattr(query, "prefetch_related_objects", _prefetching)  # noqa: B010
    setattr(timezone, "now", _now)  # noqa: B010


@contextmanager
def statements(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Hear the statements of a connection while the block lasts."""
    with connections[using].execute_wrapper(_statement):
        yield


def _now() -> Any:
    kept = recorder()
    return kept.now if kept is not None else _originals["now"]()


def _statement(
    execute: Wrapped, sql: str, arguments: Any, many: bool, context: Mapping[str, Any]
) -> Any:
    kept = recorder()
    if kept is None:
        return execute(sql, arguments, many, context)
    if kept.compiling:
        kept.statement = (sql, arguments)
    elif str(sql).lstrip(" (\n").upper().startswith(READS):
        # A cursor of somebody's own: its answer is not known, its tables are.
        _ask(kept, Question(coarse(sql), sql, "", {}, 0))
    return execute(sql, arguments, many, context)


def _execute_sql(
    self: SQLCompiler,
    result_type: str = MULTI,
    chunked_fetch: bool = False,
    chunk_size: int = GET_ITERATOR_CHUNK_SIZE,
) -> Any:
    kept = recorder()
    if kept is None or result_type not in (MULTI, SINGLE):
        return _originals["execute_sql"](self, result_type, chunked_fetch, chunk_size)
    kept.compiling += 1
    kept.statement = None
    try:
        result = _originals["execute_sql"](self, result_type, False, chunk_size)
    finally:
        kept.compiling -= 1
    statement, kept.statement = kept.statement, None
    if statement is None:
        # Nothing was asked: the query contradicts itself.
        return result
    if result_type == SINGLE:
        rows = [] if result is None else [result]
    else:
        result = list(result)
        rows = [row for chunk in result for row in chunk]
    with unrecorded():
        question = _question(kept, self, statement, rows)
    _ask(kept, question)
    return result


def _order_by(self: SQLCompiler) -> Any:
    """The order as Django compiles it, noted for whoever reads the query behind that."""
    found = _originals["order_by"](self)
    self.__dict__[ORDER] = found
    return found


def _question(
    kept: Recorder, compiler: SQLCompiler, statement: tuple[str, Any], rows: list[Any]
) -> Question:
    sql, arguments = statement
    reading = _reading(compiler, sql)
    shape = reading.shape
    moments = _moments(kept, compiler, reading)
    return Question(
        shape=shape,
        sql=sql,
        arguments=packed(arguments, moments),
        conditions=reading.conditions,
        digest=digest_of_rows(rows, shape.places),
        boundary=_boundary(shape, rows, compiler.query.high_mark, compiler.query.low_mark),
    )


def _reading(compiler: SQLCompiler, sql: str) -> Reading:
    """What a query depends on; of one that is compiled once it is found once."""
    asked = asked_by(compiler)
    if asked is None:
        return _read(compiler, sql)
    known = asked.form.known
    if READING not in known:
        known[READING] = _read(compiler, sql)
    found: Reading = known[READING]
    return Reading(found.shape, with_values(found.conditions, asked.values), found.moments)


def _read(compiler: SQLCompiler, sql: str) -> Reading:
    reader = Reader(lambda value: isinstance(value, Moment))
    try:
        return reader.read(compiler)
    except Unreadable:
        return Reading(coarse(sql), {}, reader.moments)


def _moments(kept: Recorder, compiler: SQLCompiler, reading: Reading) -> dict[Any, float]:
    """The arguments that are reckoned from now; notes when the answer will be another."""
    found: dict[Any, float] = {}
    adapt = compiler.connection.ops.adapt_datetimefield_value
    for table, column, lookup, moment in reading.moments:
        distance = (moment - kept.now).total_seconds()
        found[moment] = found[adapt(moment)] = distance
        model = model_tables()[table]
        name = next(f.name for f in model._meta.local_concrete_fields if f.column == column)
        # A row that stands at this very moment changes sides with the next one in some comparisons;
        # in the others it has done so.
        is_past = lookup in CHANGE_BEHIND
        rows = model._base_manager.filter(**{f"{name}__{'gte' if is_past else 'gt'}": moment})
        later = rows.aggregate(at=Min(name))["at"]
        if later is not None:
            kept.changes_at(later - (moment - kept.now) + (NEXT_MOMENT if is_past else ZERO))
    return found


def _boundary(shape: Shape, rows: list[Any], high: int | None, low: int) -> tuple[Any, ...] | None:
    """Where the last row of a full list stands in its order; None where more could follow."""
    if not shape.order or high is None or len(rows) < high - low or not rows:
        return None
    kinds = dict(shape.sources[0].compared)
    return tuple(plain(kinds[name], rows[-1][place]) for name, place, _down in shape.order)


def _ask(kept: Recorder, question: Question) -> None:
    unwatched = question.shape.tables() - watched_tables_now()
    if unwatched:
        kept.refuse(f"It reads {', '.join(sorted(unwatched))}, which the press does not watch.")
    kept.ask(question)


@functools.cache
def watched_tables_now() -> frozenset[str]:
    return frozenset(watched_tables())


@functools.cache
def _plan(model: type[Model]) -> tuple[str, dict[str, tuple[str, str, bool]]]:
    """The key's attribute, and each other column's table, name and whether it can be hidden."""
    key = model._meta.pk
    keys = {key.attname, *(parent._meta.pk.attname for parent in model._meta.all_parents)}
    plan = {}
    for field in model._meta.concrete_fields:
        if field.attname in keys:
            continue
        descriptor = model.__dict__.get(field.attname) or next(
            (vars(base)[field.attname] for base in model.__mro__ if field.attname in vars(base)),
            None,
        )
        hideable = isinstance(descriptor, DeferredAttribute | Creator)
        plan[field.attname] = (field.model._meta.db_table, str(field.column), hideable)
    return str(key.attname), plan


def _from_db(cls: type[Model], db: str | None, field_names: Any, values: Any) -> Model:
    new: Model = _originals["from_db"](cls, db, field_names, values)
    kept = recorder()
    if kept is None:
        return new
    places, plain_places = _places(cls, tuple(field_names))
    data = new.__dict__
    hidden = {name: data.pop(name) for name in places if name in data}
    data[HIDDEN], data[GIVEN] = hidden, (places, values)
    if plain_places or len(hidden) < len(places):
        key, plan = _plan(cls)
        for name in (*plain_places, *(places.keys() - hidden.keys())):
            table, column, _hideable = plan[name]
            place = plain_places.get(name, places.get(name, 0))
            kept.read(table, data[key], column, values[place])
    return new


@functools.lru_cache(maxsize=2048)
def _places(cls: type[Model], names: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Where in an answer's row the columns stand that can be hidden, and those that can't."""
    _key, plan = _plan(cls)
    hideable: dict[str, int] = {}
    others: dict[str, int] = {}
    for place, name in enumerate(names):
        if name in plan:
            (hideable if plan[name][2] else others)[name] = place
    return hideable, others


def _look(instance: Any, name: str) -> bool:
    """Show a hidden column and note that it was looked at; False where it isn't hidden."""
    data = instance.__dict__
    hidden = data.get(HIDDEN)
    if not hidden or name not in hidden or name in data:
        return False
    data[name] = hidden[name]
    kept = recorder()
    if kept is not None:
        model: type[Model] = type(instance)
        key, plan = _plan(model)
        table, column, _hideable = plan[name]
        places, values = data[GIVEN]
        kept.read(table, data[key], column, values[places[name]])
    return True


def hidden_value(instance: Any, name: str) -> tuple[str, str, Any] | None:
    """Table, column and value of a column that nobody has looked at yet; None where it is known."""
    data = instance.__dict__
    if name in data or name not in data.get(HIDDEN, ()):
        return None
    model: type[Model] = type(instance)
    table, column, _hideable = _plan(model)[1][name]
    places, values = data[GIVEN]
    return table, column, values[places[name]]


def _attribute(self: DeferredAttribute, instance: Any, cls: Any = None) -> Any:
    if instance is not None:
        name = self.field.attname
        data = instance.__dict__
        hidden = data.get(HIDDEN)
        if hidden and name in hidden and name not in data:
            kept = recorder()
            if kept is None or not kept.prefetching:
                _look(instance, name)
            # Whoever fetches ahead sorts what was fetched, and has not looked at it.
            return hidden[name]
    return _originals["attribute"](self, instance, cls)


def _creator(self: Any, obj: Any, type: Any = None) -> Any:
    if obj is not None:
        _look(obj, self.field.name)
    return _originals["creator"](self, obj, type)


def _relation(self: Any, instance: Any, cls: Any = None) -> Any:
    if instance is not None:
        _relation_is_looked_at(instance, self.field.attname)
    return _originals["relation"](self, instance, cls)


def _relation_is_looked_at(instance: Any, name: str) -> None:
    """Whoever looks at another object sees which one it is."""
    kept = recorder()
    if kept is None or not kept.prefetching:
        _look(instance, name)


class _Prefetched(dict[str, Any]):
    """The lists that were fetched ahead for an object; one that nobody looks at is not recorded."""

    def __init__(self, fetched: Mapping[str, Any]) -> None:
        super().__init__(fetched)
        self.unseen: dict[str, list[Question]] = {}

    def __getitem__(self, name: str) -> Any:
        kept = recorder()
        if self.unseen and kept is not None:
            kept.questions += self.unseen.pop(name, ())
        return super().__getitem__(name)


def _prefetching(instances: Any, *lookups: Any) -> None:
    kept = recorder()
    if kept is None:
        _originals["prefetching"](instances, *lookups)
        return
    kept.prefetching += 1
    try:
        _originals["prefetching"](instances, *lookups)
    finally:
        kept.prefetching -= 1


def _prefetch(instances: Any, prefetcher: Any, lookup: Any, level: int) -> Any:
    kept = recorder()
    if kept is None:
        return _originals["prefetch"](instances, prefetcher, lookup, level)
    before = {id(item): set(_fetched(item)) for item in instances}
    asked_before = len(kept.questions)
    result = _originals["prefetch"](instances, prefetcher, lookup, level)
    names = {id(item): _fetched(item).keys() - before[id(item)] for item in instances}
    if all(names.values()):
        # A list for each object: it counts as asked for once one of them is looked at.
        asked = kept.questions[asked_before:]
        del kept.questions[asked_before:]
        for item in instances:
            noted = _fetched(item)
            if not isinstance(noted, _Prefetched):
                noted = item._prefetched_objects_cache = _Prefetched(noted)
            noted.unseen.update(dict.fromkeys(names[id(item)], asked))
    return result


def _fetched(item: Any) -> dict[str, Any]:
    found: dict[str, Any] = item.__dict__.get("_prefetched_objects_cache", {})
    return found


def _deferred(self: Model) -> set[str]:
    found: set[str] = _originals["deferred"](self)
    return found - set(self.__dict__.get(HIDDEN, ()))
