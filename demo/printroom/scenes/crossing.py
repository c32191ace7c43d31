"""Pictures of the crossing: the ferry on the bar, from outside and from the wheelhouse."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import ferry, wave
from printroom.cutting import (
    gouges,
    inverted,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, SEA, Sheet
from printroom.shapes import Point, placed, spline, turned


def _line(*points: tuple[int, int]) -> list[Point]:
    return [(float(x), float(y)) for x, y in points]


def ferry_sallay_bar() -> Sheet:
    """The ferry Annis Bray climbs a breaking sea on the bar."""
    sheet = Sheet(LANDSCAPE, SEA, seed=401)
    size = sheet.size
    squall = gouges(size, 54, 330, 30, -16, lambda x, y: max(0.0, 1.0 - y / 560), 5,
        box=(-300, -20, 1700, 620))
    sheet.paint(sheet.everything(), key=0, tint=inverted(squall))
    dark = gouges(size, 58, 360, 32, -16, lambda x, y: max(0.0, 0.95 - (y + x * 0.25) / 420), 15,
        box=(-300, -20, 1700, 420))
    sheet.paint(sheet.everything(), key=dark)
    isle = sheet.shape().polygon(
        [*spline(_line((1130, 560), (1220, 520), (1300, 528), (1400, 470), (1500, 486),
            (1605, 452))), (1605, 640), (1130, 640)]
    )
    sheet.paint(isle, key=255, tint=0, halo=4)
    light = sheet.shape().polygon([(1392, 480), (1398, 396), (1416, 396), (1422, 480)]).rect(1394,
        380, 1420, 396)
    sheet.paint(light, key=0, tint=0, halo=3)
    sheet.paint(sheet.shape().rect(1401, 382, 1413, 394), key=255)
    wave(sheet, _line((-40, 610), (120, 570), (300, 616), (520, 566), (760, 622), (980, 590),
        (1220, 626), (1420, 596), (1640, 622)),
        1080, key=0, tint=255, cut=17, spacing=36, foam=16, seed=11)
    wave(sheet, _line((-40, 700), (160, 720), (420, 690), (700, 640), (960, 690), (1180, 740),
        (1400, 690), (1640, 700)), 1080, key=255, cut=15, spacing=36, foam=20, seed=12)
    ferry(sheet, 800, 640, 0.92, tilt=-11)
    _spray(sheet, 1262.0, 716.0)
    wave(sheet, _line((-40, 860), (160, 820), (380, 746), (600, 770), (820, 850), (1040, 830),
        (1230, 742), (1420, 716), (1640, 790)), 1080, key=255, cut=18, spacing=40, foam=30, seed=13)
    wave(sheet, _line((-40, 900), (110, 858), (300, 900), (520, 962), (780, 900), (1000, 880),
        (1240, 946), (1440, 900), (1640, 946)),
        1080, key=0, tint=255, cut=20, spacing=44, foam=30, seed=14)
    wave(sheet, _line((-40, 1010), (200, 1030), (460, 1000), (700, 1046), (960, 1000), (1240, 1040),
        (1640, 1000)), 1080, key=255, cut=18, spacing=40, foam=26, seed=15)
    gulls(sheet, [(300, 300, 100), (450, 214, 66), (1180, 260, 74), (1010, 150, 52)])
    return sheet


def _spray(sheet: Sheet, x: float, y: float) -> None:
    """Throw up the sea where the bow meets it: long arcs that break into drops."""
    chance = random.Random(7)
    arcs, drops, shade = sheet.shape(), sheet.shape(), sheet.shape()
    for i in range(58):
        angle = math.radians(chance.uniform(196, 344))
        upright = -math.sin(angle)
        reach = chance.uniform(110, 250) * (0.55 + 0.6 * upright)
        lean = 40 * math.cos(angle)
        middle = (x + reach * 0.55 * math.cos(angle), y + reach * 0.8 * math.sin(angle))
        tip = (x + reach * 1.1 * math.cos(angle) + lean, y + reach * math.sin(angle) + 12)
        arcs.gouge([(x + chance.uniform(-70, 70), y + 20), middle, tip], chance.uniform(9, 22))
        if i % 3 == 0:
            shade.gouge([(x + (middle[0] - x) * 0.3, y + 14 + (middle[1] - y) * 0.3), middle], 6)
        for j in range(3):
            spread = 1.12 + 0.16 * j + chance.uniform(0, 0.1)
            size = chance.uniform(2.5, 8) * (1 - 0.2 * j)
            drops.ellipse(x + (tip[0] - x) * spread, y + (tip[1] - y) * spread, size, size * 0.85)
    arcs.ellipse(x, y + 14, 150, 44)
    sheet.paint(arcs.plus(drops), key=0, tint=0)
    sheet.paint(shade.within(arcs), tint=255)


def wheelhouse() -> Sheet:
    """The wheelhouse from within: the master at the wheel, the mate behind, the sea ahead."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, SEA, seed=431)
    size = sheet.size
    squall = gouges(size, 56, 330, 30, -18, 0.8, 5, box=(-300, -20, 1700, 620))
    sheet.paint(sheet.everything(), key=0, tint=inverted(squall))
    wave(sheet, _line((-40, 560), (200, 500), (420, 380), (640, 270), (800, 232), (960, 270),
        (1180, 372), (1400, 470), (1640, 520)),
        1080, key=0, tint=255, cut=22, spacing=44, foam=34, seed=21)
    wave(sheet, _line((-40, 640), (260, 560), (560, 470), (820, 440), (1080, 500), (1340, 590),
        (1640, 610)), 1080, key=255, cut=20, spacing=42, foam=30, seed=22)
    _spray(sheet, 1130.0, 560.0)
    bow = sheet.shape().polygon(_line((560, 760), (790, 500), (812, 500), (1040, 760)))
    sheet.paint(bow, key=255, tint=0, halo=6)
    sheet.paint(sheet.shape().polygon(_line((600, 760), (798, 532), (804, 532), (1000, 760))),
        key=0, tint=0)
    planks = sheet.shape()
    for x in (660, 730, 870, 940):
        planks.path([(float(x), 760.0), (800 + (x - 800) * 0.06, 540.0)], 5)
    planks.path([(801.0, 500.0), (801.0, 430.0)], 7)
    sheet.paint(planks, key=255)
    # the wheelhouse itself: everything that is not glass
    glass = sheet.shape()
    for pane in (
        _line((56, 150), (400, 128), (412, 660), (40, 700)),
        _line((452, 128), (800, 114), (1150, 128), (1140, 654), (800, 644), (462, 654)),
        _line((1200, 128), (1544, 150), (1560, 700), (1188, 660)),
    ):
        glass.polygon(pane)
    rounded = glass.grown(16).grown(-16)
    frame = sheet.everything().minus(rounded)
    sheet.paint(frame, key=255, tint=0)
    rim = rounded.grown(7).minus(rounded)
    sheet.paint(rim, key=0, tint=0)
    drops = sheet.shape()
    chance = random.Random(5)
    for _ in range(60):
        x, y = chance.uniform(50, 1550), chance.uniform(150, 640)
        drops.gouge([(x, y), (x - 7, y + chance.uniform(20, 52))], 6)
    sheet.paint(drops.within(rounded), key=0, tint=0)
    wipers = sheet.shape()
    for x, lean in ((620, -150), (1000, 160)):
        wipers.path([(float(x), 660.0), (float(x + lean), 330.0)], 11)
        wipers.path([(x + lean * 0.62, 430.0), (x + lean * 1.3, 262.0)], 8)
    sheet.paint(wipers, key=255, tint=0, halo=4)
    # overhead: a rail of lamps, a mug that has kept its angle while the ship has not
    rail = sheet.shape().rect(-5, 52, 1605, 64)
    sheet.paint(rail, key=0, tint=255)
    dials = sheet.shape()
    for x in (180, 300, 1300, 1420):
        dials.ellipse(x, 60, 40, 40)
    sheet.paint(dials, key=0, tint=0, halo=5)
    sheet.paint(dials.minus(dials.grown(-6)), key=255)
    needles = sheet.shape()
    for x, a in ((180, 200), (300, 310), (1300, 250), (1420, 330)):
        needles.path([(float(x), 60.0), (x + 28 * math.cos(math.radians(a)),
            60 + 28 * math.sin(math.radians(a)))], 6)
    sheet.paint(needles, key=255)
    handle = sheet.shape().ellipse(1120, 118, 20, 22).minus(sheet.shape().ellipse(1120, 118, 11,
        13))
    hook = sheet.shape().path([(1102.0, 62.0), (1112.0, 98.0)], 5)
    mug = sheet.shape().polygon(placed(turned(_line((-28, 0), (28, 0), (24, 58), (-24, 58)), 14),
        1084, 88))
    sheet.paint(mug.plus(handle).plus(hook), key=255, tint=0, halo=4)
    sheet.paint(mug.grown(-5), key=0, tint=255)
    # the desk
    desk = sheet.shape().polygon(_line((-5, 800), (300, 752), (1300, 752), (1605, 800),
        (1605, 1072), (-5, 1072)))
    sheet.paint(desk, key=255, tint=0, halo=6)
    edge = sheet.shape().stroke(_line((-5, 808), (300, 764), (1300, 764), (1605, 808)), 9,
        smooth=False)
    sheet.paint(edge, key=0, tint=255)
    chart = sheet.shape().polygon(_line((1130, 800), (1440, 816), (1500, 960), (1130, 930)))
    sheet.paint(chart, key=0, tint=0, halo=4)
    lines = sheet.shape()
    for i in range(4):
        lines.stroke([(1150.0, 826 + i * 26.0), (1250.0, 816 + i * 30.0), (1340.0, 850 + i * 24.0),
            (1450.0, 836 + i * 30.0)], 5)
    sheet.paint(lines.within(chart.grown(-8)), key=255)
    lamps = sheet.shape()
    for i in range(7):
        lamps.ellipse(160 + i * 44, 850 - i * 5, 11, 9)
    sheet.paint(lamps, key=0, tint=255, halo=2)
    lever = sheet.shape().path([(420.0, 850.0), (400.0, 740.0)], 14).ellipse(398, 730, 24, 24)
    sheet.paint(lever, key=255, tint=0, halo=5)
    _helmsman(sheet, 770.0, 1090.0)
    return sheet


