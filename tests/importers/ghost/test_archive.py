from pathlib import Path

import pytest

from broadsheet.importers.errors import ExportRefused
from broadsheet.importers.ghost import GhostArchive, read_archive
from broadsheet.importers.records import LeftOut
from broadsheet.importers.words import body_words, words
from tests.importers.ghost.making import export, lexical, link, paragraph, post, write

DATA = Path(__file__).parents[1] / "data"


def test_the_small_export_of_ghost_6_is_read_whole():
    archive = read_archive(DATA / "ghost-6-small.json")
    assert archive.title == "The Verlow Lantern"
    assert (archive.language, archive.timezone) == ("en", "Europe/Vienna")
    assert len(archive.stories) == 24
    assert len(archive.pages) == 2
    assert len(archive.people) == 4
    assert [tag.name for tag in archive.tags if tag.is_internal] == ["Night desk"]
    assert archive.tiers == ("Free", "Supporters")
    assert archive.newsletters == ("River Letter",)
    assert archive.problems == []
    statuses = [story.status for story in archive.stories]
    assert {status: statuses.count(status) for status in set(statuses)} == {
        "published": 20,
        "draft": 2,
        "scheduled": 1,
        "sent": 1,
    }


def test_every_card_of_the_small_export_is_the_block_it_should_be():
    story = read_archive(DATA / "ghost-6-small.json").stories[0]
    assert [block["type"] for block in story.body] == [
        *("text", "picture", "gallery", "text", "embed", "text", "related_story"),
        *("external_story", "text", "fact_box", "fact_box", "html", "html", "text", "html"),
        *("html", "html", "file", "picture", "html", "html", "html", "html", "text"),
    ]
    assert story.converted == dict.fromkeys(
        (
            *("button", "html", "code", "audio", "video", "product", "header", "signup"),
            "call-to-action",
        ),
        1,
    )
    assert story.left_out == (
        LeftOut("script"),
        LeftOut("html (members only)", "Only members read of the miller's ledger."),
        LeftOut("transistor"),
        LeftOut("email", 'Dear {first_name, "reader"}, this is in the mail alone.'),
        LeftOut("email-cta", "For those who don't pay yet. Upgrade"),
    )
    assert len(story.full_body) == len(story.body) + 1
    assert len(story.free_body) == len(story.body) - 1
    assert story.author_ids == ("odile-marsh", "teo-varga")
    assert story.featured


def test_what_is_restricted_has_a_free_part_only_before_its_paywall():
    stories = {story.slug: story for story in read_archive(DATA / "ghost-6-small.json").stories}
    assert stories["water-tower-ledger"].visibility == "paid"
    assert body_words(stories["water-tower-ledger"].free_body)[:3] == ["The", "ledger", "is"]
    assert "212" not in body_words(stories["water-tower-ledger"].free_body)
    assert stories["supporters-archive"].visibility == "tiers"
    assert stories["supporters-archive"].free_body == []


def test_the_small_export_of_ghost_1_is_read_whole():
    archive = read_archive(DATA / "ghost-1-small.json")
    assert [story.slug for story in archive.stories] == ["ferry-for-sale", "ice"]
    assert [page.slug for page in archive.pages] == ["imprint"]
    assert {story.author_ids for story in archive.stories} == {("1",)}
    assert archive.stories[0].tag_ids == ("7",)
    assert archive.stories[1].meta_title == "The ice holds"
    ferry, ice = archive.stories
    assert ferry.body[0]["value"].startswith("<p>The ferry <i>Anna</i> is for sale,</p>")
    assert [block["type"] for block in ferry.body] == ["text", "picture", "text", "html"]
    assert ice.body[0]["value"] == "<h2>Ice</h2><p>The pond <i>holds</i>. <sup>1</sup></p>" + (
        "<p><sup>1</sup> So far.</p>"
    )


@pytest.mark.parametrize("name", ["ghost-6-small.json", "ghost-1-small.json"])
def test_the_words_of_every_story_are_those_of_its_source_in_order(name):
    archive = read_archive(DATA / name)
    for story in (*archive.stories, *archive.pages):
        assert body_words(story.body) == words(story.source_text)


@pytest.mark.parametrize("name", ["ghost-6-small.json", "ghost-1-small.json"])
def test_reading_twice_gives_the_same_records(name):
    assert read_archive(DATA / name) == read_archive(DATA / name)


def test_stories_can_be_read_one_after_the_other_with_progress():
    source = GhostArchive.open(DATA / "ghost-6-small.json")
    assert len(source) == 26
    assert source.header.stories == ()
    assert len(source.header.people) == 4
    seen: list[tuple[int, int]] = []
    archive = read_archive(
        DATA / "ghost-6-small.json", progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(number, 26) for number in range(1, 27)]
    assert tuple(story for story in source if story.kind == "post") == archive.stories


def test_links_to_a_known_old_site_become_our_own(tmp_path):
    body = lexical(paragraph(link("x", "https://www.verlow.example/b/?a=1")))
    path = write(tmp_path / "e.json", export(post("a", lexical=body)))
    (story,) = read_archive(path, site_address="https://verlow.example").stories
    assert story.body[0]["value"] == '<p><a href="/b/?a=1">x</a></p>'
    (story,) = read_archive(path).stories
    assert "https://www.verlow.example/b/" in story.body[0]["value"]


def test_a_path_that_is_no_export_is_refused(tmp_path):
    with pytest.raises(ExportRefused):
        read_archive(str(tmp_path / "nothing.json"))
