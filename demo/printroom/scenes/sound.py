"""Pictures of the sound and its people: sheep in a boat, the post against the wind."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.craft import wave
from printroom.cutting import (
    gouges,
    inverted,
)
from printroom.figures import gulls, standing
from printroom.press import LANDSCAPE, SEA, Sheet
from printroom.shapes import Point, placed, spline, turned


def _sheep(sheet: Sheet, x: float, y: float, unit: float, face: int, seed: int,
    bleat: bool = False) -> None:
    """Draw the front half of a sheep, its feet out of sight; (x, y) is the middle of its back."""
    chance = random.Random(seed)

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in points], x, y, unit)

    fleece = sheet.shape()
    for i in range(18):
        a = i * math.tau / 18
        fleece.ellipse(*at([(96 * math.cos(a), 58 + 62 * math.sin(a))])[0],
            chance.uniform(24, 31) * unit, chance.uniform(22, 29) * unit)
    fleece.ellipse(*at([(0, 58)])[0], 100 * unit, 66 * unit)
    fleece.rect(x - 84 * unit, y + 60 * unit, x + 84 * unit, y + 240 * unit)
    sheet.paint(fleece, key=255, tint=0, halo=5 * unit)
    sheet.paint(fleece.grown(-6 * unit), key=0, tint=0)
    curls = sheet.shape()
    for row in range(5):
        for column in range(6):
            px = -86 + column * 34 + (row % 2) * 17 + chance.uniform(-6, 6)
            py = 14 + row * 32 + chance.uniform(-5, 5)
            curls.gouge(at([(px - 11, py + 3), (px - 2, py - 8), (px + 9, py - 2),
                (px + 8, py + 7)]), 6 * unit)
    sheet.paint(curls.within(fleece.grown(-8 * unit)), key=255)
    ears = sheet.shape().stroke(at([(64, -22), (36, -16), (22, 2)]), 22 * unit, 8 * unit)
    ears.stroke(at([(110, -20), (132, -26), (148, -14)]), 20 * unit, 7 * unit)
    head = sheet.shape().blob(at([(62, -40), (100, -46), (124, -24), (146, 20), (152, 44),
        (132, 56), (104, 44), (76, 30), (60, 0)]))
    sheet.paint(ears.plus(head), key=255, tint=0, halo=5 * unit)
    tuft = sheet.shape()
    for dx in (62, 80, 98):
        tuft.ellipse(*at([(dx, -46 - (dx == 80) * 8)])[0], 17 * unit, 16 * unit)
    sheet.paint(tuft, key=255, tint=0)
    sheet.paint(tuft.grown(-4 * unit), key=0, tint=0)
    bare = sheet.shape().ellipse(*at([(100, -6)])[0], 7 * unit, 8 * unit)
    bare.gouge(at([(140, 26), (148, 30)]), 5 * unit)
    bare.gouge(at([(84, 14), (104, 34), (126, 44)]), 5 * unit)
    if bleat:
        bare.blob(at([(150, 44), (128, 38), (112, 48), (130, 58)]))
    sheet.paint(bare, key=0)
    sheet.paint(sheet.shape().ellipse(*at([(102, -5)])[0], 3.4 * unit, 4.4 * unit), key=255)


def sheep_boat() -> Sheet:
    """Nine sheep cross in an open boat that is rowed, counted and talked along."""
    sheet = Sheet(LANDSCAPE, SEA, seed=761)
    size = sheet.size
    cloud = gouges(size, 60, 420, 26, -4, lambda _x, y: max(0.0, 1 - y / 420), 5,
        box=(-300, 10, 1700, 400))
    sheet.paint(sheet.everything(), key=0, tint=cloud)
    isle = sheet.shape().polygon([*spline([(-20, 470), (120, 400), (260, 350), (420, 300),
        (560, 346), (720, 410), (880, 450), (1060, 480)]), (1060, 540), (-20, 540)])
    turf = gouges(size, 30, 110, 11, lambda x, _y: -24 if x < 420 else 22, 0.8, 9,
        box=(-60, 300, 1080, 540))
    sheet.paint(isle, key=inverted(turf), tint=0, halo=5)
    dots = sheet.shape()
    for x, y in ((250, 402), (300, 380), (516, 372), (600, 410), (380, 360), (180, 430)):
        dots.ellipse(x, y, 13, 8)
    sheet.paint(dots, key=0, tint=0, halo=3)
    croft = sheet.shape().rect(700, 408, 784, 452).polygon([(690, 410), (710, 372), (774, 372),
        (794, 410)])
    sheet.paint(croft, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().rect(706, 414, 768, 450), key=0)
    sheet.paint(sheet.shape().rect(730, 424, 746, 450), key=255)
    wave(sheet, [(-40, 520), (300, 506), (700, 524), (1100, 508), (1640, 520)], 1090, key=0,
        tint=255, cut=14, spacing=32, foam=0, seed=3)
    wave(sheet, [(-40, 640), (240, 612), (520, 650), (860, 620), (1200, 652), (1640, 616)], 1090,
        key=255, cut=15, spacing=36, foam=18, seed=5)
    # one in the stern to count, one in the bow to talk, two to row; nine passengers
    standing(sheet, 236, 800, 470, face=1, hat="wool", arm="forward", light=1, halo=7, coat=0,
        coat_tint=255)
    for x, y, face, seed, bleat in ((560, 474, -1, 3, False), (720, 450, 1, 4, False),
            (880, 456, -1, 5, True), (1010, 446, 1, 7, False), (1120, 470, 1, 6, False)):
        _sheep(sheet, x, y, 0.84, face, seed, bleat)
    for x, hat in ((596, "cap"), (946, "hair")):
        standing(sheet, x, 880, 530, face=-1, hat=hat, arm="forward", light=1, halo=7)
    for x, y, face, seed, bleat in ((450, 570, 1, 13, False), (690, 566, 1, 14, True),
            (890, 576, -1, 15, False), (1080, 564, 1, 16, False)):
        _sheep(sheet, x, y, 1.0, face, seed, bleat)
    standing(sheet, 1372, 800, 430, face=-1, hat="hood", arm="forward", light=-1, halo=7,
        skirt=True, coat=0, coat_tint=0)
    _hull(sheet)
    wave(sheet, [(-40, 880), (200, 846), (420, 886), (700, 858), (960, 890), (1240, 850),
        (1440, 872), (1640, 846)], 1090, key=0, tint=255, cut=19, spacing=42, foam=24, seed=8)
    wave(sheet, [(-40, 990), (260, 1014), (560, 976), (860, 1016), (1200, 980), (1640, 1010)], 1090,
        key=255, cut=17, spacing=38, foam=22, seed=9)
    gulls(sheet, [(1180, 150, 100), (1330, 226, 66), (1010, 250, 60), (660, 150, 74)])
    return sheet


def _hull(sheet: Sheet) -> None:
    """Draw the boat's clinker side, bow to the right, and the two near oars."""
    rail = spline([(120, 668), (400, 704), (760, 716), (1120, 694), (1380, 640), (1530, 556)])
    keel = spline([(1530, 556), (1480, 700), (1390, 830), (1250, 910), (800, 930), (300, 920),
        (170, 860), (120, 668)])
    hull = sheet.shape().polygon(rail + keel)
    sheet.paint(hull, key=255, tint=0, halo=8)
    planks = sheet.shape()
    for i in range(5):
        share = (i + 1) / 6
        planks.gouge([(130 + 20 * share, 668 + 190 * share), (420, 704 + 180 * share),
            (780, 716 + 180 * share), (1130, 694 + 184 * share), (1360 - 50 * share,
                646 + 170 * share), (1518 - 130 * share, 590 + 200 * share)], 9)
    sheet.paint(planks.within(hull), key=0)
    strake = sheet.shape().stroke([(118, 676), (400, 714), (760, 728), (1120, 706), (1384, 652),
        (1532, 566)], 34)
    sheet.paint(strake, key=255, tint=0, halo=4)
    sheet.paint(strake.grown(-6), key=0, tint=0)
    for x, y in ((540.0, 722.0), (896.0, 724.0)):
        oar = sheet.shape().stroke([(x, y), (x + 110, y + 160)], 19, 15)
        oar.polygon([(x + 96, y + 152), (x + 118, y + 136), (x + 176, y + 236), (x + 144, y + 250)])
        sheet.paint(oar, key=255, tint=0, halo=5)
        sheet.paint(oar.grown(-5), key=0, tint=255)
        pins = sheet.shape().rect(x - 14, y - 34, x - 5, y + 6).rect(x + 12, y - 34, x + 21, y + 6)
        sheet.paint(pins, key=255, tint=0, halo=3)


