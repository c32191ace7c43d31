"""The settings, menus, panels and promo bar that hold for one request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import F, Q
from django.http import HttpRequest
from wagtail.models import Site

from broadsheet.core.compiled import Compiled
from broadsheet.core.languages import default_language
from broadsheet.masthead.models import MenuItem, Panel, PromoBar, SiteSettings
from broadsheet.media.models.sharing import share_renditions

_sites = Compiled(lambda: Site.objects.order_by())
_settings = Compiled(lambda site: SiteSettings.objects.filter(site_id=site))


def settings_for(request: HttpRequest) -> SiteSettings | None:
    """The site's settings, read once a request; None before a site exists."""
    found: SiteSettings | None = getattr(request, "_newspaper_settings", None)
    if found is None and (site := site_of(request)) is not None:
        # A page with a hundred dates asks a hundred times.
        found = _settings.first(site.pk) or SiteSettings.for_request(request)
        request._newspaper_settings = found  # type: ignore[attr-defined]
    return found


def site_of(request: HttpRequest) -> Site | None:
    """The site that a request asks for, read once a request.

    Wagtail ranks all sites by host and port within its question; a newspaper has one, which answers
    for every host.
    """
    if not hasattr(request, "_wagtail_site"):
        sites = _sites()
        if len(sites) == 1 and sites[0].is_default_site:
            request._wagtail_site = sites[0]  # type: ignore[attr-defined]
    found: Site | None = Site.find_for_request(request)
    return found


#: The language of the content that the running request asks for; its interface may have another.
_content_language: ContextVar[str | None] = ContextVar("content_language", default=None)


def content_language() -> str:
    """The language of the content that is being shown."""
    return _content_language.get() or default_language()


@contextmanager
def showing_content_in(language: str) -> Iterator[None]:
    """Show content of one language while this lasts."""
    token = _content_language.set(language)
    try:
        yield
    finally:
        _content_language.reset(token)


@dataclass(frozen=True)
class ShownMenu:
    """A menu as readers see it: only links that lead somewhere, as (label, address)."""

    heading: str
    links: list[tuple[str, str]]


def menus(language: str) -> dict[str, ShownMenu]:
    """Each place's menu in one query; a menu whose links are all dead is absent."""
    items = (
        MenuItem.objects.filter(menu__locale__language_code=language)
        .select_related("menu", "address")
        .order_by("menu_id", "sort_order")
    )
    found: dict[str, ShownMenu] = {}
    for item in items:
        if item.url:
            shown = found.setdefault(item.menu.slot, ShownMenu(item.menu.heading, []))
            shown.links.append((item.label, item.url))
    return found


def panels(language: str) -> list[Panel]:
    """The panels of the header's menu whose link leads somewhere."""
    found = list(
        Panel.objects.filter(locale__language_code=language).select_related("address", "picture")
    )
    share_renditions(panel.picture for panel in found if panel.picture)
    return [panel for panel in found if panel.url]


def promo_bar(language: str, section_path: str = "") -> PromoBar | None:
    """The bar to show on a page of the section at `section_path`, or on a page of none.

    One query: a bar bound to the section goes first, then the one that started last.
    """
    here = Q(sections=None)
    if section_path:
        here |= Q(sections__path=section_path)
    return (
        PromoBar.objects.running()
        .filter(here, locale__language_code=language)
        .select_related("address")
        .order_by(
            F("sections__path").asc(nulls_last=True), F("starts_at").desc(nulls_last=True), "-pk"
        )
        .first()
    )
