"""Sitemaps, their index and Google's news sitemap as XML."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.utils import timezone

from broadsheet.syndication.sitemaps import NewsUrl, SitemapUrl

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def _time(moment: datetime) -> str:
    # W3C's profile of ISO 8601, to the second, with the offset of the site's zone.
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _lines(outer: str, inner: str, urls: Iterable[SitemapUrl]) -> str:
    lines = [f'{XML}<{outer} xmlns="{SITEMAP}">']
    for url in urls:
        changed = f"<lastmod>{_time(url.changed_at)}</lastmod>" if url.changed_at else ""
        lines.append(f"<{inner}><loc>{escape(url.url)}</loc>{changed}</{inner}>")
    lines.append(f"</{outer}>\n")
    return "\n".join(lines)


def index_xml(files: Iterable[SitemapUrl]) -> bytes:
    return _lines("sitemapindex", "sitemap", files).encode()


def sitemap_xml(urls: Iterable[SitemapUrl]) -> bytes:
    return _lines("urlset", "url", urls).encode()


def news_xml(urls: Iterable[NewsUrl], publication: str) -> bytes:
    lines = [f'{XML}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">']
    lines += [
        f"<url><loc>{escape(url.url)}</loc><news:news><news:publication>"
        f"<news:name>{escape(publication)}</news:name>"
        f"<news:language>{escape(url.language)}</news:language></news:publication>"
        f"<news:publication_date>{_time(url.published_at)}</news:publication_date>"
        f"<news:title>{escape(url.headline)}</news:title></news:news></url>"
        for url in urls
    ]
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()
