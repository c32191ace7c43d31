"""Pictures of the harbour: cranes, boxes, the quay at dusk."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import crates, ferry, gabled
from printroom.cutting import (
    glow,
    gouges,
    hatch,
    inverted,
    rings,
    ruled,
    swells,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, OCHRE, SLATE_BLUE, VERMILION, Sheet
from printroom.shapes import Point, placed, spline, turned


def _crane(
    sheet: Sheet, x: float, ground: float, scale: float, luff: float, face: int, tinted: bool
) -> None:
    """Draw a level-luffing quay crane; `luff` is the jib's angle above level, in degrees."""

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in points], x, ground, scale)

    back = sheet.shape()
    for a, b in (((-95, -8), (-60, -262)), ((205, -8), (140, -262))):
        back.path(at([a, b]), 17 * scale)
    back.path(at([(-72, -150), (176, -150)]), 9 * scale)
    portal = sheet.shape()
    portal.polygon(at([(-178, 0), (-134, 0), (-84, -265), (-112, -265)]))
    portal.polygon(at([(158, 0), (114, 0), (84, -265), (112, -265)]))
    portal.polygon(at([(-126, -300), (150, -300), (150, -258), (-126, -258)]))
    portal.polygon(at([(-190, 4), (-120, 4), (-120, -22), (-190, -22)]))
    portal.polygon(at([(170, 4), (102, 4), (102, -22), (170, -22)]))
    portal.path(at([(-118, -120), (112, -120)]), 10 * scale)
    portal.path(at([(-112, -122), (84, -258)]), 7 * scale)
    pivot = (78.0, -415.0)
    reach = 640.0
    tip = turned([(pivot[0] + reach, pivot[1])], -luff, pivot)[0]
    top = (-30.0, -640.0)
    jib = sheet.shape()
    upper: list[Point] = []
    lower: list[Point] = []
    bays = 11
    for i in range(bays + 1):
        t = i / bays
        depth = 8 + 34 * math.sin(math.pi * (0.12 + 0.8 * t)) * (1 - 0.55 * t)
        upper.append(turned([(pivot[0] + reach * t, pivot[1] - depth)], -luff, pivot)[0])
        lower.append(turned([(pivot[0] + reach * t, pivot[1] + depth * 0.55)], -luff, pivot)[0])
    jib.path(at(upper), 9 * scale)
    jib.path(at(lower), 9 * scale)
    zigzag: list[Point] = []
    for i in range(bays):
        zigzag += [upper[i], lower[i + 1]]
    jib.path(at(zigzag), 5 * scale)
    mast = sheet.shape()
    mast.polygon(at([(-86, -420), (-64, -420), (-22, -642), (-40, -642)]))
    mast.polygon(at([(58, -420), (40, -420), (-36, -642), (-20, -642)]))
    mast.path(at([(-66, -520), (18, -520)]), 8 * scale)
    mast.path(at([top, (-175, -560)]), 10 * scale)
    mast.polygon(at([(-220, -590), (-150, -575), (-150, -505), (-220, -515)]))
    mast.path(at([(-185, -510), (-150, -425)]), 6 * scale)
    stays = sheet.shape()
    third = turned([(pivot[0] + reach * 0.62, pivot[1] - 26)], -luff, pivot)[0]
    stays.path(at([top, third]), 5 * scale)
    stays.path(at([top, tip]), 2.6 * scale)
    stays.path(at([tip, (tip[0], tip[1] + 190)]), 3.2 * scale)
    hook = sheet.shape()
    hook.polygon(
        at(
            [
                (tip[0] - 15, tip[1] + 190), (tip[0] + 15, tip[1] + 190),
                (tip[0] + 10, tip[1] + 236), (tip[0] - 10, tip[1] + 236),
            ]
        )
    )
    hook.stroke(
        at(
            [
                (tip[0], tip[1] + 234), (tip[0] + 12, tip[1] + 256), (tip[0], tip[1] + 272),
                (tip[0] - 14, tip[1] + 260),
            ]
        ),
        6 * scale, 3 * scale,
    )
    house = sheet.shape().polygon(
        at([(-165, -302), (96, -302), (96, -430), (-140, -430), (-165, -400)])
    )
    cab = sheet.shape().polygon(at([(92, -318), (150, -318), (162, -378), (140, -404), (92, -404)]))
    window = sheet.shape().polygon(
        at([(112, -342), (146, -342), (151, -374), (135, -392), (112, -392)])
    )
    frame = back.plus(portal).plus(jib).plus(mast).plus(stays).plus(hook)
    sheet.paint(frame, key=255, tint=0, halo=2.5 * max(scale, 0.5))
    sheet.paint(house, key=255, tint=0, halo=4 * scale)
    inner = house.grown(-7 * scale)
    boards = hatch(sheet.size, 90, 15 * scale + 3, 0.34, seed=3, lifts=0)
    if tinted:
        sheet.paint(inner, key=boards, tint=255)
    else:
        sheet.paint(inner, key=255, tint=0)
    sheet.paint(cab, key=255, tint=0, halo=3 * scale)
    sheet.paint(window, key=0, tint=0)
    light = sheet.shape()
    light.gouge(at([(-158, -10), (-120, -180), (-104, -255)]), 7 * scale)
    light.gouge(at([(128, -14), (104, -180), (97, -255)]), 7 * scale)
    light.gouge(at([(-110, -290), (20, -290), (136, -290)]), 6 * scale)
    light.gouge(at([(-74, -430), (-48, -560), (-34, -625)]), 5 * scale)
    sheet.paint(light, key=0)


