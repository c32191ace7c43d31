from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.core.stemming import stems


def test_forms_of_a_word_meet_in_one_stem() -> None:
    assert stems("Cranes crane", "en") == ["crane", "crane"]
    assert stems("Häuser Haus", "de")[0] == stems("Häusern", "de")[0]


def test_a_language_without_an_algorithm_keeps_its_words() -> None:
    assert stems("Крани в порту", "uk") == ["крани", "в", "порту"]


@given(st.text(max_size=200), st.sampled_from(["en", "de", "ru", "uk", "xx"]))
def test_any_text_has_as_many_stems_as_words(text: str, language: str) -> None:
    assert len(stems(text, language)) == len(stems(text, "xx"))
