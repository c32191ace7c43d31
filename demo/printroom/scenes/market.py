"""Pictures of trade by the water: the herring hall, the chandler's ropes."""
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
from printroom.press import LANDSCAPE, SEA, SLATE_BLUE, Sheet
from printroom.shapes import Point, Shape, placed, ribbon, spline, turned


def _herring(sheet: Sheet, x: float, y: float, long: float, turn: float, kind: int) -> None:
    """Draw one herring; kind 0 is pale, 1 tinted, 2 dark on the back."""

    def at(points: list[Point]) -> list[Point]:
        return placed(turned([(px * long / 100, py * long / 100) for px, py in points], turn), x, y)

    body = sheet.shape().polygon(
        at([*spline([(-50, 0), (-40, -7), (-20, -11), (5, -11.5), (28, -6), (38, -3)]), (52, -13),
            (48, 0), (52, 13), *spline([(38, 3), (28, 6), (5, 12), (-20, 12), (-40, 7), (-50, 0)])])
    )
    sheet.paint(body, key=255, tint=0, halo=2.2)
    sheet.paint(body.grown(-2.6), key=0, tint=255 if kind == 1 else 0)
    marks = sheet.shape()
    marks.polygon(at(spline([(-44, -5), (-20, -12), (5, -12.5), (34, -5)]) + spline([(34, -4),
        (5, -5), (-20, -5), (-30, -6)])))
    marks.stroke(at([(-33, -8), (-30, 0), (-34, 8)]), long * 0.018)
    for i in range(5):
        marks.gouge(at([(-22 + i * 11, 1), (-14 + i * 11, 3 + (i % 2) * 3)]), long * 0.022)
    marks.gouge(at([(-2, 12), (6, 15), (12, 10)]), long * 0.03)
    sheet.paint(marks.within(body), key=255)
    eye = sheet.shape().ellipse(*at([(-41, -1.5)])[0], long * 0.028, long * 0.028)
    sheet.paint(eye, key=255)
    sheet.paint(sheet.shape().ellipse(*at([(-41.4, -2)])[0], long * 0.011, long * 0.011), key=0,
        tint=0)


