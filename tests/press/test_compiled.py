"""What is asked by a compiled queryset is recorded as if it had been compiled for that page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models.sql.compiler import SQLCompiler

from broadsheet.core.compiled import Compiled
from broadsheet.newsroom.views import story as story_view
from broadsheet.press.recording import Recorder, hooks
from broadsheet.press.rendering import render, snapshot
from tests.press.harness import PressAtWork
from tests.press.reference import make_reference_story


def recorded(path: str) -> tuple[bytes, Recorder]:
    kept = Recorder(nonce="")
    with snapshot():
        rendered = render(path, kept)
    assert rendered.response.status_code == 200
    return rendered.content, kept


def anew(self: Compiled[Any], *values: Any) -> list[Any]:
    return list(self.make(*values))


@pytest.mark.parametrize("path", ["/reference/", "/other-1/", "/", "/harbour/", "/feed/"])
def test_the_press_hears_the_same(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    make_reference_story(at_work.front)
    # With other values first: nothing of them may be left.
    recorded("/other-0/")
    page, kept = recorded(path)
    monkeypatch.setattr(Compiled, "__call__", anew)
    expected, told = recorded(path)
    assert page == expected
    assert kept.rows == told.rows
    assert sorted(kept.questions, key=str) == sorted(told.questions, key=str)
    assert kept.refusals == told.refusals == []


def test_what_was_compiled_before_anyone_listened_has_its_order(
    at_work: PressAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_reference_story(at_work.front)
    monkeypatch.setattr(story_view, "_bylines", Compiled(story_view._bylines.make))
    hooks.install()
    with monkeypatch.context() as deaf:
        deaf.setattr(SQLCompiler, "get_order_by", hooks._originals["order_by"])
        with snapshot():
            render("/reference/", None)
    _page, kept = recorded("/reference/")
    orders = [
        source.columns
        for question in kept.questions
        for source in question.shape.sources
        if source.table == "newsroom_byline"
    ]
    assert orders
    assert all("sort_order" in (columns or ()) for columns in orders)
