"""Portraits: the paper's people, one function each."""
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


def imke_sorrell() -> Sheet:
    """The editor: a silver bob, square glasses, a dark jacket."""
    sheet = Sheet(UPRIGHT, SLATE_BLUE, seed=601)
    face = Face(wide=250, jaw=0.76, lift=2, brow=8, lips=40, full=10, smile=6, lines=2, nose=556,
        mouth=596)
    ground(sheet, "slats")
    back = sheet.shape().blob([(CX - 176, 640), (CX - 190, 480), (CX - 176, 330), (CX - 110, 220),
        (CX, 180), (CX + 110, 220),
        (CX + 176, 330), (CX + 190, 480), (CX + 176, 640), (CX + 90, 670), (CX - 90, 670)])
    sheet.paint(back, key=255, tint=0, halo=7)
    body = bust(sheet, 290)
    neck(sheet, face, 66)
    lapels(sheet, body, 255)
    roll = sheet.shape().blob([(CX - 84, 716), (CX, 742), (CX + 84, 716), (CX + 98, 790), (CX, 830),
        (CX - 98, 790)])
    sheet.paint(roll, key=255, tint=0, halo=4)
    sheet.paint(roll.grown(-5), key=0, tint=255)
    strands(sheet, [[(CX - 80 + i * 20, 728 + 8 * math.sin(i)), (CX - 84 + i * 21,
        800)] for i in range(9)], 6, roll, key=255)
    skin(sheet, face)
    features(sheet, face)
    window = sheet.shape().blob(
        [(CX - 104, 700), (CX - 122, 560), (CX - 124, 460), (CX - 104, 386), (CX - 62, 330),
            (CX - 36, 286), (CX + 10, 322),
            (CX + 74, 366), (CX + 112, 420), (CX + 124, 480), (CX + 120, 570), (CX + 104, 700),
            (CX, 760)]
    )
    front = back.minus(window)
    sheet.paint(front, key=255, tint=0, halo=3)
    silver = front.grown(-6)
    sheet.paint(silver, key=0, tint=0)
    lines: list[list[Point]] = []
    for i in range(8):
        t = i / 7
        lines.append([(CX - 38 - 2 * i, 290 - 88 * t), (CX - 84 - 26 * t, 350 - 60 * t),
            (CX - 126 - 34 * t, 440 - 20 * t)])
        lines.append([(CX - 128 - 42 * t, 470), (CX - 126 - 52 * t, 560), (CX - 116 - 52 * t, 650)])
        lines.append([(CX - 30 + 3 * i, 286 - 86 * t), (CX + 60 + 12 * t, 334 - 60 * t),
            (CX + 122 + 32 * t, 436 - 40 * t)])
        lines.append([(CX + 128 + 44 * t, 470 - 20 * t), (CX + 128 + 52 * t, 560),
            (CX + 114 + 54 * t, 655)])
    strands(sheet, lines, 6.5, silver, key=255)
    part = sheet.shape().gouge([(CX - 36, 296), (CX - 48, 240), (CX - 40, 186)], 8)
    sheet.paint(part, key=255)
    shade = sheet.shape().blob([(CX + 146, 330), (CX + 196, 480), (CX + 186, 660), (CX + 130, 680),
        (CX + 156, 560), (CX + 160, 440)])
    sheet.paint(shade.within(silver), key=inverted(gouges(sheet.size, 17, 60, 6, 96, 0.7, 8,
        box=(CX + 80, 300, CX + 220, 700))))
    glasses(sheet, face, "square", 9)
    return closer(sheet)


