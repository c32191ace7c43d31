"""Pictures of the way in: the pilot on her ladder, the chart of the harbour mouth."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import wave
from printroom.cutting import (
    gouges,
    hatch,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, OCHRE, VERMILION, Sheet
from printroom.shapes import Point, Shape, placed, spline, turned


def pilot_ladder() -> Sheet:
    """A harbour pilot climbs the rope ladder up a ship's side; the pilot boat falls away below."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=231)
    size = sheet.size
    sky = gouges(
        size, 46, 300, 17, -24, lambda x, y: max(0.0, 1 - (x + y) / 900), seed=3,
        box=(-200, -40, 900, 700),
    )
    sheet.paint(sheet.everything(), key=sky, tint=0)
    sun = sheet.shape().ellipse(196, 262, 104, 104)
    sheet.paint(sun, key=0, tint=255, halo=8)
    back = [(-20, 640), (120, 604), (300, 650), (470, 612), (640, 660), (760, 640)]
    wave(sheet, [(float(x), float(y)) for x, y in back], 1080, tint=0, cut=13, spacing=34, seed=5)
    hull = sheet.shape().polygon(
        [*spline([(560, -10), (596, 260), (640, 520), (668, 760), (676, 960)]), (676, 1080),
            (1610, 1080), (1610, -10)]
    )
    sheet.paint(hull, key=255, tint=0, halo=6)
    boot = sheet.shape().polygon([(600, 838), (1610, 800), (1610, 1080), (600, 1080)])
    sheet.paint(boot.within(hull), key=gouges(size, 40, 240, 9, -2, 0.55, 8, box=(500, 830, 1700,
        1080)),
        tint=255)
    line = sheet.shape().polygon([(600, 826), (1610, 788), (1610, 802), (600, 840)])
    sheet.paint(line.within(hull), key=0, tint=0)
    seams = sheet.shape()
    for i, y in enumerate((96, 246, 404, 566, 716)):
        seams.stroke([(540, y + 26), (1000, y + 8), (1620, y - 16)], 3.6 + i * 0.3)
    for i, x in enumerate((742, 1004, 1262, 1500)):
        for j, y in enumerate((-30, 110, 262, 420, 580)):
            if (i + j) % 2:
                seams.stroke([(x + j * 5, y), (x + j * 5 + 4, y + 146)], 3.2)
    sheet.paint(seams.within(hull), key=0)
    rust = gouges(size, 70, 170, 11, 92, lambda x, y: 0.5 if x > 980 else 0.0, 21,
        box=(980, 80, 1620, 760))
    sheet.paint(hull.minus(boot), tint=rust)
    sheet.paint(Shape(size, rust).within(hull.minus(boot)), key=0)
    marks = sheet.shape()
    for i in range(9):
        marks.rect(1408, 440 + i * 42, 1444 if i % 2 else 1462, 452 + i * 42)
    sheet.paint(marks, key=0, tint=0)
    # the ladder
    ropes = sheet.shape()
    left, right = 842.0, 948.0
    ropes.path([(left + 8, -5), (left, 880)], 9).path([(right + 8, -5), (right, 880)], 9)
    steps = sheet.shape()
    for i in range(14):
        y = 40 + i * 62
        drift = 8 * (1 - y / 880)
        wide = 60 if i in (4, 10) else 0
        steps.rect(left - 14 + drift - wide, y, right + 14 + drift + wide, y + 17)
    sheet.paint(ropes, key=0, tint=0, halo=3)
    sheet.paint(steps, key=0, tint=0, halo=5)
    under = sheet.shape()
    for i in range(14):
        under.gouge([(left, 40 + i * 62 + 13), (right, 40 + i * 62 + 13)], 4)
    sheet.paint(under, key=255)
    _climber(sheet, 896, 520, 1.0)
    # the boat below
    boat = placed(turned([(-330, -70), (-300, 40), (-240, 96), (170, 96), (280, 10), (352, -92),
        (180, -64), (-120, -56)], -11), 330, 830)
    sheet.paint(sheet.shape().polygon(boat), key=255, tint=0, halo=6)
    belt = placed(turned([(-320, -52), (-120, -38), (180, -46), (338, -76), (326, -52), (180, -22),
        (-120, -14), (-314, -28)], -11), 330, 830)
    sheet.paint(sheet.shape().polygon(belt), key=0, tint=0)
    cabin = placed(turned([(-210, -60), (-196, -186), (54, -190), (100, -62)], -11), 330, 830)
    sheet.paint(sheet.shape().polygon(cabin), key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().polygon(cabin).grown(-7), key=0, tint=255)
    panes = sheet.shape()
    for a, b in ((-178, -122), (-106, -50), (-34, 16)):
        panes.polygon(placed(turned([(a, -160), (b, -162), (b + 10, -110), (a, -108)], -11), 330,
            830))
    sheet.paint(panes, key=255)
    glass = sheet.shape()
    for a in (-166, -94, -22):
        glass.gouge(placed(turned([(a, -116), (a + 34, -154)], -11), 330, 830), 7)
    sheet.paint(glass, key=0)
    gear = sheet.shape()
    gear.path(placed(turned([(-60, -190), (-64, -330)], -11), 330, 830), 9)
    gear.path(placed(turned([(-110, -280), (-16, -280)], -11), 330, 830), 6)
    gear.ellipse(*placed(turned([(-64, -336)], -11), 330, 830)[0], 12, 12)
    gear.path(placed(turned([(150, -66), (152, -120), (330, -140), (332, -92)], -11), 330, 830), 6)
    sheet.paint(gear, key=255, tint=0, halo=3)
    standing(sheet, 508, 754, 132, face=1, hat="wool", arm="forward", coat=0, coat_tint=255,
        light=-1)
    front = [(-20, 900), (90, 862), (230, 930), (420, 968), (560, 900), (680, 930), (860, 984),
        (1050, 940), (1240, 988), (1430, 950), (1620, 982)]
    wave(sheet, [(float(x), float(y)) for x, y in front], 1080, tint=0, cut=14, spacing=34, seed=6,
        foam=22)
    gulls(sheet, [(420, 150, 86), (330, 420, 56), (500, 318, 44)])
    return sheet


