"""The picture of the kitchen on Little Sallay, with the tape running."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math

from printroom.cutting import (
    gouges,
    hatch,
    inverted,
    rings,
    ruled,
)
from printroom.press import LANDSCAPE, VERMILION, Sheet
from printroom.shapes import Point, placed, spline


def kitchen_recorder() -> Sheet:
    """An old islander talks across her kitchen table while the tape goes round."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=731)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    paper = gouges(size, 46, 30, 7, 90, 0.8, 4, box=(0, 10, 1600, 760))
    sheet.paint(sheet.everything(), key=inverted(paper))
    _window(sheet)
    _dresser(sheet)
    _speaker(sheet)
    table = sheet.shape().polygon([(-5, 800), (250, 742), (1605, 742), (1605, 1072), (-5, 1072)])
    sheet.paint(table, key=255, tint=0, halo=7)
    top = table.grown(-7)
    sheet.paint(top, key=0, tint=0)
    squares = sheet.shape()
    for i in range(-15, 24, 2):
        squares.polygon([(800 + i * 62, 742), (862 + i * 62, 742), (872 + i * 104, 1080),
            (768 + i * 104, 1080)])
    rows = sheet.shape()
    y, deep = 742.0, 26.0
    while y < 1080:
        rows.rect(-5, y, 1605, y + deep)
        y += deep * 2.25
        deep *= 1.22
    sheet.paint(squares.plus(rows).within(top), tint=hatch(size, 40, 15, 0.42, seed=6, lifts=0))
    sheet.paint(squares.within(rows).within(top), tint=255)
    _teapot(sheet, 1452.0, 760.0)
    _recorder(sheet)
    _mug(sheet, 1430.0, 900.0)
    _gesture(sheet)
    return sheet


def _window(sheet: Sheet) -> None:
    """Open the wall on the sound, with the light on its point."""
    frame = sheet.shape().rect(640, 90, 1090, 560)
    sheet.paint(frame, key=0, tint=0, halo=8)
    sheet.paint(frame.minus(frame.grown(-5)), key=255)
    glass = sheet.shape().rect(668, 118, 1062, 520)
    sheet.paint(glass.grown(4), key=255, tint=0)
    sheet.paint(glass, key=0, tint=0)
    sheet.paint(sheet.shape().ellipse(760, 226, 56, 56), key=0, tint=255)
    sea = sheet.shape().rect(668, 386, 1062, 520)
    sheet.paint(sea, key=inverted(gouges(sheet.size, 17, 60, 8, 0, 0.8, 5,
        box=(650, 396, 1080, 530))))
    isle = sheet.shape().polygon([*spline([(880, 392), (930, 356), (984, 340), (1062, 352)]),
        (1062, 420), (890, 410)])
    sheet.paint(isle.within(glass), key=255)
    tower = sheet.shape().polygon([(962, 350), (972, 240), (996, 240), (1006, 350)])
    tower.rect(966, 228, 1002, 242).polygon([(968, 206), (984, 184), (1000, 206)])
    tower.rect(974, 206, 994, 230)
    sheet.paint(tower, key=255)
    sheet.paint(sheet.shape().rect(979, 210, 989, 226), key=0)
    sheet.paint(sheet.shape().polygon([(962, 312), (1006, 312), (1004, 282), (964, 282)]), key=0,
        tint=255)
    bars = sheet.shape().rect(854, 114, 872, 524)
    sheet.paint(bars, key=255, tint=0)
    sheet.paint(sheet.shape().rect(859, 112, 867, 526), key=0, tint=0)
    sill = sheet.shape().rect(614, 548, 1116, 576)
    sheet.paint(sill, key=0, tint=0, halo=6)
    pot = sheet.shape().polygon([(700, 486), (778, 486), (766, 548), (712, 548)])
    leaves = sheet.shape()
    for dx, dy in ((-64, -70), (-40, -112), (0, -130), (36, -104), (60, -64)):
        leaves.gouge([(739, 490), (739 + dx * 0.6, 490 + dy * 0.8), (739 + dx, 490 + dy)], 24)
    sheet.paint(leaves.plus(pot), key=255, tint=0, halo=4)
    sheet.paint(pot.grown(-5), key=0, tint=255)


