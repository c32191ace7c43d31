"""Fragments: variants are made from one reading, and all pages of readers show the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.fronts.models import EditorsPick
from broadsheet.fronts.picks import PICKS_SHOWN
from broadsheet.masthead.models import SiteSettings
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.parts import FEED_SHOWN, rail
from broadsheet.press.fragments import FragmentName, fragments
from broadsheet.press.pack import pack, writing
from broadsheet.press.pack.form import State
from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import render, snapshot
from tests.desk import make_account
from tests.factories import make_picture, make_section, make_story
from tests.press.harness import PressAtWork

#: Of the request: site, settings; of the rail: the feed, the picks, their pictures and authors.
QUESTIONS = 8


def make_rail(at_work: PressAtWork) -> None:
    """More stories than the feed shows; of the picks two share a picture."""
    harbour = make_section(at_work.front)
    pictures = [make_picture(f"Picture {number}") for number in range(2)]
    prepare_at_once(pictures)
    stories = [
        make_story(
            harbour,
            f"Number {number}",
            lead_picture=pictures[number % 2],
            published_at=timezone.now() - timedelta(hours=5 * number + 1),
        )
        for number in range(FEED_SHOWN + 3)
    ]
    for number, story in enumerate(stories[FEED_SHOWN - 3 :][: PICKS_SHOWN + 1]):
        EditorsPick.objects.create(story=story, position=number)


def test_each_variant_is_what_it_would_be_alone(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rail(at_work)

    def alone(request: Any, arguments: Mapping[str, str], without: int | None) -> str:
        return rail(request, {}, int(arguments["story"]))

    monkeypatch.setitem(fragments._items, "test.alone", alone)
    kept = Recorder(is_fragment=True)
    with snapshot(), CaptureQueriesContext(connection) as asked:
        made = render("/", kept, FragmentName("story.rail", "/"))
    assert made.error is None
    assert len(asked) <= QUESTIONS
    assert len(made.variants) > FEED_SHOWN
    assert len({made.content, *made.variants.values()}) == len(made.variants) + 1
    with snapshot():
        for story, text in made.variants.items():
            name = FragmentName("test.alone", "/", (("story", str(story)),))
            assert render("/", None, name).content == text
            assert Story.objects.get(pk=story).title.encode() + b"<" not in text


def rename_newspaper(name: str) -> None:
    settings = SiteSettings.objects.get()
    settings.name = name
    settings.save()


def get(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_page_made_for_one_reader_takes_its_fragments_as_all_others_show_them(
    pressed: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, paths = Client(), ("/search/?q=crane", "/nowhere/")
    with monkeypatch.context() as changed:
        changed.setattr("broadsheet.press.middleware.fragments_as_pressed", lambda request: None)
        alone = [get(reader, path) for path in paths]

    def untouched(request: Any, arguments: Any, without: Any) -> str:
        raise AssertionError("It is pressed.")

    with monkeypatch.context() as changed:
        for name in fragments._items:
            changed.setitem(fragments._items, name, untouched)
        assert [get(reader, path) for path in paths] == alone
    rename_newspaper("Waterfront")
    assert "Waterfront</a>" not in get(reader, "/nowhere/")
    pressed.settle()
    assert "Waterfront</a>" in get(reader, "/nowhere/")


def test_staff_see_fragments_as_they_are_now(pressed: PressAtWork) -> None:
    editor = Client()
    editor.force_login(make_account())
    editor.get("/admin/")
    rename_newspaper("Waterfront")
    assert "Waterfront</a>" in get(editor, "/nowhere/")
    assert "Waterfront</a>" not in get(Client(), "/nowhere/")


def test_a_page_that_is_pressed_takes_no_text_of_a_fragment(pressed: PressAtWork) -> None:
    rename_newspaper("Waterfront")
    with snapshot():
        assert b"Waterfront</a>" in render("/crane/", None).content
        kept = Recorder(is_fragment=True)
        header = FragmentName("masthead.header", "/")
        assert b"Waterfront</a>" in render("/", kept, header).content


def test_a_fragment_that_is_not_pressed_is_made(pressed: PressAtWork, settings: Any) -> None:
    assert pack().fragment('["masthead.header", "/", {}]') is not None
    assert pack().fragment('["masthead.header", "/fr/", {}]') is None
    alone = get(Client(), "/nowhere/")
    writing.mark(writing.pack_path(), State.DAMAGED)
    assert get(Client(), "/nowhere/") == alone
    settings.BROADSHEET_PRESS = False
    assert get(Client(), "/nowhere/") == alone
