"""What readers get of a pressed page, and who passes the press by."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from broadsheet.press.store import store
from broadsheet.press.store.writing import drop
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


def is_pressed(response: Any) -> bool:
    return response.headers.get("Cache-Control", "").startswith("public, max-age=0")


def get(path: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path, headers=headers)


def test_a_reader_gets_the_pressed_page_without_a_question_of_the_database(
    pressed: PressAtWork, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        response = get("/crane/")
    assert response.status_code == 200
    assert response.content == pressed.fresh("/crane/")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "content-security-policy" in response.headers
    assert is_pressed(response)
    assert not response.cookies


def test_each_coding_has_its_own_etag_and_the_same_text(pressed: PressAtWork) -> None:
    plain, zipped = get("/"), get("/", **{"Accept-Encoding": "br, gzip;q=0.5"})
    assert "Content-Encoding" not in plain.headers
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert plain["ETag"] != zipped["ETag"]
    assert "Accept-Encoding" in plain["Vary"]
    refused = get("/", **{"Accept-Encoding": "gzip;q=0, *;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_who_has_it_already_is_told_so(pressed: PressAtWork) -> None:
    etag = get("/")["ETag"]
    assert get("/", **{"If-None-Match": etag}).status_code == 304
    assert get("/", **{"If-None-Match": f'"other", W/{etag}'}).status_code == 304
    assert get("/", **{"If-None-Match": "*"}).status_code == 304
    assert get("/", **{"If-None-Match": '"other"'}).status_code == 200
    assert get("/feed/", **{"If-Modified-Since": get("/feed/")["Last-Modified"]}).status_code == 304


def test_head_is_answered_without_a_text(pressed: PressAtWork) -> None:
    response = Client().head("/crane/")
    assert response.content == b""
    assert int(response["Content-Length"]) == len(get("/crane/").content)


@pytest.mark.parametrize("query", ["utm_source=mail&utm_medium=x", "fbclid=1", "ref"])
def test_what_only_counts_clicks_is_ignored(pressed: PressAtWork, query: str) -> None:
    assert is_pressed(get(f"/crane/?{query}"))


@pytest.mark.parametrize("path", ["/search/?q=crane", "/crane/?preview=1", "/?utm_source=a&page=2"])
def test_a_question_is_answered_anew(pressed: PressAtWork, path: str) -> None:
    response = get(path)
    assert response.status_code == 200
    assert not is_pressed(response)


def test_staff_pass_by_a_signed_cookie_and_nobody_by_another(pressed: PressAtWork) -> None:
    client = Client()
    client.force_login(make_account())
    client.get("/admin/")
    assert settings.SESSION_COOKIE_NAME in client.cookies
    response = get("/crane/", client)
    assert response["Cache-Control"] == "private, no-store"
    assert "/edit/" in response.content.decode()
    client.cookies["broadsheet_staff"] = "forged:by:somebody"
    assert is_pressed(get("/crane/", client))
    del client.cookies["broadsheet_staff"]
    assert is_pressed(get("/crane/", client))


def test_who_signs_out_loses_the_pass(pressed: PressAtWork) -> None:
    client = Client()
    client.force_login(make_account())
    client.get("/admin/")
    client.logout()
    client.cookies["broadsheet_staff"] = "old"
    response = client.get("/accounts/login/")
    assert response.cookies["broadsheet_staff"]["max-age"] == 0


def test_an_unknown_host_is_refused_as_ever(pressed: PressAtWork) -> None:
    assert get("/", Client(SERVER_NAME="elsewhere.example")).status_code == 400


def test_a_first_reader_brings_a_page_to_the_press(at_work: PressAtWork) -> None:
    make_story(make_section(at_work.front), slug="crane")
    at_work.settle()
    assert not is_pressed(get("/harbour/feed/"))
    at_work.settle()
    assert get("/harbour/feed/")["ETag"]
    assert "/harbour/feed/" in at_work.pressed_paths()


def test_what_is_no_page_is_never_pressed(at_work: PressAtWork) -> None:
    for path in ("/no-such-page/", "/search/", "/accounts/login/", "/healthz", "/harbour"):
        get(path)
    at_work.settle()
    assert at_work.pressed_paths() == ["/"] or at_work.pressed_paths() == []


def test_a_page_waits_for_its_fragments(pressed: PressAtWork) -> None:
    found = store()
    with found.writing():
        fragments = found.connection.execute("SELECT id FROM pressing WHERE kind = 'fragment'")
        drop(found, [number for (number,) in fragments.fetchall()])
    response = get("/crane/")
    assert response.status_code == 200
    assert not is_pressed(response)


def test_a_page_that_is_not_pressed_yet_has_its_tag_too(at_work: PressAtWork) -> None:
    make_story(make_section(at_work.front), "A crane moves", slug="crane")
    response = get("/crane/")
    assert not is_pressed(response)
    assert get("/crane/", **{"If-None-Match": response["ETag"]}).status_code == 304
    assert get("/crane/", **{"If-None-Match": '"other"'}).status_code == 200
    head = Client().head("/crane/")
    assert (head.content, head["ETag"]) == (b"", response["ETag"])
    zipped = get("/crane/", **{"Accept-Encoding": "gzip"})
    assert zipped["ETag"] == f"W/{response['ETag']}"
    assert gzip.decompress(zipped.content) == response.content
    same = get("/crane/", **{"Accept-Encoding": "gzip", "If-None-Match": zipped["ETag"]})
    assert same.status_code == 304


def test_what_is_a_reader_s_own_has_no_tag(at_work: PressAtWork) -> None:
    client = Client()
    client.force_login(make_account())
    for path in ("/admin/", "/no-such-page/"):
        assert "ETag" not in get(path, client)
