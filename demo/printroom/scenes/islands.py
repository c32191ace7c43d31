"""Pictures of the islands: the light, the tide gauge."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import wave
from printroom.cutting import (
    gouges,
    inverted,
    rays,
    ruled,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, OCHRE, SLATE_BLUE, Sheet
from printroom.shapes import Point, Shape, placed, spline


def _line(*points: tuple[int, int]) -> list[Point]:
    return [(float(x), float(y)) for x, y in points]


def sallay_light() -> Sheet:
    """Sallay Light over the landing at night; one window burns in the clinic."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=411)
    size = sheet.size
    lamp = (1130.0, 190.0)
    sheet.paint(sheet.everything(), key=255, tint=0)
    chance = random.Random(31)
    stars = sheet.shape()
    for _ in range(60):
        radius = chance.choice((2.6, 3.2, 4.4))
        stars.ellipse(chance.uniform(0, 1600), chance.uniform(0, 470), radius, radius)
    sheet.paint(stars, key=0)
    for start, sweep in ((169.0, 13.0), (2.0, 13.0)):
        edge = [
            (lamp[0] + 1700 * math.cos(math.radians(a)), lamp[1] + 1700 * math.sin(math.radians(a)))
            for a in (start, start + sweep)
        ]
        beam = sheet.shape().polygon([lamp, *edge])
        sheet.paint(beam, key=0, tint=255, halo=3)
        fading = ruled(
            size, rays(*lamp, 9, 60, 1500, start, sweep), lambda x, _y: 3 + abs(x - lamp[0]) / 38,
            lambda x, _y: min(0.8, abs(x - lamp[0]) / 1250), 5,
        )
        sheet.paint(beam, key=fading)
    sea = sheet.shape().rect(-5, 690, 1605, 1072)
    ripples = gouges(size, 28, 190, 11, 0,
        lambda x, y: 0.35 + 0.5 * abs(math.sin(x / 300 + y / 90)), 6,
        box=(-60, 706, 1700, 1080))
    sheet.paint(sea, key=inverted(ripples), tint=0, halo=3)
    path = gouges(size, 21, 110, 14, 0,
        lambda x, y: max(0.0, 1 - abs(x - 1130) / (70 + (y - 690) * 0.4)), 8,
        box=(780, 800, 1500, 1070))
    sheet.tint.paste(255, mask=path)
    sheet.key.paste(0, mask=path)
    isle = sheet.shape().polygon(
        spline(_line((180, 770), (270, 690), (430, 650), (600, 600), (780, 586), (960, 548),
            (1130, 520), (1300, 556), (1430, 640), (1540, 700), (1640, 760)))
        + spline(_line((1640, 780), (1400, 800), (1100, 790), (800, 826), (480, 800), (180, 770)))
    )
    grass = gouges(size, 30, 100, 11, lambda x, _y: -14 if x < 1130 else 24, 0.9, 9,
        box=(160, 520, 1660, 840))
    sheet.paint(isle, key=inverted(grass), tint=0, halo=5)
    tower = sheet.shape().polygon([(1060, 560), (1092, 246), (1168, 246), (1200, 560)])
    sheet.paint(tower, key=0, tint=0, halo=6)
    bands = sheet.shape().polygon([(1066, 490), (1194, 490), (1187, 416), (1073, 416)])
    bands.polygon([(1082, 346), (1178, 346), (1174, 290), (1086, 290)])
    shade = sheet.shape().polygon([(1148, 246), (1168, 246), (1200, 560), (1164, 560)])
    sheet.paint(bands.within(tower), key=0, tint=255)
    sheet.paint(shade.within(tower), key=255, tint=0)
    rungs = gouges(size, 24, 46, 5, 0, 0.7, 14, box=(1060, 250, 1160, 560))
    sheet.paint(Shape(size, rungs).within(tower.minus(shade)), key=255)
    door = sheet.shape().rect(1108, 500, 1146, 560).ellipse(1127, 500, 19, 18)
    sheet.paint(door, key=255, tint=0)
    gallery = sheet.shape().rect(1072, 232, 1188, 250).rect(1092, 134, 1168, 146)
    gallery.polygon([(1086, 140), (1174, 140), (1130, 84)]).path([(1130, 90), (1130, 58)], 6)
    rail = sheet.shape().path([(1076, 232), (1076, 204), (1092, 204)], 4).path([(1184, 232),
        (1184, 204), (1168, 204)], 4)
    sheet.paint(gallery.plus(rail), key=255, tint=0, halo=5)
    glass = sheet.shape().rect(1098, 146, 1162, 232)
    sheet.paint(glass, key=0, tint=0)
    sheet.paint(glass.minus(glass.grown(-5)).plus(sheet.shape().rect(1127, 146, 1133, 232)),
        key=255)
    sheet.paint(sheet.shape().ellipse(1130, 190, 19, 24), key=0, tint=255)
    for i, (x, y, wide, high) in enumerate(((330, 668, 156, 86), (540, 630, 196, 104),
        (800, 604, 150, 82), (1310, 622, 146, 80))):
        _cottage(sheet, float(x), float(y), float(wide), float(high), clinic=i == 1)
    pier = sheet.shape().polygon([(250, 776), (560, 760), (560, 786), (70, 866), (58, 840)])
    posts = sheet.shape()
    for x in (84, 194, 304, 414):
        posts.rect(x, 850 - (x - 84) * 0.16, x + 15, 930 - (x - 84) * 0.16)
    sheet.paint(posts, key=255, tint=0, halo=3)
    sheet.paint(pier, key=0, tint=0, halo=4)
    planks = sheet.shape()
    for i in range(15):
        planks.path([(84 + i * 33, 842 - i * 5.2), (80 + i * 33, 862 - i * 5.2)], 4)
    sheet.paint(planks.within(pier), key=255)
    boat = sheet.shape().blob(placed(_line((-170, -30), (-128, 36), (100, 36), (176, -42),
        (84, -18), (-84, -18)), 330, 980))
    sheet.paint(boat, key=255, tint=0, halo=5)
    strake = sheet.shape().gouge(placed(_line((-140, -6), (0, 6), (148, -18)), 330, 980), 12)
    sheet.paint(strake, key=0, tint=255)
    standing(sheet, 320, 962, 190, face=1, hat="wool", arm="forward", light=1, halo=4)
    lantern = sheet.shape().rect(366, 840, 392, 874).path([(370, 840), (379, 824), (388, 840)], 4)
    sheet.paint(lantern, key=255, tint=0, halo=3)
    sheet.paint(sheet.shape().rect(371, 846, 387, 869), key=0, tint=255)
    return sheet


