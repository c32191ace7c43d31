"""Pictures of the edges of things: the great lens, the mole in October."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import wave
from printroom.cutting import (
    gouges,
    rays,
    ruled,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, OCHRE, SLATE_BLUE, Sheet
from printroom.shapes import Point, placed, ribbon, spline, tapered

#: The middle of the lens.
EYE: Point = (900.0, 470.0)


def lamp_room() -> Sheet:
    """The keeper of Sallay Light rubs the lens while the lamp is lit."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=781)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    chance = random.Random(6)
    stars = sheet.shape()
    for _ in range(70):
        stars.ellipse(chance.uniform(0, 1600), chance.uniform(0, 560), 3.2, 3.2)
    sheet.paint(stars, key=0)
    sea = gouges(size, 26, 150, 8, 0, lambda _x, y: 0.4 + (y - 650) / 500, 5,
        box=(-60, 660, 1700, 900))
    sheet.carve(sea)
    for start in (160.0, -20.0):
        edges = [(EYE[0] + 1500 * math.cos(math.radians(start + turn)), EYE[1]
            + 1500 * math.sin(math.radians(start + turn))) for turn in (0, 40)]
        beam = sheet.shape().polygon([EYE, *edges])
        sheet.paint(beam, key=0, tint=255)
        lines = ruled(size, rays(*EYE, 19, 120, 1200, start, 42), lambda x, _y:
            3 + abs(x - EYE[0]) / 30, 0.42, 4)
        sheet.paint(beam, key=lines)
    _panes(sheet)
    floor = sheet.shape().polygon([(-5, 930), (1605, 930), (1605, 1072), (-5, 1072)])
    sheet.paint(floor, key=255, tint=0, halo=6)
    plates = sheet.shape()
    for i in range(30):
        for j in range(3):
            plates.gouge([(i * 58 + (j % 2) * 29, 962 + j * 40), (i * 58 + (j % 2) * 29 + 26,
                952 + j * 40)], 7)
    sheet.paint(plates, key=0)
    _lens(sheet)
    steps = sheet.shape().rect(330, 846, 590, 872).rect(290, 906, 630, 934)
    steps.rect(276, 970, 644, 1000)
    for x in (340, 566):
        steps.polygon([(x, 850), (x + 16, 850), (x + (40 if x > 400 else -20), 1000),
            (x + (20 if x > 400 else -40), 1000)])
    sheet.paint(steps, key=255, tint=0, halo=5)
    treads = sheet.shape().rect(336, 852, 584, 860).rect(298, 914, 622, 922)
    treads.rect(284, 978, 636, 986)
    sheet.paint(treads, key=0)
    standing(sheet, 450, 852, 560, face=1, hat="cap", arm="forward", light=1, halo=8, coat=0)
    cloth = sheet.shape().blob([(584, 470), (620, 452), (650, 478), (646, 540), (622, 580),
        (604, 540), (578, 530)])
    sheet.paint(cloth, key=255, tint=0, halo=5)
    sheet.paint(cloth.grown(-6), key=0, tint=255)
    folds = sheet.shape().gouge([(610, 476), (616, 520), (620, 566)], 6).gouge([(634, 480),
        (632, 530)], 6)
    sheet.paint(folds, key=255)
    can = sheet.shape().rect(1300, 872, 1390, 986).ellipse(1345, 872, 45, 15)
    can.path([(1386, 900), (1450, 838), (1470, 840)], 10)
    can.ellipse(1290, 920, 30, 34).ellipse(1290, 920, 19, 23, value=0)
    sheet.paint(can, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().rect(1308, 906, 1382, 956), key=0, tint=255)
    return sheet


def _panes(sheet: Sheet) -> None:
    """Ring the room with its lozenge panes, and roof it."""
    bars = sheet.shape()
    for i in range(-3, 8):
        bars.path([(i * 266.0, -10), (i * 266 + 470.0, 930)], 9)
        bars.path([(i * 266.0 + 470, -10), (i * 266.0, 930)], 9)
    bars.rect(-5, 486, 1605, 497)
    sheet.paint(bars, key=255, tint=0)
    shine = bars.grown(3.4).minus(bars)
    sheet.paint(shine, key=0, tint=0)
    sheet.paint(sheet.shape().rect(-5, -5, 1605, 44), key=255, tint=0)
    sheet.paint(sheet.shape().rect(-5, 44, 1605, 56), key=0, tint=0)
    sheet.paint(sheet.shape().rect(-5, 880, 1605, 936), key=255, tint=0, halo=5)
    rivets = sheet.shape()
    for i in range(40):
        rivets.ellipse(20 + i * 41, 906, 6, 6)
    sheet.paint(rivets, key=0)


def _half(y: float) -> float:
    """Return half the lens's width at a height."""
    t = abs(y - EYE[1]) / 400
    return 300 - 150 * t**2.2