def post_bicycle() -> Sheet:
    """The postwoman of Great Sallay rides home to windward and loses two letters."""
    sheet = Sheet(LANDSCAPE, SEA, seed=771)
    size = sheet.size
    wind = gouges(size, 62, 460, 30, lambda x, y: 5 + 7 * math.sin(x / 240 + y / 110), 0.8, 6,
        box=(-300, 10, 1700, 700))
    sheet.paint(sheet.everything(), key=0, tint=inverted(wind))
    isle = sheet.shape().polygon([*spline([(-20, 690), (160, 640), (360, 612), (560, 660),
        (800, 700), (1100, 690), (1330, 640), (1620, 600)]), (1620, 880), (-20, 880)])
    turf = gouges(size, 30, 120, 11, lambda x, _y: -12 if x < 360 or x > 1000 else 10, 0.8, 9,
        box=(-60, 610, 1660, 880))
    sheet.paint(isle, key=inverted(turf), tint=0, halo=6)
    house = sheet.shape().rect(1330, 540, 1510, 650).polygon([(1312, 546), (1352, 474), (1488, 474),
        (1528, 546)]).rect(1450, 430, 1482, 480)
    sheet.paint(house, key=255, tint=0, halo=6)
    sheet.paint(sheet.shape().rect(1342, 556, 1490, 646), key=0, tint=0)
    holes = sheet.shape().rect(1362, 574, 1392, 612).rect(1446, 574, 1474, 612).rect(1404, 580,
        1432, 646)
    sheet.paint(holes, key=255)
    smoke = sheet.shape().stroke([(1466, 426), (1500, 404), (1556, 410), (1620, 396)], 10, 30)
    sheet.paint(smoke, key=0, tint=0, halo=0)
    road = sheet.shape().polygon([*spline([(-20, 930), (500, 950), (1100, 946), (1620, 920)]),
        (1620, 1080), (-20, 1080)])
    sheet.paint(road, key=0, tint=0, halo=6)
    sheet.paint(road, key=gouges(size, 30, 170, 9, 0, 0.5, 12, box=(-60, 968, 1700, 1080)))
    edge = sheet.shape().stroke([(-20, 932), (500, 952), (1100, 948), (1620, 922)], 7)
    sheet.paint(edge, key=255)
    chance = random.Random(5)
    grass = sheet.shape()
    for i in range(150):
        x = i * 11.2 - 20 + chance.uniform(-6, 6)
        y = 940 + 12 * math.sin(x / 300)
        tall = chance.uniform(40, 104)
        grass.gouge([(x, y + 12), (x + tall * 0.5, y - tall * 0.6), (x + tall * 1.25,
            y - tall * 0.7)], 10)
    sheet.paint(grass, key=255, tint=0, halo=2)
    _bicycle(sheet)
    _rider(sheet)
    for x, y, turn, wide in ((1230, 330, -18, 108), (1410, 250, 24, 84), (1120, 196, 10, 64)):
        letter = sheet.shape().polygon(placed(turned([(-50, -34), (50, -34), (50, 34), (-50, 34)],
            turn), x, y, wide / 100))
        sheet.paint(letter, key=255, tint=0, halo=5)
        sheet.paint(letter.grown(-5), key=0, tint=0)
        flap = sheet.shape().path(placed(turned([(-46, -30), (0, 8), (46, -30)], turn), x, y,
            wide / 100), 5)
        sheet.paint(flap, key=255)
    gulls(sheet, [(300, 190, 110), (180, 300, 70)])
    return sheet


