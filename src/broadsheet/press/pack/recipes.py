"""Joins many pages at once, from what is kept of how each is joined.

A fragment that stands on all pages changes them all with each publication. So of each page a few
hundred bytes are kept, its recipe: where its own pieces stand in the mapped pack, and what
reckoning the whole's checksum needs of them. The outcome is that of `Pack.page`, byte by byte.
"""

from __future__ import annotations

import array
import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from broadsheet.press.pack import form
from broadsheet.press.pack.form import Content, Entry, Piece
from broadsheet.press.pack.joining import GZIP_END, GZIP_HEAD, HIGHEST, checksums_of, times

Headers = tuple[tuple[str, str], ...]
#: Of each stretch of a page's own: where it begins behind the record's head, its bytes as deflate,
#: its checksum, its length, and the shift of it.
STRETCH = 5


@dataclass(slots=True)
class Recipe:
    """How one page is joined: stretches of its own, and between each two a fragment."""

    start: int
    end: int
    checksum: int
    headers: Headers
    digest: bytes
    stretches: array.array[int]
    #: Each fragment's number, and the story that it must not show.
    holes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Flat:
    """A fragment with all that stands in it."""

    deflated: bytes
    length: int
    crc: int
    shift: int
    digests: bytes
    held: frozenset[int]


@dataclass(frozen=True, slots=True)
class Joined:
    """A whole page: the parts of its gzip stream one behind another, and what it is told by."""

    headers: Headers
    parts: list[Any]
    digest: str
    held: frozenset[int]


def recipe_of(data: Any, entry: Entry, same: dict[Any, Any]) -> Recipe | None:
    """Read how a page is joined; `same` lets equal headers be one in memory.

    Raises DamagedPack where the record's checksum is another.
    """
    raw = form.whole(data, entry.start, entry.end, entry.checksum)
    headers, bodies = form.described(raw, entry.content - entry.start - form.RECORD.size)
    body = bodies.get(0)
    if body is None:
        return None
    found = tuple(headers)
    stretches, holes = array.array("I"), []
    at = begun = body.at
    crc, length, shift = 0, 0, HIGHEST
    for part in body.layout:
        if len(part) == 2:
            stretches.extend((begun, at - begun, crc, length, shift))
            crc, length, shift, begun = 0, 0, HIGHEST, at
            holes.append((part[0], part[1]))
            continue
        plain, deflated, own, past = part
        crc, length, shift = times(past, crc) ^ own, length + plain, times(past, shift)
        at += deflated
    stretches.extend((begun, at - begun, crc, length, shift))
    return Recipe(
        start=entry.start,
        end=entry.end,
        checksum=entry.checksum,
        headers=same.setdefault(found, found),
        digest=body.digest.encode(),
        stretches=stretches,
        # A story's own variant stands on its page alone.
        holes=tuple(hole if hole[1] else same.setdefault(hole, hole) for hole in holes),
    )


class Fragments:
    """Fragments as they stand in pages, each made flat once until one changes."""

    def __init__(self, content: Callable[[int], Content | None]) -> None:
        #: The content of a fragment as it is now, by its number.
        self._content = content
        self._flat: dict[tuple[int, int], Flat | None] = {}
        self._held: dict[tuple[Flat, ...], frozenset[int]] = {}

    def forget(self) -> None:
        self._flat.clear()
        self._held.clear()

    def flat(self, number: int, without: int) -> Flat | None:
        """A fragment without a story; None where it, or one in it, isn't there."""
        content = self._content(number)
        if content is None:
            return None
        key = number, without if without in content.bodies else 0
        if key not in self._flat:
            self._flat[key] = self._flatten(number, content, key[1])
        return self._flat[key]

    def held(self, flats: tuple[Flat, ...]) -> frozenset[int]:
        found = self._held.get(flats)
        if found is None:
            found = self._held[flats] = frozenset().union(*(flat.held for flat in flats))
        return found

    def _flatten(self, number: int, content: Content, without: int) -> Flat | None:
        body = content.bodies.get(without)
        if body is None:
            return None
        deflated, digests, held = [], [body.digest.encode()], {number}
        crc, length, shift = 0, 0, HIGHEST
        for part in body.parts:
            found: Piece | Flat | None = (
                part if isinstance(part, Piece) else self.flat(part.fragment, part.without)
            )
            if found is None:
                return None
            deflated.append(found.deflated)
            crc = times(found.shift, crc) ^ found.crc
            length, shift = length + found.length, times(found.shift, shift)
            if isinstance(found, Flat):
                digests.append(found.digests)
                held |= found.held
        return Flat(b"".join(deflated), length, crc, shift, b"".join(digests), frozenset(held))


def join(
    data: memoryview, recipes: Sequence[Recipe | None], fragments: Fragments
) -> list[Joined | None]:
    """Whole pages; None for those without recipe, or of which a fragment isn't there.

    Raises DamagedPack where a record's checksum is another. Their parts are views of `data`.
    """
    pages: list[Joined | None] = []
    texts: list[list[tuple[int, int]]] = []
    lengths: list[int] = []
    made: list[Joined] = []
    for recipe in recipes:
        page = None
        if recipe is not None:
            flats = tuple(
                flat for hole in recipe.holes if (flat := fragments.flat(*hole)) is not None
            )
            if len(flats) == len(recipe.holes):
                page, text, length = _laid_out(data, recipe, flats, fragments)
                made.append(page)
                texts.append(text)
                lengths.append(length)
        pages.append(page)
    for page, crc, length in zip(made, checksums_of(texts), lengths, strict=True):
        page.parts.append(GZIP_END + struct.pack("<II", crc, length & 0xFFFFFFFF))
    return pages


def _laid_out(
    data: memoryview, recipe: Recipe, flats: tuple[Flat, ...], fragments: Fragments
) -> tuple[Joined, list[tuple[int, int]], int]:
    """A page but for its end; shift and checksum of each part of its text; the text's length."""
    raw = form.whole(data, recipe.start, recipe.end, recipe.checksum)
    parts: list[Any] = [GZIP_HEAD]
    text: list[tuple[int, int]] = []
    whole, digests = 0, [recipe.digest]
    stretches, last = recipe.stretches, len(flats)
    for place in range(last + 1):
        at, deflated, crc, length, shift = stretches[place * STRETCH : (place + 1) * STRETCH]
        if deflated:
            parts.append(raw[at : at + deflated])
            text.append((shift, crc))
            whole += length
        if place < last:
            flat = flats[place]
            parts.append(flat.deflated)
            text.append((flat.shift, flat.crc))
            whole += flat.length
            digests.append(flat.digests)
    digest = hashlib.sha256(b"".join(digests)).hexdigest()[:32]
    return Joined(recipe.headers, parts, digest, fragments.held(flats)), text, whole
