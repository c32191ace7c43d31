"""HTML of any origin as pieces of a body: text, pictures, embeds, and cleaned HTML for the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from io import StringIO

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from broadsheet.importers import clean
from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import BodyBuilder
from broadsheet.importers.embeds import add_embed
from broadsheet.importers.flow import (
    BREAK,
    DIVIDER,
    RULE,
    Insert,
    Piece,
    emit,
    gathered,
    inline,
    loosened,
    paragraphs,
    text_run,
)
from broadsheet.importers.pictures import add_gallery, add_picture

_MEDIA = ("img", "iframe", "embed")
#: Tags that HTML blocks don't allow; without one in its place, two words would become one.
_RENAMED = clean.HEADINGS | {
    **dict.fromkeys(clean.CONTAINERS, "div"),
    **dict.fromkeys(("menu", "dir"), "ul"),
}
#: Named in the report where an archive's HTML has them.
_REPORTED = re.compile(r"<(script|svg|math|object|applet|canvas|form)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_TWEET = re.compile(r"^https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status/\d+")
#: Deeper than any page that a person made; what is deeper keeps its words and loses its form.
_DEEPEST = 60

#: Says what an element is in the source's own HTML, or None for HTML like any other.
Recogniser = Callable[["Reader", Tag], Iterable[Piece] | None]
#: The same for a comment that marks something.
Marker = Callable[[str], Insert | None]


def attribute(tag: Tag, *names: str) -> str:
    """The first of these attributes that isn't empty."""
    for name in names:
        value = tag.get(name)
        text = " ".join(value) if isinstance(value, list) else value
        if text and text.strip():
            return text.strip()
    return ""


def inner_html(tag: Tag | None) -> str:
    return tag.decode_contents() if tag else ""


