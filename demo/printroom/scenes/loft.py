"""The picture of the choir in the net loft."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import (
    gouges,
    hatch,
    inverted,
    rays,
    ruled,
)
from printroom.figures import hand
from printroom.press import LANDSCAPE, OCHRE, Sheet
from printroom.shapes import Point, Shape, placed, spline


def choir_loft() -> Sheet:
    """The choir sings under lamps among the herring nets."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=801)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    boards = gouges(size, 34, 200, 7, 90, 0.5, 4, box=(-20, 100, 1640, 900))
    sheet.carve(boards)
    glow = sheet.shape().polygon([(800, 120), (1290, 860), (310, 860)])
    shine = ruled(size, rays(800, 110, 30, 90, 900, 52, 76), lambda x, y: 4 + math.hypot(x - 800,
        y - 110) / 24, 0.55, 3)
    sheet.paint(glow, key=inverted(shine), tint=shine)
    _roof(sheet)
    _lamp(sheet, 800.0, 60.0)
    for x, top, foot, wide, seed in ((20.0, 230.0, 980.0, 330.0, 3), (1290.0, 230.0, 980.0, 330.0,
            5)):
        _net(sheet, x, top, wide, foot, seed)
    floor = sheet.shape().rect(-5, 930, 1605, 1072)
    sheet.paint(floor, key=255, tint=0, halo=5)
    planks = gouges(size, 30, 240, 9, 0, 0.6, 5, box=(-60, 944, 1700, 1080))
    sheet.paint(floor, key=inverted(planks))
    chance = random.Random(2)
    rows = ((418.0, 0.78, [400, 560, 716, 884, 1040, 1200]), (556.0, 0.92, [318, 478, 640, 800, 960,
        1122, 1282]), (716.0, 1.08, [206, 404, 1196, 1394]))
    number = 0
    for y, unit, places in rows:
        for x in places:
            _singer(sheet, x + chance.uniform(-8, 8), y + chance.uniform(-10, 10), unit, number)
            number += 1
    _leader(sheet)
    return sheet


def _roof(sheet: Sheet) -> None:
    """Frame the loft: two rafters, a tie beam, a block on a hook."""
    beams = sheet.shape().polygon([(-5, 380), (-5, 300), (800, -90), (1605, 300), (1605, 380),
        (800, -10)])
    beams.rect(-5, 196, 1605, 246)
    sheet.paint(beams, key=255, tint=0, halo=6)
    sheet.paint(beams.grown(-7), key=0, tint=0)
    grain = gouges(sheet.size, 13, 110, 6, 0, 0.8, 6, box=(-60, 190, 1660, 250))
    tie = sheet.shape().rect(-5, 202, 1605, 240)
    sheet.paint(tie, key=grain)
    slope = sheet.shape().polygon([(-5, 380), (-5, 300), (800, -90), (1605, 300), (1605, 380),
        (800, -10)])
    sheet.paint(slope.grown(-8).minus(tie.grown(6)), key=hatch(sheet.size, 90, 26, 0.3, seed=5))


def _net(sheet: Sheet, x: float, top: float, wide: float, foot: float, seed: int) -> None:
    """Hang a net in swags from the tie beam, corks along its upper edge."""
    chance = random.Random(seed)
    outline: list[Point] = [(x - 40, top)]
    lower = spline([(x - 40, foot - 160), (x + wide * 0.3, foot), (x + wide * 0.62, foot - 130),
        (x + wide * 0.86, foot - 40), (x + wide, foot - 260)])
    cloth = sheet.shape().polygon([*outline, (x + wide, top), *lower[::-1]])
    mesh = sheet.shape()
    for i in range(-8, 26):
        a = x - 300 + i * 36
        mesh.stroke([(a, top), (a + 150, top + 260), (a + 220, top + 520), (a + 330, foot + 60)],
            5)
        mesh.stroke([(a, top), (a - 150, top + 260), (a - 220, top + 520), (a - 330, foot + 60)],
            5)
    sheet.paint(cloth, key=255, tint=0)
    sheet.paint(mesh.within(cloth), key=0, tint=255)
    sheet.paint(cloth.minus(cloth.grown(-6)), key=0, tint=255)
    corks = sheet.shape()
    for i in range(7):
        corks.ellipse(x - 6 + i * wide / 6.4, top + 8 + chance.uniform(-4, 6), 25, 18)
    corks.ellipse(x + wide * 0.3, foot - 4, 24, 30).ellipse(x + wide * 0.86, foot - 42, 24, 30)
    sheet.paint(corks, key=255, tint=0, halo=4)
    sheet.paint(corks.grown(-5), key=0, tint=0)
    marks = sheet.shape()
    for i in range(7):
        marks.rect(x - 9 + i * wide / 6.4, top - 14, x - 2 + i * wide / 6.4, top + 30)
    sheet.paint(marks.within(corks), key=255)


