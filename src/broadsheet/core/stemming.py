"""Words brought to their stem, so that a search for “crane” finds “cranes”.

The Snowball algorithms (https://snowballstem.org) by language; a language that they lack keeps its
words as they are.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from typing import Any

import snowballstemmer

ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
#: Words of a language whose stems are kept, some 10 MB; then it begins anew.
MOST_KEPT = 60_000
_one_at_a_time = threading.Lock()
WORD = re.compile(r"\w+(?:['’]\w+)*")


@cache
def _stemmer(language: str) -> Any:
    name = ALGORITHMS.get(language.partition("-")[0])
    if name is None or name not in snowballstemmer.algorithms():
        return None
    return snowballstemmer.stemmer(name)


def words(text: str) -> list[str]:
    """The words of a text in lower case, accents of composed letters kept, in their order."""
    return WORD.findall(unicodedata.normalize("NFKC", text).lower().replace("’", "'"))


def stems(text: str, language: str) -> list[str]:
    """The stem of each word of a text, in their order."""
    stemmer = _stemmer(language)
    found = words(text)
    if stemmer is None:
        return found
    kept = _kept_stems(language)
    new = set(found).difference(kept)
    if new:
        # A stemmer works on its own fields: two threads in one would spell each other's words.
        with _one_at_a_time:
            if len(kept) > MOST_KEPT:
                kept.clear()
            kept.update({word: stemmer.stemWord(word) for word in new})
    try:
        return [kept[word] for word in found]
    except KeyError:
        # Another thread began anew in between.
        return stems(text, language)


@cache
def _kept_stems(language: str) -> dict[str, str]:
    """Stems by their words: a text mostly has words that others had before it."""
    return {}
