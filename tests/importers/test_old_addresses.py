"""What readers get who come by an address of the old site."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.models import PatternRedirect
from broadsheet.newsroom.models import Section, Story, Topic
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
routes:
  /start/: home-template
  /people/:
    data: author.mara
  /who-we-are/:
    data: page.about
  /river-news/:
    controller: channel
    filter: tag:river
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
        post("about", type="page", lexical=lexical(paragraph("Who we are."))),
        post(
            "inner-circle", type="page", visibility="members", lexical=lexical(paragraph("Psst."))
        ),
        post("letter", status="sent", lexical=lexical(paragraph("Dear you."))),
        post("store", lexical=lexical(paragraph("A shop opens."))),
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
    return {
        old.path: old.answer
        for old in report.addresses
        if (old.kind, old.path) != ("redirect", "/quay/")
    }


def test_the_report_says_of_each_old_address_what_readers_get(
    moved: dict[str, str], client: Client
) -> None:
    assert moved["/2026/quay/"] == "redirect"
    assert moved["/reports/eels/"] == "redirect"
    assert moved["/topic/river/"] == "redirect"
    assert moved["/writer/mara/"] == "redirect"
    assert "none" not in moved.values()
    for path, answer in moved.items():
        if path.startswith("^"):
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
        ("/topic/river/page/2/", "/tag/river/page/2/"),
        ("/tag/river/page/2/", "/tag/river/"),
        ("/author/mara/page/3/", "/author/mara/"),
        ("/page/7/", "/news/"),
        ("/reports/", "/tag/river/"),
        ("/reports/page/2/", "/tag/river/page/2/"),
        ("/river-news/rss/", "/tag/river/rss/"),
        ("/people/", "/author/mara/"),
        ("/who-we-are/", "/about/"),
        ("/tag/river/rss/2/", "/tag/river/feed/"),
        ("/rss/3/", "/feed/"),
        ("/2026/store/", "/store-2/"),
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
    assert "/quay/" not in moved


@pytest.mark.parametrize("path", ["/start/", "/inner-circle/"])
def test_what_nothing_took_the_place_of_is_gone(
    moved: dict[str, str], client: Client, path: str
) -> None:
    assert moved[path] == "gone"
    assert client.get(path).status_code == 410


def test_a_number_that_the_old_list_cannot_have_had_is_not_found(
    moved: dict[str, str], client: Client
) -> None:
    make_story(
        Section.objects.get(), "New here", topics=[Topic.objects.create(name="New", slug="new")]
    )
    for path in ("/tag/river/page/7/", "/tag/river/page/0/", "/tag/new/page/2/", "/news/page/9/"):
        assert client.get(path).status_code == 404, path
    answer = client.get("/tag/river/page/2/")
    # The list may grow a page of that number: nobody is to remember the way for years.
    assert answer["Cache-Control"] == "max-age=3600"


def test_an_address_by_uuid_leads_to_the_story_and_shows_no_draft(
    moved: dict[str, str], client: Client
) -> None:
    quay, draft = Story.objects.get(slug="quay"), Story.objects.get(slug="half-done")
    assert client.get(f"/p/{quay.public_id}/")["Location"] == "/quay/"
    assert client.get(f"/p/{draft.public_id}/").status_code == 404
    assert client.get(f"/email/{draft.public_id}/").status_code == 410
    assert client.get("/p/00000000-0000-4000-8000-000000000000/").status_code == 404
    quay.unpublish()
    assert client.get(f"/p/{quay.public_id}/").status_code == 410
    quay.delete()
    draft.delete()
    assert client.get(f"/p/{quay.public_id}/").status_code == 410
    assert client.get(f"/p/{draft.public_id}/").status_code == 404


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


def test_a_long_list_is_turned_by_our_pages_and_then_leads_to_its_beginning(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    rows = [post(f"s-{number}", lexical=lexical(paragraph("Words."))) for number in range(45)]
    document = export(
        *rows,
        tags=[{"id": "t", "name": "River", "slug": "river"}],
        posts_tags=[
            {"id": f"x{n}", "post_id": row["id"], "tag_id": "t"} for n, row in enumerate(rows)
        ],
        settings=[{"key": "posts_per_page", "value": "10"}],
    )
    report = bring(write(tmp_path / "export.json", document))
    pages = {old.path: old for old in report.addresses if old.kind == "pagination"}
    assert [f"/tag/river/page/{number}/" in pages for number in (1, 2, 5, 6)] == [
        *(False, True, True, False)
    ]
    for path, old in pages.items():
        answer = client.get(path)
        if old.answer == "live":
            assert answer.status_code == 200, path
        else:
            assert (answer.status_code, answer["Location"]) == (301, old.leads_to), path
    make_story(Section.objects.get(), "One more", topics=[Topic.objects.get()])
    again = bring(tmp_path / "export.json")
    assert [old.answer for old in again.addresses] == [old.answer for old in report.addresses]


def test_an_address_that_another_page_of_ours_has_is_called_taken(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    make_story(make_section(front), "Ours", slug="quay")
    document = export(
        post("quay", lexical=lexical(paragraph("Theirs."))),
        post("team", lexical=lexical(paragraph("A page."))),
        post("contacts", type="page", lexical=lexical(paragraph("A page."))),
        tags=[{"id": "t", "name": "Analysis", "slug": "analysis"}],
        posts_tags=[{"id": "x", "post_id": "id-quay", "tag_id": "t"}],
    )
    source = write(tmp_path / "export.json", document)
    for _time in range(2):
        report = bring(source)
        answers = {old.path: (old.answer, old.leads_to) for old in report.addresses}
        assert answers["/quay/"] == ("taken", "/quay-2/")
        assert answers["/team/"] == ("taken", "/team-2/")
        assert answers["/contacts/"] == ("taken", "/contacts-2/")
        assert answers["/tag/analysis/"] == ("taken", "/tag/analysis-topic/")
        for path, (_answer, leads_to) in answers.items():
            assert not leads_to or client.get(leads_to, follow=True).status_code == 200, path
        named = [problem for problem in report.problems if "shows another page" in problem]
        assert len(named) == 2
        assert "/contacts/" in "".join(named)
        assert "/tag/analysis-topic/" in "".join(named)


def test_what_the_desk_has_withdrawn_is_called_gone(
    front: FrontPage, tmp_path: Path, client: Client
) -> None:
    document = export(post("quay", lexical=lexical(paragraph("Words."))))
    source = write(tmp_path / "export.json", document)
    bring(source)
    Story.objects.get().unpublish()
    answers = {old.path: old.answer for old in bring(source).addresses if old.kind != "front"}
    for path, answer in answers.items():
        if answer == "gone":
            assert client.get(path).status_code == 410, path
    assert answers["/quay/"] == "gone"
    assert [answer for path, answer in answers.items() if path.startswith("/p/")] == ["gone"]
