"""A reader's page: no cookie, no other host, nothing inline that the policy does not name."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, RequestFactory

from broadsheet.core.models import Address, AddressState
from broadsheet.masthead.content_security import add_to_policy, allow
from tests.newspaper import Newspaper
from tests.reading import ReadPage, read

LOADING = (
    "img[src], script[src], iframe[src], source[srcset], link[rel~=stylesheet], link[rel=icon]"
)


def policy(page: ReadPage) -> dict[str, list[str]]:
    parts = page.response["Content-Security-Policy"].split("; ")
    return {name: sources.split() for name, _, sources in (part.partition(" ") for part in parts)}


def every_page(paper: Newspaper) -> list[ReadPage]:
    live = Address.objects.filter(state=AddressState.LIVE).values_list("path", flat=True)
    return [read(path) for path in live if path.endswith("/")]


def test_every_page_holds_to_a_strict_policy(paper: Newspaper) -> None:
    pages = [*every_page(paper), read("/no-such/", status=404), read("/taken-down/", status=410)]
    assert len(pages) > 60
    for page in pages:
        sources = policy(page)
        assert sources["default-src"] == ["'none'"]
        assert sources["script-src"] == ["'self'"]
        assert sources["img-src"] == sources["font-src"] == sources["connect-src"] == ["'self'"]
        assert sources["form-action"] == ["'self'"]
        (style,) = page.all("style")
        digest = base64.b64encode(hashlib.sha256(style.get_text().encode()).digest()).decode()
        assert sources["style-src"] == ["'self'", f"'sha256-{digest}'"]
        assert not page.all("[style]")
        for script in page.all("script"):
            assert script.has_attr("src") or script["type"] == "application/ld+json"
        handlers = [name for tag in page.all("*") for name in tag.attrs if name.startswith("on")]
        assert not handlers


def test_nothing_is_loaded_from_another_host(paper: Newspaper) -> None:
    for page in every_page(paper):
        for tag in page.all(LOADING):
            addresses = [tag.get("src"), tag.get("href"), *str(tag.get("srcset", "")).split(", ")]
            for address in filter(None, addresses):
                assert str(address).startswith(("/static/", "/media/")), address


def test_a_reader_gets_no_cookie(paper: Newspaper) -> None:
    client = Client()
    for path in ("/", "/everything/", "/search/?q=tide", "/team/", "/sponsored/", "/members/"):
        response = client.get(path)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_styles_and_scripts_ask_for_nothing_elsewhere() -> None:
    for name in ("broadsheet.css", "menu.js", "embed.js", "early.js", "enlarge.js", "icon.svg"):
        found = finders.find(f"broadsheet/{name}")
        assert isinstance(found, str)
        text = Path(found).read_text(encoding="utf-8")
        text = text.replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@import|url\((?!\"fonts/)", text), name


def test_a_page_asks_for_a_source_once() -> None:
    request = RequestFactory().get("/")
    for _ in range(2):
        allow(request, "style-src", "'sha256-x'")
        allow(request, "frame-src", "https://player.example")
    response = HttpResponse()
    add_to_policy(request, response)
    assert response._csp_update == {"style-src": ["'sha256-x'"]}  # type: ignore[attr-defined]
    assert response._csp_replace == {"frame-src": ["https://player.example"]}  # type: ignore[attr-defined]
    allow(None, "style-src", "'none'")


def test_the_policy_reads_the_same_whatever_process_writes_it(paper: Newspaper) -> None:
    """A header in another order would be another page to the press, a CDN and nginx."""
    for path in ("/", "/everything/", "/search/?q=tide"):
        policy = Client().get(path).headers["Content-Security-Policy"]
        directives = policy.split("; ")
        assert directives == sorted(directives)
        assert len(directives) == 13, policy
