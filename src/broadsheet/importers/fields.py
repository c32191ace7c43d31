"""Reading of values that someone else wrote: each comes out as the type asked for, or empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

#: What XML 1.0 (and so every feed) and PostgreSQL's text refuse.
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sound(text: str) -> str:
    """Text without the characters that neither a database nor a feed can hold."""
    return _UNSOUND.sub("", text)


def moment(value: Any) -> datetime | None:
    """The moment, aware and in UTC, of milliseconds since 1970 or of an ISO 8601 text.

    A text without a zone is in UTC. Raises ValueError for anything else that isn't empty.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError("a yes or no is no date")
    try:
        if isinstance(value, int | float):
            return _EPOCH + timedelta(milliseconds=value)
        text = str(value).strip()
        if re.fullmatch(r"-?\d{9,16}", text):
            return _EPOCH + timedelta(milliseconds=int(text))
        parsed = datetime.fromisoformat(text)
        if parsed.tzinfo is None:
            return parsed.replace(tzinfo=UTC)
        return parsed.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Fields:
    """A row or a card: names and values of which nothing is known."""

    data: Mapping[str, Any]

    @classmethod
    def of(cls, value: Any) -> Fields:
        return cls(value if isinstance(value, Mapping) else {})

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def text(self, *names: str) -> str:
        """The first of these that holds text or a number, without space around it."""
        for name in names:
            value = self.data.get(name)
            if isinstance(value, str) and (found := sound(value).strip()):
                return found
            if isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
        return ""

    def raw(self, name: str) -> str:
        """Text with the space around it: for words that stand in a sentence, and for code."""
        value = self.data.get(name)
        return sound(value) if isinstance(value, str) else ""

    def number(self, name: str, default: int = 0) -> int:
        value = self.data.get(name)
        if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,9}\s*", value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, float) and abs(value) < 1e9:
            return int(value)
        return default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.data.get(name)
        if isinstance(value, str):
            return value.strip().lower() in {"1", "true", "yes"}
        return default if value is None else bool(value)

    def inner(self, name: str) -> Fields:
        return Fields.of(self.data.get(name))

    def each(self, name: str) -> Iterator[Fields]:
        value = self.data.get(name)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, Mapping):
                    yield Fields(item)
