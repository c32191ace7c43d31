"""Words of a text that a search has found, marked for the eye."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from broadsheet.core.stemming import WORD, stems


def marked(text: str, wanted: Collection[str], language: str) -> SafeString:
    """The text as HTML with `<mark>` around each word whose stem is among those wanted."""
    # Composed letters: a word of the index has them, whichever way the text was typed.
    text = unicodedata.normalize("NFC", text)
    out: list[str] = []
    done = 0
    known: dict[str, bool] = {}
    for match in WORD.finditer(text):
        word = match[0]
        if word not in known:
            known[word] = any(stem in wanted for stem in stems(word, language))
        if known[word]:
            out.append(escape(text[done : match.start()]))
            out.append(f"<mark>{escape(word)}</mark>")
            done = match.end()
    out.append(escape(text[done:]))
    # Everything that the text held was escaped piece by piece.
    return mark_safe("".join(out))
