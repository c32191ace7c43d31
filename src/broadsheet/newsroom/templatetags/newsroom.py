from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Protocol
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.base import Template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from broadsheet.masthead.content_security import allow
from broadsheet.masthead.current import content_language
from broadsheet.media.models import Picture
from broadsheet.media.shown import pictures_shown
from broadsheet.newsroom import typography
from broadsheet.newsroom.cleaning import clean_html
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.excerpts import cut_at_word
from broadsheet.newsroom.free_part import shown_length
from broadsheet.newsroom.models import Story, StoryCard
from broadsheet.newsroom.outline import question_levels
from broadsheet.press.fragments import once
from broadsheet.press.recording.narrow import value_unless

register = template.Library()

HEADING_ONE = re.compile(r"<(/?)h1\b", re.I)
TABLE = re.compile(r"<table\b.*?</table>", re.I | re.S)
LINK = re.compile(r"<a\b(?:\"[^\"]*\"|'[^']*'|[^'\">])*>", re.I)
HREF = re.compile(r"\shref=(?P<mark>[\"'])(?P<value>.*?)(?P=mark)", re.I | re.S)
REL = re.compile(r"\srel=(?P<mark>[\"'])(?P<value>.*?)(?P=mark)", re.I | re.S)


#: The words that a row of totals begins with, in the languages that the theme ships.
TOTALS = frozenset(
    [
        *("all", "altogether", "sum", "total", "totals", "together"),
        *("усі", "всі", "усього", "всього", "разом", "загалом"),
        *("المجموع", "الإجمالي", "إجمالي", "كل"),
    ]
)
#: Letters of a name that a line of 320 pixels surely holds.
LONGEST_WHOLE_NAME = 28


class Named(Protocol):
    """A line of a byline, a story's or a card's."""

    @property
    def name(self) -> str: ...

    @property
    def url(self) -> str: ...


@register.filter
def typographic(text: Any) -> str:
    """Text with the language's quotes and dashes; text marked safe is taken for HTML."""
    if isinstance(text, SafeString):
        # Only quotes and dashes between tags change: what was safe stays safe.
        return mark_safe(typography.typographic_html(text, content_language()))
    return typography.typographic(str(text), content_language())


@register.filter
def headline(text: str) -> str:
    """A large headline: as `typographic`, and its last line holds more than a short word."""
    return typography.bind_end(typography.typographic(text, content_language()))


@register.filter
def prose(value: Any) -> SafeString:
    """Rich text as the page shows it: links made, marks set, no second `<h1>`."""
    html = expand_db_html(getattr(value, "source", value) or "")
    html = HEADING_ONE.sub(r"<\1h2", html)
    # The editor and the importers have cleaned it before it was stored.
    return mark_safe(typography.typographic_html(html, content_language()))


@register.filter
def cleaned(html: str) -> SafeString:
    """A desk's own HTML, cleaned again on its way out, whichever door it came in by."""
    html = HEADING_ONE.sub(r"<\1h2", clean_html(html))
    label = conditional_escape(_("Table"))
    # A wide table is scrolled by keyboard too.
    html = TABLE.sub(
        lambda match: (
            f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
            f"{match[0]}</div>"
        ),
        html,
    )
    return mark_safe(html)


@register.filter
def web_address(url: str | None) -> str:
    """The address where it is one of the web; nothing for `javascript:` and its like."""
    url = (url or "").strip()
    return url if url.lower().startswith(("http://", "https://")) else ""


@register.filter
def is_total(row: Iterable[Any]) -> bool:
    """Whether a table's last row sums up those above: its first word says so."""
    first = str(next((cell.value for cell in row), "")).casefold().split()
    return bool(first) and first[0].rstrip(":,.") in TOTALS


@register.filter
def telephone(number: str) -> str:
    """A number as `tel:` wants it (RFC 3966): digits and a leading plus."""
    return re.sub(r"[^\d+]", "", number)


@register.filter
def brief(text: str, length: int) -> str:
    return cut_at_word(text, length)


@register.filter
def by_day(cards: Iterable[StoryCard]) -> list[tuple[date, list[StoryCard]]]:
    """Cards in their order, divided where the day changes on the site's clock."""
    return [
        (day, list(group))
        for day, group in groupby(cards, key=lambda card: timezone.localdate(card.published_at))
    ]


@register.simple_tag
def names(lines: Sequence[Named], linked: bool = True) -> SafeString:
    """`A, B and C`, each a link where the person has a page."""
    shown = [
        format_html('<a href="{}">{}</a>', line.url, whole_name(line.name))
        if linked and line.url
        else conditional_escape(whole_name(line.name))
        for line in lines
    ]
    if len(shown) < 2:
        return SafeString("".join(shown))
    most = shown[0]
    for name in shown[1:-1]:
        most = format_html(_("{names}, {name}"), names=most, name=name)
    return format_html(_("{names} and {last}"), names=most, last=shown[-1])


