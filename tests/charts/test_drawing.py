"""Charts as SVG: what they say, that they stay in their box, and that nothing breaks out."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.charts import Chart, Kind, Numerals, Series, draw
from broadsheet.charts.drawing import lay_out
from broadsheet.charts.sheet import WIDTH, Box, Line, Sheet

SVG = "{http://www.w3.org/2000/svg}"
#: A hair's breadth: coordinates are rounded to a hundredth.
HAIR = 0.02
YEARS = tuple(str(year) for year in range(2016, 2026))


def chart(kind: Kind | str, *rows: tuple[float, ...], **fields: object) -> Chart:
    labels = fields.pop("labels", YEARS[: len(rows[0])])
    series = tuple(Series(f"Series {number}", row) for number, row in enumerate(rows))
    return Chart(Kind(kind), "Landings", labels, series, **fields)  # type: ignore[arg-type]


def texts(sheet: Sheet, css: str) -> list[str]:
    return [text.words for text in sheet.texts if text.css == css]


def boxes(sheet: Sheet) -> list[Box]:
    return [shape for shape in sheet.shapes if isinstance(shape, Box)]


class TestBars:
    def test_each_has_its_name_above_and_its_value_at_its_end(self) -> None:
        sheet = lay_out(chart("bars", (610.0, 305.0), labels=("Fuel", "Wages")))
        long, short = boxes(sheet)
        assert long.width == pytest.approx(2 * short.width)
        fuel, long_value, wages, _value = sheet.texts
        assert (fuel.words, wages.words) == ("Fuel", "Wages")
        assert fuel.y < long.y < wages.y < short.y
        assert long_value.words == "610"
        assert long.y < long_value.y < long.y + long.height
        assert long_value.left > long.x + long.width

    def test_a_loss_goes_the_other_way(self) -> None:
        gain, loss = boxes(lay_out(chart("bars", (4.0, -4.0))))
        assert loss.x + loss.width == pytest.approx(gain.x)
        assert texts(lay_out(chart("bars", (4.0, -4.0))), "chart-value") == ["4", "−4"]

    def test_a_long_name_takes_two_lines_and_no_more(self) -> None:
        name = "The Honourable Company of Lightermen and Bargemen of the Upper Kester " * 2
        shown = texts(lay_out(chart("bars", (1.0,), labels=(name,))), "chart-label")
        assert len(shown) == 2
        assert shown[1].endswith("…")


class TestColumns:
    def test_values_stand_on_them_where_there_is_room(self) -> None:
        sheet = lay_out(chart("columns", (20.1, 15.8), numerals=Numerals(1)))
        assert texts(sheet, "chart-value") == ["20.1", "15.8"]
        assert texts(sheet, "chart-tick") == []

    def test_rules_stand_behind_them_where_there_is_none(self) -> None:
        sheet = lay_out(chart("columns", tuple(float(1000 * n) for n in range(10))))
        assert texts(sheet, "chart-value") == []
        assert texts(sheet, "chart-tick") == ["0", "5,000", "10,000"]

    def test_series_stand_beside_each_other(self) -> None:
        sheet = lay_out(chart("columns", (1.0, 2.0), (3.0, 4.0)))
        first = sorted(boxes(sheet), key=lambda box: box.x)
        assert [box.css for box in first[:2]] == ["chart-bar series-1", "chart-bar series-2"]
        assert first[0].x + first[0].width < first[1].x

    def test_names_break_before_any_is_left_out(self) -> None:
        names = ("Jan-Feb", "Mar-Apr", "May-Jun", "Jul-Aug", "Sep-Oct", "Nov-Dec")
        sheet = lay_out(chart("columns", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), labels=names))
        assert texts(sheet, "chart-label")[:4] == ["Jan-", "Feb", "Mar-", "Apr"]


class TestLines:
    def test_first_and_last_labels_are_there_and_the_steps_between_are_even(self) -> None:
        years = tuple(str(year) for year in range(1998, 2023))
        shown = texts(
            lay_out(chart("line", tuple(float(n) for n in range(25)), labels=years)), "chart-label"
        )
        assert shown == ["1998", "2004", "2010", "2016", "2022"]

    def test_the_first_label_takes_its_neighbours_place_where_they_do_not(self) -> None:
        names = ("Eleven years before", *(str(n) for n in range(10, 0, -1)), "This year")
        sheet = lay_out(chart("line", tuple(float(n) for n in range(12)), labels=names))
        shown = texts(sheet, "chart-label")
        assert (shown[0], shown[-1]) == ("Eleven years before", "This year")
        assert len(shown) > 2

    def test_values_far_from_nought_have_no_nought(self) -> None:
        assert texts(lay_out(chart("line", (940.0, 980.0))), "chart-tick")[0] == "940"
        assert texts(lay_out(chart("line", (94.0, 980.0))), "chart-tick")[0] == "0"

    def test_the_last_value_is_written_out(self) -> None:
        assert texts(lay_out(chart("line", (121.0, 640.0))), "chart-value") == ["640"]

    def test_the_first_series_lies_over_the_others(self) -> None:
        lines = lay_out(chart("line", (1.0, 2.0), (2.0, 1.0))).shapes
        assert [line.css for line in lines[-2:]] == ["chart-line series-2", "chart-line series-1"]


class TestNumbers:
    @pytest.mark.parametrize(
        ("value", "decimals", "written"),
        [
            (1204.0, 0, "1,204"),
            (9.4, 2, "9.40"),
            (-0.04, 1, "0.0"),
            (-1.5, 1, "−1.5"),
            (12_345_678.9, 4, "12,345,678.90"),
            (2.5e12, 0, "2.5e12"),
            (0.0, 2, "0.00"),
        ],
    )
    def test_are_written_as_in_print(self, value: float, decimals: int, written: str) -> None:
        assert Numerals(decimals).write(value) == written

    def test_follow_the_language(self) -> None:
        assert Numerals(1, ",", "\u202f").write(-1204.5) == "−1\u202f204,5"


class TestMarkup:
    def test_it_is_an_image_with_title_and_description(self) -> None:
        svg = ElementTree.fromstring(draw(chart("bars", (1.0,), description="Lowest: 1.")))
        assert svg.attrib["role"] == "img"
        assert [(child.tag, child.text) for child in svg][:2] == [
            ("title", "Landings"),
            ("desc", "Lowest: 1."),
        ]

    def test_it_has_no_colour_of_its_own(self) -> None:
        for kind in Kind:
            markup = draw(chart(kind, (1.0, -2.0), (3.0, 4.0), (5.0, 6.0)))
            assert not re.search(r"style=|stroke=|#[0-9a-f]{3}|fill=\"(?!none)", markup)
            assert {"series-1", "series-2", "series-3"} <= set(re.findall(r"series-\d", markup))

    def test_letters_do_not_stretch_with_the_page(self) -> None:
        svg = ElementTree.fromstring(draw(chart("columns", (1.0, 2.0))))
        assert "viewBox" not in svg.attrib
        (plot,) = svg.iter("svg") if svg.tag != "svg" else svg.findall("svg")
        assert plot.attrib["viewBox"].startswith("0 0 288 ")
        assert plot.attrib["preserveAspectRatio"] == "none"
        assert not list(plot.iter("text"))
        assert all(text.attrib["x"].endswith("%") for text in svg.findall("text"))


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        chart("bars", (math.nan,))
    with pytest.raises(ValueError, match="one value for each label"):
        Chart(Kind.BARS, "", ("a", "b"), (Series("", (1.0,)),))
    with pytest.raises(ValueError, match="one to three series"):
        Chart(Kind.BARS, "", ("a",), ())


finite = st.floats(allow_nan=False, allow_infinity=False)
plausible = st.one_of(
    finite, st.floats(-1e6, 1e6), st.integers(-3000, 3000).map(float), st.just(0.0)
)
labels = st.text(st.characters(codec="utf-8"), max_size=70)


@st.composite
def charts(draw_from: st.DrawFn) -> Chart:
    count = draw_from(st.integers(1, 40))
    rows = st.lists(plausible, min_size=count, max_size=count).map(tuple)
    return Chart(
        kind=draw_from(st.sampled_from(Kind)),
        title=draw_from(labels),
        labels=tuple(draw_from(st.lists(labels, min_size=count, max_size=count))),
        series=tuple(
            Series(draw_from(labels), draw_from(rows))
            for _number in range(draw_from(st.integers(1, 3)))
        ),
        description=draw_from(labels),
        numerals=Numerals(draw_from(st.integers(0, 6))),
    )


@given(charts())
def test_any_finite_values_stay_in_the_box(drawn: Chart) -> None:
    sheet = lay_out(drawn)
    for shape in sheet.shapes:
        if isinstance(shape, Line):
            places = shape.points
        else:
            assert shape.width >= 0
            assert shape.height >= 0
            places = ((shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height))
        for x, y in places:
            assert -HAIR <= x <= WIDTH + HAIR
            assert -HAIR <= y <= sheet.height + HAIR
    for dot in sheet.dots:
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= sheet.height
    for text in sheet.texts:
        assert text.left >= -HAIR, text
        assert text.right <= WIDTH + HAIR, text
        assert text.size - 3 <= text.y <= sheet.height, text


@given(charts())
def test_names_never_run_into_each_other(drawn: Chart) -> None:
    rows: dict[float, list[tuple[float, float]]] = {}
    for text in lay_out(drawn).texts:
        if text.css == "chart-label" or (text.css == "chart-value" and drawn.kind is not Kind.LINE):
            rows.setdefault(text.y, []).append((text.left, text.right))
    for row in rows.values():
        for before, after in pairwise(sorted(row)):
            assert before[1] <= after[0] + HAIR


@given(charts())
def test_any_finite_values_give_sound_markup(drawn: Chart) -> None:
    markup = draw(drawn)
    assert not re.search(
        r"\b(?:nan|inf)\b|[\"\s]-?[\d.]+e[+-]?\d", re.sub(r">[^<]*<", "><", markup)
    )
    svg = ElementTree.fromstring(markup)
    for element in svg.iter():
        for name in ("x", "y", "width", "height", "cx", "cy"):
            value = element.attrib.get(name, "0")
            assert re.fullmatch(r"-?\d+(?:\.\d+)?%?", value), (name, value)
    words = ["".join(svg.itertext())]
    assert "\0" not in words[0]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_text_breaks_out_of_its_element(text: str) -> None:
    hostile = f"{text}</text><script>alert(1)</script>\"'&"
    markup = draw(Chart(Kind.BARS, hostile, (hostile,), (Series(hostile, (1.0,)),), hostile))
    tags = {element.tag for element in ElementTree.fromstring(markup).iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path"}
