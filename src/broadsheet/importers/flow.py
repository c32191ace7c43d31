"""Pieces of a body in reading order: words in a line, whole elements, and inserts between them.

A card or picture can stand inside a paragraph or list of the source, where our rich text has none.
So a converter never nests: it wraps the lines around an insert and leaves the insert between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from broadsheet.importers.body import BodyBuilder

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Run:
    """HTML inside a line."""

    html: str


@dataclass(frozen=True, slots=True)
class Element:
    """A block-level element and the HTML in it."""

    tag: str
    html: str

    def __str__(self) -> str:
        if self.tag == "hr":
            return "<hr>"
        return f"<{self.tag}>{self.html}</{self.tag}>" if self.html else ""


@dataclass(frozen=True, slots=True)
class Insert:
    """What becomes a block of its own when the body reaches it."""

    into: Callable[[BodyBuilder], None]


Piece = Run | Element | Insert
BREAK = Run("<br>")
RULE = Element("hr", "")
#: Ends a line and is nothing itself.
DIVIDER = Element("p", "")

_LOOSE = frozenset({"p", "blockquote", "h2", "h3", "h4"})


def text_run(text: str) -> Run:
    return Run(escape(text, quote=False))


def inline(tag: str, pieces: Iterable[Piece], attributes: str = "") -> Iterator[Piece]:
    """The same pieces, each line of them in an inline element."""
    line: list[str] = []
    for piece in pieces:
        if isinstance(piece, Run):
            line.append(piece.html)
        else:
            yield from _inline(tag, line, attributes)
            line = []
            yield piece
    yield from _inline(tag, line, attributes)


def paragraphs(tag: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The lines between elements and inserts as paragraphs, headings or quotes; none is blank."""
    line: list[str] = []
    for piece in pieces:
        if isinstance(piece, Run):
            line.append(piece.html)
            continue
        yield from _paragraph(tag, line)
        line = []
        yield piece
    yield from _paragraph(tag, line)


def loosened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Paragraphs as lines with breaks between, for quotes and list items: an editor nests none."""
    started = divided = False
    for piece in pieces:
        if isinstance(piece, Element) and piece.tag in _LOOSE:
            divided = True
            if not piece.html:
                continue
            piece = Run(piece.html)
            after = True
        else:
            after = False
        if not isinstance(piece, Run):
            started = divided = False
        elif not is_blank(piece.html):
            if started and divided:
                yield BREAK
            started, divided = True, after
        yield piece


def gathered(tag: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """One list or list item around what stands together, cut only by inserts."""
    held: list[str] = []
    for piece in pieces:
        if isinstance(piece, Insert):
            yield from _element(tag, "".join(held))
            held = []
            yield piece
        else:
            held.append(piece.html if isinstance(piece, Run) else str(piece))
    yield from _element(tag, "".join(held))


def emit(pieces: Iterable[Piece], body: BodyBuilder) -> None:
    """Put pieces into a body in their order."""
    for piece in paragraphs("p", pieces):
        if isinstance(piece, Insert):
            piece.into(body)
        else:
            body.text(str(piece))


def is_blank(html: str) -> bool:
    return not _TAG.sub("", html).replace("&nbsp;", "").strip()


def _inline(tag: str, line: list[str], attributes: str) -> Iterator[Piece]:
    html = "".join(line)
    if html:
        yield Run(html if is_blank(html) else f"<{tag}{attributes}>{html}</{tag}>")


def _paragraph(tag: str, line: list[str]) -> Iterator[Piece]:
    html = "".join(line).strip()
    while html.startswith("<br>"):
        html = html[4:].lstrip()
    while html.endswith("<br>"):
        html = html[:-4].rstrip()
    yield from _element(tag, html)


def _element(tag: str, html: str) -> Iterator[Piece]:
    if not is_blank(html):
        yield Element(tag, html)
