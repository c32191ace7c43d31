"""What the gateway answers by itself, in a language of the site."""

from __future__ import annotations

from django.utils.translation import gettext, override
from django.utils.translation.trans_real import parse_accept_lang_header

from broadsheet.core.languages import content_languages, default_language, split_language


def language_for(path: str, accepted: str) -> str:
    """The path's own language, or the first of Accept-Language that the site has, or its own."""
    languages = content_languages()
    of_path, _inner = split_language(path)
    if of_path != default_language() or len(languages) < 2:
        return of_path
    for wanted, weight in parse_accept_lang_header(accepted):
        for code in (wanted, wanted.partition("-")[0]):
            if weight and code in languages:
                return code
    return of_path


def say(path: str, accepted: str, sentence: str) -> tuple[str, str]:
    """The language of who asks, and a sentence of the gateway in it."""
    language = language_for(path, accepted)
    with override(language):
        translated = gettext(sentence)
    return language, translated


def read_words() -> None:
    """Read the catalogues of the site's languages: on the event loop there is no time for it."""
    for language in content_languages():
        with override(language):
            gettext("")
