from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from broadsheet.core.pressing import Pressable, may_be_pressed
from broadsheet.core.registries import SuffixView
from broadsheet.masthead.current import settings_for
from broadsheet.syndication import sitemaps
from broadsheet.syndication.changes import answer, last_removal
from broadsheet.syndication.formats import FeedFormat
from broadsheet.syndication.robots import robots_txt
from broadsheet.syndication.sitemap_xml import index_xml, news_xml, sitemap_xml
from broadsheet.syndication.sitemaps import SitemapUrl
from broadsheet.syndication.sources import feed_of
from broadsheet.syndication.text import plain, whole_address

XML_TYPE = "application/xml; charset=utf-8"
TEXT_TYPE = "text/plain; charset=utf-8"


def serve_feed(form: FeedFormat) -> SuffixView:
    """The view of one format of feeds, behind the address of any list that has one."""

    def serve(request: HttpRequest, target: Any) -> HttpResponse:
        settings = settings_for(request)
        feed = feed_of(target, settings) if settings else None
        if feed is None:
            raise Http404(request.path)
        body = form.render(feed, form.suffix)
        return answer(request, body, form.content_type, feed.changed_at)

    return serve


def _newest(times: Iterable[datetime | None]) -> datetime | None:
    """The latest of some times and of the last removal of a page."""
    return max((time for time in [*times, last_removal()] if time), default=None)


def _files(name: str, count: int, changed_at: datetime | None = None) -> Iterable[SitemapUrl]:
    for part in range(1, count + 1):
        ending = "" if part == 1 else f"-{part}"
        yield SitemapUrl(whole_address(f"/sitemap-{name}{ending}.xml"), changed_at)


def _site_of(request: HttpRequest) -> Site:
    site: Site | None = Site.find_for_request(request)
    if site is None:
        raise Http404(request.path)
    return site


@require_safe
def serve_index(request: HttpRequest) -> HttpResponse:
    """The index: one file of pages, and one of stories for each month."""
    may_be_pressed(request, Pressable())
    months = sitemaps.months()
    files = [*_files("pages", sitemaps.files_of_pages(_site_of(request)))]
    for month in months:
        files += _files(month.name, month.files, month.changed_at)
    changed = _newest(month.changed_at for month in months)
    return answer(request, index_xml(files), XML_TYPE, changed)


@require_safe
def serve_pages(request: HttpRequest, part: str | None = None) -> HttpResponse:
    may_be_pressed(request, Pressable())
    urls = sitemaps.pages_of(_site_of(request), int(part or 1))
    if part and not urls:
        raise Http404(request.path)
    # An address does not know when its page changed: the content's own hash tells.
    return answer(request, sitemap_xml(urls), XML_TYPE, None)


@require_safe
def serve_month(
    request: HttpRequest, year: str, month: str, part: str | None = None
) -> HttpResponse:
    may_be_pressed(request, Pressable())
    urls = sitemaps.stories_of_month(int(year), int(month), int(part or 1))
    if not urls:
        raise Http404(request.path)
    changed = _newest(url.changed_at for url in urls)
    return answer(request, sitemap_xml(urls), XML_TYPE, changed)


@require_safe
def serve_news(request: HttpRequest) -> HttpResponse:
    """Google's news sitemap; stories leave it as they grow old, so it tells no time of change."""
    may_be_pressed(request, Pressable())
    settings = settings_for(request)
    if settings is None:
        raise Http404(request.path)
    news = sitemaps.news()
    # Without stories nothing says whose they are.
    name = plain(settings.name) if news else ""
    return answer(request, news_xml(news, name), XML_TYPE, None)


@require_safe
def serve_robots(request: HttpRequest) -> HttpResponse:
    may_be_pressed(request, Pressable())
    return answer(request, robots_txt().encode(), TEXT_TYPE, None)
