"""The real exports in a newspaper: no word lost in the row, no card lost in the page."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.ghost.archive import GhostArchive
from broadsheet.importers.models import ImportedItem, MissingFile
from broadsheet.importers.words import body_words, plain_text, words
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.models import Story
from tests.importers.bringing import bring
from tests.importers.make_archive import picture

CARDS = "ghost-6-cards.json"
GREAT = "ghost-6-1000.json"
EXPORTS = (
    *(CARDS, "ghost-1-valid.json", "ghost-2-default.json"),
    *("ghost-import-data-1.json", "ghost-import-data-lts.json"),
)
#: What the page says in other words: a story's card is that story's own, ornaments are ours.
BY_THEIR_OWN_STORY = ("related_story",)


@pytest.fixture(autouse=True)
def no_renditions(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.mark.parametrize("name", [*EXPORTS, pytest.param(GREAT, marks=pytest.mark.slow)])
def test_the_words_of_every_stored_story_are_those_of_the_source_in_order(
    front: FrontPage, reference_corpora: Path, name: str
) -> None:
    source = reference_corpora / "ghost" / name
    bring(source)
    differences: list[str] = []
    seen = 0
    for record in GhostArchive.open(source):
        item = ImportedItem.objects.get(kind=record.kind, source_id=record.source_id)
        model = Story if record.kind == "post" else InformationPage
        stored = list(model.objects.get(pk=item.object_id).body.raw_data)
        seen += len(stored)
        follow = {b["id"] for b in stored if b["type"] in BY_THEIR_OWN_STORY}
        here = body_words([block for block in stored if block["id"] not in follow])
        # Of a restricted story all is stored, also what members alone saw.
        blocks = record.full_body or record.body if record.kind == "post" else record.body
        blocks = [b for b in blocks if b["id"] not in follow]
        there = body_words(blocks)
        if record.full_body == record.body and not follow:
            assert there == words(record.source_text)
        if sorted(here) != sorted(there) or (record.visibility == "public" and here != there):
            differences.append(f"— {record.slug}")
            differences += difflib.unified_diff(there, here, "source", "stored", lineterm="", n=1)
    print("\n".join(differences))
    assert differences == []
    assert seen


@pytest.mark.parametrize("name", EXPORTS)
def test_every_old_address_answers_as_the_report_says(
    front: FrontPage, reference_corpora: Path, client: Client, name: str
) -> None:
    report = bring(reference_corpora / "ghost" / name)
    assert report.addresses
    said = {"live": 200, "redirect": 301, "gone": 410, "none": 404, "taken": 200}
    for old in report.addresses:
        answer = client.get(old.path)
        assert answer.status_code == said[old.answer], old
        if old.answer == "redirect":
            assert answer["Location"] == old.leads_to
            if old.leads_to.startswith("/"):
                assert client.get(old.leads_to, follow=True).status_code == 200, old
    assert not [old for old in report.addresses if old.answer == "none"]


def files_for(folder: Path) -> Path:
    """A copy of Ghost's content/ with something at every address that the site waits for."""
    for number, row in enumerate(MissingFile.objects.filter(address__startswith="/content/")):
        path = folder / row.address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        is_picture = path.suffix in (".jpg", ".png", ".jpeg", ".webp")
        path.write_bytes(picture(number) if is_picture else f"file {number}".encode())
    return folder


def test_every_card_of_ghost_6_is_in_the_page(
    front: FrontPage, reference_corpora: Path, tmp_path: Path, client: Client
) -> None:
    source = reference_corpora / "ghost" / CARDS
    bring(source)
    report = bring(source, content=files_for(tmp_path / "content"))
    slug = "council-reopens-eastern-quay"
    story = Story.objects.get(slug=slug)
    soup = BeautifulSoup(client.get(f"/{slug}/").content, "html.parser")
    article = soup.select_one("article.story")
    assert article is not None
    shown = words(plain_text(str(article)))
    seen_at = 0
    for block in story.body.raw_data:
        if block["type"] in ("related_story", "picture", "gallery", "embed", "file"):
            continue
        wanted = body_words([block])
        # In reading order: each block's words stand behind those of the block before it.
        place = next(
            (
                at
                for at in range(seen_at, len(shown) - len(wanted) + 1)
                if shown[at : at + len(wanted)] == wanted
            ),
            None,
        )
        assert place is not None, (block["type"], wanted)
        seen_at = place
    text = " ".join(shown)
    prose = article.select_one(".prose")
    assert prose is not None
    for block in story.body.raw_data:
        kind, value = block["type"], block["value"]
        if kind == "picture" and value["picture"]:
            assert " ".join(words(value["caption"])) in text
            assert " ".join(words(value["credit"])) in text
            assert any(value["alt_text"] == image.get("alt") for image in prose.select("img"))
        elif kind == "gallery":
            shown_pictures = [item.get("value", item) for item in value["pictures"]]
            assert all(item["picture"] for item in shown_pictures)
        elif kind == "embed":
            assert any(value["url"] == link["href"] for link in prose.select("a[href]"))
            assert not prose.select("iframe")
        elif kind == "file":
            assert value["file"]
            assert value["title"] in prose.get_text()
    # Recordings play or are a click away, and their old address leads to the file.
    links = [str(link["href"]) for link in prose.select("a[href]")]
    recordings = [link for link in links if link.startswith("/content/media/")]
    assert len(recordings) == 2
    for link in recordings:
        assert client.get(link).status_code == 301
    assert not article.select("script[src*=ghost], [onclick]")
    # What only the newsletter had is nowhere in the page.
    row = next(
        row
        for row in json.loads(source.read_text())["db"][0]["data"]["posts"]
        if row["slug"] == slug
    )
    mailed = [
        node
        for node in json.loads(row["lexical"])["root"]["children"]
        if node["type"] in ("email", "email-cta")
    ]
    assert mailed
    page = soup.get_text()
    for node in mailed:
        for sentence in plain_text(node["html"]).split(". "):
            assert sentence not in page
    assert report.missing_files == MissingFile.objects.count()


@pytest.mark.parametrize("slug", ["members-only-the-ledger", "paid-the-full-ledger"])
def test_what_stands_behind_the_wall_is_nowhere(
    front: FrontPage, reference_corpora: Path, client: Client, slug: str
) -> None:
    bring(reference_corpora / "ghost" / CARDS)
    story = Story.objects.get(slug=slug)
    blocks = list(story.body.raw_data)
    kinds = [block["type"] for block in blocks]
    wall = kinds.index("paywall") if "paywall" in kinds else 0
    secret = [" ".join(body_words([block])[:5]) for block in blocks[wall:] if body_words([block])]
    free = [" ".join(body_words([block])[:5]) for block in blocks[:wall] if body_words([block])]
    assert secret
    page = " ".join(words(plain_text(client.get(f"/{slug}/").content.decode())))
    for phrase in free:
        assert phrase in page
    month = f"{story.card.published_at:%Y-%m}"
    for path in (
        f"/{slug}/",
        "/",
        "/feed/",
        "/feed/atom/",
        "/feed/json/",
        "/news/",
        f"/sitemap-{month}.xml",
    ):
        text = " ".join(words(plain_text(client.get(path).content.decode())))
        for phrase in secret:
            assert phrase not in text, (path, phrase)
