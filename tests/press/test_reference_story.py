"""Rendering stays worth its while: how much the reference story asks of the database."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import render, snapshot
from tests.press.harness import PressAtWork
from tests.press.reference import make_reference_story

#: Of routing: the site, its settings, the address, the page, its view restrictions.
ROUTING = 5
MOST = 8


def test_the_reference_story_takes_eight_questions_beyond_routing(at_work: PressAtWork) -> None:
    make_reference_story(at_work.front)
    with snapshot(), CaptureQueriesContext(connection) as asked:
        rendered = render("/reference/", Recorder())
    assert rendered.response.status_code == 200
    page = rendered.content.decode()
    # Its own six, one of them for link previews alone, and the two cards'.
    assert page.count("<picture") == 5
    assert page.count('<aside class="related"') == 2
    assert page.count('rel="author"') + page.count("/author/person-") >= 3
    assert len(asked) <= ROUTING + MOST
