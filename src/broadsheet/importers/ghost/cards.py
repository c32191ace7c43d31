"""Ghost's cards as our blocks: one small function a card, for Lexical and mobiledoc alike."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from broadsheet.importers import markdown
from broadsheet.importers.body import BodyBuilder, Fault
from broadsheet.importers.embeds import add_caption, add_embed
from broadsheet.importers.fields import Fields
from broadsheet.importers.flow import emit, loosened, paragraphs
from broadsheet.importers.ghost.audience import audience_of
from broadsheet.importers.ghost.text import ALIASES, UNKNOWN_FIELDS, card_text
from broadsheet.importers.markup import Reader, attribute, boxed, read_html
from broadsheet.importers.pictures import add_gallery, add_picture, caption_of, report_no_file
from broadsheet.importers.wording import gettext as _
from broadsheet.importers.words import plain_text

Convert = Callable[[Fields, BodyBuilder], None]

_CARDS: dict[str, Convert] = {}


def convert(name: str, card: Fields, body: BodyBuilder) -> None:
    """Put a card into a body; what not everyone saw on the old site's page is listed."""
    name = ALIASES.get(name, name)
    audience = audience_of(name, card)
    if name == "transistor":
        # A podcast player that asks Ghost who the member is: nothing of it works elsewhere.
        body.leave_out(name)
        return
    if audience == "nobody":
        body.leave_out(
            name if name.startswith("email") else f"{name} (mail only)", card_text(name, card)
        )
        return
    put = _CARDS.get(name)
    if audience == "members":
        body.leave_out(f"{name} (members only)", card_text(name, card))
        with body.for_members():
            put(card, body) if put else _unknown(name, card, body)
    elif put:
        put(card, body)
    else:
        _unknown(name, card, body)


def is_card(name: str) -> bool:
    return name in _CARDS or name in ALIASES or name in ("email", "email-cta", "transistor")


def _card(name: str) -> Callable[[Convert], Convert]:
    def register(function: Convert) -> Convert:
        _CARDS[name] = function
        return function

    return register


@_card("image")
def _image(card: Fields, body: BodyBuilder) -> None:
    add_picture(
        body,
        source=card.text("src"),
        alt_text=card.text("alt"),
        caption=card.raw("caption"),
        layout=card.text("cardWidth"),
        href=card.text("href"),
    )


@_card("gallery")
def _gallery(card: Fields, body: BodyBuilder) -> None:
    pictures = [(picture.text("src"), picture.text("alt")) for picture in card.each("images")]
    add_gallery(body, pictures, card.raw("caption"))


@_card("before-after")
def _before_after(card: Fields, body: BodyBuilder) -> None:
    pictures = [card.inner("beforeImage"), card.inner("afterImage")]
    found = [(picture.text("src"), picture.text("alt")) for picture in pictures if picture.data]
    add_gallery(body, found, card.raw("caption"))


@_card("horizontalrule")
def _rule(_card: Fields, body: BodyBuilder) -> None:
    body.text("<hr>")


@_card("paywall")
def _paywall(_card: Fields, body: BodyBuilder) -> None:
    body.end_free_part()


@_card("bookmark")
def _bookmark(card: Fields, body: BodyBuilder) -> None:
    about = card.inner("metadata")

    def field(name: str) -> str:
        return about.text(name) or card.text(name)

    url = card.text("url") or about.text("url")
    story = {
        "url": body.site.link(url),
        "headline": field("title"),
        "excerpt": field("description"),
        "publication": field("publisher"),
        "byline": field("author"),
        "picture": None,
        "picture_source": body.site.file(field("thumbnail")),
    }
    if story["url"] and body.site.owns(url):
        address = body.site.path(url)
        body.add("related_story", {"story": None, "address": address, "fallback": story})
    elif story["url"]:
        body.add("external_story", story)
    else:
        report_no_file(body, _("a card about a page"), url)
        seen = ("headline", "excerpt", "publication", "byline")
        body.text("".join(_paragraph(str(story[name])) for name in seen))
    add_caption(body, card.raw("caption"))


@_card("embed")
def _embed(card: Fields, body: BodyBuilder) -> None:
    if "bookmark" in (card.text("embedType"), card.text("type")):
        _bookmark(card, body)
        return
    about = card.inner("metadata")
    reader = Reader(body.site)
    soup = reader.soup(card.raw("html"))
    frame, picture = soup.find("iframe"), soup.find("img")
    for media in soup.find_all(["img", "iframe", "embed"]):
        media.replace_with(" ")
    for quote in soup.find_all("blockquote"):
        # Its class would make it an embed once more.
        del quote["class"]
    # What a post elsewhere says stands in the code as a quote, for readers without its script.
    emit(paragraphs("blockquote", loosened(reader.children(soup, 0))), body)
    add_embed(
        body,
        url=card.text("url") or (attribute(frame, "src", "data-src") if frame else ""),
        title=about.text("title") or (attribute(frame, "title") if frame else ""),
        provider=about.text("provider_name"),
        poster=about.text("thumbnail_url") or (attribute(picture, "src") if picture else ""),
        caption=card.raw("caption"),
    )


@_card("callout")
def _callout(card: Fields, body: BodyBuilder) -> None:
    # The emoji beside the text is an ornament that our box draws in its own way.
    emit(boxed("", Reader(body.site).pieces(card.raw("calloutText"))), body)


@_card("toggle")
def _toggle(card: Fields, body: BodyBuilder) -> None:
    title = plain_text(card.raw("heading"))
    emit(boxed(title, Reader(body.site).pieces(card.raw("content"))), body)


