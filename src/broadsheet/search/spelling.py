"""“Did you mean …”: words of headlines and names that are spelled nearly like those asked for.

The vocabulary is bounded and read anew where a search found nothing, which is rare; it needs no
index of its own and is the same on every database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from broadsheet.core.stemming import WORD, stems, words
from broadsheet.newsroom.enums import TopicKind
from broadsheet.newsroom.models import Person, Topic
from broadsheet.newsroom.models.card import StoryCardQuerySet

#: The newest headlines and the newest names that the vocabulary is made of.
MOST_HEADLINES = 2000
MOST_NAMES = 3000
#: Words of a query that are looked up, and suggestions that are tried.
MOST_WORDS = 6
MOST_SUGGESTIONS = 3
#: Shorter words have too many neighbours for any of them to be meant.
SHORTEST_WORD = 4


@dataclass
class Vocabulary:
    """Words in lower case by how often they stand there; `written` as names write them."""

    counts: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, *, keep_case: bool = False) -> None:
        self.counts.update(words(text))
        if keep_case:
            for match in WORD.finditer(text):
                self.written.setdefault(match[0].lower(), match[0])

    def near(self, word: str) -> list[str]:
        """Words within one or two slips of this one, the nearest and most frequent first."""
        most = 1 if len(word) < 6 else 2
        letters = set(word)
        found = []
        for other, count in self.counts.items():
            if abs(len(other) - len(word)) > most or len(letters ^ set(other)) > 2 * most:
                continue
            slips = distance(word, other, most)
            if slips is not None:
                found.append((slips, other[:1] != word[:1], -count, other))
        return [other for _slips, _first, _count, other in sorted(found)]


def vocabulary_of(cards: StoryCardQuerySet, locale_id: int) -> Vocabulary:
    """The words that readers of a language may have meant, in three queries."""
    vocabulary = Vocabulary()
    for headline in cards.newest().values_list("headline", flat=True)[:MOST_HEADLINES]:
        vocabulary.add(headline)
    people = Person.objects.filter(locale_id=locale_id, is_public=True).order_by("-pk")
    for name in people.values_list("name", flat=True)[:MOST_NAMES]:
        vocabulary.add(name, keep_case=True)
    topics = Topic.objects.filter(locale_id=locale_id).order_by("-pk")
    for name, kind in topics.values_list("name", "kind")[:MOST_NAMES]:
        vocabulary.add(name, keep_case=kind != TopicKind.SUBJECT)
    return vocabulary


def suggestions(asked: Sequence[str], vocabulary: Vocabulary, language: str) -> list[str]:
    """Other spellings of a whole query, the likeliest first; none where every word is known."""
    options = [_spellings(word, vocabulary, language) for word in asked[:MOST_WORDS]]
    options += [[word] for word in asked[MOST_WORDS:]]
    likeliest = [
        spellings[0] if spellings else word for spellings, word in zip(options, asked, strict=True)
    ]
    if likeliest == list(asked):
        return []
    lines = [likeliest]
    if not all(options):
        # A word that is like no other may be what stood in the way.
        lines.append([spellings[0] for spellings in options if spellings])
    lines += [
        [*likeliest[:place], spelling, *likeliest[place + 1 :]]
        for place, spellings in enumerate(options)
        for spelling in spellings[1:MOST_SUGGESTIONS]
    ]
    return list(dict.fromkeys(" ".join(line) for line in lines))[:MOST_SUGGESTIONS]


def _spellings(word: str, vocabulary: Vocabulary, language: str) -> list[str]:
    """What a word may have meant: itself where it is known, nothing where no word is near it."""
    if len(word) < SHORTEST_WORD or word.isdecimal():
        return [word]
    near = vocabulary.near(word)
    stem = stems(word, language)
    if any(other == word or stems(other, language) == stem for other in near):
        return [word]
    return [vocabulary.written.get(other, other) for other in near]


def distance(one: str, other: str, most: int) -> int | None:
    """Letters to change, add, leave out or swap with a neighbour; None where more than `most`.

    The optimal string alignment distance (Boytsov 2011, doi:10.1145/1963190.1963191).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for place, against in enumerate(other, start=1):
            cost = min(last[place] + 1, line[place - 1] + 1, last[place - 1] + (letter != against))
            swapped = row > 1 and place > 1 and letter == other[place - 2]
            if swapped and one[row - 2] == against:
                cost = min(cost, before[place - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return None
        before, last = last, line
    return last[-1] if last[-1] <= most else None