def _cottage(sheet: Sheet, x: float, y: float, wide: float, high: float, clinic: bool) -> None:
    """Draw an island house with its end wall in shadow; the clinic has its windows lit."""
    wall = sheet.shape().rect(x, y - high, x + wide, y + 36)
    roof = sheet.shape().polygon([(x - 14, y - high), (x + 20, y - high - 58),
        (x + wide - 20, y - high - 58), (x + wide + 14, y - high)])
    stack = sheet.shape().rect(x + wide - 48, y - high - 92, x + wide - 22, y - high - 48)
    sheet.paint(wall.plus(roof).plus(stack), key=255, tint=0, halo=4)
    front = sheet.shape().rect(x, y - high, x + wide * 0.74, y + 36)
    sheet.paint(front, key=0, tint=0)
    slates = sheet.shape()
    for i in range(2):
        slates.gouge([(x + 2 + i * 8, y - high - 16 - i * 20), (x + wide - 2 - i * 8,
            y - high - 16 - i * 20)], 5)
    sheet.paint(slates.within(roof), key=0)
    panes, bars = sheet.shape(), sheet.shape()
    for i in range(3):
        px = x + wide * (0.07 + i * 0.225)
        if i == 2 and clinic:
            panes.rect(px, y - high * 0.62, px + wide * 0.15, y + 36)
            continue
        panes.rect(px, y - high * 0.72, px + wide * 0.14, y - high * 0.3)
        bars.rect(px + wide * 0.06, y - high * 0.72, px + wide * 0.08, y - high * 0.3)
    sheet.paint(panes.grown(2), key=255)
    if clinic:
        sheet.paint(panes, key=0, tint=255)
        sheet.paint(bars, key=255)
        board = sheet.shape().rect(x + wide * 0.4, y - high - 52, x + wide * 0.6, y - high - 10)
        cross = sheet.shape().rect(x + wide * 0.475, y - high - 47, x + wide * 0.525, y - high - 15)
        cross.rect(x + wide * 0.42, y - high - 36, x + wide * 0.58, y - high - 26)
        sheet.paint(board, key=0, tint=0)
        sheet.paint(cross, key=255)


