"""Reads a great JSON document row by row: no more than one row of a table is held at once."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

#: Bytes read at a time; a row that is longer makes the reader read as much again.
CHUNK = 256 * 1024
#: Characters. A long read is a hundred times shorter; more is no row of a newsroom's table.
LONGEST_ROW = 64 * 1024**2
#: An error this near to the end of what was read may only say that the rest is still to come.
_NEAR_END = 16
_BLANKS = " \t\n\r"
_decode = json.JSONDecoder().raw_decode


class NotJson(Exception):
    """What was read is no JSON; `cut` says that it ends too early. Lines and columns from 1."""

    def __init__(self, reason: str, line: int, column: int, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column, self.cut = reason, line, column, cut


class NotText(Exception):
    """What was read is not UTF-8."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class TooDeep(Exception):
    """A value is nested deeper than any that a program writes."""


class RowTooLong(Exception):
    """A row is longer than can be held."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class JsonSink(Protocol):
    """Takes what a document holds: `enters` says which values are gone into."""

    def enters(self, place: tuple[str, ...], opening: str) -> bool: ...

    def row(self, place: tuple[str, ...], text: str, value: Any) -> None:
        """An item of a list that was entered."""

    def value(self, place: tuple[str, ...], value: Any) -> None:
        """Any value that was not entered."""


def read_document(file: BinaryIO, sink: JsonSink, begun: bytes = b"") -> None:
    """Give all of a JSON document to `sink`; `begun` was read from the file already.

    Raises NotJson, NotText, TooDeep and RowTooLong.
    """
    text = _Text(file, begun)
    try:
        _read(text, (), sink)
    except RecursionError as error:
        raise TooDeep from error
    if text.peek():
        raise text.fault("Extra data")


def _read(text: _Text, place: tuple[str, ...], sink: JsonSink) -> None:
    opening = text.peek()
    if opening not in ("{", "[") or not sink.enters(place, opening):
        sink.value(place, text.value()[1])
    elif opening == "{":
        _read_members(text, place, sink)
    else:
        _read_items(text, place, sink)


def _read_members(text: _Text, place: tuple[str, ...], sink: JsonSink) -> None:
    text.take("{")
    if text.peek() == "}":
        text.take("}")
        return
    while True:
        if text.peek() != '"':
            raise text.fault("Expecting property name enclosed in double quotes")
        key = text.value()[1]
        text.take(":", "Expecting ':' delimiter")
        _read(text, (*place, key), sink)
        if text.peek() == "}":
            text.take("}")
            return
        text.take(",", "Expecting ',' delimiter")


def _read_items(text: _Text, place: tuple[str, ...], sink: JsonSink) -> None:
    text.take("[")
    number = 0
    if text.peek() == "]":
        text.take("]")
        return
    while True:
        item = (*place, str(number))
        if text.peek() == "{" and sink.enters(item, "{"):
            _read_members(text, item, sink)
        else:
            source, value = text.value()
            sink.row(place, source, value)
        number += 1
        if text.peek() == "]":
            text.take("]")
            return
        text.take(",", "Expecting ',' delimiter")


class _Text:
    """A window over the document's characters, which forgets what has been read."""

    def __init__(self, file: BinaryIO, begun: bytes) -> None:
        self._read: Callable[[int], bytes] = file.read
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._held = ""
        self._at = 0
        self._line, self._column = 1, 1
        self._ended = False
        if begun:
            self._take_in(begun)

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more():
                return ""

    def take(self, character: str, missing: str = "Expecting value") -> None:
        if self.peek() != character:
            raise self.fault(missing)
        self._at += 1

    def value(self) -> tuple[str, Any]:
        """The next whole value, as it is written and as it was read."""
        if not self.peek():
            raise self.fault("Expecting value")
        while True:
            try:
                value, end = _decode(self._held, self._at)
            except json.JSONDecodeError as error:
                unfinished = (
                    error.msg.startswith("Unterminated") or error.pos >= len(self._held) - _NEAR_END
                )
                if unfinished and self._more():
                    continue
                raise self._fault_at(error.msg, error.pos) from error
            except ValueError as error:
                # A number of more digits than Python reads.
                raise self._fault_at(str(error), self._at) from error
            # A number that ends where the window ends may go on.
            if end == len(self._held) and self._more():
                continue
            source = self._held[self._at : end]
            self._at = end
            return source, value

    def fault(self, reason: str) -> NotJson:
        self.peek()
        return self._fault_at(reason, self._at)

    def _fault_at(self, reason: str, position: int) -> NotJson:
        before = self._held[:position]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self._column + len(before)
        cut = self._ended and (
            position >= len(self._held.rstrip()) or reason.startswith("Unterminated")
        )
        return NotJson(reason, self._line + lines, column, cut=cut)

    def _more(self) -> bool:
        """Read on, at least as much again as is held; False at the end."""
        if self._ended:
            return False
        before = self._held[: self._at]
        if lines := before.count("\n"):
            self._line += lines
            self._column = len(before) - before.rfind("\n")
        else:
            self._column += len(before)
        self._held, self._at = self._held[self._at :], 0
        if len(self._held) > LONGEST_ROW:
            raise RowTooLong(self._line)
        self._take_in(self._read(max(CHUNK, len(self._held))))
        return True

    def _take_in(self, data: bytes) -> None:
        try:
            self._held += self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            # The decoder may hold back some bytes, none of which ends a line.
            lines = self._held.count("\n") + error.object[: error.start].count(b"\n")
            raise NotText(self._line + lines) from error
        self._ended = not data
