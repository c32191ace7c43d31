"""Which language a public address is in, by its first segment (`/uk/…`); the default has none."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from wagtail.models import Locale


def default_language() -> str:
    return str(settings.LANGUAGE_CODE)


def content_languages() -> list[str]:
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def split_language(path: str) -> tuple[str, str]:
    """Divide a path into its language and the path within that language."""
    languages = content_languages()
    if len(languages) > 1:
        first, _, rest = path.lstrip("/").partition("/")
        if first in languages and first != default_language():
            return first, f"/{rest}"
    return default_language(), path


def path_prefix(locale_id: int) -> str:
    """`""` for the default language, `/xx` for another one."""
    if len(content_languages()) < 2:
        return ""
    code = language_of(locale_id)
    return "" if code == default_language() else f"/{code}"


@cache
def language_of(locale_id: int) -> str:
    """The language code of a locale; it never changes once pages are in it."""
    return str(Locale.objects.get(pk=locale_id).language_code)


def default_locale() -> Locale:
    found: Locale = Locale.objects.get_or_create(language_code=default_language())[0]
    return found