def _climber(sheet: Sheet, x: float, y: float, scale: float) -> None:
    """Draw the pilot from behind, hip at (x, y), hands on the ropes."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, scale)

    legs = sheet.shape()
    legs.stroke(at([(-22, -4), (-40, 60), (-30, 128)]), 46, 34)
    legs.stroke(at([(20, -4), (44, 34), (36, 66)]), 48, 38)
    legs.stroke(at([(36, 60), (30, 92), (26, 118)]), 38, 32)
    boots = sheet.shape()
    boots.blob(at([(-48, 122), (-14, 122), (-12, 160), (-20, 168), (-46, 168), (-52, 158)]))
    boots.blob(at([(8, 108), (44, 108), (46, 142), (38, 148), (10, 148), (6, 140)]))
    jacket = sheet.shape().blob(
        at([(-30, -158), (-56, -146), (-62, -100), (-50, -30), (-52, 14), (0, 20), (52, 14),
            (50, -30), (62, -100), (56, -146), (30, -158)])
    )
    arms = sheet.shape()
    arms.stroke(at([(-46, -140), (-74, -176), (-58, -236)]), 34, 24)
    arms.stroke(at([(46, -140), (74, -150), (62, -196)]), 34, 24)
    hands = sheet.shape().ellipse(*at([(-53, -246)])[0], 15, 18).ellipse(*at([(57, -206)])[0], 15,
        18)
    head = sheet.shape().ellipse(*at([(2, -186)])[0], 26, 32)
    collar = sheet.shape().blob(at([(-26, -166), (0, -172), (28, -166), (24, -146), (-24, -146)]))
    whole = legs.plus(boots).plus(jacket).plus(arms).plus(hands).plus(head)
    sheet.paint(whole, key=255, tint=0, halo=7)
    sheet.paint(legs.grown(-4), key=255)
    folds = sheet.shape()
    folds.gouge(at([(-34, 20), (-42, 62), (-34, 112)]), 7).gouge(at([(38, 20), (48, 44), (38, 84)]),
        7)
    sheet.paint(folds, key=0)
    sheet.paint(jacket.grown(-3.5).plus(arms.grown(-3.5)), key=0, tint=255)
    shade = sheet.shape()
    for points, width in (
        ([(40, -140), (50, -80), (40, -20), (42, 8)], 15.0),
        ([(20, -120), (26, -70), (20, -30)], 9.0), ([(-50, -120), (-42, -70), (-46, -36)], 7.0),
        ([(-2, -140), (0, -70), (-2, 12)], 6.0), ([(58, -148), (66, -168), (62, -192)], 8.0),
        ([(-54, -160), (-64, -186), (-54, -226)], 6.0),
    ):
        shade.gouge(at([(float(a), float(b)) for a, b in points]), width)
    sheet.paint(shade, key=255)
    belt = sheet.shape().polygon(at([(-52, -30), (51, -30), (50, -10), (-51, -10)]))
    sheet.paint(belt, key=255, tint=0)
    vest = sheet.shape().polygon(at([(-40, -96), (40, -96), (42, -74), (-42, -74)]))
    sheet.paint(vest, key=0, tint=0)
    sheet.paint(sheet.shape().path(at([(-42, -98), (42, -98)]), 4).path(at([(-44, -72), (44, -72)]),
        4), key=255)
    sheet.paint(hands.grown(-3), key=0, tint=0)
    sheet.paint(head, key=255)
    sheet.paint(collar, key=255)
    wool = sheet.shape()
    for i in range(5):
        wool.gouge(at([(-18 + i * 9, -172), (-17 + i * 9.4, -194), (-8 + i * 5, -214)]), 4)
    sheet.paint(wool, key=0, tint=0)


def lower_basin_map() -> Sheet:
    """A chart of the harbour with the Lower Basin marked as it would be filled."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=241)
    size = sheet.size
    land = sheet.shape()
    land.polygon(
        [*spline([(-10, 560), (120, 540), (250, 566), (380, 556), (470, 520)]), (520, 516),
            (520, 470), (1010, 470), (1010, 404), (1086, 404), (1086, 330),
            *spline([(1086, 330), (1130, 250), (1210, 190), (1240, 110), (1330, 60), (1360, -10)]),
            (-10, -10)]
    )
    land.polygon([(1010, 470), (1130, 470), (1130, 404), (1010, 404)])
    south = sheet.shape().polygon(
        [*spline([(-10, 716), (110, 700), (240, 716), (400, 700), (560, 668), (700, 690),
            (820, 760), (900, 860), (880, 960), (960, 1080)]), (-10, 1080)]
    )
    moles = sheet.shape()
    moles.stroke([(1120, 440), (1220, 470), (1300, 540), (1330, 620)], 24, 20)
    moles.ellipse(1331, 628, 22, 22)
    moles.stroke([(880, 850), (1010, 842), (1130, 800), (1210, 730)], 24, 20)
    moles.ellipse(1214, 722, 22, 22)
    rocks = sheet.shape().blob([(1430, 210), (1470, 190), (1500, 214), (1480, 246), (1440, 244)])
    rocks.blob([(1520, 262), (1546, 254), (1556, 276), (1532, 288)])
    basin = sheet.shape().polygon([(600, 250), (930, 250), (930, 430), (820, 430), (820, 476),
        (752, 476), (752, 430), (600, 430)])
    shore = land.plus(south).plus(moles).plus(rocks)
    sheet.paint(sheet.everything(), key=255, tint=0)
    for i, reach in enumerate((16, 38, 68, 106, 152)):
        outer, inner = shore.grown(reach), shore.grown(reach - 3.2 + i * 0.2)
        lift = gouges(size, 300, 60, 60, 45, 0.5, 40 + i)
        sheet.paint(outer.minus(inner).minus(lift), key=0)
    sheet.paint(shore, key=0, tint=0, halo=5)
    streets = sheet.shape()
    chance = random.Random(6)
    for row in range(-2, 14):
        for column in range(-2, 22):
            x = column * 78 + row * 11 + chance.uniform(-5, 5)
            y = row * 60 - column * 7 + 40 + chance.uniform(-4, 4)
            if chance.random() < 0.09:
                continue
            wide, deep = 62 * chance.uniform(0.8, 1.02), 44 * chance.uniform(0.85, 1.02)
            streets.polygon([(x, y), (x + wide, y - 5), (x + wide + 6, y + deep - 5),
                (x + 6, y + deep)])
    far_streets = sheet.shape()
    for row in range(10):
        for column in range(14):
            x = column * 74 + row * -9 + chance.uniform(-4, 4)
            y = 748 + row * 58 + column * 3 + chance.uniform(-4, 4)
            if chance.random() < 0.12:
                continue
            far_streets.polygon([(x, y), (x + 58, y + 3), (x + 54, y + 45), (x - 4, y + 42)])
    town = land.grown(-20).minus(basin.grown(34))
    quays = sheet.shape().rect(500, 200, 1100, 480)
    blocks = streets.within(town.minus(quays)).plus(far_streets.within(south.grown(-22)))
    tone = hatch(size, 32, 15, 0.55, seed=7, lifts=0.6)
    sheet.paint(blocks, key=tone)
    outline = blocks.minus(blocks.grown(-3.4))
    sheet.paint(outline, key=255)
    sheds = sheet.shape()
    for x in (980, 1040):
        sheds.rect(x - 8, 150 + (x - 980), x + 30, 380)
    sheds.rect(545, 262, 575, 440).rect(620, 196, 760, 226).rect(790, 196, 930, 226)
    sheet.paint(sheds.within(land), key=255)
    sheet.paint(basin, key=0, tint=255, halo=6)
    sheet.paint(basin, key=hatch(size, -45, 34, 0.3, seed=9, lifts=0))
    sheet.paint(basin.minus(basin.grown(-6)), key=255)
    # the park on the south bank, the swing bridge, the railway
    bridge = sheet.shape().path([(300, 556), (316, 712)], 17)
    sheet.paint(bridge, key=0, tint=0, halo=2)
    bars = sheet.shape()
    for i in range(9):
        bars.path([(292 + i * 1.7, 566 + i * 16), (310 + i * 1.7, 564 + i * 16)], 3.4)
    sheet.paint(bars, key=255)
    sheet.paint(sheet.shape().ellipse(308, 636, 26, 26), key=0, tint=0)
    sheet.paint(sheet.shape().ellipse(308, 636, 17, 17), key=255)
    track = spline([(-10, 660 - 196), (160, 440), (330, 410), (470, 330), (520, 180), (600, 90),
        (720, -10)])
    sheet.paint(sheet.shape().path(track, 12), key=0, tint=0)
    sheet.paint(sheet.shape().path(track, 4), key=255)
    ties = sheet.shape()
    for (ax, ay), (bx, by) in zip(track[::2], track[1::2], strict=False):
        length = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / length * 9, (bx - ax) / length * 9
        ties.path([(ax + nx, ay + ny), (ax - nx, ay - ny)], 3.4)
    sheet.paint(ties.within(land), key=255)
    # the new berths, dashed
    dashes = sheet.shape()
    for i in range(11):
        dashes.path([(540 + i * 45, 500), (566 + i * 45, 500)], 9)
    sheet.paint(dashes, key=0, tint=255)
    # the fairway and its buoys
    fair = spline([(1600, 700), (1460, 700), (1330, 690), (1230, 662), (1080, 620), (900, 580),
        (700, 580)])
    line = sheet.shape()
    for a, b in zip(fair[::4], fair[2::4], strict=False):
        line.path([a, b], 5)
    sheet.paint(line, key=0, tint=0)
    for i, (x, y) in enumerate(((1430, 742), (1430, 650), (1130, 680), (1150, 590), (930, 620))):
        mark = sheet.shape().polygon([(x - 11, y + 12), (x + 11, y + 12), (x, y - 16)])
        sheet.paint(mark, key=0, tint=255 if i % 2 else 0, halo=3)
    soundings = sheet.shape()
    for x, y in ((1180, 900), (1320, 860), (1450, 930), (1300, 980), (1080, 980), (1500, 560),
        (1430, 460), (1520, 400), (1260, 380), (1400, 340), (1000, 920), (1500, 820), (1200, 560)):
        soundings.path([(x - 8, y), (x + 8, y)], 3.6).path([(x, y - 8), (x, y + 8)], 3.6)
    sheet.paint(soundings, key=0)
    _compass(sheet, 1392, 872, 118)
    frame = sheet.everything().minus(sheet.shape().rect(34, 34, 1566, 1033))
    sheet.paint(frame, key=0, tint=0)
    sheet.paint(sheet.shape().rect(26, 26, 1574, 1041).minus(sheet.shape().rect(34, 34, 1566,
        1033)), key=255)
    scale = sheet.shape()
    for i in range(20):
        if i % 2 == 0:
            scale.rect(26 + i * 77.4, 8, 26 + (i + 1) * 77.4, 20).rect(26 + (i + 1) * 77.4, 1047,
                26 + (i + 2) * 77.4, 1059)
    for i in range(13):
        if i % 2 == 0:
            scale.rect(8, 26 + i * 78, 20, 26 + (i + 1) * 78).rect(1580, 26 + i * 78, 1592,
                26 + (i + 1) * 78)
    sheet.paint(scale, key=255)
    return sheet


