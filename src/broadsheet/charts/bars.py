"""Bars that lie, the name above each and the value at its end."""

from __future__ import annotations

from broadsheet.charts.chart import Chart, Magnitude
from broadsheet.charts.lettering import width, wrapped
from broadsheet.charts.scale import Scale, with_nought
from broadsheet.charts.sheet import LABEL_SIZE, WIDTH, Box, Line, Sheet, Text

LINE = 19.0
THICKNESS = 17.0
#: Between two bars of one label, between a bar and its value, between two labels.
BETWEEN, GAP, APART = 3.0, 5.0, 11.0


def lay_out(chart: Chart) -> Sheet:
    sheet = Sheet()
    magnitude = Magnitude.of(chart.values)
    low, high = with_nought(min(chart.values), max(chart.values))
    written = {value: chart.numerals.write(value) for value in chart.values}
    room = {
        side: max(
            (
                width(words, LABEL_SIZE) + GAP
                for value, words in written.items()
                if (value < 0) == (side == "left")
            ),
            default=0.0,
        )
        for side in ("left", "right")
    }
    scale = Scale(
        magnitude.reduce(low), magnitude.reduce(high), room["left"], WIDTH - room["right"]
    )
    nought = scale.place(0.0)
    for place, label in enumerate(chart.labels):
        sheet.height += APART if place else 0
        for words in wrapped(label, LABEL_SIZE, WIDTH):
            sheet.height += LINE
            sheet.add(Text(words, 0.0, sheet.height - 5, "chart-label"))
        top = sheet.height
        for number, series in enumerate(chart.series, start=1):
            sheet.height += BETWEEN if number > 1 else 0
            value = series.values[place]
            end = scale.place(magnitude.reduce(value))
            box = Box(
                min(nought, end),
                sheet.height,
                abs(end - nought),
                THICKNESS,
                f"chart-bar series-{number}",
            )
            sheet.add(box, _value(written[value], value, end, sheet.height))
            sheet.height += THICKNESS
        if low < 0:
            sheet.add(Line(((nought, top - 2), (nought, sheet.height + 2)), "chart-nought"))
    sheet.height += 2
    return sheet


def _value(words: str, value: float, end: float, top: float) -> Text:
    y = top + THICKNESS - 3.5
    if value < 0:
        return Text(words, end - GAP, y, "chart-value", "end")
    return Text(words, end + GAP, y, "chart-value")
