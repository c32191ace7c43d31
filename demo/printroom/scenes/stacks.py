"""The picture of the library in the rain."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random
from itertools import pairwise

from printroom.cutting import (
    gouges,
    inverted,
)
from printroom.figures import standing
from printroom.press import LANDSCAPE, SLATE_BLUE, Sheet
from printroom.shapes import Point, spline

#: Where the shelves of the library meet.
FAR: Point = (800.0, 420.0)


def _at(across: float, down: float, near: float) -> Point:
    """Return the place `across` and `down` from the far point, at nearness 1 (here) to 0."""
    return FAR[0] + across * near, FAR[1] + down * near


def _shelves(sheet: Sheet, side: int, seed: int) -> None:
    """Draw one wall of books that runs away from us."""
    chance = random.Random(seed)
    across = side * 620.0
    wall = sheet.shape().polygon([_at(across, -640, 1.4), _at(across, 640, 1.4),
        _at(across, 640, 0.26), _at(across, -640, 0.26)])
    sheet.paint(wall, key=255, tint=0, halo=5)
    white, tinted, bare, marks = (sheet.shape() for _ in range(4))
    levels = [-620 + i * 200 for i in range(7)]
    depth = 1.36
    posts = [1.38, 0.9, 0.66, 0.52, 0.43, 0.36, 0.31, 0.265]
    while depth > 0.27:
        wide = depth * depth * chance.uniform(0.034, 0.06)
        nearer, depth = depth, depth - wide
        if any(nearer > post > depth for post in posts):
            continue
        for top, foot in pairwise(levels):
            kind = chance.random()
            if kind < 0.05:
                continue
            rise = top + 46 + chance.choice((0, 8, 22, 40))
            slack = wide * 0.14
            book = [_at(across, rise, nearer - slack), _at(across, foot - 24, nearer - slack),
                _at(across, foot - 24, depth + slack), _at(across, rise, depth + slack)]
            (white if kind < 0.46 else tinted if kind < 0.78 else bare).polygon(book)
            if kind < 0.78 and nearer > 0.36:
                for share in (0.2, 0.8):
                    y = rise + (foot - 24 - rise) * share
                    marks.path([_at(across, y, nearer), _at(across, y, depth)], 9 * depth)
    sheet.paint(white, key=0, tint=0)
    sheet.paint(tinted, key=0, tint=255)
    sheet.paint(bare.minus(bare.grown(-3)), key=0)
    sheet.paint(marks.within(white.plus(tinted)), key=255)
    boards, edges = sheet.shape(), sheet.shape()
    for level in levels:
        boards.polygon([_at(across, level - 14, 1.4), _at(across, level + 14, 1.4),
            _at(across, level + 14, 0.26), _at(across, level - 14, 0.26)])
        edges.polygon([_at(across, level - 14, 1.4), _at(across, level - 5, 1.4),
            _at(across, level - 5, 0.26), _at(across, level - 14, 0.26)])
    for near in posts:
        boards.polygon([_at(across, -640, near), _at(across, 640, near), _at(across, 640,
            near * 0.962), _at(across, -640, near * 0.962)])
        edges.stroke([_at(across, -640, near * 0.962), _at(across, 640, near * 0.962)], 6 * near,
            smooth=False)
    sheet.paint(boards, key=255, tint=0)
    sheet.paint(edges.within(wall), key=0)


def _pail(sheet: Sheet, x: float, y: float, wide: float, kind: int) -> None:
    """Stand a bucket, a basin or a saucepan under a drip; (x, y) is the middle of its rim."""
    high = wide * (0.92, 0.45, 0.55)[kind]
    foot = (0.72, 0.7, 0.96)[kind]
    half = wide / 2
    body = sheet.shape().polygon([(x - half, y), (x + half, y), (x + half * foot, y + high),
        (x + half * foot * 0.6, y + high + wide * 0.09), (x - half * foot * 0.6,
        y + high + wide * 0.09), (x - half * foot, y + high)])
    body.ellipse(x, y, half, wide * 0.16)
    if kind == 2:
        body.path([(x + half, y + high * 0.3), (x + wide * 1.15, y + high * 0.1)], wide * 0.1)
    sheet.paint(body, key=255, tint=0, halo=max(3, wide * 0.03))
    sheet.paint(body.grown(-max(2.5, wide * 0.03)), key=0, tint=255 if kind != 1 else 0)
    mouth = sheet.shape().ellipse(x, y, half * 0.93, wide * 0.125)
    sheet.paint(mouth, key=255, tint=0)
    water = sheet.shape().ellipse(x, y + wide * 0.03, half * 0.8, wide * 0.08)
    sheet.paint(water.minus(water.grown(-wide * 0.025)), key=0)
    sheet.paint(sheet.shape().ellipse(x, y + wide * 0.03, half * 0.3, wide * 0.03), key=0)
    trim = sheet.shape()
    if kind == 0:
        for share in (0.28, 0.78):
            w = half * (1 - (1 - foot) * share)
            trim.stroke([(x - w, y + high * share), (x, y + high * share + wide * 0.13),
                (x + w, y + high * share)], wide * 0.035)
    for i in range(4):
        px = x + half * (0.3 + i * 0.14)
        trim.gouge([(px, y + wide * 0.2), (px - wide * 0.02, y + high * 0.95)], wide * 0.035)
    sheet.paint(trim.within(body), key=255)
    drops = sheet.shape()
    for dx, dy in ((-0.34, -0.3), (-0.16, -0.42), (0.14, -0.44), (0.36, -0.28)):
        drops.ellipse(x + dx * wide, y + dy * wide, wide * 0.035, wide * 0.045)
    sheet.paint(drops, key=0, tint=0, halo=1)


def library_roof() -> Sheet:
    """Nine vessels stand in the aisle of the library; the librarian has put up an umbrella."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=721)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    roof = sheet.shape().polygon([(-5, -5), (1605, -5), _at(620, -640, 0.3), _at(-620, -640, 0.3)])
    sheet.paint(roof, key=255, tint=0)
    beams = sheet.shape()
    for near in (0.64, 0.5, 0.4, 0.33):
        beams.polygon([_at(-620, -640, near), _at(620, -640, near),
            _at(620, -640, near * 0.93), _at(-620, -640, near * 0.93)])
    sheet.paint(beams, key=0, tint=255)
    boards = sheet.shape()
    for i in range(-5, 6):
        boards.path([_at(i * 116, -640, 1.2), _at(i * 116, -640, 0.3)], 4)
    sheet.paint(boards.within(roof.minus(beams)), key=0)
    floor = sheet.shape().polygon([_at(-620, 640, 1.4), _at(620, 640, 1.4), _at(620, 640, 0.26),
        _at(-620, 640, 0.26)])
    sheet.paint(floor, key=255, tint=0)
    planks = gouges(size, 22, 150, 8, lambda x, y: math.degrees(math.atan2(y - FAR[1],
        x - FAR[0])), lambda _x, y: 0.3 + (y - 580) / 600, 9, box=(-40, 590, 1640, 1080))
    sheet.paint(floor, key=inverted(planks))
    back = sheet.shape().rect(638, 254, 962, 590)
    sheet.paint(back, key=255, tint=0, halo=4)
    pane = sheet.shape().rect(680, 350, 920, 540).ellipse(800, 352, 120, 84)
    sheet.paint(pane, key=0, tint=255)
    rain = gouges(size, 16, 34, 5, 108, 0.9, 5, box=(670, 260, 930, 550))
    sheet.paint(pane, tint=inverted(rain))
    bars = sheet.shape().path([(800, 260), (800, 540)], 6).path([(680, 352), (920, 352)], 6)
    bars.path([(680, 446), (920, 446)], 6).path([(740, 276), (740, 540)], 5)
    bars.path([(860, 276), (860, 540)], 5)
    sheet.paint(bars.within(pane), key=255)
    _shelves(sheet, -1, 4)
    _shelves(sheet, 1, 9)
    places = ((700, 640, 54, 1), (778, 672, 62, 0), (640, 706, 78, 0), (980, 744, 88, 2),
        (560, 800, 116, 1), (740, 776, 92, 0), (1120, 850, 150, 0), (420, 900, 176, 0),
        (660, 952, 180, 1))
    for x, y, wide, kind in places:
        if x == 1120:
            _librarian(sheet)
        fall = sheet.shape()
        top = max(20.0, FAR[1] - 640 * (y - FAR[1]) / 600)
        for share in (0.12, 0.34, 0.52, 0.68, 0.82, 0.93):
            fy = top + (y - top) * share
            fall.ellipse(x, fy, wide * 0.055, wide * 0.065).polygon([(x - wide * 0.05, fy),
                (x, fy - wide * 0.26), (x + wide * 0.05, fy)])
        sheet.paint(fall.grown(4), key=255, tint=0)
        sheet.paint(fall, key=0, tint=0)
        _pail(sheet, x, y, wide, kind)
    return sheet


