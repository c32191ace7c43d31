"""The form of the pack: a head that all processes look at, then records, one behind another.

    head     64 bytes: magic, the store's birth, where the records end, the last serial, its state
    record   mark, length, checksum, kind, the name's length, number; then name and content

A record is never changed. The newest of a name counts; one that says “gone” ends it. Readers learn
of new records by where they end, which is written last: eight bytes, in place, so that a process
that maps the file sees either the old end or the new one.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

MAGIC = b"BSPACK02"
#: Magic, birth, end of the records, last serial, state, size after the last writing anew.
HEAD = struct.Struct("<8s16sQQQQ")
END_AT, SERIAL_AT, STATE_AT = 24, 32, 40
#: What a reader compares before each answer: end, serial and state.
LOOKED_AT = slice(END_AT, STATE_AT + 8)
FIRST = 64
#: Seconds after which a process looks whether another file stands in the pack's place: one that an
#: operator removed can't say so itself.
LOOK_AGAIN = 0.5
RECORD = struct.Struct("<4sIIBHQ")
MARK = b"PRS2"
NUMBER = struct.Struct("<Q")


class State(IntEnum):
    """Whether the file may be served from."""

    WHOLE = 0
    #: Another file stands in its place: readers open that one.
    SUPERSEDED = 1
    #: Something is wrong with it: nothing is served from it, and the press writes it anew.
    DAMAGED = 2


class Kind(IntEnum):
    PAGE = 1
    FRAGMENT = 2
    PAGE_GONE = 3
    FRAGMENT_GONE = 4


class DamagedPack(Exception):
    """A pack, or a record in it, is not what was written."""


@dataclass(frozen=True)
class Head:
    birth: bytes
    end: int
    serial: int
    state: int
    #: How long the file was when it was last written anew.
    base: int

    def packed(self) -> bytes:
        return HEAD.pack(MAGIC, self.birth, self.end, self.serial, self.state, self.base).ljust(
            FIRST, b"\0"
        )


def head_of(data: bytes) -> Head:
    """Raises DamagedPack where the bytes are no head of a pack of this form."""
    if len(data) < FIRST:
        raise DamagedPack("The file is shorter than a head.")
    magic, *values = HEAD.unpack_from(data)
    if magic != MAGIC:
        raise DamagedPack("The file is no pack of this form.")
    return Head(*values)


@dataclass(frozen=True)
class Entry:
    """Where a record stands: `start` is its first byte, `content` that of its content."""

    kind: int
    number: int
    name: str
    start: int
    content: int
    end: int
    checksum: int


def entries(data: Any, start: int, end: int) -> Iterator[Entry]:
    """The records between two places. Raises DamagedPack where one is not whole."""
    while start < end:
        if start + RECORD.size > end:
            raise DamagedPack(f"The record at {start} is cut off.")
        mark, length, checksum, kind, name_length, number = RECORD.unpack_from(data, start)
        name_at = start + RECORD.size
        behind = name_at + length
        if mark != MARK or behind > end or name_length > length:
            raise DamagedPack(f"At {start} stands no record.")
        name = bytes(data[name_at : name_at + name_length]).decode("utf-8", "replace")
        yield Entry(kind, number, name, start, name_at + name_length, behind, checksum)
        start = behind


def record(kind: Kind, number: int, name: str, content: bytes = b"") -> bytes:
    raw = name.encode()
    checksum = zlib.crc32(content, zlib.crc32(raw))
    head = RECORD.pack(MARK, len(raw) + len(content), checksum, kind, len(raw), number)
    return head + raw + content


@dataclass(frozen=True)
class Piece:
    """A part of a text: its bytes as raw deflate, and what joining needs to know of them."""

    deflated: bytes
    length: int
    crc: int
    shift: int


@dataclass(frozen=True)
class Place:
    """The place of a fragment, without one story (0: without none)."""

    fragment: int
    without: int


@dataclass(frozen=True)
class Body:
    digest: str
    parts: Sequence[Piece | Place]


@dataclass(frozen=True)
class Content:
    """What a record holds: headers, and bodies by the story that each is without."""

    headers: list[tuple[str, str]]
    bodies: dict[int, Body]


def content_of(headers: str, bodies: Sequence[tuple[int, str, str, bytes]]) -> bytes:
    """A record's content from the store's rows: (without, digest, layout, deflated) each.

    A layout is JSON: [length, deflated length, CRC-32, shift] of a piece, [fragment, without] of
    the place of one.
    """
    described = [[without, digest, json.loads(layout)] for without, digest, layout, _ in bodies]
    meta = json.dumps([json.loads(headers), described], separators=(",", ":")).encode()
    return NUMBER.pack(len(meta)) + meta + b"".join(row[3] for row in bodies)


@dataclass(frozen=True)
class Described:
    """A body as a record's beginning describes it; `at` is where its pieces stand in the record."""

    digest: str
    layout: list[list[int]]
    at: int


def described(raw: Any, content: int) -> tuple[list[tuple[str, str]], dict[int, Described]]:
    """Headers and bodies of a record whose content begins at a place in `raw`."""
    (length,) = NUMBER.unpack_from(raw, content)
    at = content + NUMBER.size
    headers, bodies = json.loads(bytes(raw[at : at + length]))
    at += length
    found = {}
    for without, digest, layout in bodies:
        found[without] = Described(digest, layout, at)
        at += sum(part[1] for part in layout if len(part) == 4)
    return [(name, value) for name, value in headers], found


def whole(data: Any, start: int, end: int, checksum: int) -> Any:
    """A record behind its head. Raises DamagedPack where its checksum is another."""
    raw = data[start + RECORD.size : end]
    if zlib.crc32(raw) != checksum:
        raise DamagedPack(f"The record at {start} has another checksum.")
    return raw


def read(data: Any, entry: Entry) -> Content:
    """A record's content. Raises DamagedPack where its checksum is another."""
    raw = whole(data, entry.start, entry.end, entry.checksum)
    headers, found = described(raw, entry.content - entry.start - RECORD.size)
    bodies = {}
    for without, body in found.items():
        parts: list[Piece | Place] = []
        at = body.at
        for part in body.layout:
            if len(part) == 2:
                parts.append(Place(part[0], part[1]))
            else:
                plain, deflated, crc, shift = part
                parts.append(Piece(raw[at : at + deflated], plain, crc, shift))
                at += deflated
        bodies[without] = Body(body.digest, parts)
    return Content(headers, bodies)
