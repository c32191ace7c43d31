"""More portraits: the reporters of courts, sport, culture, figures and film."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random
from collections.abc import Callable

from printroom.cutting import (
    gouges,
    inverted,
)
from printroom.heads import (
    CX,
    Face,
    bust,
    closer,
    ears,
    features,
    glasses,
    ground,
    lapels,
    neck,
    skin,
    strands,
)
from printroom.press import OCHRE, SEA, SLATE_BLUE, UPRIGHT, VERMILION, Sheet
from printroom.shapes import Point, Shape, spline


def maren_tolliver() -> Sheet:
    """The courts and schools reporter: a dark bob parted at the side, round glasses."""
    sheet = Sheet(UPRIGHT, VERMILION, seed=611)
    face = Face(wide=250, jaw=0.80, chin=656, gap=61, eye=27, open=11, brow=10, lift=2, nose=554,
        nostril=28, mouth=596, lips=42, full=14, smile=7)
    ground(sheet, "paper")
    back = sheet.shape().blob([(CX - 168, 610), (CX - 186, 500), (CX - 176, 330), (CX - 110, 216),
        (CX, 178), (CX + 110, 216), (CX + 176, 330), (CX + 188, 500), (CX + 172, 620),
        (CX + 80, 640), (CX - 80, 640)])
    sheet.paint(back, key=255, tint=0, halo=7)
    body = bust(sheet, 292, 866)
    neck(sheet, face, 66)
    sheet.paint(body.grown(-6), key=0, tint=255)
    for side in (-1, 1):
        collar = sheet.shape().polygon([(CX + side * 2, 850), (CX + side * 30, 822),
            (CX + side * 84, 748), (CX + side * 140, 806), (CX + side * 92, 900)])
        sheet.paint(collar, key=255, tint=0, halo=4)
        sheet.paint(collar.grown(-5), key=0, tint=0)
    placket = sheet.shape().path([(CX, 856), (CX + 2, 1010)], 7)
    for y in (892, 950):
        placket.ellipse(CX + 14, y, 9, 9)
    placket.gouge([(CX - 200, 856), (CX - 226, 930), (CX - 230, 1010)], 11)
    placket.gouge([(CX + 200, 856), (CX + 226, 930), (CX + 230, 1010)], 18)
    placket.gouge([(CX + 130, 920), (CX + 142, 970), (CX + 144, 1010)], 9)
    sheet.paint(placket.within(body), key=255)
    skin(sheet, face)
    features(sheet, face)
    hair = sheet.shape().polygon(
        spline([(CX - 104, 592), (CX - 150, 634), (CX - 184, 500), (CX - 176, 330),
            (CX - 110, 216), (CX, 178), (CX + 110, 216), (CX + 176, 330), (CX + 186, 500),
            (CX + 152, 640), (CX + 104, 596)])
        + spline([(CX + 104, 596), (CX + 128, 520), (CX + 124, 420), (CX + 84, 340),
            (CX - 10, 296), (CX - 66, 262)])
        + spline([(CX - 66, 262), (CX - 96, 330), (CX - 122, 420), (CX - 128, 510),
            (CX - 104, 592)]))
    sheet.paint(hair, key=255, tint=0, halo=3)
    shine: list[list[Point]] = []
    for i in range(6):
        shine.append([(CX - 54 + i * 4, 254 - i * 10), (CX + 30 + i * 8, 278 - i * 12),
            (CX + 102 + i * 9, 340 - i * 8)])
    for i in range(4):
        shine.append([(CX - 84 - i * 12, 268 - i * 4), (CX - 122 - i * 10, 340),
            (CX - 142 - i * 9, 430)])
        shine.append([(CX - 144 - i * 9, 470), (CX - 144 - i * 8, 540), (CX - 130 - i * 6, 598)])
        shine.append([(CX + 142 + i * 9, 430 + i * 10), (CX + 146 + i * 8, 520), (CX + 136
            + i * 6, 590)])
    strands(sheet, shine, 6, hair.grown(-4))
    part = sheet.shape().gouge([(CX - 66, 264), (CX - 74, 230), (CX - 62, 196)], 7)
    sheet.paint(part, key=0)
    glasses(sheet, face, "round", 9)
    return closer(sheet)


def yusuf_haddow() -> Sheet:
    """The sport and town reporter: a knitted cap, a full dark beard, a training top."""
    sheet = Sheet(UPRIGHT, OCHRE, seed=612)
    face = Face(wide=262, jaw=0.86, chin=664, gap=62, eye=26, open=11, brow=15, nose=560,
        nostril=33, mouth=600, lips=42, full=12, smile=7, tinted=True)
    ground(sheet, "dark")
    body = bust(sheet, 330, 852)
    neck(sheet, face, 84)
    sheet.paint(body.grown(-7), key=0, tint=0)
    collar = sheet.shape().polygon(spline([(CX - 128, 792), (CX - 60, 850), (CX, 866),
        (CX + 60, 850), (CX + 128, 792)]) + spline([(CX + 168, 830), (CX + 80, 908), (CX, 926),
        (CX - 80, 908), (CX - 168, 830)]))
    sheet.paint(collar, key=255, tint=0, halo=4)
    zip_ = sheet.shape().path([(CX, 926), (CX, 1010)], 9)
    for side in (-1, 1):
        zip_.stroke([(CX + side * 176, 836), (CX + side * 236, 910), (CX + side * 256, 1010)], 15)
        zip_.stroke([(CX + side * 206, 834), (CX + side * 272, 916), (CX + side * 292, 1010)], 8)
    sheet.paint(zip_.within(body), key=255)
    ribs = [[(CX - 130 + i * 26, 806 + 54 * math.sin(i / 10 * math.pi)), (CX - 148 + i * 30,
        846 + 62 * math.sin(i / 10 * math.pi))] for i in range(11)]
    strands(sheet, ribs, 6, collar)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    beard = sheet.shape().polygon(
        spline([(CX - 134, 466), (CX - 140, 570), (CX - 116, 654), (CX - 56, 716), (CX, 730),
            (CX + 56, 716), (CX + 116, 654), (CX + 140, 570), (CX + 134, 466)])
        + spline([(CX + 134, 466), (CX + 114, 536), (CX + 80, 574), (CX + 46, 570), (CX, 578),
            (CX - 46, 570), (CX - 80, 574), (CX - 114, 536), (CX - 134, 466)]))
    opening = sheet.shape().blob([(CX - 48, 594), (CX, 586), (CX + 48, 594), (CX + 30, 618),
        (CX, 624), (CX - 30, 618)])
    beard = beard.minus(opening)
    sheet.paint(beard, key=255, tint=0)
    hairs: list[list[Point]] = []
    for row in range(7):
        for i in range(-8, 9):
            x = i * 15.5 + (row % 2) * 7
            y = 560 + row * 25 - abs(x) * 0.42
            hairs.append([(CX + x, y), (CX + x * 0.97 + 2, y + 13), (CX + x * 0.93, y + 25)])
    strands(sheet, hairs, 4.6, beard.grown(-6))
    tufts = sheet.shape()
    for x in (-126, -114, 112, 124):
        tufts.gouge([(CX + x, 372), (CX + x * 1.05, 420), (CX + x * 1.02, 474)], 18)
    sheet.paint(tufts, key=255)
    hat = sheet.shape().blob([(CX - 150, 370), (CX - 160, 290), (CX - 132, 206), (CX - 60, 158),
        (CX + 60, 158), (CX + 132, 206), (CX + 160, 290), (CX + 150, 370), (CX, 346)])
    sheet.paint(hat, key=255, tint=0, halo=6)
    wool = hat.grown(-6)
    sheet.paint(wool, key=0, tint=255)
    for row in range(6):
        y = 182 + row * 24
        band = sheet.shape()
        for i in range(-8, 9):
            x = CX + i * 21 + (row % 2) * 10
            bend = abs(x - CX) * 0.10
            band.gouge([(x - 9, y - 7 + bend), (x, y + 6 + bend), (x + 9, y - 7 + bend)], 7)
        sheet.paint(band.within(wool), key=255)
    dark = sheet.shape().blob([(CX + 96, 170), (CX + 172, 290), (CX + 150, 320), (CX + 110, 290),
        (CX + 76, 180)])
    sheet.paint(dark.within(wool), key=inverted(gouges(sheet.size, 20, 56, 6, 74, 0.7, 8)))
    cuff = sheet.shape().blob([(CX - 162, 308), (CX - 80, 292), (CX, 288), (CX + 80, 292),
        (CX + 162, 308), (CX + 158, 376), (CX + 80, 356), (CX, 350), (CX - 80, 356),
        (CX - 158, 376)])
    sheet.paint(cuff, key=255, tint=0, halo=3)
    sheet.paint(cuff.grown(-6), key=0, tint=0)
    strands(sheet, [[(CX + i * 18, 294), (CX + i * 18, 376)] for i in range(-9, 10)], 8,
        cuff.grown(-6), key=255)
    return closer(sheet)


def bea_linnet() -> Sheet:
    """The culture editor: a cloud of white curls, long earrings, beads on a dark dress."""
    sheet = Sheet(UPRIGHT, SLATE_BLUE, seed=613)
    face = Face(wide=252, jaw=0.82, chin=656, gap=60, eye=27, open=10, brow=8, lift=5, nose=554,
        nostril=30, mouth=594, lips=43, full=14, smile=10, lines=2)
    ground(sheet, "rays")
    hair = sheet.shape()
    for i in range(22):
        a = math.radians(130 + i * 280 / 21)
        hair.ellipse(CX + 176 * math.cos(a), 380 + 174 * math.sin(a), 46, 44)
    hair.ellipse(CX, 370, 178, 174)
    sheet.paint(hair, key=255, tint=0, halo=8)
    sheet.paint(hair.grown(-6), key=0, tint=0)
    body = bust(sheet, 296, 868)
    neck(sheet, face, 66)
    dress = body.minus(sheet.shape().blob([(CX - 130, 740), (CX - 104, 830), (CX, 892),
        (CX + 104, 830), (CX + 130, 740), (CX, 700)]))
    sheet.paint(dress, key=255, tint=0, halo=3)
    chest = sheet.shape().blob([(CX - 90, 800), (CX, 812), (CX + 90, 800), (CX + 60, 852),
        (CX, 876), (CX - 60, 852)])
    sheet.paint(chest.minus(dress.grown(4)), key=0, tint=0)
    leaves = sheet.shape()
    chance = random.Random(6)
    for i in range(34):
        x, y = CX - 350 + (i % 9) * 84 + chance.uniform(-14, 14), 880 + (i // 9) * 44
        leaves.gouge([(x - 15, y + 10), (x, y - 4), (x + 15, y - 12)], 13)
    sheet.paint(leaves.within(dress.grown(-8)), tint=255, key=0)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    beads = sheet.shape()
    for i in range(13):
        a = math.radians(24 + i * 11)
        beads.ellipse(CX + 108 * math.cos(a), 726 + 104 * math.sin(a), 13, 13)
    sheet.paint(beads, key=255, tint=0, halo=3)
    sheet.paint(beads.grown(-4), key=0, tint=255)
    curls = sheet.shape()
    for i in range(15):
        a = math.radians(172 + i * 196 / 14)
        curls.ellipse(CX + 134 * math.cos(a), 350 + 112 * math.sin(a), 37, 35)
    sheet.paint(curls.minus(sheet.shape().ellipse(CX, 470, 112, 172)), key=255, tint=0)
    front = curls.minus(sheet.shape().ellipse(CX, 470, 117, 176)).grown(-5)
    sheet.paint(front, key=0, tint=0)
    loops: list[list[Point]] = []
    for i in range(30):
        a = math.radians(128 + i * 284 / 29)
        for r, size in ((204, 17), (168, 15), (136, 13)):
            if r == 136 and 20 < math.degrees(a) % 360 < 160:
                continue
            x = CX + r * math.cos(a + r / 900)
            y = 374 + r * 0.97 * math.sin(a + r / 900)
            d = size * chance.uniform(0.8, 1.1)
            loops.append([(x - d, y + d * 0.3), (x - d * 0.4, y - d * 0.8), (x + d * 0.7, y
                - d * 0.6), (x + d * 0.8, y + d * 0.4), (x, y + d * 0.6)])
    strands(sheet, loops, 6.5, hair.plus(front).minus(sheet.shape().ellipse(CX, 470, 116, 178)),
        key=255)
    shade = sheet.shape().blob([(CX + 124, 300), (CX + 210, 330), (CX + 216, 470), (CX + 160, 540),
        (CX + 136, 480)])
    sheet.paint(shade.within(hair).minus(sheet.shape().ellipse(CX, 470, 130, 190)),
        tint=gouges(sheet.size, 16, 44, 9, 60, 0.9, 8, box=(CX + 90, 280, CX + 240, 560)))
    for side in (-1, 1):
        drop = sheet.shape().path([(CX + side * 144, 516), (CX + side * 144, 556)], 6)
        drop.ellipse(CX + side * 144, 522, 11, 11)
        drop.polygon([(CX + side * 144, 546), (CX + side * 144 + 25, 594), (CX + side * 144, 640),
            (CX + side * 144 - 25, 594)])
        sheet.paint(drop, key=255, tint=0, halo=4)
        gem = sheet.shape().polygon([(CX + side * 144, 558), (CX + side * 144 + 17, 594),
            (CX + side * 144, 628), (CX + side * 144 - 17, 594)])
        sheet.paint(gem, key=0, tint=255)
    return closer(sheet)


def ines_varrick() -> Sheet:
    """The data reporter: a braid over the shoulder, a plain jumper, a ruler's worth of calm."""
    sheet = Sheet(UPRIGHT, SEA, seed=614)
    face = Face(wide=246, jaw=0.79, chin=654, gap=60, eye=28, open=11, brow=11, lift=1, nose=554,
        nostril=30, mouth=596, lips=40, full=14, smile=4, lines=1)
    ground(sheet, "slats")
    back = sheet.shape().blob([(CX - 142, 520), (CX - 164, 400), (CX - 148, 280), (CX - 86, 200),
        (CX, 174), (CX + 86, 200), (CX + 148, 280), (CX + 164, 400), (CX + 142, 520),
        (CX + 120, 640), (CX - 100, 600)])
    sheet.paint(back, key=255, tint=0, halo=7)
    body = bust(sheet, 286, 870)
    neck(sheet, face, 64)
    jumper = body.minus(sheet.shape().blob([(CX - 110, 740), (CX - 88, 820), (CX, 846),
        (CX + 88, 820), (CX + 110, 740), (CX, 700)]))
    sheet.paint(jumper, key=255, tint=0, halo=3)
    sheet.paint(jumper.grown(-6), key=0, tint=0)
    knit = sheet.shape()
    for row in range(7):
        for i in range(-12, 13):
            x, y = CX + i * 29 + (row % 2) * 14, 872 + row * 26
            if (row + i) % 3 == 0:
                knit.polygon([(x, y - 13), (x + 14, y), (x, y + 13), (x - 14, y)])
            else:
                knit.ellipse(x, y, 3.6, 3.6)
    sheet.paint(knit.within(jumper.grown(-14)), key=255)
    band = sheet.shape().stroke([(CX - 118, 770), (CX - 88, 830), (CX, 858), (CX + 88, 830),
        (CX + 118, 770)], 24)
    sheet.paint(band, key=255, tint=0, halo=3)
    sheet.paint(band.grown(-5), key=0, tint=255)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    hair = sheet.shape().polygon(
        spline([(CX - 126, 470), (CX - 158, 420), (CX - 148, 286), (CX - 86, 200), (CX, 174),
            (CX + 86, 200), (CX + 148, 286), (CX + 158, 420), (CX + 126, 470)])
        + spline([(CX + 126, 470), (CX + 118, 380), (CX + 64, 296), (CX, 256)])
        + spline([(CX, 256), (CX - 64, 296), (CX - 118, 380), (CX - 126, 470)]))
    sheet.paint(hair, key=255, tint=0, halo=3)
    lines: list[list[Point]] = []
    for side in (-1, 1):
        for i in range(6):
            lines.append([(CX + side * (8 + i * 3), 250 - i * 13), (CX + side * (74 + i * 7),
                290 - i * 14), (CX + side * (122 + i * 5), 370 - i * 12)])
    strands(sheet, lines, 6.5, hair.grown(-4))
    sheet.paint(sheet.shape().gouge([(CX, 260), (CX - 1, 216), (CX, 178)], 7), key=0)
    for i in range(11):
        t = i / 10
        x, y = CX + 132 + 34 * math.sin(t * 2.2), 520 + 410 * t
        for side in (-1, 1):
            lock = sheet.shape().ellipse(x + side * 17, y + (10 if side > 0 else -8), 27 - 5 * t,
                33, side * -38)
            sheet.paint(lock, key=255, tint=0, halo=4)
            cuts = sheet.shape()
            for j in (-1, 1):
                cuts.gouge([(x + side * 17 - side * 14 + j * 5, y + (24 if side > 0 else 6)),
                    (x + side * 17 + j * 5, y + (8 if side > 0 else -10)), (x + side * 17
                        + side * 12 + j * 4, y + (-8 if side > 0 else -24))], 5)
            sheet.paint(cuts.within(lock.grown(-4)), key=0)
    tie = sheet.shape().rect(CX + 134, 928, CX + 190, 952)
    sheet.paint(tie, key=0, tint=255, halo=4)
    return closer(sheet)