def cranes_north_quay() -> Sheet:
    """Four quay cranes stand idle at daybreak; their drivers keep warm round a brazier."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=201)
    size = sheet.size
    sun = (1065.0, 560.0)
    haze = gouges(
        size, 34, 330, 20, 0,
        lambda x, y: max(0.0, 1.05 - abs(y - 690) / 330)
        * (0.75 + 0.25 * math.cos((x - 1065) / 420)),
        seed=5, box=(-300, 360, 1700, 840),
    )
    sheet.paint(sheet.everything(), key=0, tint=inverted(haze))
    above = gouges(
        size, 36, 420, 24, 0, lambda _x, y: max(0.0, 1.0 - y / 330), seed=6,
        box=(-300, -10, 1700, 330),
    )
    sheet.paint(sheet.everything(), key=above)
    sheet.paint(sheet.shape().ellipse(*sun, 150, 150), key=0, tint=0)
    far = sheet.shape()
    skyline = [(0, 800), (90, 800), (90, 776), (150, 776), (150, 790), (240, 790), (262, 768),
        (286, 790), (420, 790), (420, 748), (470, 748), (470, 792), (700, 792), (700, 770),
        (790, 770), (790, 794), (1180, 794), (1180, 778), (1240, 778), (1240, 796),
        (1600, 796), (1600, 870), (0, 870)]
    far.polygon([(float(x), float(y)) for x, y in skyline])
    sheet.paint(far, key=255, tint=0, halo=3)
    water = sheet.shape().rect(-5, 822, 1605, 900)
    sheet.paint(
        water,
        key=ruled(size, swells(size, 826, 900, 15, 13, 5, 160, seed=8), 13, 0.5, 3, lifts=5),
        tint=0,
    )
    glint = gouges(size, 9, 60, 5, 0, lambda x, _y: 1.0 if abs(x - sun[0]) < 150 else 0.0, 6,
        box=(880, 828, 1250, 880))
    sheet.paint(water, tint=glint)
    _crane(sheet, 1420, 846, 0.40, 62, -1, False)
    _crane(sheet, 1165, 850, 0.54, 66, 1, True)
    _crane(sheet, 780, 856, 0.74, 60, 1, True)
    # the boxes that nobody moves
    x = 905.0
    for column in range(7):
        for row in range(1 + (column * 5 + 1) % 3):
            y1 = 866.0 - row * 42
            crates(sheet, (x, y1 - 40, x + 92, y1), (column + row * 2) % 2, 15, column)
        x += 100 if column != 3 else 150
    _crane(sheet, 300, 872, 1.06, 57, 1, True)
    ground = sheet.shape().polygon(
        [(-5, 866), (600, 866), (1605, 862), (1605, 1072), (-5, 1072)]
    )
    stones = gouges(size, 26, 150, 6.5, lambda x, y: (y - 860) * 0.004 * (x - 800) / 30,
        lambda _x, y: 0.35 + (y - 866) / 380, 12, box=(-60, 876, 1640, 1080))
    sheet.paint(ground, key=inverted(stones), tint=0, halo=3)
    rails = sheet.shape()
    rails.polygon([(-5, 905), (1605, 884), (1605, 888), (-5, 912)])
    rails.polygon([(-5, 948), (1605, 900), (1605, 904), (-5, 957)])
    sheet.paint(rails, key=0, tint=255)
    fire = (1010.0, 985.0)
    pool = sheet.shape().ellipse(fire[0], fire[1] + 34, 330, 62)
    warmth = ruled(size, rings(fire[0], fire[1] + 34, 23, 20, 420, 0.19), 19,
        glow(fire[0], fire[1] + 34, 345, 1.0, 0.0), 4, lifts=2)
    sheet.paint(pool, key=inverted(warmth), tint=255)
    standing(sheet, 905, 1020, 196, face=1, hat="wool", arm="forward", light=1)
    standing(sheet, 838, 1034, 204, face=1, hat="hard", arm="pockets", light=1)
    standing(sheet, 1118, 1016, 192, face=-1, hat="hard", arm="forward", light=-1)
    standing(sheet, 1192, 1036, 208, face=-1, hat="cap", arm="pockets", light=-1)
    standing(sheet, 1262, 1026, 186, face=-1, hat="wool", arm="pockets", light=-1, skirt=True)
    drum = sheet.shape().polygon(
        [(fire[0] - 40, 960), (fire[0] + 40, 960), (fire[0] + 34, 1042), (fire[0] - 34, 1042)]
    )
    sheet.paint(drum, key=255, tint=0, halo=4)
    holes = sheet.shape()
    for row in range(3):
        for column in range(4):
            holes.ellipse(fire[0] - 24 + column * 16 + (row % 2) * 4, 980 + row * 20, 4, 5.5)
    sheet.paint(holes, key=0, tint=255)
    flame = sheet.shape()
    flame.blob([(fire[0] - 36, 962), (fire[0] - 30, 930), (fire[0] - 18, 940), (fire[0] - 8, 892),
        (fire[0] + 6, 930), (fire[0] + 18, 908), (fire[0] + 32, 944), (fire[0] + 36, 962)])
    sheet.paint(flame, key=0, tint=255, halo=4)
    heart = sheet.shape().blob(
        [(fire[0] - 16, 962), (fire[0] - 12, 944), (fire[0] - 2, 922), (fire[0] + 10, 948),
            (fire[0] + 16, 962)]
    )
    sheet.paint(heart, key=0, tint=0)
    gulls(sheet, [(640, 170, 54), (712, 214, 40), (1330, 300, 46)])
    return sheet


def container_bars() -> Sheet:
    """Containers stacked like the bars of a chart, and one more on the hook."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=211)
    size = sheet.size
    clouds = gouges(
        size, 62, 460, 34, 0, lambda _x, y: max(0.0, 1.0 - abs(y - 330) / 420), seed=3,
        box=(-400, 20, 1700, 700),
    )
    sheet.paint(sheet.everything(), key=0, tint=inverted(clouds))
    shed = sheet.shape()
    shed.polygon([(-5, 880), (-5, 700), (60, 660), (160, 700), (160, 660), (250, 700), (250, 880)])
    shed.polygon([(1180, 880), (1180, 770), (1290, 770), (1290, 735), (1605, 735), (1605, 880)])
    sheet.paint(shed, key=255, tint=0, halo=4)
    heights = [9, 7, 6, 4, 2]
    wide, high = 214.0, 78.0
    for column, height in enumerate(heights):
        x = 118.0 + column * (wide + 46)
        for row in range(height):
            y1 = 900 - row * high
            fill = (0, 1, 2)[(column * 2 + row * (1 + column % 2) + row // 3) % 3]
            crates(sheet, (x, y1 - high + 5, x + wide, y1), fill, 23, column * 11 + row)
    ground = sheet.shape().rect(-5, 896, 1605, 1072)
    stones = gouges(size, 30, 190, 8, 0, lambda _x, y: 0.4 + (y - 896) / 260, 12,
        box=(-60, 916, 1660, 1080))
    sheet.paint(ground, key=inverted(stones), tint=0, halo=4)
    # the last box, still in the air
    wires = sheet.shape()
    wires.path([(1310, -5), (1310, 300)], 7).path([(1342, -5), (1342, 300)], 7)
    spreader = sheet.shape().polygon([(1262, 300), (1390, 300), (1408, 344), (1244, 344)])
    ropes = sheet.shape()
    for a, b in ((1256, 1230), (1396, 1422)):
        ropes.path([(a, 342), (b, 402)], 6)
    sheet.paint(wires.plus(spreader).plus(ropes), key=255, tint=0, halo=4)
    shine = sheet.shape().gouge([(1268, 314), (1326, 312), (1384, 314)], 7)
    sheet.paint(shine, key=0)
    crates(sheet, (1219, 400, 1433, 474), 1, 23, 77)
    standing(sheet, 1500, 1002, 236, face=-1, hat="hard", arm="carry", light=-1)
    board = sheet.shape().polygon(turned([(1444, 846), (1484, 846), (1484, 898), (1444, 898)], -14,
        (1464, 870)))
    sheet.paint(board, key=0, tint=0, halo=2)
    rows = sheet.shape()
    for i in range(4):
        rows.gouge(turned([(1450, 856 + i * 10), (1478, 856 + i * 10)], -14, (1464, 870)), 3.4)
    sheet.paint(rows, key=255)
    return sheet


def quay_dusk() -> Sheet:
    """The last boat pulls away from the quay at dusk; one passenger is left under the lamp."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=221)
    size = sheet.size
    horizon = 640.0
    night = gouges(
        size, 31, 460, 33, 0, lambda _x, y: max(0.0, 1.12 - y / 470), seed=9,
        box=(-400, -20, 1700, 520),
    )
    bright = gouges(
        size, 30, 380, 17, 0, lambda _x, y: max(0.0, 1 - abs(y - 600) / 190), seed=10,
        box=(-300, 420, 1700, horizon),
    )
    sheet.paint(sheet.everything(), key=night, tint=inverted(bright))
    top = sheet.shape().rect(-5, -5, 1605, 62)
    sheet.paint(top, key=255)
    head = sheet.shape().polygon(
        [(1605, 640), (1605, 560), *spline([(1605, 556), (1480, 580), (1370, 612), (1250, 640)])]
    )
    sheet.paint(head, key=255, tint=0, halo=3)
    tower = sheet.shape().polygon([(1468, 586), (1474, 500), (1490, 500), (1496, 586)])
    tower.rect(1470, 486, 1494, 500)
    sheet.paint(tower, key=0, tint=0, halo=3)
    sheet.paint(sheet.shape().rect(1474, 487, 1490, 499), key=255)
    water = sheet.shape().rect(-5, horizon, 1605, 1072)
    ripples = gouges(
        size, 27, 190, 10, 0, lambda x, y: 0.5 + 0.5 * math.sin(x / 260 + y / 70), seed=11,
        box=(-60, horizon + 14, 1700, 1080),
    )
    sheet.paint(water, key=inverted(ripples), tint=255, halo=2)
    wake = sheet.shape()
    for i in range(9):
        y = 704 + i * 17
        wake.gouge([(1080 - i * 26, y), (880 - i * 34, y + 9), (760 - i * 30 - i * i * 4, y + 14)],
            11 - i * 0.4)
    sheet.paint(wake, key=0, tint=0)
    ferry(sheet, 1180, 676, 0.36, 0, 1)
    sheet.paint(sheet.shape().rect(1000, 694, 1390, 704), key=255)
    lamps = sheet.shape()
    for i in range(11):
        lamps.rect(1046 + i * 17.3, 611, 1057 + i * 17.3, 622)
    sheet.paint(lamps, key=0, tint=255)
    houses = [(-70, 210, 520), (128, 176, 452), (296, 200, 560), (488, 160, 420), (640, 150, 372)]
    for i, (x, wide, tall) in enumerate(houses):
        gabled(sheet, x, 880 - i * 26, wide, tall - 60, steps=i in (0, 2),
            rows=4 if tall > 430 else 3,
            columns=3 if wide > 170 else 2, lit=(0.22, 0.34, 0.42, 0.3, 0.5)[i], seed=30 + i)
    quay = sheet.shape().polygon(
        [(-5, 842), (420, 818), (805, 758), (822, 776), (640, 862), (760, 930), (900, 1072),
            (-5, 1072)]
    )
    flags = gouges(size, 40, 150, 9, lambda x, _y: -8 - x / 60, lambda x, y: 0.7, seed=14,
        box=(-60, 850, 900, 1080))
    sheet.paint(quay, key=inverted(flags), tint=0, halo=4)
    pool = sheet.shape().ellipse(470, 968, 250, 62)
    sheet.paint(pool.within(quay), key=0, tint=255)
    warm = ruled(size, rings(470, 968, 24, 120, 330, 0.25), 20, glow(470, 968, 420, 0.2, 1.0), 4,
        lifts=2)
    sheet.paint(pool.within(quay), key=warm)
    face = sheet.shape().polygon([(640, 862), (822, 776), (828, 800), (668, 876), (790, 940),
        (930, 1072), (900, 1072), (760, 930)])
    sheet.paint(face, key=255, tint=0)
    post = sheet.shape().polygon([(352, 1000), (362, 500), (374, 500), (384, 1000)])
    post.polygon([(338, 1002), (398, 1002), (392, 972), (344, 972)])
    post.path([(368, 512), (440, 486), (470, 500)], 9)
    lantern = sheet.shape().polygon([(440, 504), (500, 504), (488, 580), (452, 580)])
    crown = sheet.shape().polygon([(430, 506), (510, 506), (482, 478), (458, 478)])
    sheet.paint(post.plus(lantern).plus(crown), key=255, tint=0, halo=5)
    sheet.paint(lantern.grown(-6), key=0, tint=0)
    shine = sheet.shape().gouge([(366, 980), (370, 700), (369, 540)], 4)
    sheet.paint(shine, key=0)
    standing(sheet, 540, 1000, 250, face=1, hat="wool", arm="carry", light=-1, skirt=True)
    case = sheet.shape().polygon([(566, 906), (616, 900), (620, 960), (570, 966)])
    case.path([(578, 904), (582, 886), (602, 884), (604, 900)], 6)
    sheet.paint(case, key=255, tint=0, halo=3)
    straps = sheet.shape().gouge([(582, 908), (584, 962)], 5).gouge([(602, 906), (606, 960)], 5)
    sheet.paint(straps, key=0)
    for x, y, s in ((700, 968, 1.0), (806, 1040, 1.25)):
        bollard = sheet.shape().blob(placed([(-34, -60), (-30, -78), (0, -86), (30, -78), (34, -60),
            (22, -48), (22, 0), (-22, 0), (-22, -48)], x, y, s))
        sheet.paint(bollard, key=255, tint=0, halo=4)
        edge = sheet.shape().gouge(placed([(-24, -70), (0, -76), (22, -70)], x, y, s), 6)
        edge.gouge(placed([(-13, -44), (-14, -20), (-13, -2)], x, y, s), 6)
        sheet.paint(edge, key=0)
    for i in range(5):
        streak = sheet.shape()
        chance = random.Random(i)
        for j in range(8):
            streak.gouge([(1040 + i * 60 + chance.uniform(-26, 0), 720 + j * 26 + i * 3),
                (1078 + i * 60 + chance.uniform(0, 22), 720 + j * 26 + i * 3)], 10 - j)
        sheet.paint(streak, key=0, tint=255)
    gulls(sheet, [(930, 330, 60), (1020, 372, 42), (860, 410, 36)])
    return sheet
