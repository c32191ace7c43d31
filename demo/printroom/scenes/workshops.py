"""Pictures of work with the hands: a boat's bones in the Vask shed, oilskins on the machine."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import gouges, inverted, rays, ruled
from printroom.figures import gulls
from printroom.poses import Looks, Pose, person
from printroom.press import LANDSCAPE, OCHRE, Sheet
from printroom.shapes import Point, placed, spline, turned


def _rib(x: float, y: float, beam: float, high: float, near: bool) -> list[Point]:
    """Return one half of a frame: from the keel up to the sheer, toward us or away."""
    side = -1 if near else 1
    line: list[Point] = []
    for i in range(9):
        t = i / 8
        out = beam * side * math.sin(min(1.0, t * 1.25) * math.pi / 2) ** 0.8
        rise = high * t ** 1.6
        line.append((x + out * 0.62, y - rise - out * 0.24))
    return line


def boatyard_keel() -> Sheet:
    """A keel stands on the blocks in the Vask shed with its first frames; two people at work."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=271)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    # boards of the end wall, and the doors open to the water
    wall = sheet.shape().polygon([(150, 800), (150, 330), (800, 60), (1450, 330), (1450, 800)])
    boards = sheet.shape()
    for i in range(28):
        boards.gouge([(176 + i * 46, 60), (178 + i * 46, 440), (176 + i * 46, 800)], 6)
    sheet.paint(boards.within(wall), key=0)
    door = sheet.shape().rect(520, 268, 1130, 790)
    sheet.paint(door, key=0, tint=0, halo=8)
    sky = gouges(size, 40, 240, 20, 0, lambda _x, y: max(0.0, 1 - (y - 260) / 250), 4,
        box=(460, 280, 1200, 560))
    sheet.paint(door, tint=inverted(sky))
    sheet.paint(sheet.shape().ellipse(930, 470, 74, 74).within(door), key=0, tint=0)
    shore = sheet.shape().polygon([(520, 560), (640, 548), (640, 500), (690, 470), (740, 500),
        (740, 552), (1130, 556), (1130, 590), (520, 590)])
    shore.path([(700, 560), (700, 380)], 6).path([(1070, 590), (1066, 400)], 7)
    shore.path([(1066, 420), (1120, 560)], 3).path([(1066, 420), (1010, 560)], 3)
    shore.path([(700, 400), (760, 560)], 3).path([(700, 400), (644, 540)], 3)
    sheet.paint(shore.within(door), key=255, tint=0)
    water = sheet.shape().rect(520, 588, 1130, 790)
    lines = gouges(size, 22, 120, 10, 0, 0.8, 6, box=(480, 596, 1180, 790))
    sheet.paint(water, key=lines, tint=0)
    leaves = sheet.shape().polygon([(430, 250), (520, 268), (520, 790), (430, 820)])
    leaves.polygon([(1220, 250), (1130, 268), (1130, 790), (1220, 820)])
    sheet.paint(leaves, key=255, tint=0, halo=5)
    braces = sheet.shape()
    for x0, x1 in ((438, 512), (1212, 1138)):
        braces.path([(x0, 300), (x1, 310)], 7).path([(x0, 540), (x1, 534)], 7)
        braces.path([(x0, 770), (x1, 748)], 7).path([(x0, 536), (x1, 314)], 6)
        braces.path([(x0, 766), (x1, 540)], 6)
    sheet.paint(braces, key=0)
    gulls(sheet, [(640, 340, 60), (770, 400, 40)])
    # the trusses
    truss = sheet.shape()
    for drop, wide in ((0.0, 1.0), (-96.0, 1.3)):
        left, right, foot = 800 - 660 * wide, 800 + 660 * wide, 330 + drop * 0.2
        top = 52 + drop
        truss.path([(left, foot), (800, top), (right, foot)], 30)
        truss.path([(left, foot - 20), (right, foot - 20)], 24)
        truss.path([(800, top), (800, foot - 20)], 20)
        truss.path([(800 - 300 * wide, foot - 20), (800 - 160 * wide, top + 82)], 15)
        truss.path([(800 + 300 * wide, foot - 20), (800 + 160 * wide, top + 82)], 15)
    sheet.paint(truss, key=255, tint=0, halo=5)
    lamp = sheet.shape().path([(330, 300), (330, 372)], 5).polygon([(308, 370), (352, 370),
        (390, 412), (270, 412)])
    sheet.paint(lamp, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().ellipse(330, 416, 26, 14), key=0, tint=255)
    _tools(sheet)
    floor = sheet.shape().rect(-5, 792, 1605, 1072)
    planks = gouges(size, 34, 280, 10, 0, 0.75, 9, box=(-60, 812, 1700, 1080))
    sheet.paint(floor, key=inverted(planks), tint=0, halo=4)
    spill = sheet.shape().polygon([(520, 794), (1130, 794), (1340, 1072), (330, 1072)])
    slats = gouges(size, 30, 190, 15, 0, 0.9, 10, box=(300, 800, 1380, 1080))
    sheet.paint(spill, key=inverted(slats), tint=slats)
    _skeleton(sheet)
    adze = Pose((18, -86), (11, -77), (-2, -48), ((15, -62), (30, -56)), ((24, -66), (38, -60)),
        ((-8, -26), (-16, -5)), ((8, -27), (12, -5)), nod=24, hem=6)
    person(sheet, 190, 1010, 520, adze, Looks(hair="old", coat=0, coat_tint=255, apron=True))
    mallet = sheet.shape().path([(346, 722), (420, 658)], 14)
    mallet.polygon(turned([(398, 622), (470, 622), (470, 682), (398, 682)], -40, (434, 652)))
    sheet.paint(mallet, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().polygon(turned([(405, 629), (463, 629), (463, 675), (405, 675)],
        -40, (434, 652))), key=0, tint=0)
    lift = Pose((9, -92), (4, -82), (0, -49), ((14, -80), (28, -90)), ((18, -76), (32, -80)),
        ((-5, -27), (-9, -5)), ((6, -27), (9, -5)), nod=-8)
    person(sheet, 1420, 1016, 520, lift, Looks(hair="tail"), face=-1)
    shavings = sheet.shape()
    chance = random.Random(6)
    for _ in range(26):
        x, y = chance.uniform(80, 1540), chance.uniform(1000, 1058)
        r = chance.uniform(8, 17)
        curl = [(x + r * math.cos(a), y + r * 0.7 * math.sin(a)) for a in
            (0.4 + i * 0.55 for i in range(9))]
        shavings.stroke(curl, 5, 2)
    sheet.paint(shavings, key=0, tint=0, halo=3)
    return sheet