def rafe_ondaraz() -> Sheet:
    """The Town Hall correspondent: curls, a short beard, a loosened tie."""
    sheet = Sheet(UPRIGHT, VERMILION, seed=602)
    face = Face(wide=268, jaw=0.86, chin=668, brow=15, eye=26, nose=562, nostril=33, lips=40,
        full=11, lines=1, smile=3)
    ground(sheet, "rays")
    body = bust(sheet, 330, 856)
    neck(sheet, face, 84)
    lapels(sheet, body, 0)
    for side in (-1, 1):
        collar = sheet.shape().polygon([(CX + side * 4, 800), (CX + side * 86, 738),
            (CX + side * 112, 790), (CX + side * 62, 872)])
        sheet.paint(collar, key=255, tint=0, halo=3)
        sheet.paint(collar.grown(-5), key=0, tint=0)
    tie = sheet.shape().polygon([(CX - 26, 826), (CX + 30, 830), (CX + 20, 872), (CX + 44, 1040),
        (CX - 34, 1040), (CX - 14, 872)])
    sheet.paint(tie, key=255, tint=0, halo=4)
    sheet.paint(tie.grown(-5), key=0, tint=255)
    strands(sheet, [[(CX - 40, 900 + i * 34), (CX + 50, 872 + i * 34)] for i in range(5)], 11,
        tie.grown(-5), key=255)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    beard = sheet.shape().polygon(
        spline([(CX - 136, 470), (CX - 134, 560), (CX - 104, 640), (CX - 40, 690), (CX + 40, 690),
            (CX + 104, 640), (CX + 134, 560), (CX + 136, 470)])
        + spline([(CX + 136, 470), (CX + 112, 520), (CX + 84, 560), (CX + 56, 566), (CX, 572),
            (CX - 56, 566), (CX - 84, 560), (CX - 112, 520), (CX - 136, 470)])
    )
    opening = sheet.shape().blob([(CX - 46, 594), (CX, 584), (CX + 46, 594), (CX + 30, 616),
        (CX, 622), (CX - 30, 616)])
    beard = beard.minus(opening)
    sheet.paint(beard, key=255)
    hairs = [
        [(CX + x, 560 + abs(x) * -0.2 + row * 34), (CX + x * 0.98 + 3,
            590 + abs(x) * -0.2 + row * 34)]
        for row in range(5)
        for x in range(-126, 130, 17)
    ]
    strands(sheet, [[(a + (i % 3) * 3, b) for a, b in line] for i, line in enumerate(hairs)], 5,
        beard.grown(-5))
    chance = random.Random(4)
    curls = sheet.shape()
    for i in range(19):
        a = math.radians(176 + i * 188 / 18)
        curls.ellipse(CX + 142 * math.cos(a), 352 + 128 * math.sin(a), 40, 38)
    curls.blob([(CX - 150, 400), (CX - 130, 290), (CX, 216), (CX + 130, 290), (CX + 150, 400),
        (CX + 112, 372), (CX + 70, 314), (CX, 322), (CX - 70, 306), (CX - 112, 372)])
    sheet.paint(curls, key=255, tint=0, halo=5)
    loops: list[list[Point]] = []
    for _ in range(70):
        a, r = math.radians(chance.uniform(172, 368)), chance.uniform(96, 176)
        x, y = CX + r * math.cos(a), 360 + r * 0.94 * math.sin(a)
        d = chance.uniform(9, 15)
        loops.append([(x - d, y + d * 0.4), (x - d * 0.4, y - d * 0.6), (x + d * 0.6, y - d * 0.5),
            (x + d, y + d * 0.5)])
    strands(sheet, loops, 6, curls.grown(-4))
    return closer(sheet)


