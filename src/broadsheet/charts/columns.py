"""Columns that stand, with the value on each where there is room, else with rules behind them."""

from __future__ import annotations

from broadsheet.charts.axis import FOOT, HEAD, Plot, name_the_places, ruled_plot
from broadsheet.charts.chart import Chart, Magnitude
from broadsheet.charts.lettering import width
from broadsheet.charts.scale import Scale, rules, with_nought
from broadsheet.charts.sheet import LABEL_SIZE, WIDTH, Box, Line, Sheet, Text

HEIGHT = 180.0
#: How much of its place a group of columns fills, and a column of its own share of that.
GROUP, COLUMN = 0.74, 0.94
LEAST_GAP = 6.0


def lay_out(chart: Chart) -> Sheet:
    sheet = Sheet()
    magnitude = Magnitude.of(chart.values)
    low, high = (magnitude.reduce(end) for end in with_nought(min(chart.values), max(chart.values)))
    written = _values_that_fit(chart)
    if written:
        plot = _plain_plot(sheet, low, high)
    else:
        plot = ruled_plot(sheet, chart, magnitude, rules(low, high), HEIGHT)
    pitch = plot.width / len(chart.labels)
    thickness = pitch * GROUP / len(chart.series)
    nought = plot.scale.place(0.0)
    middles = [plot.left + (place + 0.5) * pitch for place in range(len(chart.labels))]
    for number, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            end = plot.scale.place(magnitude.reduce(value))
            left = middles[place] - pitch * GROUP / 2 + number * thickness
            x = left + thickness * (1 - COLUMN) / 2
            css = f"chart-bar series-{number + 1}"
            top = min(nought, end)
            sheet.add(Box(x, top, thickness * COLUMN, abs(end - nought), css))
            if written:
                y = end + LABEL_SIZE if value < 0 else end - 5
                sheet.add(Text(written[place], middles[place], y, "chart-value", "middle"))
    name_the_places(sheet, chart.labels, middles)
    return sheet


def _values_that_fit(chart: Chart) -> list[str]:
    """The values as they would stand on their columns; empty where one has no room."""
    if len(chart.series) > 1:
        return []
    written = [chart.numerals.write(value) for value in chart.series[0].values]
    room = WIDTH / len(chart.labels) - LEAST_GAP
    fits = all(width(words, LABEL_SIZE) <= room for words in written)
    return written if fits else []


def _plain_plot(sheet: Sheet, low: float, high: float) -> Plot:
    """A plot without rules but for nought, with room for the values above and below."""
    bottom = HEAD + HEIGHT
    scale = Scale(low, high, bottom, HEAD)
    y = scale.place(0.0)
    sheet.add(Line(((0.0, y), (WIDTH, y)), "chart-grid chart-nought"))
    sheet.height = bottom + FOOT + (LABEL_SIZE + 4 if low < 0 else 0)
    return Plot(0.0, scale)
