"""What readers get who come by an address of the old site."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.models import PatternRedirect
from tests.factories import make_section, make_story
from tests.importers.bringing import bring
from tests.importers.ghost.making import export, lexical, paragraph, post, write

REDIRECTS = """
301:
  /old-quay/: /quay/
  ^/blog/(.*)$: /$1/
  /quay/: /elsewhere/
302:
  /shop: https://shop.example/
"""
ROUTES = """
collections:
  /reports/:
    permalink: /reports/{slug}/
    filter: tag:river
  /:
    permalink: /{year}/{slug}/
taxonomies:
  tag: /topic/{slug}/
  author: /writer/{slug}/
"""


@pytest.fixture
def moved(front: FrontPage, tmp_path: Path) -> dict[str, str]:
    """The answers by address of a site with redirects and routes of its own."""
    rows = [post(slug, lexical=lexical(paragraph("Words."))) for slug in ("quay", "eels")]
    document = export(
        *rows,
        post("half-done", status="draft", lexical=lexical(paragraph("Not yet."))),
        tags=[{"id": "t", "name": "River", "slug": "river"}],
        users=[{"id": "u", "name": "Mara", "slug": "mara"}],
        posts_tags=[{"id": "x", "post_id": "id-eels", "tag_id": "t"}],
        posts_authors=[{"id": "y", "post_id": "id-eels", "author_id": "u"}],
    )
    content = tmp_path / "content"
    for name, text in (("data/redirects.yaml", REDIRECTS), ("settings/routes.yaml", ROUTES)):
        (content / name).parent.mkdir(parents=True)
        (content / name).write_text(text)
    report = bring(write(tmp_path / "export.json", document), content=content)
    return {old.path: old.answer for old in report.addresses}


def test_the_report_says_of_each_old_address_what_readers_get(
    moved: dict[str, str], client: Client
) -> None:
    assert moved["/2026/quay/"] == "redirect"
    assert moved["/reports/eels/"] == "redirect"
    assert moved["/topic/river/"] == "redirect"
    assert moved["/writer/mara/"] == "redirect"
    for path, answer in moved.items():
        if path.startswith("^") or answer == "none":
            continue
        response = client.get(path)
        assert response.status_code == {"live": 200, "redirect": 301, "gone": 410}[answer], path


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/2026/quay/", "/quay/"),
        ("/reports/eels/", "/eels/"),
        ("/topic/river/", "/tag/river/"),
        ("/topic/river/rss/", "/tag/river/rss/"),
        ("/writer/mara/", "/author/mara/"),
        ("/old-quay/", "/quay/"),
        ("/blog/quay", "/quay/"),
        ("/blog/quay/", "/quay/"),
        ("/shop/", "https://shop.example/"),
        ("/quay/amp/", "/quay/"),
        ("/sitemap-posts.xml", "/sitemap.xml"),
        ("/sitemap-tags-2.xml", "/sitemap.xml"),
    ],
)
def test_an_old_address_leads_on_for_good(
    moved: dict[str, str], client: Client, path: str, leads_to: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 301
    assert answer["Location"].rstrip("/") == leads_to.rstrip("/")


def test_a_live_page_keeps_its_address_against_a_redirect(
    moved: dict[str, str], client: Client
) -> None:
    assert client.get("/quay/").status_code == 200
    assert moved["/quay/"] == "live"


def test_an_address_by_uuid_leads_to_the_story_and_shows_no_draft(
    moved: dict[str, str], client: Client
) -> None:
    from broadsheet.newsroom.models import Story

    quay, draft = Story.objects.get(slug="quay"), Story.objects.get(slug="half-done")
    assert client.get(f"/p/{quay.public_id}/")["Location"] == "/quay/"
    assert client.get(f"/p/{draft.public_id}/").status_code == 404
    assert client.get(f"/email/{draft.public_id}/").status_code == 410
    assert client.get("/p/00000000-0000-4000-8000-000000000000/").status_code == 404
    quay.unpublish()
    assert client.get(f"/p/{quay.public_id}/").status_code == 410


@pytest.mark.parametrize(
    "path", ["/blog//evil.example/", "/blog/%5Cevil.example/", "/blog/%0D%0AX-Evil:1/"]
)
def test_a_pattern_never_leads_to_another_host_than_it_says(
    moved: dict[str, str], client: Client, path: str
) -> None:
    answer = client.get(path)
    location = answer.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "\r" not in location


def test_a_pattern_answers_only_where_nothing_lives(front: FrontPage, client: Client) -> None:
    site = front.get_site()
    make_story(make_section(front), "Ours", slug="blog-notes")
    PatternRedirect.objects.create(site=site, pattern="^/blog-(.*)$", leads_to="/$1/")
    assert client.get("/blog-notes/").status_code == 200
    assert client.get("/blog-else/").status_code == 301
