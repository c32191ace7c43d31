"""Pictures of the street at night: sandbags from hand to hand, the last bus."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import (
    gouges,
    inverted,
    rays,
    ruled,
)
from printroom.figures import standing
from printroom.press import LANDSCAPE, OCHRE, VERMILION, Sheet
from printroom.shapes import Point, Shape, placed, spline, turned

#: Where the lines of Ropewalk Lane meet.
FAR: Point = (1120.0, 400.0)


def _at(across: float, up: float, near: float) -> Point:
    """Return the place `across` and `up` from the far point, at nearness 1 (here) to 0 (there)."""
    return FAR[0] + across * near, FAR[1] - up * near


def _row(sheet: Sheet, across: float, ends: list[float], seed: int) -> None:
    """Draw one side of the lane: a house between each two ends, from here to there."""
    chance = random.Random(seed)
    ground = -560.0
    for i in range(len(ends) - 2, -1, -1):
        near, far = ends[i], ends[i + 1]
        tall = (610.0, 520.0, 660.0, 560.0, 600.0)[(i + seed) % 5]
        middle = 2 / (1 / near + 1 / far)
        front = sheet.shape().polygon([_at(across, ground, near), _at(across, tall, near),
            _at(across, tall + 150, middle), _at(across, tall, far), _at(across, ground, far)])
        sheet.paint(front, key=255, tint=0, halo=3)
        panes, lamps, bars, sills = (sheet.shape() for _ in range(4))
        for column in range(3):
            shares = [(column + 0.22) / 3, (column + 0.78) / 3]
            a, b = (1 / (1 / near + (1 / far - 1 / near) * share) for share in shares)
            m = 2 / (1 / a + 1 / b)
            for row in range(4):
                base = ground + 320 + row * (tall - ground - 360) / 4
                if row == 3 and column != 1:
                    continue
                base += 26 if row == 3 else 0
                pane = [_at(across, base, a), _at(across, base + 165, a),
                    _at(across, base + 165, b), _at(across, base, b)]
                (lamps if chance.random() < 0.4 else panes).polygon(pane)
                bars.path([_at(across, base, m), _at(across, base + 165, m)], 7 * m)
                bars.path([_at(across, base + 90, a), _at(across, base + 90, b)], 7 * m)
                sills.stroke([_at(across, base - 26, a), _at(across, base - 26, b)], 13 * a, 13 * b)
            if column == 1:
                door = [_at(across, ground, a), _at(across, ground + 260, a),
                    _at(across, ground + 260, b), _at(across, ground, b)]
                panes.polygon(door)
        sheet.paint(panes.grown(2.6).plus(sills), key=0)
        sheet.paint(panes, key=255)
        sheet.paint(lamps, key=0, tint=255)
        sheet.paint(bars.within(lamps), key=255)


def _sandbag(sheet: Sheet, x: float, y: float, wide: float, turn: float = 0.0) -> None:
    """Draw a filled sack, its neck tied to the right."""
    def at(points: list[Point]) -> list[Point]:
        return placed(turned(points, turn), x, y, wide / 100)

    sack = sheet.shape().polygon(at(spline([(-50, 14), (-52, -8), (-40, -26), (-16, -22), (6, -30),
        (28, -24), (40, -8), (48, 6), (48, 24), (30, 31), (0, 26), (-28, 32), (-46, 28)],
        closed=True)))
    sack.polygon(at([(34, -12), (52, -34), (58, -20), (70, -16), (46, 2)]))
    sheet.paint(sack, key=255, tint=0, halo=0.05 * wide)
    sheet.paint(sack.grown(-0.04 * wide), key=0, tint=0)
    marks = sheet.shape().stroke(at([(36, -18), (46, -4)]), 0.07 * wide)
    for dx, dy in ((0, 0), (-9, 11), (3, 14)):
        marks.gouge(at([(34 + dx, -8 + dy), (22 + dx, -2 + dy), (10 + dx, -2 + dy * 1.4)]),
            0.04 * wide)
    for row in range(3):
        for column in range(4):
            px, py = -40 + column * 14 + row % 2 * 7, -10 + row * 14
            marks.gouge(at([(px, py), (px + 8, py + 1)]), 0.045 * wide)
    sheet.paint(marks, key=255)


def flood_drill() -> Sheet:
    """Neighbours pass sandbags from hand to hand down Ropewalk Lane, by lamplight."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=701)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    sky = gouges(size, 40, 300, 11, -6, lambda _x, y: max(0.0, 0.9 - y / 460), 5,
        box=(-200, 10, 1700, 440))
    sheet.paint(sheet.everything(), key=inverted(sky))
    moon = sheet.shape().ellipse(760, 118, 58, 58)
    sheet.paint(moon, key=0, tint=0, halo=8)
    sheet.paint(sheet.shape().ellipse(790, 104, 54, 54).within(moon.grown(12)), key=255, tint=0)
    end = sheet.shape().polygon([(930, 520), (930, 330), (985, 270), (1040, 330), (1040, 360),
        (1080, 320), (1130, 360), (1130, 300), (1185, 250), (1240, 300), (1240, 520)])
    sheet.paint(end, key=255, tint=0, halo=4)
    glow = sheet.shape()
    for x, y in ((968, 372), (1088, 392), (1172, 344), (1200, 344), (1172, 396)):
        glow.rect(x, y, x + 18, y + 26)
    sheet.paint(glow, key=0, tint=255)
    road = sheet.shape().polygon([_at(-260, -560, 0.2), _at(90, -560, 0.2), (1700, 860),
        (1700, 1080), (-100, 1080), (-100, 820)])
    sheet.paint(road, key=255, tint=0)
    pool = sheet.shape().polygon([(880, 560), (1130, 560), (1250, 760), (1420, 1080), (120, 1080),
        (420, 860), (700, 690)])
    sheet.paint(pool, key=0, tint=255)
    setts = sheet.shape()
    chance = random.Random(6)
    near = 1.6
    while near > 0.26:
        step = 70 * near
        x = -120.0 + chance.uniform(-30, 0)
        y = FAR[1] + 560 * near
        while x < 1700:
            setts.gouge([(x, y), (x + step * 0.45, y - 19 * near), (x + step * 0.9, y)], 13 * near)
            x += step
        near *= 0.925
    sheet.paint(setts.within(road.minus(pool)), key=0)
    sheet.paint(setts.within(pool), key=255)
    _row(sheet, -1400, [1.02, 0.72, 0.54, 0.42, 0.34, 0.27, 0.21], 1)
    _row(sheet, 520, [1.22, 0.8, 0.58, 0.44, 0.35, 0.28, 0.22], 3)
    kerb = sheet.shape().stroke([_at(-1340, -575, 1.1), _at(-1340, -575, 0.2)], 20, 4)
    kerb.stroke([_at(470, -575, 1.3), _at(470, -575, 0.2)], 22, 4)
    sheet.paint(kerb, key=0, tint=0)
    _lamp(sheet)
    chain = ((0.2, -1), (0.262, 1), (0.33, -1), (0.46, 1), (0.64, -1), (1.0, 1))
    for i, (near, face) in enumerate(chain):
        x, y = _at(-700, -600, near)
        standing(sheet, x, y + 30 * near, 560 * near, face=face, arm="forward",
            hat=("cap", "hood", "wool", "hair", "hood", "wool")[i], light=1, halo=2 + 3 * near,
            stride=3.0, coat=0 if i in (1, 4) else 255, skirt=i == 3)
        if i % 2:
            _sandbag(sheet, x + 150 * near, y - 356 * near, 166 * near, -6)
    for row, (count, start) in enumerate(((5, 1106), (4, 1166), (3, 1232), (2, 1300), (1, 1372))):
        for i in range(count):
            _sandbag(sheet, start + i * 122, 1034 - row * 62, 138, (-4, 3, 6, -2)[(i + row) % 4])
    return sheet


