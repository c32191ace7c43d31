"""From a chart to its markup."""

from __future__ import annotations

from collections.abc import Callable

from broadsheet.charts import bars, columns, lines
from broadsheet.charts.chart import Chart, Kind
from broadsheet.charts.sheet import Sheet

LAYOUTS: dict[Kind, Callable[[Chart], Sheet]] = {
    Kind.BARS: bars.lay_out,
    Kind.COLUMNS: columns.lay_out,
    Kind.LINE: lines.lay_out,
}


def lay_out(chart: Chart) -> Sheet:
    """The chart's parts in their places, before they become markup."""
    return LAYOUTS[chart.kind](chart)


def draw(chart: Chart) -> str:
    """The chart as an `<svg>` element, coloured by the page's style alone.

    Its classes: chart and of-bars, of-columns or of-line on the whole; chart-bar, chart-line,
    chart-dot with series-1 to series-3; chart-grid, chart-nought; chart-label, chart-value,
    chart-tick on texts.
    """
    return lay_out(chart).to_svg(
        css=f"chart of-{chart.kind}", title=chart.title, description=chart.description
    )