def _dresser(sheet: Sheet) -> None:
    """Fill the wall at the right with plates and hanging cups."""
    case = sheet.shape().rect(1190, 60, 1605, 760)
    sheet.paint(case, key=255, tint=0, halo=7)
    boards = sheet.shape()
    for y in (70, 262, 452, 640):
        boards.rect(1196, y, 1605, y + 16)
    boards.rect(1196, 70, 1212, 760)
    sheet.paint(boards, key=0, tint=0)
    for row, y in enumerate((262, 452)):
        for i in range(3):
            x = 1292 + i * 132
            plate = sheet.shape().ellipse(x, y - 62, 58, 58)
            sheet.paint(plate, key=0, tint=255 if (i + row) % 2 else 0)
            trim = sheet.shape().ellipse(x, y - 62, 40, 40).ellipse(x, y - 62, 34, 34, value=0)
            trim.ellipse(x, y - 62, 18, 18)
            sheet.paint(trim, key=255)
    cups = sheet.shape()
    for i in range(4):
        x = 1258 + i * 92
        cups.path([(x + 20, 468), (x + 20, 486)], 5)
        cups.polygon([(x - 24, 566), (x - 30, 508), (x + 36, 508), (x + 30, 566)])
        cups.ellipse(x + 40, 532, 20, 22).ellipse(x + 40, 532, 11, 13, value=0)
    sheet.paint(cups, key=0, tint=0)
    stripe = sheet.shape()
    for i in range(4):
        stripe.rect(1220 + i * 92, 530, 1300 + i * 92, 544)
    sheet.paint(stripe.within(cups), tint=255)


def _speaker(sheet: Sheet) -> None:
    """Draw the old woman from the side, facing right, her mouth open on a word."""
    def at(points: list[Point]) -> list[Point]:
        return placed(points, 390.0, 400.0)

    body = sheet.shape().blob(at([(-300, 700), (-290, 420), (-230, 290), (-120, 220), (-20, 200),
        (50, 236), (116, 330), (150, 480), (160, 700)]))
    sheet.paint(body, key=255, tint=0, halo=8)
    shawl = sheet.shape().blob(at([(-310, 660), (-280, 400), (-214, 276), (-100, 200), (-10, 190),
        (50, 230), (60, 330), (0, 470), (-120, 640)]))
    sheet.paint(shawl, key=255, tint=0, halo=4)
    sheet.paint(shawl.grown(-7), key=0, tint=255)
    knit = sheet.shape()
    for i in range(5):
        knit.gouge(at([(-236 + i * 30, 330 - i * 14), (-262 + i * 30, 400), (-266 + i * 30, 480)]),
            10)
    sheet.paint(knit.within(shawl), key=255)
    neck = sheet.shape().blob(at([(-80, 60), (-84, 160), (-72, 224), (-24, 250), (24, 236),
        (32, 186), (20, 140), (60, 90)]))
    profile = sheet.shape().polygon(at(
        spline([(-70, -140), (20, -196), (84, -160), (104, -104)])
        + spline([(104, -104), (102, -78), (124, -40), (148, -8), (132, 10), (112, 14)])
        + spline([(112, 14), (124, 28), (126, 42), (108, 50)])
        + spline([(108, 50), (96, 56), (108, 74)])
        + spline([(108, 74), (122, 82), (116, 98), (106, 104), (118, 126), (106, 150), (70, 160),
            (10, 142), (-50, 120), (-110, 40), (-110, -70), (-70, -140)])))
    head = neck.plus(profile)
    sheet.paint(head, key=255, tint=0, halo=6)
    sheet.paint(head.grown(-6), key=0, tint=0)
    under = sheet.shape().blob(at([(72, 160), (10, 144), (-50, 118), (-80, 160), (-60, 220),
        (-10, 196), (30, 200)]))
    sheet.paint(under.within(head), key=inverted(gouges(sheet.size, 17, 60, 8, 30, 0.8, 4,
        box=(280, 480, 500, 680))))
    lines = sheet.shape()
    lines.gouge(at([(58, -96), (80, -108), (106, -98)]), 14)
    lines.stroke(at([(62, -62), (82, -74), (104, -66)]), 8, 5)
    lines.ellipse(*at([(88, -60)])[0], 8, 9)
    lines.gouge(at([(64, -46), (82, -40), (98, -46)]), 5)
    for i in range(3):
        lines.gouge(at([(48, -68 + i * 14), (20, -80 + i * 24)]), 6)
    for i in range(3):
        lines.gouge(at([(20, -160 + i * 20), (60, -160 + i * 20), (90, -142 + i * 14)]), 5)
    lines.gouge(at([(112, 2), (96, -6), (92, 10), (104, 16)]), 7)
    lines.gouge(at([(88, 0), (66, 30), (70, 70)]), 8)
    lines.gouge(at([(50, 30), (36, 64), (50, 104)]), 6)
    lines.blob(at([(108, 50), (84, 48), (70, 60), (86, 74), (110, 74), (98, 62)]))
    lines.gouge(at([(60, 132), (84, 126), (104, 134)]), 6)
    sheet.paint(lines.within(head), key=255)
    cheek = sheet.shape()
    for i in range(4):
        cheek.gouge(at([(26 + i * 6, -20 + i * 14), (48 + i * 2, -14 + i * 14),
            (70, -20 + i * 13)]), 6)
    sheet.paint(cheek.within(head), tint=255)
    hair = sheet.shape().polygon(at(
        spline([(86, -170), (20, -236), (-70, -226), (-136, -150), (-146, -40), (-120, 60),
            (-70, 84), (-50, 30), (-36, -40), (10, -100), (86, -170)])))
    bun = sheet.shape().ellipse(*at([(-166, -140)])[0], 74, 66, -20)
    sheet.paint(bun.plus(hair), key=255, tint=0, halo=6)
    sheet.paint(bun.grown(-6), key=0, tint=0)
    sheet.paint(hair, key=255, tint=0, halo=2)
    sheet.paint(hair.grown(-6), key=0, tint=0)
    strands = sheet.shape()
    for i in range(8):
        t = i / 7
        strands.gouge(at([(76 - 40 * t, -170 + 70 * t), (-10 - 40 * t, -206 + 150 * t),
            (-116 + 40 * t, -100 + 150 * t)]), 8)
    for i in range(5):
        strands.gouge(at([(-220 + i * 22, -172 + i * 4), (-190 + i * 16, -130), (-200 + i * 26,
            -96 + i * 2)]), 7)
    sheet.paint(strands.within(hair.plus(bun).grown(-5)), key=255)
    ear = sheet.shape().blob(at([(-44, -40), (-16, -52), (-4, -28), (-18, 10), (-36, 8)]))
    sheet.paint(ear, key=255, tint=0)
    sheet.paint(ear.grown(-5), key=0, tint=0)
    drop = sheet.shape().ellipse(*at([(-24, 30)])[0], 11, 15)
    sheet.paint(drop, key=0, tint=255, halo=4)


