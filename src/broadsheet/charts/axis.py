"""What stands around columns and lines: rules with their numbers, and names along the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from broadsheet.charts.chart import Chart, Magnitude, Numerals
from broadsheet.charts.lettering import cut, width, wrapped
from broadsheet.charts.scale import Scale, decimals_of
from broadsheet.charts.sheet import LABEL_SIZE, TICK_SIZE, WIDTH, Line, Sheet, Text

#: Room above the highest rule for its number.
HEAD = 20.0
#: Room below the plot for a line of names, where in it they stand, and a second line.
FOOT, NAME, LINE = 22.0, 17.0, 18.0
#: Between two names, and between a rule's number and the plot.
GAP = 6.0
#: Numbers of absurd length may run into the plot rather than push it off the sheet.
WIDEST_GUTTER = 96.0


@dataclass(frozen=True)
class Plot:
    """The room in which the values stand, and how high each stands in it."""

    left: float
    scale: Scale

    @property
    def width(self) -> float:
        return WIDTH - self.left


def ruled_plot(
    sheet: Sheet, chart: Chart, magnitude: Magnitude, numbers: list[float], height: float
) -> Plot:
    """Draw a rule at each number; a number stands on its rule, left of the plot."""
    scale = Scale(numbers[0], numbers[-1], HEAD + height, HEAD)
    numerals = Numerals(decimals_of(numbers), chart.numerals.point, chart.numerals.group)
    gutter = 0.0
    for value in numbers:
        y = scale.place(value)
        words = cut(magnitude.write(value, numerals), TICK_SIZE, WIDTH)
        gutter = max(gutter, width(words, TICK_SIZE) + GAP)
        css = "chart-grid" if value else "chart-grid chart-nought"
        sheet.add(Line(((0.0, y), (WIDTH, y)), css))
        sheet.add(Text(words, 0.0, y - 4, "chart-tick", size=TICK_SIZE))
    sheet.height = HEAD + height + FOOT
    return Plot(min(gutter, WIDEST_GUTTER), scale)


def name_the_places(sheet: Sheet, labels: Sequence[str], places: Sequence[float]) -> None:
    """Write the labels along the foot: all, on two lines if need be, else as many as have room."""
    y = sheet.height - FOOT + NAME
    two_lines = [] if _fits(labels, places, y, 1) else _on_two_lines(labels, places, y)
    if two_lines:
        sheet.height += LINE
        sheet.add(*two_lines)
    else:
        sheet.add(*_chosen(labels, places, y, _step(labels, places, y)))


def _on_two_lines(labels: Sequence[str], places: Sequence[float], y: float) -> list[Text]:
    """Every label, broken where it may be; nothing where one has no room all the same."""
    pitch = places[1] - places[0] if len(places) > 1 else WIDTH
    names = [
        [
            _label(words, place, y + number * LINE)
            for number, words in enumerate(wrapped(label, LABEL_SIZE, pitch - GAP))
        ]
        for label, place in zip(labels, places, strict=True)
    ]
    ends = [(min(text.left for text in name), max(text.right for text in name)) for name in names]
    texts = [text for name in names for text in name]
    fits = all(after[0] - before[1] >= GAP / 2 for before, after in pairwise(ends))
    is_whole = all(
        _letters("".join(text.words for text in name)) == _letters(label)
        for name, label in zip(names, labels, strict=True)
    )
    return texts if fits and is_whole else []


def _letters(text: str) -> str:
    return "".join(text.split())


def _step(labels: Sequence[str], places: Sequence[float], y: float) -> int:
    """Which labels have room: every first, second, third; rather such that both ends are named."""
    count = len(labels)
    least = next(step for step in range(1, count + 1) if _fits(labels, places, y, step))
    even = (step for step in range(least, min(2 * least, count - 1) + 1) if (count - 1) % step == 0)
    return next((step for step in even if _fits(labels, places, y, step)), least)


def _fits(labels: Sequence[str], places: Sequence[float], y: float, step: int) -> bool:
    return _are_apart(_chosen(labels, places, y, step))


def _are_apart(texts: Sequence[Text]) -> bool:
    return all(after.left - before.right >= GAP for before, after in pairwise(texts))


def _chosen(labels: Sequence[str], places: Sequence[float], y: float, step: int) -> list[Text]:
    """Every so many labels counted back from the last, and the first in place of its neighbour."""
    texts = [_label(label, place, y) for label, place in zip(labels, places, strict=True)]
    chosen = texts[::-step][::-1]
    if chosen[0] is texts[0]:
        return chosen
    with_first = [texts[0], *chosen]
    while len(with_first) > 2 and not _are_apart(with_first[:2]):
        del with_first[1]
    return with_first if _are_apart(with_first[:2]) else chosen


def _label(label: str, place: float, y: float) -> Text:
    """A name in the middle below its place, or pushed in from the sheet's edge."""
    words = cut(label, LABEL_SIZE, WIDTH)
    half = width(words, LABEL_SIZE) / 2
    if place - half < 0:
        return Text(words, 0.0, y, "chart-label")
    if place + half > WIDTH:
        return Text(words, WIDTH, y, "chart-label", "end")
    return Text(words, place, y, "chart-label", "middle")