class Reader:
    """Reads HTML; a source's own elements and comments are told apart by what it gives.

    `expected` are names of reported elements that are the source's furniture, and no loss.
    """

    def __init__(
        self,
        site: OldSite,
        recognise: Recogniser | None = None,
        marker: Marker | None = None,
        expected: Container[str] = (),
    ) -> None:
        self.site = site
        self._recognise = recognise
        self._marker = marker
        self._expected = expected

    def soup(self, html: str) -> BeautifulSoup:
        """The tree of cleaned HTML, its addresses those of the new site."""
        # As a file, because Beautiful Soup takes short text for a file's name and warns.
        page = StringIO(clean.readable(html))
        soup = BeautifulSoup(page, "html.parser", multi_valued_attributes=None)
        for link in soup.find_all("a"):
            if address := self.site.link(attribute(link, "href")):
                link["href"] = address
            else:
                del link["href"]
        for media in soup.find_all(["audio", "video", "source"]):
            for part in ("src", "poster"):
                if media.get(part):
                    media[part] = self.site.file(attribute(media, part))
            if media.name != "source":
                # Nothing is asked for before the reader presses play.
                media["controls"], media["preload"] = "", "none"
        for tag in soup.find_all(True):
            tag.name = _RENAMED.get(tag.name, tag.name)
        return soup

    def pieces(self, html: str) -> Iterator[Piece]:
        """All of a piece of HTML as text with inserts."""
        yield from self._lost(html)
        yield from self.children(self.soup(html), 0)

    def html_pieces(self, html: str, card: str) -> Iterator[Piece]:
        """HTML that stays HTML: pictures and frames in it become blocks beside it."""
        yield from self._lost(html)
        held: list[str] = []
        for node in list(self.soup(html).children):
            media = _media(node)
            if not media:
                held.append(_outer_html(node))
                continue
            yield from _html(card, held)
            held = []
            # A picture and its caption are a block of ours, with what is around them or without.
            only_media = not _text_outside(node, "figcaption")
            yield from self._piece(node, 0) if only_media else self._kept(node, card)
        yield from _html(card, held)

    def _lost(self, html: str) -> Iterator[Piece]:
        for found in _REPORTED.findall(html):
            if (kind := found.lower()) not in self._expected:
                yield Insert(partial(_leave_out, kind=kind))

    def children(self, tag: Tag, depth: int) -> Iterator[Piece]:
        for child in tag.children:
            yield from self._piece(child, depth + 1)

    def _piece(self, node: PageElement, depth: int) -> Iterator[Piece]:
        if isinstance(node, Comment):
            mark = self._marker(str(node).strip()) if self._marker else None
            if mark:
                yield mark
        elif isinstance(node, PreformattedString):
            return
        elif isinstance(node, NavigableString):
            yield text_run(_SPACE.sub(" ", node))
        elif isinstance(node, Tag):
            if depth > _DEEPEST:
                yield text_run(node.get_text(" "))
            elif self._recognise and (known := self._recognise(self, node)) is not None:
                yield from known
            else:
                yield from self._element(node, depth)

    def _element(self, tag: Tag, depth: int) -> Iterator[Piece]:
        name = tag.name
        if name in clean.INLINE_TAGS:
            yield from inline(clean.INLINE_TAGS[name], self.children(tag, depth))
        elif name in clean.PLAIN_INLINE:
            yield from self.children(tag, depth)
        elif name in clean.HEADINGS:
            yield DIVIDER
            yield from paragraphs(clean.HEADINGS[name], loosened(self.children(tag, depth)))
        elif name in _ELEMENTS:
            yield from _ELEMENTS[name](self, tag, depth)
        else:
            # A paragraph or a container, known or not: an empty one ends the line, too.
            yield DIVIDER
            yield from paragraphs("p", self.children(tag, depth))

    def _link(self, tag: Tag, depth: int) -> Iterator[Piece]:
        address = attribute(tag, "href")
        pieces = list(self.children(tag, depth))
        if not address:
            yield from pieces
            return
        if any(isinstance(piece, Insert) for piece in pieces):
            yield Insert(lambda body: body.leave_out("link on a picture", address))
        yield from inline("a", pieces, f' href="{_quoted(address)}"')

    def _list(self, tag: Tag, depth: int) -> Iterator[Piece]:
        items: list[Piece] = []
        for child in tag.children:
            pieces = self._piece(child, depth + 1)
            if isinstance(child, Tag) and child.name == "li":
                items.extend(pieces)
            else:
                items.extend(gathered("li", loosened(pieces)))
        yield from gathered("ol" if tag.name == "ol" else "ul", items)

    def _item(self, tag: Tag, depth: int) -> Iterator[Piece]:
        yield from gathered("li", loosened(self.children(tag, depth)))

    def _quote(self, tag: Tag, depth: int) -> Iterator[Piece]:
        yield from paragraphs("blockquote", loosened(self.children(tag, depth)))
        if "twitter-tweet" in attribute(tag, "class"):
            links = [attribute(link, "href") for link in tag.find_all("a")]
            tweets = [link for link in links if _TWEET.match(link)]
            if tweets:
                yield Insert(partial(add_embed, url=tweets[-1]))

    def _picture(self, tag: Tag, _depth: int) -> Iterator[Piece]:
        if not _is_pixel(tag):
            yield Insert(partial(_add_picture, img=tag))

    def _frame(self, tag: Tag, _depth: int) -> Iterator[Piece]:
        url, title = attribute(tag, "src", "data-src"), attribute(tag, "title")
        yield Insert(partial(add_embed, url=url or "about:blank", title=title))

    def _figure(self, tag: Tag, depth: int) -> Iterator[Piece]:
        caption = tag.find("figcaption")
        pictures = [img for img in tag.find_all("img") if not _is_pixel(img)]
        frames = tag.find_all(["iframe", "embed"])
        if not tag.find("pre") and (_text_outside(tag, "figcaption") or tag.find("table")):
            yield from paragraphs("p", self.children(tag, depth))
        elif tag.find("pre"):
            yield from self._kept(tag, "code")
        elif tag.find(["audio", "video"]):
            yield from self._kept(tag, "video" if tag.find("video") else "audio")
        elif len(pictures) == 1 and not frames:
            yield Insert(
                partial(
                    _add_picture,
                    img=pictures[0],
                    caption=inner_html(caption),
                    layout=_width(tag),
                    href=attribute(link, "href") if (link := pictures[0].find_parent("a")) else "",
                )
            )
        elif pictures and not frames:
            found = [(attribute(img, "src", "data-src"), attribute(img, "alt")) for img in pictures]
            yield Insert(partial(add_gallery, pictures=found, caption=inner_html(caption)))
        else:
            yield from paragraphs("p", self.children(tag, depth))

    def _code(self, tag: Tag, _depth: int) -> Iterator[Piece]:
        yield from self._kept(tag, "code")

    def _table(self, tag: Tag, _depth: int) -> Iterator[Piece]:
        yield from self._kept(tag, "table")

    def _player(self, tag: Tag, _depth: int) -> Iterator[Piece]:
        yield from self._kept(tag, tag.name)

    def _details(self, tag: Tag, depth: int) -> Iterator[Piece]:
        summary = tag.find("summary", recursive=False)
        if isinstance(summary, Tag):
            summary.extract()
        title = " ".join(summary.get_text(" ").split()) if summary else ""
        yield from boxed(title, list(self.children(tag, depth)))

    def _kept(self, node: PageElement, card: str) -> Iterator[Piece]:
        """A node as an HTML block; pictures and frames in it stand after it."""
        media = _media(node)
        for found in media:
            found.replace_with(" ")
        if not media or _text_outside(node) or _plays(node):
            yield from _html(card, [_outer_html(node)])
        for found in media:
            yield from self._piece(found, 0)


