"""Writes a story's texts by the grammar of `phrases.py`: news prose at a glance, no two alike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from broadsheet.config.demo.made import phrases, words
from broadsheet.config.demo.made.fillings import PHRASES

SLOT = re.compile(r"\{(\w+)\}")
#: A line taken apart: what stands in it, and with True the name of a slot.
Line = tuple[tuple[str, bool], ...]


@cache
def taken_apart(line: str) -> Line:
    pieces = SLOT.split(line)
    return tuple((piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def capitalised(text: str) -> str:
    """With a first capital, behind an opening quotation mark too."""
    place = 1 if text[:1] in "“‘" else 0
    return text[:place] + text[place : place + 1].upper() + text[place + 1 :]


def _count(chance: random.Random) -> str:
    # Small numbers are more frequent than large ones, as in a town they are.
    return f"{int(12 * 1.6 ** (chance.random() * 11)):,}"


def _hour(chance: random.Random) -> str:
    return f"{chance.randrange(6, 23)}:{chance.randrange(0, 60, 5):02}"


def _decimal(chance: random.Random) -> str:
    return f"{chance.randrange(3, 900) / 10:g}"


def _money(chance: random.Random) -> str:
    return f"{chance.randrange(3, 990) * 10 ** chance.randrange(1, 5):,}"


MADE_AFRESH: dict[str, Callable[[random.Random], str]] = {
    "count": _count,
    "hour": _hour,
    "money": _money,
    "amount": _decimal,
    "percent": lambda chance: str(chance.randrange(6, 48)),
    "year": lambda chance: str(chance.randrange(1931, 2021)),
}
LISTS: dict[str, tuple[str, ...]] = {
    **PHRASES,
    "things": words.THINGS,
    "number": words.NUMBER_WORDS,
    "day": words.DAYS,
    "month": words.MONTHS,
    "elsewhere": words.PLACES,
}


@dataclass
class Writer:
    """Writes about one matter with its people; `about` holds what its story's slots stand for."""

    chance: random.Random
    about: dict[str, str] = field(default_factory=dict)

    def begin(self, section: str) -> None:
        """Choose what the next story is about: its matter, place, bodies and two people."""
        chance = self.chance
        body, other = chance.sample(words.BODIES, k=2)
        self.about = {
            "matter": chance.choice(words.MATTERS.get(section) or words.MATTERS["town-life"]),
            "place": chance.choice(words.PLACES),
            "body": body,
            "other_body": other,
        }
        for name, role in zip("ab", chance.sample(words.ROLES, k=2), strict=True):
            first, last = words.name_of(chance.getrandbits(16), chance.getrandbits(16))
            self.about[name] = last
            self.about[f"{name}_name"] = f"{first} {last}"
            self.about[f"{name}_full"] = f"{first} {last}, {role}"

    def line(self, lines: Sequence[str]) -> str:
        """One of the lines with its slots filled."""
        return capitalised(self._filled(lines[int(self.chance.random() * len(lines))]))

    def _filled(self, line: str) -> str:
        parts = []
        for piece, is_slot in taken_apart(line):
            parts.append(self._slot(piece) if is_slot else piece)
        return "".join(parts)

    def _slot(self, name: str) -> str:
        own = self.about.get(name)
        if own is not None:
            return own
        if name in MADE_AFRESH:
            return MADE_AFRESH[name](self.chance)
        options = LISTS.get(name)
        if options is None:
            return capitalised(self._slot(name[:1].lower() + name[1:]))
        option = options[int(self.chance.random() * len(options))]
        return self._filled(option) if "{" in option else option

    def paragraphs(self, length: int) -> list[str]:
        """About `length` words: what happened, who says so, what there is to say, an end."""
        opening = [self.line(phrases.OPENINGS), self.line(phrases.INTRODUCTIONS)]
        found = [" ".join(opening), self.line(phrases.SECOND_VOICES)]
        written = sum(text.count(" ") + 1 for text in found)
        used: set[int] = set()
        while written < length:
            sentences = [self._another(used) for _ in range(self.chance.choice((2, 2, 3, 3, 4)))]
            found.append(" ".join(sentences))
            written += found[-1].count(" ") + 1
        found.append(self.line(phrases.ENDINGS))
        return found

    def _another(self, used: set[int]) -> str:
        """A sentence of another form than the last ones of the story."""
        if len(used) > len(phrases.SENTENCES) * 2 // 3:
            used.clear()
        while (place := int(self.chance.random() * len(phrases.SENTENCES))) in used:
            continue
        used.add(place)
        return capitalised(self._filled(phrases.SENTENCES[place]))
