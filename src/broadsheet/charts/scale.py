"""Where values stand, and the round numbers beside the rules."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

#: A line chart begins at nought where its values come this near to it, as a share of the largest.
NEAR_NOUGHT = 0.5
MOST_STEPS = 4


@dataclass(frozen=True)
class Scale:
    """Maps values between `low` and `high` to places between `start` and `end`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        if self.high <= self.low:
            return self.start
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def rules(low: float, high: float) -> list[float]:
    """Round numbers from at or below the lowest value to at or above the highest."""
    if high <= low:
        # All values are the same: a rule through them, and one at nought.
        return sorted({0.0, low})
    step = _step(high - low)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [place * step for place in range(first, last + 1)]


def with_nought(low: float, high: float) -> tuple[float, float]:
    return min(low, 0.0), max(high, 0.0)


def with_nought_if_near(low: float, high: float) -> tuple[float, float]:
    """The two ends, one of them brought to nought where the values come near to it."""
    if 0 <= low <= high * NEAR_NOUGHT or low * NEAR_NOUGHT <= high <= 0:
        return with_nought(low, high)
    return low, high


def decimals_of(numbers: list[float]) -> int:
    """As many decimals as tell round numbers apart."""
    gaps = [after - before for before, after in pairwise(numbers)]
    least = min((gap for gap in gaps if gap > 0), default=1.0)
    return max(0, -math.floor(math.log10(least) + 1e-9))


def _step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides a span into few parts."""
    power = 10.0 ** math.floor(math.log10(span / MOST_STEPS))
    fine = (times * power for times in (1, 2, 5))
    return next((step for step in fine if span / step <= MOST_STEPS), 10 * power)
