"""Pictures of quays: one from a crane's cab, one that was a dock until it was filled."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import random

from printroom.cutting import gouges, hatch, inverted
from printroom.figures import gulls
from printroom.poses import Looks, Pose, person
from printroom.press import LANDSCAPE, SLATE_BLUE, VERMILION, Sheet
from printroom.shapes import Point, placed, turned


def crane_cab() -> Sheet:
    """A driver leans forward in her glass cab; the quay, the ship and the people lie far below."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=291)
    _quay_below(sheet)
    cab = sheet.everything()
    glass = sheet.shape()
    panes: list[list[Point]] = [
        [(560, -10), (1000, -10), (1150, 560), (760, 560), (620, 300)],
        [(1040, -10), (1610, -10), (1610, 170), (1236, 560), (1190, 560)],
        [(774, 600), (1160, 600), (1060, 1080), (720, 1080)],
        [(1205, 600), (1240, 600), (1610, 236), (1610, 1080), (1104, 1080)],
    ]
    for pane in panes:
        glass.polygon(pane)
    glass = glass.grown(12).grown(-12)
    frame = cab.minus(glass)
    sheet.paint(frame, key=255, tint=0)
    sheet.paint(glass.grown(7).minus(glass), key=0, tint=0)
    gleam = sheet.shape()
    for points in ([(620, 30), (676, 250), (740, 430)], [(660, 30), (712, 220), (756, 340)]):
        gleam.gouge([(float(a), float(b)) for a, b in points], 11)
    sheet.paint(gleam.within(glass.grown(-14)), key=0, tint=0)
    rivets = sheet.shape()
    for i in range(9):
        rivets.ellipse(1022 + i * 17.5, 30 + i * 64, 7, 7)
    for i in range(6):
        rivets.ellipse(790 + i * 64, 581, 7, 7)
    sheet.paint(rivets.within(frame), key=0)
    rods = sheet.shape()
    for i in range(7):
        rods.gouge([(36 + i * 62, 30), (40 + i * 62, 190), (36 + i * 62, 380)], 7)
    sheet.paint(rods, key=0)
    # what she keeps on the back wall: a photograph, a flask on its hook
    photo = sheet.shape().polygon(turned([(70, 430), (210, 430), (210, 540), (70, 540)], -4,
        (140, 480)))
    sheet.paint(photo, key=0, tint=0, halo=4)
    boat = sheet.shape().polygon([(92, 500), (190, 494), (170, 522), (110, 524)])
    boat.path([(142, 498), (140, 446)], 5).polygon([(147, 448), (176, 490), (147, 490)])
    sheet.paint(boat, key=255)
    # seat and driver
    seat = sheet.shape().blob([(120, 620), (180, 560), (256, 600), (300, 780), (330, 900),
        (560, 900), (590, 950), (560, 990), (270, 990), (200, 900), (150, 740)])
    seat.rect(350, 980, 500, 1080)
    sheet.paint(seat, key=255, tint=0, halo=7)
    sheet.paint(seat.grown(-8), key=0, tint=255)
    stitches = sheet.shape().gouge([(196, 600), (240, 760), (280, 900)], 12)
    stitches.gouge([(300, 940), (420, 930), (550, 946)], 12)
    sheet.paint(stitches, key=255)
    console = sheet.shape().polygon([(610, 880), (790, 850), (830, 920), (800, 1080), (620, 1080)])
    stick = sheet.shape().path([(690, 880), (696, 700)], 18).ellipse(696, 690, 26, 26)
    stick.path([(766, 870), (770, 720)], 18).ellipse(770, 708, 26, 26)
    drive = Pose((28, -66), (17, -55), (0, -16), ((20, -36), (38, -38)), ((28, -38), (47, -35)),
        ((31, -14), (37, 16)), ((36, -15), (45, 14)), nod=22, hem=4)
    sheet.paint(console.plus(stick), key=255, tint=0, halo=6)
    lights = sheet.shape()
    for i in range(3):
        lights.ellipse(664 + i * 46, 912 - i * 7, 13, 11)
    sheet.paint(lights, key=0, tint=255)
    lines = sheet.shape().path([(636, 960), (800, 950)], 6).path([(634, 1000), (800, 992)], 6)
    sheet.paint(lines, key=0)
    person(sheet, 340, 1010, 860, drive, Looks(hair="hard", hat_tint=255), halo=7)
    return sheet


