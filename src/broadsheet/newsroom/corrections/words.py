"""Words that are put right wherever they stand in a story, and nothing else of it.

The desk copies them from the page, where quotes and dashes are typographic and blanks may be
unbreakable; in the story they may be plain. Rich text holds `&`, `<` and `>` escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

ALIKE = (
    '"“”„«»‟',
    "'’‘‚‛",
    "-–—−‑",
)
#: Fields of a story that readers see as words.
FIELDS = (
    "title",
    "kicker",
    "standfirst",
    "dateline",
    "lead_alt_text",
    "lead_caption",
    "lead_credit",
    "seo_title",
    "search_description",
    "social_title",
    "social_description",
)
#: In a block, what is no text for readers: keys, ids, addresses.
NOT_WORDS = frozenset({"id", "type", "url", "layout", "html"})
MARKUP = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Words:
    """Wrong words and those that take their place."""

    wrong: str
    right: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(_whole(self.wrong, "".join(map(_alike, self.wrong.strip()))))

    @cached_property
    def pattern_in_html(self) -> re.Pattern[str]:
        parts = (html.escape(_alike(char), quote=False) for char in self.wrong.strip())
        return re.compile(_whole(self.wrong, "".join(parts)))

    def in_text(self, text: str) -> tuple[str, int]:
        return self.pattern.subn(lambda _match: self.right.strip(), text)

    def in_html(self, text: str) -> tuple[str, int]:
        """In the text between tags: an attribute is never changed."""
        count = 0
        parts = MARKUP.split(text)
        right = html.escape(self.right.strip(), quote=False)
        for place, part in enumerate(parts):
            if place % 2 == 0:
                parts[place], more = self.pattern_in_html.subn(lambda _match: right, part)
                count += more
        return "".join(parts), count


def _alike(char: str) -> str:
    if char.isspace():
        return r"(?:\s|&nbsp;)+"
    same = next((chars for chars in ALIKE if char in chars), None)
    return f"[{re.escape(same)}]" if same else re.escape(char)


def _whole(wrong: str, pattern: str) -> str:
    """“40” is not found in “1940”: words begin and end where they were copied to."""
    wrong = wrong.strip()
    before = r"(?<!\w)" if wrong[:1].isalnum() else ""
    after = r"(?!\w)" if wrong[-1:].isalnum() else ""
    return f"{before}{pattern}{after}"


def put_right(content: dict[str, Any], words: Words) -> int:
    """Put words right in a story's stored content; returns in how many places.

    `content` is what a revision holds: fields by name, the body as Wagtail stores a stream, either
    as JSON text or as a list.
    """
    count = 0
    for name in FIELDS:
        if isinstance(content.get(name), str):
            content[name], more = words.in_text(content[name])
            count += more
    body = content.get("body")
    if isinstance(body, list):
        content["body"], more = in_blocks(body, words)
        count += more
    return count


def in_blocks(value: Any, words: Words) -> tuple[Any, int]:
    """Put words right in the values of blocks, at any depth."""
    if isinstance(value, str):
        inside: Callable[[str], tuple[str, int]] = words.in_html if "<" in value else words.in_text
        return inside(value)
    if isinstance(value, list):
        changed = [in_blocks(item, words) for item in value]
        return [item for item, _count in changed], sum(count for _item, count in changed)
    if isinstance(value, dict):
        result: dict[str, Any] = {}
        total = 0
        for key, inner in value.items():
            result[key], count = (inner, 0) if key in NOT_WORDS else in_blocks(inner, words)
            total += count
        return result, total
    return value, 0
