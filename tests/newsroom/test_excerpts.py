"""Where a summary ends: at a sentence where one fits, else at a word with “…”."""

from __future__ import annotations

import pytest

from broadsheet.newsroom.excerpts import cut_at_word
from broadsheet.newsroom.typography import bind_end


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("Short enough.", 40, "Short enough."),
        ("Sixty drivers climbed down. Two ships wait at sea.", 40, "Sixty drivers climbed down."),
        (
            "It rained. Sixty drivers climbed down from their cabs.",
            40,
            "It rained. Sixty drivers climbed down…",
        ),
        ("“Who asked?” “Nobody did,” said the clerk of works.", 26, "“Who asked?”"),
        (
            "The harbour board of St. Anne met again on Thursday.",
            30,
            "The harbour board of St. Anne…",
        ),
        ("A toll of 3.50 crowns is due at the bridge by noon.", 20, "A toll of 3.50…"),
        (
            "Шістдесят водіїв зійшли додолу. Два судна чекають.",
            40,
            "Шістдесят водіїв зійшли додолу.",
        ),
    ],
)
def test_a_summary_ends_at_a_sentence_or_at_a_word(text: str, length: int, cut: str) -> None:
    assert cut_at_word(text, length) == cut
    assert len(cut) <= length + 1


@pytest.mark.parametrize(
    ("headline", "bound"),
    [
        ("Council refuses the lease by one vote", "Council refuses the lease by one~vote"),
        ("Four hours at the last oven in town", "Four hours at the last oven~in~town"),
        ("Cranes stand still as all drivers walk downstairs", None),
        ("Mend the bridge now", None),
        ("", None),
    ],
)
def test_a_headlines_last_line_is_no_short_word(headline: str, bound: str | None) -> None:
    assert bind_end(headline).replace("\xa0", "~") == (bound or headline)
