"""Pictures of the bakery: the oven, the loaves, the lane."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import (
    Noise,
    gouges,
    hatch,
    inverted,
    rays,
    ruled,
)
from printroom.figures import standing
from printroom.press import LANDSCAPE, OCHRE, VERMILION, Sheet
from printroom.shapes import Point, even, placed, ribbon, turned


def _loaf(sheet: Sheet, x: float, y: float, rx: float, ry: float, turn: float, kind: int,
    seed: int) -> None:
    """Draw one loaf from above; kind 0 is round and crossed, 1 slashed, 2 ringed with flour."""
    body = sheet.shape()
    noise = Noise(seed, 1.0)
    body.polygon(
        [(x + px, y + py) for px, py in turned(
            [((rx + 5 * noise(a * 1.3)) * math.cos(a), (ry + 5 * noise(a * 1.3 + 50)) * math.sin(a))
                for a in (i * math.tau / 60 for i in range(60))], turn)]
    )
    shadow = body.moved(10, 16)
    sheet.paint(shadow, key=255, tint=0)
    sheet.paint(body, key=255, tint=0, halo=5)
    sheet.paint(body.grown(-6), key=0, tint=255)

    def at(points: list[Point]) -> list[Point]:
        return placed(turned(points, turn), x, y)

    dark, bare = sheet.shape(), sheet.shape()
    for i in range(18):
        a = math.radians(-10 + i * 9)
        r0, r1 = 0.70 + 0.06 * (i % 3), 0.93
        dark.gouge(at([(rx * r0 * math.cos(a), ry * r0 * math.sin(a)), (rx * r1 * math.cos(a),
            ry * r1 * math.sin(a))]), 8)
    if kind == 0:
        for a in (35, 125):
            t = math.radians(a)
            dx, dy = math.cos(t) * rx * 0.66, math.sin(t) * ry * 0.66
            bare.gouge(at([(-dx, -dy), (dy * 0.12, dx * 0.12), (dx, dy)]), 34)
            dark.gouge(at([(-dx + 6, -dy + 10), (dy * 0.12 + 6, dx * 0.12 + 11),
                (dx + 6, dy + 10)]), 9)
    elif kind == 1:
        count = 4
        for i in range(count):
            px = -rx * 0.62 + i * rx * 1.24 / (count - 1)
            bare.gouge(at([(px - 26, ry * 0.55), (px, 0), (px + 34, -ry * 0.6)]), 27)
            dark.gouge(at([(px - 14, ry * 0.58), (px + 13, 2), (px + 46, -ry * 0.56)]), 8)
    else:
        for j, r in enumerate((0.28, 0.5, 0.72)):
            ring = [(rx * r * math.cos(a),
                ry * r * math.sin(a)) for a in (i * math.tau / 30 for i in range(31))]
            bare.polygon(ribbon(at(ring), even(11 - j * 2)))
        bare.ellipse(x, y, rx * 0.1, ry * 0.1)
    sheet.paint(dark.within(body), key=255)
    sheet.paint(bare.within(body.grown(-8)), key=0, tint=0)


def bakery_oven() -> Sheet:
    """The baker slides loaves into the wood oven before dawn."""
    y: float
    sheet = Sheet(LANDSCAPE, VERMILION, seed=501)
    size = sheet.size
    mouth = (610.0, 560.0)
    sheet.paint(sheet.everything(), key=255, tint=0)
    face = sheet.shape().rect(150, 60, 1090, 880)
    sheet.paint(face, key=0, tint=0)
    bricks = sheet.shape()
    chance = random.Random(3)
    for row in range(17):
        y = 66 + row * 50
        x = 150.0 - (row % 2) * 48
        while x < 1090:
            wide = 96 * chance.uniform(0.9, 1.05)
            bricks.polygon([(x + 5, y + 4), (x + wide - 4, y + 5), (x + wide - 5, y + 45),
                (x + 4, y + 44)])
            x += wide
    sheet.paint(bricks.within(face), key=255)
    lit = gouges(size, 25, 66, 7, 0, lambda x, y: max(0.0, 1.25 - math.hypot(x - mouth[0],
        y - mouth[1]) / 520), 4,
        box=(150, 60, 1090, 900))
    sheet.paint(bricks.within(face), key=inverted(lit))
    warm = sheet.shape().ellipse(*mouth, 470, 420)
    sheet.paint(warm.within(face), tint=lit)
    arch = sheet.shape().ellipse(*mouth, 318, 292).rect(0, mouth[1], 1600, 1067, 0)
    arch.rect(mouth[0] - 318, mouth[1] - 1, mouth[0] + 318, 760)
    sheet.paint(arch, key=255, tint=0, halo=5)
    stones = sheet.shape()
    for i in range(13):
        a0 = math.radians(180 + i * 180 / 13 + 1.4)
        a1 = math.radians(180 + (i + 1) * 180 / 13 - 1.4)
        stones.polygon([(mouth[0] + r * math.cos(a), mouth[1] + r * 0.92 * math.sin(a))
            for r, a in ((310, a0), (310, (a0 + a1) / 2), (310, a1), (236, a1),
                (236, (a0 + a1) / 2), (236, a0))])
    for side in (-1, 1):
        for i in range(3):
            y = mouth[1] + 8 + i * 66
            stones.polygon([(mouth[0] + side * 236, y), (mouth[0] + side * 310, y),
                (mouth[0] + side * 310, y + 58), (mouth[0] + side * 236, y + 58)])
    sheet.paint(stones, key=0, tint=255)
    chips = gouges(size, 24, 40, 6, lambda x, y: math.degrees(math.atan2(y - mouth[1],
        x - mouth[0])), 0.8, 7,
        box=(280, 240, 940, 780))
    sheet.paint(stones, key=chips)
    hole = sheet.shape().ellipse(*mouth, 226, 206).rect(0, mouth[1], 1600, 1067, 0)
    hole.rect(mouth[0] - 226, mouth[1] - 1, mouth[0] + 226, 744)
    sheet.paint(hole, key=0, tint=255, halo=4)
    heat = ruled(size, rays(500, 720, 40, 110, 420, 180, 180), lambda x, y: 4 + math.hypot(x - 500,
        y - 720) / 15, 0.85, 3)
    sheet.paint(hole, key=heat)
    fire = sheet.shape()
    fire.blob([(424, 744), (430, 690), (446, 640), (462, 690), (480, 600), (506, 668), (528, 566),
        (552, 660), (574, 628), (588, 690), (600, 744)])
    sheet.paint(fire, key=0, tint=255, halo=4)
    core = sheet.shape().blob([(452, 744), (462, 708), (484, 674), (500, 706), (526, 640),
        (544, 700), (566, 744)])
    sheet.paint(core, key=0, tint=0)
    logs = sheet.shape().ellipse(470, 742, 70, 14, -6).ellipse(560, 744, 72, 14, 5)
    sheet.paint(logs.within(hole), key=255)
    sill = sheet.shape().rect(320, 744, 900, 784)
    sheet.paint(sill, key=0, tint=0, halo=6)
    sheet.paint(sheet.shape().rect(320, 770, 900, 784), key=255)
    # loaves in and going in
    for x in (668, 746):
        loaf = sheet.shape().blob([(x - 40, 742), (x - 34, 714), (x, 702), (x + 34, 714),
            (x + 40, 742)])
        sheet.paint(loaf, key=255, tint=0, halo=3)
        sheet.paint(loaf.grown(-4), key=0, tint=0)
        slash = sheet.shape().gouge([(x - 16, 730), (x - 6, 710)], 6).gouge([(x + 4, 730),
            (x + 14, 710)], 6)
        sheet.paint(slash, key=255)
    floor = sheet.shape().rect(-5, 880, 1605, 1072)
    boards = gouges(size, 34, 260, 9, 0, 0.7, 9, box=(-60, 896, 1700, 1080))
    sheet.paint(floor, key=inverted(boards), tint=0, halo=4)
    spill = sheet.shape().polygon([(390, 884), (830, 884), (1010, 1072), (210, 1072)])
    slats = gouges(size, 26, 170, 14, 0, 0.95, 10, box=(200, 892, 1040, 1080))
    sheet.paint(spill, key=inverted(slats), tint=slats)
    # the peel and the baker
    peel = sheet.shape().polygon([(640, 734), (820, 726), (850, 742), (820, 758), (640, 750)])
    peel.path([(840, 742), (1500, 776)], 17)
    sheet.paint(peel, key=255, tint=0, halo=4)
    sheet.paint(peel.grown(-3), key=0, tint=0)
    fresh = sheet.shape().blob([(674, 734), (684, 700), (724, 688), (766, 698), (776, 732)])
    sheet.paint(fresh, key=255, tint=0, halo=4)
    sheet.paint(fresh.grown(-5), key=0, tint=0)
    cut = sheet.shape().gouge([(702, 722), (716, 698)], 7).gouge([(732, 720), (746, 696)], 7)
    sheet.paint(cut, key=255)
    _baker(sheet, 1230, 1010)
    # the rack of proving loaves
    rack = sheet.shape()
    for y in (250, 400, 550, 700):
        rack.rect(1420, y, 1605, y + 12)
    rack.rect(1420, 130, 1434, 900)
    sheet.paint(rack, key=0, tint=0)
    for row, y in enumerate((250, 400, 550, 700)):
        for i in range(2):
            x = 1490 + i * 96 + (row % 2) * 8
            loaf = sheet.shape().blob([(x - 42, y), (x - 38, y - 34), (x, y - 52), (x + 38, y - 34),
                (x + 42, y)])
            sheet.paint(loaf, key=0, tint=0 if (row + i) % 2 else 255)
            marks = sheet.shape().gouge([(x - 20, y - 12), (x - 8, y - 40)],
                6).gouge([(x + 4, y - 12), (x + 16, y - 38)], 6)
            sheet.paint(marks, key=255)
    bulb = sheet.shape().path([(1290, -5), (1290, 96)], 5)
    sheet.paint(bulb, key=0)
    shade = sheet.shape().polygon([(1262, 92), (1318, 92), (1366, 142), (1214, 142)])
    sheet.paint(shade, key=0, tint=255)
    return sheet


def _baker(sheet: Sheet, x: float, ground: float) -> None:
    """Draw the baker from the side, facing left, both hands on the peel's shaft."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, ground)

    legs = sheet.shape()
    legs.polygon(at([(-60, -330), (20, -330), (-30, -10), (-84, -10)]))
    legs.polygon(at([(-10, -330), (78, -330), (108, -10), (52, -10)]))
    legs.blob(at([(-96, -16), (-30, -16), (-26, 6), (-124, 6), (-116, -8)]))
    legs.blob(at([(44, -16), (110, -16), (114, 6), (14, 6), (24, -8)]))
    body = sheet.shape().blob(
        at([(-34, -640), (20, -650), (70, -610), (92, -520), (86, -400), (88, -310), (0, -296),
            (-66, -312), (-72, -420), (-84, -520), (-70, -600)])
    )
    apron = sheet.shape().polygon(
        at([(-40, -560), (-66, -520), (-66, -410), (-78, -150), (20, -140), (40, -400), (0, -560)])
    )
    far = sheet.shape().stroke(at([(-30, -590), (-120, -470), (-196, -306)]), 58, 40)
    near = sheet.shape().stroke(at([(34, -590), (36, -450), (-66, -316)]), 66, 44)
    near_fore = sheet.shape().stroke(at([(-40, -338), (-76, -300), (-96, -276)]), 40, 34)
    far_fore = sheet.shape().stroke(at([(-180, -340), (-214, -296), (-236, -274)]), 38, 32)
    hands = sheet.shape().ellipse(*at([(-106, -266)])[0], 27, 22,
        20).ellipse(*at([(-246, -268)])[0], 26, 21, 20)
    head = sheet.shape().blob(
        at([(44, -690), (30, -640), (-18, -642), (-44, -660), (-62, -668), (-60, -690), (-80, -704),
            (-62, -730), (-60, -770), (-20, -800), (30, -796), (56, -760)])
    )
    cap = sheet.shape().blob(at([(-74, -760), (-66, -800), (-30, -836), (30, -836), (66, -800),
        (60, -756), (0, -770)]))
    whole = legs
    for part in (body, apron, far, near, near_fore, far_fore, hands, head, cap):
        whole = whole.plus(part)
    sheet.paint(whole, key=255, tint=0, halo=7)
    sheet.paint(far.grown(-4), key=0, tint=255)
    sheet.paint(far_fore.grown(-3).plus(hands.grown(-3)), key=0, tint=0)
    sheet.paint(body.grown(-4), key=0, tint=255)
    creases = sheet.shape()
    for points, width in (
        ([(70, -590), (80, -500), (70, -330)], 24.0), ([(44, -600), (58, -500), (46, -320)], 13.0),
        ([(-60, -580), (-68, -520), (-58, -440)], 7.0), ([(-86, -500), (-130, -430), (-170, -350)],
            9.0),
    ):
        creases.gouge(at([(float(a), float(b)) for a, b in points]), width)
    sheet.paint(creases, key=255)
    sheet.paint(apron, key=255, tint=0)
    sheet.paint(apron.grown(-5), key=0, tint=0)
    folds = sheet.shape()
    for dx in (-44, -16, 12):
        folds.gouge(at([(dx - 4, -480), (dx - 10, -320), (dx - 16, -150)]), 9)
    folds.gouge(at([(30, -400), (20, -260), (12, -150)]), 12)
    folds.stroke(at([(-68, -410), (-10, -402), (40, -408)]), 9)
    sheet.paint(folds, key=255)
    sheet.paint(near, key=255, tint=0, halo=3)
    sheet.paint(near.grown(-4), key=0, tint=255)
    sleeve = sheet.shape().gouge(at([(52, -560), (50, -460), (-10, -380)]),
        16).gouge(at([(30, -560), (28, -470), (-20, -390)]), 8)
    sheet.paint(sleeve, key=255)
    sheet.paint(near_fore, key=255, tint=0)
    sheet.paint(near_fore.grown(-3).plus(hands.grown(-3)), key=0, tint=0)
    knuckles = sheet.shape()
    for hx, hy in ((-106, -266), (-246, -268)):
        for i in range(3):
            knuckles.gouge(at([(hx - 14 + i * 10, hy + 2), (hx - 10 + i * 10, hy + 18)]), 4)
    sheet.paint(knuckles, key=255)
    sheet.paint(head.grown(-3), key=0, tint=0)
    features = sheet.shape()
    features.blob(at([(44, -690), (30, -640), (-4, -646), (14, -690), (24, -760), (50, -770)]))
    features.gouge(at([(-50, -736), (-38, -742), (-22, -738)]), 8)
    features.ellipse(*at([(-40, -722)])[0], 5, 5)
    features.blob(at([(-62, -690), (-40, -696), (-24, -684), (-30, -676), (-58, -680)]))
    features.gouge(at([(-58, -668), (-46, -666), (-36, -670)]), 5)
    sheet.paint(features.within(head), key=255)
    ear = sheet.shape().ellipse(*at([(16, -716)])[0], 11, 16)
    sheet.paint(ear, key=0, tint=0, halo=0)
    sheet.paint(cap, key=255, tint=0)
    sheet.paint(cap.grown(-5), key=0, tint=0)
    pleats = sheet.shape().gouge(at([(-40, -772), (-34, -826)]),
        7).gouge(at([(0, -774), (2, -832)]), 7).gouge(at([(38, -770), (36, -824)]), 14)
    sheet.paint(pleats.within(cap), key=255)
    seams = sheet.shape().gouge(at([(-46, -290), (-58, -150), (-60, -30)]),
        8).gouge(at([(60, -290), (78, -150), (84, -30)]), 8)
    sheet.paint(seams, key=0)