def adaeze_thorne() -> Sheet:
    """The harbour and trade reporter: a round crown of natural hair, hoops, a boat-neck jersey."""
    sheet = Sheet(UPRIGHT, OCHRE, seed=603)
    face = Face(wide=250, jaw=0.78, chin=656, gap=60, eye=28, open=12, brow=10, lift=6, nose=556,
        nostril=35, mouth=600, lips=44,
        full=18, smile=7, tinted=True)
    ground(sheet, "paper")
    hair = sheet.shape()
    for i in range(40):
        a = i * math.tau / 40
        hair.ellipse(CX + 214 * math.cos(a), 330 + 200 * math.sin(a), 27, 26)
    hair.ellipse(CX, 330, 216, 202)
    sheet.paint(hair, key=255, tint=0, halo=8)
    chance = random.Random(8)
    loops: list[list[Point]] = []
    for _ in range(150):
        a, r = chance.uniform(0, math.tau), 230 * math.sqrt(chance.uniform(0.28, 1))
        x, y = CX + r * math.cos(a), 330 + r * 0.93 * math.sin(a)
        d = chance.uniform(7, 12)
        if x > CX + 70 and chance.random() < 0.45:
            continue
        loops.append([(x - d, y + d * 0.4), (x, y - d * 0.7), (x + d, y + d * 0.3)])
    strands(sheet, loops, 6, hair.grown(-6))
    body = bust(sheet, 280, 876)
    neck(sheet, face, 66)
    jersey = sheet.shape().polygon(
        spline([(CX - 420, 1060), (CX - 330, 950), (CX - 240, 872), (CX - 140, 812), (CX - 60, 846),
            (CX + 60, 846), (CX + 140, 812), (CX + 240, 872), (CX + 330, 950), (CX + 420, 1060)])
    )
    jersey = jersey.within(body)
    sheet.paint(jersey, key=255, tint=0, halo=4)
    sheet.paint(jersey.grown(-6), key=0, tint=0)
    stripes = sheet.shape()
    for i in range(4):
        stripes.stroke([(CX - 400, 980 + i * 52), (CX - 180, 884 + i * 50), (CX, 896 + i * 46),
            (CX + 180, 884 + i * 50), (CX + 400, 980 + i * 52)], 22)
    sheet.paint(stripes.within(jersey.grown(-6)), key=255)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    line = sheet.shape().polygon(
        spline([(CX - 128, 420), (CX - 120, 330), (CX - 66, 268), (CX, 250), (CX + 66, 268),
            (CX + 120, 330), (CX + 128, 420)])
        + spline([(CX + 128, 420), (CX + 150, 330), (CX + 70, 220), (CX, 210), (CX - 70, 220),
            (CX - 150, 330), (CX - 128, 420)])
    )
    sheet.paint(line, key=255, tint=0)
    for side in (-1, 1):
        hoop = sheet.shape().ellipse(CX + side * 146, 556, 30,
            40).minus(sheet.shape().ellipse(CX + side * 146, 556, 21, 31))
        sheet.paint(hoop, key=255, tint=0, halo=3)
    return closer(sheet)


