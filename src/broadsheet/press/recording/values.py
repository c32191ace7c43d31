"""Values as the press compares them: the same however a database or its driver writes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from wagtail.blocks import StreamValue

#: The kinds of columns whose values are compared, and those of them that have an order.
KINDS = {
    "BooleanField": "truth",
    "CharField": "text",
    "SlugField": "text",
    "EmailField": "text",
    "URLField": "text",
    "UUIDField": "uuid",
    "DateTimeField": "moment",
    "IntegerField": "number",
    "PositiveIntegerField": "number",
    "PositiveSmallIntegerField": "number",
    "PositiveBigIntegerField": "number",
    "SmallIntegerField": "number",
    "BigIntegerField": "number",
    "AutoField": "number",
    "BigAutoField": "number",
}
#: Most of what is read.
PLAIN = frozenset({str, int, bool, type(None)})
ORDERED = frozenset({"number", "moment"})


def kind_of(field: models.Field[Any, Any]) -> str:
    """How a column's values are compared; "" where they are not."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return KINDS.get(field.get_internal_type(), "")


def plain(kind: str, value: Any) -> Any:
    """A value of a column of that kind as a number or a text that can be compared.

    Raises ValueError and TypeError for what is no such value.
    """
    if value is None:
        return None
    if kind == "number":
        return int(value)
    if kind == "truth":
        return int(bool(value))
    if kind == "uuid":
        return (value if isinstance(value, UUID) else UUID(str(value))).hex
    if kind == "moment":
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def words_of(value: Any) -> str:
    """A value as a text that differs where the value does."""
    if type(value) in PLAIN:
        return repr(value)
    if isinstance(value, StreamValue):
        return json.dumps(list(value.raw_data), sort_keys=True, default=str)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, memoryview):
        return repr(bytes(value))
    return repr(value)


def digest_of(parts: Iterable[str]) -> int:
    """A number of 63 bits, never 0, that differs where the texts do."""
    whole = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return (int.from_bytes(whole.digest(), "big") >> 1) or 1


def digest_of_rows(rows: Iterable[Any], places: tuple[int, ...] | None) -> int:
    """The digest of an answer, of the values at `places` alone where they are given."""
    if places is None:
        return digest_of(words_of(value) for row in rows for value in [*row, "\n"])
    return digest_of(words_of(row[place]) for row in rows for place in places)
