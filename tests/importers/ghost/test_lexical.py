import json
from typing import Any
from uuid import UUID

import pytest

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.body import Body, BodyBuilder
from broadsheet.importers.errors import BodyUnreadable
from broadsheet.importers.ghost.lexical import convert
from broadsheet.importers.words import body_words, words
from tests.importers.ghost.making import (
    bullets,
    card,
    element,
    heading,
    lexical,
    link,
    paragraph,
    text,
)


def read(*nodes: dict[str, Any]) -> Body:
    body = BodyBuilder(UUID(int=1), OldSite(placeholders=("__GHOST_URL__",)))
    source = convert(lexical(*nodes), body)
    finished = body.finish()
    assert body_words(finished.blocks) == words(source)
    return finished


BREAK = {"type": "linebreak", "version": 1}


@pytest.mark.parametrize(
    ("node", "html"),
    [
        (paragraph("a ", text("b", 1), " c"), "<p>a <b>b</b> c</p>"),
        (paragraph(text("b", 3)), "<p><b><i>b</i></b></p>"),
        (paragraph(text("a", 1), text("b", 3)), "<p><b>a<i>b</i></b></p>"),
        (paragraph(text("s", 4), text("u", 8), text("c", 16)), "<p><s>s</s>u<code>c</code></p>"),
        (paragraph("H", text("2", 32), "O ", text("2", 64)), "<p>H<sub>2</sub>O <sup>2</sup></p>"),
        (paragraph(text("marked", 128)), "<p>marked</p>"),
        (paragraph("a", BREAK, "b", BREAK), "<p>a<br>b</p>"),
        (paragraph("<script>1</script> & co"), "<p>&lt;script&gt;1&lt;/script&gt; &amp; co</p>"),
        (heading("One", "h1"), "<h2>One</h2>"),
        (heading("Six", "h6"), "<h4>Six</h4>"),
        (element("heading", "Old", tag="h3"), "<h3>Old</h3>"),
        (element("extended-quote", "q", BREAK, "r"), "<blockquote>q<br>r</blockquote>"),
        (element("aside", "a"), "<blockquote>a</blockquote>"),
        (bullets("a", "b"), "<ul><li>a</li><li>b</li></ul>"),
        (bullets("a", "b", tag="ol"), "<ol><li>a</li><li>b</li></ol>"),
        (bullets("a", ["b", ["c"]], "d"), "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li>"
         "<li>d</li></ul>"),
        (bullets(["a"]), "<ul><li><ul><li>a</li></ul></li></ul>"),
        (paragraph(link("x", "__GHOST_URL__/s/")), '<p><a href="/s/">x</a></p>'),
        (paragraph(link("x", "javascript:alert(1)")), "<p>x</p>"),
        (paragraph(link("x", "#/portal/")), "<p>x</p>"),
        (paragraph(link('"', 'https://a.example/?"&<')), None),
        (element("mystery", "kept"), "<p>kept</p>"),
        (card("horizontalrule"), "<hr>"),
    ],
)  # fmt: skip
def test_nodes_are_our_rich_text(node, html):
    (block,) = read(node).blocks
    assert block["type"] == "text"
    if html:
        assert block["value"] == html


def test_paragraphs_without_words_are_left_out():
    assert read(paragraph(), paragraph(" "), paragraph("\xa0"), paragraph(BREAK)).blocks == []


def test_a_card_inside_a_list_or_paragraph_divides_it():
    rule = card("embed", url="https://a.example/v", html="", metadata={})
    inside = read(bullets("a", "b"), paragraph("c ", link("d", "/d/"), rule, "e"))
    assert [block["type"] for block in inside.blocks] == ["text", "embed", "text"]
    listed = read(element("list", element("listitem", "a", rule, "b"), tag="ul"))
    assert [block["value"] for block in listed.blocks[::2]] == [
        "<ul><li>a</li></ul>",
        "<ul><li>b</li></ul>",
    ]


def test_characters_that_no_database_holds_are_taken_out():
    (block,) = read(paragraph("a\x00b\ud800c")).blocks
    assert block["value"] == "<p>abc</p>"


def test_a_tree_nested_without_end_keeps_its_words():
    node = paragraph("deep")
    for _level in range(100):
        node = element("list", element("listitem", "x", node), tag="ul")
    found = read(node, paragraph("after"))
    assert body_words(found.blocks)[-2:] == ["deep", "after"]


@pytest.mark.parametrize(
    "source",
    ["", "null", "[]", "{", '{"root": []}', '{"root": {"children": "x"}}', '"x"', "[" * 9999],
)
def test_what_is_no_tree_is_said_to_be_unreadable(source):
    with pytest.raises(BodyUnreadable):
        convert(source, BodyBuilder(UUID(int=1), OldSite()))


def test_damaged_nodes_are_passed_over():
    damaged = {"root": {"children": [None, 3, "x", {}, {"type": 7}, {"type": "text", "text": 5}]}}
    body = BodyBuilder(UUID(int=1), OldSite())
    convert(json.dumps(damaged), body)
    assert body.finish().blocks == []
