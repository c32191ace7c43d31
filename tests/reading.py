"""A reader's page taken apart, so that tests say what readers get and not how it is marked up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client


@dataclass(frozen=True)
class ReadPage:
    response: HttpResponse
    html: str
    soup: BeautifulSoup

    def one(self, selector: str) -> Tag:
        found = self.soup.select(selector)
        assert len(found) == 1, f"{selector}: {len(found)}"
        return found[0]

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def words(self, selector: str) -> str:
        return words(self.one(selector))

    def meta(self, name: str) -> list[str]:
        return [
            str(tag["content"])
            for tag in self.soup.select(f'meta[name="{name}"], meta[property="{name}"]')
        ]

    def json_ld(self) -> list[dict[str, Any]]:
        return [
            json.loads(tag.string or "")
            for tag in self.soup.select('script[type="application/ld+json"]')
        ]


def words(tag: Tag) -> str:
    """The text of an element as one line."""
    return " ".join(tag.get_text().split())


def read(path: str, client: Client | None = None, status: int = 200) -> ReadPage:
    """Fetch an address as a reader does."""
    response = (client or Client()).get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    html = response.content.decode()
    return ReadPage(response, html, BeautifulSoup(html, "html.parser"))