def _lens(sheet: Sheet) -> None:
    """Draw the great lens: prisms above and below, the bull's-eye between, brass round all."""
    x, y = EYE
    left = [(x - _half(v), v) for v in range(70, 871, 20)]
    right = [(x + _half(v), float(v)) for v in range(870, 69, -20)]
    body = sheet.shape().polygon([(float(a), float(b)) for a, b in left] + right)
    foot = sheet.shape().polygon([(740, 866), (1060, 866), (1090, 900), (1040, 920), (1040, 1010),
        (1110, 1050), (690, 1050), (760, 1010), (760, 920), (710, 900)])
    top = sheet.shape().polygon([(740, 76), (1060, 76), (1020, 40), (960, 24), (940, -5), (860, -5),
        (840, 24), (780, 40)])
    sheet.paint(foot.plus(top), key=255, tint=0, halo=8)
    gears = sheet.shape()
    for i in range(14):
        gears.rect(768 + i * 19.4, 884, 778 + i * 19.4, 902)
    gears.rect(790, 940, 1010, 950).rect(790, 964, 1010, 970)
    gears.gouge([(780, 54), (900, 36), (1020, 54)], 8)
    sheet.paint(gears, key=0, tint=255)
    sheet.paint(body, key=255, tint=0, halo=10)
    inner = body.grown(-10)
    sheet.paint(inner, key=0, tint=0)
    # the prisms: bands that bow away from the middle
    bands, shade = sheet.shape(), sheet.shape()
    for side in (-1, 1):
        for i in range(8):
            level = y + side * (206 + i * 26)
            half = _half(level)
            bow = side * (24 + i * 5)
            bands.stroke([(x - half, level), (x - half * 0.5, level + bow * 0.8), (x, level + bow),
                (x + half * 0.5, level + bow * 0.8), (x + half, level)], 6)
            shade.stroke([(x + half * 0.1, level + bow + side * 11), (x + half * 0.6,
                level + bow * 0.8 + side * 9), (x + half, level + side * 10)], 2, 19)
            shade.stroke([(x - half, level + side * 10), (x - half * 0.72,
                level + bow * 0.62 + side * 10)], 13, 5)
    sheet.paint(shade.within(inner), key=0, tint=255)
    sheet.paint(bands.within(inner), key=255)
    belt = sheet.shape().polygon([*spline([(x - 300, y - 196), (x, y - 222), (x + 300, y - 196)]),
        *spline([(x + 300, y + 196), (x, y + 222), (x - 300, y + 196)])])
    belt = belt.within(inner)
    sheet.paint(belt, key=255, tint=0)
    for cx, squash, sweep in ((x - 262, 0.34, 0), (x + 262, 0.34, 0), (x, 1.0, 1)):
        panel = sheet.shape().rect(cx - 190 * squash, y - 230, cx + 190 * squash, y + 230)
        panel = panel.within(belt.grown(-6))
        sheet.paint(panel.grown(8), key=255, tint=0)
        sheet.paint(panel, key=0, tint=0)
        edges, glints = sheet.shape(), sheet.shape()
        for i in range(8):
            r = 58.0 + i * 27
            edges.ellipse(cx, y, r * squash, r).ellipse(cx, y, (r - 7) * squash
                - (0 if sweep else 2), r - 7, value=0)
            sheet.paint(edges.within(panel), key=255)
            edges = sheet.shape()
            arc = [(cx + (r + 10) * squash * math.cos(math.radians(a)),
                y + (r + 10) * math.sin(math.radians(a))) for a in range(-70 + i * 3, 84, 7)]
            glints.polygon(ribbon(arc, tapered(15)))
        sheet.paint(glints.within(panel), tint=255)
    for side in (-1, 1):
        bar = sheet.shape().stroke([(x + side * _half(v) * 0.635, float(v)) for v in range(76, 871,
            40)], 17)
        sheet.paint(bar.within(body), key=255, tint=0, halo=0)
        thread = sheet.shape().stroke([(x + side * _half(v) * 0.635, float(v)) for v in range(86,
            861, 40)], 5)
        sheet.paint(thread.within(body), key=0, tint=255)
    eye = sheet.shape().ellipse(x, y, 50, 50)
    sheet.paint(eye, key=0, tint=255)
    flame = sheet.shape().blob([(x - 20, y + 24), (x - 16, y - 4), (x, y - 36), (x + 16, y - 4),
        (x + 20, y + 24), (x, y + 32)])
    sheet.paint(flame, key=0, tint=0)
    sheet.paint(eye.minus(eye.grown(-6)), key=255)


