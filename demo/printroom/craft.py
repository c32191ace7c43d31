"""Craft: the boats, boxes and buildings that several pictures share."""

# The points of an outline read better in rows than one to a line.
# fmt: off
from __future__ import annotations

import math
import random

from PIL import Image

from printroom.cutting import Noise, gouges, hatch, inverted
from printroom.press import Fill, Sheet
from printroom.shapes import Point, Shape, placed, spline, turned


def ferry(sheet: Sheet, x: float, y: float, scale: float, tilt: float = 0.0, face: int = 1) -> None:
    """Draw the island ferry from the side, about 1000 px long at scale 1, waterline at (x, y)."""

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in turned(points, tilt)], x, y, scale)

    def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
        return at([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])

    hull = sheet.shape().polygon(
        at(
            spline([(-505, -128), (-200, -112), (150, -122), (380, -158), (560, -212)])
            + spline([(560, -212), (520, -120), (468, -10), (430, 70)])
            + [(-430, 70)]
            + spline([(-430, 70), (-480, -20), (-505, -128)])
        )
    )
    lower = sheet.shape().polygon(box(-400, -205, 270, -108))
    lower.polygon(at([(268, -205), (330, -140), (268, -118)]))
    upper = sheet.shape().polygon(at([(-330, -280), (190, -280), (225, -205), (-330, -205)]))
    bridge = sheet.shape().polygon(at([(40, -352), (176, -352), (196, -280), (30, -280)]))
    funnel = sheet.shape().polygon(at([(-190, -400), (-92, -400), (-70, -280), (-190, -280)]))
    rig = sheet.shape()
    rig.path(at([(110, -352), (104, -500)]), 9 * scale)
    rig.path(at([(70, -440), (142, -440)]), 6 * scale)
    rig.path(at([(104, -490), (-140, -402)]), 3 * scale)
    rig.path(at([(104, -490), (552, -214)]), 3 * scale)
    rig.path(at([(-420, -128), (-420, -300)]), 7 * scale)
    for parts in (rig, funnel, hull.plus(lower).plus(upper).plus(bridge)):
        sheet.paint(parts, key=255, tint=0, halo=4)
    edge = 6 * scale
    for part in (lower, upper, bridge):
        sheet.paint(part.grown(-edge), key=0, tint=0)
    bands = sheet.shape().polygon(box(-196, -366, -70, -332))
    sheet.paint(bands.within(funnel), key=0, tint=0)
    shine = sheet.shape().gouge(at([(-176, -388), (-140, -389), (-104, -388)]), 6 * scale)
    sheet.paint(shine, key=0)
    band = sheet.shape().polygon(
        at(
            spline([(-500, -96), (-200, -82), (150, -92), (380, -126), (545, -176)])
            + spline([(530, -146), (380, -96), (150, -62), (-200, -54), (-496, -66)])
        )
    )
    sheet.paint(band.within(hull), key=0, tint=255)
    panes = sheet.shape()
    for i in range(13):
        panes.polygon(box(-376 + i * 48, -182, -344 + i * 48, -150))
    for i in range(9):
        panes.polygon(box(-300 + i * 52, -262, -266 + i * 52, -228))
    for i in range(4):
        panes.polygon(box(58 + i * 32, -340, 82 + i * 32, -308))
    sheet.paint(panes, key=255)
    shade = sheet.shape()
    shade.polygon(box(-400, -122, 270, -112))
    shade.polygon(box(-340, -292, 236, -280))
    shade.polygon(at([(24, -364), (192, -364), (196, -350), (20, -350)]))
    sheet.paint(shade, key=255)
    raft = sheet.shape().blob(
        at([(-306, -334), (-290, -306), (-250, -298), (-212, -306), (-196, -334), (-250, -328)])
    )
    davits = sheet.shape().path(at([(-286, -284), (-292, -334)]), 5 * scale)
    davits.path(at([(-216, -284), (-210, -334)]), 5 * scale)
    sheet.paint(raft.plus(davits), key=255, tint=0, halo=3)
    sheet.paint(raft.grown(-5 * scale), key=0, tint=0)
    rails = sheet.shape()
    rails.path(at([(330, -178), (430, -206), (540, -246)]), 3.5 * scale)
    for px, py in ((340, -150), (400, -164), (460, -182), (520, -202)):
        rails.path(at([(px, py), (px, py - 34)]), 3 * scale)
    sheet.paint(rails, key=255)
    cuts = sheet.shape()
    cuts.gouge(at([(-470, -20), (-200, -6), (120, -10), (420, -60)]), 7 * scale)
    cuts.gouge(at([(-440, 22), (-150, 34), (60, 32)]), 6 * scale)
    cuts.gouge(at([(180, 26), (330, 16), (430, -8)]), 6 * scale)
    cuts.gouge(at([(488, -160), (470, -110), (440, -60)]), 7 * scale)
    sheet.paint(cuts.within(hull), key=0)


