"""Joins pages of their own pieces and of the fragments that stand in them.

A fragment that stands on all pages changes them all with each publication. So a page is joined of
what its record says of its pieces and of fragments that were made flat once; whoever joins many
pages again and again, as the shelf does, keeps each page's recipe.
"""

from __future__ import annotations

import array
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from broadsheet.press.pack import form
from broadsheet.press.pack.form import PART, Content, Entry
from broadsheet.press.pack.joining import (
    GZIP_HEAD,
    HIGHEST,
    Part,
    checksum_of,
    checksums_of,
    gzip_end,
    times,
)

Headers = tuple[tuple[str, str], ...]
#: Different headers that are kept: most pages have the same, but a plugin may make many.
MOST_HEADERS = 4096


@dataclass(slots=True)
class Recipe:
    """How one page is joined. `parts` are those of its record, the first piece stands at `at`."""

    start: int
    end: int
    checksum: int
    headers: Headers
    digest: bytes
    parts: array.array[int]
    at: int


@dataclass(frozen=True, eq=False, slots=True)
class Flat:
    """A fragment with all that stands in it."""

    deflated: bytes
    length: int
    crc: int
    shift: int
    digests: bytes
    held: frozenset[int]


@dataclass(slots=True)
class Joined:
    """A whole page: the parts of its gzip stream one behind another, and what it is told by."""

    headers: Headers
    parts: list[Any]
    digest: str
    held: frozenset[int]
    #: Length of its text, and the parts of it.
    length: int
    text: list[Part]


def recipe_of(content: Content, entry: Entry, same: dict[bytes, Headers]) -> Recipe | None:
    """How a page is joined; `same` lets equal headers be read once, and be one in memory."""
    body = content.bodies.get(0)
    if body is None:
        return None
    headers = same.get(content.headers)
    if headers is None:
        if len(same) >= MOST_HEADERS:
            same.clear()
        headers = tuple((name, value) for name, value in json.loads(content.headers))
        same[content.headers] = headers
    return Recipe(entry.start, entry.end, entry.checksum, headers, body.digest, body.parts, body.at)


class Fragments:
    """Fragments as they stand in pages, each made flat once until one changes."""

    def __init__(self, content: Callable[[int], Content | None]) -> None:
        #: The content of a fragment as it is now, by its number.
        self._content = content
        self._flat: dict[tuple[int, int], Flat | None] = {}
        #: What was asked for, by fragment and story: most stories are shown in none.
        self._asked: dict[tuple[int, int], Flat | None] = {}
        self._held: dict[tuple[Flat, ...], frozenset[int]] = {}

    def forget(self) -> None:
        self._flat.clear()
        self._asked.clear()
        self._held.clear()

    def flat(self, number: int, without: int) -> Flat | None:
        """A fragment without a story; None where it, or one in it, isn't there."""
        asked = number, without
        if asked in self._asked:
            return self._asked[asked]
        found, content = None, self._content(number)
        if content is not None:
            key = number, without if without in content.bodies else 0
            if key not in self._flat:
                self._flat[key] = self._flatten(number, content, key[1])
            found = self._flat[key]
        self._asked[asked] = found
        return found

    def held(self, flats: tuple[Flat, ...]) -> frozenset[int]:
        found = self._held.get(flats)
        if found is None:
            found = self._held[flats] = frozenset().union(*(flat.held for flat in flats))
        return found

    def _flatten(self, number: int, content: Content, without: int) -> Flat | None:
        body = content.bodies.get(without)
        if body is None:
            return None
        deflated, digests, held = [], [body.digest], {number}
        crc, length, shift, at = 0, 0, HIGHEST, body.at
        parts = body.parts
        for place in range(0, len(parts), PART):
            plain, small, own, past = parts[place : place + PART]
            if small:
                deflated.append(bytes(content.raw[at : at + small]))
                at += small
            else:
                found = self.flat(plain, own)
                if found is None:
                    return None
                deflated.append(found.deflated)
                plain, own, past = found.length, found.crc, found.shift
                digests.append(found.digests)
                held |= found.held
            crc = times(past, crc) ^ own
            length, shift = length + plain, times(past, shift)
        return Flat(b"".join(deflated), length, crc, shift, b"".join(digests), frozenset(held))


def join(raw: Any, recipe: Recipe, fragments: Fragments) -> Joined | None:
    """One page; `raw` is its record behind the head. None where a fragment isn't there."""
    page = _laid_out(raw, recipe, fragments)
    if page is not None:
        page.parts.append(gzip_end(checksum_of(page.text), page.length))
    return page


def join_all(
    data: memoryview, recipes: Sequence[Recipe | None], fragments: Fragments
) -> list[Joined | None]:
    """Many pages at once; None for those without recipe, or of which a fragment isn't there.

    Raises DamagedPack where a record's checksum is another. Their parts are views of `data`.
    """
    pages = []
    for recipe in recipes:
        page = None
        if recipe is not None:
            raw = form.whole(data, recipe.start, recipe.end, recipe.checksum)
            page = _laid_out(raw, recipe, fragments)
        pages.append(page)
    made = [page for page in pages if page is not None]
    for page, crc in zip(made, checksums_of([page.text for page in made]), strict=True):
        page.parts.append(gzip_end(crc, page.length))
    return pages


def _laid_out(raw: Any, recipe: Recipe, fragments: Fragments) -> Joined | None:
    """A page but for its end."""
    pieces: list[Any] = [GZIP_HEAD]
    text: list[Part] = []
    flats: list[Flat] = []
    digests, length, at = [recipe.digest], 0, recipe.at
    numbers = iter(recipe.parts)
    for plain, small, crc, shift in zip(numbers, numbers, numbers, numbers, strict=True):
        if small:
            pieces.append(raw[at : at + small])
            text.append((plain, shift, crc))
            at += small
            length += plain
            continue
        flat = fragments.flat(plain, crc)
        if flat is None:
            return None
        flats.append(flat)
        pieces.append(flat.deflated)
        text.append((flat.length, flat.shift, flat.crc))
        digests.append(flat.digests)
        length += flat.length
    digest = hashlib.sha256(b"".join(digests)).hexdigest()[:32]
    held = fragments.held(tuple(flats))
    return Joined(recipe.headers, pieces, digest, held, length, text)
