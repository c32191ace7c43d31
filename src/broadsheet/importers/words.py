"""The words of text, of HTML and of body blocks, to compare a converted body with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from broadsheet.importers import clean
from broadsheet.importers.fields import sound
from broadsheet.importers.records import Block

_WORD = re.compile(r"\w+")
#: These stand inside a word or a line; every other tag ends the word before it.
_INLINE = frozenset({"a", *clean.INLINE_TAGS, *clean.PLAIN_INLINE})
_SILENT = clean.DROPPED_WHOLE | {"iframe"}
_FIELDS = {
    "pull_quote": ("quote", "attribution"),
    "picture": ("caption", "credit"),
    "external_story": ("headline", "excerpt", "publication", "byline"),
    "file": ("title", "caption"),
}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag not in _INLINE:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(html: str) -> str:
    """The text of HTML on one line, as a reader would read it."""
    if "<" in html or "&" in html:
        parser = _Text()
        parser.feed(clean.readable(html))
        parser.close()
        html = "".join(parser.parts)
    return " ".join(html.split())


def words(text: str) -> list[str]:
    """Words in order, without what stands between them."""
    return _WORD.findall(sound(text))


def body_text(blocks: Iterable[Block]) -> str:
    """The text of body blocks in reading order: what a reader sees, no addresses or alt texts."""
    return " ".join(part for block in blocks for part in _texts(block["type"], block["value"]))


def body_words(blocks: Iterable[Block]) -> list[str]:
    """The words of body blocks in reading order."""
    return words(body_text(blocks))


def _texts(kind: str, value: Any) -> Iterator[str]:
    if kind == "text":
        yield plain_text(value)
    elif kind == "html":
        yield plain_text(value["html"])
    elif kind == "fact_box":
        yield value["title"]
        yield plain_text(value["body"])
    elif kind == "gallery":
        yield from _gallery_texts(value)
    elif kind == "related_story":
        yield from _texts("external_story", value["fallback"])
    else:
        # An embed's title is not in the source's text either: it says what the player would.
        for name in _FIELDS.get(kind, ()):
            yield value[name]


def _gallery_texts(value: dict[str, Any]) -> Iterator[str]:
    """A gallery's one caption is its title; its one credit stands at each of its pictures."""
    yield value["title"]
    credit = ""
    for picture in value["pictures"]:
        yield picture["caption"]
        if picture["credit"] != credit:
            credit = picture["credit"]
            yield credit
