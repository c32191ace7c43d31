"""The difference between any two versions of a story, in words."""

from __future__ import annotations

import json

from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.differences.blocks import Change, compare_blocks, moved_ids
from broadsheet.newsroom.differences.words import plain, word_difference
from tests.desk import desk
from tests.factories import make_section, make_story


def test_words_are_marked_and_what_looks_like_html_is_not_obeyed() -> None:
    assert word_difference("The crane moved at noon.", "The old crane moved at one.") == (
        "The<ins> old</ins> crane moved at <del>noon</del><ins>one</ins>."
    )
    assert word_difference("a", "<b>") == "<del>a</del><ins>&lt;b&gt;</ins>"
    assert word_difference("one\ntwo", "one\nthree") == "one<br><del>two</del><ins>three</ins>"
    assert plain("<p>Fish &amp; chips</p><ul><li>one</li></ul>") == "Fish & chips\none"


def test_the_fewest_blocks_are_called_moved() -> None:
    assert moved_ids(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == {"d"}
    assert moved_ids(["a", "b"], ["a", "b"]) == set()
    assert moved_ids([], []) == set()


def block(key: str, text: str) -> dict[str, str]:
    return {"id": key, "type": "text", "value": f"<p>{text}</p>"}


def test_new_gone_changed_and_moved_blocks_are_told_apart() -> None:
    before = [block("a", "one"), block("b", "two"), block("c", "three"), block("d", "four")]
    after = [block("d", "four"), block("a", "one"), block("x", "new"), block("c", "three!")]
    found = [(item.change, item.is_moved) for item in compare_blocks(before, after)]
    assert found == [
        (Change.SAME, True),
        (Change.SAME, False),
        (Change.GONE, False),
        (Change.NEW, False),
        (Change.CHANGED, False),
    ]


def test_wagtails_screen_compares_two_versions_in_words(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), "A crane moves", live=False)
    blocks = [block("a", "The crane moved at noon."), block("b", "Two sweepers began.")]
    story.body = json.dumps(blocks)
    first = story.save_revision()
    story.title = "The crane moves"
    story.body = json.dumps([blocks[1], block("a", "The crane moved at one.")])
    second = story.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, first.pk, second.pk])
    html = desk(client).get(url).content.decode()
    assert "<del>A</del><ins>The</ins> crane moves" in html
    assert "The crane moved at <del>noon</del><ins>one</ins>." in html
    assert "moved</strong>" in html
    back = reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, second.pk, first.pk])
    assert "<del>one</del><ins>noon</ins>" in client.get(back).content.decode()
