"""Pictures of the Lower Basin: its boats at dawn, and the model in which it is filled."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import gabled
from printroom.cutting import gouges, hatch, inverted, rays, ruled
from printroom.figures import gulls, standing
from printroom.poses import Looks, Pose, head_back, head_front, person
from printroom.press import LANDSCAPE, SEA, VERMILION, Fill, Sheet
from printroom.shapes import Point, placed, spline


def trawler(
    sheet: Sheet, x: float, y: float, scale: float, face: int = 1, tinted: bool = True
) -> None:
    """Draw an inshore fishing boat from the side, about 500 px long at scale 1, afloat at y."""

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in points], x, y, scale)

    hull = sheet.shape().polygon(at(
        spline([(-250, -74), (-120, -58), (60, -66), (180, -100), (262, -146)])
        + spline([(262, -146), (246, -80), (214, 8)]) + [(-228, 8)]
        + spline([(-228, 8), (-246, -30), (-250, -74)])))
    house = sheet.shape().polygon(at([(-70, -64), (-62, -172), (44, -172), (66, -64)]))
    roof = sheet.shape().polygon(at([(-80, -186), (-76, -170), (62, -170), (58, -186)]))
    rig = sheet.shape()
    rig.path(at([(-20, -180), (-24, -400)]), 9 * scale)
    rig.path(at([(150, -90), (146, -300)]), 8 * scale)
    rig.path(at([(-24, -360), (-190, -250)]), 7 * scale)
    for a, b in (((-24, -392), (258, -148)), ((-24, -392), (-240, -76)), ((146, -296), (-22, -330)),
        ((-190, -250), (-200, -70)), ((146, -296), (252, -140))):
        rig.path(at([a, b]), 3 * scale)
    rig.path(at([(-60, -300), (16, -300)]), 6 * scale)
    gallows = sheet.shape().path(at([(-210, -60), (-204, -150), (-150, -150), (-144, -58)]),
        9 * scale)
    sheet.paint(rig.plus(gallows), key=255, tint=0, halo=3 * max(scale, 0.6))
    flag = sheet.shape().polygon(at([(-24, -400), (-24, -372), (-72, -380), (-66, -390)]))
    sheet.paint(flag, key=255, tint=0, halo=2)
    sheet.paint(flag.grown(-1.6), key=0, tint=255)
    sheet.paint(hull.plus(house).plus(roof), key=255, tint=0, halo=5 * max(scale, 0.6))
    sheet.paint(house.grown(-6 * scale), key=0, tint=0)
    panes = sheet.shape()
    for px in (-46, -8, 28):
        panes.polygon(at([(px, -158), (px + 26, -158), (px + 28, -122), (px - 2, -122)]))
    panes.polygon(at([(-48, -108), (-22, -108), (-22, -64), (-50, -64)]))
    sheet.paint(panes, key=255)
    band = sheet.shape().polygon(at(
        spline([(-250, -52), (-120, -36), (60, -44), (180, -76), (258, -120)])
        + spline([(236, -60), (170, -38), (60, -12), (-120, -6), (-242, -18)])))
    sheet.paint(band.within(hull.grown(-4 * scale)), key=0, tint=255 if tinted else 0)
    ports = sheet.shape()
    for px, py in ((120, -56), (160, -68), (196, -82)):
        ports.ellipse(*at([(px, py)])[0], 8 * scale, 8 * scale)
    sheet.paint(ports, key=255)
    net = sheet.shape().blob(at([(-214, -62), (-206, -96), (-176, -108), (-140, -96), (-118, -60)]))
    floats = sheet.shape()
    for px, py in ((-196, -84), (-172, -96), (-150, -80), (-176, -74), (-136, -70)):
        floats.ellipse(*at([(px, py)])[0], 8 * scale, 8 * scale)
    sheet.paint(net, key=255, tint=0, halo=3 * scale)
    sheet.paint(floats, key=0, tint=255 if tinted else 0)
    tyres = sheet.shape()
    for px in (-160, -40, 80):
        ring = sheet.shape().ellipse(*at([(px, -30)])[0], 20 * scale, 21 * scale)
        tyres = tyres.plus(ring.minus(sheet.shape().ellipse(*at([(px, -30)])[0], 9 * scale,
            10 * scale)))
    sheet.paint(tyres, key=255, tint=0, halo=2.4 * scale)


def _ripple(sheet: Sheet, x: float, y: float, wide: float, rows: int, fill: Fill, tint: Fill,
        seed: int) -> None:
    """Lay the broken reflection of something above the water."""
    chance = random.Random(seed)
    marks = sheet.shape()
    for i in range(rows):
        share = 1 - 0.45 * i / rows
        cx = x + chance.uniform(-0.1, 0.1) * wide
        marks.gouge([(cx - wide * share * chance.uniform(0.4, 0.55), y + i * 19),
            (cx + wide * share * chance.uniform(0.4, 0.55), y + i * 19)], 12 - i * 0.3)
    sheet.paint(marks, key=fill, tint=tint)


def basin_dawn() -> Sheet:
    """Fishing boats lie in the Lower Basin at dawn; the gulls are up before the crews."""
    sheet = Sheet(LANDSCAPE, SEA, seed=251)
    size = sheet.size
    horizon = 560.0
    sky = gouges(size, 40, 420, 26, 0, lambda _x, y: max(0.0, 1 - abs(y - 330) / 300), 5,
        box=(-300, 30, 1700, 540))
    sheet.paint(sheet.everything(), key=0, tint=inverted(sky))
    top = gouges(size, 34, 460, 30, 0, lambda _x, y: max(0.0, 1.1 - y / 230), 6,
        box=(-300, -20, 1700, 250))
    sheet.paint(sheet.everything(), key=top)
    sun = sheet.shape().ellipse(1010, 470, 150, 150)
    sheet.paint(sun, key=0, tint=0)
    for i, (x, wide, tall) in enumerate(((-60, 180, 190), (112, 150, 150), (256, 170, 214),
        (420, 130, 140), (546, 160, 176), (1240, 150, 150), (1384, 176, 200), (1552, 160, 150))):
        gabled(sheet, x, horizon + 8, wide, tall, steps=i % 3 == 0, rows=3, columns=3,
            lit=0.12, seed=70 + i)
    water = sheet.shape().rect(-5, horizon, 1605, 1072)
    calm = gouges(size, 30, 240, 12, 0, lambda x, y: 0.35 + 0.5 * abs(math.sin(x / 300 + y / 60)),
        7, box=(-60, horizon + 20, 1700, 1080))
    sheet.paint(water, key=inverted(calm), tint=255, halo=3)
    _ripple(sheet, 1010, 590, 260, 22, 0, 0, 3)
    gate = sheet.shape().rect(700, 530, 1240, 562)
    sheet.paint(gate, key=255, tint=0, halo=3)
    piles = sheet.shape()
    for i in range(14):
        piles.rect(716 + i * 38, 540, 724 + i * 38, 562)
    sheet.paint(piles, key=0)
    trawler(sheet, 1330, 650, 0.62, -1, tinted=True)
    trawler(sheet, 720, 648, 0.56, 1, tinted=False)
    trawler(sheet, 300, 700, 0.86, 1, tinted=True)
    trawler(sheet, 1090, 850, 1.42, -1, tinted=True)
    _ripple(sheet, 1090, 884, 640, 7, 0, 255, 4)
    _ripple(sheet, 300, 716, 330, 5, 0, 0, 5)
    standing(sheet, 940, 772, 170, face=-1, hat="wool", arm="forward", light=-1)
    # the near quay, its steps and a line made fast
    quay = sheet.shape().polygon([(-5, 846), (430, 900), (560, 1072), (-5, 1072)])
    stones = gouges(size, 34, 150, 9, 8, 0.8, 9, box=(-60, 860, 620, 1080))
    sheet.paint(quay, key=inverted(stones), tint=0, halo=5)
    edge = sheet.shape().path([(-5, 850), (428, 902), (558, 1072)], 9)
    sheet.paint(edge, key=0)
    line = sheet.shape().stroke([(246, 900), (420, 862), (620, 826), (756, 780)], 8)
    sheet.paint(line, key=0, tint=0, halo=4)
    bollard = sheet.shape().polygon([(196, 978), (206, 900), (286, 900), (296, 978)])
    bollard.ellipse(246, 896, 62, 24).ellipse(246, 978, 54, 16)
    sheet.paint(bollard, key=255, tint=0, halo=6)
    turns = sheet.shape()
    for i in range(3):
        turns.stroke([(206, 926 + i * 15), (246, 936 + i * 15), (286, 926 + i * 15)], 8)
    turns.gouge([(206, 890), (246, 884), (288, 890)], 7)
    sheet.paint(turns, key=0)
    gulls(sheet, [(160, 250, 110), (330, 180, 74), (520, 290, 90), (880, 220, 80), (760, 360, 56),
        (1290, 260, 120), (1450, 170, 70), (1180, 350, 54)])
    post = sheet.shape().blob([(214, 872), (206, 850), (222, 826), (246, 820), (266, 834),
        (290, 862), (256, 872)])
    post.ellipse(222, 818, 17, 15).polygon([(208, 814), (186, 824), (210, 826)])
    post.path([(240, 870), (240, 884)], 5).path([(254, 870), (254, 884)], 5)
    sheet.paint(post, key=255, tint=0, halo=4)
    sheet.paint(sheet.shape().blob([(218, 866), (212, 846), (226, 832), (240, 846), (244, 866)])
        .ellipse(221, 818, 12, 10), key=0)
    sheet.paint(sheet.shape().blob([(240, 838), (262, 842), (284, 862), (254, 864)]), key=0,
        tint=255)
    sheet.paint(sheet.shape().ellipse(217, 816, 3, 3), key=255)
    return sheet


def _bending(sheet: Sheet, x: float, y: float, size: float, hair: str, coat: str,
        reach: float) -> None:
    """Draw an official from the front, bowed over the table's far edge, hands on it."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, size)

    trunk = sheet.shape().blob(at([(-1.0, 0.1), (-1.24, -0.5), (-1.1, -1.2), (-0.5, -1.6),
        (0.5, -1.6), (1.1, -1.2), (1.24, -0.5), (1.0, 0.1)]))
    arms = sheet.shape()
    palms = sheet.shape()
    for side in (-1, 1):
        arms.stroke(at([(side * 0.96, -1.1), (side * (1.3 + reach), -0.5),
            (side * (1.12 + reach), 0.06)]), 0.52 * size, 0.36 * size)
        palms.blob(at([(side * (1.3 + reach), 0.02), (side * (1.34 + reach), 0.3),
            (side * (1.1 + reach), 0.4), (side * (0.92 + reach), 0.26),
            (side * (0.96 + reach), 0.02)]))
    sheet.paint(trunk, key=255, tint=0, halo=5)
    shirt = sheet.shape().polygon(at([(-0.34, -1.4), (0.34, -1.4), (0.0, -0.2)]))
    sheet.paint(shirt, key=0, tint=0)
    tie = sheet.shape().polygon(at([(-0.1, -1.1), (0.1, -1.1), (0.12, -0.5), (0.0, -0.3),
        (-0.12, -0.5)]))
    sheet.paint(tie, key=255 if coat == "dark" else 0, tint=255 if coat == "red" else 0)
    lapel = sheet.shape().gouge(at([(-0.46, -1.3), (-0.3, -0.6), (-0.1, -0.1)]), 0.07 * size)
    lapel.gouge(at([(0.46, -1.3), (0.3, -0.6), (0.1, -0.1)]), 0.07 * size)
    lapel.gouge(at([(-0.8, -1.0), (-0.86, -0.5), (-0.74, 0.0)]), 0.09 * size)
    lapel.gouge(at([(0.8, -1.0), (0.86, -0.5), (0.74, 0.0)]), 0.09 * size)
    sheet.paint(lapel, key=0)
    sheet.paint(arms, key=255, tint=0, halo=4)
    sheet.paint(palms, key=255, tint=0, halo=3)
    sheet.paint(palms.grown(-3), key=0, tint=0)
    fingers = sheet.shape()
    for side in (-1, 1):
        for i in range(3):
            px = side * (1.0 + reach + i * 0.11)
            fingers.gouge(at([(px, 0.18), (px, 0.4)]), 0.05 * size)
    sheet.paint(fingers, key=255)
    head_front(sheet, x, y - 1.62 * size, 0.66 * size, hair, down=1.0)


