"""What a pressed page tells the CDN of itself, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from broadsheet.edge.cdn.headers import cdn_headers
from broadsheet.newsroom.models import Story
from broadsheet.press.store import store
from tests.edge.conftest import Behind
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork

OURS = ("Surrogate-Key", "Cache-Tag", "CDN-Tag", "Surrogate-Control", "CDN-Cache-Control")
TO_READERS = "public, max-age=0, must-revalidate"


@pytest.fixture
def story(at_work: PressAtWork) -> Story:
    made = make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    return made


def get(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def numbers(path: str) -> tuple[int, set[int]]:
    """A page's number, and those of the fragments in it."""
    connection = store().connection
    page = connection.execute("SELECT id FROM pressing WHERE name = ?", [path]).fetchone()[0]
    held = connection.execute("SELECT fragment_id FROM held WHERE pressing_id = ?", [page])
    return page, {row[0] for row in held}


def test_without_a_cdn_there_is_not_one_of_them(story: Story) -> None:
    response = get("/crane/")
    assert not set(OURS) & set(response.headers)
    assert response["Cache-Control"] == TO_READERS
    assert cdn_headers(1, [2, 3]) == []


@pytest.mark.parametrize("kind", ["fastly", "cloudflare"])
def test_a_page_names_itself_and_each_of_its_fragments(
    story: Story, behind: Behind, kind: str
) -> None:
    behind(kind)
    response = get("/crane/")
    page, fragments = numbers("/crane/")
    assert fragments
    keys = [f"p{page}", *(f"f{number}" for number in sorted(fragments))]
    assert response["Surrogate-Key"] == " ".join(keys)
    assert response["Cache-Tag"] == ",".join(keys)
    assert response["Surrogate-Control"] == response["CDN-Cache-Control"] == "max-age=86400"
    assert response["Cache-Control"] == TO_READERS
    assert "CDN-Tag" not in response.headers


def test_a_304_says_it_too(story: Story, behind: Behind) -> None:
    behind("fastly")
    response = get("/crane/")
    again = get("/crane/", **{"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Surrogate-Key"] == response["Surrogate-Key"]
    assert again["Surrogate-Control"] == "max-age=86400"


@pytest.mark.parametrize("kind", ["bunny", "cloudfront", "http"])
def test_a_cdn_without_a_header_of_its_own_reads_s_maxage(
    story: Story, behind: Behind, kind: str
) -> None:
    behind(kind, seconds=600)
    response = get("/crane/")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=600, must-revalidate"
    assert ("CDN-Tag" in response.headers) is (kind == "bunny")


def test_an_address_that_counts_clicks_is_kept_only_where_keys_take_it_away(
    story: Story, behind: Behind
) -> None:
    behind("fastly")
    assert "Surrogate-Key" in get("/crane/?utm_source=mail").headers
    behind("cloudfront")
    response = get("/?utm_source=mail")
    assert not set(OURS) & set(response.headers)
    assert "s-maxage" not in response["Cache-Control"]


def test_nothing_is_kept_that_could_not_be_taken_away(behind: Behind) -> None:
    behind("fastly")
    assert cdn_headers(1, range(1000)) == []
    behind("fastly", token="")
    assert cdn_headers(1, [2]) == []


def test_what_no_view_said_anything_of_is_asked_for_again(story: Story, behind: Behind) -> None:
    assert "Cache-Control" not in get("/nowhere/").headers
    behind("fastly")
    for path in ("/nowhere/", "/search/?q=crane"):
        assert get(path)["Cache-Control"] == TO_READERS, path
    assert "no-store" in get("/admin/")["Cache-Control"]