def bakery_loaves() -> Sheet:
    """Loaves cool on the long board, seen from above, a knife and a floured cloth beside them."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, OCHRE, seed=511)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    grain = gouges(size, 30, 330, 9, lambda x, y: 3 * math.sin(y / 60 + x / 400), 0.8, 4,
        box=(-200, 0, 1700, 1080))
    sheet.paint(sheet.everything(), key=inverted(grain))
    joints = sheet.shape()
    for y in (262, 548, 832):
        joints.rect(-5, y, 1605, y + 7)
    sheet.paint(joints, key=0)
    cloth = sheet.shape().polygon([(-10, 700), (250, 640), (500, 760), (560, 1080), (-10, 1080)])
    sheet.paint(cloth, key=255, tint=0, halo=6)
    sheet.paint(cloth.grown(-6), key=0, tint=0)
    stripes = sheet.shape()
    for i in range(4):
        stripes.polygon([(-20, 778 + i * 92), (620, 690 + i * 92), (620, 712 + i * 92),
            (-20, 802 + i * 92)])
    sheet.paint(stripes.within(cloth.grown(-6)), tint=255)
    weave = hatch(size, 82, 26, 0.16, seed=6, lifts=2)
    sheet.paint(cloth.grown(-8), key=weave)
    for i, (x, y, rx, ry, turn, kind) in enumerate((
        (250, 230, 190, 172, 0, 0), (690, 190, 238, 118, -12, 1), (1150, 240, 176, 168, 10, 2),
        (1500, 150, 220, 112, 64, 1),
        (560, 520, 176, 164, 20, 2), (980, 560, 232, 118, 14, 1), (1390, 600, 180, 172, 30, 0),
        (330, 850, 176, 166, 12, 0),
        (770, 880, 236, 116, -8, 1), (1200, 920, 172, 160, 0, 2), (1580, 950, 170, 164, 0, 0),
    )):
        _loaf(sheet, x, y, rx, ry, turn, kind, 30 + i)
    flour = random.Random(5)
    dust = sheet.shape()
    for _ in range(70):
        x, y = flour.uniform(0, 1600), flour.uniform(0, 1067)
        r = flour.uniform(2, 6)
        dust.ellipse(x, y, r, r)
    sheet.paint(dust, key=0, tint=0)
    return sheet


def bakery_street() -> Sheet:
    """The bakery's window is the only light in the lane, and the first customers wait at it."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, OCHRE, seed=521)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    sky = sheet.shape().polygon([(620, -5), (980, -5), (900, 420), (700, 420)])
    sheet.paint(sky, key=0, tint=0)
    night = gouges(size, 34, 200, 26, 0, lambda _x, y: max(0.2, 1 - y / 400), 4,
        box=(500, -20, 1100, 440))
    sheet.paint(sky, key=night)
    moon = sheet.shape().ellipse(830, 120, 52, 52).minus(sheet.shape().ellipse(854, 106, 46, 46))
    sheet.paint(moon, key=0, tint=255, halo=8)
    # houses at the lane's end
    end = sheet.shape().polygon([(690, 640), (690, 392), (760, 330), (830, 392), (830, 430),
        (872, 398), (916, 430), (916, 640)])
    sheet.paint(end, key=255, tint=0, halo=4)
    small = sheet.shape().rect(722, 430, 746, 464).rect(774, 430, 798, 464).rect(858, 470, 880,
        500).rect(722, 510, 746, 544)
    sheet.paint(small.minus(small.grown(-4)), key=0)
    sheet.paint(sheet.shape().rect(774, 430, 798, 464), key=0, tint=255)
    # the left wall, in steep perspective
    edge = sheet.shape().path([(-5, 10), (620, -5)], 4).path([(700, 392), (620, -5)],
        7).path([(980, -5), (908, 430)], 7)
    sheet.paint(edge, key=0)
    for i, (x, y, w, h) in enumerate(((60, 180, 120, 190), (280, 220, 96, 160), (460, 256, 74, 134),
        (596, 286, 48, 104), (60, 500, 120, 190), (280, 500, 96, 160), (470, 498, 70, 134))):
        frame = sheet.shape().polygon([(x, y), (x + w, y + 10), (x + w, y + h - 12), (x, y + h)])
        sheet.paint(frame.minus(frame.grown(-5)), key=0)
        bars = sheet.shape().path([(x + w / 2, y), (x + w / 2, y + h)], 5).path([(x, y + h / 2),
            (x + w, y + h / 2)], 5)
        sheet.paint(bars.within(frame), key=0)
        if i in (1,):
            sheet.paint(frame.grown(-9), key=0, tint=255)
            sheet.paint(bars.within(frame), key=255)
    # the shop
    shop = sheet.shape().polygon([(980, 330), (1605, 250), (1605, 900), (980, 790)])
    sheet.paint(shop, key=255, tint=0, halo=4)
    window = sheet.shape().polygon([(1190, 420), (1560, 384), (1560, 760), (1190, 716)])
    sheet.paint(window, key=0, tint=255, halo=7)
    shelf = sheet.shape()
    for y0, y1 in ((520, 508), (620, 626)):
        shelf.polygon([(1190, y0), (1560, y1), (1560, y1 + 11), (1190, y0 + 9)])
    sheet.paint(shelf, key=255)
    for y0, y1 in ((518, 506), (618, 624), (714, 756)):
        for i in range(6):
            t = (i + 0.5) / 6
            x, y = 1190 + 370 * t, y0 + (y1 - y0) * t
            s = 0.8 + 0.35 * t
            loaf = sheet.shape().blob(placed([(-27, 0), (-25, -26), (0, -38), (25, -26), (27, 0)],
                x, y, s))
            sheet.paint(loaf, key=255, tint=0, halo=2)
            sheet.paint(loaf.grown(-3.4), key=0, tint=0)
            mark = sheet.shape().gouge(placed([(-10, -8), (-2, -30)], x, y, s),
                5).gouge(placed([(6, -8), (13, -28)], x, y, s), 5)
            sheet.paint(mark, key=255)
    mullion = sheet.shape().path([(1372, 400), (1372, 740)], 11)
    sheet.paint(mullion, key=255, tint=0)
    door = sheet.shape().polygon([(1030, 440), (1146, 428), (1146, 790), (1030, 770)])
    sheet.paint(door, key=0, tint=255, halo=6)
    lower = sheet.shape().polygon([(1030, 620), (1146, 624), (1146, 790), (1030, 770)])
    sheet.paint(lower, key=255, tint=0)
    sheet.paint(sheet.shape().polygon([(1046, 640), (1130, 645), (1130, 766), (1046, 750)]).minus(
        sheet.shape().polygon([(1052, 648), (1124, 652), (1124, 758), (1052, 743)])), key=0)
    sheet.paint(sheet.shape().path([(1088, 434), (1088, 622)], 7), key=255)
    awning = sheet.shape().polygon([(1000, 360), (1605, 286), (1605, 372), (1560, 392),
        (1000, 424)])
    sheet.paint(awning, key=0, tint=0, halo=6)
    stripes = sheet.shape()
    for i in range(8):
        x = 1000 + i * 84
        stripes.polygon([(x, 360 - i * 10.2), (x + 42, 355 - i * 10.2), (x + 34, 430 - i * 6),
            (x - 6, 434 - i * 6)])
    sheet.paint(stripes.within(awning), key=255)
    # the hanging sign
    iron = sheet.shape().path([(985, 250), (870, 262)], 9).path([(985, 320), (900, 262)],
        5).path([(930, 258), (930, 290)], 4)
    sheet.paint(iron, key=0, tint=0)
    disc = sheet.shape().ellipse(930, 340, 58, 50)
    sheet.paint(disc, key=255, tint=0, halo=6)
    sheet.paint(disc.grown(-5), key=0, tint=255)
    ear = sheet.shape()
    ear.path([(930, 378), (930, 306)], 5)
    for i in range(4):
        ear.ellipse(917, 318 + i * 14, 10, 5, 40).ellipse(943, 318 + i * 14, 10, 5, -40)
    sheet.paint(ear, key=255)
    # the lane
    lane = sheet.shape().polygon([(690, 640), (916, 640), (980, 790), (1605, 900), (1605, 1072),
        (-5, 1072), (-5, 860)])
    sheet.paint(lane, key=255, tint=0, halo=4)
    cobbles = sheet.shape()
    chance = random.Random(9)
    y = 652.0
    while y < 1080:
        depth = (y - 640) / 430
        step = 18 + 66 * depth
        x = -40.0 + chance.uniform(0, step)
        while x < 1640:
            cobbles.stroke([(x, y + step * 0.2), (x + step * 0.4, y - step * 0.05),
                (x + step * 0.8, y + step * 0.2)], 3 + 4 * depth)
            x += step * 1.25
        y += step * 0.55
    sheet.paint(cobbles.within(lane), key=0)
    light = sheet.shape().polygon([(1040, 800), (1560, 880), (1420, 1072), (700, 1072)])
    sheet.paint(light, key=0, tint=255)
    sheet.paint(light, key=cobbles.image)
    for x, ground, tall, face, hat, arm, skirt in ((1010, 876, 250, 1, "wool", "pockets", False),
        (908, 908, 268, 1, "hair", "carry", True),
        (792, 930, 262, 1, "cap", "pockets", False), (664, 968, 286, 1, "hood", "pockets", True)):
        standing(sheet, x, ground, tall, face=face, hat=hat, arm=arm, light=1, skirt=skirt)
    bag = sheet.shape().polygon([(930, 786), (968, 782), (974, 838), (926, 842)]).path([(936, 786),
        (944, 764), (958, 782)], 4)
    sheet.paint(bag, key=255, tint=0, halo=3)
    sheet.paint(bag.grown(-4), key=0, tint=255)
    cat = sheet.shape().blob([(440, 960), (430, 900), (450, 872), (470, 876), (486, 900),
        (490, 960)])
    cat.ellipse(450, 862, 21, 19).polygon([(432, 856), (430, 832), (446, 846)]).polygon([(454, 846),
        (468, 832), (470, 858)])
    cat.stroke([(486, 952), (524, 950), (530, 916)], 10, 6)
    sheet.paint(cat, key=255, tint=0, halo=4)
    eyes = sheet.shape().ellipse(444, 862, 3.4, 3.4).ellipse(458, 862, 3.4, 3.4)
    sheet.paint(eyes, key=0, tint=255)
    return sheet