def piran_lusk() -> Sheet:
    """The islands reporter: a ribbed wool hat, freckles, a collar turned up against the spray."""
    sheet = Sheet(UPRIGHT, SEA, seed=604)
    face = Face(wide=246, jaw=0.84, chin=664, gap=60, eye=25, open=10, brow=12, nose=560,
        nostril=28, lips=44, full=11, smile=9)
    ground(sheet, "rain")
    body = bust(sheet, 320, 850)
    neck(sheet, face, 78)
    sheet.paint(body.grown(-7), key=0, tint=0)
    seams = sheet.shape().stroke([(CX, 850), (CX + 6, 1010)], 9)
    for y in (900, 972):
        seams.ellipse(CX + 28, y, 11, 11)
    seams.gouge([(CX - 190, 850), (CX - 230, 930), (CX - 236, 1010)], 10).gouge([(CX + 190, 850),
        (CX + 230, 930), (CX + 240, 1010)], 18)
    seams.gouge([(CX + 140, 880), (CX + 168, 950), (CX + 170, 1010)], 10).gouge([(CX - 120, 900),
        (CX - 136, 960), (CX - 140, 1010)], 7)
    sheet.paint(seams.within(body), key=255)
    for side in (-1, 1):
        collar = sheet.shape().blob([(CX + side * 88, 700), (CX + side * 128, 706),
            (CX + side * 176, 800), (CX + side * 120, 856),
            (CX + side * 6, 876), (CX + side * 50, 800)])
        sheet.paint(collar, key=255, tint=0, halo=4)
        sheet.paint(collar.grown(-6), key=0, tint=255)
        strands(sheet, [[(CX + side * (70 + i * 20), 866 - i * 10), (CX + side * (96 + i * 16),
            800 - i * 10), (CX + side * (104 + i * 8), 730)] for i in range(4)],
            6 if side < 0 else 11, collar.grown(-6), key=255)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    freckles = sheet.shape()
    chance = random.Random(3)
    for _ in range(26):
        side = chance.choice((-1, -1, 1))
        freckles.ellipse(CX + side * chance.uniform(30, 96), chance.uniform(492, 548), 2.7, 2.5)
    for x in (-12, -4, 5):
        freckles.ellipse(CX + x, 510 + abs(x), 2.4, 2.4)
    sheet.paint(freckles, key=255)
    stubble = gouges(sheet.size, 15, 15, 3.2, 92,
        lambda x, y: 0.9 if y > 580 + 40 * math.cos((x - CX) / 50) - 40 else 0.0, 7,
        box=(CX - 110, 560,
            CX + 100, 664))
    mask = sheet.shape().blob([(CX - 116, 540), (CX - 70, 590), (CX - 52, 580), (CX + 52, 580),
        (CX + 70, 590), (CX + 116, 540), (CX + 90, 640), (CX, 672), (CX - 90, 640)])
    lips = sheet.shape().ellipse(CX, 600, 54, 24)
    sheet.paint(Shape(sheet.size, stubble).within(mask.minus(lips)), key=255)
    tufts = sheet.shape()
    for x in (-128, -116, -104, -92, 96, 108, 120, 130):
        tufts.gouge([(CX + x, 370), (CX + x * 1.04, 400), (CX + x * 1.02, 434)], 12)
    sheet.paint(tufts, key=255)
    hat = sheet.shape().blob([(CX - 152, 382), (CX - 160, 300), (CX - 124, 200), (CX - 40, 146),
        (CX + 40, 146), (CX + 124, 200), (CX + 160, 300), (CX + 152, 382), (CX, 360)])
    sheet.paint(hat, key=255, tint=0, halo=6)
    sheet.paint(hat.grown(-6), key=0, tint=255)
    ribs: list[list[Point]] = [[(CX + i * 22, 310), (CX + i * 20, 230),
        (CX + i * 9, 160)] for i in range(-7, 8)]
    strands(sheet, ribs, 9, hat.grown(-6), key=255)
    dark = sheet.shape().blob([(CX + 96, 180), (CX + 170, 300), (CX + 150, 330), (CX + 110, 300),
        (CX + 70, 190)])
    sheet.paint(dark.within(hat.grown(-6)), key=inverted(gouges(sheet.size, 20, 60, 6, 74, 0.7, 8)))
    cuff = sheet.shape().blob([(CX - 162, 300), (CX - 80, 284), (CX, 280), (CX + 80, 284),
        (CX + 162, 300), (CX + 160, 392), (CX + 80, 372), (CX, 366), (CX - 80, 372),
        (CX - 160, 392)])
    sheet.paint(cuff, key=255, tint=0, halo=3)
    sheet.paint(cuff.grown(-6), key=0, tint=0)
    strands(sheet, [[(CX + i * 20, 286), (CX + i * 20, 390)] for i in range(-8, 9)], 8,
        cuff.grown(-6), key=255)
    return closer(sheet)


