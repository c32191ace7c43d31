"""The languages that the theme ships are spoken whole: on readers' pages, and on the desk."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import allauth
import django
import pytest
import wagtail

import broadsheet
from broadsheet.media.enums import MADE_BY_AI
from broadsheet.newsroom.enums import BylineRole, CorrectionKind, StoryType, TopicKind
from broadsheet.newsroom.models.version import VersionReason

SOURCE = Path(broadsheet.__file__).parent
#: Readers' words stand in the first; the second has those of the newsroom's screens and mails.
CATALOGUES = ("masthead", "newsroom")
LANGUAGES = ["ar", "uk"]
#: The rooms whose templates readers see, without those of the newsroom's own screens.
ROOMS = ("masthead", "media", "newsroom", "fronts", "search", "syndication")
DESK = {"admin", "wagtailadmin", "account", "socialaccount", "allauth", "mfa"}
MODULES = (
    *("masthead/errors.py", "masthead/times.py", "masthead/views.py", "fronts/views.py"),
    *("fronts/rows.py", "newsroom/parts.py", "newsroom/templatetags/newsroom.py"),
    *("newsroom/structured_data.py", "search/views.py", "search/names.py"),
    "newsroom/chart_figures.py",
    *("syndication/corrections.py", "syndication/feeds.py", "syndication/sources.py"),
)
#: What the newsroom's people see every day; in other rooms' screens words may still be English.
STAFF = (
    *(
        "assigning",
        "blocks",
        "corrections",
        "desk",
        "differences",
        "merging",
        "notices",
        "readiness",
    ),
    *("templates/newsroom/admin", "templates/newsroom/mail", "templates/wagtailadmin"),
    *("templatetags/newsroom_desk.py", "workflow", "forms.py", "panels.py", "pending.py"),
    *("publish_selected.py", "publishing.py", "viewsets/stories.py", "viewsets/story_filters.py"),
)
#: By what they come in: sign-in, passwords, second factors, invitations.
IN = (
    *("masthead/templates/account", "masthead/templates/socialaccount", "masthead/templates/mfa"),
    *("staff/templates/staff/mail", "staff/templates/staff/accept_invitation.html"),
    *("staff/templates/staff/own_sessions.html", "staff/templates/allauth"),
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
            yield from in_template(path)


def in_template(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for match in TRANSLATE.finditer(text):
        yield match["words"] or match[3]
    for match in BLOCK.finditer(text):
        lines = (line.strip() for line in match[1].splitlines())
        yield VARIABLE.sub(r"%(\1)s", " ".join(line for line in lines if line))


def in_modules() -> Iterator[str]:
    views = sorted((SOURCE / "newsroom/views").glob("*.py"))
    for path in [*views, *(SOURCE / module for module in MODULES)]:
        yield from in_module(path)


def in_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id in ("_", "gettext", "ngettext") and isinstance(first, ast.Constant):
                yield str(first.value)


def in_staff_screens() -> Iterator[str]:
    for place in [*(SOURCE / "newsroom" / name for name in STAFF), *(SOURCE / name for name in IN)]:
        assert place.exists(), place
        for path in [place, *sorted(place.rglob("*.*"))]:
            if path.suffix == ".py":
                yield from in_module(path)
            elif path.suffix in (".html", ".txt"):
                yield from in_template(path)


def in_labels() -> Iterator[str]:
    yield from (str(kind.label) for kind in MADE_BY_AI)
    for kinds in (StoryType, TopicKind, CorrectionKind, VersionReason):
        yield from (str(kind.label) for kind in kinds)


class Nothing(gettext.NullTranslations):
    """What a catalogue says where it has no words: some are the same in two languages."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""

    def pgettext(self, context: str, message: str) -> str:
        return ""


def file_of(room: str, language: str) -> Path:
    return SOURCE / room / "locale" / language / "LC_MESSAGES/django.mo"


def catalogue(*paths: Path) -> gettext.GNUTranslations:
    """The words of the first file, and where it has none those of the next."""
    with paths[0].open("rb") as file:
        words = gettext.GNUTranslations(file)
    words.add_fallback(catalogue(*paths[1:]) if paths[1:] else Nothing())
    return words


def untranslated(wanted: Iterable[str], words: gettext.GNUTranslations) -> list[str]:
    """Those without a translation. With plural forms a sentence is asked for by a number."""
    return sorted(
        text for text in wanted if not words.gettext(text) and not words.ngettext(text, "", 5)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_readers_pages_is_translated(language: str) -> None:
    wanted = {*in_templates(), *in_modules(), *in_labels()}
    assert len(wanted) > 150
    words = catalogue(file_of("masthead", language))
    roles = {"Reporting by", "Photos by", "Video by", "Graphics by", "Edited by", "Translated by"}
    assert len(roles) == len(BylineRole) - 1
    missing = [
        *untranslated(wanted, words),
        *sorted(role for role in {"By", *roles} if not words.pgettext("byline", role)),
    ]
    assert not missing, f"Not in masthead/locale/{language}: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_desk_is_translated(language: str) -> None:
    """Wagtail and Django have words of their own: those need no second translation."""
    wanted = set(in_staff_screens())
    assert len(wanted) > 300
    ours = [file_of(room, language) for room in CATALOGUES]
    theirs = [
        Path(package.__file__).parent / folder / "locale" / language / "LC_MESSAGES/django.mo"
        for package, folder in (
            *((wagtail, "."), (wagtail, "admin"), (allauth, "."), (django, "conf")),
            (django, "contrib/auth"),
        )
    ]
    missing = untranslated(wanted, catalogue(*ours, *(path for path in theirs if path.exists())))
    assert not missing, f"Not in newsroom/locale/{language}: {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", CATALOGUES)
def test_the_compiled_words_are_those_of_the_source(room: str, language: str) -> None:
    path = file_of(room, language)
    text = path.with_suffix(".po").read_text(encoding="utf-8")
    words = catalogue(path)
    entries = ENTRY.findall(text)
    assert len(entries) > 100
    for source, meant in entries:
        source, meant = source.replace('\\"', '"'), meant.replace('\\"', '"')
        contexts = (words.pgettext(name, source) for name in ("byline", "unknown"))
        assert meant in (words.gettext(source), *contexts)
