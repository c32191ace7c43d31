"""The words of a story with the places where they are mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from django.utils.translation import gettext as _

from broadsheet.newsroom.models import Story
from broadsheet.newsroom.reading_time import TAG, texts_of

FIELDS = ("kicker", "title", "standfirst", "lead_caption", "lead_alt_text")


@dataclass(frozen=True)
class PlacedText:
    """Plain text of a story, with its field and, in the body, its block."""

    field: str
    text: str
    where: tuple[int | str, ...] = ()


def texts_with_places(story: Story) -> Iterator[PlacedText]:
    for field in FIELDS:
        yield PlacedText(field, getattr(story, field))
    for number, block in enumerate(story.body.raw_data):
        text = " ".join(texts_of(block["type"], block["value"]))
        yield PlacedText("body", unescape(TAG.sub(" ", text)), (number,))


@dataclass(frozen=True)
class Word:
    """A word or some words that the house does not use, and what it writes instead."""

    wrong: str
    right: str = ""

    @classmethod
    def from_line(cls, line: str) -> Word:
        """`utilise = use`, or the word alone."""
        wrong, _equals, right = line.partition("=")
        return cls(wrong.strip(), right.strip())

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        inner = r"\s+".join(re.escape(part) for part in self.wrong.split())
        return re.compile(rf"(?<!\w){inner}(?!\w)", re.I)

    def is_in(self, text: str) -> bool:
        return bool(self.wrong.strip() and self.pattern.search(text))

    @property
    def sentence(self) -> str:
        if self.right:
            return _("“%(wrong)s” is no word of this house: write “%(right)s”.") % {
                "wrong": self.wrong,
                "right": self.right,
            }
        return _("“%(wrong)s” is no word of this house.") % {"wrong": self.wrong}
