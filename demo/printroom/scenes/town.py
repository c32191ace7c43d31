"""Pictures of the town: the tram, the newsroom, the football pitch."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import gabled
from printroom.cutting import (
    gouges,
    inverted,
    rays,
    rings,
    ruled,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, OCHRE, SEA, VERMILION, Sheet
from printroom.shapes import Point, placed, turned


def swing_bridge_tram() -> Sheet:
    """A tram crosses the iron swing bridge over the Kester."""
    x: float
    sheet = Sheet(LANDSCAPE, VERMILION, seed=321)
    size = sheet.size
    cloud = gouges(size, 58, 380, 26, -3, lambda _x, y: max(0.0, 0.9 - y / 520), 5,
        box=(-300, 20, 1700, 480))
    sheet.paint(sheet.everything(), key=cloud, tint=0)
    for i, (x, wide, tall) in enumerate(((-30, 190, 220), (150, 150, 270), (292, 180, 200),
        (1180, 160, 250), (1330, 190, 214), (1506, 170, 280))):
        gabled(sheet, x, 680, wide, tall, steps=i % 2 == 0, rows=3, columns=3, lit=0.0, seed=50 + i,
            wall=0)
        front = sheet.shape().polygon([(x, 680), (x, 680 - tall),
            (x + wide / 2, 680 - tall - wide * 0.46), (x + wide, 680 - tall), (x + wide, 680)])
        if i % 2:
            sheet.paint(front.minus(front.grown(-5)), key=255)
        else:
            edge = sheet.shape().path([(x + 2, 680), (x + 2, 680 - tall)], 5)
            edge.path([(x + wide - 2, 680), (x + wide - 2, 680 - tall)], 5)
            for j in range(4):
                rise = wide * 0.46 * (j + 0.9) / 4
                for sign in (1, -1):
                    left = x + wide / 2 - sign * (wide / 2 - wide * 0.5 * j / 4)
                    right = x + wide / 2 - sign * (wide / 2 - wide * 0.5 * (j + 1) / 4)
                    edge.path([(left, 680 - tall - rise), (right, 680 - tall - rise)], 5)
                    edge.path([(left, 680 - tall - rise), (left, 680 - tall - wide * 0.46 * max(0,
                        j - 0.1) / 4)], 5)
            sheet.paint(edge, key=255)
    bank = sheet.shape().rect(-5, 676, 1605, 720)
    sheet.paint(bank, key=255, tint=0, halo=3)
    water = sheet.shape().rect(-5, 712, 1605, 1072)
    lines = gouges(size, 30, 210, 12, 0, lambda _x, y: 0.35 + (y - 712) / 420, 6,
        box=(-60, 730, 1700, 1080))
    sheet.paint(water, key=inverted(lines), tint=0, halo=3)
    mirror = sheet.shape()
    chance = random.Random(4)
    for i in range(15):
        y = 770 + i * 17
        mirror.gouge([(260 + chance.uniform(-40, 20) + i * 4, y),
            (700 - i * 5 + chance.uniform(-30, 40), y)], 12)
    sheet.paint(mirror, key=0, tint=255)
    # the pier and the turning drum
    pier = sheet.shape().polygon([(690, 760), (910, 760), (936, 900), (664, 900)])
    pier.ellipse(800, 900, 136, 26)
    sheet.paint(pier, key=255, tint=0, halo=6)
    courses = sheet.shape()
    for i in range(5):
        y = 776 + i * 27
        courses.gouge([(690 - i * 5, y), (800, y + 5), (910 + i * 5, y)], 6)
        for j in range(4):
            x = 710 + j * 58 + (i % 2) * 26
            courses.gouge([(x, y + 4), (x, y + 24)], 5)
    sheet.paint(courses.within(pier), key=0)
    drum = sheet.shape().rect(700, 716, 900, 762)
    sheet.paint(drum, key=255, tint=0, halo=4)
    teeth = sheet.shape()
    for i in range(12):
        teeth.rect(708 + i * 16, 738, 716 + i * 16, 758)
    sheet.paint(teeth, key=0, tint=255)
    # the tram stands behind the near truss
    deck = sheet.shape().rect(-5, 664, 1605, 716)
    _tram(sheet, 484, 662)
    sheet.paint(deck, key=255, tint=0, halo=4)
    rivets = sheet.shape()
    for i in range(66):
        rivets.ellipse(12 + i * 24.4, 690, 4, 4)
    rivets.rect(-5, 672, 1605, 676).rect(-5, 704, 1605, 708)
    sheet.paint(rivets, key=0)
    truss = sheet.shape()
    peak = (800.0, 226.0)

    def chord(x: float) -> float:
        away = abs(x - peak[0])
        sag: float = 300 * (away / 800) ** 1.5
        return peak[1] + sag + 60 * min(1.0, away / 200)

    bays = 10
    xs = [0 + i * 1600 / bays for i in range(bays + 1)]
    top = [(x, chord(x)) for x in [i * 40.0 - 20 for i in range(43)]]
    truss.stroke(top, 25, smooth=False)
    for i, x in enumerate(xs):
        truss.path([(x, chord(x)), (x, 668)], 17)
        if i < bays:
            a, b = (x, xs[i + 1]) if i < bays / 2 else (xs[i + 1], x)
            truss.path([(a, 664), (b, chord(b))], 12)
    tower = sheet.shape().polygon([(742, 668), (776, 212), (824, 212), (858, 668), (836, 668),
        (812, 300), (788, 300), (764, 668)])
    tower.rect(764, 190, 836, 216).path([(760, 420), (840, 420)], 12)
    lamp = sheet.shape().path([(800, 190), (800, 130)], 8).ellipse(800, 118, 17, 17)
    sheet.paint(truss.plus(tower).plus(lamp), key=255, tint=None, halo=4)
    sheet.paint(truss.plus(tower), tint=0)
    sheet.paint(sheet.shape().ellipse(800, 118, 11, 11), key=0, tint=255)
    shine = sheet.shape().stroke([(x, y - 5) for x, y in top], 3.4, smooth=False)
    sheet.paint(shine, key=0)
    gulls(sheet, [(300, 300, 70), (392, 350, 48), (1240, 240, 60)])
    return sheet


def _tram(sheet: Sheet, x: float, y: float) -> None:
    """Draw the old single-decker from the side, wheels at y, centred on x."""
    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y)

    body = sheet.shape().polygon(at([(-318, -16), (-330, -100), (-316, -218), (316, -218),
        (330, -100), (318, -16)]))
    roof = sheet.shape().polygon(at([(-336, -216), (-300, -246), (300, -246), (336, -216)]))
    roof.rect(x - 180, y - 262, x + 180, y - 244)
    pole = sheet.shape().path(at([(40, -262), (-60, -340), (40, -418)]),
        6).path(at([(-10, -418), (90, -418)]), 6)
    wire = sheet.shape().rect(-5, y - 422, 1605, y - 418)
    sheet.paint(wire.plus(pole), key=255, tint=0, halo=2)
    sheet.paint(body.plus(roof), key=255, tint=0, halo=7)
    sheet.paint(body.grown(-6), key=0, tint=255)
    band = sheet.shape().rect(x - 322, y - 204, x + 322, y - 104)
    sheet.paint(band.within(body.grown(-6)), key=0, tint=0)
    line = sheet.shape().rect(x - 330, y - 104, x + 330, y - 96).rect(x - 330, y - 210, x + 330,
        y - 203)
    line.rect(x - 330, y - 46, x + 330, y - 41)
    sheet.paint(line.within(body), key=255)
    posts = sheet.shape()
    for i in range(10):
        posts.rect(x - 300 + i * 66 - 5, y - 206, x - 300 + i * 66 + 5, y - 100)
    sheet.paint(posts.within(body), key=255)
    riders = sheet.shape()
    for i, share in enumerate((0, 1, 3, 4, 6, 7)):
        px = x - 266 + share * 66 + (i % 2) * 8
        riders.ellipse(px, y - 148, 15, 19)
        riders.blob([(px - 27, y - 102), (px - 22, y - 122), (px, y - 132), (px + 22, y - 122),
            (px + 27, y - 102)])
    sheet.paint(riders, key=255)
    doors = sheet.shape().rect(x - 30, y - 200, x + 26, y - 20)
    sheet.paint(doors, key=255, tint=0)
    sheet.paint(sheet.shape().rect(x - 22, y - 192, x - 6, y - 28).rect(x + 2, y - 192, x + 18,
        y - 28), key=0, tint=0)
    lamp = sheet.shape().ellipse(x + 318, y - 70, 10, 13)
    sheet.paint(lamp, key=0, tint=0, halo=3)
    sheet.paint(sheet.shape().rect(x - 290, y - 20, x + 290, y + 4), key=255)


def newsroom_night() -> Sheet:
    """The newsroom's windows, the only ones still lit above the Ropewalk."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=331)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    panes = [(96, 470), (564, 1036), (1130, 1504)]
    for x0, x1 in panes:
        arch = sheet.shape().rect(x0, 250, x1, 800).ellipse((x0 + x1) / 2, 252, (x1 - x0) / 2, 130)
        stone = arch.grown(24)
        sheet.paint(stone, key=0, tint=0)
        sheet.paint(stone.minus(stone.grown(-4)), key=255)
        cuts = ruled(size, rays((x0 + x1) / 2, 260, 20, 120, 420, 180, 180), 9, 0.5, 3)
        sheet.paint(stone.minus(sheet.shape().rect(0, 260, 1600, 1067)), key=cuts)
        sheet.paint(arch, key=0, tint=255)
    room = sheet.shape()
    for x0, x1 in panes:
        room.rect(x0, 250, x1, 800).ellipse((x0 + x1) / 2, 252, (x1 - x0) / 2, 130)
    # ceiling lamps and their light
    for x in (283, 800, 1317):
        light = sheet.shape().polygon([(x - 40, 372), (x + 40, 372), (x + 210, 800),
            (x - 210, 800)])
        sheet.paint(light.within(room), key=0, tint=0)
        beams = ruled(size, rays(x, 320, 24, 70, 560, 62, 56), 9, 0.55, 3)
        sheet.paint(light.within(room), tint=beams)
        shade = sheet.shape().path([(x, 120), (x, 330)], 6).polygon([(x - 22, 326), (x + 22, 326),
            (x + 56, 374), (x - 56, 374)])
        sheet.paint(shade.within(room), key=255)
    for x, turn, hair in ((236, 1, "bun"), (404, -1, "cap"), (690, 1, "curly"), (930, -1, "bob"),
        (1260, 1, "short")):
        _desk_worker(sheet, x, 800, turn, hair)
    standing(sheet, 1418, 826, 330, face=-1, hat="hair", arm="forward", light=1)
    page = sheet.shape().polygon([(1256, 560), (1320, 548), (1330, 640), (1266, 652)])
    sheet.paint(page, key=0, tint=0, halo=3)
    sheet.paint(page.minus(page.grown(-4)), key=255)
    text = sheet.shape()
    for i in range(6):
        text.gouge([(1270, 574 + i * 12), (1316, 566 + i * 12)], 5)
    sheet.paint(text, key=255)
    bars = sheet.shape()
    for x0, x1 in panes:
        middle = (x0 + x1) / 2
        bars.rect(middle - 6, 110, middle + 6, 800)
        for share in (0.25, 0.75):
            px = x0 + (x1 - x0) * share
            bars.rect(px - 4, 150, px + 4, 800)
        for y in (250, 436, 622):
            bars.rect(x0, y - 5, x1, y + 5)
    sheet.paint(bars.within(room), key=255, tint=0)
    sills = sheet.shape()
    for x0, x1 in panes:
        sills.rect(x0 - 44, 800, x1 + 44, 838)
    sheet.paint(sills, key=0, tint=0, halo=4)
    sheet.paint(sheet.shape().rect(0, 826, 1600, 838).within(sills), key=255)
    # a sign bracket and the street lamp's edge
    sheet.paint(sheet.shape().rect(-5, 930, 1605, 946), key=0, tint=0)
    sheet.paint(sheet.shape().rect(-5, 960, 1605, 966), key=0, tint=255)
    rain = gouges(size, 92, 90, 5, 104, 0.8, 19)
    sheet.carve(sheet.everything().minus(room).within(rain))
    return sheet