def _bicycle(sheet: Sheet) -> None:
    """Draw the carrier bicycle, its front wheel to the left."""
    hubs: list[Point] = [(540.0, 830.0), (1010.0, 830.0)]
    for x, y in hubs:
        tyre = sheet.shape().ellipse(x, y, 178, 178).ellipse(x, y, 158, 158, value=0)
        rim = sheet.shape().ellipse(x, y, 148, 148).ellipse(x, y, 141, 141, value=0)
        spokes = sheet.shape()
        for i in range(20):
            a = i * math.tau / 20 + 0.1
            spokes.path([(x, y), (x + 144 * math.cos(a), y + 144 * math.sin(a))], 3.4)
        sheet.paint(spokes.plus(rim), key=255, tint=0, halo=2.5)
        sheet.paint(tyre, key=255, tint=0, halo=5)
        sheet.paint(sheet.shape().ellipse(x, y, 22, 22), key=255, tint=0, halo=4)
    frame = sheet.shape().path([(600, 560), (576, 690), (540, 830)], 19)
    frame.path([(590, 650), (780, 850)], 17).path([(600, 604), (880, 660)], 15)
    frame.path([(780, 850), (910, 600)], 17).path([(780, 850), (1010, 830)], 14)
    frame.path([(884, 660), (1010, 830)], 13)
    guards = sheet.shape()
    for x, y in hubs:
        arc = [(x + 194 * math.cos(math.radians(a)), y + 194 * math.sin(math.radians(a)))
            for a in range(186, 340 if x > 800 else 300, 6)]
        guards.stroke(arc, 12, smooth=False)
    bars = sheet.shape().stroke([(600, 566), (588, 530), (640, 512), (690, 530)], 14)
    lamp = sheet.shape().blob([(548, 560), (520, 548), (510, 580), (522, 610), (550, 598)])
    sheet.paint(frame.plus(guards).plus(bars).plus(lamp), key=255, tint=0, halo=5)
    chain = sheet.shape().ellipse(780, 850, 54, 54).ellipse(780, 850, 40, 40, value=0)
    for i in range(5):
        a = i * math.tau / 5
        chain.path([(780, 850), (780 + 46 * math.cos(a), 850 + 46 * math.sin(a))], 7)
    chain.path([(780, 798), (1010, 812)], 5).path([(780, 902), (1010, 848)], 5)
    sheet.paint(chain, key=255, tint=0, halo=4)
    saddle = sheet.shape().blob([(846, 590), (900, 580), (962, 566), (976, 590), (930, 612),
        (880, 606)])
    sheet.paint(saddle, key=255, tint=0, halo=5)
    bag = sheet.shape().blob([(960, 650), (970, 620), (1150, 616), (1168, 650), (1156, 800),
        (1060, 816), (972, 800)])
    sheet.paint(bag, key=255, tint=0, halo=6)
    sheet.paint(bag.grown(-7), key=0, tint=255)
    flap = sheet.shape().blob([(962, 640), (972, 616), (1150, 612), (1170, 644), (1150, 700),
        (1066, 716), (976, 704)])
    sheet.paint(flap, key=255, tint=0, halo=3)
    mark = sheet.shape().rect(1028, 640, 1104, 690)
    mark = mark.minus(sheet.shape().path([(1028, 642), (1066, 670), (1104, 642)], 6))
    sheet.paint(mark, key=0)
    straps = sheet.shape().gouge([(1006, 712), (1008, 790)], 12).gouge([(1126, 708), (1124, 784)],
        12)
    sheet.paint(straps, key=255)


