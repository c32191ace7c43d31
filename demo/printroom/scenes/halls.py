"""Pictures of the Lantern and the museum: a beam of light, a whale without its flesh."""
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
from printroom.shapes import Point, Shape, placed, spline, turned


def lantern_cinema() -> Sheet:
    """The projectionist of the Lantern at his machine, and the beam over the full house."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=741)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    _house(sheet)
    lens: Point = (690.0, 372.0)
    top, foot = (1270.0, 116.0), (1270.0, 560.0)
    beam = sheet.shape().polygon([(lens[0], lens[1] - 14), top, foot, (lens[0], lens[1] + 14)])
    sheet.paint(beam, key=0, tint=255)
    spread = ruled(size, rays(*lens, 15, 30, 760, -24, 44),
        lambda x, _y: 3 + (x - lens[0]) / 30, lambda x, _y: 0.5 + (x - 690) / 2400, 5)
    sheet.paint(Shape(size, spread).within(beam), key=0, tint=0)
    motes = sheet.shape()
    chance = random.Random(3)
    for _ in range(90):
        x = chance.uniform(760, 1250)
        half = (x - lens[0]) / 580 * 210
        y = lens[1] + chance.uniform(-half, half) - (x - lens[0]) * 0.05
        motes.ellipse(x, y, chance.uniform(2, 5), chance.uniform(2, 4))
    sheet.paint(motes.within(beam), key=255)
    _screen(sheet)
    _audience(sheet)
    _booth(sheet, lens)
    return sheet


def _house(sheet: Sheet) -> None:
    """Line the hall: a ribbed ceiling and pilasters that the light only grazes."""
    ribs = sheet.shape()
    for i in range(9):
        x = 720 + i * 74
        ribs.gouge([(x, 8), (x + 90 - i * 6, 50), (x + 120 - i * 8, 92)], 8)
    ribs.stroke([(640, 104), (1330, 84)], 6).stroke([(640, 120), (1330, 98)], 4)
    for i in range(4):
        x = 800 + i * 132
        ribs.path([(x, 128), (x, 700)], 4).path([(x + 38, 126), (x + 38, 700)], 4)
        ribs.gouge([(x + 12, 150), (x + 14, 400), (x + 12, 660)], 6)
    sheet.paint(ribs, key=0)


def _screen(sheet: Sheet) -> None:
    """Hang the screen at the right, a ship on it, between curtains."""
    for x0, x1, fold in ((1196, 1300, 1), (1544, 1605, -1)):
        curtain = sheet.shape().polygon([(x0, 44), (x1, 44), (x1 + 8 * fold, 690), (x0 - 6, 690)])
        sheet.paint(curtain, key=255, tint=0, halo=4)
        pleats = sheet.shape()
        for i in range(5):
            x = x0 + 12 + i * (x1 - x0) / 5
            pleats.gouge([(x, 50), (x + 6, 330), (x - 4, 680)], 9)
        sheet.paint(pleats.within(curtain), key=0, tint=255)
    frame = sheet.shape().polygon([(1270, 98), (1560, 44), (1560, 650), (1270, 566)])
    sheet.paint(frame, key=255, tint=0, halo=7)
    picture = sheet.shape().polygon([(1280, 110), (1550, 60), (1550, 634), (1280, 554)])
    sheet.paint(picture, key=0, tint=0)
    moon = sheet.shape().ellipse(1354, 210, 44, 48)
    sheet.paint(moon, tint=255)
    sea = sheet.shape().polygon([*spline([(1270, 432), (1330, 420), (1380, 446), (1440, 430),
        (1500, 462), (1560, 446)]), (1560, 660), (1270, 600)])
    waves = gouges(sheet.size, 22, 70, 10, 6, 0.8, 5, box=(1270, 446, 1570, 640))
    sheet.paint(sea.within(picture), key=inverted(waves))
    ship = sheet.shape().blob([(1340, 420), (1352, 466), (1480, 486), (1520, 428), (1430, 436)])
    ship.path([(1420, 440), (1426, 170)], 8).path([(1480, 440), (1484, 230)], 7)
    for points in ([(1416, 188), (1346, 380), (1416, 396)], [(1432, 190), (1476, 370), (1432, 386)],
            [(1490, 244), (1530, 384), (1490, 396)]):
        ship.polygon([(float(x), float(y)) for x, y in points])
    sheet.paint(ship, key=255, tint=0, halo=4)
    stage = sheet.shape().polygon([(1180, 690), (1605, 690), (1605, 780), (1180, 740)])
    sheet.paint(stage, key=255, tint=0, halo=4)


def _audience(sheet: Sheet) -> None:
    """Seat five rows that look up to the right, light along their faces."""
    chance = random.Random(9)
    for row in range(5):
        y = 740 + row * 72
        unit = 0.62 + row * 0.17
        gap = 128 * unit
        x = 560.0 + (row % 2) * gap * 0.5 - row * 30
        while x < 1660:
            _watcher(sheet, x + chance.uniform(-6, 6), y + (x - 1000) * 0.02, unit,
                chance.randrange(5))
            x += gap
        back = sheet.shape().polygon([(420, y + 74 * unit), (1605, y + 84 * unit), (1605, y + 190),
            (420, y + 190)])
        sheet.paint(back, key=255, tint=0)
        edge = sheet.shape().stroke([(420, y + 74 * unit), (1605, y + 84 * unit)], 7 * unit)
        sheet.paint(edge, key=0, tint=255)


def _watcher(sheet: Sheet, x: float, y: float, unit: float, kind: int) -> None:
    """Draw one head and shoulders from behind, three quarters, the face towards the screen."""
    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, unit)

    head = sheet.shape().blob(at([(-34, -10), (-38, -52), (-8, -82), (28, -72), (38, -44),
        (46, -26), (36, -18), (34, 8), (8, 14), (6, 30), (-26, 30), (-26, 10)]))
    body = sheet.shape().blob(at([(-86, 130), (-78, 54), (-30, 26), (22, 26), (68, 54), (78, 130)]))
    extra = sheet.shape()
    if kind == 1:
        extra.blob(at([(-44, 18), (-50, -50), (-10, -92), (26, -82), (16, -40), (2, 18)]))
    elif kind == 2:
        extra.ellipse(*at([(-34, -74)])[0], 20 * unit, 19 * unit)
    elif kind == 3:
        extra.blob(at([(-42, -46), (-32, -88), (16, -92), (36, -64), (66, -56), (60, -48),
            (0, -50)]))
    sheet.paint(body.plus(head).plus(extra), key=255, tint=0, halo=3 * unit)
    face = sheet.shape().blob(at([(20, -66), (34, -44), (42, -27), (32, -20), (30, 4), (14, 8),
        (10, -20)]))
    sheet.paint(face.minus(extra), key=0, tint=0)
    eye = sheet.shape().ellipse(*at([(26, -40)])[0], 3.4 * unit, 4 * unit)
    eye.gouge(at([(22, -10), (28, -8), (33, -11)]), 4 * unit)
    sheet.paint(eye, key=255)
    rim = sheet.shape().gouge(at([(30, 36), (62, 56), (72, 110)]), 8 * unit)
    rim.gouge(at([(-10, -74), (8, -74), (18, -66)]), 5 * unit)
    sheet.paint(rim, key=0, tint=255)


def _booth(sheet: Sheet, lens: Point) -> None:
    """Cut the booth open: its wall, the machine with two reels, the man who minds it."""
    room = sheet.shape().rect(-5, -5, 640, 860)
    sheet.paint(room, key=0, tint=255, halo=8)
    lit = ruled(sheet.size, rays(300, 60, 56, 90, 900, 0, 180), lambda x, y: 3 + math.hypot(x - 300,
        y - 60) / 30, 0.42, 3)
    sheet.paint(room, tint=inverted(lit))
    wall = sheet.shape().polygon([(606, -5), (664, -5), (664, 1072), (606, 1072)])
    sheet.paint(wall, key=255, tint=0, halo=5)
    port = sheet.shape().rect(600, lens[1] - 40, 670, lens[1] + 40)
    sheet.paint(port, key=0, tint=0)
    bricks = sheet.shape()
    for i in range(24):
        y = 12 + i * 46
        if not lens[1] - 60 < y < lens[1] + 50:
            bricks.gouge([(610, y), (660, y)], 6)
    sheet.paint(bricks, key=0)
    floor = sheet.shape().polygon([(-5, 850), (664, 850), (664, 1072), (-5, 1072)])
    sheet.paint(floor, key=255, tint=0, halo=5)
    boards = gouges(sheet.size, 34, 200, 9, 0, 0.7, 4, box=(-60, 872, 640, 1080))
    sheet.paint(floor.within(sheet.shape().rect(-5, 860, 606, 1072)), key=inverted(boards))
    shelf = sheet.shape().rect(-5, 196, 190, 212)
    cans = sheet.shape()
    for i, wide in enumerate((128, 140, 120, 134)):
        cans.rect(30, 168 - i * 28, 30 + wide, 192 - i * 28)
    sheet.paint(shelf.plus(cans), key=255, tint=0, halo=4)
    labels = sheet.shape()
    for i in range(4):
        labels.rect(70, 174 - i * 28, 116, 186 - i * 28)
    sheet.paint(labels, key=0)
    bulb = sheet.shape().path([(300, -5), (300, 52)], 6).polygon([(270, 50), (330, 50), (376, 96),
        (224, 96)])
    sheet.paint(bulb, key=255, tint=0, halo=4)
    # the machine
    stand = sheet.shape().polygon([(380, 560), (520, 560), (540, 856), (350, 856)])
    box = sheet.shape().polygon([(330, 300), (520, 300), (540, 330), (540, 560), (330, 560)])
    snout = sheet.shape().polygon([(536, 344), (600, 350), (640, 346), (640, 398), (600, 394),
        (536, 402)])
    arms = sheet.shape().stroke([(420, 320), (400, 200)], 26, 18)
    arms.stroke([(500, 540), (556, 640)], 26, 18)
    chimney = sheet.shape().rect(348, 250, 384, 306)
    sheet.paint(stand.plus(box).plus(snout).plus(arms).plus(chimney), key=255, tint=0, halo=6)
    for x, y, r in ((412.0, 168.0, 112.0), (540.0, 690.0, 96.0)):
        reel = sheet.shape().ellipse(x, y, r, r)
        sheet.paint(reel, key=255, tint=0, halo=6)
        sheet.paint(reel.grown(-8).minus(sheet.shape().ellipse(x, y, r * 0.82, r * 0.82)), key=0,
            tint=0)
        holes = sheet.shape()
        for i in range(5):
            a = math.radians(i * 72 + x)
            holes.ellipse(x + r * 0.5 * math.cos(a), y + r * 0.5 * math.sin(a), r * 0.21, r * 0.21)
        sheet.paint(holes, key=0, tint=255)
        sheet.paint(sheet.shape().ellipse(x, y, r * 0.12, r * 0.12), key=0, tint=0)
    film = sheet.shape().stroke([(516, 204), (500, 280), (470, 330)], 7)
    film.stroke([(480, 560), (470, 620), (452, 660)], 7)
    sheet.paint(film, key=255, tint=0, halo=3)
    trim = sheet.shape().ellipse(400, 380, 34, 34).minus(sheet.shape().ellipse(400, 380, 24, 24))
    trim.rect(456, 330, 520, 336).rect(456, 540, 520, 546).ellipse(400, 380, 8, 8)
    for i in range(5):
        trim.gouge([(352, 450 + i * 20), (440, 450 + i * 20)], 8)
    trim.gouge([(470, 360), (474, 440), (470, 520)], 8).gouge([(400, 580), (392, 720), (380, 840)],
        9)
    sheet.paint(trim, key=0)
    sheet.paint(sheet.shape().rect(566, 346, 578, 398), key=0, tint=255)
    # he stands behind it with one hand on the focus
    standing(sheet, 190, 985, 700, face=1, hat="cap", arm="forward", light=1, halo=8)
    sheet.paint(sheet.shape().ellipse(395, 516, 19, 16), key=0, tint=0)


def whale_hall() -> Sheet:
    """The whale hangs in the great room of the museum; below it, visitors look up."""
    sheet = Sheet(LANDSCAPE, SEA, seed=751)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    vault = ruled(size, rays(800, 1120, 46, 560, 1500, 190, 160), lambda x, y: 4 + math.hypot(
        x - 800, y - 1120) / 60, 0.5, 4)
    sheet.paint(sheet.everything(), tint=inverted(vault))
    ribs = sheet.shape()
    for r in (640, 820, 1000):
        ribs.ellipse(800, 860, r * 1.12, r * 0.9).ellipse(800, 860, r * 1.12 - 22, r * 0.9 - 20,
            value=0)
    ribs.rect(-10, 700, 1610, 1080, 0)
    for x in (22, 1578):
        ribs.rect(x - 30, 210, x + 30, 860)
    sheet.paint(ribs, key=255, tint=0, halo=4)
    rivets = sheet.shape()
    for x in (22, 1578):
        for i in range(11):
            rivets.ellipse(x, 380 + i * 42, 5, 5)
    sheet.paint(rivets, key=0)
    wall = sheet.shape().rect(-5, 690, 1605, 900)
    sheet.paint(wall, key=255, tint=0, halo=5)
    cases = sheet.shape()
    for i in range(9):
        x = 20 + i * 178
        cases.rect(x, 726, x + 140, 850)
    sheet.paint(cases.minus(cases.grown(-5)), key=0)
    things = sheet.shape()
    for i in range(9):
        x = 90 + i * 178
        if i % 3 == 0:
            things.blob([(x - 44, 812), (x - 10, 780), (x + 30, 790), (x + 50, 812), (x + 26, 828),
                (x - 14, 830)]).polygon([(x - 36, 812), (x - 60, 790), (x - 60, 834)])
        elif i % 3 == 1:
            things.blob([(x - 26, 838), (x - 34, 790), (x, 756), (x + 34, 790), (x + 26, 838)])
        else:
            for j in range(5):
                a = math.radians(-90 + j * 72)
                things.stroke([(x, 794), (x + 48 * math.cos(a), 794 + 48 * math.sin(a))], 24, 7)
    sheet.paint(things, key=0, tint=255)
    floor = sheet.shape().rect(-5, 886, 1605, 1072)
    sheet.paint(floor, key=0, tint=0, halo=5)
    tiles = sheet.shape()
    for i in range(-14, 15):
        tiles.path([(800 + i * 86, 886), (800 + i * 150, 1080)], 4)
    for y in (892, 916, 950, 996, 1056):
        tiles.rect(-5, y, 1605, y + 4)
    sheet.paint(tiles, tint=255)
    _skeleton(sheet)
    people = ((180, 1010, 150, 1, "down", "cap"), (262, 1016, 142, 1, "pockets", "hair"),
        (560, 1036, 164, 1, "raised", "wool"), (636, 1040, 104, 1, "raised", "none"),
        (905, 1024, 158, -1, "pockets", "hood"), (1120, 1044, 168, -1, "carry", "hair"),
        (1206, 1048, 96, -1, "down", "wool"), (1390, 1012, 150, -1, "raised", "cap"))
    for i, (x, y, tall, face, arm, hat) in enumerate(people):
        standing(sheet, x, y, tall, face=face, arm=arm, hat=hat, light=1, halo=4,
            skirt=i % 3 == 1, coat=0 if i in (1, 5) else 255, coat_tint=255 if i in (1, 5) else 0)
    return sheet


def _spine(t: float) -> Point:
    """Return a place along the whale's back, 0 behind the skull to 1 at the tip of the tail."""
    return 560 + 900 * t, 330 - 70 * math.sin(t * 2.6) + 160 * t * t