def whole_name(name: str) -> str:
    """A name that stays on one line, where it is short enough for a phone's."""
    return name.replace(" ", "\N{NO-BREAK SPACE}") if len(name) <= LONGEST_WHOLE_NAME else name


@register.simple_tag
def byline(lines: Sequence[Named], linked: bool = True) -> SafeString:
    """`by A and B`; nothing where nobody is named."""
    if not lines:
        return SafeString("")
    return format_html(_("by {names}"), names=names(lines, linked))


@register.simple_tag(takes_context=True)
def story_body(context: Context, story: Story) -> SafeString:
    """The blocks of a story; links that lead out of a sponsored one say that they are paid for."""
    flat: dict[str, Any] = dict(context.flatten())  # type: ignore[arg-type]
    places = [place for place in range(shown_length(story)) if place != flat.get("stage")]
    levels = question_levels(story.body.raw_data)
    html = "".join(
        _block_html(story, place, {**flat, "question_level": levels[place]}) for place in places
    )
    # Each block is a rendered template, escaped by the template engine.
    return mark_safe(LINK.sub(_mark_sponsored, html) if story.is_sponsored else html)


@register.simple_tag(takes_context=True)
def story_stage(context: Context, story: Story) -> SafeString:
    """The video that a video's page shows above its headline; nothing where it has none."""
    flat: dict[str, Any] = dict(context.flatten())  # type: ignore[arg-type]
    place = flat.get("stage")
    return mark_safe("" if place is None else _block_html(story, place, flat))


def _block_html(story: Story, place: int, context: dict[str, Any]) -> str:
    raw = story.body.raw_data[place]
    if raw["type"] == "related_story":
        # The card is all that readers see of the other story, which is not fetched for it.
        card = context.get("related_cards", {}).get(raw["value"].get("story"))
        return render_to_string("newsroom/blocks/related_story.html", {**context, "card": card})
    # Wagtail writes each block's own values into the context that it gets.
    return str(story.body[place].render(dict(context)))


def _mark_sponsored(match: re.Match[str]) -> str:
    tag = match[0]
    href = HREF.search(tag)
    if href is None or not leads_out(href["value"]):
        return tag
    rel = REL.search(tag)
    words = [word for word in (rel["value"].split() if rel else []) if word != "sponsored"]
    tag = REL.sub("", tag, count=1)
    return f'<a rel="{" ".join(["sponsored", *words])}"{tag[2:]}'


def leads_out(href: str) -> bool:
    """Whether a link leads to another host than the site's own."""
    host = urlsplit(href).hostname if "//" in href else None
    return host is not None and host != urlsplit(settings.BROADSHEET_ADDRESS).hostname


@register.simple_tag(takes_context=True)
def edit_address(context: Context, story: Story) -> str:
    """Where signed-in staff who may edit the story do so; "" for everybody else."""
    request = context.get("request")
    # Asking for the user reads the session: a reader without the cookie has none.
    if (
        request is None
        or settings.SESSION_COOKIE_NAME not in request.COOKIES
        or getattr(request, "is_preview", False)
        or not getattr(request, "user", None)
        or not request.user.is_authenticated
        or not story.permissions_for_user(request.user).can_edit()
    ):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


@register.simple_tag(takes_context=True)
def allow_frame(context: Context, url: str) -> str:
    """Let the page open a frame from this address's host."""
    parts = urlsplit(url)
    allow(context.get("request"), "frame-src", f"{parts.scheme}://{parts.netloc}")
    return ""


#: Characters of a summary where stories stand close.
TEXT_LENGTHS = {
    "brief": 88,
    "numbered": 88,
    "opinion": 120,
    "tile": 170,
    "row": 150,
    "plain": 170,
    "video": 150,
}
#: A tile of words alone has its picture's room for more of them.
WORDS_ONLY = 320
#: The shapes that give up their picture where the page has shown it already.
GIVING_WAY = frozenset({"tile", "row"})
#: How many prints an essay's card shows: of those at hand the first that are new to the page.
ESSAY_PICTURES = 3
#: How wide a card's picture is shown, for the browser's choice of file.
PICTURE_SIZES = {
    "lead": "(min-width: 75rem) 40rem, (min-width: 48rem) 60vw, 100vw",
    "top": "(min-width: 75rem) 44rem, (min-width: 48rem) 55vw, 100vw",
    "wide": "(min-width: 75rem) 44rem, (min-width: 54rem) 56vw, 100vw",
    "tile": "(min-width: 75rem) 18rem, (min-width: 40rem) 45vw, 100vw",
    "video": "(min-width: 75rem) 34rem, (min-width: 40rem) 42vw, 100vw",
    "row": "(min-width: 48rem) 14rem, 30vw",
}


