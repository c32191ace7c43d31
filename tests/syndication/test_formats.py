from __future__ import annotations

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from tests.factories import make_section, make_story
from tests.syndication.reading import ATOM, FORMATS, find, json_feed, texts, tree


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/feed/", "application/rss+xml; charset=utf-8"),
        ("/feed/atom/", "application/atom+xml; charset=utf-8"),
        ("/feed/json/", "application/feed+json"),
    ],
)
def test_each_format_has_its_own_type(
    front: FrontPage, client: Client, path: str, content_type: str
) -> None:
    assert client.get(path)["Content-Type"] == content_type


def test_rss_names_itself_its_language_and_ids_that_are_no_links(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front, "Harbour")
    story = make_story(section)
    document = tree(client, "/harbour/feed/")
    assert document.get("version") == "2.0"
    assert texts(document, "channel/link") == ["http://testserver/harbour/"]
    assert texts(document, "channel/language") == ["en"]
    assert texts(document, "channel/description") == ["Harbour – The Test Post"]
    (link,) = find(document, "channel/atom:link")
    assert link.attrib == {"rel": "self", "href": "http://testserver/harbour/feed/"}
    (guid,) = find(document, "//item/guid")
    assert (guid.text, guid.get("isPermaLink")) == (f"urn:uuid:{story.public_id}", "false")


def test_atom_has_what_rfc_4287_demands(front: FrontPage, client: Client) -> None:
    section = make_section(front, "Harbour")
    make_story(section, authors=["Anna Doe", "Bo Ek"])
    make_story(section)
    document = tree(client, "/harbour/feed/atom/")
    assert document.tag == f"{ATOM}feed"
    assert document.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert texts(document, "atom:id") == [f"urn:uuid:{section.public_id}"]
    assert len(texts(document, "atom:title")) == len(texts(document, "atom:updated")) == 1
    # 4.1.1: an entry without an author takes the feed's.
    assert texts(document, "atom:author/atom:name") == ["The Test Post"]
    relations = {link.get("rel"): link.get("href") for link in find(document, "atom:link")}
    assert relations == {
        "alternate": "http://testserver/harbour/",
        "self": "http://testserver/harbour/feed/atom/",
    }
    for entry in find(document, "atom:entry"):
        for element in ("id", "title", "updated", "published"):
            assert len(texts(entry, f"atom:{element}")) == 1
    assert texts(document, "//atom:entry/atom:author/atom:name") == ["Anna Doe", "Bo Ek"]


def test_a_json_feed_has_what_version_1_1_demands(front: FrontPage, client: Client) -> None:
    make_story(make_section(front))
    document = json_feed(client, "/feed/json/")
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["home_page_url"] == "http://testserver/"
    assert document["feed_url"] == "http://testserver/feed/json/"
    assert document["language"] == "en"
    assert document["authors"] == [{"name": "The Test Post"}]
    (item,) = document["items"]
    assert {"id", "url", "title", "content_text", "date_published"} <= set(item)


@pytest.mark.parametrize("suffix", FORMATS)
def test_head_answers_as_get_does_without_a_body(
    front: FrontPage, client: Client, suffix: str
) -> None:
    make_story(make_section(front))
    got, head = client.get(f"/{suffix}"), client.head(f"/{suffix}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("Content-Type", "ETag", "Last-Modified", "Cache-Control"):
        assert head[header] == got[header]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_feed_can_only_be_read(front: FrontPage, client: Client, suffix: str) -> None:
    assert client.post(f"/{suffix}").status_code == 405