def crates(
    sheet: Sheet, box: tuple[float, float, float, float], fill: int, ribs: float, seed: int
) -> None:
    """Draw one shipping container; fill 0 is bare, 1 tinted, 2 dark."""
    x0, y0, x1, y1 = box
    sheet.paint(sheet.shape().rect(x0, y0, x1, y1), key=255, tint=0, halo=3)
    rim = (y1 - y0) * 0.09
    inner = sheet.shape().rect(x0 + rim, y0 + rim, x1 - rim, y1 - rim)
    lines = hatch(sheet.size, 90, ribs, 0.36, seed=seed, lifts=0)
    if fill == 2:
        sheet.paint(inner, key=inverted(hatch(sheet.size, 90, ribs, 0.2, seed=seed, lifts=0)))
    else:
        sheet.paint(inner, key=lines, tint=255 if fill == 1 else 0)


def wave(
    sheet: Sheet,
    crest: list[Point],
    foot: float,
    key: Fill = 255,
    tint: Fill = 0,
    cut: float = 12.0,
    spacing: float = 40.0,
    foam: float = 0.0,
    seed: int = 1,
    lean: float = 0.0,
) -> Shape:
    """Draw one swell: its crest from left to right, filled down to `foot`, carved along its slope.

    `cut` is the width of the carved strokes; `foam` the size of the broken water on the crest.
    """
    line = spline(crest, steps=14)
    body = sheet.shape().polygon([*line, (line[-1][0], foot), (line[0][0], foot)])
    xs = [p[0] for p in line]

    def near(x: float) -> int:
        share = (x - xs[0]) / max(xs[-1] - xs[0], 1)
        return min(max(int(share * (len(line) - 1)), 1), len(line) - 2)

    def angle(x: float, y: float) -> float:
        i = near(x)
        dx, dy = line[i + 1][0] - line[i - 1][0], line[i + 1][1] - line[i - 1][1]
        depth = min(max((y - line[i][1]) / 260, 0), 1)
        return math.degrees(math.atan2(dy, dx)) * (1 - 0.75 * depth) + lean * (1 - depth)

    def depth(x: float, y: float) -> float:
        below = y - line[near(x)][1]
        return 0.0 if below < 6 else max(0.28, 1.0 - below / 300)

    top = min(p[1] for p in line)
    strokes = gouges(
        sheet.size, spacing, spacing * 3.2, cut, angle, depth, seed,
        box=(xs[0] - 40, top, xs[-1] + 40, foot + 30),
    )
    if cut:
        key = inverted(strokes) if key == 255 else key
        if tint == 255 and not isinstance(key, Image.Image):
            tint = inverted(strokes)
    sheet.paint(body, key=key, tint=tint, halo=4)
    if foam:
        _foam(sheet, line, foam, seed)
    return body