def samira_kell() -> Sheet:
    """The photographer: a headscarf in folds, a camera strap across her coat."""
    sheet = Sheet(UPRIGHT, OCHRE, seed=605)
    face = Face(wide=236, jaw=0.74, chin=648, gap=58, eye=29, open=12, brow=13, lift=2, nose=556,
        nostril=28, mouth=596, lips=40,
        full=14, smile=5, tinted=True)
    ground(sheet, "dark")
    body = bust(sheet, 300, 870)
    sheet.paint(body, key=255, tint=0)
    folds = sheet.shape().gouge([(CX - 230, 880), (CX - 270, 950), (CX - 280, 1010)],
        10).gouge([(CX + 230, 880), (CX + 262, 950), (CX + 270, 1010)], 8)
    sheet.paint(folds, key=0)
    scarf = sheet.shape().blob([(CX - 150, 560), (CX - 166, 420), (CX - 150, 290), (CX - 90, 200),
        (CX, 168), (CX + 90, 200), (CX + 150, 290), (CX + 166, 420),
        (CX + 150, 560), (CX + 168, 700), (CX + 220, 830), (CX + 120, 900), (CX, 930),
        (CX - 130, 900), (CX - 230, 830), (CX - 168, 700)])
    sheet.paint(scarf, key=255, tint=0, halo=7)
    cloth = scarf.grown(-6)
    sheet.paint(cloth, key=0, tint=0)
    head = skin(sheet, face)
    features(sheet, face)
    wrap = scarf.minus(
        sheet.shape().blob([(CX, 262), (CX - 74, 290), (CX - 108, 370), (CX - 114, 470),
            (CX - 96, 570), (CX - 50, 640), (CX, 660), (CX + 50, 640), (CX + 96, 570),
            (CX + 114, 470), (CX + 108, 370), (CX + 74, 290)])
    )
    sheet.paint(wrap.within(head.grown(8)), key=255, tint=0)
    sheet.paint(wrap.grown(-6).within(cloth), key=0, tint=0)
    rim = wrap.minus(wrap.grown(-6))
    sheet.paint(rim, key=255)
    lines: list[list[Point]] = [
        [(CX - 20, 176), (CX - 110, 260), (CX - 140, 420), (CX - 124, 560)],
        [(CX + 20, 176), (CX + 112, 260), (CX + 142, 420), (CX + 128, 560)],
        [(CX, 190), (CX - 84, 250), (CX - 118, 360)],
        [(CX + 10, 190), (CX + 90, 250), (CX + 122, 360)],
        [(CX - 134, 560), (CX - 90, 660), (CX + 20, 740), (CX + 150, 780)],
        [(CX - 150, 620), (CX - 90, 730), (CX + 30, 800), (CX + 170, 830)],
        [(CX - 160, 690), (CX - 90, 800), (CX + 20, 860), (CX + 130, 880)],
        [(CX + 130, 570), (CX + 90, 660), (CX + 10, 700)],
        [(CX + 146, 640), (CX + 110, 720), (CX + 60, 760)],
        [(CX - 190, 790), (CX - 110, 860), (CX - 20, 900)],
        [(CX + 160, 700), (CX + 150, 770), (CX + 190, 826)],
    ]
    strands(sheet, lines, 13, wrap.grown(-4), key=255)
    dots_ = sheet.shape()
    for i in range(26):
        for j in range(20):
            dots_.ellipse(CX - 300 + i * 34 + (j % 2) * 17, 160 + j * 40, 6, 6)
    sheet.paint(dots_.within(wrap.grown(-10)), tint=255)
    shade = sheet.shape().blob([(CX + 108, 250), (CX + 166, 420), (CX + 152, 560), (CX + 172, 700),
        (CX + 224, 830), (CX + 150, 840), (CX + 120, 700), (CX + 130, 560), (CX + 136, 420)])
    sheet.paint(shade.within(wrap), key=inverted(gouges(sheet.size, 22, 60, 6, 78, 0.8, 8)))
    strap = sheet.shape().polygon([(CX - 262, 868), (CX - 216, 838), (CX + 30, 1010),
        (CX - 40, 1010)])
    sheet.paint(strap, key=255, tint=0, halo=5)
    sheet.paint(strap.grown(-5), key=0, tint=255)
    camera = sheet.shape().blob([(CX - 60, 972), (CX - 40, 940), (CX + 60, 940), (CX + 80, 972),
        (CX + 150, 972), (CX + 150, 1040), (CX - 140, 1040), (CX - 140, 972)])
    sheet.paint(camera, key=255, tint=0, halo=6)
    lens = sheet.shape().ellipse(CX + 8, 1010, 50, 50).minus(sheet.shape().ellipse(CX + 8, 1010, 42,
        42))
    sheet.paint(lens, key=0)
    return closer(sheet)


