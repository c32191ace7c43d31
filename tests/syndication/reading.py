"""Reads feeds and sitemaps as strictly as the programs that they are made for."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import feedparser
from django.test import Client
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
FORMATS = ("feed/", "feed/atom/", "feed/json/")


def tree(client: Client, path: str) -> etree._Element:
    response = client.get(path)
    assert response.status_code == 200, path
    return etree.fromstring(response.content)


def find(element: etree._Element, path: str) -> list[Any]:
    found = element.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return found


def texts(element: etree._Element, path: str) -> list[str]:
    return [str(item) for item in find(element, f"{path}/text()")]


def feed(client: Client, path: str) -> Any:
    """A feed as feedparser understands it; a feed with any fault fails."""
    response = client.get(path)
    assert response.status_code == 200, path
    headers = {name.lower(): value for name, value in response.headers.items()}
    parsed = feedparser.parse(response.content, response_headers=headers)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def json_feed(client: Client, path: str) -> dict[str, Any]:
    response = client.get(path)
    assert response.status_code == 200, path
    document: dict[str, Any] = json.loads(response.content)
    return document


def titles(client: Client, path: str) -> list[str]:
    """The titles of a feed's items, whatever its format."""
    if path.endswith("/json/"):
        return [item["title"] for item in json_feed(client, path)["items"]]
    return [entry.title for entry in feed(client, path).entries]


def local(url: str) -> str:
    """The path of an address of ours, as the test client wants it."""
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}" == "http://testserver", url
    return parts.path