def october_gale() -> Sheet:
    """A sea goes over the mole in October; the lamp at its end keeps burning."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=791)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    racks = gouges(size, 50, 420, 40, -9, lambda _x, y: max(0.0, 1.05 - y / 560), 5,
        box=(-400, -20, 1700, 560))
    sheet.paint(sheet.everything(), key=racks)
    pale = gouges(size, 58, 380, 20, -9, lambda x, y: max(0.0, 0.9 - abs(y - 380) / 330), 9,
        box=(-300, 100, 1700, 700))
    sheet.carve(pale, both=True)
    wave(sheet, [(-40, 640), (200, 596), (480, 636), (760, 600), (1040, 640), (1330, 606),
        (1640, 640)], 1090, key=255, cut=14, spacing=34, foam=22, seed=2, lean=-6)
    sheet.carve(gouges(size, 66, 70, 5, -14, 0.8, 21), both=True)
    _breaker(sheet)
    mole = sheet.shape().polygon([(850, 812), (886, 744), (1605, 690), (1605, 1072), (790, 1072)])
    sheet.paint(mole, key=255, tint=0, halo=7)
    stones = sheet.shape()
    for row in range(7):
        y0, y1 = 790 + row * 50, 736 + row * 56
        stones.gouge([(856 - row * 8, y0), (1240, (y0 + y1) / 2), (1620, y1)], 8)
        for column in range(8):
            x = 910 + column * 106 + (row % 2) * 52 - row * 8
            y = y0 + (y1 - y0) * (x - 856) / 764
            stones.gouge([(x, y + 8), (x - 2, y + 46)], 7)
    sheet.paint(stones.within(mole), key=0)
    deck = sheet.shape().polygon([(864, 768), (892, 732), (1605, 674), (1605, 702), (886, 764)])
    sheet.paint(deck, key=0, tint=0, halo=4)
    rail = sheet.shape()
    for i in range(7):
        x = 1236 + i * 60
        rail.path([(x, 706 - i * 4.8), (x, 650 - i * 4.8)], 6)
    rail.path([(1236, 654), (1605, 624)], 6).path([(1236, 676), (1605, 646)], 4)
    sheet.paint(rail, key=255, tint=0, halo=3)
    _beacon(sheet, 1130.0, 726.0)
    _burst(sheet)
    standing(sheet, 1430, 694, 132, face=-1, hat="hood", arm="forward", light=-1, halo=4, stride=5)
    standing(sheet, 1490, 690, 126, face=-1, hat="wool", arm="push", light=-1, halo=4, stride=5)
    wave(sheet, [(-40, 870), (140, 826), (340, 880), (520, 930), (720, 900), (900, 950),
        (1160, 910), (1400, 960), (1640, 920)], 1090, key=0, tint=255, cut=20, spacing=42, foam=34,
        seed=14)
    wave(sheet, [(-40, 1010), (220, 960), (480, 1020), (760, 1000), (1080, 1040), (1360, 1010),
        (1640, 1044)], 1090, key=255, cut=18, spacing=38, foam=28, seed=15)
    gulls(sheet, [(1240, 220, 96), (1370, 300, 60), (1500, 400, 50)])
    return sheet


def _breaker(sheet: Sheet) -> None:
    """Draw the great sea: a hooked crest with its hollow, carved along the curve."""
    back = spline([(-40, 720), (50, 520), (180, 330), (340, 200), (520, 160), (680, 214),
        (780, 340)])
    hollow = spline([(780, 340), (680, 330), (590, 370), (540, 460), (550, 570), (620, 690),
        (760, 790), (880, 820)])
    body = sheet.shape().polygon([*back, *hollow, (880, 1090), (-40, 1090)])
    sheet.paint(body, key=255, tint=0, halo=9)
    cuts, tints = sheet.shape(), sheet.shape()
    for i in range(15):
        t = i / 14
        line: list[Point] = [(-60 + 640 * t, 940 - 90 * t), (40 + 480 * t, 640 - 80 * t),
            (170 + 370 * t, 420 + 30 * t), (340 + 220 * t, 270 + 110 * t),
            (530 + 90 * t, 214 + 126 * t), (670 + 20 * t, 250 + 78 * t)]
        (tints if i % 3 == 1 else cuts).gouge(line, 20 if i % 3 == 1 else 11)
    sheet.paint(tints.within(body), key=0, tint=255)
    sheet.paint(cuts.within(body), key=0)
    chance = random.Random(5)
    crest = spline([(96, 440), (180, 322), (280, 232), (400, 178), (530, 156), (650, 190),
        (740, 268), (796, 370)], steps=5)
    foam = sheet.shape()
    last = len(crest) - 1
    for i, (x, y) in enumerate(crest):
        t = i / last
        (x0, y0), (x1, y1) = crest[max(i - 1, 0)], crest[min(i + 1, last)]
        along = math.atan2(y1 - y0, x1 - x0)
        r = 8 + 26 * t
        foam.ellipse(x + chance.uniform(-6, 6), y - r * 0.3, r * chance.uniform(0.9, 1.35),
            r * chance.uniform(0.8, 1.1))
        reach = (40 + 120 * t) * chance.uniform(0.7, 1.2)
        lean = along + 0.9 + 0.5 * t
        foam.polygon(ribbon(spline([(x, y), (x + reach * 0.55 * math.cos(lean - 0.5),
            y + reach * 0.55 * math.sin(lean - 0.5)), (x + reach * math.cos(lean),
            y + reach * math.sin(lean))]), lambda share, r=r: max(1.0, r * 1.1 * (1 - share))))
    sheet.paint(foam.grown(4), key=255, tint=0)
    sheet.paint(foam, key=0, tint=0)
    curls = sheet.shape()
    for i, (x, y) in enumerate(crest):
        if i % 3 == 1:
            d = 7 + 15 * i / last
            curls.gouge([(x - d, y + d * 0.3), (x - d * 0.2, y - d * 0.7), (x + d, y - d * 0.1),
                (x + d * 0.6, y + d * 0.7)], 3 + d * 0.2)
    sheet.paint(curls, key=255)
    drops = sheet.shape()
    for _ in range(80):
        x, y = chance.choice(crest[10:])
        r = chance.uniform(2.5, 9)
        drops.ellipse(x + chance.uniform(10, 260), y + chance.uniform(-130, 60), r, r * 0.85)
    sheet.paint(drops.minus(body), key=0, tint=0)


def _burst(sheet: Sheet) -> None:
    """Throw the sea up the head of the mole, the wind carrying its plumes inland."""
    chance = random.Random(11)
    plumes: list[tuple[float, list[Point], float]] = []
    for i in range(34):
        x = 690 + 270 * (i / 33) + chance.uniform(-12, 12)
        tall = 110 + 380 * math.exp(-(((x - 800) / 96) ** 2)) * chance.uniform(0.62, 1.08)
        lean = tall * chance.uniform(0.16, 0.5)
        path: list[Point] = [(x - 10, 900), (x, 900 - tall * 0.5), (x + lean * 0.36,
            880 - tall * 0.9), (x + lean, 880 - tall * 1.12)]
        plumes.append((tall, path, chance.uniform(30, 54)))
    plumes.sort(key=lambda plume: -plume[0])
    for i, (_tall, path, wide) in enumerate(plumes):
        rim = sheet.shape().gouge(path, wide + 9)
        drops = sheet.shape().gouge(path, wide)
        tip = path[-1]
        for j in range(3):
            r = chance.uniform(4, 10) * (1 - 0.2 * j)
            x, y = tip[0] + 14 + 26 * j + chance.uniform(-8, 16), tip[1] - 16 * j + chance.uniform(
                -24, 10)
            drops.ellipse(x, y, r, r * 0.85)
        sheet.paint(rim, key=255, tint=0)
        sheet.paint(drops, key=0, tint=0)
        if i % 2:
            sheet.paint(sheet.shape().gouge(path[:3], wide * 0.22), tint=255)


def _beacon(sheet: Sheet, x: float, ground: float) -> None:
    """Stand the little lighthouse at the mole's end."""
    def at(*points: tuple[float, float]) -> list[Point]:
        return placed(points, x, ground)

    tower = sheet.shape().polygon(at((-62, 0), (-40, -270), (40, -270), (62, -10)))
    cap = sheet.shape().polygon(at((-54, -290), (54, -290), (54, -266), (-54, -266)))
    cap.polygon(at((-44, -348), (44, -348), (0, -400))).path(at((0, -394), (0, -430)), 6)
    sheet.paint(tower.plus(cap), key=255, tint=0, halo=7)
    sheet.paint(tower.grown(-6), key=0, tint=0)
    bands = sheet.shape().polygon(at((-64, -56), (64, -64), (60, -124), (-60, -118)))
    bands.polygon(at((-50, -180), (50, -182), (48, -234), (-48, -234)))
    sheet.paint(bands.within(tower), key=255)
    dark = sheet.shape().polygon(at((24, -270), (42, -270), (64, -6), (42, -4)))
    sheet.paint(dark.within(tower), key=255)
    lamp = sheet.shape().polygon(at((-34, -346), (34, -346), (34, -288), (-34, -288)))
    sheet.paint(lamp, key=255, tint=0, halo=5)
    sheet.paint(lamp.grown(-6), key=0, tint=0)
    shine = ruled(sheet.size, rays(x, ground - 318, 26, 62, 230), lambda a, b: 3 + math.hypot(a - x,
        b - ground + 318) / 26, lambda a, b: max(0.0, 0.9 - math.hypot(a - x, b - ground + 318)
        / 240), 4)
    sheet.carve(shine, both=True)
