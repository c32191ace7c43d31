"""A fragment's variants are made from one reading, each as if it had been made alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from broadsheet.fronts.models import EditorsPick
from broadsheet.fronts.picks import PICKS_SHOWN
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.parts import FEED_SHOWN, rail
from broadsheet.press.fragments import FragmentName, fragments
from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import render, snapshot
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