def _gesture(sheet: Sheet) -> None:
    """Raise her near hand over the table, open, as one explains a word."""
    sleeve = sheet.shape().stroke([(266, 690), (310, 810), (400, 862), (500, 800), (588, 706)], 128,
        76)
    sleeve.ellipse(266, 690, 64, 64)
    palm = sheet.shape().polygon(placed(spline([(0, 26), (50, 40), (98, 22), (150, -2), (160, -16),
        (142, -22), (104, -12), (156, -50), (160, -66), (142, -66), (94, -38), (134, -84),
        (132, -100), (114, -96), (72, -56), (94, -100), (88, -114), (74, -108), (46, -62),
        (36, -78), (18, -84), (12, -70), (14, -40), (-6, -24)], closed=True, steps=5), 596, 676))
    sheet.paint(sleeve.plus(palm), key=255, tint=0, halo=7)
    sheet.paint(palm.grown(-5), key=0, tint=0)
    folds = sheet.shape().gouge([(250, 690), (276, 790), (350, 850)], 12)
    folds.gouge([(300, 720), (330, 790), (400, 820)], 9)
    folds.gouge([(400, 890), (480, 858), (540, 790)], 10)
    folds.gouge([(420, 826), (480, 786), (520, 736)], 8)
    sheet.paint(folds, key=0)
    cuff = sheet.shape().stroke([(556, 676), (612, 730)], 24)
    sheet.paint(cuff, key=0, tint=255, halo=4)
    creases = sheet.shape().gouge([(634, 680), (664, 670), (690, 646)], 5)
    creases.gouge([(638, 694), (674, 692), (704, 676)], 5)
    sheet.paint(creases, key=255)


