"""What a reporter types or pastes as the figures of a chart, and what is said where it can't be."""

from __future__ import annotations

import pytest

from broadsheet.charts import Kind
from broadsheet.newsroom.chart_figures import FiguresRefused, chart_of, read_figures


def rows(text: str, language: str = "en", kind: Kind = Kind.BARS) -> list[tuple[str, list[str]]]:
    return list(read_figures(text, kind, language).rows())


class TestFiguresAreRead:
    def test_a_name_and_a_number_a_line(self) -> None:
        text = "Kestermouth; 9.40\n\n  Corrow ;10.15;\n"
        assert rows(text) == [("Kestermouth", ["9.40"]), ("Corrow", ["10.15"])]

    def test_cells_of_a_spreadsheet(self) -> None:
        figures = read_figures(
            "Year\tHerring\tCod\n2023\t351\t96.5\n2024\t312\t88", Kind.LINE, "en"
        )
        assert figures.heading == "Year"
        assert [series.name for series in figures.series] == ["Herring", "Cod"]
        assert next(figures.rows()) == ("2023", ["351.0", "96.5"])

    def test_a_semicolon_is_no_divider_where_there_are_tabs(self) -> None:
        assert rows("Herring; salted\t3") == [("Herring; salted", ["3"])]

    def test_a_single_column_may_have_its_name(self) -> None:
        figures = read_figures("; Dwellings\n2024; 640", Kind.BARS, "en")
        assert [series.name for series in figures.series] == ["Dwellings"]
        assert figures.labels == ("2024",)

    def test_columns_named_by_years_with_a_word(self) -> None:
        figures = read_figures("Port; in 2023; in 2024\nCorrow; 1; 2", Kind.BARS, "en")
        assert [series.name for series in figures.series] == ["in 2023", "in 2024"]

    def test_names_have_the_marks_of_the_language(self) -> None:
        chart, figures = chart_of(
            {"kind": "bars", "title": 'The "Gull\'s" year', "data": "Skipper's; 1"}, "en"
        )
        assert chart.title == "The “Gull’s” year"
        assert figures.labels == ("Skipper’s",)

    @pytest.mark.parametrize(
        ("typed", "language", "printed"),
        [
            ("1204", "en", "1,204"),
            ("1,204", "en", "1,204"),
            ("1,204.50", "en", "1,204.50"),
            ("1 204", "en", "1,204"),
            ("12%", "en", "12"),
            ("-3", "en", "−3"),
            ("−3", "en", "−3"),
            (".5", "en", "0.5"),
            ("9,40", "de", "9,40"),
            ("1.204", "de", "1\u202f204"),
            ("1\u00a0204,5", "uk", "1\u202f204,5"),
        ],
    )
    def test_numbers_as_the_language_writes_them(
        self, typed: str, language: str, printed: str
    ) -> None:
        assert rows(f"A; {typed}", language) == [("A", [printed])]

    def test_the_ends_are_said_in_words(self) -> None:
        value = {"kind": "line", "title": "T", "unit": "tonnes"}
        one, _figures = chart_of({**value, "data": "2023; 351\n2024; 312"}, "en")
        assert one.description == "tonnes. Lowest: 312 (2024). Highest: 351 (2023)."
        two, _figures = chart_of({**value, "data": "Y; Cod; Eel\n23; 1; 5\n24; 2; 4"}, "en")
        assert two.description == "tonnes. Lowest: 1 (23, Cod). Highest: 5 (23, Eel)."


REFUSED = {
    "": "There are no figures",
    "Year; Herring": "There are no figures",
    "Corrow": "Line 1 has no figure: “Corrow”",
    "A; 1\n\nCorrow: 3": "Line 3 has no figure: “Corrow: 3”",
    "A; 1\nB; ten": "Line 2: “ten” is no number",
    "A; 9,40": "Line 1: “9,40” is no number. Write digits alone, as in 1234.5",
    "A; 1\nB; 1.2.3": "Line 2: “1.2.3” is no number",
    "A; 1\nB; 3 kg": "Line 2: “3 kg” is no number",
    "A; 1\n; 2": "Line 2 has no name",
    "A; 1; 2": "Say in a first line what each column of figures is",
    "Y; Herring; Cod\nA; 1; 2\nB; 1": "Line 3 has not as many figures as the lines above it: 1",
    "Y; Herring\nA; 1; 2": "does not name every column of figures (names: 1, columns: 2)",
    "Y; ; Cod\nA; 1; 2": "does not name every column of figures (names: 1, columns: 2)",
    "Y; a; b; c; d\nA; 1; 2; 3; 4": "Line 2 has 4 figures; a chart shows three at most",
    "A; 12000000000": "Line 1: 12000000000 is too long for a chart",
    "A; 1.23456": "Line 1: round 1.23456 to 4 decimals",
    "\n".join(f"A{n}; 1" for n in range(31)): "There are 31 lines; a chart of this kind shows 30",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=REFUSED.values())
def test_what_is_wrong_is_said_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(FiguresRefused) as refused:
        read_figures(text, Kind.BARS, "en")
    assert sentence in str(refused.value.message)
    assert str(refused.value.message).endswith((".", "”."))


def test_a_line_needs_two_figures() -> None:
    with pytest.raises(FiguresRefused, match="give two at least"):
        read_figures("2024; 3", Kind.LINE, "en")
    assert rows("\n".join(f"{n}; 1" for n in range(1900, 2020)), kind=Kind.LINE)


@pytest.mark.parametrize(
    ("typed", "language"), [("9.40", "de"), ("1.5", "uk"), ("1,5", "en"), ("1.204.5", "en")]
)
def test_a_mark_of_another_language_is_refused_rather_than_guessed(
    typed: str, language: str
) -> None:
    with pytest.raises(FiguresRefused, match="is no number"):
        rows(f"A; {typed}", language)
