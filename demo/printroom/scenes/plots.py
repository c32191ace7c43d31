"""The picture of the allotments in October."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import (
    gouges,
    rays,
    ruled,
)
from printroom.figures import standing
from printroom.press import LANDSCAPE, VERMILION, Sheet
from printroom.shapes import Point, placed, spline, turned


def _pumpkin(sheet: Sheet, x: float, y: float, wide: float, high: float, seed: int) -> None:
    """Draw a ribbed pumpkin whose middle is at (x, y)."""
    chance = random.Random(seed)
    rx, ry = wide / 2, high / 2
    lobes = [(-0.70, 0.32), (0.70, 0.32), (-0.42, 0.36), (0.42, 0.36), (0.0, 0.38)]
    whole = sheet.shape()
    for at, half in lobes:
        whole.ellipse(x + at * rx, y + abs(at) * ry * 0.04, half * rx, ry * (1 - 0.14 * at * at))
    sheet.paint(whole, key=255, tint=0, halo=7)
    rim = max(4.0, wide * 0.012)
    for at, half in lobes:
        lobe = sheet.shape().ellipse(x + at * rx, y + abs(at) * ry * 0.04, half * rx,
            ry * (1 - 0.14 * at * at))
        sheet.paint(lobe, key=255, tint=0)
        sheet.paint(lobe.grown(-rim), key=0, tint=255)
        shade, light = sheet.shape(), sheet.shape()
        for i in range(7):
            a = -0.75 + i * 0.25
            px = x + (at + half * (0.92 - 0.3 * a * a)) * rx
            shade.gouge([(px - half * rx * chance.uniform(0.34, 0.6), y + a * ry * 0.9),
                (px, y + a * ry * 0.94)], wide * 0.016)
        left = x + (at - half * 0.55) * rx
        light.gouge([(left + half * rx * 0.1, y - ry * 0.62), (left - half * rx * 0.1,
            y - ry * 0.2), (left, y + ry * 0.2)], wide * 0.024)
        sheet.paint(shade.within(lobe.grown(-rim)), key=255)
        sheet.paint(light.within(lobe.grown(-rim)), tint=0)
    s = wide / 500
    stalk = sheet.shape().polygon(placed([*spline([(-52, 20), (-26, -30), (-14, -86), (-44, -128)]),
        *spline([(6, -146), (26, -92), (30, -34), (56, 20)])], x, y - ry + 20 * s, s))
    sheet.paint(stalk, key=255, tint=0, halo=5)
    cuts = sheet.shape()
    for dx in (-8, 10):
        cuts.gouge(placed([(dx - 6, 6), (dx, -50), (dx - 20, -120)], x, y - ry + 20 * s, s), 9 * s)
    sheet.paint(cuts, key=0)


def _leaf(sheet: Sheet, x: float, y: float, wide: float, turn: float) -> None:
    """Draw one lobed leaf with its veins cut."""
    def at(points: list[Point]) -> list[Point]:
        return placed(turned(points, turn), x, y, wide / 100)

    leaf = sheet.shape().polygon(at(spline([(0, 40), (-40, 34), (-56, 0), (-38, -14), (-34, -44),
        (-8, -36), (10, -58), (22, -34), (50, -34), (46, -4), (58, 14), (28, 36)], closed=True)))
    sheet.paint(leaf, key=255, tint=0, halo=5)
    veins = sheet.shape()
    for px, py in ((-40, 4), (-22, -28), (10, -42), (38, -20), (40, 14)):
        veins.gouge(at([(0, 34), (px * 0.5, 14 + py * 0.4), (px, py)]), wide * 0.055)
    sheet.paint(veins, key=0)


def _shed(sheet: Sheet, x: float, y: float, wide: float, tall: float, lean: float,
    kind: int) -> None:
    """Draw a shed of old boards, no two sheds alike; (x, y) is its near lower corner."""
    def at(px: float, py: float) -> Point:
        return x + px * wide + lean * py, y - py * tall

    wall = sheet.shape().polygon([at(0, 0), at(0, 1), at(0.5, 1.42) if kind else at(0, 1.34),
        at(1, 1), at(1, 0)])
    sheet.paint(wall, key=255, tint=0, halo=6)
    if kind != 1:
        sheet.paint(wall.grown(-5), key=0, tint=0 if kind == 0 else 255)
    boards = sheet.shape()
    for i in range(1, 7):
        boards.gouge([at(i / 7, -0.02), at(i / 7, 0.6), at(i / 7, 1.4)], 8)
    sheet.paint(boards.within(wall.grown(-5)), key=0 if kind == 1 else 255)
    door = sheet.shape().polygon([at(0.16, 0), at(0.16, 0.78), at(0.5, 0.78), at(0.5, 0)])
    pane = sheet.shape().polygon([at(0.62, 0.4), at(0.62, 0.74), at(0.88, 0.74), at(0.88, 0.4)])
    sheet.paint(door.plus(pane), key=255, tint=0, halo=4)
    sheet.paint(pane.grown(-5), key=0, tint=0)
    bars = sheet.shape().path([at(0.75, 0.4), at(0.75, 0.74)], 5).path([at(0.62, 0.57), at(0.88,
        0.57)], 5)
    sheet.paint(bars, key=255)
    knob = sheet.shape().ellipse(*at(0.44, 0.38), 5, 5).gouge([at(0.2, 0.66), at(0.46, 0.62)], 6)
    sheet.paint(knob.plus(sheet.shape().gouge([at(0.2, 0.1), at(0.46, 0.14)], 6)), key=0)
    roof = sheet.shape()
    if kind:
        roof.path([at(-0.1, 0.92), at(0.5, 1.46), at(1.1, 0.92)], 20)
    else:
        roof.path([at(-0.08, 1.38), at(1.1, 0.98)], 22)
    sheet.paint(roof, key=255, tint=0, halo=5)


def allotment_pumpkins() -> Sheet:
    """The great pumpkin of the allotments is measured by two gardeners at sundown."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=811)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=0)
    sun: Point = (1120.0, 380.0)
    shine = ruled(size, rays(*sun, 30, 150, 1300, 180, 180), lambda x, y: 3 + math.hypot(x - sun[0],
        y - sun[1]) / 15, 0.62, 4)
    sheet.paint(sheet.everything(), tint=shine)
    disc = sheet.shape().ellipse(*sun, 118, 118)
    sheet.paint(disc, key=0, tint=255, halo=14)
    hill = sheet.shape().polygon([*spline([(-20, 420), (240, 380), (520, 404), (860, 384),
        (1200, 410), (1620, 372)]), (1620, 1080), (-20, 1080)])
    sheet.paint(hill, key=255, tint=0, halo=6)
    rows = sheet.shape()
    for i in range(-11, 12):
        rows.gouge([(900 + i * 48, 432), (900 + i * 130, 640), (900 + i * 260, 1080)], 22)
    sheet.paint(rows.within(hill.grown(-6)), key=0)
    earth = gouges(size, 56, 80, 12, 12, lambda _x, y: 0.2 + (y - 420) / 800, 8,
        box=(-20, 450, 1620, 1080))
    sheet.carve(earth)
    _shed(sheet, 40, 500, 190, 190, 9, 2)
    _shed(sheet, 300, 462, 130, 130, -7, 0)
    _shed(sheet, 1370, 506, 200, 200, -10, 1)
    _shed(sheet, 820, 440, 110, 106, 5, 1)
    _beans(sheet)
    _crow(sheet)
    chance = random.Random(3)
    for i in range(5):
        x, y = 1000 + i * 128, 640 + (i % 2) * 40
        for turn in (-40, 40):
            _leaf(sheet, x + turn * 0.7, y - 24, chance.uniform(64, 84), turn)
        _cabbage(sheet, x, y, 52)
    standing(sheet, 150, 940, 500, face=1, hat="cap", arm="forward", light=1, halo=8, coat=0)
    standing(sheet, 960, 930, 470, face=-1, hat="hair", arm="forward", light=-1, halo=8, skirt=True)
    _pumpkin(sheet, 540, 780, 620, 470, 3)
    tape = sheet.shape().stroke([(296, 636), (330, 742), (430, 786), (560, 796), (700, 778),
        (782, 720), (826, 640)], 30)
    sheet.paint(tape, key=255, tint=0, halo=3)
    sheet.paint(tape.grown(-5), key=0, tint=0)
    ticks = sheet.shape()
    line = spline([(296, 636), (330, 742), (430, 786), (560, 796), (700, 778), (782, 720),
        (826, 640)])
    for i in range(2, len(line) - 2, 2):
        (x0, y0), (x1, y1) = line[i], line[i + 1]
        long = math.hypot(x1 - x0, y1 - y0) or 1
        nx, ny = -(y1 - y0) / long, (x1 - x0) / long
        reach = 12 if i % 10 == 0 else 4
        ticks.path([(x0 - nx * 13, y0 - ny * 13), (x0 + nx * (reach - 6), y0 + ny * (reach - 6))],
            4)
    sheet.paint(ticks.within(tape), key=255)
    for x, y, wide, high, seed in ((1180, 900, 250, 190, 5), (1440, 840, 220, 170, 6),
            (1370, 1010, 300, 220, 7), (60, 1030, 260, 190, 8)):
        _leaf(sheet, x + wide * 0.5, y + 40, 120, 60)
        _pumpkin(sheet, x, y, wide, high, seed)
    for x, y, wide, turn in ((880, 1010, 170, -20), (1010, 1040, 130, 30), (240, 1010, 150, 10),
            (1570, 980, 160, -30), (720, 1040, 120, 40)):
        _leaf(sheet, x, y, wide, turn)
    return sheet


