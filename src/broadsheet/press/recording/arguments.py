"""A query's arguments as JSON, so that the press can ask again later."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID


def packed(arguments: Sequence[Any], moments: dict[Any, float]) -> str:
    """The arguments as JSON; "" where one can't be kept.

    `moments` are those reckoned from now, with their distance from it in seconds: they are asked
    anew by the clock.
    """
    found = []
    for value in arguments:
        item = _packed(value, moments)
        if item is None:
            return ""
        found.append(item[0])
    return json.dumps(found, separators=(",", ":"))


def _packed(value: Any, moments: dict[Any, float]) -> tuple[Any] | None:
    if isinstance(value, str | datetime) and value in moments:
        return ({"now": moments[value]},)
    if value is None or isinstance(value, bool | int | float | str):
        return (value,)
    if isinstance(value, datetime):
        return ({"moment": value.isoformat()},)
    if isinstance(value, date):
        return ({"day": value.isoformat()},)
    if isinstance(value, Decimal):
        return ({"decimal": str(value)},)
    if isinstance(value, UUID):
        return ({"uuid": value.hex},)
    if isinstance(value, list):
        items = [_packed(item, moments) for item in value]
        return None if None in items else ({"list": [item[0] for item in items if item]},)
    return None


def unpacked(arguments: str, now: datetime, adapt: Callable[[datetime], Any]) -> list[Any]:
    """The arguments of `packed`; `adapt` writes a moment as the database wants it."""
    return [_unpacked(item, now, adapt) for item in json.loads(arguments)]


def _unpacked(item: Any, now: datetime, adapt: Callable[[datetime], Any]) -> Any:
    if not isinstance(item, dict):
        return item
    ((kind, value),) = item.items()
    if kind == "now":
        return adapt(now + timedelta(seconds=value))
    if kind == "moment":
        return datetime.fromisoformat(value)
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "decimal":
        return Decimal(value)
    if kind == "uuid":
        return UUID(value)
    return [_unpacked(part, now, adapt) for part in value]
