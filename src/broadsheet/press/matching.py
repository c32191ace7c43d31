"""Finds what a change touches: pressings that read its row, questions whose answer it changes.

A change never presses a page by itself. The rows and the questions that it touches are asked
again, and a page is pressed only where something that it shows is no longer the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.utils import timezone

from broadsheet.press.changes import Changed
from broadsheet.press.recording.arguments import unpacked
from broadsheet.press.recording.shapes import Shape, Source, model_tables
from broadsheet.press.recording.values import digest_of, digest_of_rows, plain, words_of
from broadsheet.press.store.opening import Store


@dataclass
class Matcher:
    """Looks changes up in a store. `touched` holds each pressing's key and the first reason."""

    store: Store
    using: str = DEFAULT_DB_ALIAS
    touched: dict[int, Changed] = field(default_factory=dict)
    #: How much was asked again, for those who measure.
    asked_again: int = 0
    _shapes: dict[int, Shape] = field(default_factory=dict)

    def match(self, changes: Sequence[Changed]) -> dict[int, Changed]:
        """The pressings that the changes touch, each with the change that did."""
        self._load_shapes()
        rows: dict[tuple[str, str], tuple[set[str] | None, Changed]] = {}
        questions: dict[int, Changed] = {}
        for change in changes:
            known = rows.get((change.table, change.row))
            whole = change.kind != "U" or (known is not None and known[0] is None)
            columns = None if whole else {*change.columns, *(known[0] or () if known else ())}
            rows[change.table, change.row] = (columns, known[1] if known else change)
            for question in self._questions(change):
                questions.setdefault(question, change)
        for (table, row), (columns, change) in rows.items():
            self._compare_rows(table, row, columns, change)
        for question, change in questions.items():
            self._compare_answer(question, change)
        return self.touched

    def _touch(self, pressings: Sequence[tuple[int]], change: Changed) -> None:
        for (pressing,) in pressings:
            self.touched.setdefault(pressing, change)

    # Rows ------------------------------------------------------------------------------------

    def _compare_rows(
        self, table: str, row: str, columns: set[str] | None, change: Changed
    ) -> None:
        """Touch what read one of the row's changed columns, where another value stands there."""
        for columns_id, names in self._column_sets(table):
            if columns is not None and columns.isdisjoint(names):
                continue
            connection = self.store.connection
            if not connection.execute(
                "SELECT 1 FROM row_read WHERE columns_id = ? AND row = ? LIMIT 1", [columns_id, row]
            ).fetchone():
                continue
            self._touch(
                connection.execute(
                    "SELECT pressing_id FROM row_read "
                    "WHERE columns_id = ? AND row = ? AND digest != ?",
                    [columns_id, row, self._row_digest(table, row, names)],
                ).fetchall(),
                change,
            )

    def _column_sets(self, table: str) -> list[tuple[int, list[str]]]:
        return [
            (number, names.split())
            for number, names in self.store.connection.execute(
                "SELECT id, names FROM columns WHERE table_name = ?", [table]
            )
        ]

    def _row_digest(self, table: str, row: str, names: list[str]) -> int:
        """What stands in a row now; 0 where there is no such row."""
        self.asked_again += 1
        model: type[Model] = model_tables()[table]
        fields = {field.column: field.attname for field in model._meta.local_concrete_fields}
        found = (
            model._base_manager.using(self.using)
            .filter(pk=row)
            .order_by()
            .values_list(*(fields[name] for name in names))
            .first()
        )
        return 0 if found is None else digest_of(words_of(value) for value in found)

    # Questions -------------------------------------------------------------------------------

    def _load_shapes(self) -> None:
        newest = max(self._shapes, default=0)
        for number, form in self.store.connection.execute(
            "SELECT id, form FROM shape WHERE id > ?", [newest]
        ):
            self._shapes[number] = Shape.of_form(form)

    def _questions(self, change: Changed) -> Iterator[int]:
        """The questions whose answers the change may have changed."""
        for shape_id, shape in self._shapes.items():
            for number, source in enumerate(shape.sources):
                if source.table != change.table or not _matters(source, change):
                    continue
                for question, conditions, boundary in self._candidates(
                    shape_id, number, source, change
                ):
                    wanted = json.loads(conditions).get(str(number), {})
                    sides = [side for side in change.sides if _satisfies(source, wanted, side)]
                    if not sides:
                        continue
                    behind = number == 0 and boundary and shape.order
                    if behind and _are_behind(shape, json.loads(boundary), sides):
                        continue
                    yield question

    def _candidates(
        self, shape_id: int, number: int, source: Source, change: Changed
    ) -> list[tuple[int, str, str]]:
        values = [""]
        if source.key:
            kind = dict(source.compared).get(source.key, "")
            for side in change.sides:
                if source.key not in side:
                    # Its value was not noted: any may be meant.
                    return self.store.connection.execute(
                        "SELECT DISTINCT id, conditions, boundary FROM question_key "
                        "JOIN question ON id = question_id "
                        "WHERE question_key.shape_id = ? AND source = ?",
                        [shape_id, number],
                    ).fetchall()
                values.append(f"={plain(kind, side[source.key])}")
        marks = ",".join("?" * len(values))
        return self.store.connection.execute(
            "SELECT id, conditions, boundary FROM question_key JOIN question ON id = question_id "  # noqa: S608
            f"WHERE question_key.shape_id = ? AND source = ? AND value IN ({marks})",
            [shape_id, number, *values],
        ).fetchall()

    def _compare_answer(self, question: int, change: Changed) -> None:
        """Touch what asked a question, where the answer is another now."""
        connection = self.store.connection
        holders = connection.execute(
            "SELECT DISTINCT digest FROM asked WHERE question_id = ?", [question]
        ).fetchall()
        if not holders:
            return
        answer = self.answer(question) if any(digest for (digest,) in holders) else 0
        self._touch(
            connection.execute(
                "SELECT pressing_id FROM asked "
                "WHERE question_id = ? AND (digest != ? OR digest = 0)",
                [question, answer],
            ).fetchall(),
            change,
        )

    def answer(self, question: int, now: datetime | None = None) -> int:
        """Ask a question again; the digest of its answer."""
        self.asked_again += 1
        sql, arguments, shape_id = self.store.connection.execute(
            "SELECT sql, arguments, question.shape_id FROM question "
            "JOIN statement ON statement.id = statement_id WHERE question.id = ?",
            [question],
        ).fetchone()
        database = connections[self.using]
        adapt = database.ops.adapt_datetimefield_value
        with database.cursor() as cursor:
            cursor.execute(sql, unpacked(arguments, now or timezone.now(), adapt))
            return digest_of_rows(cursor.fetchall(), self._shapes[shape_id].places)