def _compass(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """Draw a compass rose in white line on the dark sea."""
    ring = sheet.shape().ellipse(x, y, radius, radius).minus(
        sheet.shape().ellipse(x, y, radius - 5, radius - 5)
    )
    sheet.paint(sheet.shape().ellipse(x, y, radius + 10, radius + 10), key=255, tint=0)
    ticks = sheet.shape()
    for i in range(36):
        a = math.radians(i * 10)
        inner = radius - (18 if i % 3 == 0 else 11)
        ticks.path([(x + inner * math.sin(a), y - inner * math.cos(a)),
            (x + radius * math.sin(a), y - radius * math.cos(a))], 3.6)
    sheet.paint(ring.plus(ticks), key=0)
    for order, (turn, reach) in enumerate(
        [(45 + 90 * i, 0.62) for i in range(4)] + [(90 * i, 0.86) for i in range(4)]
    ):
        for side in (1, -1):
            leaf = turned([(0, -radius * reach), (side * radius * 0.15, -radius * 0.15), (0, 0)],
                turn)
            shape = sheet.shape().polygon(placed(leaf, x, y))
            bright = side == 1
            sheet.paint(shape, key=0 if bright else 255, tint=255 if bright and order >= 4 else 0)
            edge = sheet.shape().path(placed(leaf, x, y), 2.6)
            sheet.paint(edge, key=0, tint=0)