@register.simple_tag(takes_context=True)
def story_card(
    context: Context,
    card: StoryCard,
    shape: str = "tile",
    level: int = 3,
    loading: str = "lazy",
    number: int | None = None,
    links: Sequence[StoryCard] = (),
    pictures: Sequence[Picture] = (),
) -> SafeString:
    """One story of a list.

    Shapes: lead, top and wide (large), tile (picture above), row (picture beside), plain (words
    only), numbered (by `number`), opinion (the author's portrait), video (16:9), essay
    (`pictures`), brief (time, headline and a few words). `level` is that of the heading; `links`
    are cards of stories that stand behind a lead. A tile or a row whose picture stands on the page
    already is of words only.
    """
    picture, pictures = pictures_of(context, card, shape, pictures)

    def html() -> SafeString:
        shown = {
            **shown_of(context, card, shape, picture, level),
            "loading": loading,
            "number": number,
            "links": links,
            "pictures": pictures,
        }
        # As an inclusion tag would: its template sees nothing of the page but this.
        assert context.template is not None
        template: Template = context.template.engine.get_template("newsroom/card.html")
        return template.render(context.new(shown))

    listing = context.get("listing")
    others = tuple(item.pk for item in (picture, *pictures, *links) if item is not None)
    key = (card.pk, shape, level, loading, number, picture is None, len(links), others)
    return once(
        context.get("request"), ("newsroom.card", listing.title if listing else "", *key), html
    )


def pictures_of(
    context: Context, card: StoryCard, shape: str, pictures: Sequence[Picture] = ()
) -> tuple[Picture | None, Sequence[Picture]]:
    """The picture of a card and the prints of an essay's, which stand on the page from now on."""
    shown = pictures_shown(context.get("request"))
    given_up = shown if shape in GIVING_WAY else ()
    # A restricted story gives away its headline and standfirst, nothing else.
    has_picture = shape in PICTURE_SIZES and not card.is_restricted
    picture = card.picture_unless(given_up) if has_picture else None
    fresh = [item for item in pictures if item.pk not in shown]
    pictures = (fresh if len(fresh) >= ESSAY_PICTURES else pictures)[:ESSAY_PICTURES]
    shown |= {item.pk for item in (picture, *pictures) if item is not None}
    return picture, pictures


def shown_of(
    context: Context, card: StoryCard, shape: str, picture: Picture | None, level: int
) -> dict[str, Any]:
    """What a card's template shows of a story."""
    words_only = shape == "tile" and picture is None
    text = card.standfirst or card.excerpt
    plain = card.kind in (StoryType.NEWS, StoryType.SPONSORED)
    label = "" if plain else str(card.kind.label)
    listing = context.get("listing")
    said = {label.casefold(), listing.title.casefold() if listing else ""}
    kicker = "" if shape == "brief" or card.kicker.casefold() in said else card.kicker
    return {
        "card": card,
        "kicker": kicker,
        "shape": shape,
        "level": level,
        "loading": "lazy",
        "sizes": PICTURE_SIZES.get(shape, ""),
        "picture": picture,
        "label": label,
        "portrait": portrait_of(card) if shape == "opinion" else None,
        "is_opinion": card.kind is StoryType.OPINION,
        "text": cut_at_word(text, WORDS_ONLY if words_only else TEXT_LENGTHS.get(shape, 1000)),
        "request": context.get("request"),
    }


@register.simple_tag(takes_context=True)
def picture_row(context: Context, cards: Sequence[StoryCard], count: int = 3) -> dict[str, Any]:
    """`tiles`, the first `count` cards with pictures new to the page, and the `rest` in order.

    Without that many there are no tiles: a row of words beside one picture has holes.
    """
    seen = set(pictures_shown(context.get("request")))
    tiles: list[StoryCard] = []
    for card in cards:
        if len(tiles) < count and not card.is_restricted:
            key = value_unless(card, "picture_id", seen)
            if key is not None:
                tiles.append(card)
                seen.add(key)
    tiles = tiles if len(tiles) == count else []
    return {"tiles": tiles, "rest": [card for card in cards if card not in tiles]}


def portrait_of(card: StoryCard) -> Picture | None:
    """The face beside an opinion: that of its first author who has a page and a photo."""
    for line in card.authors:
        if line.person and line.person.is_public and line.person.photo:
            photo: Picture = line.person.photo
            return photo
    return None


@register.filter
def unquoted(text: str) -> str:
    """A quotation without the marks around it, which the page sets itself."""
    return text.strip().strip('"“”„«»‹›')


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain text, divided by empty lines or line breaks."""
    yield from (line for line in (part.strip() for part in text.splitlines()) if line)


register.filter("paragraphs", paragraphs)