def gideon_ashgrove() -> Sheet:
    """The opinion editor: bald, white-bearded, round glasses, a bow tie and tweed."""
    sheet = Sheet(UPRIGHT, VERMILION, seed=606)
    face = Face(wide=270, jaw=0.86, chin=664, gap=62, eye=24, open=9, brow=14, lift=0, nose=564,
        nostril=34, lips=36, full=9, lines=3, smile=4, mouth=602)
    ground(sheet, "plain")
    body = bust(sheet, 340, 858)
    neck(sheet, face, 82)
    tweed = gouges(sheet.size, 19, 26, 6, 45, 0.9, 5, box=(0, 740, 800, 1010))
    lapels(sheet, body, 0, 0, 255)
    sheet.paint(Shape(sheet.size, tweed).within(body.minus(sheet.shape().polygon([(CX - 170, 700),
        (CX + 170, 700), (CX + 190, 880), (CX + 20, 1060), (CX - 20, 1060), (CX - 190, 880)]))),
        key=0)
    for side in (-1, 1):
        collar = sheet.shape().polygon([(CX + side * 2, 806), (CX + side * 88, 742),
            (CX + side * 108, 786), (CX + side * 70, 850)])
        sheet.paint(collar, key=255, tint=0, halo=3)
        sheet.paint(collar.grown(-5), key=0, tint=0)
    bow = sheet.shape().polygon([(CX, 822), (CX - 86, 784), (CX - 82, 872), (CX, 842),
        (CX + 82, 872), (CX + 86, 784)])
    bow.ellipse(CX, 832, 19, 19)
    sheet.paint(bow, key=255, tint=0, halo=5)
    sheet.paint(bow.grown(-5), key=0, tint=255)
    strands(sheet, [[(CX - 24, 830), (CX - 70, 806)], [(CX - 24, 836), (CX - 70, 848)],
        [(CX + 24, 830), (CX + 70, 806)], [(CX + 24, 836), (CX + 70, 848)]], 7, bow, key=255)
    knot = sheet.shape().ellipse(CX, 832, 19, 19)
    sheet.paint(knot.minus(knot.grown(-4)), key=255)
    ears(sheet, face)
    skin(sheet, face)
    features(sheet, face)
    beard = sheet.shape().polygon(
        spline([(CX - 142, 460), (CX - 146, 570), (CX - 122, 670), (CX - 60, 748), (CX, 770),
            (CX + 60, 748), (CX + 122, 670), (CX + 146, 570), (CX + 142, 460)])
        + spline([(CX + 142, 460), (CX + 112, 530), (CX + 70, 568), (CX, 576), (CX - 70, 568),
            (CX - 112, 530), (CX - 142, 460)])
    )
    mouth = sheet.shape().blob([(CX - 38, 602), (CX, 592), (CX + 38, 602), (CX + 24, 618),
        (CX, 622), (CX - 24, 618)])
    beard = beard.minus(mouth)
    sheet.paint(beard, key=255, tint=0, halo=2)
    white = beard.grown(-6)
    sheet.paint(white, key=0, tint=0)
    hairs: list[list[Point]] = []
    for i in range(-7, 8):
        x = i * 19.0
        hairs.append([(CX + x, 640 - abs(x) * 0.5), (CX + x * 0.92, 690 - abs(x) * 0.4),
            (CX + x * 0.7, 748 - abs(x) * 0.5)])
        hairs.append([(CX + x + 9, 596 - abs(x) * 0.55), (CX + x + 8, 630 - abs(x) * 0.5)])
    for side in (-1, 1):
        for i in range(5):
            hairs.append([(CX + side * (8 + i * 4), 584 - i), (CX + side * (34 + i * 9),
                590 + i * 5), (CX + side * (58 + i * 9), 616 + i * 8)])
    strands(sheet, hairs, 6, white, key=255)
    dark = sheet.shape().blob([(CX + 106, 560), (CX + 146, 480), (CX + 148, 570), (CX + 122, 672),
        (CX + 56, 750), (CX + 96, 650)])
    sheet.paint(dark.within(white), key=inverted(gouges(sheet.size, 16, 40, 7, 104, 0.9, 8,
        box=(CX, 460, CX + 160, 780))))
    temples = sheet.shape()
    for side in (-1, 1):
        temples.blob([(CX + side * 126, 360), (CX + side * 152, 380), (CX + side * 156, 440),
            (CX + side * 140, 480), (CX + side * 130, 430)])
    sheet.paint(temples, key=255, tint=0, halo=3)
    sheet.paint(temples.grown(-5), key=0, tint=0)
    shine = sheet.shape().gouge([(CX - 92, 320), (CX - 50, 276), (CX + 10, 262)], 12)
    sheet.paint(shine, tint=255)
    glasses(sheet, face, "round", 8)
    return closer(sheet)


