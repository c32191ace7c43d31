"""Lexical, the editor state of Ghost 5 and 6, as a body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from html import escape

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import BodyBuilder
from broadsheet.importers.clean import HEADINGS
from broadsheet.importers.errors import BodyUnreadable
from broadsheet.importers.fields import Fields
from broadsheet.importers.flow import (
    BREAK,
    DIVIDER,
    Insert,
    Piece,
    Run,
    emit,
    gathered,
    inline,
    loosened,
    paragraphs,
    text_run,
)
from broadsheet.importers.ghost import cards
from broadsheet.importers.ghost.text import lexical_text

#: Lexical's bits for text, those for which we have a tag: innermost first.
_FORMATS = ((16, "code"), (32, "sub"), (64, "sup"), (4, "s"), (2, "i"), (1, "b"))
_LINKS = frozenset({"link", "autolink", "at-link"})
#: What does not end the line that it stands in, or ends it by itself.
_INSIDE = _LINKS | {"list", "listitem"}
_QUOTES = frozenset({"quote", "extended-quote", "aside"})
#: Deeper than any list that a person made; what is deeper keeps its words and loses its form.
_DEEPEST = 40


def convert(source: str, body: BodyBuilder) -> str:
    """Put an editor state into a body; gives its own text. Raises BodyUnreadable."""
    root = _root(source)
    emit(_Tree(body.site).children(root, 0), body)
    return lexical_text(root.data)


def _root(source: str) -> Fields:
    try:
        root = Fields.of(Fields.of(json.loads(source)).data.get("root"))
    except (ValueError, RecursionError) as error:
        raise BodyUnreadable(str(error)) from error
    if not isinstance(root.data.get("children"), list):
        raise BodyUnreadable("no root with children")
    return root


class _Tree:
    """Reads the nodes of one tree."""

    def __init__(self, site: OldSite) -> None:
        self._site = site

    def children(self, node: Fields, depth: int) -> Iterator[Piece]:
        for child in node.each("children"):
            yield from self._pieces(child, depth + 1)

    def _pieces(self, node: Fields, depth: int) -> Iterator[Piece]:
        kind = node.text("type")
        if depth > _DEEPEST:
            yield text_run(lexical_text(node.data))
        elif isinstance(node.data.get("children"), list):
            yield from self._element(kind, node, depth)
        elif isinstance(node.data.get("text"), str) and not cards.is_card(kind):
            yield _text(node)
        elif kind == "linebreak":
            yield BREAK
        elif kind:
            yield Insert(partial(cards.convert, kind, node))

    def _element(self, kind: str, node: Fields, depth: int) -> Iterator[Piece]:
        if kind not in _INSIDE:
            # An empty one shows nothing and still ends the line before it.
            yield DIVIDER
        if kind == "paragraph":
            yield from paragraphs("p", self.children(node, depth))
        elif kind in ("heading", "extended-heading"):
            tag = HEADINGS.get(node.text("tag"), "h2")
            yield from paragraphs(tag, loosened(self.children(node, depth)))
        elif kind in _QUOTES:
            yield from paragraphs("blockquote", loosened(self.children(node, depth)))
        elif kind == "list":
            yield from self._list(node, depth)
        elif kind == "listitem":
            yield from gathered("li", loosened(self.children(node, depth)))
        elif kind in _LINKS:
            yield from self._link(node, depth)
        else:
            yield from paragraphs("p", self.children(node, depth))

    def _link(self, node: Fields, depth: int) -> Iterator[Piece]:
        children = self.children(node, depth)
        if address := self._site.link(node.text("url")):
            yield from inline("a", children, f' href="{escape(address)}"')
        else:
            yield from children

    def _list(self, node: Fields, depth: int) -> Iterator[Piece]:
        """A list. Lexical keeps a nested one in an item of its own, after the item it is under."""
        tag = "ol" if node.text("tag") == "ol" or node.text("listType") == "number" else "ul"
        items: list[list[Piece]] = []
        for child in node.each("children"):
            if items and {part.text("type") for part in child.each("children")} == {"list"}:
                items[-1].extend(self.children(child, depth + 1))
            elif child.text("type") == "listitem":
                items.append(list(loosened(self.children(child, depth + 1))))
            else:
                items.append(list(loosened(self._pieces(child, depth + 1))))
        yield from gathered(tag, (piece for item in items for piece in gathered("li", item)))


def _text(node: Fields) -> Run:
    html = escape(node.raw("text"), quote=False)
    if html.strip():
        bits = node.number("format")
        for bit, tag in _FORMATS:
            if bits & bit:
                html = f"<{tag}>{html}</{tag}>"
    return Run(html)
