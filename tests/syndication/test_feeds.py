from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.enums import Access, BylineRole, StoryType
from broadsheet.newsroom.models import Byline
from broadsheet.syndication import feeds
from tests.factories import (
    make_person,
    make_picture,
    make_section,
    make_story,
    make_topic,
    text,
)
from tests.syndication.reading import FORMATS, feed, find, json_feed, texts, titles, tree

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOSTILE = 'A <b>"crane"</b> & ]]> \x08\x0b\x1f\ufffe\uffff moves </title><script>alert(1)</script>'
HARMLESS = 'A <b>"crane"</b> & ]]> moves </title><script>alert(1)</script>'


def test_an_item_tells_all_that_a_card_shows(front: FrontPage, client: Client) -> None:
    story = make_story(
        make_section(front),
        "A crane moves",
        slug="a-crane-moves",
        standfirst="It stood for sixty years.",
        topics=[make_topic("Ferries"), make_topic("Harbour works", slug="works")],
        authors=[make_person("Mara Lind"), make_person("Ivo Brand", is_public=False), "Anna Doe"],
        published_at=NOON,
    )
    url = "http://testserver/a-crane-moves/"
    for path in ("/feed/", "/feed/atom/"):
        (entry,) = feed(client, path).entries
        assert entry.title == "A crane moves"
        assert entry.link == url
        assert entry.id == f"urn:uuid:{story.public_id}"
        assert entry.summary == "It stood for sixty years."
        assert [tag.term for tag in entry.tags] == ["News feed", "Ferries", "Harbour works"]
        assert [author["name"] for author in entry.authors] == [
            "Mara Lind",
            "Ivo Brand",
            "Anna Doe",
        ]
    (item,) = json_feed(client, "/feed/json/")["items"]
    assert item["id"] == f"urn:uuid:{story.public_id}"
    assert (item["title"], item["url"]) == ("A crane moves", url)
    assert item["content_text"] == "It stood for sixty years."
    assert item["tags"] == ["News feed", "Ferries", "Harbour works"]
    # Only a public person has a page to link to.
    assert item["authors"] == [
        {"name": "Mara Lind", "url": "http://testserver/author/mara-lind/"},
        {"name": "Ivo Brand"},
        {"name": "Anna Doe"},
    ]


def test_only_authors_are_named_as_authors(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), authors=["Anna Doe"], live=False)
    story.bylines.add(Byline(text="Otto Lens", role=BylineRole.PHOTOS, sort_order=1))
    story.save_revision().publish()
    assert texts(tree(client, "/feed/"), "//item/dc:creator") == ["Anna Doe"]


def test_a_story_without_standfirst_gives_the_beginning_of_its_text(
    front: FrontPage, client: Client
) -> None:
    make_story(make_section(front), body=[text("<p>The <b>crane</b> moved at dawn.</p>")])
    assert feed(client, "/feed/").entries[0].summary == "The crane moved at dawn."


