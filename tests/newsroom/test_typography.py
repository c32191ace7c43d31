from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.newsroom.typography import LANGUAGES, typographic, typographic_html


@pytest.mark.parametrize(
    ("language", "typed", "set_as"),
    [
        ("en", '"The crane moves," she said.', "“The crane moves,” she said."),
        ("en", "\"He called it 'a disgrace',\" she said", "“He called it ‘a disgrace’,” she said"),
        ("en", "It's the council's '90s plan", "It’s the council’s ’90s plan"),
        ("en", "the workers' vote", "the workers’ vote"),
        ("en", 'The "Gull" ("the old one")', "The “Gull” (“the old one”)"),
        ("en", "Ferries - all of them - stop", "Ferries – all of them – stop"),
        ("en", "The harbour--all of it", "The harbour—all of it"),
        ("en", "Run it with --force", "Run it with --force"),
        ("en", "well-known", "well-known"),
        ("de", "\"Der 'Kran' steht\", sagte sie", "„Der ‚Kran‘ steht“, sagte sie"),
        ("de", "Wie geht's", "Wie geht’s"),
        ("fr", '"L\'eau monte"', "«\u202fL’eau monte\u202f»"),
        ("es", '"Ya está"', "«Ya está»"),
        ("it", '"Domani"', "«Domani»"),
        ("pt-br", '"Amanhã"', "“Amanhã”"),
        ("uk", '"М\'яч" - це "Динамо"', "«М’яч» — це «Динамо»"),
        ("uk", '"Газета "День" пише"', "«Газета „День“ пише»"),
        ("ru", '"Да" - сказал он', "«Да» — сказал он"),
        ("pl", '"Tak"', "„Tak”"),
        ("nl", '\'s Ochtends "vroeg"', "’s Ochtends “vroeg”"),
        ("sv", '"Ja"', "”Ja”"),
        ("en-au", '"Yes"', "“Yes”"),
        ("ja", "\"A\" - 'b'", "\"A\" - 'b'"),
    ],
)
def test_marks_are_those_of_the_language(language: str, typed: str, set_as: str) -> None:
    assert typographic(typed, language) == set_as


@pytest.mark.parametrize(
    ("html", "set_as"),
    [
        ('<p>She said <em>"no"</em>.</p>', "<p>She said <em>“no”</em>.</p>"),
        ('<p>"<b>No</b>," she said</p>', "<p>“<b>No</b>,” she said</p>"),
        ("<p>the <i>Gull</i>'s crew</p>", "<p>the <i>Gull</i>’s crew</p>"),
        (
            "<p><a href=\"/o'neil/\" title='a \"b\"'>it's</a></p>",
            '<p><a href="/o\'neil/" title=\'a "b"\'>it’s</a></p>',
        ),
        ("<p>&quot;yes&quot; &amp; it&#39;s</p>", "<p>“yes” &amp; it’s</p>"),
        ('<p>say <code>print("it\'s")</code></p>', '<p>say <code>print("it\'s")</code></p>'),
        ("<pre><b>\"a\"</b> 'b'</pre>", "<pre><b>\"a\"</b> 'b'</pre>"),
        ('<p>the "open</p><p>"closed" now</p>', "<p>the “open</p><p>“closed” now</p>"),
        ('<p>see https://example.org/a--b?q="</p>', "<p>see https://example.org/a--b?q=”</p>"),
        ('<p>a<br>"b"</p>', "<p>a<br>“b”</p>"),
        ("<!-- it's --><p>it's</p>", "<!-- it's --><p>it’s</p>"),
    ],
)
def test_html_keeps_its_tags_code_and_addresses(html: str, set_as: str) -> None:
    assert typographic_html(html, "en") == set_as


languages = st.sampled_from(sorted(LANGUAGES))
texts = st.text(alphabet="ab1 \"'-.,(\n\xa0\u202f—“”«»", max_size=40)
tags = st.sampled_from(["p", "em", "strong", "li", "code", "pre", "kbd", "a", "blockquote"])
pieces = st.lists(
    st.one_of(
        texts,
        st.builds(
            lambda tag, text: f"<{tag} title=\"it's -- 'x'\">{text}</{tag}>",
            tags,
            st.one_of(texts, st.just('https://example.org/it\'s--"x"')),
        ),
        st.just("<br>"),
        st.just("&quot;"),
        st.just('<!-- " -->'),
    ),
    max_size=8,
).map("".join)

MARKS = re.compile(r"[\"'“”„«»‘’‚‹›\u202f]|&quot;")
DASHES = re.compile(r"--|[–—-]")


def bare(text: str) -> str:
    """What is left of a text without its quotes, with its dashes made one."""
    return DASHES.sub("-", MARKS.sub("", text))


@given(texts, languages)
def test_a_text_changes_its_marks_only_and_once(text: str, language: str) -> None:
    once = typographic(text, language)
    assert bare(once) == bare(text)
    assert typographic(once, language) == once


@given(pieces, languages)
def test_html_changes_its_marks_only_and_once(html: str, language: str) -> None:
    once = typographic_html(html, language)
    assert bare(once) == bare(html)
    assert typographic_html(once, language) == once
    tag = re.compile(r"<[^>]*>")
    assert tag.findall(once) == tag.findall(html)
    code = re.compile(r"<(code|pre|kbd) [^>]*>(.*?)</\1>", re.S)
    assert code.findall(once) == code.findall(html)


def test_a_word_too_long_for_a_phone_may_be_divided_between_its_syllables() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    assert typographic(f"The {word} sails", "en").replace("\u00ad", "-") == (
        "The Donau-dampfschiff-fahrts-ge-sellschaft sails"
    )
    assert typographic_html(f"<b>{word}</b>", "de") == f"<b>{typographic(word, 'de')}</b>"
    address = "https://example.org/donaudampfschifffahrtsgesellschaft"
    assert typographic(address, "en") == address
    assert typographic("Incomprehensibilities", "en") == "Incomprehensibilities"
