"""Plots as inline SVG: a typed value in, markup out. Nothing here knows of stories or of Django."""

from broadsheet.charts.chart import Chart, Kind, Numerals, Series
from broadsheet.charts.drawing import draw

__all__ = ["Chart", "Kind", "Numerals", "Series", "draw"]