def _cabbage(sheet: Sheet, x: float, y: float, r: float) -> None:
    """Set a cabbage in its row."""
    ball = sheet.shape().ellipse(x, y, r, r * 0.86)
    sheet.paint(ball, key=255, tint=0, halo=4)
    sheet.paint(ball.grown(-5), key=0, tint=0)
    veins = sheet.shape().gouge([(x - r * 0.1, y + r * 0.8), (x, y), (x + r * 0.3, y - r * 0.6)], 7)
    veins.gouge([(x - r * 0.8, y), (x - r * 0.3, y - r * 0.5), (x + r * 0.3, y - r * 0.6)], 6)
    veins.gouge([(x - r * 0.6, y + r * 0.5), (x - r * 0.4, y), (x, y - r * 0.3)], 5)
    veins.gouge([(x + r * 0.2, y + r * 0.5), (x + r * 0.6, y + r * 0.1), (x + r * 0.7,
        y - r * 0.3)], 5)
    sheet.paint(veins.within(ball), key=255)


def _beans(sheet: Sheet) -> None:
    """Raise a row of bean poles, their last leaves on."""
    poles = sheet.shape()
    for i in range(5):
        x = 500 + i * 62
        poles.path([(x - 30, 560), (x + 30, 300)], 8).path([(x + 30, 560), (x - 30, 300)], 8)
    poles.path([(470, 332), (790, 332)], 8)
    sheet.paint(poles, key=255, tint=0, halo=4)
    chance = random.Random(4)
    leaves = sheet.shape()
    for _ in range(24):
        x, y = chance.uniform(480, 780), chance.uniform(330, 540)
        leaves.ellipse(x, y, 17, 9, chance.uniform(-60, 60))
    sheet.paint(leaves, key=255, tint=0, halo=2)