def _tools(sheet: Sheet) -> None:
    """Hang saws, planes and moulds on the wall either side of the doors."""
    tools = sheet.shape()
    tools.polygon([(66, 450), (238, 480), (238, 496), (66, 520)])
    tools.ellipse(56, 485, 26, 38).ellipse(56, 485, 13, 22, value=0)
    tools.path([(438, 420), (438, 560)], 10).rect(412, 406, 464, 440)
    for i in range(3):
        curve = spline([(1490 + i * 34, 420), (1494 + i * 38, 540), (1530 + i * 34, 640)])
        tools.stroke(curve, 15 - i, smooth=False)
    sheet.paint(tools, key=0, tint=0, halo=6)


def _skeleton(sheet: Sheet) -> None:
    """Draw the keel on its blocks, the stem, the sternpost and the frames that stand so far."""
    x: float
    blocks = sheet.shape()
    for x in (330, 560, 800, 1040, 1230):
        for i in range(3):
            blocks.rect(x - 50 + i * 5, 1000 - i * 36, x + 50 - i * 5, 1032 - i * 36)
    sheet.paint(blocks, key=255, tint=0, halo=5)
    sheet.paint(blocks.grown(-5), key=0, tint=0)
    ends = sheet.shape()
    for x in (330, 560, 800, 1040, 1230):
        for i in range(3):
            ends.gouge([(x - 36, 1016 - i * 36), (x, 1012 - i * 36), (x + 36, 1018 - i * 36)], 6)
    sheet.paint(ends.within(blocks.grown(-6)), key=255)
    stations = [(390.0, 150.0, 300.0), (500.0, 232.0, 306.0), (618.0, 284.0, 312.0),
        (740.0, 300.0, 322.0), (862.0, 284.0, 338.0), (984.0, 230.0, 356.0), (1100.0, 140.0, 380.0)]
    for x, beam, high in stations:
        far = sheet.shape().stroke(_rib(x, 906, beam, high, near=False), 26, 20, smooth=False)
        sheet.paint(far, key=255, tint=0, halo=4)
        sheet.paint(far.grown(-5), key=0, tint=255)
    keel = sheet.shape().polygon([(262, 892), (1216, 892), (1236, 934), (262, 934)])
    stem = sheet.shape().stroke([(1190, 912), (1270, 860), (1330, 720), (1362, 480)], 46, 34)
    post = sheet.shape().polygon([(262, 934), (236, 560), (276, 556), (320, 900)])
    knee = sheet.shape().polygon([(300, 900), (290, 790), (400, 896)])
    spine = keel.plus(stem).plus(post).plus(knee)
    sheet.paint(spine, key=255, tint=0, halo=6)
    sheet.paint(spine.grown(-6), key=0, tint=255)
    grain = sheet.shape()
    grain.gouge([(300, 910), (700, 906), (1180, 912)], 7).gouge([(420, 922), (800, 924),
        (1100, 922)], 5)
    grain.gouge([(1250, 870), (1310, 740), (1346, 560)], 6).gouge([(258, 600), (272, 740),
        (286, 860)], 6)
    for x in range(330, 1200, 60):
        grain.ellipse(x, 914, 4, 4)
    sheet.paint(grain, key=255)
    for x, beam, high in stations:
        near = sheet.shape().stroke(_rib(x, 906, beam, high, near=True), 30, 24, smooth=False)
        sheet.paint(near, key=255, tint=0, halo=4)
        sheet.paint(near.grown(-5), key=0, tint=0)
        line = [(px + 3, py) for px, py in _rib(x, 906, beam, high, near=True)[2:7]]
        sheet.paint(sheet.shape().gouge(line, 4), key=255)
    tips = [_rib(x, 906, beam, high, near=True)[-2] for x, beam, high in stations]
    batten = sheet.shape().stroke([(250, 640), *tips, (1352, 540)], 14)
    sheet.paint(batten, key=255, tint=0, halo=4)
    sheet.paint(batten.grown(-3), key=0, tint=255)