@pytest.mark.parametrize("access", [Access.MEMBERS, Access.PAID])
@pytest.mark.parametrize("suffix", FORMATS)
def test_of_a_restricted_story_only_headline_and_standfirst_go_out(
    front: FrontPage, client: Client, suffix: str, access: Access
) -> None:
    section = make_section(front)
    secret = [text("<p>The secret is a crane.</p>")]
    make_story(section, "For members", access=access, standfirst="In short.", body=secret)
    make_story(section, "For members too", access=access, body=secret)
    body = client.get(f"/{suffix}").content.decode()
    assert "For members too" in body
    assert "In short." in body
    assert "secret" not in body


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_sponsored_story_says_who_paid(front: FrontPage, client: Client, suffix: str) -> None:
    make_story(
        make_section(front),
        "Ten reasons to ship with us",
        story_type=StoryType.SPONSORED,
        sponsor_name="Northern Lines",
    )
    labelled = "Paid for by Northern Lines: Ten reasons to ship with us"
    assert titles(client, f"/{suffix}") == [labelled]
    if suffix == "feed/json/":
        tags = json_feed(client, "/feed/json/")["items"][0]["tags"]
    else:
        tags = [tag.term for tag in feed(client, f"/{suffix}").entries[0].tags]
    assert tags[0] == "Sponsored"


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_live_stories_go_out(front: FrontPage, client: Client, suffix: str) -> None:
    section = make_section(front)
    make_story(section, "A draft", live=False)
    taken_down = make_story(section, "Taken down")
    make_story(section, "Still there")
    assert sorted(titles(client, f"/{suffix}")) == ["Still there", "Taken down"]
    taken_down.unpublish()
    assert titles(client, f"/{suffix}") == ["Still there"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_hostile_headline_breaks_no_feed(front: FrontPage, client: Client, suffix: str) -> None:
    site_settings = SiteSettings.for_site(front.get_site())
    site_settings.name = "The <Test> & \x0cPost"
    site_settings.save()
    topic = make_topic("Ferries & <i>cranes</i>\x07", slug="ferries")
    make_story(
        make_section(front), HOSTILE, standfirst=HOSTILE, topics=[topic], authors=["<x>\x01 & Co"]
    )
    for path in ("/", "/tag/ferries/"):
        response = client.get(f"{path}{suffix}")
        assert response.status_code == 200
        if suffix == "feed/json/":
            (item,) = json_feed(client, f"{path}{suffix}")["items"]
            assert item["title"] == HARMLESS
            assert item["content_text"] == HARMLESS
        else:
            assert len(feed(client, f"{path}{suffix}").entries) == 1
            document = tree(client, f"{path}{suffix}")
            item = "atom:entry" if "atom" in suffix else "item"
            title = "atom:title" if "atom" in suffix else "title"
            assert texts(document, f"//{item}/{title}") == [HARMLESS]
    if suffix == "feed/":
        # RSS descriptions are HTML, so that plain text is escaped once more.
        (description,) = texts(tree(client, "/feed/"), "//item/description")
        assert "<" not in description
        assert "&lt;script&gt;" in description


def test_a_lead_picture_goes_out_as_jpeg_with_its_length(front: FrontPage, client: Client) -> None:
    picture = make_picture(description="The quay at dawn")
    make_story(make_section(front), lead_picture=picture)
    document = tree(client, "/feed/")
    (enclosure,) = find(document, "//item/enclosure")
    (content,) = find(document, "//item/media:content")
    rendition = picture.renditions.get(filter_spec="width-960|format-jpeg")
    assert enclosure.get("url") == content.get("url") == f"http://testserver{rendition.url}"
    assert enclosure.get("type") == content.get("type") == "image/jpeg"
    assert int(enclosure.get("length")) == Path(rendition.file.path).stat().st_size > 0
    assert content.get("medium") == "image"
    assert (content.get("width"), content.get("height")) == ("60", "40")
    assert texts(content, "media:description") == ["The quay at dawn"]
    (entry,) = feed(client, "/feed/atom/").entries
    (link,) = [link for link in entry.links if link.rel == "enclosure"]
    assert link.length == enclosure.get("length")
    (item,) = json_feed(client, "/feed/json/")["items"]
    assert item["image"] == enclosure.get("url")


def test_a_picture_whose_file_is_lost_breaks_no_feed(front: FrontPage, client: Client) -> None:
    picture = make_picture()
    make_story(make_section(front), lead_picture=picture)
    for rendition in picture.renditions.all():
        Path(rendition.file.path).unlink()
    assert feed(client, "/feed/").entries[0].enclosures[0].length == "0"


def test_times_are_those_of_the_sites_zone(front: FrontPage, client: Client) -> None:
    site_settings = SiteSettings.for_site(front.get_site())
    site_settings.time_zone = "Europe/Kyiv"
    site_settings.save()
    make_story(make_section(front), published_at=NOON, updated_at=NOON + timedelta(hours=2))
    assert texts(tree(client, "/feed/"), "//item/pubDate") == ["Wed, 01 Jul 2026 15:00:00 +0300"]
    atom = tree(client, "/feed/atom/")
    assert texts(atom, "//atom:entry/atom:published") == ["2026-07-01T15:00:00+03:00"]
    assert texts(atom, "//atom:entry/atom:updated") == ["2026-07-01T17:00:00+03:00"]
    (item,) = json_feed(client, "/feed/json/")["items"]
    assert item["date_published"] == "2026-07-01T15:00:00+03:00"
    assert item["date_modified"] == "2026-07-01T17:00:00+03:00"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_feed_holds_the_newest_stories_only(
    front: FrontPage, client: Client, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "ITEMS_IN_A_FEED", 3)
    section = make_section(front)
    for hour in (3, 1, 5, 2, 4):
        make_story(section, f"Hour {hour}", published_at=NOON + timedelta(hours=hour))
    assert titles(client, f"/{suffix}") == ["Hour 5", "Hour 4", "Hour 3"]


def test_fifty_stories_are_enough_for_a_feed() -> None:
    assert feeds.ITEMS_IN_A_FEED == 50