def _singer(sheet: Sheet, x: float, y: float, unit: float, number: int) -> None:
    """Draw one singer from the front, book in hand, mouth wide open."""
    hair = ("bald", "bob", "cap", "bun", "curls", "beard", "long", "scarf")[number * 5 % 8]
    coat = (255, 0, 255, 1)[number % 4]

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, unit)

    behind = sheet.shape()
    if hair in ("bob", "long"):
        drop = 110 if hair == "long" else 44
        behind.blob(at([(-62, drop), (-66, -40), (-30, -86), (30, -86), (66, -40), (62, drop)]))
    elif hair == "bun":
        behind.ellipse(*at([(0, -94)])[0], 34 * unit, 30 * unit)
    elif hair == "curls":
        for i in range(13):
            a = math.radians(150 + i * 20)
            behind.ellipse(*at([(58 * math.cos(a), -26 + 56 * math.sin(a))])[0], 23 * unit,
                22 * unit)
    body = sheet.shape().blob(at([(-104, 420), (-100, 150), (-78, 104), (-30, 84), (30, 84),
        (78, 104), (100, 150), (104, 420)]))
    head = sheet.shape().blob(at([(-48, -20), (-40, -66), (0, -84), (40, -66), (48, -20), (42, 34),
        (20, 72), (0, 80), (-20, 72), (-42, 34)]))
    neck = sheet.shape().rect(x - 24 * unit, y + 50 * unit, x + 24 * unit, y + 104 * unit)
    sheet.paint(behind.plus(body).plus(head).plus(neck), key=255, tint=0, halo=6 * unit)
    if coat != 255:
        sheet.paint(body.grown(-6 * unit), key=0, tint=255 * coat)
    folds = sheet.shape().gouge(at([(-70, 120), (-76, 220), (-70, 340)]), 9 * unit)
    folds.gouge(at([(70, 120), (76, 220), (70, 340)]), 9 * unit)
    sheet.paint(folds, key=0 if coat == 255 else 255)
    sheet.paint(neck.grown(-5 * unit), key=0, tint=0)
    sheet.paint(head.grown(-5 * unit), key=0, tint=0)
    lean = (number % 3 - 1) * 4
    marks = sheet.shape()
    for side in (-1, 1):
        marks.gouge(at([(side * 32 + lean, -26), (side * 20 + lean, -38), (side * 8 + lean, -28)]),
            8 * unit)
        if number % 2:
            marks.gouge(at([(side * 30 + lean, -10), (side * 20 + lean, -4), (side * 10 + lean,
                -10)]), 7 * unit)
        else:
            marks.ellipse(*at([(side * 20 + lean, -10)])[0], 5 * unit, 6 * unit)
    marks.stroke(at([(2 + lean, -8), (8 + lean, 14), (-4 + lean, 16)]), 4.5 * unit)
    open_wide = (20, 26, 15)[number % 3]
    mouth = sheet.shape().ellipse(*at([(lean, 42)])[0], 17 * unit, open_wide * unit)
    sheet.paint(marks.plus(mouth), key=255)
    tongue = sheet.shape().ellipse(*at([(lean, 42 + open_wide * 0.55)])[0], 10 * unit, 6 * unit)
    sheet.paint(tongue.within(mouth), key=0, tint=255)
    shade = sheet.shape()
    for i in range(4):
        shade.gouge(at([(26, 10 + i * 12), (36, 8 + i * 11), (46, 2 + i * 9)]), 5 * unit)
    sheet.paint(shade.within(head.grown(-5 * unit)), key=255)
    top = sheet.shape()
    if hair in ("bob", "long", "bun"):
        top.polygon(at(spline([(-52, 6), (-56, -50), (0, -92), (56, -50), (52, 6)])
            + spline([(52, 6), (40, -36), (4, -62), (-40, -36), (-52, 6)])))
    elif hair == "curls":
        for i in range(9):
            a = math.radians(192 + i * 19.5)
            top.ellipse(*at([(44 * math.cos(a), -30 + 46 * math.sin(a))])[0], 19 * unit, 17 * unit)
    elif hair == "cap":
        top.blob(at([(-56, -34), (-56, -70), (0, -98), (56, -70), (56, -34), (0, -52)]))
        top.blob(at([(-50, -36), (0, -54), (50, -36), (0, -28)]))
    elif hair == "scarf":
        top.polygon(at(spline([(-50, 60), (-60, -40), (0, -96), (60, -40), (50, 60), (0, 104)])
            + spline([(0, 84), (40, 40), (42, -20), (0, -58), (-42, -20), (-40, 40), (0, 84)])))
    elif hair == "beard":
        top.polygon(at(spline([(-48, 6), (-44, 60), (0, 112), (44, 60), (48, 6)])
            + spline([(48, 6), (30, 22), (0, 14), (-30, 22), (-48, 6)])))
        top.blob(at([(-50, -20), (-46, -66), (0, -92), (46, -66), (50, -20), (30, -58),
            (-30, -58)]))
        top = top.minus(mouth.grown(3))
    sheet.paint(top, key=255, tint=0)
    if hair in ("cap", "scarf"):
        sheet.paint(top.grown(-5 * unit), key=0, tint=255)
        lines = sheet.shape().gouge(at([(-44, -44), (0, -62), (44, -44)]), 8 * unit)
        sheet.paint(lines, key=255)
    else:
        strands = sheet.shape().gouge(at([(-34, -64), (-14, -76), (4, -74)]), 6 * unit)
        strands.gouge(at([(-22, 84), (0, 98), (20, 84)]), 5 * unit)
        sheet.paint(strands.within(top), key=0)
    _book(sheet, x, y, unit)