def _quay_below(sheet: Sheet) -> None:
    """Draw the ground straight down: the apron, its rails, boxes, lorry, people and the ship."""
    size = sheet.size

    def far(points: list[Point]) -> list[Point]:
        return turned(points, 9, (1100, 540))

    sheet.paint(sheet.everything(), key=0, tint=0)
    slabs = sheet.shape()
    for i in range(14):
        slabs.path(far([(300 + i * 90, -300), (300 + i * 90, 1400)]), 3)
        slabs.path(far([(200, -300 + i * 120), (1360, -300 + i * 120)]), 3)
    sheet.paint(slabs, key=255)
    water = sheet.shape().polygon(far([(1300, -400), (2000, -400), (2000, 1500), (1300, 1500)]))
    lines = gouges(size, 30, 110, 12, 100, 0.8, 5, box=(1150, -40, 1700, 1100))
    sheet.paint(water, key=inverted(lines), tint=0, halo=6)
    rails = sheet.shape()
    for x in (830, 848, 1246, 1264):
        rails.path(far([(x, -300), (x, 1400)]), 6)
    sheet.paint(rails, key=255)
    ship = sheet.shape().polygon(far([(1330, 1400), (1326, 180), (1360, 60), (1420, -40),
        (1480, 60), (1516, 180), (1512, 1400)]))
    sheet.paint(ship, key=255, tint=0, halo=6)
    sheet.paint(ship.grown(-9), key=0, tint=255)
    hatches = sheet.shape()
    for y in (210, 470, 730):
        hatches.polygon(far([(1356, y), (1486, y), (1486, y + 210), (1356, y + 210)]))
    sheet.paint(hatches, key=255, tint=0, halo=4)
    ribs = hatch(size, 9, 26, 0.28, seed=4, lifts=0)
    sheet.paint(hatches.grown(-7), key=ribs)
    bits = sheet.shape()
    for x, y in ((1420, 40), (1390, 120), (1450, 120), (1420, 160)):
        bits.ellipse(*far([(x, y)])[0], 9, 9)
    sheet.paint(bits, key=255)
    chance = random.Random(7)
    for column in range(3):
        for row in range(6):
            if chance.random() < 0.2 or (column > 0 and row < 3):
                continue
            x, y = 880 + column * 86, 20 + row * 150 - column * 20
            box = sheet.shape().polygon(far([(x, y), (x + 70, y), (x + 70, y + 128),
                (x, y + 128)]))
            shadow = sheet.shape().polygon(far([(x - 16, y + 14), (x + 54, y + 14),
                (x + 54, y + 142), (x - 16, y + 142)]))
            sheet.paint(shadow, key=255, tint=0)
            sheet.paint(box, key=255, tint=0, halo=3)
            stripes = hatch(size, 9, 16, 0.3, seed=3, lifts=0)
            sheet.paint(box.grown(-5), key=stripes, tint=255 if (row + column) % 2 else 0)
    for x, y in ((1190, 300), (1216, 330), (1176, 690), (1206, 720), (790, 420), (800, 820),
        (1200, 880), (1180, 120)):
        px, py = far([(x, y)])[0]
        mark = sheet.shape().stroke([(px, py), (px - 30, py + 26)], 9, 4)
        sheet.paint(mark, key=255)
        man = sheet.shape().ellipse(px, py, 13, 10)
        sheet.paint(man, key=255, tint=0, halo=3)
        sheet.paint(sheet.shape().ellipse(px + 1, py - 1, 6, 6), key=0, tint=255)
    # the load on its wires, from the jib to just above the ground
    tip = (890.0, -20.0)
    load = far([(956, 300), (1040, 300), (1040, 450), (956, 450)])
    shadow = sheet.shape().polygon(placed(load, -64, 70))
    sheet.paint(shadow, key=hatch(size, 50, 12, 0.6, seed=8, lifts=0), tint=0)
    box = sheet.shape().polygon(load)
    sheet.paint(box, key=255, tint=0, halo=5)
    sheet.paint(box.grown(-6), key=hatch(size, 9, 18, 0.3, seed=9, lifts=0), tint=255)
    wires = sheet.shape()
    for corner in load:
        wires.path([tip, corner], 5)
    sheet.paint(wires, key=255, tint=0, halo=3)


