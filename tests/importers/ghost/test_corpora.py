"""Real exports, where they lie beside the project; see their README for where they come from."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup

from broadsheet.importers.captions import Credit
from broadsheet.importers.errors import ExportRefused
from broadsheet.importers.ghost import read_archive
from broadsheet.importers.records import Archive, LeftOut, PictureRecord, StoryRecord
from broadsheet.importers.words import body_words, words
from tests.conftest import corpora
from tests.importers.ghost.making import write

CORPORA = corpora() / "ghost"
pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="The real Ghost exports are not here (../shared/corpora/ghost)."
)
#: Stories, pages, people, tags.
COUNTS = {
    "ghost-1-valid.json": (2, 0, 1, 1),
    "ghost-2-default.json": (7, 0, 2, 1),
    "ghost-6-1000.json": (1015, 3, 11, 28),
    "ghost-6-cards.json": (17, 3, 11, 28),
    "ghost-import-data-1.json": (1, 0, 1, 1),
    "ghost-import-data-lts.json": (1, 0, 1, 1),
}
UPLOADS = "/content/images/2026/10"


def everything(archive: Archive) -> tuple[StoryRecord, ...]:
    return (*archive.stories, *archive.pages)


@pytest.mark.parametrize("name", COUNTS)
def test_every_story_page_person_and_tag_is_read(name):
    archive = read_archive(CORPORA / name)
    counts = (archive.stories, archive.pages, archive.people, archive.tags)
    assert tuple(map(len, counts)) == COUNTS[name]
    # The two import fixtures name an author whom they don't have.
    expected = {"missing-author"} if "import-data" in name else set()
    assert {problem.code for problem in archive.problems} == expected


@pytest.mark.parametrize("name", COUNTS)
def test_the_words_of_every_story_are_those_of_its_source_in_order(name):
    for story in everything(read_archive(CORPORA / name)):
        assert body_words(story.body) == words(story.source_text), story.slug


@pytest.mark.parametrize("name", COUNTS)
def test_reading_twice_gives_the_same_records(name):
    assert read_archive(CORPORA / name) == read_archive(CORPORA / name)


def test_the_broken_file_is_refused_in_a_sentence():
    with pytest.raises(ExportRefused, match="is JSON but not a Ghost export: it has no posts"):
        read_archive(CORPORA / "broken.json")


def test_a_thousand_stories_are_read_with_their_statuses():
    archive = read_archive(CORPORA / "ghost-6-1000.json")
    assert Counter(story.status for story in everything(archive)) == {
        "published": 1015,
        "draft": 2,
        "scheduled": 1,
    }


@pytest.mark.parametrize("name", ["ghost-6-cards.json", "ghost-2-default.json"])
def test_what_ghost_itself_rendered_has_the_same_words(name):
    """Ghost's HTML column is another program's reading of the same source."""
    document = json.loads((CORPORA / name).read_text(encoding="utf-8"))
    rendered = {row["slug"]: row["html"] for row in document["db"][0]["data"]["posts"]}
    for story in everything(read_archive(CORPORA / name)):
        soup = BeautifulSoup(rendered[story.slug] or "", "lxml")
        # What Ghost adds to a page and no one wrote.
        for furniture in soup.select(
            "script, style, svg, title, .kg-audio-player, .kg-video-player-container,"
            " .kg-file-card-metadata, .kg-signup-card-success"
        ):
            furniture.decompose()
        for block in soup.find_all(
            re.compile("^(p|h[1-6]|li|div|td|th|br|figcaption|blockquote)$")
        ):
            block.insert_before(" ")
            block.append(" ")
        spaced = soup.get_text().replace("kg-", "")
        assert body_words(story.body) == words(_bookmark_spaced(soup, spaced)), story.slug


def _bookmark_spaced(soup: BeautifulSoup, text: str) -> str:
    for span in soup.select(".kg-bookmark-metadata span, .kg-callout-emoji"):
        text = text.replace(span.get_text(), f" {span.get_text()} ")
    return text


@pytest.mark.parametrize("name", ["ghost-6-cards.json", "ghost-2-default.json"])
def test_the_rendered_html_alone_gives_the_same_words(name, tmp_path):
    document = json.loads((CORPORA / name).read_text(encoding="utf-8"))
    for row in document["db"][0]["data"]["posts"]:
        row["lexical"] = row["mobiledoc"] = None
    from_html = everything(read_archive(write(tmp_path / name, document)))
    for story, other in zip(everything(read_archive(CORPORA / name)), from_html, strict=True):
        assert body_words(story.body) == body_words(other.body), story.slug
        assert other.source_format in ("html", "")


@pytest.fixture(scope="module")
def cards() -> StoryRecord:
    stories = read_archive(CORPORA / "ghost-6-cards.json").stories
    return next(story for story in stories if story.slug == "council-reopens-eastern-quay")


def test_the_story_with_every_card_keeps_its_fields(cards):
    assert cards.headline == "Council votes to reopen the eastern quay"
    assert cards.standfirst == "Nine to four, after six months of closed gates."
    assert (cards.status, cards.visibility, cards.featured) == ("published", "public", True)
    assert f"{cards.published_at:%Y-%m-%d %H:%M:%S%z}" == "2026-10-06 18:37:00+0000"
    assert len(cards.author_ids) == 2
    assert len(cards.tag_ids) == 4
    assert cards.lead_picture == PictureRecord(
        f"{UPLOADS}/harbour.jpg",
        "Cranes at dusk",
        "Cranes over the eastern quay.",
        Credit("Mara Lind / POOL / EPN", "Mara Lind", ("POOL", "EPN")),
    )
    assert cards.meta_title == "Eastern quay to reopen"
    assert cards.meta_description == "The harbour council voted nine to four."
    assert cards.open_graph.title == "Quay reopens"
    assert cards.canonical_url == "https://example.org/original"
    assert cards.code_head == "<script>1</script>"
    assert cards.source_format == "lexical"
    assert str(cards.uuid) == "5f4171bf-cb38-4b20-8bfc-4798e3839e99"


def picture(name: str, **fields: str) -> dict[str, object]:
    return {
        "picture": None,
        "source": f"{UPLOADS}/{name}.jpg",
        "alt_text": "",
        "decorative": False,
        "caption": "",
        "credit": "",
        "layout": "column",
        **fields,
    }


def html(text: str) -> dict[str, str]:
    return {"html": text}


def test_every_card_is_its_block_field_by_field(cards):
    link = '<a href="/story-12/">ending a closure</a>'
    media = "/content/media/2026/10"
    assert [(block["type"], block["value"]) for block in cards.body] == [
        (
            "text",
            f"<p>The harbour council voted <b>nine to four</b> on Tuesday to reopen the eastern "
            f"quay, {link} that began after the spring storm — “long overdue”, said the harbour "
            "master.</p><h2>What changes in October</h2><ul><li>Ferries return to berth three</li>"
            "<li>Night work stops at 22:00</li><li>The fish market keeps its Sunday hours</li></ul>"
            "<blockquote>Nobody here expected the vote to be this clear.</blockquote>"
            "<blockquote>A quay is a promise that ships will come.</blockquote>",
        ),
        (
            "picture",
            picture(
                "harbour",
                alt_text="Cranes over the eastern quay at dusk",
                caption="Cranes over the eastern quay at dusk.",
                credit="Mara Lind / POOL / EPN",
                layout="wide",
            ),
        ),
        (
            "gallery",
            {
                "title": "Two views of the market hall.",
                "pictures": [picture("a"), picture("b", alt_text="Second")],
            },
        ),
        ("text", "<hr>"),
        (
            "embed",
            {
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "title": "Video",
                "source": "YouTube",
                "html": "",
                "poster": None,
                "poster_source": "https://i.ytimg.com/vi/aqz-KE-bpKQ/hqdefault.jpg",
            },
        ),
        ("text", "<p>The council session, recorded.</p>"),
        (
            "related_story",
            {
                "story": None,
                "address": "/story-14/",
                "fallback": {
                    "url": "/story-14/",
                    "headline": "Who pays for the quay",
                    "excerpt": "The bill for the eastern quay has grown three times since the "
                    "storm, and the town has yet to say who…",
                    "publication": "The Example Post",
                    "byline": "Ilse Brandt",
                    "picture": None,
                    "picture_source": "",
                },
            },
        ),
        (
            "fact_box",
            {
                "title": "",
                "body": "<p><b>Key point:</b> the vote binds the harbour company for five "
                "years.</p>",
            },
        ),
        (
            "fact_box",
            {
                "title": "How the vote was counted",
                "body": "<p>Thirteen members sat; all voted.</p>",
            },
        ),
        ("html", html('<p><a href="https://example.org/minutes">Read the minutes</a></p>')),
        (
            "html",
            html(
                "<table><tbody><tr><th>Year</th><th>Ships</th></tr>"
                "<tr><td>2025</td><td>1,204</td></tr></tbody></table>"
            ),
        ),
        (
            "text",
            "<h3>Sources</h3><ol><li>Council minutes</li><li><i>Harbour company</i> report</li>"
            "</ol>",
        ),
        (
            "html",
            html(
                "<figure><pre><code class=\"language-python\">print('quay')</code></pre>"
                "<figcaption>A line of code</figcaption></figure>"
            ),
        ),
        (
            "html",
            html(
                f'<figure><audio controls="" preload="none" src="{media}/council.mp3"></audio>'
                f'<figcaption><a href="{media}/council.mp3">The vote, as heard in the room</a>'
                "</figcaption></figure>"
            ),
        ),
        (
            "html",
            html(
                f'<figure><video controls="" height="720" poster="{media}/quay_thumb.jpg" '
                f'preload="none" src="{media}/quay.mp4" width="1280"></video>'
                f'<figcaption><a href="{media}/quay.mp4">The first ferry.</a></figcaption></figure>'
            ),
        ),
        (
            "file",
            {
                "file": None,
                "title": "Minutes of the session",
                "source": "/content/files/2026/10/minutes.pdf",
                "caption": "PDF, 14 pages",
            },
        ),
        ("picture", picture("harbour", alt_text="The Quay Map")),
        (
            "html",
            html(
                "<h3>The Quay Map</h3><p>★★★★☆</p><p>A printed map of the harbour.</p>"
                '<p><a href="https://example.org/map">Buy</a></p>'
            ),
        ),
        ("html", html("<h2>Part two</h2><p>What the ferries want</p>")),
        ("html", html("<h2>Harbour Weekly</h2><p>Every Friday</p><p>Subscribe</p><p>No spam.</p>")),
        (
            "html",
            html(
                "<p>Sponsored</p><p>Support our reporting.</p>"
                '<p><a href="https://example.org/give">Give</a></p>'
            ),
        ),
        ("text", "<p>Members of the council declined to comment further.</p>"),
    ]


def test_what_the_story_with_every_card_lost_is_listed(cards):
    assert cards.left_out == (
        LeftOut("script"),
        LeftOut("email", 'Hey {first_name, "there"}, this is only in the mail.'),
        LeftOut("email-cta", "Only for free members."),
    )
    assert cards.free_body == cards.body[:-1]
    assert cards.full_body == cards.body
    assert cards.converted == dict.fromkeys(
        (
            *("button", "html", "code", "audio", "video", "product", "header", "signup"),
            "call-to-action",
        ),
        1,
    )


def test_statuses_and_visibilities_of_the_cards_export_are_read():
    stories = {
        story.slug: story for story in everything(read_archive(CORPORA / "ghost-6-cards.json"))
    }
    assert stories["draft-the-tram-line-nobody-asked-for"].status == "draft"
    assert stories["scheduled-for-the-new-year"].status == "scheduled"
    assert stories["members-only-the-ledger"].visibility == "members"
    assert stories["members-only-the-ledger"].free_body == []
    assert stories["paid-the-full-ledger"].visibility == "paid"
    assert stories["mail-only"].email_only
    assert stories["tysha-pislia-syreny"].headline == (
        "«Тиша після сирени» — 'quotes' & <tags> in a headline"
    )
    assert stories["about-us"].kind == "page"