def _librarian(sheet: Sheet) -> None:
    """Stand the librarian in the aisle with an umbrella up and a book against her coat."""
    x, ground, tall = 872.0, 880.0, 400.0
    standing(sheet, x, ground, tall, face=-1, hat="hair", arm="raised", light=-1, halo=5,
        skirt=True, coat=0, coat_tint=0)
    grip = (x - tall * 0.154, ground - tall * 1.1)
    top = grip[1] - 60
    stick = sheet.shape().path([grip, (grip[0], top)], 7)
    sheet.paint(stick, key=255, tint=0, halo=3)
    dome = sheet.shape().polygon(
        spline([(grip[0] - 150, top + 50), (grip[0] - 122, top - 22), (grip[0], top - 66),
            (grip[0] + 122, top - 22), (grip[0] + 150, top + 50)])
        + spline([(grip[0] + 150, top + 50), (grip[0] + 100, top + 32), (grip[0] + 50, top + 50)])
        + spline([(grip[0] + 50, top + 50), (grip[0], top + 28), (grip[0] - 50, top + 50)])
        + spline([(grip[0] - 50, top + 50), (grip[0] - 100, top + 32), (grip[0] - 150, top + 50)]))
    sheet.paint(dome, key=255, tint=0, halo=7)
    ribs = sheet.shape()
    for share in (-0.34, 0.34):
        ribs.gouge([(grip[0], top - 62), (grip[0] + share * 110, top - 18),
            (grip[0] + share * 150, top + 46)], 10)
    sheet.paint(ribs, key=0)
    book = sheet.shape().polygon([(x - 44, ground - 206), (x - 4, ground - 214),
        (x + 2, ground - 158), (x - 38, ground - 150)])
    sheet.paint(book, key=255, tint=0, halo=3)
    sheet.paint(book.grown(-4), key=0, tint=255)