def _matters(source: Source, change: Changed) -> bool:
    """Whether a change of this kind, in these columns, can matter to a source."""
    if change.kind not in source.kinds:
        return False
    if change.kind != "U" or source.columns is None:
        return True
    return not change.columns.isdisjoint(source.columns)


def _satisfies(
    source: Source, wanted: Mapping[str, list[list[Any]]], side: Mapping[str, Any]
) -> bool:
    """Whether a row with these values can be among those that a source asks for."""
    kinds = dict(source.compared)
    for name, conditions in wanted.items():
        if name not in side:
            continue
        value = plain(kinds[name], side[name])
        for lookup, limit in conditions:
            if lookup == "in":
                if value not in limit:
                    return False
            elif value is None or not _stands(lookup, value, limit):
                return False
    return True


def _stands(lookup: str, value: Any, limit: Any) -> bool:
    if lookup == "gt":
        return bool(value > limit)
    if lookup == "gte":
        return bool(value >= limit)
    if lookup == "lt":
        return bool(value < limit)
    return bool(value <= limit)


def _are_behind(shape: Shape, boundary: list[Any], sides: Sequence[Mapping[str, Any]]) -> bool:
    """Whether rows stand behind the last one that a full list shows."""
    kinds = dict(shape.sources[0].compared)
    return all(
        all(name in side for name, _place, _down in shape.order)
        and _is_behind(
            [
                (plain(kinds[name], side[name]), limit, down)
                for (name, _place, down), limit in zip(shape.order, boundary, strict=True)
            ]
        )
        for side in sides
    )


def _is_behind(compared: Sequence[tuple[Any, Any, bool]]) -> bool:
    for value, limit, down in compared:
        if value is None:
            return False
        if value != limit:
            return bool(value < limit) if down else bool(value > limit)
    # The last row itself.
    return False
