"""A few words of a story where it has no standfirst."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.S)
TAG = re.compile(r"<[^>]+>")
EXCERPT_LENGTH = 220
#: The end of a sentence: not an initial's or an abbreviation's dot, and another sentence follows.
SENTENCE_END = re.compile(r"(?:[^\W_]{4}\.|[!?])[\"'”’»)]*(?=\s+[\"'“‘«„(]?[^\W_a-z])")
#: How much of the room whole sentences must fill to be preferred to a cut one.
LEAST_FILLED = 0.4


def cut_at_word(text: str, length: int = EXCERPT_LENGTH) -> str:
    """At most `length` characters: whole sentences where they fill much of it, or cut at a word.

    Only a sentence that is cut ends in “…”.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text) if match.end() <= length]
    if ends and ends[-1] >= length * LEAST_FILLED:
        return text[: ends[-1]]
    cut = text[: length + 1].rpartition(" ")[0] or text[:length]
    return cut.rstrip(" ,;:.–—-") + "…"


def first_paragraph(story: Story) -> str:
    """The text of the first paragraph of the body; empty where there is none."""
    for block in story.body.raw_data:
        if block["type"] == "text":
            for match in PARAGRAPH.finditer(block["value"]):
                # Tags such as <b> stand within words as well as between them.
                text = unescape(TAG.sub("", match[1].replace("<br/>", " "))).strip()
                if text:
                    return text
    return ""


def excerpt_of(story: Story) -> str:
    """The standfirst, or the beginning of the text where everyone may read it."""
    if story.standfirst:
        return cut_at_word(story.standfirst)
    return "" if story.is_restricted else cut_at_word(first_paragraph(story))
