"""The HTML that Ghost rendered, as a body: for posts whose editor state is missing or broken."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bs4 import Tag

from broadsheet.importers.body import BodyBuilder
from broadsheet.importers.fields import Fields
from broadsheet.importers.flow import Insert, Piece, emit
from broadsheet.importers.ghost import cards
from broadsheet.importers.ghost.text import card_text
from broadsheet.importers.markup import Reader, attribute, inner_html
from broadsheet.importers.words import plain_text

_GATE = "kg-gated-block:begin"


def convert(source: str, body: BodyBuilder) -> str:
    """Put Ghost's HTML into a body; gives its own text."""
    everyone, *gated = source.split(f"<!--{_GATE}")
    furniture = ("svg", "form") if "kg-card" in source else ()
    reader = Reader(body.site, recognise=_recognise, marker=_marker, expected=furniture)
    emit(reader.pieces(everyone), body)
    texts = [_words_of(reader, everyone)]
    for part in gated:
        inside, _, after = part.partition("<!--kg-gated-block:end-->")
        rule, _, content = inside.partition("-->")
        if "nonMember:true" in rule:
            emit(reader.pieces(content), body)
            texts.append(_words_of(reader, content))
        else:
            body.leave_out("html (members only)", plain_text(content))
            with body.for_members():
                emit(reader.pieces(content), body)
        emit(reader.pieces(after), body)
        texts.append(_words_of(reader, after))
    return " ".join(texts)


def _words_of(reader: Reader, source: str) -> str:
    """The text of HTML; of a card only what the desk wrote, not what its buttons say."""
    if "kg-card" not in source:
        return plain_text(source)
    soup = reader.soup(source)
    for tag in soup.select(".kg-card"):
        if name := _card_of(tag):
            tag.replace_with(f" {card_text(name, Fields(_CARDS[name](tag)))} ")
    return plain_text(soup.decode())


def _marker(comment: str) -> Insert | None:
    return Insert(BodyBuilder.end_free_part) if comment == "members-only" else None


def _recognise(_reader: Reader, tag: Tag) -> Iterable[Piece] | None:
    """A card by its class, as the card that the editor would have saved."""
    name = _card_of(tag)
    return [Insert(partial(cards.convert, name, Fields(_CARDS[name](tag))))] if name else None


def _card_of(tag: Tag) -> str:
    classes = attribute(tag, "class").split()
    if "kg-card" in classes:
        for name in _CARDS:
            if f"kg-{name}-card" in classes:
                return name
    return ""


def _bookmark(tag: Tag) -> dict[str, object]:
    thumbnail = tag.select_one(".kg-bookmark-thumbnail img")
    return {
        "url": _attribute_of(tag, "a", "href"),
        "metadata": {
            "title": _text(tag, ".kg-bookmark-title"),
            "description": _text(tag, ".kg-bookmark-description"),
            # Ghost has these two the wrong way round, for the sake of old themes.
            "publisher": _text(tag, ".kg-bookmark-author"),
            "author": _text(tag, ".kg-bookmark-publisher"),
            "thumbnail": attribute(thumbnail, "src") if thumbnail else "",
        },
        "caption": inner_html(tag.find("figcaption")),
    }


def _callout(tag: Tag) -> dict[str, object]:
    return {"calloutText": inner_html(tag.select_one(".kg-callout-text"))}


def _toggle(tag: Tag) -> dict[str, object]:
    return {
        "heading": inner_html(tag.select_one(".kg-toggle-heading-text")),
        "content": inner_html(tag.select_one(".kg-toggle-content")),
    }


def _button(tag: Tag) -> dict[str, object]:
    return {"buttonText": _text(tag, "a"), "buttonUrl": _attribute_of(tag, "a", "href")}


def _file(tag: Tag) -> dict[str, object]:
    return {
        "src": _attribute_of(tag, "a", "href"),
        "fileTitle": _text(tag, ".kg-file-card-title"),
        "fileCaption": _text(tag, ".kg-file-card-caption"),
        "fileName": _text(tag, ".kg-file-card-filename"),
    }


def _audio(tag: Tag) -> dict[str, object]:
    return {"src": _attribute_of(tag, "audio", "src"), "title": _text(tag, ".kg-audio-title")}


def _video(tag: Tag) -> dict[str, object]:
    return {
        "src": _attribute_of(tag, "video", "src"),
        "width": _attribute_of(tag, "video", "width"),
        "height": _attribute_of(tag, "video", "height"),
        "caption": inner_html(tag.find("figcaption")),
    }


def _signup(tag: Tag) -> dict[str, object]:
    return {
        "header": inner_html(tag.select_one(".kg-signup-card-heading")),
        "subheader": inner_html(tag.select_one(".kg-signup-card-subheading")),
        "buttonText": _text(tag, ".kg-signup-card-button-default"),
        "disclaimer": inner_html(tag.select_one(".kg-signup-card-disclaimer")),
    }


def _product(tag: Tag) -> dict[str, object]:
    button = tag.select_one(".kg-product-card-button")
    return {
        "productImageSrc": _attribute_of(tag, "img", "src"),
        "productTitle": inner_html(tag.select_one(".kg-product-card-title")),
        "productRatingEnabled": tag.select_one(".kg-product-card-rating") is not None,
        "productStarRating": len(tag.select(".kg-product-card-rating-active")),
        "productDescription": inner_html(tag.select_one(".kg-product-card-description")),
        "productButtonEnabled": button is not None,
        "productButton": _text(tag, ".kg-product-card-button"),
        "productUrl": attribute(button, "href") if button else "",
    }


_CARDS = {
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "file": _file,
    "audio": _audio,
    "video": _video,
    "signup": _signup,
    "product": _product,
}


def _text(tag: Tag, selector: str) -> str:
    found = tag.select_one(selector)
    return " ".join(found.get_text().split()) if found else ""


def _attribute_of(tag: Tag, name: str, value: str) -> str:
    found = tag.find(name)
    return attribute(found, value) if isinstance(found, Tag) else ""