def _foam(sheet: Sheet, line: list[Point], size: float, seed: int) -> None:
    """Break a crest: a ragged white edge with fingers running down, and drops thrown up."""
    chance = random.Random(seed)
    fine, broad = Noise(seed, size * 1.1), Noise(seed + 1, size * 5)
    lower: list[Point] = []
    upper: list[Point] = []
    for x, y in line:
        share = max(0.0, 0.55 + 0.8 * broad(x))
        upper.append((x, y - size * 0.25 * share * (1 + fine(x + 500))))
        lower.append((x, y + size * share * (0.5 + 0.75 * max(-0.3, fine(x)))))
    spray = sheet.shape().polygon(upper + lower[::-1])
    for x, y in line[::3]:
        share = 0.55 + 0.8 * broad(x)
        if share > 0.35 and chance.random() < 0.34:
            reach = size * chance.uniform(0.7, 1.7)
            lean = chance.choice((-1.5, -1.1, 1.1, 1.5))
            spray.gouge([(x - reach * lean * 0.3, y + size * 0.2),
                (x + reach * lean, y + size * 0.3 + reach * 0.6)], size * 0.3)
        if share > 0.5 and chance.random() < 0.3:
            spray.ellipse(x + chance.uniform(-20, 20), y - size * chance.uniform(0.5, 2.2),
                size * chance.uniform(0.08, 0.2), size * chance.uniform(0.08, 0.18))
    sheet.paint(spray, key=0, tint=0)


def gabled(
    sheet: Sheet,
    x: float,
    ground: float,
    wide: float,
    tall: float,
    *,
    steps: bool = False,
    rows: int = 3,
    columns: int = 3,
    lit: float = 0.3,
    seed: int = 1,
    wall: Fill = 255,
    wall_tint: Fill = 0,
) -> None:
    """Draw one tall gabled warehouse, its windows dark, or lit in the tint."""
    chance = random.Random(seed)
    eaves = ground - tall
    ridge = eaves - wide * 0.46
    front = sheet.shape()
    if steps:
        outline: list[Point] = [(x, ground), (x, eaves)]
        parts = 4
        for i in range(parts):
            outline.append((x + wide * 0.5 * i / parts,
                eaves + (ridge - eaves) * (i + 0.9) / parts))
            outline.append(
                (x + wide * 0.5 * (i + 1) / parts - wide * 0.02,
                    eaves + (ridge - eaves) * (i + 0.9) / parts)
            )
        outline += [(2 * x + wide - px, py) for px, py in reversed(outline)]
        front.polygon(outline)
    else:
        front.polygon(
            [(x, ground), (x, eaves), (x + wide / 2, ridge), (x + wide, eaves), (x + wide, ground)]
        )
    sheet.paint(front, key=wall, tint=wall_tint, halo=3)
    panes, lamps, sills = sheet.shape(), sheet.shape(), sheet.shape()
    gap = wide / (columns + 0.4)
    pane = gap * 0.46
    high = min(pane * 1.5, tall / (rows + 0.6) * 0.62)
    for row in range(rows):
        for column in range(columns):
            px = x + gap * (column + 0.7) - pane / 2
            py = eaves + tall * 0.06 + row * (tall * 0.86 / rows)
            target = lamps if chance.random() < lit else panes
            target.rect(px, py, px + pane, py + high)
            sills.gouge([(px - pane * 0.2, py + high + 4), (px + pane * 1.2, py + high + 4)], 3.5)
    loft = lamps if chance.random() < lit else panes
    loft.ellipse(x + wide / 2, eaves - wide * 0.12, wide * 0.075, wide * 0.09)
    if wall == 255:
        outlines = panes.grown(2.2)
        sheet.paint(outlines, key=0)
        sheet.paint(panes, key=255)
        sheet.paint(sills, key=0)
    else:
        sheet.paint(panes, key=255)
        sheet.paint(sills, key=255)
    sheet.paint(lamps, key=0, tint=255)
    bars = sheet.shape()
    for row in range(rows):
        for column in range(columns):
            px = x + gap * (column + 0.7)
            py = eaves + tall * 0.06 + row * (tall * 0.86 / rows)
            bars.rect(px - 1.5, py, px + 1.5, py + high)
            bars.rect(px - pane / 2, py + high * 0.45 - 1.5, px + pane / 2, py + high * 0.45 + 1.5)
    sheet.paint(bars.within(lamps), key=255)
