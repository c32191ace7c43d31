from __future__ import annotations

import re
import unicodedata
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.core.stemming import stems
from broadsheet.newsroom.typography import typographic_html
from broadsheet.search.marking import marked

HOSTILE = st.text(st.sampled_from("<>\"'&; ax/=\x00\u202eאé\u0301½ﬁ_-mark"), max_size=60)


def test_a_word_is_marked_in_any_form() -> None:
    assert marked("Cranes & a crane's", {"crane"}, "en") == (
        "<mark>Cranes</mark> &amp; a <mark>crane&#x27;s</mark>"
    )
    assert marked("Cafe\u0301", {"café"}, "xx") == "<mark>Café</mark>"
    assert marked("הנמל של העיר", {"הנמל"}, "he") == "<mark>הנמל</mark> של העיר"


@given(HOSTILE | st.text(max_size=80), HOSTILE, st.sampled_from(["en", "de", "ar", "xx"]))
def test_any_text_is_shown_whole_and_obeys_nothing(text: str, query: str, language: str) -> None:
    html = marked(text, set(stems(query, language)), language)
    bare = re.sub(r"</?mark>", "", html)
    assert not re.search(r"[<>\"']", bare)
    assert unescape(bare) == unicodedata.normalize("NFC", text)
    assert html.count("<mark>") == html.count("</mark>")
    # The card sets quotes and dashes afterwards and adds no tag.
    assert not re.search(r"<(?!/?mark>)", typographic_html(html, "en"))
