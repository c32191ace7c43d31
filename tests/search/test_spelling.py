from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search.spelling import Vocabulary, distance, suggestions

WORDS = st.text("abcdé", max_size=8)


def vocabulary(*texts: str, names: tuple[str, ...] = ()) -> Vocabulary:
    made = Vocabulary()
    for line in texts:
        made.add(line)
    for name in names:
        made.add(name, keep_case=True)
    return made


def test_slips_are_counted() -> None:
    assert distance("crane", "crane", 2) == 0
    assert distance("crnae", "crane", 2) == 1
    assert distance("cranes", "crane", 2) == 1
    assert distance("krane", "crane", 2) == 1
    assert distance("harbor", "harbour", 2) == 1
    assert distance("abcdef", "uvwxyz", 2) is None


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nothing_for_the_same(one: str, other: str) -> None:
    assert distance(one, other, 20) == distance(other, one, 20)
    assert (distance(one, other, 20) == 0) == (one == other)


@given(WORDS, WORDS, st.integers(0, 4))
def test_giving_up_early_changes_no_answer(one: str, other: str, most: int) -> None:
    whole = distance(one, other, 20)
    assert whole is not None
    assert distance(one, other, most) == (whole if whole <= most else None)


def test_the_nearest_and_most_frequent_word_goes_first() -> None:
    known = vocabulary("council council counsel", "a crane", "cranes")
    assert suggestions(["councli"], known, "en")[0] == "council"
    assert suggestions(["krane"], known, "en")[0] == "crane"


def test_a_known_word_in_another_form_is_left_alone() -> None:
    assert suggestions(["cranes"], vocabulary("one crane"), "en") == []


def test_names_keep_their_capitals() -> None:
    known = vocabulary("the lynx", names=("Mara Lind",))
    assert suggestions(["mara", "lynd"], known, "en")[0] == "mara Lind"


def test_short_words_and_numbers_are_left_alone() -> None:
    assert suggestions(["abd", "2024"], vocabulary("abc 2023"), "en") == []


def test_a_word_that_is_like_no_other_may_be_left_out() -> None:
    assert suggestions(["crnae", "zzzzzzzz"], vocabulary("crane"), "en") == [
        "crane zzzzzzzz",
        "crane",
    ]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20), st.text(max_size=60))
def test_any_words_have_few_suggestions(asked: list[str], text: str) -> None:
    assert len(suggestions(asked, vocabulary(text), "en")) <= 3


def test_the_longest_query_against_a_full_vocabulary_is_quick() -> None:
    known = Vocabulary()
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(20_000):
        known.counts["".join(letters[(number * step) % 26] for step in (1, 3, 7, 11, 5, 17))] = 1
        known.counts[f"{letters[number % 26]}{number:x}{letters[number % 7]}"] = 1
    started = time.process_time()
    suggestions(["abcdefgh", "hgfedcba", "aeiouaei", "bcdfghjk"] * 10, known, "en")
    assert time.process_time() - started < 5
