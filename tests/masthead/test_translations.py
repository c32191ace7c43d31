"""Readers' pages speak each language that the theme ships: no word of theirs stays in English."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import broadsheet
from broadsheet.media.enums import MADE_BY_AI
from broadsheet.newsroom.enums import CorrectionKind, StoryType, TopicKind

SOURCE = Path(broadsheet.__file__).parent
LOCALE = SOURCE / "masthead/locale"
LANGUAGES = ["ar", "uk"]
#: The rooms whose templates readers see, without those of the newsroom's own screens.
ROOMS = ("masthead", "media", "newsroom", "fronts", "search")
DESK = {"admin", "wagtailadmin", "account", "socialaccount", "allauth", "mfa"}
MODULES = (
    *("masthead/errors.py", "masthead/times.py", "masthead/views.py", "fronts/views.py"),
    *("fronts/rows.py", "newsroom/parts.py", "newsroom/templatetags/newsroom.py"),
    *("newsroom/structured_data.py", "search/views.py", "search/names.py"),
)
TRANSLATE = re.compile(r"\{%\s*translate\s+(?P<mark>[\"'])(?P<words>.+?)(?P=mark)|_\(\"(.+?)\"\)")
BLOCK = re.compile(r"\{%\s*blocktranslate.*?%\}(.*?)\{%\s*(?:plural|endblocktranslate)\s*%\}", re.S)
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.M)


def in_templates() -> Iterator[str]:
    for room in ROOMS:
        folder = SOURCE / room / "templates"
        for path in sorted(folder.rglob("*.html")):
            if DESK & set(path.relative_to(folder).parts):
                continue
            text = path.read_text(encoding="utf-8")
            for match in TRANSLATE.finditer(text):
                yield match["words"] or match[3]
            for match in BLOCK.finditer(text):
                lines = (line.strip() for line in match[1].splitlines())
                yield VARIABLE.sub(r"%(\1)s", " ".join(line for line in lines if line))


def in_modules() -> Iterator[str]:
    views = sorted((SOURCE / "newsroom/views").glob("*.py"))
    for path in [*views, *(SOURCE / module for module in MODULES)]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in ("_", "gettext", "ngettext") and isinstance(first, ast.Constant):
                    yield str(first.value)


def in_labels() -> Iterator[str]:
    yield from (str(kind.label) for kind in MADE_BY_AI)
    for kinds in (StoryType, TopicKind, CorrectionKind):
        yield from (str(kind.label) for kind in kinds)


class Nothing(gettext.NullTranslations):
    """What a catalogue says where it has no words: some are the same in two languages."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def catalogue(language: str) -> gettext.GNUTranslations:
    with (LOCALE / language / "LC_MESSAGES/django.mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    words.add_fallback(Nothing())
    return words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_readers_pages_is_translated(language: str) -> None:
    wanted = {*in_templates(), *in_modules(), *in_labels()}
    assert len(wanted) > 150
    words = catalogue(language)
    # With plural forms a sentence is asked for by a number.
    missing = {
        text for text in wanted if not words.gettext(text) and not words.ngettext(text, "", 5)
    }
    assert not missing, f"Not in masthead/locale/{language}: {sorted(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_source(language: str) -> None:
    text = (LOCALE / language / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    words = catalogue(language)
    entries = ENTRY.findall(text)
    assert len(entries) > 100
    for source, meant in entries:
        assert words.gettext(source.replace('\\"', '"')) == meant.replace('\\"', '"')
