"""Cutting: the textures a tool leaves - ruled lines, gouges, rings, rays - and the dot screen."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence

from PIL import Image, ImageChops, ImageDraw

from printroom.shapes import SCALE, Point, Size, ribbon, tapered

#: How much ink stands at a place, 0 (bare paper) to 1 (solid).
Tone = Callable[[float, float], float] | float


class Noise:
    """Smooth value noise between -1 and 1, the same for the same seed on every machine."""

    def __init__(self, seed: int, grain: float = 90.0) -> None:
        chance = random.Random(seed)
        self._table = [chance.uniform(-1, 1) for _ in range(4096)]
        self._grain = grain

    def __call__(self, x: float, y: float = 0.0) -> float:
        x, y = x / self._grain, y / self._grain
        left, top = math.floor(x), math.floor(y)
        u, v = x - left, y - top
        u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)

        def at(column: int, row: int) -> float:
            return self._table[(column * 73 + row * 1031) & 4095]

        upper = at(left, top) * (1 - u) + at(left + 1, top) * u
        lower = at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u
        return upper * (1 - v) + lower * v


def _as_function(tone: Tone) -> Callable[[float, float], float]:
    return tone if callable(tone) else lambda _x, _y: tone


def parallels(
    size: Size, angle: float, spacing: float, step: float = 14, wander: float = 1.5, seed: int = 1
) -> Iterator[list[Point]]:
    """Yield straight paths across the whole sheet at an angle in degrees."""
    noise = Noise(seed, 160)
    width, height = size
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    reach = math.hypot(width, height) / 2 + spacing
    offset = -reach
    while offset < reach:
        path: list[Point] = []
        along = -reach
        while along < reach:
            drift = offset + wander * noise(along, offset * 3)
            x = width / 2 + along * cosine - drift * sine
            y = height / 2 + along * sine + drift * cosine
            if -40 < x < width + 40 and -40 < y < height + 40:
                path.append((x, y))
            along += step
        if len(path) > 1:
            yield path
        offset += spacing


def swells(
    size: Size,
    top: float,
    bottom: float,
    near: float,
    far: float,
    height: float,
    length: float,
    seed: int = 1,
    step: float = 12,
) -> Iterator[list[Point]]:
    """Yield water lines down the sheet; spacing, height and length grow from far to near."""
    noise = Noise(seed, 1.0)
    y = top
    row = 0
    while y < bottom:
        depth = (y - top) / max(bottom - top, 1)
        span = length * (0.25 + 0.75 * depth)
        rise = height * (0.12 + 0.88 * depth)
        shift = row * 37.7
        path: list[Point] = []
        x = -30.0
        while x < size[0] + 30:
            path.append((x, y + rise * noise(x / span + shift * 0.12, row * 0.16)))
            x += step
        yield path
        y += far + (near - far) * depth
        row += 1


def rings(
    cx: float, cy: float, spacing: float, inner: float, outer: float, squash: float = 1.0
) -> Iterator[list[Point]]:
    """Yield circles (or flattened ones) about a centre."""
    radius = inner
    while radius < outer:
        parts = max(24, int(radius * math.tau / 14))
        yield [
            (
                cx - radius * math.sin(i * math.tau / parts),
                cy + radius * squash * math.cos(i * math.tau / parts),
            )
            for i in range(parts + 3)
        ]
        radius += spacing


def rays(
    cx: float,
    cy: float,
    count: int,
    inner: float,
    outer: float,
    start: float = 0.0,
    sweep: float = 360.0,
    step: float = 14,
) -> Iterator[list[Point]]:
    """Yield straight paths outward from a centre; angles in degrees, clockwise from the right."""
    for i in range(count):
        angle = math.radians(start + sweep * i / count)
        reach = int((outer - inner) / step) + 2
        yield [
            (
                cx + (inner + j * step) * math.cos(angle),
                cy + (inner + j * step) * math.sin(angle),
            )
            for j in range(reach)
        ]


def ruled(
    size: Size,
    paths: Iterator[list[Point]] | Sequence[list[Point]],
    spacing: float | Callable[[float, float], float],
    tone: Tone,
    seed: int = 1,
    lifts: float = 0.0,
) -> Image.Image:
    """Return lines along the paths whose width carries the tone.

    `spacing` is the width of a line at tone 1; `lifts` is how often, per 1000 px, the tool
    leaves the block, so that a line thins out and starts again.
    """
    image = Image.new("L", (size[0] * SCALE, size[1] * SCALE), 0)
    draw = ImageDraw.Draw(image)
    chance = random.Random(seed)
    value = _as_function(tone)
    pitch = spacing if callable(spacing) else lambda _x, _y: spacing
    texture = Noise(seed + 7, 46)

    def flush(run: list[Point], widths: list[float]) -> None:
        if len(run) > 1:
            last = len(run) - 1
            outline = ribbon(run, lambda t: widths[round(t * last)])
            draw.polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=255)

    for path in paths:
        run: list[Point] = []
        widths: list[float] = []
        travelled = 0.0
        next_lift = chance.expovariate(lifts / 1000) if lifts else math.inf
        previous = path[0]
        for x, y in path:
            travelled += math.hypot(x - previous[0], y - previous[1])
            previous = (x, y)
            amount = value(x, y)
            width = pitch(x, y) * amount * (1 + 0.22 * texture(x, y))
            if amount < 0.985:
                gap = abs(travelled - next_lift)
                if gap < 26:
                    width *= max(0.0, gap / 26 - 0.25)
                elif travelled > next_lift:
                    next_lift = travelled + 30 + chance.expovariate(lifts / 1000)
            if width < 0.7:
                if run:
                    run.append((x, y))
                    widths.append(0.2)
                flush(run, widths)
                run, widths = [], []
                continue
            if not run:
                widths.append(min(width, 0.8))
            else:
                widths.append(width)
            run.append((x, y))
        flush(run, widths)
    return image


def hatch(
    size: Size,
    angle: float,
    spacing: float,
    tone: Tone,
    seed: int = 1,
    lifts: float = 1.2,
    wander: float = 1.5,
) -> Image.Image:
    """Return straight ruled lines at an angle, their width carrying the tone."""
    paths = parallels(size, angle, spacing, wander=wander, seed=seed)
    return ruled(size, paths, spacing, tone, seed, lifts)


def gouges(
    size: Size,
    spacing: float,
    length: float,
    width: float,
    angle: Tone,
    density: Tone = 1.0,
    seed: int = 1,
    box: tuple[float, float, float, float] | None = None,
) -> Image.Image:
    """Return separate tapered strokes on a shaken grid that follow a field of angles (degrees)."""
    image = Image.new("L", (size[0] * SCALE, size[1] * SCALE), 0)
    draw = ImageDraw.Draw(image)
    chance = random.Random(seed)
    direction, amount = _as_function(angle), _as_function(density)
    x0, y0, x1, y1 = box or (0.0, 0.0, float(size[0]), float(size[1]))
    y = y0
    odd = False
    while y < y1:
        x = x0 + (length * 0.6 if odd else 0.0)
        while x < x1:
            px = x + chance.uniform(-0.45, 0.45) * length
            py = y + chance.uniform(-0.35, 0.35) * spacing
            strength = amount(px, py)
            x += length * 1.25
            if strength <= 0.04 or chance.random() > 0.35 + strength:
                continue
            reach = length * chance.uniform(0.6, 1.15) * (0.5 + 0.5 * min(strength, 1))
            path: list[Point] = []
            qx, qy = px, py
            for _ in range(7):
                path.append((qx, qy))
                turn = math.radians(direction(qx, qy))
                qx += math.cos(turn) * reach / 6
                qy += math.sin(turn) * reach / 6
            full = width * strength * chance.uniform(0.75, 1.2)
            outline = ribbon(path, tapered(full, 0.65))
            draw.polygon([(a * SCALE, b * SCALE) for a, b in outline], fill=255)
        y += spacing
        odd = not odd
    return image


def inverted(image: Image.Image) -> Image.Image:
    """Return ink where there was none, and none where there was."""
    return ImageChops.invert(image)


def glow(cx: float, cy: float, radius: float, inside: float, outside: float) -> Tone:
    """Return a tone that goes from `inside` at a centre to `outside` at a radius."""

    def tone(x: float, y: float) -> float:
        t = min(math.hypot(x - cx, y - cy) / radius, 1)
        return inside + (outside - inside) * t

    return tone
