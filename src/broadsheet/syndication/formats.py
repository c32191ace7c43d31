"""One feed in three formats.

RSS 2.0 (https://www.rssboard.org/rss-specification) with Dublin Core's creators and Media RSS,
Atom (RFC 4287), JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import (
    Atom1Feed,
    Enclosure,
    Rss201rev2Feed,
    SyndicationFeed,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from broadsheet.syndication.feeds import FeedAuthor, FeedOfList, FeedPicture

JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


class RssOfStories(Rss201rev2Feed):
    """RSS with each author's name, which its own element would want an e-mail address for."""

    def latest_post_date(self) -> datetime:
        return _changed_at(self)

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        authors: tuple[FeedAuthor, ...] = item["authors"]
        for author in authors:
            handler.addQuickElement("dc:creator", author.name)
        picture: FeedPicture | None = item["picture"]
        if picture is None:
            return
        attributes = {
            "url": picture.url,
            "type": picture.media_type,
            "medium": "image",
            "width": str(picture.width),
            "height": str(picture.height),
        }
        if picture.length:
            attributes["fileSize"] = str(picture.length)
        handler.startElement("media:content", AttributesImpl(attributes))
        if picture.alt:
            handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
        handler.endElement("media:content")


class AtomOfStories(Atom1Feed):
    """Atom with each author of an entry; the newspaper is the author of what names none."""

    def latest_post_date(self) -> datetime:
        return _changed_at(self)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        authors: tuple[FeedAuthor, ...] = item["authors"]
        for author in authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author.name)
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")


def _changed_at(feed: SyndicationFeed) -> datetime:
    # Django's own would be the time of the request where a feed is empty.
    changed_at: datetime = feed.feed["changed_at"]
    return changed_at


def _xml(feed: FeedOfList, suffix: str, form: type[SyndicationFeed]) -> bytes:
    document = form(
        title=feed.title,
        link=feed.url,
        description=feed.description,
        subtitle=feed.description,
        language=feed.language,
        author_name=feed.publication,
        feed_url=feed.own_url(suffix),
        feed_guid=feed.guid,
        changed_at=feed.changed_at,
    )
    for item in feed.items:
        picture = item.picture
        document.add_item(
            title=item.title,
            link=item.url,
            # Both formats say that this is HTML.
            description=escape(item.summary),
            pubdate=item.published_at,
            updateddate=item.updated_at,
            unique_id=item.guid,
            unique_id_is_permalink=False,
            categories=item.categories,
            enclosures=[Enclosure(picture.url, str(picture.length), picture.media_type)]
            if picture
            else [],
            authors=item.authors,
            picture=picture,
        )
    return document.writeString("utf-8").encode()


def rss(feed: FeedOfList, suffix: str) -> bytes:
    return _xml(feed, suffix, RssOfStories)


def atom(feed: FeedOfList, suffix: str) -> bytes:
    return _xml(feed, suffix, AtomOfStories)


def json_feed(feed: FeedOfList, suffix: str) -> bytes:
    document = {
        "version": JSON_FEED_VERSION,
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.own_url(suffix),
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.publication}],
    }
    items: list[dict[str, Any]] = []
    for item in feed.items:
        entry: dict[str, Any] = {
            "id": item.guid,
            "url": item.url,
            "title": item.title,
            # The format demands a content, were it no more than the headline.
            "content_text": item.summary or item.title,
            "date_published": item.published_at.isoformat(),
            "date_modified": item.updated_at.isoformat(),
            "tags": list(item.categories),
        }
        if item.authors:
            entry["authors"] = [
                {"name": author.name, **({"url": author.url} if author.url else {})}
                for author in item.authors
            ]
        if item.picture:
            entry["image"] = item.picture.url
        items.append(entry)
    return json.dumps({**document, "items": items}, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True)
class FeedFormat:
    """A format of feeds and the end of its address."""

    suffix: str
    content_type: str
    render: Callable[[FeedOfList, str], bytes]


FORMATS = (
    FeedFormat("feed", RssOfStories.content_type, rss),
    FeedFormat("feed/atom", AtomOfStories.content_type, atom),
    FeedFormat("feed/json", "application/feed+json", json_feed),
)