def _rider(sheet: Sheet) -> None:
    """Draw the postwoman bent over the bars, scarf and coat-tails flying."""
    far = sheet.shape().stroke([(890, 600), (740, 690), (730, 780)], 74, 50)
    far.stroke([(730, 770), (760, 880)], 46, 36).blob([(700, 886), (780, 876), (794, 910),
        (690, 916)])
    sheet.paint(far, key=255, tint=0, halo=6)
    tails = sheet.shape().blob([(830, 470), (930, 520), (1040, 520), (1130, 462), (1124, 540),
        (1030, 604), (900, 610), (820, 570)])
    sheet.paint(tails, key=255, tint=0, halo=6)
    sheet.paint(tails.grown(-6), key=0, tint=255)
    folds = sheet.shape().gouge([(900, 550), (1010, 560), (1096, 508)], 11)
    folds.gouge([(880, 580), (970, 590), (1040, 566)], 9)
    sheet.paint(folds, key=255)
    near = sheet.shape().stroke([(890, 586), (700, 640), (690, 700)], 92, 66)
    near.stroke([(694, 670), (800, 820), (824, 930)], 62, 42)
    near.blob([(784, 930), (850, 916), (860, 962), (820, 970), (736, 968), (742, 948)])
    sheet.paint(near, key=255, tint=0, halo=6)
    seam = sheet.shape().gouge([(860, 570), (740, 612), (690, 650)], 10)
    seam.gouge([(680, 690), (760, 790), (800, 880)], 10)
    sheet.paint(seam, key=0)
    body = sheet.shape().blob([(960, 596), (980, 520), (930, 430), (840, 370), (750, 356),
        (700, 390), (700, 440), (760, 510), (840, 590), (900, 616)])
    sheet.paint(body, key=255, tint=0, halo=7)
    sheet.paint(body.grown(-7), key=0, tint=255)
    creases = sheet.shape().gouge([(780, 386), (880, 440), (950, 540)], 12)
    creases.gouge([(760, 470), (830, 540), (890, 590)], 10).gouge([(850, 560), (900, 540),
        (956, 560)], 8)
    sheet.paint(creases, key=255)
    arm = sheet.shape().stroke([(750, 400), (690, 500), (640, 520)], 70, 42)
    hand = sheet.shape().ellipse(622, 522, 28, 24)
    sheet.paint(arm.plus(hand), key=255, tint=0, halo=5)
    sheet.paint(arm.grown(-6), key=0, tint=255)
    sheet.paint(hand.grown(-5), key=0, tint=0)
    cuts = sheet.shape().gouge([(740, 430), (700, 496), (660, 516)], 9)
    for i in range(3):
        cuts.gouge([(608 + i * 12, 512), (606 + i * 12, 534)], 4)
    sheet.paint(cuts, key=255)
    scarf = sheet.shape().stroke([(730, 370), (830, 330), (930, 350), (1040, 300)], 44, 56)
    scarf.stroke([(740, 390), (850, 380), (960, 410), (1080, 380)], 36, 46)
    sheet.paint(scarf, key=255, tint=0, halo=6)
    sheet.paint(scarf.grown(-6), key=0, tint=0)
    bands = sheet.shape()
    for x, y in ((800, 338), (880, 338), (960, 336), (1020, 310), (860, 386), (950, 408),
            (1040, 392)):
        bands.stroke([(x - 6, y - 34), (x + 8, y + 30)], 12)
    sheet.paint(bands.within(scarf.grown(-6)), key=255)
    head = sheet.shape().blob([(760, 350), (764, 290), (740, 240), (680, 222), (630, 246),
        (616, 282), (590, 306), (606, 320), (604, 336), (618, 346), (626, 372), (670, 376),
        (710, 380)])
    sheet.paint(head, key=255, tint=0, halo=6)
    sheet.paint(head.grown(-6), key=0, tint=0)
    face = sheet.shape().gouge([(622, 284), (640, 276), (660, 284)], 9)
    face.gouge([(630, 296), (644, 302), (656, 296)], 6)
    face.gouge([(612, 346), (632, 342), (648, 348)], 7).gouge([(622, 318), (632, 324),
        (624, 328)], 5)
    sheet.paint(face, key=255)
    blush = sheet.shape()
    for i in range(3):
        blush.gouge([(654, 312 + i * 11), (672, 308 + i * 11), (690, 314 + i * 10)], 6)
    sheet.paint(blush, tint=255)
    hair = sheet.shape().blob([(680, 250), (740, 240), (790, 280), (850, 270), (800, 310),
        (850, 330), (780, 336), (740, 350), (716, 320), (690, 300)])
    cap = sheet.shape().blob([(596, 262), (616, 216), (670, 190), (736, 206), (768, 250),
        (700, 262), (650, 262), (600, 284), (566, 286), (570, 270)])
    sheet.paint(hair, key=255, tint=0, halo=4)
    sheet.paint(cap, key=255, tint=0, halo=5)
    badge = sheet.shape().ellipse(640, 234, 14, 14).gouge([(680, 212), (724, 220), (750, 244)], 9)
    locks = sheet.shape().gouge([(720, 270), (770, 290), (826, 278)], 7).gouge([(730, 310),
        (780, 322), (826, 326)], 7)
    sheet.paint(badge.plus(locks), key=0)