def boxed(title: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A fact box around the text up to the first insert; what follows it stands after the box."""
    inside: list[str] = []
    rest = iter(paragraphs("p", pieces))
    after: list[Piece] = []
    for piece in rest:
        if isinstance(piece, Insert):
            after.append(piece)
            break
        inside.append(str(piece))
    box = clean.rich_text("".join(inside))
    if title or box:
        yield Insert(lambda body: body.add("fact_box", {"title": title, "body": box}))
    yield from after
    yield from rest


def read_html(html: str, body: BodyBuilder) -> None:
    """Put a piece of HTML into a body."""
    emit(Reader(body.site).pieces(html), body)


_ELEMENTS: dict[str, Callable[[Reader, Tag, int], Iterator[Piece]]] = {
    "a": Reader._link,
    "ul": Reader._list,
    "ol": Reader._list,
    "li": Reader._item,
    "blockquote": Reader._quote,
    "br": lambda _reader, _tag, _depth: iter([BREAK]),
    "hr": lambda _reader, _tag, _depth: iter([RULE]),
    "img": Reader._picture,
    "iframe": Reader._frame,
    "embed": Reader._frame,
    "figure": Reader._figure,
    "pre": Reader._code,
    "table": Reader._table,
    "audio": Reader._player,
    "video": Reader._player,
    "details": Reader._details,
}


def _html(card: str, held: list[str]) -> Iterator[Piece]:
    html = "".join(held)
    if html.strip():
        yield Insert(lambda body: body.add_html(card, html))


def _add_picture(
    body: BodyBuilder, img: Tag, caption: str = "", layout: str = "", href: str = ""
) -> None:
    # Cleaning takes an address away that is not safe, and a picture without one is listed, too.
    source = attribute(img, "src", "data-src") or "about:blank"
    add_picture(body, source, attribute(img, "alt"), caption, layout, href)


def _leave_out(body: BodyBuilder, kind: str) -> None:
    body.leave_out(kind)


def _media(node: PageElement) -> list[Tag]:
    if not isinstance(node, Tag):
        return []
    return [node] if node.name in _MEDIA else list(node.find_all(_MEDIA))


def _outer_html(node: PageElement) -> str:
    if isinstance(node, Tag):
        return node.decode()
    return "" if isinstance(node, PreformattedString) else text_run(str(node)).html


def _plays(node: PageElement) -> bool:
    players = ("audio", "video")
    return isinstance(node, Tag) and (node.name in players or node.find(players) is not None)


def _text_outside(node: PageElement, name: str = "") -> bool:
    """Whether there are words in a node but not in a tag of this name."""
    if not isinstance(node, Tag):
        return False
    for string in node.find_all(string=True):
        if isinstance(string, PreformattedString) or not string.strip():
            continue
        parents = {parent.name for parent in string.parents}
        if name not in parents and "iframe" not in parents:
            return True
    return False


def _is_pixel(img: Tag) -> bool:
    """Whether a picture only counts readers."""
    return any(attribute(img, side) in ("0", "1") for side in ("width", "height"))


def _width(tag: Tag) -> str:
    found = re.search(r"(?:kg-width|align)-?(wide|full)", attribute(tag, "class"))
    return found[1] if found else ""


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")
