"""Looks at less of a column than all of it: the page then depends on no more than that.

A narrowed column is recorded as `name!values` (what it holds, but for these values, which count as
nothing) or `name=values` (which of these values it holds, if any).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from broadsheet.press.recording import hooks
from broadsheet.press.recording.recorder import recorder


def value_unless(thing: Model, name: str, ignored: Iterable[int | str]) -> Any:
    """The value of the field's column; None where it is one of `ignored`."""
    return _narrowed(thing, name, "!", ignored)


def value_among(thing: Model, name: str, wanted: Iterable[int | str]) -> Any:
    """The value of the field's column where it is one of `wanted`; None otherwise."""
    return _narrowed(thing, name, "=", wanted)


def _narrowed(thing: Model, name: str, how: str, values: Iterable[int | str]) -> Any:
    kept, given = recorder(), hooks.hidden_value(thing, name)
    listed = sorted(values, key=str)
    if kept is None or given is None:
        return _cut(getattr(thing, name), how, listed)
    table, column, value = given
    words = json.dumps(listed, separators=(",", ":"))
    if " " in words:
        raise ValueError(f"{words} can't be told apart: a space divides the columns.")
    found = _cut(value, how, listed)
    kept.read(table, thing.pk, f"{column}{how}{words}", found)
    return found


def _cut(value: Any, how: str, values: list[Any]) -> Any:
    return value if (value in values) is (how == "=") else None


def column_of(name: str) -> str:
    """The column of a recorded name, narrowed or not."""
    return name.partition("!")[0].partition("=")[0]


def narrowed(name: str, value: Any) -> Any:
    """A column's value as it is recorded under a name."""
    column = column_of(name)
    if column == name:
        return value
    how, words = name[len(column)], name[len(column) + 1 :]
    return _cut(value, how, json.loads(words))
