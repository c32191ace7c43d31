"""What `broadsheet doctor` says of a theme."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from broadsheet.config.examination import examine_theme
from broadsheet.config.theme_examination import contrast_faults, faults_of, shipped_colours
from broadsheet.config.theme_file import COLOURS
from tests.config.command import broadsheet
from tests.themes import LAMPLIGHT, install, make_theme, wearing

FOOTER = "templates/masthead/parts/footer.html"


def faults(folder: Path) -> list[str]:
    with wearing(folder) as theme:
        return list(faults_of(theme))


def test_the_example_is_sound_and_named() -> None:
    with wearing(LAMPLIGHT) as theme:
        (finding,) = examine_theme()
        assert finding.level == "ok"
        assert finding.message == f"Lamplight 1.0 by Ines Tarrow, files {theme.digest}"


def test_a_site_without_a_theme_is_sound(tmp_path: Path) -> None:
    with wearing(tmp_path):
        (finding,) = examine_theme()
    assert (finding.level, finding.message) == ("ok", "none of its own")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({FOOTER: "<p>\n{% nonsense %}"}, f"theme/{FOOTER}, line 2: Invalid block tag"),
        ({FOOTER: "{% if x %}"}, f"theme/{FOOTER}, line 1: Unclosed tag"),
        ({FOOTER: "{{ x|nonsense }}"}, "Invalid filter: 'nonsense'"),
        ({FOOTER: '{% include "masthead/gone.html" %}'}, "line 1 names the template masthead/gone"),
        ({"templates/404.html": '{% extends "no.html" %}'}, "names the template no.html, which"),
        ({FOOTER: "\n{% static 'a/no.svg' %}"}, "line 2 names the file a/no.svg, which is not"),
        ({"templates/wagtailadmin/login.html": "x"}, "a screen of the newsroom and is not used"),
        ({"static/wagtailadmin/js/x.js": "x"}, "a file of the newsroom's screens and is not used"),
        ({"theme.css": "a{background:url(http://x.example/a.png)}"}, "asks for http://x.example/a"),
        ({"theme.css": "a{background:url('//x.example/a.png')}"}, "asks for //x.example/a.png"),
        ({"theme.css": "a{background:url(data:image/png;base64,AA)}"}, "asks for data:image/png"),
        ({"static/a/b.css": "a{background:url(https://x.example/)}"}, "theme/static/a/b.css asks"),
        ({"theme.css": '@import "https://x.example/a.css";'}, "theme/theme.css has an @import"),
        ({"theme.css": "a{background:image-set('x.png' 1x)}"}, "image-set() as a text"),
        ({"theme.css": "a{background:url(static/no.svg)}"}, "static/no.svg, which is not in"),
        ({"theme.css": "a{background:url(../data/secret_key)}"}, "../data/secret_key, which is"),
        ({"static/a/b.css": "a{background:url(no.svg)}"}, "names no.svg, which is not"),
        ({"theme.toml": 'preload = ["a/no.woff2"]'}, "preloads a/no.woff2, which is not there"),
        ({"theme.toml": "[light]\nink = '#999999'"}, "In the light scheme ink (#999999) on paper"),
        ({"theme.toml": "[dark]\naccent = '#333333'"}, "In the dark scheme accent (#333333)"),
        ({"theme.toml": "[light]\nline = '#e0e0e0'"}, "and needs 3.0."),
    ],
)
def test_a_fault_is_named_with_its_file(files: dict[str, str], words: str, tmp_path: Path) -> None:
    found = faults(make_theme(tmp_path, files))
    assert found
    assert any(words in fault for fault in found), found


@pytest.mark.parametrize(
    "files",
    [
        {"theme.css": "/* url(http://x.example) @import */ a::after{content:'url(http://x)'}"},
        {"theme.css": "a{background:url(#mark)}"},
        {"theme.css": "a{background:url(./static/a/b.svg?x#y)}", "static/a/b.svg": "<svg/>"},
        {"static/a/c.css": "a{background:url(b.svg)}", "static/a/b.svg": "<svg/>"},
        {FOOTER: f'{{% extends "{FOOTER.removeprefix("templates/")}" %}}'},
        {FOOTER: f'{{% include "original/{FOOTER.removeprefix("templates/")}" %}}'},
        {"templates/newsroom/story_head.html": '{% extends "newsroom/story_head.html" %}'},
    ],
)
def test_what_works_is_no_fault(files: dict[str, str], tmp_path: Path) -> None:
    assert faults(make_theme(tmp_path, files)) == []


@pytest.mark.parametrize("part", ["static", "static/a", "templates/404.html"])
def test_a_link_out_of_the_theme_is_named(part: str, tmp_path: Path) -> None:
    elsewhere = make_theme(tmp_path / "elsewhere", {"secret.txt": "x"})
    theme = make_theme(tmp_path / "theme", {"theme.css": "a{}", "templates/x.html": ""})
    (theme / part).parent.mkdir(exist_ok=True)
    (theme / part).symlink_to(elsewhere)
    assert faults(theme) == [
        f"theme/{part} leads out of the theme and is not used. Put a copy in its place."
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_built_in_colours_are_known_and_can_be_read(scheme: str, tmp_path: Path) -> None:
    colours = shipped_colours(scheme)
    assert set(COLOURS) <= set(colours)
    assert all(re.fullmatch(r"#[0-9a-fA-F]{6}", colours[name]) for name in COLOURS)
    with wearing(tmp_path) as theme:
        accents = {name: shipped_colours(name)["accent"] for name in ("light", "dark")}
        assert list(contrast_faults(theme, accents)) == []


def test_the_command_names_the_file_and_ends_with_1(site: Path) -> None:
    install(site / "theme")
    done = broadsheet("doctor", "--site", site)
    assert done.code == 0, done.err
    assert "Theme: Lamplight 1.0 by Ines Tarrow" in done.err
    (site / "theme" / FOOTER).write_text("{% nonsense [b] %}", encoding="utf-8")
    done = broadsheet("doctor", "--site", site)
    assert done.code == 1
    assert f"FAULT Theme: theme/{FOOTER}, line 1: Invalid block tag" in done.err
    (site / "theme/theme.toml").write_text("schema = 1\nnmae = 'x'\n", encoding="utf-8")
    done = broadsheet("doctor", "--json", "--site", site)
    assert done.code == 1
    (finding,) = json.loads(done.out)
    assert finding["name"] == "Theme"
    assert "nmae. Did you mean name?" in finding["message"]
    done = broadsheet("run", "--site", site)
    assert done.code == 2
    assert "nmae. Did you mean name?" in done.err