def herring_market() -> Sheet:
    """The auctioneer rings in the sale in the iron-framed hall; crates fill the foreground."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=531)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    # the roof: arches in perspective
    sky = sheet.shape().polygon([(420, -5), (1180, -5), (960, 250), (640, 250)])
    sheet.paint(sky, key=0, tint=0)
    glass = sheet.shape()
    for i in range(9):
        t = i / 8
        glass.path([(420 + 760 * t, -5), (640 + 320 * t, 250)], 6)
    for y in (20, 96, 158, 206, 240):
        glass.rect(300, y, 1300, y + 5)
    sheet.paint(glass.within(sky), key=255)
    slope_l = sheet.shape().polygon([(-5, -5), (420, -5), (640, 250), (640, 330), (-5, 210)])
    slope_r = sheet.shape().polygon([(1605, -5), (1180, -5), (960, 250), (960, 330), (1605, 210)])
    sheet.paint(slope_l.plus(slope_r), key=255, tint=0)
    rafters = sheet.shape()
    for i in range(6):
        rafters.gouge([(-60 + i * 96, -10), (300 + i * 58, 292)], 8)
        rafters.gouge([(1660 - i * 96, -10), (1300 - i * 58, 292)], 8)
    sheet.paint(rafters, key=0)
    back = sheet.shape().polygon([(640, 250), (960, 250), (960, 600), (640, 600)])
    sheet.paint(back, key=0, tint=0)
    gate = sheet.shape().rect(700, 380, 900, 600).ellipse(800, 382, 100, 84)
    sheet.paint(gate, key=0, tint=255, halo=0)
    sheet.paint(gate.minus(gate.grown(-8)), key=255)
    sheet.paint(back.minus(back.grown(-6)), key=255)
    fan = ruled(size, rays(800, 250, 22, 20, 130, 0, 180), 7, 0.7, 4)
    sheet.paint(sheet.shape().polygon([(646, 256), (954, 256), (954, 300), (646, 300)]), key=fan)
    for x, top, bottom, w in ((600, 262, 640, 20), (1000, 262, 640, 20),
        (440, 214, 700, 30), (1160, 214, 700, 30), (180, 130, 800, 46), (1420, 130, 800, 46)):
        post = sheet.shape().rect(x - w / 2, top, x + w / 2, bottom)
        side = 1 if x < 800 else -1
        post.polygon([(x - w, top), (x + w, top), (x + w / 2, top + w * 1.4),
            (x - w / 2, top + w * 1.4)])
        arm = sheet.shape().stroke([(x, top + w * 3.4), (x + side * w * 1.4, top + w * 1.2),
            (x + side * w * 4, top + w * 0.2)], w * 0.5, w * 0.3)
        sheet.paint(post.plus(arm), key=255, tint=0, halo=4)
        shine = sheet.shape().gouge([(x - w * 0.2, top + w * 1.6), (x - w * 0.2, bottom - 40)],
            w * 0.24)
        sheet.paint(shine, key=0)
    for x, y, s in ((800, 150, 0.6), (560, 120, 0.8), (1040, 120, 0.8), (300, 60, 1.1),
        (1300, 60, 1.1)):
        lamp = sheet.shape().path([(x, -5), (x, y)], 4).polygon(placed([(-16, 0), (16, 0), (56, 40),
            (-56, 40)], x, y, s))
        sheet.paint(lamp, key=255, tint=0, halo=4)
        bulb = sheet.shape().ellipse(x, y + 46 * s, 18 * s, 13 * s)
        sheet.paint(bulb, key=0, tint=0)
    floor = sheet.shape().rect(-5, 600, 1605, 1072)
    wet = gouges(size, 26, 160, 11, 0, 0.7, 6, box=(-60, 612, 1700, 1080))
    sheet.paint(floor, key=inverted(wet), tint=wet)
    crowd = [(250, 740, 268, 1, "cap"), (372, 716, 250, 1, "wool"), (480, 700, 236, 1, "hair"),
        (1080, 700, 238, -1, "cap"),
        (1200, 712, 250, -1, "wool"), (1322, 732, 262, -1, "none"), (1452, 756, 280, -1, "cap"),
        (120, 770, 286, 1, "hood")]
    for i, (x, y, tall, face, hat) in enumerate(crowd):
        standing(sheet, x, y, tall, face=face, hat=hat, arm=("pockets", "raised", "down",
            "pockets")[i % 4],
            coat=255 if i % 3 else 0, coat_tint=0 if i % 3 else 255, light=-face, skirt=i % 4 == 2)
    stand = sheet.shape().polygon([(690, 640), (910, 640), (926, 780), (674, 780)])
    standing(sheet, 800, 650, 300, face=1, hat="cap", arm="raised", light=-1, halo=6)
    sheet.paint(stand, key=255, tint=0, halo=5)
    slats = sheet.shape()
    for i in range(5):
        slats.gouge([(686 - i * 2, 664 + i * 26), (914 + i * 2, 664 + i * 26)], 8)
    sheet.paint(slats, key=0)
    bell = sheet.shape().blob([(838, 322), (844, 286), (858, 276), (872, 286), (880, 322),
        (890, 332), (828, 332)])
    bell.path([(858, 280), (856, 330)], 6)
    sheet.paint(bell, key=255, tint=0, halo=3)
    sheet.paint(bell.grown(-4), key=0, tint=255)
    # the crates
    chance = random.Random(12)
    for i, (x, y, w, h) in enumerate(((-60, 800, 560, 300), (530, 824, 540, 280),
        (1100, 800, 580, 300))):
        box = sheet.shape().polygon([(x + 30, y), (x + w - 30, y), (x + w, y + h), (x, y + h)])
        sheet.paint(box, key=255, tint=0, halo=7)
        bed = sheet.shape().polygon([(x + 50, y + 14), (x + w - 50, y + 14), (x + w - 24, y + h),
            (x + 24, y + h)])
        before_key, before_tint = sheet.key.copy(), sheet.tint.copy()
        fish = []
        rows = 6
        for row in range(rows):
            for column in range(4):
                fish.append((x + 60 + column * (w - 100) / 3.2 + chance.uniform(-14,
                    14) + (row % 2) * 50,
                    y + 22 + row * h / rows * 1.06 + chance.uniform(-8, 8)))
        for j, (fx, fy) in enumerate(fish):
            _herring(sheet, fx, fy, 214, (4 if j % 2 else 178) + chance.uniform(-14, 14),
                (j * 2 + i) % 3)
        keep = bed.image
        before_key.paste(sheet.key, mask=keep)
        before_tint.paste(sheet.tint, mask=keep)
        sheet.key, sheet.tint = before_key, before_tint
        rim = bed.grown(4).minus(bed.grown(-4))
        sheet.paint(rim, key=0, tint=0)
    return sheet


def _coil(sheet: Sheet, x: float, y: float, rx: float, ry: float, turns: int, thick: float,
    tint: int) -> None:
    """Draw a coil of laid rope hanging on a peg at its top."""
    for i in range(turns, 0, -1):
        share = i / turns
        a, b = rx * (0.4 + 0.6 * share), ry * (0.48 + 0.52 * share)
        cy = y + b + (turns - i) * 2
        loop = [(x + a * math.sin(t),
            cy - b * math.cos(t)) for t in (k * math.tau / 64 for k in range(66))]
        rope = sheet.shape().polygon(ribbon(loop, lambda _t: thick))
        hole = sheet.shape().polygon([(x + (a - thick / 2) * math.sin(k * math.tau / 64),
            cy - (b - thick / 2) * math.cos(k * math.tau / 64)) for k in range(64)])
        band = rope.minus(hole)
        sheet.paint(band, key=255, tint=0, halo=2)
        sheet.paint(band.grown(-3), key=0, tint=tint)
        lay = sheet.shape()
        count = int((a + b) * math.pi / 23)
        for k in range(count):
            t = k * math.tau / count
            t2 = t + 10 / ((a + b) / 2)
            lay.gouge([(x + (a - thick * 0.42) * math.sin(t),
                cy - (b - thick * 0.42) * math.cos(t)),
                (x + (a + thick * 0.42) * math.sin(t2), cy - (b + thick * 0.42) * math.cos(t2))],
                6.4)
        sheet.paint(lay.within(band), key=255)


def rope_shop() -> Sheet:
    """Coils of rope hang in the chandler's shop above a bench with a block and a fid."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, SEA, seed=541)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    boards = sheet.shape()
    for i in range(11):
        boards.rect(i * 152 - 20, -5, i * 152 - 12, 800)
    sheet.paint(boards, key=255)
    knots = gouges(size, 60, 130, 8, 90, 0.5, 4, box=(-20, -20, 1640, 800))
    sheet.paint(Shape(size, knots), key=255)
    rail = sheet.shape().rect(-5, 96, 1605, 134)
    sheet.paint(rail, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().gouge([(-40, 108), (800, 104), (1640, 108)], 9), key=0)
    for x, rx, ry, turns, thick, tint in ((190, 128, 236, 4, 26, 0),
        (520, 120, 262, 5, 20, 255), (846, 136, 218, 3, 34, 0),
        (1166, 118, 256, 5, 20, 0), (1452, 130, 232, 4, 26, 255)):
        _coil(sheet, x, 126, rx, ry, turns, thick, tint)
        peg = sheet.shape().ellipse(x, 128, 20, 20)
        sheet.paint(peg, key=255, tint=0, halo=5)
        sheet.paint(sheet.shape().ellipse(x - 4, 123, 8, 8), key=0)
    bench = sheet.shape().rect(-5, 780, 1605, 1072)
    wood = gouges(size, 32, 300, 9, lambda x, y: 3 * math.sin(x / 300 + y / 50), 0.75, 7,
        box=(-200, 800, 1700, 1080))
    sheet.paint(bench, key=inverted(wood), tint=0, halo=6)
    # a rope's end across the bench, whipped; the loop goes under itself
    line = spline([(300, 990), (400, 930), (540, 890), (700, 930), (830, 1010), (960, 990),
        (950, 900), (860, 880), (820, 960), (930, 1020), (1060, 990), (1190, 930)], steps=14)
    middle = len(line) * 58 // 100
    for part in (line[: middle + 8], line[middle:]):
        for width, key in ((46.0, 255), (37.0, 0)):
            sheet.paint(sheet.shape().stroke(part, width, smooth=False), key=key, tint=0,
                halo=4 if key else 0)
        strands = sheet.shape()
        for i in range(3, len(part) - 3, 2):
            (ax, ay), (bx, by) = part[i - 1], part[i + 1]
            length = math.hypot(bx - ax, by - ay) or 1
            ux, uy = (bx - ax) / length, (by - ay) / length
            x, y = part[i]
            strands.gouge([(x - uy * 20 - ux * 15, y + ux * 20 - uy * 15), (x + uy * 20 + ux * 15,
                y - ux * 20 + uy * 15)], 6.5)
        sheet.paint(strands.within(sheet.shape().stroke(part, 40, smooth=False)), key=255)
    whip = sheet.shape().stroke([(1150, 952), (1198, 926)], 50, smooth=False)
    sheet.paint(whip, key=255, tint=0, halo=3)
    sheet.paint(whip.grown(-5), key=0, tint=255)
    # a block with its sheave
    cheek = sheet.shape().blob([(250, 800), (186, 846), (176, 930), (226, 1010), (300, 1010),
        (350, 930), (340, 846), (286, 800)])
    sheet.paint(cheek, key=255, tint=0, halo=7)
    sheet.paint(cheek.grown(-7), key=0, tint=0)
    wheel = sheet.shape().ellipse(263, 908, 58, 58)
    sheet.paint(wheel, key=255)
    sheet.paint(wheel.grown(-8), key=0, tint=255)
    sheet.paint(sheet.shape().ellipse(263, 908, 17, 17), key=255)
    grooves = sheet.shape().gouge([(206, 860), (196, 920), (222, 984)], 8).gouge([(322, 862),
        (332, 920), (304, 986)], 12)
    sheet.paint(grooves, key=255)
    eye = sheet.shape().ellipse(266, 786, 32, 34).minus(sheet.shape().ellipse(266, 784, 17, 19))
    sheet.paint(eye, key=255, tint=0, halo=4)
    fid = sheet.shape().polygon(spline([(1250, 1000), (1400, 946), (1530, 906), (1560, 920),
        (1544, 946), (1420, 992), (1250, 1004)]))
    sheet.paint(fid, key=255, tint=0, halo=5)
    sheet.paint(fid.grown(-5), key=0, tint=0)
    sheet.paint(sheet.shape().gouge([(1310, 990), (1430, 962), (1540, 930)], 12), key=255)
    bow = sheet.shape().ellipse(1400, 846, 74, 56, -14).minus(sheet.shape().ellipse(1400, 850, 46,
        32, -14))
    sheet.paint(bow, key=255, tint=0, halo=6)
    sheet.paint(bow.grown(-6), key=0, tint=0)
    pin = sheet.shape().path([(1316, 896), (1470, 858)], 24).ellipse(1312, 897, 24,
        24).ellipse(1472, 858, 16, 16)
    sheet.paint(pin, key=255, tint=0, halo=5)
    sheet.paint(pin.grown(-6), key=0, tint=255)
    hole = sheet.shape().ellipse(1312, 897, 7, 7)
    sheet.paint(hole, key=255)
    return sheet
