"""Shapes: the outlines that are cut from the block, as masks at the working scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Self

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Size = tuple[int, int]

#: Working pixels per finished pixel. Everything is drawn larger and reduced at the end.
SCALE = 2


def spline(points: Sequence[Point], closed: bool = False, steps: int = 10) -> list[Point]:
    """Return a smooth curve through the points (centripetal enough for hand-placed ones).

    Uniform Catmull-Rom: each span between two points is sampled `steps` times.
    """
    count = len(points)
    if count < 3:
        return list(points)
    spans = count if closed else count - 1

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    curve: list[Point] = []
    for i in range(spans):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = at(i - 1), at(i), at(i + 1), at(i + 2)
        for step in range(steps):
            t = step / steps
            a, b, c, d = (
                -t + 2 * t**2 - t**3,
                2 - 5 * t**2 + 3 * t**3,
                t + 4 * t**2 - 3 * t**3,
                t**3 - t**2,
            )
            curve.append(
                ((a * x0 + b * x1 + c * x2 + d * x3) / 2, (a * y0 + b * y1 + c * y2 + d * y3) / 2)
            )
    if not closed:
        curve.append(points[-1])
    return curve


def turned(points: Iterable[Point], degrees: float, about: Point = (0.0, 0.0)) -> list[Point]:
    """Return the points turned clockwise (y points down) about a centre."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    cx, cy = about
    return [
        (cx + (x - cx) * cosine - (y - cy) * sine, cy + (x - cx) * sine + (y - cy) * cosine)
        for x, y in points
    ]


def placed(points: Iterable[Point], x: float, y: float, scale: float = 1.0) -> list[Point]:
    """Return the points scaled about the origin and moved to (x, y)."""
    return [(x + px * scale, y + py * scale) for px, py in points]


def ribbon(path: Sequence[Point], width: Callable[[float], float]) -> list[Point]:
    """Return the outline of a stroke along a path; `width` takes 0..1 along it."""
    if len(path) < 2:
        return []
    left: list[Point] = []
    right: list[Point] = []
    last = len(path) - 1
    for i, (x, y) in enumerate(path):
        ax, ay = path[max(i - 1, 0)]
        bx, by = path[min(i + 1, last)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / length, (bx - ax) / length
        half = width(i / last) / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return left + right[::-1]


def tapered(width: float, fullness: float = 0.7) -> Callable[[float], float]:
    """Return a stroke's width along it: thin, `width` in the middle, thin; for `ribbon`."""

    def at(t: float) -> float:
        swell: float = math.sin(math.pi * t) ** fullness
        return max(0.3, width * swell)

    return at


def even(width: float) -> Callable[[float], float]:
    """Return the same width all along; for `ribbon`."""
    return lambda _t: width


class Shape:
    """A mask that is built up by adding outlines; coordinates are finished pixels."""

    def __init__(self, size: Size, image: Image.Image | None = None) -> None:
        self.size = size
        self.image = image or Image.new("L", (size[0] * SCALE, size[1] * SCALE), 0)
        self._draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], value: int = 255) -> Self:
        """Add a straight-edged outline, or cut it away with value 0."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        if len(scaled) > 2:
            self._draw.polygon(scaled, fill=value)
        return self

    def blob(self, points: Sequence[Point], value: int = 255) -> Self:
        """Add a smooth closed outline through the points."""
        return self.polygon(spline(points, closed=True), value)

    def rect(self, x0: float, y0: float, x1: float, y1: float, value: int = 255) -> Self:
        """Add an upright rectangle."""
        return self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], value)

    def ellipse(
        self, cx: float, cy: float, rx: float, ry: float, turn: float = 0.0, value: int = 255
    ) -> Self:
        """Add an ellipse, turned clockwise by `turn` degrees."""
        ring = [
            (cx + rx * math.cos(a), cy + ry * math.sin(a))
            for a in (i * math.tau / 72 for i in range(72))
        ]
        return self.polygon(turned(ring, turn, (cx, cy)), value)

    def stroke(
        self,
        points: Sequence[Point],
        width: float,
        end: float | None = None,
        smooth: bool = True,
        value: int = 255,
    ) -> Self:
        """Add a stroke from `width` at its start to `end` at its end (the same unless given)."""
        path = spline(points) if smooth and len(points) > 2 else list(points)
        final = width if end is None else end
        return self.polygon(ribbon(path, lambda t: width + (final - width) * t), value)

    def gouge(self, points: Sequence[Point], width: float, value: int = 255) -> Self:
        """Add a stroke as a V-tool leaves it: thin, full in the middle, thin."""
        path = spline(points, steps=6) if len(points) > 2 else _subdivided(points[0], points[1], 6)
        return self.polygon(ribbon(path, tapered(width)), value)

    def path(self, points: Sequence[Point], width: float, value: int = 255) -> Self:
        """Add an unsmoothed line of even width with mitred-looking joints."""
        for a, b in pairwise(points):
            self.polygon(ribbon([a, b], even(width)), value)
        for x, y in points[1:-1]:
            self.ellipse(x, y, width / 2, width / 2, value=value)
        return self

    def plus(self, other: Shape) -> Shape:
        """Return the union."""
        return Shape(self.size, ImageChops.lighter(self.image, other.image))

    def minus(self, other: Shape | Image.Image) -> Shape:
        """Return this without the other."""
        image = other.image if isinstance(other, Shape) else other
        return Shape(self.size, ImageChops.subtract(self.image, image))

    def within(self, other: Shape | Image.Image) -> Shape:
        """Return the part that both share."""
        image = other.image if isinstance(other, Shape) else other
        return Shape(self.size, ImageChops.multiply(self.image, image))

    def moved(self, dx: float, dy: float) -> Shape:
        """Return a copy moved by finished pixels."""
        image = Image.new("L", self.image.size, 0)
        image.paste(self.image, (round(dx * SCALE), round(dy * SCALE)))
        return Shape(self.size, image)

    def grown(self, pixels: float) -> Shape:
        """Return the mask dilated (or, below zero, eroded) by finished pixels."""
        radius = abs(pixels) * SCALE
        blurred = self.image.filter(ImageFilter.GaussianBlur(radius))
        level = 40 if pixels > 0 else 215
        return Shape(self.size, blurred.point(lambda v: 255 if v >= level else 0))


def _subdivided(a: Point, b: Point, parts: int) -> list[Point]:
    return [
        (a[0] + (b[0] - a[0]) * i / parts, a[1] + (b[1] - a[1]) * i / parts)
        for i in range(parts + 1)
    ]