@_card("file")
def _file(card: Fields, body: BodyBuilder) -> None:
    title, caption = card.text("fileTitle", "fileName"), card.text("fileCaption")
    if source := body.site.file(card.text("src")):
        body.add("file", {"file": None, "title": title, "source": source, "caption": caption})
    else:
        report_no_file(body, _("a file"), card.text("src"))
        body.text(_paragraph(title) + _paragraph(caption))


@_card("markdown")
def _markdown(card: Fields, body: BodyBuilder) -> None:
    read_html(markdown.render(card.raw("markdown")), body)


@_card("html")
def _html(card: Fields, body: BodyBuilder) -> None:
    _add_html("html", card.raw("html"), body)


@_card("codeblock")
def _code(card: Fields, body: BodyBuilder) -> None:
    language = card.text("language")
    named = f' class="language-{escape(language)}"' if language else ""
    code = f"<pre><code{named}>{escape(card.raw('code'), quote=False)}</code></pre>"
    if caption := plain_text(card.raw("caption")):
        code = f"<figure>{code}<figcaption>{escape(caption, quote=False)}</figcaption></figure>"
    body.add_html("code", code)


@_card("audio")
def _audio(card: Fields, body: BodyBuilder) -> None:
    _add_recording("audio", card, "", body)


@_card("video")
def _video(card: Fields, body: BodyBuilder) -> None:
    poster = body.site.file(card.text("customThumbnailSrc", "thumbnailSrc"))
    attributes = f' poster="{escape(poster)}"' if poster else ""
    for side in ("width", "height"):
        if size := card.number(side):
            attributes += f' {side}="{size}"'
    caption_of(body, card.raw("caption"))
    _add_recording("video", card, attributes, body)


@_card("button")
def _button(card: Fields, body: BodyBuilder) -> None:
    _add_html("button", _link(card.text("buttonText"), card.text("buttonUrl")), body)


@_card("product")
def _product(card: Fields, body: BodyBuilder) -> None:
    _add_picture_beside(card.text("productImageSrc"), card.text("productTitle"), body)
    html = f"<h3>{card.raw('productTitle')}</h3>"
    if card.flag("productRatingEnabled"):
        stars = min(max(card.number("productStarRating"), 0), 5)
        html += f"<p>{'★' * stars}{'☆' * (5 - stars)}</p>"
    html += card.raw("productDescription")
    if card.flag("productButtonEnabled"):
        html += _link(card.text("productButton"), card.text("productUrl"))
    _add_html("product", html, body)


@_card("header")
def _header(card: Fields, body: BodyBuilder) -> None:
    _add_picture_beside(card.text("backgroundImageSrc"), "", body)
    html = _titled(card)
    if card.flag("buttonEnabled"):
        html += _link(card.text("buttonText"), card.text("buttonUrl"))
    _add_html("header", html, body)


@_card("signup")
def _signup(card: Fields, body: BodyBuilder) -> None:
    _add_picture_beside(card.text("backgroundImageSrc"), "", body)
    html = f"{_titled(card)}{_paragraph(card.text('buttonText'))}<p>{card.raw('disclaimer')}</p>"
    _add_html("signup", html, body)


@_card("call-to-action")
def _call_to_action(card: Fields, body: BodyBuilder) -> None:
    html = card.raw("sponsorLabel") if card.flag("hasSponsorLabel") else ""
    html += card.raw("textValue")
    if card.flag("showButton"):
        html += _link(card.text("buttonText"), card.text("buttonUrl"))
    _add_picture_beside(card.text("imageUrl"), "", body)
    _add_html("call-to-action", html, body)


@_card("collection")
def _collection(card: Fields, body: BodyBuilder) -> None:
    # A list of the newest stories: our fronts make their own.
    body.leave_out("collection", plain_text(card.raw("header")))


def _unknown(name: str, card: Fields, body: BodyBuilder) -> None:
    """A card of a later Ghost, or of a plugin: its words stay, and it is listed."""
    parts = (
        f"<div>{card.raw(field[:-1])}</div>"
        if field.endswith("*")
        else _paragraph(card.text(field))
        for field in UNKNOWN_FIELDS
    )
    _add_html(name, "".join(parts), body)
    body.report(
        Fault(
            "unknown-card",
            _("has a card of an unknown kind, “%(card)s”") % {"card": name[:60]},
            _("Compare its words with the old page."),
        )
    )


def _add_html(card: str, html: str, body: BodyBuilder) -> None:
    emit(Reader(body.site).html_pieces(html, card), body)


def _add_recording(kind: str, card: Fields, attributes: str, body: BodyBuilder) -> None:
    """A player and, as its caption, a link to the recording: one of them works everywhere."""
    source, label = body.site.file(card.text("src")), card_text(kind, card)
    if source:
        player = f'<{kind} src="{escape(source)}"{attributes}></{kind}>'
        link = f'<a href="{escape(source)}">{escape(label, quote=False)}</a>'
        label = f"<figure>{player}<figcaption>{link}</figcaption></figure>"
        _add_html(kind, label, body)
    else:
        report_no_file(body, _("a recording"), card.text("src"))
        body.text(_paragraph(label))


def _add_picture_beside(source: str, title: str, body: BodyBuilder) -> None:
    if source:
        add_picture(body, source, alt_text=plain_text(title))


def _titled(card: Fields) -> str:
    return f"<h2>{card.raw('header')}</h2><p>{card.raw('subheader')}</p>"


def _link(text: str, url: str) -> str:
    label = escape(text, quote=False)
    return f'<p><a href="{escape(url)}">{label}</a></p>' if url else f"<p>{label}</p>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""
