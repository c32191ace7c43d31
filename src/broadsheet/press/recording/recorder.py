"""Keeps what one rendering reads; the hooks of `hooks.py` tell it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from broadsheet.press.recording.shapes import Conditions, Shape
from broadsheet.press.recording.values import words_of


class Moment(datetime):
    """The present as a rendering is told it: what is reckoned from it is known by its type."""


@dataclass(frozen=True)
class Question:
    """A query as it was asked: its form, its SQL, its arguments, and the digest of its answer.

    A digest of 0 can't be compared: such a question is taken to have another answer whenever one
    of its tables changes.
    """

    shape: Shape
    sql: str
    #: JSON, see `arguments.py`; "" where they can't be kept.
    arguments: str
    conditions: Conditions
    digest: int
    boundary: tuple[Any, ...] | None = None


@dataclass
class Recorder:
    """What one rendering read.

    `rows` holds for each table and key the columns read and what stood in them; `refusals` says in
    words why the page can't be kept.
    """

    now: Moment = field(default_factory=lambda: moment_of(datetime.now(tz=UTC)))
    rows: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    #: When the page changes by itself.
    due_at: datetime | None = None
    #: The fragments in the page, in the order of their marks, each with the story it is without.
    fragments: list[tuple[str, int]] = field(default_factory=list)
    #: Whether it is a fragment that is rendered, and not a page.
    is_fragment: bool = False
    #: The stories that a fragment shows, each of which must not see itself.
    shows: list[int] = field(default_factory=list)
    nonce: str = field(default_factory=lambda: secrets.token_hex(8))
    #: The last statement of the query that is being compiled and run.
    statement: tuple[str, Any] | None = None
    compiling: int = 0
    #: Whether objects are being fetched ahead.
    prefetching: int = 0

    def read(self, table: str, row: Any, column: str, value: Any) -> None:
        """A column of a row was looked at."""
        self.rows.setdefault((table, str(row)), {})[column] = words_of(value)

    def ask(self, question: Question) -> None:
        """A question was answered."""
        self.questions.append(question)

    def refuse(self, reason: str) -> None:
        """The page can't be kept."""
        if reason not in self.refusals:
            self.refusals.append(reason)

    def changes_at(self, moment: datetime | None) -> None:
        """The page will change by itself at a moment, if it has not done so before."""
        if moment is not None and moment > self.now:
            self.due_at = min(moment, self.due_at) if self.due_at else moment

    def mark(self, fragment: str, without: int) -> str:
        """What stands in the page where a fragment will stand."""
        self.fragments.append((fragment, without))
        return f"<!--press {self.nonce} {len(self.fragments) - 1}-->"


def moment_of(value: datetime) -> Moment:
    return Moment(
        value.year,
        value.month,
        value.day,
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        tzinfo=value.tzinfo,
    )


_recorder: ContextVar[Recorder | None] = ContextVar("press_recorder", default=None)
#: True while a page is rendered for the press or to be compared with what is pressed.
_pressing: ContextVar[bool] = ContextVar("press_pressing", default=False)


def recorder() -> Recorder | None:
    """The recorder of the rendering that runs, if there is one."""
    return _recorder.get()


def is_pressing() -> bool:
    """Whether the rendering that runs is one of the press's own: it may write nothing."""
    return _pressing.get()


@contextmanager
def recording(kept: Recorder | None) -> Iterator[None]:
    """Tell `kept` what is read while the block lasts; None records nothing."""
    pressing, current = _pressing.set(True), _recorder.set(kept)
    try:
        yield
    finally:
        _recorder.reset(current)
        _pressing.reset(pressing)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Let the press ask something of its own in the middle of a rendering."""
    token = _recorder.set(None)
    try:
        yield
    finally:
        _recorder.reset(token)