def _helmsman(sheet: Sheet, x: float, ground: float) -> None:
    """Draw the master from behind at the wheel, and the mate with a hand on his chair."""
    wheel = sheet.shape().ellipse(x, ground - 300, 176, 168).minus(sheet.shape().ellipse(x,
        ground - 300, 148, 140))
    spokes = sheet.shape()
    for i in range(8):
        a = math.radians(i * 45 + 16)
        spokes.path([(x, ground - 300), (x + 210 * math.cos(a), ground - 300 + 202 * math.sin(a))],
            15)
    spokes.ellipse(x, ground - 300, 40, 40)
    sheet.paint(wheel.plus(spokes), key=255, tint=0, halo=5)
    sheet.paint(wheel.grown(-6), key=0, tint=255)
    for side in (-1, 1):
        arm = sheet.shape().stroke([(x + side * 96, ground - 236), (x + side * 168, ground - 210),
            (x + side * 150, ground - 312)], 64, 42)
        hand = sheet.shape().ellipse(x + side * 148, ground - 330, 29, 27)
        sheet.paint(arm.plus(hand), key=255, tint=0, halo=5)
        sheet.paint(hand.grown(-5), key=0, tint=0)
        fingers = sheet.shape()
        for i in range(3):
            fingers.gouge([(x + side * 148 - 16, ground - 342 + i * 12), (x + side * 148 + 16,
                ground - 342 + i * 12)], 4)
        sheet.paint(fingers, key=255)
        sheet.paint(sheet.shape().gouge([(x + side * 112, ground - 230),
            (x + side * 168, ground - 222), (x + side * 166, ground - 280)], 8), key=0)
    body = sheet.shape().blob([(x - 150, ground + 20), (x - 140, ground - 180),
        (x - 96, ground - 262), (x - 30, ground - 300),
        (x + 30, ground - 300), (x + 96, ground - 262), (x + 140, ground - 180),
        (x + 150, ground + 20)])
    head = sheet.shape().blob([(x - 44, ground - 280), (x - 58, ground - 360),
        (x - 50, ground - 420), (x, ground - 446),
        (x + 50, ground - 420), (x + 58, ground - 360), (x + 44, ground - 280)])
    ears = sheet.shape().ellipse(x - 60, ground - 358, 14, 22).ellipse(x + 60, ground - 358, 14, 22)
    sheet.paint(body.plus(head).plus(ears), key=255, tint=0, halo=7)
    sheet.paint(ears.grown(-4), key=0, tint=0)
    nape = sheet.shape().rect(x - 36, ground - 334, x + 36, ground - 296)
    sheet.paint(nape, key=0, tint=0)
    hair = sheet.shape()
    for i in range(-3, 4):
        hair.gouge([(x + i * 13, ground - 386), (x + i * 12, ground - 340)], 5)
    sheet.paint(hair, key=0)
    cap = sheet.shape().blob([(x - 68, ground - 396), (x - 74, ground - 436),
        (x - 40, ground - 478), (x + 40, ground - 478),
        (x + 74, ground - 436), (x + 68, ground - 396), (x, ground - 388)])
    sheet.paint(cap, key=255, tint=0, halo=4)
    sheet.paint(cap.grown(-6), key=0, tint=0)
    band = sheet.shape().stroke([(x - 68, ground - 404), (x, ground - 394), (x + 68, ground - 404)],
        20)
    sheet.paint(band, key=255)
    collar = sheet.shape().blob([(x - 60, ground - 286), (x, ground - 300), (x + 60, ground - 286),
        (x + 54, ground - 256), (x, ground - 268), (x - 54, ground - 256)])
    sheet.paint(collar, key=0, tint=255, halo=3)
    knit = sheet.shape()
    for i in range(-5, 6):
        knit.gouge([(x + i * 24, ground - 226 + abs(i) * 8), (x + i * 25, ground - 120)], 6)
        knit.gouge([(x + i * 25, ground - 100), (x + i * 25, ground - 10)], 6)
    sheet.paint(knit.within(body), key=0)
    chair = sheet.shape().blob([(x - 130, ground + 10), (x - 124, ground - 110),
        (x - 90, ground - 132), (x + 90, ground - 132), (x + 124, ground - 110),
        (x + 130, ground + 10)])
    sheet.paint(chair, key=255, tint=0, halo=6)
    sheet.paint(chair.grown(-8), key=0, tint=255)
    studs = sheet.shape()
    for i in range(-3, 4):
        studs.ellipse(x + i * 32, ground - 106, 6, 6)
    sheet.paint(studs, key=255)
    standing(sheet, x - 390, ground + 190, 640, face=1, hat="hair", arm="forward", light=-1, halo=7)