def _skeleton(sheet: Sheet) -> None:
    """Hang the whale from its wires: skull, jaw, vertebrae, ribs, flipper."""
    wires = sheet.shape()
    for t in (0.08, 0.36, 0.62, 0.86):
        x, y = _spine(t)
        wires.path([(x, -5), (x, y)], 4)
    wires.path([(330, -5), (330, 300)], 4).path([(170, -5), (170, 360)], 4)
    sheet.paint(wires, key=255)
    bones: list[Shape] = []
    for i in range(16):
        t = 0.025 + i * 0.0305
        x, y = _spine(t)
        long = 250 * math.sin(math.pi * (0.24 + 0.62 * i / 15)) + 20
        rib = sheet.shape().stroke([(x, y + 16), (x + 34, y + long * 0.36), (x + 20,
            y + long * 0.76), (x - 38, y + long * 1.08)], 21, 8)
        bones.append(rib)
    fin = sheet.shape().stroke([(600, 470), (640, 560)], 44, 34)
    fin.stroke([(640, 560), (700, 640)], 34, 26).stroke([(636, 560), (672, 650)], 22, 18)
    for i in range(4):
        fin.stroke([(694 - i * 10, 640), (760 - i * 26, 690 + i * 10), (800 - i * 40,
            718 + i * 16)], 16, 7)
    bones.append(fin)
    for i in range(34):
        t = i / 33
        x, y = _spine(t)
        ax, ay = _spine(t + 0.01)
        lean = math.degrees(math.atan2(ay - y, ax - x))
        big = 1.05 - 0.82 * t
        joint = sheet.shape().polygon(placed(turned([(-13, -24), (13, -24), (11, 0), (13, 24),
            (-13, 24), (-11, 0)], lean), x, y, 0.3 + big))
        joint.stroke(placed(turned([(0, -20), (12, -62)], lean), x, y, big), 15 * big + 3,
            7 * big + 2)
        if t > 0.5:
            joint.stroke(placed(turned([(0, 20), (10, 50)], lean), x, y, big), 11 * big + 3, 4)
        bones.append(joint)
    x, y = _spine(1.0)
    fluke = sheet.shape().stroke([(x - 10, y), (x + 36, y + 30)], 16, 10)
    bones.append(fluke)
    lower = sheet.shape().polygon(
        spline([(560, 420), (470, 560), (300, 590), (130, 530), (60, 450)])
        + spline([(60, 450), (150, 500), (300, 540), (440, 510), (520, 400)]))
    bones.append(lower)
    skull = sheet.shape().polygon(
        spline([(600, 330), (600, 270), (540, 222), (470, 226), (400, 280), (260, 330), (130, 380),
            (50, 436)])
        + spline([(50, 436), (150, 428), (300, 420), (420, 424), (480, 450), (560, 440),
            (610, 390), (600, 330)]))
    bones.append(skull)
    for shape in bones:
        sheet.paint(shape.grown(5), key=255, tint=0)
        # one of the sixteen ribs on this side is of oak
        sheet.paint(shape, key=0, tint=255 if shape is bones[12] else 0)
    marks = sheet.shape().ellipse(500, 372, 40, 30, -20)
    marks.gouge([(90, 424), (250, 372), (410, 330)], 10).gouge([(150, 424), (300, 392),
        (420, 380)], 8)
    marks.gouge([(470, 250), (520, 290), (530, 330)], 9).gouge([(560, 260), (580, 310),
        (566, 400)], 9)
    marks.gouge([(110, 500), (270, 556), (430, 530)], 7).gouge([(420, 306), (450, 330),
        (440, 390)], 7)
    sheet.paint(marks, key=255)
    for i in range(12):
        strands = sheet.shape()
        x = 170 + i * 22
        strands.gouge([(x, 426), (x + 4, 470), (x, 500 + 6 * math.sin(i))], 7)
        sheet.paint(strands, key=255, tint=0)