def lin_averdieck() -> Sheet:
    """The night editor: straight dark hair with a fringe, a cardigan, a pencil behind the ear."""
    sheet = Sheet(UPRIGHT, SEA, seed=607)
    face = Face(wide=244, jaw=0.78, chin=652, gap=60, eye=29, open=9, brow=9, lift=-2, nose=552,
        nostril=28, mouth=594, lips=36, full=13, smile=3, lines=1)
    ground(sheet, "rings")
    back = sheet.shape().blob([(CX - 178, 740), (CX - 176, 500), (CX - 170, 330), (CX - 110, 214),
        (CX, 176), (CX + 110, 214), (CX + 170, 330), (CX + 176, 500), (CX + 178, 740),
        (CX + 80, 770), (CX - 80, 770)])
    sheet.paint(back, key=255, tint=0, halo=7)
    body = bust(sheet, 284, 868)
    neck(sheet, face, 64)
    lapels(sheet, body, 0, 255, 0)
    knit = gouges(sheet.size, 24, 24, 6, 90, 0.9, 5, box=(40, 800, 760, 1010))
    outside = body.minus(sheet.shape().polygon([(CX - 150, 700), (CX + 150, 700), (CX + 170, 940),
        (CX, 1060), (CX - 170, 940)]))
    sheet.paint(Shape(sheet.size, knit).within(outside), key=255)
    edge = body.minus(body.grown(-6))
    sheet.paint(edge, key=255)
    skin(sheet, face)
    features(sheet, face)
    hair = sheet.shape().polygon(
        spline([(CX - 112, 700), (CX - 182, 748), (CX - 182, 500), (CX - 172, 330), (CX - 110, 214),
            (CX, 176), (CX + 110, 214), (CX + 172, 330), (CX + 182, 500), (CX + 182, 748),
            (CX + 112, 700)])
        + spline([(CX + 112, 700), (CX + 122, 560), (CX + 120, 440), (CX + 112, 396)])
        + [(CX + 78, 402), (CX + 60, 394), (CX + 30, 402), (CX, 396), (CX - 30, 402),
            (CX - 62, 394), (CX - 84, 402), (CX - 112, 396)]
        + spline([(CX - 112, 396), (CX - 120, 440), (CX - 122, 560), (CX - 112, 700)])
    )
    sheet.paint(hair, key=255, tint=0, halo=3)
    shine: list[list[Point]] = []
    for i in range(9):
        x = -92 + i * 22
        shine.append([(CX + x * 0.7, 262 + abs(i - 3) * 4), (CX + x * 0.86, 306),
            (CX + x * 0.95, 346 - abs(i - 3) * 2)])
    for i in range(4):
        shine.append([(CX - 170 + i * 13, 400 - i * 8), (CX - 172 + i * 13, 500),
            (CX - 168 + i * 14, 620)])
        shine.append([(CX - 168 + i * 14, 650), (CX - 166 + i * 14, 700)])
        shine.append([(CX + 132 + i * 12, 440 + i * 12), (CX + 134 + i * 12, 540),
            (CX + 132 + i * 12, 600)])
    strands(sheet, shine, 6, hair.grown(-4))
    pencil = sheet.shape().polygon([(CX - 214, 372), (CX - 204, 352), (CX - 92, 404),
        (CX - 100, 424)])
    pencil.polygon([(CX - 92, 404), (CX - 100, 424), (CX - 66, 430)])
    sheet.paint(pencil, key=255, tint=0, halo=4)
    wood = sheet.shape().polygon([(CX - 214, 372), (CX - 204, 352), (CX - 92, 404),
        (CX - 100, 424)])
    sheet.paint(wood.grown(-4), key=0, tint=255)
    return closer(sheet)


PORTRAITS: dict[str, Callable[[], Sheet]] = {
    "people/imke-sorrell": imke_sorrell,
    "people/rafe-ondaraz": rafe_ondaraz,
    "people/adaeze-thorne": adaeze_thorne,
    "people/piran-lusk": piran_lusk,
    "people/samira-kell": samira_kell,
    "people/gideon-ashgrove": gideon_ashgrove,
    "people/lin-averdieck": lin_averdieck,
}
