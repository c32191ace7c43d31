"""Finds what a change touches: pressings that read its row, questions whose answer it changes.

A change never presses a page by itself. The rows and the questions that it touches are asked
again, and a page is pressed only where something that it shows is no longer the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.utils import timezone

from broadsheet.press.changes import Changed
from broadsheet.press.recording.arguments import unpacked
from broadsheet.press.recording.narrow import column_of, narrowed
from broadsheet.press.recording.shapes import Shape, Source, model_tables
from broadsheet.press.recording.values import digest_of, digest_of_rows, plain, words_of
from broadsheet.press.store.opening import Store
from broadsheet.press.store.queue import waits_through
from broadsheet.press.store.writing import PAGE, held_changes

#: A question, what a source's rows must satisfy in it, where its last row stands.
_Candidate: TypeAlias = tuple[int, dict[str, list[list[Any]]], list[Any]]


@dataclass
class Matcher:
    """Looks changes up in a store.

    `touched` holds each pressing's key and the first reason, `subjects` all that changed in it,
    `through` what was touched of it, the first reason's first: a set of columns in a row ("c7:12")
    or a question ("q12"). `undone` is what had been touched of what waits, and is as it was again.
    """

    store: Store
    using: str = DEFAULT_DB_ALIAS
    touched: dict[int, Changed] = field(default_factory=dict)
    subjects: dict[int, set[str]] = field(default_factory=dict)
    through: dict[int, dict[str, None]] = field(default_factory=dict)
    undone: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    #: By pressing, the waiting changes that it was made with.
    held: dict[int, set[int]] = field(default_factory=dict)
    #: How much was asked again, for those who measure.
    asked_again: int = 0
    #: What waits in the queue, by what was touched of it.
    _waits: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _shapes: dict[int, Shape] = field(default_factory=dict)
    #: The sources of all shapes, by their table: a shape's number, a source's place in it.
    _sources: dict[str, list[tuple[int, int, Source]]] = field(default_factory=dict)
    #: What was looked up in this turn: an import's rows all meet the same questions.
    _found: dict[tuple[int, int, tuple[str, ...] | None], list[_Candidate]] = field(
        default_factory=dict
    )

    def match(self, changes: Sequence[Changed]) -> dict[int, Changed]:
        """The pressings that the changes touch, each with the change that did.

        A pressing whose snapshot held all the changes of a row or a question shows them already.
        """
        self._load_shapes()
        self.touched, self.subjects, self.through, self._found = {}, {}, {}, {}
        self.undone, self._waits = {}, {}
        for name, parts in waits_through(self.store).items():
            for part in parts:
                self._waits.setdefault(part, []).append(name)
        self.held = held_changes(self.store)
        rows: dict[tuple[str, str], tuple[set[str] | None, list[Changed]]] = {}
        questions: dict[int, list[Changed]] = {}
        cut_off: set[int] = set()
        for change in changes:
            columns, made = rows.get((change.table, change.row), (set(), []))
            whole = change.kind != "U" or columns is None
            columns = None if whole else {*change.columns, *(columns or ())}
            rows[change.table, change.row] = (columns, [*made, change])
            for question, is_cut_off in self._questions(change):
                questions.setdefault(question, []).append(change)
                if is_cut_off:
                    cut_off.add(question)
        for (table, row), (columns, made) in rows.items():
            self._compare_rows(table, row, columns, made)
        # Lists that are cut off are read off an index, and what they touch need not be counted.
        for question, made in sorted(questions.items(), key=lambda item: item[0] not in cut_off):
            self._compare_answer(question, made)
        return self.touched

    def reason_of(self, pressing: int) -> str:
        """Why a pressing was touched, and through what."""
        return self.touched[pressing].reason_with(next(iter(self.through[pressing])))

    def _touch(
        self, pressings: Sequence[tuple[int]], changes: Sequence[Changed], through: str
    ) -> None:
        for (pressing,) in pressings:
            if pressing in self.held and all(
                change.id in self.held[pressing] for change in changes
            ):
                continue
            self.touched.setdefault(pressing, changes[0])
            self.through.setdefault(pressing, {})[through] = None
            self.subjects.setdefault(pressing, set()).add(changes[0].subject)

    def _note_undone(self, through: str, sql: str, given: list[Any]) -> None:
        """Note what waits through something that stands again as the pressing read it."""
        for kind, name in self._waits.get(through, ()):
            if self.store.connection.execute(
                f"SELECT 1 FROM {sql} AND pressing_id = "  # noqa: S608
                "(SELECT id FROM pressing WHERE kind = ? AND name = ?)",
                [*given, kind, name],
            ).fetchone():
                self.undone.setdefault((kind, name), set()).add(through)

    def is_held(self, change: Changed, page: str) -> bool:
        """Whether a page is pressed, and was made with a change of these."""
        row = self.store.connection.execute(
            "SELECT id FROM pressing WHERE kind = ? AND name = ?", [PAGE, page]
        ).fetchone()
        return row is not None and change.id in self.held.get(row[0], ())

    # Rows ------------------------------------------------------------------------------------

    def _compare_rows(
        self, table: str, row: str, columns: set[str] | None, changes: Sequence[Changed]
    ) -> None:
        """Touch what read one of the row's changed columns, where another value stands there."""
        for columns_id, names in self._column_sets(table, row):
            if columns is not None and columns.isdisjoint(map(column_of, names)):
                continue
            through = f"c{columns_id}:{row}"
            given = [columns_id, row, self._row_digest(table, row, names)]
            self._touch(
                self.store.connection.execute(
                    "SELECT pressing_id FROM row_read "
                    "WHERE columns_id = ? AND row = ? AND digest != ?",
                    given,
                ).fetchall(),
                changes,
                through,
            )
            self._note_undone(
                through, "row_read WHERE columns_id = ? AND row = ? AND digest = ?", given
            )

    def _column_sets(self, table: str, row: str) -> list[tuple[int, list[str]]]:
        """The sets of columns in which a row was read."""
        return [
            (number, names.split())
            for number, names in self.store.connection.execute(
                "SELECT DISTINCT id, names FROM row_read JOIN columns ON id = columns_id "
                "WHERE row = ? AND table_name = ?",
                [row, table],
            )
        ]

    def _row_digest(self, table: str, row: str, names: list[str]) -> int:
        """What stands in a row now; 0 where there is no such row."""
        self.asked_again += 1
        model: type[Model] = model_tables()[table]
        fields = {field.column: field.attname for field in model._meta.local_concrete_fields}
        columns = sorted({column_of(name) for name in names})
        values = (
            model._base_manager.using(self.using)
            .filter(pk=row)
            .order_by()
            .values_list(*(fields[column] for column in columns))
            .first()
        )
        if values is None:
            return 0
        found = dict(zip(columns, values, strict=True))
        return digest_of(words_of(narrowed(name, found[column_of(name)])) for name in names)

    # Questions -------------------------------------------------------------------------------

    def _load_shapes(self) -> None:
        newest = max(self._shapes, default=0)
        for number, form in self.store.connection.execute(
            "SELECT id, form FROM shape WHERE id > ?", [newest]
        ):
            shape = self._shapes[number] = Shape.of_form(form)
            for place, source in enumerate(shape.sources):
                self._sources.setdefault(source.table, []).append((number, place, source))

    def _questions(self, change: Changed) -> Iterator[tuple[int, bool]]:
        """The questions whose answers the change may have changed, and whether they are cut off."""
        for shape_id, number, source in self._sources.get(change.table, ()):
            if not _matters(source, change):
                continue
            shape = self._shapes[shape_id]
            for question, wanted, boundary in self._candidates(shape_id, number, source, change):
                sides = [side for side in change.sides if _satisfies(source, wanted, side)]
                if not sides:
                    continue
                behind = number == 0 and boundary and shape.order
                if behind and _are_behind(shape, boundary, sides):
                    continue
                yield question, bool(boundary)

    def _candidates(
        self, shape_id: int, number: int, source: Source, change: Changed
    ) -> list[_Candidate]:
        values: tuple[str, ...] | None = ("",)
        if source.key:
            kind = dict(source.compared).get(source.key, "")
            if all(source.key in side for side in change.sides):
                keys = {f"={plain(kind, side[source.key])}" for side in change.sides}
                values = ("", *sorted(keys))
            else:
                # Its value was not noted: any may be meant.
                values = None
        wanted = (shape_id, number, values)
        if wanted not in self._found:
            self._found[wanted] = self._look_up(*wanted)
        return self._found[wanted]

    def _look_up(
        self, shape_id: int, number: int, values: tuple[str, ...] | None
    ) -> list[_Candidate]:
        marks = ",".join("?" * len(values or ()))
        rows = self.store.connection.execute(
            "SELECT DISTINCT id, conditions, boundary FROM question_key "  # noqa: S608
            "JOIN question ON id = question_id WHERE question_key.shape_id = ? AND source = ? "
            + ("" if values is None else f"AND value IN ({marks})"),
            [shape_id, number, *(values or ())],
        )
        return [
            (
                question,
                json.loads(conditions).get(str(number), {}),
                json.loads(boundary) if boundary else [],
            )
            for question, conditions, boundary in rows
        ]

    def _compare_answer(self, question: int, changes: Sequence[Changed]) -> None:
        """Touch what asked a question, where the answer is another now."""
        connection = self.store.connection
        holders = connection.execute(
            "SELECT pressing_id, digest FROM asked WHERE question_id = ?", [question]
        ).fetchall()
        if not holders:
            return
        if all(pressing in self.touched for pressing, _digest in holders):
            # They are pressed anyway: whether for this too, the rendering will see.
            self._touch([(pressing,) for pressing, _digest in holders], changes, f"q{question}")
            return
        answer = self.answer(question) if any(digest for _pressing, digest in holders) else 0
        self._touch(
            connection.execute(
                "SELECT pressing_id FROM asked "
                "WHERE question_id = ? AND (digest != ? OR digest = 0)",
                [question, answer],
            ).fetchall(),
            changes,
            f"q{question}",
        )
        if answer:
            self._note_undone(
                f"q{question}", "asked WHERE question_id = ? AND digest = ?", [question, answer]
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
