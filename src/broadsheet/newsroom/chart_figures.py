"""The figures of a chart as a reporter types or pastes them: a name, a semicolon, a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from broadsheet.charts import Chart, Kind, Numerals, Series
from broadsheet.newsroom.typography import typographic

MOST_SERIES = 3
#: More of them can't be told apart on a telephone.
MOST_LABELS = {Kind.BARS: 30, Kind.COLUMNS: 40, Kind.LINE: 400}
MOST_DECIMALS = 4
LARGEST = Decimal(10) ** 10
#: Spaces of every breadth, and the marks that divide thousands in some countries.
DIVIDERS = re.compile(r"[\s\u2009\u202f\u00a0'’]")
MINUS = str.maketrans({"−": "-", "–": "-"})
#: What was surely meant as a number, sound or not: a first line of them is no heading.
LIKE_A_NUMBER = re.compile(r"[\d\s.,'’\u2009\u202f\u00a0+−–-]*\d[\d\s.,'’\u2009\u202f\u00a0]*%?")


class FiguresRefused(ValidationError):
    """No chart can be drawn of what stands there; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """A line that is not empty, with the number by which the editor's field counts it."""

    number: int
    cells: list[str]

    @property
    def name(self) -> str:
        return self.cells[0]


@dataclass(frozen=True)
class Figures:
    """A table of figures: what its first column is called, its labels and its series."""

    heading: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    numerals: Numerals

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Each label with its figures as they are printed."""
        for place, label in enumerate(self.labels):
            yield label, [self.numerals.write(series.values[place]) for series in self.series]


def chart_of(value: Mapping[str, Any], language: str) -> tuple[Chart, Figures]:
    """The chart of a block and its table. Raises FiguresRefused."""
    kind = Kind(value.get("kind") or Kind.BARS)
    figures = read_figures(value.get("data") or "", kind, language)
    title = typographic(value.get("title") or "", language)
    chart = Chart(
        kind=kind,
        title=title,
        labels=figures.labels,
        series=figures.series,
        description=_description(figures, value.get("unit") or ""),
        numerals=figures.numerals,
    )
    return chart, figures


def read_figures(text: str, kind: Kind, language: str) -> Figures:
    """The figures of a text, their numbers read as the language writes them."""
    lines = list(_lines(text))
    heading = lines.pop(0).cells if lines and _is_heading(lines[0]) else []
    if not lines:
        raise FiguresRefused(
            _("There are no figures. Write one line for each: the name, a semicolon, the number.")
        )
    count = len(lines[0].cells) - 1
    _refuse_too_many(kind, count, lines)
    if heading:
        _refuse_unlike(heading, count)
    elif count > 1:
        raise FiguresRefused(
            _(
                "Say in a first line what each column of figures is: “Year; Herring; Cod”. A name "
                "that is a number needs a word beside it: “in 2024”."
            )
        )
    point = str(get_format("DECIMAL_SEPARATOR", language))
    numbers = [_numbers(line, count, point) for line in lines]
    names = heading[1:] or [""]
    return Figures(
        heading=typographic(heading[0], language) if heading else "",
        labels=tuple(typographic(line.name, language) for line in lines),
        series=tuple(
            Series(typographic(name, language), tuple(float(row[place]) for row in numbers))
            for place, name in enumerate(names)
        ),
        numerals=Numerals(
            decimals=max(_decimals(number) for row in numbers for number in row),
            point=point,
            group="," if point == "." else "\u202f",
        ),
    )


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        # Spreadsheets copy cells with tabs between them.
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, cells)


def _is_heading(line: Line) -> bool:
    return len(line.cells) > 1 and not any(LIKE_A_NUMBER.fullmatch(cell) for cell in line.cells[1:])


def _refuse_too_many(kind: Kind, count: int, lines: list[Line]) -> None:
    if count > MOST_SERIES:
        raise FiguresRefused(
            _(
                "Line %(line)d has %(count)d figures; a chart shows three at most. Leave some out, "
                "or make two charts."
            )
            % {"line": lines[0].number, "count": count}
        )
    if len(lines) > MOST_LABELS[kind]:
        raise FiguresRefused(
            _("There are %(count)d lines; a chart of this kind shows %(most)d. Leave some out.")
            % {"count": len(lines), "most": MOST_LABELS[kind]}
        )
    if kind is Kind.LINE and len(lines) < 2:
        raise FiguresRefused(
            _("A line leads from one figure to the next: give two at least, or choose bars.")
        )


def _refuse_unlike(heading: list[str], count: int) -> None:
    if len(heading) - 1 != count or not all(heading[1:]):
        raise FiguresRefused(
            _(
                "The first line does not name every column of figures (names: %(names)d, columns: "
                "%(count)d). Give each its name."
            )
            % {"names": len([name for name in heading[1:] if name]), "count": count}
        )


def _numbers(line: Line, count: int, point: str) -> list[Decimal]:
    if len(line.cells) == 1:
        raise FiguresRefused(
            _(
                "Line %(line)d has no figure: “%(text)s”. Write the name, a semicolon and the "
                "number: “Herring; 312”."
            )
            % {"line": line.number, "text": line.name}
        )
    if not line.name:
        raise FiguresRefused(
            _("Line %(line)d has no name before its figure.") % {"line": line.number}
        )
    if len(line.cells) - 1 != count:
        raise FiguresRefused(
            _(
                "Line %(line)d has not as many figures as the lines above it: %(found)d instead "
                "of %(count)d. Give each line as many."
            )
            % {"line": line.number, "found": len(line.cells) - 1, "count": count}
        )
    return [_number(cell, line.number, point) for cell in line.cells[1:]]


def _number(text: str, line: int, point: str) -> Decimal:
    number = parse_number(text, point)
    if number is None:
        raise FiguresRefused(
            _(
                "Line %(line)d: “%(text)s” is no number. Write digits alone, as in %(example)s; "
                "what they count belongs in the unit."
            )
            % {"line": line, "text": text, "example": f"1234{point}5"}
        )
    if abs(number) >= LARGEST:
        raise FiguresRefused(
            _(
                "Line %(line)d: %(text)s is too long for a chart. Count in thousands or millions "
                "and say so in the unit."
            )
            % {"line": line, "text": text}
        )
    if _decimals(number) > MOST_DECIMALS:
        raise FiguresRefused(
            _("Line %(line)d: round %(text)s to %(most)d decimals at most.")
            % {"line": line, "text": text, "most": MOST_DECIMALS}
        )
    return number


def parse_number(text: str, point: str) -> Decimal | None:
    """A number as the language writes it; None for anything else, and for what could be two."""
    text = text.translate(MINUS).removesuffix("%").strip()
    group = "," if point == "." else "."
    if group in text and not re.fullmatch(
        rf"[+-]?\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", text
    ):
        return None
    text = DIVIDERS.sub("", text.replace(group, "")).replace(point, ".")
    return Decimal(text) if re.fullmatch(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", text, re.A) else None


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _description(figures: Figures, unit: str) -> str:
    """The ends of the figures in words, for those who do not see the chart."""
    found = [
        (series.values[place], f"{label}, {series.name}" if len(figures.series) > 1 else label)
        for series in figures.series
        for place, label in enumerate(figures.labels)
    ]
    (low, low_label), (high, high_label) = min(found), max(found)
    words = _("Lowest: %(low)s (%(low_label)s). Highest: %(high)s (%(high_label)s).") % {
        "low": figures.numerals.write(low),
        "low_label": low_label,
        "high": figures.numerals.write(high),
        "high_label": high_label,
    }
    return f"{unit}. {words}" if unit else words