def _desk_worker(sheet: Sheet, x: float, y: float, face: int, hair: str) -> None:
    """Draw somebody at a desk with a screen, in silhouette with carved edges."""

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in points], x, y)

    body = sheet.shape().blob(at([(-46, 10), (-52, -70), (-40, -120), (-12, -142), (18, -132),
        (34, -96), (38, 10)]))
    arm = sheet.shape().stroke(at([(16, -112), (38, -62), (78, -48)]), 26, 17)
    head = sheet.shape().blob(at([(-16, -140), (-24, -172), (-14, -202), (12, -206), (26, -190),
        (34, -170), (26, -164), (24, -146), (8, -140)]))
    top = sheet.shape()
    if hair == "bun":
        top.blob(at([(-28, -160), (-26, -200), (0, -216), (24, -204), (22, -190), (-6, -186),
            (-12, -154)]))
        top.ellipse(*at([(-26, -206)])[0], 17, 16)
    elif hair == "curly":
        for a in range(9):
            top.ellipse(*at([(-12 + 28 * math.cos(a * 0.5 + 2.2),
                -190 + 24 * math.sin(a * 0.5 + 2.2))])[0], 14, 13)
        top.ellipse(*at([(-6, -196)])[0], 26, 20)
    elif hair == "bob":
        top.blob(at([(-34, -136), (-34, -190), (-6, -216), (24, -204), (22, -188), (-2, -184),
            (-6, -138)]))
    elif hair == "cap":
        top.blob(at([(-24, -184), (-14, -210), (16, -212), (30, -192), (46, -186), (24, -182)]))
    else:
        top.blob(at([(-26, -160), (-24, -200), (4, -214), (26, -202), (20, -190), (-8, -184),
            (-14, -158)]))
    desk = sheet.shape().polygon(at([(10, -34), (168, -34), (168, -18), (10, -18)]))
    screen = sheet.shape().polygon(at([(96, -140), (108, -142), (118, -48), (104, -46)]))
    stem = sheet.shape().polygon(at([(106, -60), (116, -60), (124, -34), (98, -34)]))
    whole = body.plus(arm).plus(head).plus(top).plus(desk).plus(screen).plus(stem)
    sheet.paint(whole, key=255, tint=0, halo=4)
    lines = sheet.shape()
    lines.gouge(at([(-38, -30), (-40, -76), (-28, -112)]), 6)
    lines.gouge(at([(12, -104), (32, -66), (66, -52)]), 5)
    lines.gouge(at([(-14, -20), (-16, -70), (-6, -110)]), 5)
    lines.gouge(at([(30, -172), (22, -160), (22, -148)]), 4)
    sheet.paint(lines, key=0)