def _crow(sheet: Sheet) -> None:
    """Stand a scarecrow among the rows, and a bird on its arm."""
    cross = sheet.shape().path([(1240, 640), (1246, 330)], 12).path([(1130, 420), (1362, 408)], 12)
    coat = sheet.shape().polygon([(1150, 400), (1344, 390), (1350, 440), (1290, 446), (1310, 560),
        (1186, 566), (1200, 450), (1146, 448)])
    head = sheet.shape().ellipse(1246, 352, 38, 42)
    hat = sheet.shape().polygon([(1182, 330), (1312, 322), (1284, 306), (1272, 254), (1222, 258),
        (1216, 312)])
    sheet.paint(cross.plus(coat).plus(head).plus(hat), key=255, tint=0, halo=6)
    sheet.paint(head.grown(-5).minus(hat), key=0, tint=0)
    marks = sheet.shape().ellipse(1234, 346, 5, 5).ellipse(1260, 345, 5, 5)
    marks.gouge([(1228, 370), (1248, 378), (1268, 368)], 6)
    sheet.paint(marks, key=255)
    seams = sheet.shape().gouge([(1246, 404), (1250, 480), (1248, 556)], 8)
    for y in (440, 480, 520):
        seams.ellipse(1230, y, 5, 5)
    sheet.paint(seams, key=0)
    sheet.paint(sheet.shape().rect(1268, 480, 1296, 516), key=0, tint=255)
    bird = sheet.shape().blob([(1290, 396), (1300, 364), (1330, 352), (1340, 338), (1360, 336),
        (1384, 344), (1362, 352), (1352, 384), (1320, 398), (1270, 416)])
    sheet.paint(bird, key=255, tint=0, halo=4)
    sheet.paint(sheet.shape().ellipse(1352, 344, 3.4, 3.4), key=0)
