"""The difference between two texts in words: what came is in `ins`, what went in `del`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

#: A word with what belongs to it, a blank, or a sign.
TOKEN = re.compile(r"\n|[^\S\n]+|\w+(?:[’'-]\w+)*|[^\w\s]")
#: Where a paragraph, an item or a heading ends.
ENDS = re.compile(r"</(?:p|h\d|li|blockquote|tr|figcaption)>|<br\s*/?>|<hr\s*/?>", re.I)
#: Texts of more tokens than this are compared by lines: words would take seconds.
MOST_TOKENS = 12_000
#: What a stored block holds that nobody reads.
UNREAD = frozenset({"id", "type", "layout"})


def plain(html: str) -> str:
    """Running text as words, a line for each paragraph."""
    lines = strip_tags(ENDS.sub("\n", html)).split("\n")
    words = (" ".join(line.split()) for line in lines)
    text = "\n".join(line for line in words if line)
    return (
        text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
    )


def text_of(value: Any) -> str:
    """What stands in a stored value, of whatever kind of block, a line for each part."""
    if value is None or value is False or value == "":
        return ""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        parts = [text_of(item) for key, item in value.items() if key not in UNREAD]
    elif isinstance(value, list):
        parts = [text_of(item) for item in value]
    else:
        return str(value)
    return "\n".join(part for part in parts if part)


def operations(before: str, after: str, *, by_line: bool = False) -> Iterator[tuple[str, str]]:
    """Pieces of text in their order, each `same`, `gone` or `new`."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if by_line or len(old) + len(new) > MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a_from:a_to])
            continue
        if a_to > a_from:
            yield "gone", "".join(old[a_from:a_to])
        if b_to > b_from:
            yield "new", "".join(new[b_from:b_to])


def word_difference(before: str, after: str, *, by_line: bool = False) -> SafeString:
    """Both texts as one, marked up; paragraphs are divided by line breaks."""
    marks = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    pieces = [
        (format_html(marks[kind], mark_safe(_broken(text))),)
        for kind, text in operations(before, after, by_line=by_line)
    ]
    return format_html_join("", "{}", pieces)


def _broken(text: str) -> str:
    lines: SafeString = format_html_join(
        mark_safe("<br>"), "{}", ((line,) for line in text.split("\n"))
    )
    return lines