def _book(sheet: Sheet, x: float, y: float, unit: float) -> None:
    """Put an open book of music in a singer's two hands."""
    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, unit)

    hands = sheet.shape().ellipse(*at([(-64, 206)])[0], 17 * unit, 20 * unit)
    hands.ellipse(*at([(64, 206)])[0], 17 * unit, 20 * unit)
    book = sheet.shape().polygon(at([(-62, 150), (0, 168), (62, 150), (66, 216), (0, 236),
        (-66, 216)]))
    sheet.paint(book, key=255, tint=0, halo=4 * unit)
    sheet.paint(book.grown(-5 * unit), key=0, tint=0)
    spine = sheet.shape().path(at([(0, 168), (0, 234)]), 6 * unit)
    for i in range(3):
        spine.gouge(at([(-50, 172 + i * 13), (-12, 183 + i * 13)]), 4.5 * unit)
        spine.gouge(at([(50, 172 + i * 13), (12, 183 + i * 13)]), 4.5 * unit)
    sheet.paint(spine, key=255)
    sheet.paint(hands, key=255, tint=0, halo=2 * unit)
    sheet.paint(hands.grown(-4 * unit), key=0, tint=0)


def _leader(sheet: Sheet) -> None:
    """Draw the conductor from behind, arms up, a baton in the right hand."""
    x, y = 800.0, 846.0
    arms = sheet.shape().stroke([(x - 90, y + 120), (x - 210, y + 60), (x - 236, y - 90)], 70, 42)
    arms.stroke([(x + 90, y + 120), (x + 214, y + 40), (x + 226, y - 110)], 70, 42)
    hands = sheet.shape().polygon(hand(x - 238, y - 84, 104, -12, 1))
    hands.polygon(hand(x + 228, y - 104, 104, 14, -1))
    baton = sheet.shape().path([(x + 218, y - 90), (x + 244, y - 300)], 9)
    body = sheet.shape().blob([(x - 150, y + 340), (x - 136, y + 150), (x - 96, y + 92),
        (x - 36, y + 66), (x + 36, y + 66), (x + 96, y + 92), (x + 136, y + 150), (x + 150,
            y + 340)])
    head = sheet.shape().blob([(x - 36, y + 80), (x - 56, y + 20), (x - 56, y - 50), (x, y - 92),
        (x + 56, y - 50), (x + 56, y + 20), (x + 36, y + 80)])
    knot = sheet.shape().ellipse(x, y - 100, 40, 36)
    whole: Shape = arms.plus(body).plus(head).plus(hands).plus(knot)
    sheet.paint(whole, key=255, tint=0, halo=9)
    sheet.paint(hands.grown(-4), key=0, tint=0)
    sheet.paint(baton.grown(4), key=255, tint=0)
    sheet.paint(baton, key=0, tint=0)
    cuts = sheet.shape()
    for i in range(-2, 3):
        cuts.gouge([(x + i * 18, y + 40), (x + i * 20, y - 20), (x + i * 8, y - 70)], 7)
    cuts.gouge([(x - 22, y - 104), (x, y - 120), (x + 22, y - 104)], 7)
    cuts.gouge([(x, y + 110), (x + 2, y + 200), (x, y + 300)], 9)
    cuts.gouge([(x - 190, y + 84), (x - 216, y + 40), (x - 222, y - 60)], 9)
    cuts.gouge([(x + 190, y + 70), (x + 208, y + 20), (x + 212, y - 70)], 9)
    cuts.gouge([(x - 108, y + 140), (x - 112, y + 220), (x - 104, y + 300)], 11)
    cuts.gouge([(x + 108, y + 140), (x + 112, y + 220), (x + 104, y + 300)], 11)
    sheet.paint(cuts, key=0)
    collar = sheet.shape().stroke([(x - 38, y + 74), (x, y + 66), (x + 38, y + 74)], 14)
    sheet.paint(collar, key=0, tint=255, halo=2)


def _lamp(sheet: Sheet, x: float, y: float) -> None:
    """Hang a storm lantern from the tie beam."""
    cord = sheet.shape().path([(x, y), (x, 250)], 6)
    cage = sheet.shape().polygon([(x - 34, 276), (x + 34, 276), (x + 42, 336), (x - 42, 336)])
    cap = sheet.shape().polygon([(x - 48, 276), (x + 48, 276), (x + 18, 244), (x - 18, 244)])
    cap.rect(x - 50, 334, x + 50, 350)
    sheet.paint(cord.plus(cage).plus(cap), key=255, tint=0, halo=6)
    sheet.paint(cage.grown(-6), key=0, tint=255)
    flame = sheet.shape().blob([(x - 10, 328), (x, 288), (x + 10, 328)])
    sheet.paint(flame, key=0, tint=0)
