"""Lines along a time, with rules behind them and a dot where each ends."""

from __future__ import annotations

from broadsheet.charts.axis import FOOT, name_the_places, ruled_plot
from broadsheet.charts.chart import Chart, Magnitude
from broadsheet.charts.scale import rules, with_nought_if_near
from broadsheet.charts.sheet import LABEL_SIZE, WIDTH, Dot, Line, Sheet, Text

HEIGHT = 190.0
#: Between the plot's sides and the first and last points.
MARGIN = 6.0


def lay_out(chart: Chart) -> Sheet:
    sheet = Sheet()
    magnitude = Magnitude.of(chart.values)
    low, high = (magnitude.reduce(end) for end in (min(chart.values), max(chart.values)))
    numbers = rules(*with_nought_if_near(low, high))
    plot = ruled_plot(sheet, chart, magnitude, numbers, HEIGHT)
    places = _places(plot.left + MARGIN, WIDTH - MARGIN, len(chart.labels))
    # The first series is the story's own: it is drawn last, over the others.
    for number, series in reversed(list(enumerate(chart.series, start=1))):
        heights = [plot.scale.place(magnitude.reduce(value)) for value in series.values]
        points = tuple(zip(places, heights, strict=True))
        if len(points) > 1:
            sheet.add(Line(points, f"chart-line series-{number}"))
        sheet.add(Dot(*points[-1], f"chart-dot series-{number}"))
    if len(chart.series) == 1:
        words = chart.numerals.write(chart.values[-1])
        y = _beside_the_end(heights, sheet.height)
        sheet.add(Text(words, WIDTH, y, "chart-value", "end"))
    name_the_places(sheet, chart.labels, places)
    return sheet


def _places(left: float, right: float, count: int) -> list[float]:
    """So many places at equal distances; a single one stands in the middle."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * place / (count - 1) for place in range(count)]


def _beside_the_end(heights: list[float], height: float) -> float:
    """The foot of the last value's text: off the line, and clear of the names below."""
    end = heights[-1]
    came_from_above = len(heights) > 1 and heights[-2] < end
    below = end + LABEL_SIZE + 6
    return below if came_from_above and below < height - FOOT else max(end - 9, 15.0)