def pitch_rain() -> Sheet:
    """Supporters bail water off a football pitch under the floodlights in driving rain."""
    x: float
    sheet = Sheet(LANDSCAPE, SEA, seed=341)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    for x, y in ((300, 196), (1310, 176)):
        cone = sheet.shape().polygon([(x - 70, y + 20), (x + 70, y + 20), (x + 560, 640),
            (x - 560, 640)])
        beams = ruled(size, rays(x, y - 150, 34, 176, 900, 42, 96),
            lambda _a, b: max(1.0, b - 40) / 38,
            lambda _a, b: max(0.0, 1.15 - b / 600), 3)
        sheet.paint(cone, key=inverted(beams), tint=0)
    pylons = sheet.shape()
    for x, y in ((300, 196), (1310, 176)):
        pylons.polygon([(x - 10, y), (x + 10, y), (x + 34, 640), (x - 34, 640)])
    sheet.paint(pylons, key=255, tint=0, halo=4)
    webs = sheet.shape()
    for x, y in ((300, 196), (1310, 176)):
        for i in range(7):
            t0, t1 = y + 40 + i * 58, y + 98 + i * 58
            webs.path([(x - 4 - i * 3, t0), (x + 8 + i * 3, t1)], 4).path([(x + 4 + i * 3, t0),
                (x - 8 - i * 3, t1)], 4)
    sheet.paint(webs, key=0)
    for x, y in ((300, 196), (1310, 176)):
        rack = sheet.shape().rect(x - 110, y - 92, x + 110, y + 8)
        sheet.paint(rack, key=255, tint=0, halo=6)
        lamps = sheet.shape()
        for i in range(5):
            for j in range(2):
                lamps.ellipse(x - 84 + i * 42, y - 66 + j * 48, 16, 18)
        sheet.paint(lamps, key=0, tint=0)
    stand = sheet.shape().polygon([(-5, 470), (330, 500), (330, 520), (470, 520), (470, 640),
        (-5, 640)])
    stand.polygon([(1120, 540), (1180, 540), (1180, 470), (1605, 440), (1605, 640), (1120, 640)])
    sheet.paint(stand, key=255, tint=0, halo=5)
    heads = sheet.shape()
    chance = random.Random(5)
    for row, y in enumerate((556, 586, 616)):
        for column in range(58):
            x = column * 28 + row * 11 + chance.uniform(-5, 5)
            if not 440 < x < 1146 and chance.random() < 0.8:
                heads.ellipse(x, y + chance.uniform(-4, 4), 7, 8)
    sheet.paint(heads, key=0)
    roof = sheet.shape().polygon([(-5, 470), (346, 502), (346, 514), (-5, 486)])
    roof.polygon([(1166, 486), (1605, 452), (1605, 436), (1166, 472)])
    sheet.paint(roof, key=0, tint=255)
    pitch = sheet.shape().rect(-5, 636, 1605, 1072)
    blades = gouges(size, 34, 120, 10, 0, lambda x, y: 0.5 + 0.5 * math.sin(x / 180 + y / 40), 9,
        box=(-60, 660, 1700, 1080))
    sheet.paint(pitch, key=0, tint=255, halo=4)
    sheet.paint(pitch, key=blades)
    lines = sheet.shape()
    lines.stroke([(-10, 690), (800, 664), (1610, 690)], 7)
    lines.polygon([(440, 676), (448, 676), (250, 800), (238, 800)])
    lines.polygon([(1160, 676), (1168, 676), (1366, 800), (1354, 800)])
    lines.rect(240, 794, 1364, 803)
    sheet.paint(lines, key=0, tint=0)
    goal = sheet.shape().path([(560, 676), (560, 436), (1040, 436), (1040, 676)], 13)
    net = sheet.shape()
    for i in range(13):
        net.path([(574 + i * 37.7, 446), (600 + i * 33.4, 640)], 2.6)
    for i in range(6):
        net.path([(562 + i * 6, 452 + i * 36), (1038 - i * 6, 452 + i * 36)], 2.6)
    sheet.paint(net, key=0, tint=0)
    sheet.paint(goal, key=0, tint=0, halo=3)
    for cx, cy, rx, ry in ((470, 896, 330, 62), (1190, 950, 360, 76), (860, 760, 200, 26),
        (90, 1020, 230, 50)):
        pool = sheet.shape().blob([(cx - rx, cy + ry * 0.1), (cx - rx * 0.6, cy - ry * 0.8),
            (cx + rx * 0.1, cy - ry * 0.6),
            (cx + rx * 0.7, cy - ry), (cx + rx, cy), (cx + rx * 0.5, cy + ry * 0.9),
            (cx - rx * 0.2, cy + ry * 0.7), (cx - rx * 0.7, cy + ry)])
        sheet.paint(pool, key=0, tint=0)
        sheet.paint(pool.minus(pool.grown(-5)), key=255)
        marks = ruled(size, rings(cx + rx * 0.3, cy, 26, 12, rx * 0.6, 0.26), 7, 0.8, 5, lifts=3)
        sheet.paint(pool.grown(-8), key=marks)
        shade = gouges(size, 22, 150, 12, 0, 0.6, 13, box=(cx - rx, cy + ry * 0.2, cx + rx,
            cy + ry))
        sheet.paint(pool.grown(-8), tint=shade)
    standing(sheet, 330, 900, 270, face=1, hat="hood", arm="push", light=1)
    broom = sheet.shape().path([(372, 700), (500, 880)], 9)
    broom.polygon(turned([(470, 876), (560, 876), (570, 910), (462, 910)], 6, (510, 890)))
    sheet.paint(broom, key=255, tint=0, halo=4)
    standing(sheet, 700, 850, 226, face=-1, hat="wool", arm="carry", light=1)
    _bucket(sheet, 668, 792, 0.8)
    standing(sheet, 1010, 912, 282, face=1, hat="cap", arm="forward", light=-1)
    tub = sheet.shape().polygon([(1132, 862), (1252, 862), (1238, 980), (1146, 980)])
    sheet.paint(tub, key=255, tint=0, halo=5)
    staves = sheet.shape()
    for i in range(5):
        staves.gouge([(1146 + i * 22, 872), (1152 + i * 20, 974)], 7)
    sheet.paint(staves, key=0)
    hoops = sheet.shape().rect(1130, 890, 1254, 902).rect(1140, 944, 1244, 956)
    sheet.paint(hoops.within(tub), key=255, tint=0)
    sheet.paint(hoops.within(tub.grown(-5)), key=0, tint=255)
    splash = sheet.shape()
    for i in range(7):
        splash.stroke([(1128, 742 + i * 3), (1178 - i * 6, 762 + i * 5),
            (1206 - i * 8, 820 + i * 4), (1214 - i * 9, 870)], 7)
    splash.ellipse(1192, 866, 56, 10)
    sheet.paint(splash.grown(3), key=255, tint=0)
    sheet.paint(splash, key=0, tint=0)
    _bucket(sheet, 1158, 716, 1.1, tip=104)
    standing(sheet, 1400, 880, 246, face=-1, hat="hair", arm="push", light=1, skirt=True)
    fork = sheet.shape().path([(1360, 700), (1290, 900)], 8)
    for i in range(4):
        fork.path([(1272 + i * 13, 880 + i * 3), (1262 + i * 13, 930 + i * 3)], 5)
    fork.path([(1266, 878), (1318, 890)], 7)
    sheet.paint(fork, key=255, tint=0, halo=4)
    ball = sheet.shape().ellipse(560, 990, 46, 46)
    sheet.paint(ball, key=255, tint=0, halo=5)
    sheet.paint(ball.grown(-5), key=0, tint=0)
    patch = sheet.shape().polygon(placed([(0, -16), (16, -4), (10, 15), (-10, 15), (-16, -4)], 560,
        986))
    for a in range(5):
        t = math.radians(a * 72 - 90)
        patch.path([(560 + 15 * math.cos(t), 986 + 15 * math.sin(t)), (560 + 34 * math.cos(t),
            986 + 34 * math.sin(t))], 5)
        u = math.radians(a * 72 - 90)
        patch.ellipse(560 + 42 * math.cos(u), 988 + 42 * math.sin(u), 10, 10)
    sheet.paint(patch.within(ball), key=255)
    rain = gouges(size, 66, 100, 5, 108, 0.9, 23)
    sheet.carve(rain, both=True)
    return sheet


def _bucket(sheet: Sheet, x: float, y: float, scale: float, tip: float = 0.0) -> None:
    """Draw a pail hung from (x, y), tipped clockwise by `tip` degrees."""
    pail = placed(turned([(-36, 22), (36, 22), (26, 88), (-26, 88)], tip), x, y, scale)
    shape = sheet.shape().polygon(pail)
    bow = sheet.shape().stroke(placed(turned([(-34, 24), (-20, 2), (0, -4), (20, 2), (34, 24)],
        tip), x, y, scale), 5)
    sheet.paint(shape.plus(bow), key=255, tint=0, halo=4)
    sheet.paint(shape.grown(-4), key=0, tint=0)
    band = sheet.shape().polygon(placed(turned([(-34, 42), (34, 42), (32, 54), (-32, 54)], tip), x,
        y, scale))
    shade = sheet.shape().polygon(placed(turned([(10, 26), (34, 26), (26, 86), (8, 86)], tip), x, y,
        scale))
    sheet.paint(band.plus(shade).within(shape), key=255)