def corrow_car_park() -> Sheet:
    """The filled dock at Corrow: bays, lamps, long shadows, and the one car."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=611)
    size = sheet.size
    sky = gouges(size, 52, 520, 22, 0, lambda _x, y: max(0.0, 0.9 - abs(y - 150) / 320), 5,
        box=(-300, 20, 1700, 380))
    sheet.paint(sheet.everything(), key=sky, tint=0)
    sun = sheet.shape().ellipse(800, 226, 96, 96)
    sheet.paint(sun, key=0, tint=255, halo=8)
    town = sheet.shape().polygon([(float(a), float(b)) for a, b in ((-5, 410), (-5, 330), (60, 330),
        (96, 296), (130, 330), (190, 330), (190, 300), (260, 300), (260, 344), (330, 316),
        (372, 350), (440, 350), (440, 380), (560, 384), (1080, 386), (1130, 360), (1240, 360),
        (1240, 320), (1252, 320), (1252, 240), (1268, 240), (1268, 320), (1330, 320), (1330, 350),
        (1420, 318), (1500, 350), (1605, 346), (1605, 410))])
    sheet.paint(town, key=255, tint=0, halo=3)
    sea = sheet.shape().rect(-5, 392, 1605, 430)
    glint = gouges(size, 9, 90, 6, 0, 0.7, 4, box=(0, 398, 1600, 428))
    sheet.paint(sea, key=inverted(glint), tint=0, halo=2)
    ground = sheet.shape().rect(-5, 430, 1605, 1072)
    sheet.paint(ground, key=0, tint=0)
    wear = gouges(size, 40, 170, 8, 0, lambda _x, y: (y - 420) / 900, 8, box=(-60, 450, 1700, 1080))
    sheet.paint(ground, key=wear)

    def on(u: float, v: float) -> Point:
        """Return a place on the ground: u across from the middle, v from far (0) to near (1)."""
        depth = v * v
        return (800 + u * (220 + 1500 * depth), 440 + 660 * depth)

    coping = sheet.shape().path([(-5, 436), (1605, 436)], 10)
    for i in range(22):
        coping.rect(20 + i * 74, 424, 34 + i * 74, 440)
    sheet.paint(coping, key=255)
    lines = sheet.shape()
    rows = (0.22, 0.42, 0.6, 0.76, 0.92)
    for v in rows:
        lines.polygon([on(-3.4, v - 0.006), on(3.4, v - 0.006), on(3.4, v + 0.006),
            on(-3.4, v + 0.006)])
        for i in range(-14, 15):
            u = i * 0.235
            lines.polygon([on(u - 0.006, v - 0.062), on(u + 0.006, v - 0.062),
                on(u + 0.006, v + 0.062), on(u - 0.006, v + 0.062)])
    sheet.paint(lines, key=255)
    arrows = sheet.shape()
    for u, v, s in ((-0.1, 0.845, 1.1), (-0.5, 0.51, 0.5)):
        x, y = on(u, v)
        arrows.polygon([(x - 90 * s, y), (x - 30 * s, y - 24 * s), (x - 30 * s, y - 9 * s),
            (x + 80 * s, y - 9 * s), (x + 80 * s, y + 9 * s), (x - 30 * s, y + 9 * s),
            (x - 30 * s, y + 24 * s)])
    sheet.paint(arrows, key=255)
    # lamp posts with shadows that run toward us, away from the sun
    for u, v in ((-0.9, 0.34), (0.95, 0.34), (-0.82, 0.58), (0.86, 0.58), (-0.56, 0.8),
        (0.6, 0.8)):
        x, y = on(u, v)
        s = 0.22 + 0.86 * v * v
        lean = (x - 800) / 800
        shadow = sheet.shape().polygon([(x - 9 * s, y), (x + 9 * s, y),
            (x + lean * 620 * s + 15 * s, y + 520 * s), (x + lean * 620 * s - 12 * s,
            y + 520 * s)])
        sheet.paint(shadow.within(ground), key=255)
        post = sheet.shape().polygon([(x - 10 * s, y), (x + 10 * s, y), (x + 6 * s, y - 560 * s),
            (x - 6 * s, y - 560 * s)])
        post.path([(x - 88 * s, y - 556 * s), (x + 88 * s, y - 556 * s)], 9 * s)
        for side in (-1, 1):
            post.polygon([(x + side * 60 * s, y - 562 * s), (x + side * 130 * s, y - 562 * s),
                (x + side * 120 * s, y - 536 * s), (x + side * 66 * s, y - 536 * s)])
        post.polygon([(x - 22 * s, y), (x + 22 * s, y), (x + 16 * s, y - 50 * s),
            (x - 16 * s, y - 50 * s)])
        sheet.paint(post, key=255, tint=0, halo=3)
        shine = sheet.shape().gouge([(x - 2 * s, y - 70 * s), (x - 1 * s, y - 300 * s),
            (x - 1 * s, y - 530 * s)], 4 * s)
        sheet.paint(shine, key=0)
    _car(sheet, *on(0.235 * 1.5, 0.6))
    gulls(sheet, [(360, 170, 80), (470, 216, 54), (1190, 130, 70)])
    # the old bollard that nobody paid to take away, and a gull walking
    x, y = 330.0, 985.0
    shadow = sheet.shape().polygon([(x - 50, y), (x + 50, y), (x - 60, 1080), (x - 190, 1080)])
    sheet.paint(shadow, key=255)
    bollard = sheet.shape().polygon([(x - 56, y), (x - 42, y - 110), (x + 42, y - 110),
        (x + 56, y)]).ellipse(x, y - 114, 74, 30).ellipse(x, y, 62, 17)
    sheet.paint(bollard, key=255, tint=0, halo=5)
    shine = sheet.shape().gouge([(x - 40, y - 122), (x, y - 130), (x + 44, y - 122)], 9)
    shine.gouge([(x - 30, y - 84), (x - 34, y - 40), (x - 40, y - 10)], 8)
    sheet.paint(shine, key=0)
    return sheet


def _car(sheet: Sheet, x: float, y: float) -> None:
    """Draw one small car from behind its flank, with its shadow."""
    shadow = sheet.shape().polygon([(x - 120, y + 6), (x + 120, y + 6), (x + 196, y + 96),
        (x - 60, y + 96)])
    sheet.paint(shadow, key=255, tint=0)
    body = sheet.shape().blob([(x - 128, y - 6), (x - 130, y - 44), (x - 96, y - 60),
        (x - 60, y - 104), (x + 30, y - 108), (x + 74, y - 64), (x + 122, y - 52),
        (x + 130, y - 6)])
    wheels = sheet.shape().ellipse(x - 76, y - 4, 29, 29).ellipse(x + 78, y - 4, 29, 29)
    sheet.paint(body.plus(wheels), key=255, tint=0, halo=5)
    sheet.paint(body.grown(-5), key=0, tint=255)
    sheet.paint(wheels, key=255, tint=0)
    sheet.paint(sheet.shape().ellipse(x - 76, y - 4, 12, 12).ellipse(x + 78, y - 4, 12, 12), key=0)
    panes = sheet.shape().polygon([(x - 78, y - 62), (x - 50, y - 92), (x - 18, y - 94),
        (x - 18, y - 62)]).polygon([(x - 6, y - 62), (x - 6, y - 94), (x + 22, y - 94),
        (x + 52, y - 62)])
    sheet.paint(panes, key=0, tint=0, halo=3)
    sheet.paint(panes.minus(panes.grown(-3)), key=255)
    lines = sheet.shape().path([(x - 126, y - 36), (x + 124, y - 38)], 4).path([(x - 12, y - 62),
        (x - 12, y - 16)], 4).rect(x - 2, y - 48, x + 14, y - 44)
    sheet.paint(lines, key=255)
