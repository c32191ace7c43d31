from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from broadsheet.core.errors import NothingBehind
from broadsheet.masthead.current import content_language
from broadsheet.masthead.head import FeedLink, Head, breadcrumbs
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Section, StoryCard, Topic
from broadsheet.newsroom.models.card import StoryCardQuerySet
from broadsheet.newsroom.models.correction import CorrectionQuerySet
from broadsheet.newsroom.paging import NoSuchPage, page_of


@dataclass(frozen=True)
class Listing:
    """A list of stories with a name and an address: what the list template shows."""

    title: str
    path: str
    cards: StoryCardQuerySet | CorrectionQuerySet
    description: str = ""
    label: str = ""
    has_feed: bool = True
    section_path: str = ""
    template: str = "newsroom/list.html"


def page_number(rest: tuple[str, ...]) -> int | None:
    """The number in `page/N/`; None on the first page. Raises Http404 for anything else."""
    if not rest:
        return None
    if len(rest) == 2 and rest[0] == "page" and rest[1].isdecimal() and rest[1][0] != "0":
        return int(rest[1])
    raise Http404("/".join(rest))


def has_opinion(shown: Iterable[object]) -> bool:
    """Whether an opinion, whose headline is in italics, is among what a page shows."""
    return any(isinstance(item, StoryCard) and item.kind is StoryType.OPINION for item in shown)


def serve_listing(request: HttpRequest, listing: Listing, rest: tuple[str, ...]) -> HttpResponse:
    """A page of a list. Raises NothingBehind for a number that the list doesn't have."""
    try:
        page = page_of(listing.cards, page_number(rest))
    except NoSuchPage as error:
        raise NothingBehind(listing.path) from error
    # The address carries the prefix of its language, which the listing doesn't know.
    own_path = request.path.removesuffix(f"page/{page.number}/") if page.number else request.path
    title = (
        _("%(title)s, page %(number)d") % {"title": listing.title, "number": page.number}
        if page.number
        else listing.title
    )
    head = Head(
        title=title,
        path=request.path,
        description=listing.description,
        json_ld=[breadcrumbs([(_("Front page"), "/"), (listing.title, own_path)])],
        older=f"{own_path}page/{page.older}/" if page.older else "",
        newer=(own_path if page.newer_is_first else f"{own_path}page/{page.newer}/")
        if page.number
        else "",
    )
    head.has_italics = has_opinion(page.cards)
    if listing.has_feed:
        head.feeds.append(FeedLink(f"{own_path}feed/", listing.title))
    context = {
        "listing": listing,
        "page": page,
        "head": head,
        "section_path": listing.section_path,
    }
    return TemplateResponse(request, listing.template, context)


def serve_section(request: HttpRequest, target: Section, rest: tuple[str, ...]) -> HttpResponse:
    listing = Listing(
        title=target.title,
        path=target.public_path(),
        cards=StoryCard.objects.in_section(target),
        description=target.search_description or target.description,
        section_path=target.public_path(),
        template="newsroom/section.html",
    )
    return serve_listing(request, listing, rest)


def serve_topic(request: HttpRequest, target: Topic, rest: tuple[str, ...]) -> HttpResponse:
    listing = Listing(
        title=target.name,
        path=target.public_path(),
        cards=StoryCard.objects.about(target),
        description=target.description,
        label=str(target.get_kind_display()),
    )
    return serve_listing(request, listing, rest)


def type_listing(kind: StoryType, language: str) -> Listing:
    """All stories of one type in a language."""
    return Listing(
        title=str(kind.label),
        path=f"/tag/{kind.slug}/",
        cards=StoryCard.objects.in_language(language).of_type(kind),
        label=_("Type of story"),
    )


def serve_type(kind: StoryType) -> Callable[[HttpRequest, tuple[str, ...]], HttpResponse]:
    """The view of a story type's own list."""

    def serve(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
        return serve_listing(request, type_listing(kind, content_language()), rest)

    return serve
