"""The style and the scripts that readers' pages load: small, and what their sources give."""

from __future__ import annotations

import gzip
import re
import runpy
from pathlib import Path

PROJECT = Path(__file__).parents[2]
STATIC = PROJECT / "src/broadsheet/masthead/static/broadsheet"


def test_the_style_is_what_its_sources_give() -> None:
    build = runpy.run_path(str(PROJECT / "frontend/build.py"))["build"]
    assert (STATIC / "broadsheet.css").read_text(encoding="utf-8") == build(), (
        "Run `python frontend/build.py`."
    )


def test_style_and_scripts_keep_within_their_weight() -> None:
    weights = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in STATIC.iterdir()
        if path.is_file()
    }
    assert weights["broadsheet.css"] < 13 * 1024
    assert sum(weight for name, weight in weights.items() if name.endswith(".js")) < 4 * 1024


def test_the_faces_of_an_english_page_keep_within_their_weight() -> None:
    """Text, its italic and the headlines; other scripts' letters load where a page has them."""
    faces = ("vollkorn-latin", "vollkorn-italic-latin", "sofia-sans-condensed-latin")
    assert sum((STATIC / f"fonts/{face}.woff2").stat().st_size for face in faces) < 70 * 1024


def test_every_face_that_the_style_names_is_there() -> None:
    named = set(re.findall(r'url\("?(fonts/[^")]+)', (STATIC / "broadsheet.css").read_text()))
    assert named == {f"fonts/{path.name}" for path in (STATIC / "fonts").glob("*.woff2")}
