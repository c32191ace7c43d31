"""The form of the pack: a head that all processes look at, then records, one behind another.

    head     64 bytes: magic, the store's birth, where the records end, the last serial, its state,
             how long it was when it was written anew, and where its index stands
    record   mark, length, checksum, kind, the name's length, number; then name and content
    content  length of the headers, number of bodies; the headers as JSON; of each body the story
             that it is without, its digest, the number of its parts; the parts, four numbers of
             32 bits each; then the pieces of all bodies as raw deflate
    part     of a piece: length, bytes as deflate, CRC-32, its shift; of a fragment's place: the
             fragment, 0, the story that it is without, 0

A record is never changed. The newest of a name counts; one that says “gone” ends it. Readers learn
of new records by where they end, which is written last: eight bytes, in place, so that a process
that maps the file sees either the old end or the new one. What was written anew ends with an index
of it, so that a process need not go through all records when it opens the file.
"""

from __future__ import annotations

import array
import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

MAGIC = b"BSPACK03"
#: Magic, birth, end of the records, last serial, state, size after the last writing anew, index.
HEAD = struct.Struct("<8s16sQQQQQ")
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
#: Length of the headers, number of bodies.
CONTENT = struct.Struct("<IH")
#: The story that a body is without, its digest, the number of its parts.
BODY = struct.Struct("<I24sI")
#: Numbers of a part, and bytes of one of them.
PART, WIDTH = 4, 4


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
    #: Where all pages and fragments before it stand.
    INDEX = 5


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
    #: Where its index stands; 0 where it has none.
    index: int

    def packed(self) -> bytes:
        numbers = (self.end, self.serial, self.state, self.base, self.index)
        return HEAD.pack(MAGIC, self.birth, *numbers)


def head_of(data: bytes) -> Head:
    """Raises DamagedPack where the bytes are no head of a pack of this form."""
    if len(data) < FIRST:
        raise DamagedPack("The file is shorter than a head.")
    magic, *values = HEAD.unpack_from(data)
    if magic != MAGIC:
        raise DamagedPack("The file is no pack of this form.")
    return Head(*values)


class Entry(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Body:
    """A text: what it is told by, its parts, where its pieces begin behind the record's head."""

    digest: bytes
    parts: array.array[int]
    at: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a record holds: headers as JSON, and bodies by the story that each is without.

    `raw` is the record behind its head.
    """

    raw: Any
    headers: bytes
    bodies: Mapping[int, Body]


def content_of(headers: str, bodies: Sequence[tuple[int, str, str, bytes]]) -> bytes:
    """A record's content from the store's rows: (without, digest, layout, deflated) each.

    A layout is JSON: [length, deflated length, CRC-32, shift] of a piece, [fragment, without] of
    the place of one.
    """
    raw = headers.encode()
    found = [CONTENT.pack(len(raw), len(bodies)), raw]
    for without, digest, layout, _deflated in bodies:
        parts = array.array("I")
        for part in json.loads(layout):
            parts.extend(part if len(part) == PART else (part[0], 0, part[1], 0))
        found += [BODY.pack(without, digest.encode(), len(parts) // PART), parts.tobytes()]
    return b"".join([*found, *(row[3] for row in bodies)])


def whole(data: Any, start: int, end: int, checksum: int) -> Any:
    """A record behind its head. Raises DamagedPack where its checksum is another."""
    raw = data[start + RECORD.size : end]
    if zlib.crc32(raw) != checksum:
        raise DamagedPack(f"The record at {start} has another checksum.")
    return raw


def read(data: Any, entry: Entry) -> Content:
    """A record's content. Raises DamagedPack where its checksum is another."""
    raw = whole(data, entry.start, entry.end, entry.checksum)
    at = entry.content - entry.start - RECORD.size
    length, count = CONTENT.unpack_from(raw, at)
    at += CONTENT.size + length
    headers = bytes(raw[at - length : at])
    read = []
    for _body in range(count):
        without, digest, number = BODY.unpack_from(raw, at)
        at += BODY.size
        behind = at + number * PART * WIDTH
        read.append((without, digest, array.array("I", bytes(raw[at:behind]))))
        at = behind
    bodies = {}
    for without, digest, parts in read:
        bodies[without] = Body(digest, parts, at)
        at += sum(parts[1::PART])
    return Content(raw, headers, bodies)


@dataclass(frozen=True, slots=True)
class Index:
    """Where each page and fragment stands, and the fragments' numbers by their names.

    `end` is the place behind its record.
    """

    pages: dict[str, int]
    fragments: dict[int, int]
    named: dict[str, int]
    end: int = 0

    def packed(self) -> bytes:
        """Its record."""
        tables: list[dict[Any, int]] = [self.pages, self.fragments, self.named]
        found = [[list(table), list(table.values())] for table in tables]
        return record(Kind.INDEX, 0, "", json.dumps(found, separators=(",", ":")).encode())


def read_index(data: Any, start: int, end: int) -> Index:
    """The index that stands at a place. Raises DamagedPack where none does."""
    entry = next(entries(data, start, end), None)
    if entry is None or entry.kind != Kind.INDEX:
        raise DamagedPack(f"At {start} stands no index.")
    raw = whole(data, entry.start, entry.end, entry.checksum)
    pages, fragments, named = (
        dict(zip(names, values, strict=True)) for names, values in json.loads(bytes(raw))
    )
    return Index(pages, fragments, named, entry.end)