def basin_plan_model() -> Sheet:
    """Officials bend over a lamplit model in which the Lower Basin is dry land."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=261)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    light = sheet.shape().polygon([(690, 150), (910, 150), (1560, 700), (40, 700)])
    beams = ruled(size, rays(800, -60, 58, 180, 1150, 30, 120), 13,
        lambda _x, y: max(0.0, 1.0 - y / 640), 5, lifts=1.5)
    sheet.carve(light.within(beams))
    frames = sheet.shape()
    for x0, x1 in ((70, 300), (1300, 1530)):
        frames.rect(x0, 90, x1, 330)
    sheet.paint(frames, key=255, tint=0)
    sheet.paint(frames.minus(frames.grown(-7)), key=0)
    ships = sheet.shape()
    for x in (185, 1415):
        ships.polygon([(x - 70, 250), (x + 84, 240), (x + 54, 290), (x - 52, 290)])
        ships.path([(x - 6, 250), (x - 6, 130)], 6)
        ships.polygon([(x + 4, 146), (x + 60, 226), (x + 4, 234)])
        ships.polygon([(x - 16, 160), (x - 56, 230), (x - 16, 236)])
    sheet.paint(ships, key=0)
    for x, y, s, hair, coat, reach in ((520, 560, 104, "bald", "dark", 0.1),
        (800, 556, 112, "bob", "red", 0.0), (1086, 560, 104, "beard", "dark", 0.12)):
        _bending(sheet, x, y, s, hair, coat, reach)
    table = sheet.shape().polygon([(300, 586), (1300, 586), (1530, 900), (70, 900)])
    side = sheet.shape().polygon([(70, 900), (1530, 900), (1530, 962), (70, 962)])
    sheet.paint(table.plus(side), key=255, tint=0, halo=6)
    sheet.paint(table.grown(-6), key=0, tint=0)
    sheet.paint(sheet.shape().rect(84, 914, 1516, 922), key=0)
    _model(sheet)
    point = Pose((17, -87), (10, -78), (-3, -47), ((22, -64), (34, -58)), ((25, -68), (42, -63)),
        ((-5, -24), (-7, -4)), ((4, -24), (6, -4)), nod=22)
    lean = Pose((18, -86), (11, -77), (-3, -47), ((17, -62), (27, -54)), ((23, -64), (32, -56)),
        ((-5, -24), (-7, -4)), ((4, -24), (6, -4)), nod=26)
    person(sheet, 96, 1150, 760, point, Looks(hair="old"), halo=6)
    person(sheet, 1512, 1150, 740, lean, Looks(hair="bun"), face=-1, halo=6)
    # two who came too late for a place look on from this side
    for x, wide, hair in ((560, 150, "short"), (1060, 140, "bob")):
        back = sheet.shape().blob([(x - wide, 1090), (x - wide * 0.96, 1010), (x - wide * 0.5,
            962), (x, 946), (x + wide * 0.5, 962), (x + wide * 0.96, 1010), (x + wide, 1090)])
        sheet.paint(back, key=255, tint=0, halo=6)
        seam = sheet.shape()
        for i in (-2, -1, 1, 2):
            seam.gouge([(x + i * wide * 0.3, 990), (x + i * wide * 0.33, 1066)], 7)
        sheet.paint(seam.within(back), key=0)
        head_back(sheet, x, 890, 66, hair)
    shade = sheet.shape().polygon([(752, 40), (848, 40), (930, 152), (670, 152)])
    shade.path([(800, -5), (800, 50)], 8)
    sheet.paint(shade, key=255, tint=0, halo=7)
    sheet.paint(sheet.shape().polygon([(756, 50), (844, 50), (912, 142), (688, 142)]), key=0,
        tint=255)
    gleam = sheet.shape().ellipse(800, 152, 120, 16)
    sheet.paint(gleam, key=0, tint=0, halo=3)
    return sheet


def _model(sheet: Sheet) -> None:
    """Draw the model: river, quays, houses and the dock filled to its coping."""

    def on(u: float, v: float, up: float = 0.0) -> Point:
        """Return a place on the table: u across (0 to 1), v from far to near, raised by `up`."""
        left, right = 300 - 230 * v, 1300 + 230 * v
        return (left + (right - left) * u, 592 + 300 * v - up * (0.7 + 0.5 * v))

    def block(u0: float, v0: float, u1: float, v1: float, up: float, kind: int) -> None:
        roof = sheet.shape().polygon([on(u0, v0, up), on(u1, v0, up), on(u1, v1, up),
            on(u0, v1, up)])
        wall = sheet.shape().polygon([on(u0, v1, up), on(u1, v1, up), on(u1, v1), on(u0, v1)])
        sheet.paint(roof.plus(wall), key=255, tint=0, halo=2.4)
        if kind:
            sheet.paint(roof.grown(-3), key=0, tint=255 if kind == 2 else 0)

    river = sheet.shape().polygon([on(0.02, 0.74), on(0.3, 0.7), on(0.55, 0.74), on(0.8, 0.6),
        on(0.98, 0.3), on(0.98, 0.98), on(0.02, 0.98)])
    waves = gouges(sheet.size, 22, 90, 9, 0, 0.8, 12, box=(40, 760, 1580, 900))
    sheet.paint(river, key=inverted(waves), tint=0)
    dock = sheet.shape().polygon([on(0.36, 0.14, 22), on(0.7, 0.14, 22), on(0.74, 0.6, 22),
        on(0.36, 0.6, 22)])
    wall = sheet.shape().polygon([on(0.36, 0.6, 22), on(0.74, 0.6, 22), on(0.74, 0.6, -8),
        on(0.36, 0.6, -8)])
    sheet.paint(dock.plus(wall), key=255, tint=0, halo=5)
    stripes = hatch(sheet.size, -38, 34, 0.3, seed=4, lifts=0)
    sheet.paint(dock.grown(-5), key=stripes, tint=255)
    chance = random.Random(8)
    for row in range(4):
        v = 0.08 + row * 0.16
        for column in range(5):
            u = 0.045 + column * 0.06 + (row % 2) * 0.008
            if chance.random() < 0.88:
                block(u, v, u + 0.042, v + 0.085, chance.uniform(12, 34), column % 2)
    for column in range(3):
        block(0.79 + column * 0.062, 0.08, 0.832 + column * 0.062, 0.17, 26 - column * 6,
            column % 2)
    for row in range(2):
        for column in range(4):
            block(0.42 + column * 0.05, 0.24 + row * 0.16, 0.46 + column * 0.05, 0.31 + row * 0.16,
                20, 1)
    cranes = sheet.shape()
    for u in (0.655, 0.7):
        x, y = on(u, 0.5, 22)
        cranes.path([(x - 14, y), (x - 4, y - 66), (x + 14, y)], 6)
        cranes.path([(x - 22, y - 54), (x + 48, y - 104)], 6).path([(x + 48, y - 104),
            (x + 48, y - 66)], 3)
    sheet.paint(cranes, key=255, tint=0, halo=2.4)
    # the boats have been stood aside, on the table's bare corner
    for i in range(5):
        x, y = on(0.84 + (i % 3) * 0.052 - (i // 3) * 0.01, 0.3 + (i // 3) * 0.13)
        boat = sheet.shape().polygon([(x - 26, y - 12), (x + 32, y - 14), (x + 20, y + 6),
            (x - 20, y + 6)]).path([(x, y - 10), (x, y - 44)], 4)
        boat.polygon([(x + 3, y - 42), (x + 22, y - 18), (x + 3, y - 18)])
        sheet.paint(boat, key=255, tint=0, halo=2.4)