def _recorder(sheet: Sheet) -> None:
    """Set the tape recorder on the cloth, and its microphone on a stand before her."""
    case = sheet.shape().polygon([(876, 870), (920, 690), (1290, 690), (1334, 870), (1334, 990),
        (876, 990)])
    sheet.paint(case, key=255, tint=0, halo=8)
    deck = sheet.shape().polygon([(894, 864), (932, 704), (1278, 704), (1316, 864)])
    sheet.paint(deck, key=0, tint=0)
    for x in (1016.0, 1196.0):
        reel = sheet.shape().ellipse(x, 772, 84, 60)
        sheet.paint(reel, key=255, tint=0)
        tape = ruled(sheet.size, rings(x, 772, 9, 46, 74, 0.71), 4, 0.9, 3)
        sheet.paint(reel.grown(-5), key=inverted(tape))
        hub = sheet.shape().ellipse(x, 772, 38, 27)
        sheet.paint(hub, key=0, tint=255, halo=3)
        holes = sheet.shape().ellipse(x, 772, 8, 6)
        for i in range(3):
            a = math.radians(i * 120 + x / 5)
            holes.ellipse(x + 22 * math.cos(a), 772 + 15 * math.sin(a), 8, 6)
        sheet.paint(holes, key=255)
    path = sheet.shape().path([(938, 790), (1060, 850), (1150, 850), (1276, 790)], 4)
    path.rect(1070, 836, 1142, 858)
    sheet.paint(path, key=255)
    keys = sheet.shape()
    for i in range(6):
        keys.rect(904 + i * 44, 906, 938 + i * 44, 956)
    sheet.paint(keys, key=0, tint=0)
    sheet.paint(sheet.shape().rect(992, 906, 1026, 956), key=0, tint=255)
    dial = sheet.shape().rect(1186, 900, 1312, 964)
    sheet.paint(dial, key=0, tint=0)
    needle = sheet.shape().path([(1248, 962), (1274, 912)], 5).gouge([(1196, 930), (1248, 908),
        (1304, 930)], 5)
    sheet.paint(needle, key=255)
    lead = sheet.shape().stroke([(890, 964), (846, 1014), (780, 1010), (756, 966)], 8)
    base = sheet.shape().ellipse(756, 958, 60, 19)
    rod = sheet.shape().path([(756, 956), (770, 856)], 9)
    mike = sheet.shape().stroke([(806, 860), (722, 816)], 44, 58)
    mike.ellipse(720, 814, 31, 31)
    sheet.paint(lead.plus(base).plus(rod), key=255, tint=0, halo=4)
    sheet.paint(mike, key=255, tint=0, halo=6)
    grille = sheet.shape()
    for i in range(4):
        grille.stroke([(702 + i * 14, 848 + i * 4), (732 + i * 11, 798 + i * 9)], 5)
    sheet.paint(grille.within(mike.grown(-5)), key=0)


def _mug(sheet: Sheet, x: float, y: float) -> None:
    """Stand a mug of tea on the cloth."""
    mug = sheet.shape().polygon([(x - 52, y), (x + 52, y), (x + 46, y + 104), (x - 46, y + 104)])
    mug.ellipse(x, y, 52, 17).ellipse(x, y + 104, 46, 14)
    handle = sheet.shape().ellipse(x + 62, y + 46, 36, 38).ellipse(x + 62, y + 46, 20, 22, value=0)
    sheet.paint(handle.plus(mug), key=255, tint=0, halo=6)
    sheet.paint(mug.grown(-6), key=0, tint=255)
    tea = sheet.shape().ellipse(x, y, 46, 13)
    sheet.paint(tea, key=255)
    band = sheet.shape().stroke([(x - 50, y + 60), (x, y + 74), (x + 50, y + 60)], 14)
    sheet.paint(band.within(mug.grown(-6)), tint=0)


def _teapot(sheet: Sheet, x: float, y: float) -> None:
    """Stand the brown pot behind the recorder, steam at its spout."""
    handle = sheet.shape().ellipse(x + 104, y, 52, 58).ellipse(x + 104, y, 32, 38, value=0)
    pot = sheet.shape().ellipse(x, y, 112, 96)
    pot.polygon(spline([(x - 84, y + 40), (x - 140, y - 10), (x - 166, y - 60), (x - 146, y - 70),
        (x - 116, y - 40), (x - 76, y - 30)]))
    lid = sheet.shape().ellipse(x, y - 84, 60, 22).ellipse(x, y - 112, 17, 17)
    sheet.paint(handle.plus(pot), key=255, tint=0, halo=7)
    sheet.paint(lid, key=255, tint=0, halo=4)
    shine = sheet.shape().gouge([(x - 70, y - 40), (x - 84, y), (x - 70, y + 40)], 13)
    shine.gouge([(x - 40, y - 90), (x, y - 96), (x + 36, y - 90)], 7)
    for i in range(4):
        shine.gouge([(x + 60 + i * 10, y + 50 - i * 18), (x + 84 + i * 5, y + 30 - i * 18)], 6)
    sheet.paint(shine, key=0)
    steam = sheet.shape().gouge([(x - 164, y - 84), (x - 182, y - 116), (x - 158, y - 146),
        (x - 176, y - 184)], 10)
    sheet.paint(steam, key=0, tint=0, halo=1)
