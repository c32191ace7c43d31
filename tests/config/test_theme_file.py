"""theme.toml: what a theme may set, and the sentences that refuse the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.config.theme_file import KEYS, ROW_KINDS, ThemeFileError, load_theme
from broadsheet.core.theme import digest_of, for_readers
from broadsheet.fronts.rows import SECTION_KINDS
from tests.themes import LAMPLIGHT, make_theme


def refusal(folder: Path, text: str) -> str:
    make_theme(folder, {"theme.toml": text})
    with pytest.raises(ThemeFileError) as caught:
        load_theme(folder)
    return str(caught.value)


class TestWhatItMaySet:
    def test_a_site_without_a_theme_sets_nothing(self, tmp_path: Path) -> None:
        theme = load_theme(tmp_path / "theme")
        assert (theme.digest, theme.style, theme.rows, theme.preload) == ("", "", (), None)

    def test_the_folders_that_new_makes_set_nothing_either(self, tmp_path: Path) -> None:
        (tmp_path / "templates").mkdir()
        (tmp_path / "static").mkdir()
        assert load_theme(tmp_path).digest == ""

    def test_every_key_of_the_example_arrives(self) -> None:
        theme = load_theme(LAMPLIGHT)
        assert (theme.name, theme.version, theme.author) == ("Lamplight", "1.0", "Ines Tarrow")
        assert theme.rows == ("columns", "turned", "tiles", "stack", "spread")
        assert theme.preload == ("broadsheet/fonts/vollkorn-latin.woff2",)
        assert theme.card_picture == "4:3"
        assert theme.light["paper"] == "#eef3f1"
        assert theme.dark["accent"] == "#e8b04b"
        assert "@layer" not in theme.style

    @pytest.mark.parametrize("name", KEYS)
    def test_every_keys_own_example_works(self, name: str, tmp_path: Path) -> None:
        example = "" if name == "schema" else KEYS[name].example
        load_theme(make_theme(tmp_path, {"theme.toml": example}))

    def test_its_rows_are_those_of_the_front(self) -> None:
        assert ROW_KINDS == SECTION_KINDS


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('colour = "red"', "a key that Broadsheet does not know: colour"),
            ('nmae = "x"', "Did you mean name?"),
            ('secret_key = "x"', "does not know: secret_key"),
            ('database = "sqlite"', "does not know: database"),
            ("[light]\npapr = '#ffffff'", "light.papr. Did you mean light.paper?"),
            ("name = 3", "The key name of theme/theme.toml can't be used: it must be a text"),
            ('name = "two\\nlines"', "it is not one line"),
            ('light = "#fff"', "it must be a table"),
            ("[dark]\nink = '#fff'", "key dark.ink"),
            ("[dark]\nink = 3", "is not # and six hexadecimal digits"),
            ("[light]\nink = '#000000;}body{'", "is not # and six hexadecimal digits"),
            ('card_picture = "2:1"', "is none of 3:2"),
            ("rows = []", "it has 0 kinds"),
            ('rows = ["mosaic"]', "“mosaic” is none of spread"),
            ("rows = [1]", "it must be a list of texts"),
            ('preload = ["/etc/x.woff2"]', "without a first slash"),
            ('preload = ["../x.woff2"]', "below static/"),
            ('preload = ["https://fonts.example/x.woff2"]', "below static/"),
            ('preload = ["x.ttf"]', "is no .woff2"),
            ('preload = ["a.woff2", "b.woff2", "c.woff2", "d.woff2", "e.woff2"]', "more than 4"),
            ("schema", "is not valid TOML"),
        ],
    )
    def test_it_says_key_reason_and_a_way_on(self, text: str, words: str, tmp_path: Path) -> None:
        assert words in refusal(tmp_path, text)

    @pytest.mark.parametrize("name", [name for name in KEYS if name != "schema"])
    def test_a_wrong_kind_is_answered_with_an_example(self, name: str, tmp_path: Path) -> None:
        assert f"For example: {KEYS[name].example}" in refusal(tmp_path, f"{name} = 1.5")

    def test_a_file_without_its_schema(self, tmp_path: Path) -> None:
        (tmp_path / "theme.toml").write_text('name = "x"', encoding="utf-8")
        with pytest.raises(ThemeFileError, match="it is missing"):
            load_theme(tmp_path)

    @pytest.mark.parametrize("name", ["theme.toml", "theme.css"])
    def test_a_file_that_stands_elsewhere(self, name: str, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.write_text("schema = 1", encoding="utf-8")
        theme = make_theme(tmp_path / "theme", {})
        (theme / name).symlink_to(elsewhere)
        with pytest.raises(ThemeFileError, match="leads out of the theme"):
            load_theme(theme)

    @pytest.mark.parametrize("name", ["theme.toml", "theme.css"])
    def test_a_file_that_is_no_utf_8(self, name: str, tmp_path: Path) -> None:
        (tmp_path / name).write_bytes(b"# \xff\xfe")
        with pytest.raises(ThemeFileError, match="is not UTF-8"):
            load_theme(tmp_path)


class TestItsVersion:
    def test_it_changes_with_any_file_and_comes_back_with_it(self, tmp_path: Path) -> None:
        files = {"theme.css": "a{}", "templates/404.html": "x", "static/a/b.svg": "<svg/>"}
        make_theme(tmp_path, files)
        first = digest_of(tmp_path)
        assert len(first) == 12
        for name in files:
            make_theme(tmp_path, {name: "changed"})
            assert digest_of(tmp_path) != first
            make_theme(tmp_path, {name: files[name]})
            assert digest_of(tmp_path) == first
        (tmp_path / "static/a/b.svg").rename(tmp_path / "static/a/c.svg")
        assert digest_of(tmp_path) != first

    def test_hidden_files_and_links_elsewhere_do_not_count(self, tmp_path: Path) -> None:
        theme = make_theme(tmp_path / "theme", {"theme.css": "a{}"})
        first = digest_of(theme)
        (theme / ".git").mkdir()
        (theme / ".git/HEAD").write_text("x", encoding="utf-8")
        (tmp_path / "secret").write_text("x", encoding="utf-8")
        (theme / "static").mkdir()
        (theme / "static/out.txt").symlink_to(tmp_path / "secret")
        assert digest_of(theme) == first


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("masthead/parts/footer.html", True),
        ("newsroom/story_head.html", True),
        ("500.html", True),
        ("broadsheet/icon.svg", True),
        ("wagtailadmin/login.html", False),
        ("account/login.html", False),
        ("mfa/authenticate.html", False),
        ("wagtailimages/js/focal-point-chooser.js", False),
        ("newsroom/admin/desk.html", False),
        ("masthead/admin/theme_fault.html", False),
        ("original/404.html", False),
    ],
)
def test_a_theme_dresses_readers_pages_alone(name: str, whose: bool) -> None:
    assert for_readers(name) is whose
