"""docs/developers/themes.md says all that a theme may set, and shows the files as they are."""

from __future__ import annotations

import re

import pytest

from broadsheet.config.theme_file import COLOURS, KEYS, PROPORTIONS, ROW_KINDS
from tests.themes import DOCS, LAMPLIGHT

TEXT = (DOCS / "themes.md").read_text(encoding="utf-8")
LISTING = re.compile(r"^`theme/([^`]+)`\n\n```\w+\n(.*?)```$", re.M | re.S)
LISTINGS = LISTING.findall(TEXT)


@pytest.mark.parametrize("name", KEYS)
def test_every_key_is_documented_with_its_example(name: str) -> None:
    assert f"| `{name}` | `{KEYS[name].example}` | {KEYS[name].about.rstrip('.')}" in TEXT


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_is_documented(name: str) -> None:
    assert f"| `{name}` | {COLOURS[name]} |" in TEXT


@pytest.mark.parametrize("word", [*PROPORTIONS, *ROW_KINDS])
def test_every_choice_is_documented(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_the_listings_are_pieces_of_the_files_that_the_tests_install() -> None:
    assert len(LISTINGS) >= 6
    for name, listing in LISTINGS:
        assert listing in (LAMPLIGHT / name).read_text(encoding="utf-8"), name


def test_every_template_of_the_example_stands_in_place_of_a_shipped_one() -> None:
    shipped = DOCS.parents[1] / "src" / "broadsheet"
    found = list((LAMPLIGHT / "templates").rglob("*.html"))
    assert found
    for path in found:
        name = path.relative_to(LAMPLIGHT / "templates")
        assert list(shipped.glob(f"*/templates/{name}")), name


def test_every_template_that_the_documentation_names_is_there() -> None:
    table = TEXT.partition("| to change |")[2].partition("\n\n")[0]
    names = re.findall(r"`([\w/]+\.html)`", table)
    assert len(names) > 12
    shipped = DOCS.parents[1] / "src" / "broadsheet"
    for name in names:
        assert list(shipped.glob(f"*/templates/{name}")), name