def tide_gauge() -> Sheet:
    """The tide gauge on the mole, and the pen's trace of a month of tides behind it."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=421)
    sheet.paint(sheet.everything(), key=0, tint=0)
    grid = sheet.shape()
    for i in range(24):
        grid.rect(i * 70, -5, i * 70 + 3, 1080)
    for i in range(12):
        grid.rect(-5, 40 + i * 70, 1605, 43 + i * 70)
    sheet.paint(grid, tint=255)

    def level(x: float, shift: float) -> float:
        spring = 60 + 130 * (0.5 + 0.5 * math.cos((x + shift) / 1600 * math.tau))
        surge = 150 * math.exp(-(((x - 560) / 90) ** 2)) if shift == 0 else 0.0
        return 360 - surge - spring * math.cos((x + shift) / 26)

    area = sheet.shape().polygon([*[(float(x), level(x, 0)) for x in range(-10, 1620, 3)],
        (1620, 1080), (-10, 1080)])
    sheet.paint(area, key=0, tint=255)
    trace = sheet.shape().stroke([(float(x), level(x, 0)) for x in range(-10, 1620, 3)], 8,
        smooth=False)
    sheet.paint(trace, key=255)
    mark = sheet.shape()
    for i in range(38):
        mark.rect(i * 44, 150, i * 44 + 24, 156)
    sheet.paint(mark, key=255)
    wave(sheet, _line((-40, 700), (180, 672), (420, 716), (700, 676), (960, 712), (1240, 680),
        (1640, 704)), 1080,
        key=255, cut=14, spacing=36, foam=14, seed=3)
    mole = sheet.shape().polygon([(-5, 800), (760, 800), (900, 830), (980, 1072), (-5, 1072)])
    sheet.paint(mole, key=255, tint=0, halo=6)
    blocks = sheet.shape()
    for row in range(6):
        y = 812 + row * 48
        blocks.gouge([(-20, y), (400, y + 3), (880 + row * 18, y)], 8)
        for column in range(10):
            x = 30 + column * 98 + (row % 2) * 48
            blocks.gouge([(x, y + 6), (x + 2, y + 44)], 6)
    sheet.paint(blocks.within(mole), key=0)
    top = sheet.shape().polygon([(-5, 786), (770, 786), (910, 818), (910, 832), (760, 804),
        (-5, 804)])
    sheet.paint(top, key=0, tint=0, halo=2)
    hut = sheet.shape().rect(452, 520, 690, 792)
    sheet.paint(hut, key=255, tint=0, halo=7)
    lines = sheet.shape()
    for i in range(9):
        lines.gouge([(468 + i * 26, 528), (468 + i * 26, 786)], 7)
    sheet.paint(lines, key=0)
    roof = sheet.shape().polygon([(426, 526), (571, 404), (716, 526)])
    sheet.paint(roof, key=255, tint=0, halo=7)
    sheet.paint(roof.grown(-9), key=0, tint=255)
    slates = sheet.shape()
    for i in range(5):
        slates.gouge([(470 + i * 8, 506 - i * 22), (672 - i * 8, 506 - i * 22)], 7)
    sheet.paint(slates.within(roof), key=255)
    pane = sheet.shape().ellipse(571, 590, 40, 40)
    sheet.paint(pane, key=0, tint=0, halo=6)
    frame = pane.minus(pane.grown(-7)).plus(sheet.shape().rect(567, 550, 575,
        630)).plus(sheet.shape().rect(531, 586, 611, 594))
    sheet.paint(frame, key=255)
    door = sheet.shape().rect(528, 664, 614, 792)
    sheet.paint(door, key=0, tint=255, halo=5)
    sheet.paint(door.minus(door.grown(-6)), key=255)
    vane = sheet.shape().path([(571, 410), (571, 296)], 8).polygon([(520, 320), (606, 312),
        (640, 322), (606, 334)])
    vane.path([(540, 356), (602, 356)], 6)
    sheet.paint(vane, key=255, tint=0, halo=3)
    staff = sheet.shape().rect(1010, 430, 1066, 1072)
    sheet.paint(staff, key=0, tint=0, halo=8)
    sheet.paint(staff.minus(staff.grown(-6)), key=255)
    teeth = sheet.shape()
    for i in range(16):
        y = 452 + i * 38
        teeth.rect(1016, y, 1060 if i % 4 == 0 else 1038, y + 19)
    sheet.paint(teeth, key=255)
    brace = sheet.shape().path([(880, 842), (1010, 800)], 14).path([(910, 930), (1010, 900)], 14)
    sheet.paint(brace, key=255, tint=0, halo=4)
    wave(sheet, _line((902, 1078), (950, 1010), (1030, 960), (1180, 976), (1340, 930), (1500, 970),
        (1640, 950)), 1090,
        key=255, cut=14, spacing=34, foam=18, seed=6)
    standing(sheet, 790, 804, 196, face=1, hat="cap", arm="forward", light=1, halo=5)
    book = sheet.shape().polygon([(836, 664), (884, 654), (888, 690), (842, 702)])
    sheet.paint(book, key=0, tint=0, halo=3)
    sheet.paint(book.minus(book.grown(-4)), key=255)
    gulls(sheet, [(1250, 560, 84), (1360, 620, 56), (210, 640, 70)])
    return sheet