def _oilskin(sheet: Sheet, x: float, y: float, wide: float, tall: float, hood: bool, tint: int,
        sway: float) -> None:
    """Draw a long oilskin coat on its hanger from the hook at (x, y)."""

    def at(points: list[Point]) -> list[Point]:
        return placed(turned([(px * wide, py * tall) for px, py in points], sway), x, y)

    hook = sheet.shape().stroke(at([(0.0, -0.02), (0.06, 0.02), (0.0, 0.06), (0.0, 0.1)]), 7)
    sheet.paint(hook, key=255, tint=0, halo=3)
    coat = sheet.shape().blob(at([(-0.14, 0.1), (0.14, 0.1), (0.36, 0.15), (0.4, 0.3),
        (0.4, 0.6), (0.5, 0.98), (0.2, 1.01), (0.0, 0.99), (-0.2, 1.01), (-0.5, 0.98),
        (-0.4, 0.6), (-0.4, 0.3), (-0.36, 0.15)]))
    sleeves = sheet.shape()
    for side in (-1, 1):
        sleeves.stroke(at([(side * 0.34, 0.18), (side * 0.5, 0.4), (side * 0.54, 0.66)]),
            0.24 * wide, 0.2 * wide)
    sheet.paint(sleeves, key=255, tint=0, halo=5)
    sheet.paint(sleeves.grown(-5), key=0, tint=tint)
    sheet.paint(coat, key=255, tint=0, halo=5)
    sheet.paint(coat.grown(-5), key=0, tint=tint)
    cuts = sheet.shape()
    cuts.stroke(at([(0.0, 0.14), (0.02, 0.5), (0.0, 0.98)]), 6)
    for i, px in enumerate((-0.28, -0.16, 0.17, 0.3)):
        cuts.gouge(at([(px, 0.34 + (i % 2) * 0.12), (px * 1.1, 0.6), (px * 1.3, 0.94)]), 10)
    for side in (-1, 1):
        cuts.stroke(at([(side * 0.12, 0.62), (side * 0.34, 0.64)]), 5)
        cuts.gouge(at([(side * 0.46, 0.3), (side * 0.54, 0.48), (side * 0.54, 0.62)]), 8)
    for i in range(4):
        cuts.ellipse(*at([(0.06, 0.26 + i * 0.15)])[0], 6, 6)
    sheet.paint(cuts, key=255)
    collar = sheet.shape().blob(at([(-0.2, 0.16), (-0.16, 0.09), (0.16, 0.09), (0.2, 0.16),
        (0.0, 0.2)]))
    sheet.paint(collar, key=255, tint=0)
    if hood:
        cap = sheet.shape().blob(at([(-0.2, 0.16), (-0.24, 0.07), (0.0, 0.02), (0.24, 0.07),
            (0.2, 0.16), (0.0, 0.19)]))
        sheet.paint(cap, key=255, tint=0, halo=3)
        sheet.paint(cap.grown(-5), key=0, tint=tint)
        inside = sheet.shape().blob(at([(-0.11, 0.15), (-0.12, 0.1), (0.0, 0.065), (0.12, 0.1),
            (0.11, 0.15), (0.0, 0.18)]))
        sheet.paint(inside, key=255, tint=0)


