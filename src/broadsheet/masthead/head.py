"""What stands in a page's `<head>`: title, description, canonical address, link previews, JSON-LD.

Open Graph (https://ogp.me) for link previews, schema.org as JSON-LD for search engines.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from broadsheet.media.models import Picture

JsonLd = dict[str, Any]
#: A `</script>` in a headline must not end the script element.
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def absolute(path: str) -> str:
    """The whole address of a path of ours; an address elsewhere stays as it is."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{settings.BROADSHEET_ADDRESS}{path}"


@dataclass(frozen=True)
class FeedLink:
    """A feed that a browser or a feed reader may find: RFC 4287's and RSS's autodiscovery."""

    path: str
    title: str
    media_type: str = "application/rss+xml"


@dataclass
class Head:
    """Texts are plain, paths relative to the host, times aware."""

    title: str
    path: str
    description: str = ""
    kind: str = "website"
    canonical: str = ""
    social_title: str = ""
    social_description: str = ""
    picture: Picture | None = None
    picture_alt: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None
    section: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    noindex: bool = False
    feeds: list[FeedLink] = field(default_factory=list)
    json_ld: list[JsonLd] = field(default_factory=list)
    #: Whether the page sets anything in italics: their face is fetched before the style asks.
    has_italics: bool = False
    older: str = ""
    newer: str = ""

    @property
    def canonical_url(self) -> str:
        return absolute(self.canonical or self.path)

    @property
    def json_ld_scripts(self) -> list[SafeString]:
        """Each object as JSON that is safe inside a script element."""
        return [
            # Escaped just here: JSON_ESCAPES leaves no character that could leave the element.
            mark_safe(json.dumps(item, ensure_ascii=False).translate(JSON_ESCAPES))
            for item in self.json_ld
        ]


def breadcrumbs(trail: list[tuple[str, str]]) -> JsonLd:
    """schema.org BreadcrumbList of (name, path), from the front down."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(trail, start=1)
        ],
    }
