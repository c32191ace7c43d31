"""What a chart says, apart from how it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_SERIES = 3
#: Past these a number is written with a power of ten: its digits would fill the plot.
LARGEST_WRITTEN = 1e10
SMALLEST_WRITTEN = 1e-6
#: A number with more digits has fewer decimals.
MOST_DIGITS = 10


class Kind(StrEnum):
    """Bars lie, with a name above each; columns stand and lines run along a time."""

    BARS = "bars"
    COLUMNS = "columns"
    LINE = "line"


@dataclass(frozen=True)
class Numerals:
    """How a language writes numbers, and how many decimals these have."""

    decimals: int = 0
    point: str = "."
    group: str = ","

    def write(self, value: float) -> str:
        """The number as it is printed, with a true minus."""
        size = abs(value)
        if size and not SMALLEST_WRITTEN <= size < LARGEST_WRITTEN:
            text = f"{value:.3g}"
        else:
            whole = len(str(int(size)))
            text = f"{value:,.{max(0, min(self.decimals, MOST_DIGITS - whole))}f}"
            if not any(digit in "123456789" for digit in text):
                # Nothing is left of a sign once the number is rounded to nought.
                text = text.lstrip("-")
        marks = {",": self.group, ".": self.point, "-": "−", "+": ""}
        return "".join(marks.get(character, character) for character in text)


@dataclass(frozen=True)
class Series:
    """One row of values; a chart with a single series may leave it without a name."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Chart:
    """A chart of one to three series over the same labels.

    `title` and `description` are for those who don't see it. Raises ValueError on a value that is
    not finite, and where a series has not one value for each label.
    """

    kind: Kind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    description: str = ""
    numerals: Numerals = Numerals()

    def __post_init__(self) -> None:
        if not self.labels or not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError("A chart has at least one label and one to three series.")
        for series in self.series:
            if len(series.values) != len(self.labels):
                raise ValueError(f"The series {series.name!r} has not one value for each label.")
            if not all(math.isfinite(value) for value in series.values):
                raise ValueError(f"The series {series.name!r} has a value that is not finite.")

    @property
    def values(self) -> tuple[float, ...]:
        """All values, series after series."""
        return tuple(value for series in self.series for value in series.values)


@dataclass(frozen=True)
class Magnitude:
    """A power of ten taken out of all values, so that no sum of them leaves what floats can hold.

    It is nought for the numbers that newspapers print.
    """

    power: int

    @classmethod
    def of(cls, values: tuple[float, ...]) -> Magnitude:
        largest = max(abs(value) for value in values)
        if largest == 0 or SMALLEST_WRITTEN <= largest < LARGEST_WRITTEN:
            return cls(0)
        return cls(Decimal(largest).adjusted())

    def reduce(self, value: float) -> float:
        """The value in units of this power of ten."""
        return float(Decimal(value).scaleb(-self.power)) if self.power else value

    def write(self, reduced: float, numerals: Numerals) -> str:
        """A reduced value as it is printed."""
        if not self.power or not reduced:
            return numerals.write(reduced)
        return f"{numerals.write(reduced)}e{self.power}".replace("-", "−")
