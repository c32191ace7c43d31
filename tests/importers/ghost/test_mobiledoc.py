import json
from typing import Any
from uuid import UUID

import pytest

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.errors import BodyUnreadable
from broadsheet.importers.ghost.mobiledoc import convert
from broadsheet.importers.words import body_words, words
from tests.importers.ghost.making import mobiledoc


def read(*sections: Any, **parts: Any) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    source = convert(mobiledoc(*sections, **parts), body)
    finished = body.finish()
    assert body_words(finished.blocks) == words(source)
    return finished


def test_sections_markups_and_atoms_are_our_rich_text():
    found = read(
        [1, "p", [[0, [0, 1], 1, "a"], [0, [], 1, "b"], [1, [], 0, 0], [0, [2], 1, "c"]]],
        [1, "h1", [[0, [], 0, "One"]]],
        [1, "blockquote", [[0, [], 0, "q"]]],
        [1, "aside", [[0, [3], 1, "u"]], ["data-md-text-align", "center"]],
        [3, "ol", [[[0, [], 0, "x"]], [[0, [], 0, "y"]]]],
        [1, "p", []],
        markups=[["strong"], ["em"], ["a", ["rel", "x", "href", "__GHOST_URL__/c/"]], ["u"]],
        atoms=[["soft-return", "", {}]],
    )
    (block,) = found.blocks
    assert block["value"] == (
        '<p><b><i>a</i>b</b><br><a href="/c/">c</a></p><h2>One</h2><blockquote>q</blockquote>'
        "<blockquote>u</blockquote><ol><li>x</li><li>y</li></ol>"
    )
    assert found.faults == ()


def test_markups_left_open_are_closed():
    (block,) = read(
        [1, "p", [[0, [0], 0, "a"]]], [1, "p", [[0, [], 3, "b"]]], markups=[["em"]]
    ).blocks
    assert block["value"] == "<p><i>a</i></p><p>b</p>"


def test_a_link_that_runs_code_keeps_its_words():
    (block,) = read(
        [1, "p", [[0, [0], 1, "x"]]], markups=[["a", ["href", "javascript:alert(1)"]]]
    ).blocks
    assert block["value"] == "<p>x</p>"


def test_cards_and_old_picture_sections_are_blocks():
    found = read(
        [2, "/content/images/a.jpg"],
        [10, 0],
        [1, "pull-quote", [[0, [], 0, "Said "], [0, [0], 1, "so"]]],
        [10, 1],
        cards=[
            ["image", {"src": "/b.jpg", "cardWidth": "wide"}],
            ["card-markdown", {"markdown": "#M"}],
        ],
        markups=[["em"]],
    )
    assert [block["type"] for block in found.blocks] == [
        *("picture", "picture", "pull_quote", "text")
    ]
    assert found.blocks[2]["value"] == {"quote": "Said so", "attribution": ""}
    assert found.blocks[3]["value"] == "<h2>M</h2>"


@pytest.mark.parametrize(
    "section",
    [
        [10, 5],
        [10, -1],
        [10, "x"],
        [1, "p", [[1, [], 0, 4]]],
        [1, "p", [[0, [9], 1, "w"]]],
        [1, "p", ["x"]],
        [99, "?"],
        "x",
        None,
    ],
)
def test_what_refers_to_nothing_is_a_problem_and_no_crash(section):
    found = read(section, [1, "p", [[0, [], 0, "after"]]])
    assert body_words(found.blocks)[-1] == "after"
    assert [fault.code for fault in found.faults] == ["damaged-body"]


def test_a_document_that_refers_to_itself_ends():
    # A card can't hold sections, so the longest way round is a card that names its own number.
    found = read([10, 0], [10, 0], cards=[["html", {"html": "<p>x</p>", "sections": [[10, 0]]}]])
    assert len(found.blocks) == 2


@pytest.mark.parametrize(
    "source",
    ["", "{", "[]", "null", json.dumps({"version": "0.2.0", "sections": [[], []]}), "[" * 9999],
)
def test_other_documents_are_said_to_be_unreadable(source):
    with pytest.raises(BodyUnreadable):
        convert(source, BodyBuilder(UUID(int=1), OldSite()))


def test_parts_of_other_types_are_passed_over():
    document = {"version": "0.3.1", "sections": 3, "atoms": {}, "cards": None, "markups": [1, []]}
    body = BodyBuilder(UUID(int=1), OldSite())
    assert convert(json.dumps(document), body) == ""
    assert body.finish().blocks == []


def faults_of(*sections: Any, **parts: Any) -> list[str]:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    convert(mobiledoc(*sections, **parts), body)
    return [fault.fault for fault in body.finish().faults]


@pytest.mark.parametrize(
    ("sections", "parts", "missing"),
    [
        # Cards, atoms and markups that point at each other instead of holding anything.
        ([[10, 0], [10, 1]], {"cards": [1, 0]}, "the card “0”"),
        ([[10, 0]], {"cards": [[[10, 0]]]}, "the card “0”"),
        ([[1, "p", [[1, [], 0, 0]]]], {"atoms": [1, 0]}, "the atom “0”"),
        ([[1, "p", [[0, [0], 1, "a"]]]], {"markups": []}, "the markup “0”"),
        # Sections that hold sections, the outer one among them.
        ([[[10, 0], [[1, "p", []]]]], {}, "the section"),
        ([[3, "ul", [[[3, "ul", [[10, 0]]]]]]], {}, "the marker"),
        ([[10, -1], [10, True], [10, 10**12]], {}, "the card"),
    ],
)
def test_what_points_in_circles_is_named_and_nothing_turns_forever(
    sections: list[Any], parts: dict[str, Any], missing: str
) -> None:
    faults = faults_of(*sections, **parts)
    assert faults
    assert all(fault.startswith("refers to the ") for fault in faults)
    assert any(missing in fault and "doesn't have" in fault for fault in faults), faults


def test_one_card_that_is_shown_without_end_does_not_make_a_great_page() -> None:
    cards = [["markdown", {"markdown": "Words. " * 100}]]
    body = BodyBuilder(UUID(int=1), OldSite())
    convert(mobiledoc(*[[10, 0]] * 5_000, cards=cards), body)
    finished = body.finish()
    assert len(body_words(finished.blocks)) == 20 * 100
    assert {fault.fault for fault in finished.faults} == {
        "refers to the same card “0” more than 20 times"
    }
    assert len(finished.faults) == 1


def test_a_body_of_nothing_but_faults_does_not_flood_the_report() -> None:
    faults = faults_of(*[[10, number] for number in range(5_000)])
    assert len(faults) == 21
    assert faults[-1] == "has more faults than can be listed"