def dorian_skeat() -> Sheet:
    """The video reporter: bald, a broad moustache, headphones round his neck."""
    sheet = Sheet(UPRIGHT, VERMILION, seed=615)
    face = Face(wide=266, jaw=0.88, chin=668, gap=62, eye=26, open=10, brow=14, nose=560,
        nostril=36, mouth=612, lips=40, full=13, smile=2, lines=2)
    ground(sheet, "rings")
    body = bust(sheet, 340, 852)
    neck(sheet, face, 88)
    lapels(sheet, body, 255, 0, 255)
    seams = gouges(sheet.size, 26, 40, 7, 90, 0.8, 5, box=(0, 830, 800, 1010))
    vee = sheet.shape().polygon([(CX - 170, 700), (CX + 170, 700), (CX + 190, 900), (CX + 20, 1060),
        (CX - 20, 1060), (CX - 190, 900)])
    sheet.paint(Shape(sheet.size, seams).within(body.minus(vee)), key=0)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    shine = sheet.shape().gouge([(CX - 96, 326), (CX - 58, 280), (CX + 4, 262)], 13)
    sheet.paint(shine, tint=255)
    sides = sheet.shape()
    for side in (-1, 1):
        sides.blob([(CX + side * 124, 372), (CX + side * 146, 396), (CX + side * 146, 440),
            (CX + side * 132, 452), (CX + side * 124, 410)])
    sheet.paint(sides, key=255)
    brush = sheet.shape().polygon(
        spline([(CX, 572), (CX + 40, 564), (CX + 88, 590), (CX + 116, 636), (CX + 96, 640)])
        + spline([(CX + 96, 640), (CX + 58, 618), (CX + 20, 608), (CX, 612)])
        + spline([(CX, 612), (CX - 20, 608), (CX - 58, 618), (CX - 96, 640)])
        + spline([(CX - 96, 640), (CX - 116, 636), (CX - 88, 590), (CX - 40, 564), (CX, 572)]))
    sheet.paint(brush, key=255, tint=0, halo=3)
    hairs: list[list[Point]] = []
    for side in (-1, 1):
        for i in range(7):
            hairs.append([(CX + side * (8 + i * 6), 576 + i * 2), (CX + side * (22 + i * 10),
                592 + i * 3), (CX + side * (34 + i * 11), 606 + i * 4)])
    strands(sheet, hairs, 5, brush.grown(-3))
    stubble = gouges(sheet.size, 15, 15, 3, 92, 0.8, 7, box=(CX - 110, 600, CX + 100, 668))
    jaw = sheet.shape().blob([(CX - 112, 580), (CX - 60, 636), (CX, 646), (CX + 60, 636),
        (CX + 100, 590), (CX + 70, 664), (CX, 676), (CX - 70, 664)])
    sheet.paint(Shape(sheet.size, stubble).within(jaw), key=255)
    band = sheet.shape().stroke([(CX - 172, 800), (CX - 140, 736), (CX - 98, 716)], 24)
    band.stroke([(CX + 172, 800), (CX + 140, 736), (CX + 98, 716)], 24)
    sheet.paint(band, key=255, tint=0, halo=4)
    for side in (-1, 1):
        cup = sheet.shape().ellipse(CX + side * 158, 820, 50, 60, side * -14)
        sheet.paint(cup, key=255, tint=0, halo=6)
        pad = sheet.shape().ellipse(CX + side * 158, 820, 35, 44, side * -14)
        sheet.paint(pad, key=0, tint=255)
        ring = sheet.shape().ellipse(CX + side * 158, 820, 21, 28, side * -14)
        sheet.paint(ring.minus(ring.grown(-6)), key=255)
    return closer(sheet)


COLLEAGUES: dict[str, Callable[[], Sheet]] = {
    "people/maren-tolliver": maren_tolliver,
    "people/yusuf-haddow": yusuf_haddow,
    "people/bea-linnet": bea_linnet,
    "people/ines-varrick": ines_varrick,
    "people/dorian-skeat": dorian_skeat,
}