def _lamp(sheet: Sheet) -> None:
    """Hang a street lamp on the houses at the right, and let it shine."""
    x, y = 1226.0, 236.0
    shine = ruled(sheet.size, rays(x, y, 40, 74, 330), lambda a, b: 2 + math.hypot(a - x, b - y)
        / 22, lambda a, b: max(0.0, 1 - math.hypot(a - x, b - y) / 340), 4)
    sheet.carve(shine)
    sheet.paint(Shape(sheet.size, shine), tint=255)
    arm = sheet.shape().path([(1400, 160), (1236, 160), (1226, 196)], 9)
    arm.stroke([(1400, 220), (1320, 200), (1290, 160)], 6)
    glass = sheet.shape().polygon([(x - 34, y - 24), (x + 34, y - 24), (x + 22, y + 48),
        (x - 22, y + 48)])
    crown = sheet.shape().polygon([(x - 44, y - 22), (x + 44, y - 22), (x + 12, y - 50),
        (x - 12, y - 50)])
    sheet.paint(arm, key=0, tint=0, halo=3)
    sheet.paint(glass.plus(crown), key=255, tint=0, halo=6)
    sheet.paint(glass.grown(-4), key=0, tint=0)


def night_bus() -> Sheet:
    """The last bus waits at the end of the line with one passenger aboard."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=711)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    chance = random.Random(12)
    stars = sheet.shape()
    for _ in range(80):
        radius = chance.choice((2.4, 3.0, 4.4))
        stars.ellipse(chance.uniform(0, 1600), chance.uniform(0, 400), radius, radius)
    sheet.paint(stars, key=0)
    hill = sheet.shape().polygon([*spline([(-20, 560), (180, 470), (400, 430), (640, 470),
        (900, 410), (1200, 350), (1420, 400), (1620, 360)]), (1620, 800), (-20, 800)])
    slope = gouges(size, 34, 130, 10, lambda x, _y: -16 if x < 400 else (12 if x < 640 else -10),
        0.7, 8, box=(-60, 350, 1660, 760))
    sheet.paint(hill, key=inverted(slope), tint=0, halo=5)
    for x, y, wide in ((60, 530, 90), (230, 480, 80), (1140, 384, 96), (1330, 396, 84),
            (1470, 400, 90)):
        home = sheet.shape().polygon([(x, y + 60), (x, y), (x + wide / 2, y - 44), (x + wide, y),
            (x + wide, y + 60)])
        sheet.paint(home, key=255, tint=0, halo=5)
    moon = sheet.shape().ellipse(1290, 150, 80, 80)
    sheet.paint(moon, key=0, tint=0)
    seas = gouges(size, 24, 60, 7, 0, 0.5, 9, box=(1230, 90, 1370, 220))
    sheet.paint(moon.grown(-8), tint=seas)
    road = sheet.shape().rect(-5, 800, 1605, 1072)
    wet = gouges(size, 30, 210, 9, 0, 0.6, 9, box=(-60, 818, 1700, 1080))
    sheet.paint(road, key=inverted(wet), tint=0, halo=5)
    beam = sheet.shape().polygon([(1352, 716), (1620, 650), (1620, 960), (1352, 764)])
    sheet.paint(beam, key=0, tint=0)
    sheet.paint(beam, key=ruled(size, rays(1330, 740, 13, 20, 420, -22, 62), lambda x, _y:
        4 + (x - 1330) / 16, lambda x, _y: max(0.06, min(0.95, (x - 1400) / 300)), 5))
    mirror = sheet.shape()
    for i in range(14):
        y = 872 + i * 14
        for j in range(6):
            x = 296 + j * 160 + chance.uniform(-18, 18)
            mirror.gouge([(x - 10 - i, y), (x + 100 - i * 3, y)], 9)
    sheet.paint(mirror, key=0, tint=255)
    _bus(sheet)
    _stop(sheet)
    return sheet


def _bus(sheet: Sheet) -> None:
    """Draw the bus from its near side, driving to the right."""
    body = sheet.shape().blob([(196, 470), (230, 372), (340, 356), (800, 350), (1240, 356),
        (1322, 376), (1352, 500), (1368, 700), (1360, 806), (1200, 822), (800, 824), (340, 822),
        (208, 808), (196, 640)])
    sheet.paint(body, key=255, tint=0, halo=9)
    sheet.paint(body.grown(-9), key=0, tint=255)
    roof = sheet.shape().rect(100, 340, 1500, 410)
    sheet.paint(roof.within(body.grown(-9)), key=0, tint=0)
    ribs = gouges(sheet.size, 20, 120, 5, 0, 0.6, 3, box=(240, 366, 1340, 404))
    sheet.paint(roof.within(body.grown(-14)), key=ribs)
    panes = sheet.shape()
    for i in range(6):
        x = 262 + i * 152
        panes.blob([(x, 444), (x + 4, 432), (x + 68, 430), (x + 132, 432), (x + 136, 444),
            (x + 136, 604), (x + 132, 616), (x + 68, 618), (x + 4, 616), (x, 604)])
    front = sheet.shape().polygon([(1290, 430), (1324, 430), (1346, 620), (1290, 620)])
    door = sheet.shape().rect(1180, 432, 1272, 806)
    sheet.paint(panes.plus(front).plus(door).grown(9), key=255, tint=0)
    sheet.paint(panes.plus(front), key=0, tint=0)
    leaves = sheet.shape().rect(1188, 442, 1222, 640).rect(1230, 442, 1264, 640)
    leaves.rect(1188, 656, 1222, 796).rect(1230, 656, 1264, 796)
    sheet.paint(leaves, key=0, tint=0)
    # the lit inside: a rail, lamps, rows of empty seats and one that is not
    inside = panes.plus(front)
    seats, frames, rail = sheet.shape(), sheet.shape(), sheet.shape()
    rail.rect(200, 466, 1180, 473)
    for i in range(11):
        x = 292 + i * 80
        rail.rect(x + 54, 440, x + 58, 640)
        seats.blob([(x, 640), (x - 8, 556), (x + 4, 538), (x + 34, 540), (x + 42, 566),
            (x + 36, 640)])
        frames.gouge([(x + 4, 552), (x + 10, 600), (x + 12, 640)], 6)
    sheet.paint(rail.within(inside), key=255)
    sheet.paint(seats.within(inside), key=255)
    sheet.paint(frames.within(inside), key=0)
    _passenger(sheet, 790.0, 622.0, inside)
    driver = sheet.shape().ellipse(1300, 520, 15, 21).blob([(1270, 640), (1276, 570), (1300, 546),
        (1318, 562), (1326, 640)])
    driver.polygon([(1280, 512), (1286, 494), (1312, 494), (1326, 512)])
    driver.stroke([(1344, 640), (1322, 592)], 8)
    sheet.paint(driver.within(front), key=255)
    band = sheet.shape().rect(196, 660, 1172, 672).rect(196, 684, 1172, 690)
    sheet.paint(band.within(body.grown(-9)), key=0, tint=0)
    blind = sheet.shape().rect(1090, 368, 1326, 408)
    sheet.paint(blind, key=255, tint=0, halo=0)
    words = sheet.shape()
    for x, wide in ((1104, 16), (1140, 30), (1178, 12), (1198, 26), (1232, 18), (1258, 34)):
        words.rect(x, 381, x + wide, 396)
    sheet.paint(words, key=0, tint=255)
    for x in (420.0, 1070.0):
        arch = sheet.shape().ellipse(x, 820, 104, 104).rect(x - 120, 826, x + 120, 940, 0)
        sheet.paint(arch, key=255, tint=0)
        tyre = sheet.shape().ellipse(x, 826, 80, 80)
        sheet.paint(tyre, key=255, tint=0, halo=6)
        sheet.paint(sheet.shape().ellipse(x, 826, 46, 46), key=0, tint=0)
        hub = sheet.shape().ellipse(x, 826, 17, 17)
        for i in range(8):
            a = i * math.tau / 8
            hub.ellipse(x + 31 * math.cos(a), 826 + 31 * math.sin(a), 5, 5)
        sheet.paint(hub, key=255)
    lamps = sheet.shape().ellipse(1344, 740, 17, 24)
    sheet.paint(lamps, key=0, tint=0, halo=4)
    sheet.paint(sheet.shape().rect(199, 700, 214, 744), key=0, tint=0)
    glass = sheet.shape().path([(1346, 470), (1396, 452)], 7).rect(1388, 452, 1408, 520)
    sheet.paint(glass, key=255, tint=0, halo=4)
    hatch = sheet.shape()
    for i in range(5):
        hatch.gouge([(560 + i * 6, 724 + i * 15), (700, 724 + i * 15), (800, 724 + i * 15)], 6)
    sheet.paint(hatch, key=255)


def _passenger(sheet: Sheet, x: float, y: float, inside: Shape) -> None:
    """Seat somebody in a knitted hat against the window, asleep or nearly."""
    person = sheet.shape().blob([(x - 62, y + 10), (x - 56, y - 50), (x - 26, y - 74),
        (x + 26, y - 72), (x + 54, y - 44), (x + 60, y + 10)])
    person.ellipse(x + 6, y - 104, 34, 42, 14)
    sheet.paint(person.within(inside), key=255, tint=0, halo=5)
    face = sheet.shape().blob([(x + 6, y - 116), (x + 36, y - 112), (x + 46, y - 96),
        (x + 32, y - 72), (x + 8, y - 74)])
    sheet.paint(face, key=0, tint=0)
    lids = sheet.shape().gouge([(x + 20, y - 102), (x + 28, y - 98), (x + 36, y - 102)], 5)
    lids.gouge([(x + 24, y - 82), (x + 36, y - 84)], 4)
    hat = sheet.shape().blob([(x - 32, y - 104), (x - 24, y - 146), (x + 14, y - 160),
        (x + 44, y - 138), (x + 48, y - 112), (x + 8, y - 120)])
    hat.ellipse(x + 14, y - 164, 13, 12)
    sheet.paint(lids, key=255)
    sheet.paint(hat, key=255, tint=0)
    sheet.paint(hat.grown(-5), key=0, tint=255)
    scarf = sheet.shape().blob([(x - 30, y - 70), (x + 6, y - 60), (x + 40, y - 70),
        (x + 38, y - 50), (x + 6, y - 40), (x - 30, y - 52)])
    sheet.paint(scarf, key=0, tint=255, halo=3)


def _stop(sheet: Sheet) -> None:
    """Set the stop's post, with its round sign, before the bus's tail."""
    post = sheet.shape().rect(108, 380, 122, 940).ellipse(115, 350, 58, 58)
    post.rect(90, 930, 140, 946)
    sheet.paint(post, key=255, tint=0, halo=6)
    sheet.paint(sheet.shape().ellipse(115, 350, 50, 50), key=0, tint=0)
    sheet.paint(sheet.shape().ellipse(115, 350, 43, 43), key=0, tint=255)
    coach = sheet.shape().blob([(84, 334), (90, 328), (138, 328), (146, 336), (146, 364),
        (84, 364)])
    sheet.paint(coach, key=0, tint=0)
    wheels = sheet.shape().ellipse(98, 366, 7, 7).ellipse(132, 366, 7, 7).rect(92, 336, 138, 348)
    sheet.paint(wheels, key=255)
    panel = sheet.shape().rect(84, 470, 146, 590)
    sheet.paint(panel, key=0, tint=0, halo=5)
    rows = sheet.shape()
    for i in range(7):
        rows.rect(94, 484 + i * 14, 136 - (i % 3) * 10, 489 + i * 14)
    sheet.paint(rows, key=255)
