"""An archive in the newspaper: what readers see of it, and what a second import changes."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from broadsheet.core.models import Address
from broadsheet.fronts.models import EditorsPick, FrontPage
from broadsheet.importers.errors import ImportRefused
from broadsheet.importers.ghost.archive import GhostArchive
from broadsheet.importers.models import ImportedItem, MissingFile, PendingCard
from broadsheet.importers.report import ImportReport
from broadsheet.importers.words import body_words
from broadsheet.importers.writer import ArchiveWriter, ImportOptions
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.enums import Access
from broadsheet.newsroom.free_part import shown_length
from broadsheet.newsroom.models import Person, Section, Story, StoryCard, Topic
from tests.factories import make_section, make_story

SMALL = Path(__file__).parent / "data" / "ghost-6-small.json"
CARDS = ("related_story", "external_story")
RESTRICTED = ("water-tower-ledger", "members-evening", "supporters-archive")


def bring_in(path: Path = SMALL, **options: bool) -> ImportReport:
    archive = GhostArchive.open(path)
    writer = ArchiveWriter(archive.header, ImportOptions("ghost", **options))
    return writer.write(archive, total=len(archive))


@pytest.fixture
def report(front: FrontPage) -> ImportReport:
    return bring_in()


def test_everything_in_the_export_is_here(report: ImportReport) -> None:
    archive = list(GhostArchive.open(SMALL))
    assert report.created["post"] == sum(record.kind == "post" for record in archive)
    assert InformationPage.objects.count() == sum(record.kind == "page" for record in archive)
    assert Person.objects.count() == 4
    # The internal tag is a label of the desk and no topic.
    assert set(Topic.objects.values_list("slug", flat=True)) >= {"town-hall", "river", "railway"}
    assert not Topic.objects.filter(slug__contains="night-desk").exists()
    assert Story.objects.filter(slugline__icontains="night").exists()


def test_every_old_address_answers(report: ImportReport, client: Client) -> None:
    # The tag “Opinion” gave way to the list of opinions, and a letter was never a page.
    assert {address.path for address in report.addresses if address.answer == "taken"} == {
        "/tag/opinion/"
    }
    for address in report.addresses:
        response = client.get(address.path, follow=True)
        assert response.status_code == (410 if address.answer == "gone" else 200), address
        assert (response.redirect_chain != []) == (address.answer == "redirect"), address
    assert {address.kind for address in report.addresses} == {
        *("post", "page", "uuid", "email", "front", "tag", "author", "feed", "pagination"),
    }


def test_old_feeds_and_old_pages_of_the_front_lead_on(report: ImportReport, client: Client) -> None:
    assert client.get("/rss/")["Location"] == "/feed/"
    assert client.get("/tag/river/rss/")["Location"] == "/tag/river/feed/"
    assert client.get("/page/3/")["Location"] == "/news/"


def test_dates_names_and_topics_come_over_in_order(report: ImportReport) -> None:
    for record in GhostArchive.open(SMALL):
        if record.kind != "post" or record.status != "published":
            continue
        item = ImportedItem.objects.get(kind="post", source_id=record.source_id)
        story = Story.objects.get(pk=item.object_id)
        assert story.first_published_at == record.published_at
        assert story.card.published_at == record.published_at
        assert story.title == record.headline
        assert len(story.bylines.all()) == len(record.author_ids)
        assert story.get_parent().title == "Stories"


def test_the_words_of_every_story_are_those_of_the_source_in_order(report: ImportReport) -> None:
    for record in GhostArchive.open(SMALL):
        if record.kind != "post":
            continue
        item = ImportedItem.objects.get(kind="post", source_id=record.source_id)
        body = list(Story.objects.get(pk=item.object_id).body.raw_data)
        source = record.body if record.visibility == "public" else record.full_body or record.body
        # A card of our own story shows that story, not the words that the old card had.
        plain = [
            block for block in body if block["type"] not in ("related_story", "external_story")
        ]
        wanted = [
            block for block in source if block["type"] not in ("related_story", "external_story")
        ]
        assert body_words(plain) == body_words(wanted), record.slug


def test_drafts_stay_drafts_and_the_mailed_letter_is_no_page(
    report: ImportReport, client: Client
) -> None:
    for slug in ("tram-nobody-asked-for", "second-draft", "letter-only"):
        assert not Story.objects.get(slug=slug).live
        assert client.get(f"/{slug}/").status_code == 404


def test_a_scheduled_story_is_still_scheduled(front: FrontPage, client: Client) -> None:
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC), tick=False):
        bring_in()
        story = Story.objects.get(slug="may-elections")
        assert not story.live
        assert story.revisions.filter(approved_go_live_at=story.go_live_at).exists()
        assert client.get("/may-elections/").status_code == 404


def test_a_schedule_that_has_passed_makes_a_draft_and_a_line_in_the_report(
    report: ImportReport,
) -> None:
    assert not Story.objects.get(slug="may-elections").live
    assert any("has passed" in problem for problem in report.problems)


@pytest.mark.parametrize("slug", RESTRICTED)
def test_a_restricted_story_gives_headline_standfirst_and_free_part_and_nothing_more(
    report: ImportReport, client: Client, slug: str
) -> None:
    story = Story.objects.get(slug=slug)
    assert story.access != Access.PUBLIC
    secrets = [
        sentence.strip()
        for block in list(story.body.raw_data)[shown_length(story) :]
        for sentence in re.split(r"[.<>]", str(block["value"]))
        if len(sentence.strip()) > 8
    ]
    assert secrets
    assert html.escape(story.title) in client.get(f"/{slug}/").content.decode()
    month = f"{story.card.published_at:%Y-%m}"
    paths = (f"/{slug}/", "/", "/feed/", "/feed/atom/", "/feed/json/", "/news/", "/stories/")
    for path in (*paths, f"/search/?q={secrets[0].split()[-1]}", f"/sitemap-{month}.xml"):
        text = client.get(path).content.decode()
        for sentence in secrets:
            assert sentence not in text, (path, sentence)
    assert story.card.excerpt == story.standfirst


def test_the_free_part_before_the_paywall_is_read_by_everyone(
    report: ImportReport, client: Client
) -> None:
    page = client.get("/members-evening/").content.decode()
    assert "Forty came." in page
    assert "eels and commas" not in page
    # A story that never had a wall shows nothing of its body.
    assert shown_length(Story.objects.get(slug="supporters-archive")) == 0


def test_restricted_stories_can_be_opened_on_request(front: FrontPage, client: Client) -> None:
    bring_in(open_restricted=True)
    assert not Story.objects.exclude(access=Access.PUBLIC).exists()
    assert client.get("/members-evening/").status_code == 200


def test_a_card_about_a_story_of_the_same_archive_follows_that_story(report: ImportReport) -> None:
    cards = [
        Story.objects.get(pk=block["value"]["story"]).slug
        for story in Story.objects.all()
        for block in story.body.raw_data
        if block["type"] == "related_story"
    ]
    assert cards
    assert not PendingCard.objects.exists()


def test_featured_posts_become_editors_picks(report: ImportReport) -> None:
    assert [pick.story.slug for pick in EditorsPick.objects.standing()] == ["mill-gate-opened"]


def test_authors_of_public_stories_are_public(report: ImportReport, client: Client) -> None:
    author = Story.objects.get(slug="mill-gate-opened").bylines.first().person
    assert author.is_public
    assert client.get(author.url).status_code == 200


def test_pictures_that_are_not_with_the_export_are_listed_with_all_that_is_known(
    report: ImportReport,
) -> None:
    lead = MissingFile.objects.filter(block_id="").exclude(credit="").first()
    assert lead is not None
    assert lead.address
    assert report.missing_files == MissingFile.objects.count()


def test_the_same_export_twice_changes_nothing(report: ImportReport) -> None:
    def state() -> list[object]:
        return [
            list(model.objects.order_by("pk").values())
            for model in (Story, Topic, Person, Section, InformationPage, StoryCard, Address)
        ]

    before = state()
    again = bring_in()
    assert not again.created
    assert again.unchanged["post"] == report.created["post"]
    assert state() == before


def test_an_edit_made_here_survives_a_second_import(report: ImportReport) -> None:
    story = Story.objects.get(slug="baker-retires")
    story.title = "The baker stays"
    story.save_revision().publish()
    bring_in()
    assert Story.objects.get(pk=story.pk).title == "The baker stays"


def test_an_imported_story_can_be_edited_and_published(report: ImportReport) -> None:
    story = Story.objects.get(slug="numbers-of-the-flood")
    story.standfirst = "Counted again."
    story.save_revision().publish()
    assert StoryCard.objects.get(pk=story.pk).standfirst == "Counted again."


def test_an_address_that_is_taken_here_is_given_a_number_and_reported(front: FrontPage) -> None:
    make_story(make_section(front), "Ours", slug="baker-retires")
    report = bring_in()
    assert Story.objects.filter(slug="baker-retires-2").exists()
    assert any("/baker-retires/" in problem for problem in report.problems)


def test_a_break_in_the_middle_leaves_whole_batches_and_goes_on(
    front: FrontPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from broadsheet.importers import writer

    monkeypatch.setattr(writer, "BATCH", 5)
    archive = GhostArchive.open(SMALL)

    def break_off() -> object:
        for number, record in enumerate(archive):
            if number == 12:
                raise KeyboardInterrupt
            yield record

    first = ArchiveWriter(archive.header, ImportOptions("ghost"))
    with pytest.raises(KeyboardInterrupt):
        first.write(break_off(), total=26)  # type: ignore[arg-type]
    assert ImportedItem.objects.filter(kind__in=["post", "page"]).count() == 10
    bring_in()
    assert ImportedItem.objects.filter(kind__in=["post", "page"]).count() == 26
    assert Story.objects.count() == len(set(Story.objects.values_list("public_id", flat=True)))


def test_a_site_without_a_front_is_refused_in_a_sentence(db: None) -> None:
    with pytest.raises(ImportRefused, match="broadsheet new"):
        bring_in()


@pytest.mark.parametrize(
    "name", ["ghost-6-cards.json", "ghost-1-valid.json", "ghost-2-default.json"]
)
def test_real_exports_come_in_whole(
    front: FrontPage, reference_corpora: Path, client: Client, name: str
) -> None:
    report = bring_in(reference_corpora / "ghost" / name)
    assert report.created["post"]
    for address in report.addresses:
        assert client.get(address.path, follow=True).status_code == 200