def oilskin_workshop() -> Sheet:
    """The last maker of oilskins bends over her machine; finished coats hang over her head."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=281)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    window = sheet.shape().rect(1210, 130, 1540, 600)
    sheet.paint(window, key=0, tint=0, halo=8)
    drizzle = gouges(size, 46, 80, 7, 102, 0.9, 4, box=(1200, 120, 1560, 610))
    sheet.paint(window, key=drizzle)
    roofs = sheet.shape().polygon([(1210, 600), (1210, 470), (1280, 410), (1350, 470), (1350, 500),
        (1420, 440), (1490, 500), (1540, 460), (1540, 600)])
    roofs.path([(1390, 600), (1390, 250)], 7).path([(1390, 270), (1460, 470)], 3)
    roofs.path([(1390, 270), (1320, 430)], 3).path([(1360, 320), (1420, 320)], 5)
    sheet.paint(roofs.within(window), key=255)
    bars = sheet.shape().rect(1368, 130, 1380, 600).rect(1210, 356, 1540, 368)
    bars = bars.plus(window.minus(window.grown(-9)))
    sheet.paint(bars, key=255)
    sill = sheet.shape().rect(1180, 604, 1575, 632)
    sheet.paint(sill, key=0, tint=0, halo=4)
    rail = sheet.shape().rect(-5, 62, 1605, 84)
    sheet.paint(rail, key=0, tint=0, halo=4)
    for i, (x, wide, tall, hood, sway) in enumerate(((70, 230, 690, False, 1), (296, 236, 650, True,
        -1), (528, 240, 560, False, 1.5), (756, 236, 470, True, -1), (980, 232, 430, False, 0.5))):
        _oilskin(sheet, x, 76, wide, tall, hood, 0 if i == 2 else 255, sway)
    floor = sheet.shape().rect(-5, 900, 1605, 1072)
    planks = gouges(size, 34, 280, 9, 0, 0.6, 9, box=(-60, 916, 1700, 1080))
    sheet.paint(floor, key=inverted(planks), tint=0, halo=4)
    lamp = sheet.shape().path([(1120, 700), (1150, 470), (1030, 420)], 11)
    shade = sheet.shape().polygon([(1046, 396), (1070, 436), (980, 504), (936, 430)])
    beam = sheet.shape().polygon([(950, 450), (990, 500), (1130, 720), (700, 720)])
    glow = ruled(size, rays(1010, 400, 26, 70, 460, 66, 78), 15,
        lambda _x, y: max(0.1, 1.1 - (y - 430) / 330), 4)
    sheet.carve(beam.within(glow), both=True)
    # the bench and the machine
    legs = sheet.shape().polygon([(640, 740), (668, 740), (640, 1040), (606, 1040)])
    legs.polygon([(1290, 740), (1318, 740), (1350, 1040), (1316, 1040)])
    legs.path([(640, 960), (1330, 960)], 10)
    wheel = sheet.shape().ellipse(1180, 900, 92, 92).minus(sheet.shape().ellipse(1180, 900, 74, 74))
    wheel.ellipse(1180, 900, 14, 14)
    for i in range(6):
        a = i * math.tau / 6
        wheel.path([(1180, 900), (1180 + 80 * math.cos(a), 900 + 80 * math.sin(a))], 7)
    sheet.paint(legs, key=255, tint=0, halo=5)
    seat = Pose((21, -43), (12, -32.5), (0, 0), ((17, -14), (34, -12)), ((24, -18), (40, -11)),
        ((25, 4), (26, 30)), ((29, 6), (34, 30)), nod=26, hem=3)
    stool = sheet.shape().polygon([(402, 856), (560, 856), (560, 884), (402, 884)])
    stool.path([(420, 880), (400, 1050)], 14).path([(540, 880), (562, 1050)], 14)
    stool.path([(410, 990), (552, 990)], 9)
    sheet.paint(stool, key=255, tint=0, halo=5)
    bench = sheet.shape().rect(590, 722, 1370, 762)
    sheet.paint(wheel, key=0, tint=0, halo=5)
    sheet.paint(bench, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().rect(598, 730, 1362, 738), key=0)
    person(sheet, 480, 850, 770, seat, Looks(hair="bun", apron=False, coat=0, coat_tint=0,
        stripes=False), halo=7)
    machine = sheet.shape().polygon([(850, 722), (850, 700), (1120, 700), (1120, 722)])
    machine.blob([(1050, 704), (1040, 610), (1010, 580), (900, 586), (880, 600), (884, 640),
        (866, 640), (850, 590), (864, 548), (920, 534), (1040, 530), (1096, 556), (1112, 620),
        (1116, 704)])
    machine.rect(862, 630, 888, 664).path([(875, 660), (875, 706)], 6)
    machine.ellipse(1128, 590, 22, 52)
    machine.path([(960, 536), (960, 486)], 7).rect(944, 470, 976, 512)
    sheet.paint(machine, key=255, tint=0, halo=7)
    shine = sheet.shape().gouge([(880, 562), (960, 550), (1060, 556)], 9)
    shine.gouge([(1080, 590), (1090, 640), (1094, 690)], 9).gouge([(1126, 556), (1132, 590),
        (1128, 624)], 7)
    sheet.paint(shine, key=0)
    flowers = sheet.shape()
    for i in range(5):
        flowers.ellipse(930 + i * 26, 572 + (i % 2) * 8, 6, 6)
    sheet.paint(flowers.plus(sheet.shape().rect(948, 476, 972, 508)), key=0, tint=255)
    thread = sheet.shape().stroke([(960, 490), (900, 510), (876, 560), (875, 640)], 3)
    sheet.paint(thread, key=0, tint=0)
    # the coat under the needle, running off the table's edge
    cloth = sheet.shape().polygon([*spline([(700, 704), (790, 690), (880, 704), (1000, 700),
        (1010, 722)]), *spline([(820, 726), (846, 800), (830, 900), (880, 1010), (860, 1046)]),
        *spline([(860, 1046), (760, 1060), (660, 1040), (640, 1020)]), *spline([(640, 1020),
        (690, 930), (666, 830), (690, 760), (700, 704)])])
    sheet.paint(cloth, key=255, tint=0, halo=6)
    sheet.paint(cloth.grown(-6), key=0, tint=255)
    folds = sheet.shape()
    folds.gouge([(730, 720), (716, 820), (734, 920), (700, 1030)], 13)
    folds.gouge([(776, 716), (766, 830), (790, 930), (770, 1040)], 13)
    folds.gouge([(812, 740), (810, 850), (826, 950), (824, 1030)], 10)
    folds.gouge([(720, 708), (800, 702), (870, 712)], 6)
    sheet.paint(folds.within(cloth), key=255)
    for x, y in ((742, 684), (800, 690)):
        palm = sheet.shape().blob(placed([(-46, -26), (0, -28), (34, -14), (46, 4), (30, 14),
            (-6, 12), (-40, 14)], x, y))
        sheet.paint(palm, key=255, tint=0, halo=4)
        sheet.paint(palm.grown(-5), key=0, tint=0)
        fingers = sheet.shape()
        for i in range(3):
            fingers.gouge([(x, y - 16 + i * 9), (x + 36, y - 7 + i * 7)], 6)
        sheet.paint(fingers, key=255)
    sheet.paint(lamp.plus(shade), key=255, tint=0, halo=5)
    sheet.paint(shade.grown(-6), key=0, tint=0)
    return sheet
