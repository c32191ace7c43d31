"""Which requests the web process's loop answers itself, and which it leaves to Django."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from broadsheet.press.handler import answer, is_ours
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


@dataclass
class Headers:
    held: dict[str, list[str]]

    def get_all(self, name: str) -> list[str]:
        return self.held.get(name, [])


@dataclass
class Asked:
    """A request as granian describes it."""

    path: str = "/crane/"
    method: str = "GET"
    query_string: str = ""
    authority: str | None = None
    given: dict[str, list[str]] = field(default_factory=dict)

    @property
    def headers(self) -> Headers:
        return Headers({"host": ["testserver"], **self.given})


@pytest.fixture
def pressed(at_work: PressAtWork, settings: Any) -> PressAtWork:
    settings.ALLOWED_HOSTS = ["testserver"]
    is_ours.cache_clear()
    make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    return at_work


def test_a_pressed_page_is_what_django_would_answer(pressed: PressAtWork) -> None:
    found = answer(Asked(given={"accept-encoding": ["gzip"]}))
    assert found is not None
    status, headers, body = found
    response = Client().get("/crane/", headers={"Accept-Encoding": "gzip"})
    assert status == response.status_code == 200
    assert body == response.content
    assert b"A crane moves" in gzip.decompress(body)
    assert dict(headers) == dict(response.items())


def test_head_has_the_headers_alone(pressed: PressAtWork) -> None:
    got, head = answer(Asked()), answer(Asked(method="HEAD"))
    assert got is not None
    assert head is not None
    assert head[2] == b""
    assert head[1] == got[1]
    assert dict(head[1])["Content-Length"] == str(len(got[2]))


def test_lists_in_several_lines_count_as_one(pressed: PressAtWork) -> None:
    found = answer(Asked())
    assert found is not None
    tag = dict(found[1])["ETag"]
    asked = Asked(given={"if-none-match": ['"other"', f"W/{tag}"]})
    again = answer(asked)
    assert again is not None
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize(
    "asked",
    [
        Asked(method="POST"),
        Asked(method="OPTIONS"),
        Asked(path="/no-such-page/"),
        Asked(path="/crane"),
        Asked(path="/admin/"),
        Asked(query_string="q=crane"),
        Asked(query_string="utm_source=a&token=b"),
        Asked(given={"host": ["elsewhere.example"]}),
        Asked(given={"host": ["testserver", "testserver"]}),
        Asked(given={"host": []}),
        Asked(authority="elsewhere.example"),
        Asked(given={"cookie": ["a=b; broadsheet_staff=c"]}),
        Asked(given={"cookie": ["a=b", "broadsheet_staff=c"]}),
    ],
)
def test_what_is_no_readers_page_is_left_to_django(pressed: PressAtWork, asked: Asked) -> None:
    assert answer(asked) is None


@pytest.mark.parametrize(
    "asked",
    [
        Asked(query_string="utm_source=a&fbclid=b"),
        Asked(authority="testserver:8000"),
        Asked(given={"cookie": ["consent=all; theme=dark"]}),
        Asked(given={"range": ["bytes=0-10"]}),
    ],
)
def test_what_changes_nothing_for_readers_is_answered_at_once(
    pressed: PressAtWork, asked: Asked
) -> None:
    found = answer(asked)
    assert found is not None
    assert found[0] == 200
    assert b"A crane moves" in found[2]


def test_an_answer_asks_the_database_nothing(
    pressed: PressAtWork, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert answer(Asked()) is not None
