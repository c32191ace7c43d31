"""The demo's own forms of exchanges, charts and drawings, and the drawings that come with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broadsheet.config.demo.body import block
from broadsheet.config.demo.content import content_folder
from broadsheet.media.graphics import clean_graphic
from broadsheet.media.models import File
from broadsheet.newsroom.chart_figures import chart_of

GRAPHICS = sorted((content_folder() / "graphics").glob("*.svg"))


def made(item: dict[str, Any], folder: Path = Path()) -> dict[str, Any]:
    value: dict[str, Any] = block(item, folder, lambda name: pytest.fail(name), {})["value"]
    return value


def test_a_question_and_its_answer_in_paragraphs() -> None:
    value = made({"type": "question_answer", "question": "Why?", "answer": "A & b.\n\n<i>C</i>.\n"})
    assert value == {"question": "Why?", "answer": "<p>A &amp; b.</p><p><i>C</i>.</p>"}


def test_a_chart_is_written_as_a_reporter_types_it() -> None:
    item = {
        "type": "chart",
        "kind": "columns",
        "title": "Landings",
        "labels": ["2023", "2024"],
        "series": [{"name": "Herring", "values": [351, 312]}, {"name": "Cod", "values": [9.4, -1]}],
    }
    value = made(item)
    assert value["data"] == "; Herring; Cod\n2023; 351; 9.4\n2024; 312; -1"
    _chart, figures = chart_of(value, "en")
    assert list(figures.rows())[1] == ("2024", ["312.0", "−1.0"])
    one = {**item, "series": [{"values": [351, 312]}]}
    assert made(one)["data"] == "2023; 351\n2024; 312"


def test_a_chart_with_a_value_too_few_is_no_chart() -> None:
    item = {"type": "chart", "kind": "bars", "title": "T", "labels": ["a", "b"]}
    with pytest.raises(ValueError, match="zip"):
        made({**item, "series": [{"values": [1]}]})


@pytest.mark.django_db
def test_a_drawing_becomes_a_file(tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_bytes(GRAPHICS[0].read_bytes())
    item = {"type": "graphic", "file": "map.svg", "title": "Where", "alt": "A map"}
    value = made(item, tmp_path)
    file = File.objects.get(pk=value["file"])
    assert (file.title, value["alt_text"], value["caption"]) == ("Where", "A map", "")


@pytest.mark.parametrize("path", GRAPHICS, ids=lambda path: path.stem)
def test_the_demos_drawings_lose_nothing_and_follow_the_scheme(path: Path) -> None:
    graphic = clean_graphic(path.read_bytes())
    assert graphic.left_out == ()
    assert graphic.view_box == "0 0 720 540"
    assert 'class="lettering"' in graphic.attributes
    assert "var(--ink" in graphic.inner
    assert len(path.read_bytes()) < 20_000
