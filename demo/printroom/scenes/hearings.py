"""Pictures of crowded halls: a hearing past midnight, a class in a corridor."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math

from printroom.cutting import gouges, inverted
from printroom.figures import standing
from printroom.poses import Looks, Pose, head_back, head_front, person
from printroom.press import LANDSCAPE, SEA, SLATE_BLUE, Sheet
from printroom.shapes import Point, placed, turned


def _clock(sheet: Sheet, x: float, y: float, radius: float, hour: float, minute: float) -> None:
    """Draw a wall clock that tells the time."""
    sheet.paint(sheet.shape().ellipse(x, y, radius + 18, radius + 18), key=255, tint=0, halo=7)
    dial = sheet.shape().ellipse(x, y, radius, radius)
    sheet.paint(dial, key=0, tint=0)
    marks = sheet.shape()
    for i in range(60):
        a = i * math.tau / 60
        inner = radius * (0.78 if i % 15 == 0 else 0.84 if i % 5 == 0 else 0.92)
        thick = 9 if i % 15 == 0 else 6 if i % 5 == 0 else 2.4
        marks.path([(x + inner * math.cos(a), y + inner * math.sin(a)),
            (x + radius * 0.96 * math.cos(a), y + radius * 0.96 * math.sin(a))], thick)
    for turn, long, thick in (((hour + minute / 60) * 30, 0.5, 13.0), (minute * 6, 0.78, 9.0)):
        a = math.radians(turn - 90)
        marks.stroke([(x - 0.14 * radius * math.cos(a), y - 0.14 * radius * math.sin(a)),
            (x + long * radius * math.cos(a), y + long * radius * math.sin(a))], thick, 4)
    marks.ellipse(x, y, 11, 11)
    sheet.paint(marks, key=255)


def hearing_night() -> Sheet:
    """People still queue at the lectern; the clock on the wall says ten to one."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, SEA, seed=631)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    paper = gouges(size, 44, 70, 9, 90, 0.8, 4, box=(-20, -20, 1640, 560))
    sheet.paint(sheet.everything(), key=0, tint=inverted(paper))
    dado = sheet.shape().rect(-5, 520, 1605, 830)
    sheet.paint(dado, key=255, tint=0, halo=5)
    fields = sheet.shape()
    for i in range(14):
        fields.rect(14 + i * 118, 560, 112 + i * 118, 800)
    sheet.paint(fields.minus(fields.grown(-5)), key=0)
    for x0, x1 in ((64, 330), (1268, 1534)):
        window = sheet.shape().rect(x0, 60, x1, 470)
        sheet.paint(window, key=255, tint=0, halo=9)
        bars = sheet.shape().rect((x0 + x1) / 2 - 4, 60, (x0 + x1) / 2 + 4, 470)
        for y in (196, 332):
            bars.rect(x0, y - 4, x1, y + 4)
        sheet.paint(bars, key=0)
    moon = sheet.shape().ellipse(1336, 138, 44, 44).minus(sheet.shape().ellipse(1356, 126, 38, 38))
    stars = sheet.shape()
    for x, y in ((110, 110), (250, 150), (280, 270), (120, 400), (230, 420), (1470, 100),
        (1300, 260), (1440, 290), (1500, 410), (1310, 430), (150, 240)):
        stars.ellipse(x, y, 4, 4)
    sheet.paint(moon.plus(stars), key=0)
    _clock(sheet, 640, 232, 172, 12, 50)
    # the panel that listens
    for i, x in enumerate((1190.0, 1360.0, 1520.0)):
        body = sheet.shape().blob(placed([(-1.2, 0.2), (-1.16, -0.8), (-0.7, -1.3), (0.7, -1.3),
            (1.16, -0.8), (1.2, 0.2)], x, 700, 62))
        sheet.paint(body, key=255, tint=0, halo=5)
        shirt = sheet.shape().polygon([(x - 20, 622), (x + 20, 622), (x, 690)])
        sheet.paint(shirt, key=0, tint=0)
        head_front(sheet, x + (10 if i == 2 else 0), 574 + (34 if i == 2 else 0), 46,
            ("bob", "bald", "bun")[i], down=0.0 if i == 0 else 1.0)
    fist = sheet.shape().stroke([(1590, 700), (1560, 680), (1536, 652)], 30, 24)
    sheet.paint(fist, key=255, tint=0, halo=4)
    desk = sheet.shape().polygon([(1096, 690), (1605, 690), (1605, 960), (1112, 960)])
    sheet.paint(desk, key=255, tint=0, halo=6)
    board = sheet.shape().rect(1080, 678, 1605, 706)
    sheet.paint(board, key=0, tint=0, halo=5)
    panels = sheet.shape().rect(1140, 736, 1300, 930).rect(1330, 736, 1490, 930).rect(1520, 736,
        1640, 930)
    sheet.paint(panels.minus(panels.grown(-6)), key=0)
    sheet.paint(panels.grown(-16), key=0, tint=255)
    papers = sheet.shape().polygon([(1226, 678), (1236, 610), (1300, 610), (1296, 678)])
    sheet.paint(papers, key=255, tint=0, halo=3)
    sheet.paint(papers.grown(-4), key=0, tint=0)
    rows = sheet.shape()
    for i in range(6):
        rows.rect(1240, 622 + i * 9, 1290, 625 + i * 9)
    sheet.paint(rows, key=255)
    floor = sheet.shape().rect(-5, 826, 1605, 1072)
    planks = gouges(size, 34, 260, 9, 0, 0.7, 9, box=(-60, 840, 1700, 1080))
    sheet.paint(floor.minus(desk), key=inverted(planks), tint=0)
    skirting = sheet.shape().rect(-5, 820, 1100, 830)
    sheet.paint(skirting, key=0)
    # the lectern and whoever has the floor
    wait = Pose((1.5, -91), (0, -80), (0, -48), ((-7, -64), (-3, -48)), None, ((-3, -26),
        (-5, -5)), ((4, -26), (5, -5)))
    fold = Pose((2, -91), (0, -80), (0, -48), ((-4, -62), (8, -66)), ((10, -64), (4, -62)),
        ((-3, -26), (-5, -5)), ((4, -26), (5, -5)))
    read = Pose((4, -89), (0, -80), (0, -48), ((-2, -62), (12, -64)), ((10, -64), (16, -66)),
        ((-3, -26), (-5, -5)), ((4, -26), (5, -5)), nod=26)
    yawn = Pose((0.5, -92), (0, -80), (0, -48), ((4, -68), (8, -84)), None, ((-3, -26), (-5, -5)),
        ((4, -26), (5, -5)), nod=-14)
    speak = Pose((3, -91), (1, -80), (0, -48), ((5, -64), (21, -66)), ((16, -74), (28, -86)),
        ((-3, -26), (-6, -5)), ((5, -26), (6, -5)), nod=2)
    for x, tall, pose, looks in (
        (66, 430, fold, Looks(hair="cap")),
        (196, 404, wait, Looks(hair="long", coat=0, coat_tint=255)),
        (322, 440, yawn, Looks(hair="old")),
        (448, 412, read, Looks(hair="bun", coat=0, coat_tint=0)),
        (584, 436, fold, Looks(hair="wool", hat_tint=255)),
        (712, 398, wait, Looks(hair="scarf", hat_tint=255, coat=0, coat_tint=0)),
        (872, 432, speak, Looks(hair="curly", coat=0, coat_tint=255)),
    ):
        person(sheet, x, 1000, tall, pose, looks)
    sheets = sheet.shape().polygon(turned([(500, 706), (548, 700), (552, 764), (504, 770)], 8,
        (526, 736)))
    sheet.paint(sheets, key=255, tint=0, halo=4)
    sheet.paint(sheets.grown(-3), key=0)
    notes = sheet.shape()
    for i in range(5):
        notes.gouge(turned([(508, 716 + i * 10), (542, 713 + i * 10)], 8, (526, 736)), 4)
    sheet.paint(notes, key=255)
    stand = sheet.shape().polygon([(968, 1010), (982, 760), (1040, 760), (1054, 1010)])
    slope = sheet.shape().polygon([(936, 774), (1064, 724), (1070, 748), (942, 798)])
    stand.polygon([(944, 1020), (1076, 1020), (1066, 992), (954, 992)])
    neck = sheet.shape().stroke([(1044, 730), (1046, 660), (1006, 628)], 8)
    mike = sheet.shape().ellipse(1000, 624, 19, 15, 30)
    sheet.paint(stand.plus(slope).plus(neck).plus(mike), key=255, tint=0, halo=5)
    sheet.paint(slope.grown(-5), key=0, tint=0)
    sheet.paint(sheet.shape().ellipse(1000, 624, 11, 8, 30), key=0)
    sheet.paint(sheet.shape().gouge([(1000, 780), (1002, 880), (992, 984)], 7), key=0)
    # the seats in front, most of them empty by now
    for i in range(9):
        x = 60 + i * 190
        seat = sheet.shape().blob([(x - 76, 1090), (x - 70, 1020), (x - 50, 1004), (x + 50, 1004),
            (x + 70, 1020), (x + 76, 1090)])
        sheet.paint(seat, key=255, tint=0, halo=5)
        sheet.paint(seat.grown(-9), key=0, tint=255)
    return sheet


def _pupil(sheet: Sheet, x: float, y: float, s: float, hair: str, tint: int, up: bool) -> None:
    """Draw a child at a desk from behind, the chair's seat at (x, y)."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, s)

    desk = sheet.shape().polygon(at([(-1.5, -1.5), (1.5, -1.5), (1.7, -1.16), (-1.7, -1.16)]))
    legs = sheet.shape()
    for px in (-1.5, 1.5):
        legs.path(at([(px, -1.2), (px * 1.03, 0.9)]), 0.13 * s)
    sheet.paint(legs.plus(desk), key=255, tint=0, halo=4)
    sheet.paint(desk.grown(-max(0.06 * s, 3)), key=0, tint=0)
    book = sheet.shape().polygon(at([(-1.1, -1.44), (-0.72, -1.44), (-0.78, -1.24), (-1.2, -1.24)]))
    book.polygon(at([(0.72, -1.44), (1.2, -1.44), (1.3, -1.24), (0.76, -1.24)]))
    sheet.paint(book, key=255)
    if up:
        arm = sheet.shape().stroke(at([(0.7, -1.3), (1.0, -2.0), (0.92, -3.1)]), 0.42 * s, 0.3 * s)
        palm = sheet.shape().blob(at([(0.78, -3.06), (0.74, -3.4), (0.86, -3.6), (1.0, -3.6),
            (1.1, -3.36), (1.06, -3.06)]))
        sheet.paint(arm.plus(palm), key=255, tint=0, halo=4)
        sheet.paint(palm.grown(-max(0.04 * s, 2)), key=0, tint=0)
        if tint:
            sheet.paint(arm.grown(-max(0.05 * s, 2.4)), key=0, tint=255)
    body = sheet.shape().blob(at([(-0.86, 0.2), (-0.98, -0.6), (-0.86, -1.24), (-0.4, -1.56),
        (0.4, -1.56), (0.86, -1.24), (0.98, -0.6), (0.86, 0.2)]))
    sheet.paint(body, key=255, tint=0, halo=5)
    if tint:
        sheet.paint(body.grown(-max(0.06 * s, 3)), key=0, tint=255)
    cuts = sheet.shape()
    for px in (-0.66, -0.3, 0.34, 0.68):
        cuts.gouge(at([(px * 0.9, -1.1), (px, -0.6), (px, 0.0)]), 0.07 * s)
    sheet.paint(cuts.within(body), key=255 if tint else 0)
    head_back(sheet, x, y - 2.12 * s, 0.66 * s, hair)
    chair = sheet.shape().blob(at([(-0.8, 0.1), (-0.84, -0.5), (-0.7, -0.66), (0.7, -0.66),
        (0.84, -0.5), (0.8, 0.1)]))
    frame = sheet.shape()
    for px in (-0.68, 0.68):
        frame.path(at([(px, 0.0), (px * 1.16, 1.2)]), 0.12 * s)
    frame.polygon(at([(-0.86, 0.06), (0.86, 0.06), (0.92, 0.26), (-0.92, 0.26)]))
    sheet.paint(frame.plus(chair), key=255, tint=0, halo=4)
    sheet.paint(chair.grown(-max(0.07 * s, 3)), key=0, tint=0)
    slot = sheet.shape().stroke(at([(-0.4, -0.38), (0.0, -0.4), (0.4, -0.38)]), 0.14 * s)
    sheet.paint(slot, key=255)


def _coat(sheet: Sheet, x: float, y: float, wide: float, long: float, pale: bool, tinted: bool
        ) -> None:
    """Draw a child's coat hung by its hood on a peg at (x, y)."""

    def at(points: list[Point]) -> list[Point]:
        return [(x + px * wide, y + py * long) for px, py in points]

    edge = max(3.0, wide * 0.06)
    coat = sheet.shape().blob(at([(-0.14, 0.0), (0.14, 0.0), (0.26, 0.12), (0.2, 0.2), (0.5, 0.28),
        (0.54, 0.6), (0.6, 0.98), (0.0, 1.02), (-0.6, 0.98), (-0.54, 0.6), (-0.5, 0.28),
        (-0.2, 0.2), (-0.26, 0.12)]))
    sleeves = sheet.shape()
    for side in (-1, 1):
        sleeves.stroke(at([(side * 0.46, 0.3), (side * 0.68, 0.52), (side * 0.66, 0.82)]),
            0.3 * wide, 0.24 * wide)
    for part in (sleeves, coat):
        sheet.paint(part, key=255, tint=0, halo=edge * 0.8)
        if pale or tinted:
            sheet.paint(part.grown(-edge), key=0, tint=255 if tinted else 0)
    cuts = sheet.shape().stroke(at([(0.0, 0.22), (0.02, 0.6), (0.0, 0.98)]), edge)
    for px in (-0.3, 0.28):
        cuts.gouge(at([(px * 0.6, 0.36), (px, 0.66), (px * 1.2, 0.94)]), edge * 1.4)
    cuts.gouge(at([(-0.12, 0.04), (-0.06, 0.12), (0.0, 0.18), (0.07, 0.12), (0.12, 0.04)]), edge)
    for i in range(3):
        cuts.ellipse(*at([(0.1, 0.4 + i * 0.18)])[0], edge * 0.8, edge * 0.8)
    sheet.paint(cuts.within(coat), key=255 if pale or tinted else 0)


def school_corridor() -> Sheet:
    """A class is taught in the corridor, under the coat pegs, two by two."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=641)
    vx, vy = 800.0, 380.0

    def wall(side: int, depth: float, height: float) -> Point:
        """Return a place on a side wall: `depth` 0 near to 1 far, `height` 0 floor to 1."""
        near = 1 / (0.3 + 2.0 * depth)
        return (vx + side * 310 * near, vy + (0.42 - height) * 640 * near)

    sheet.paint(sheet.everything(), key=0, tint=0)
    ends = {side: [wall(side, 0.0, 0), wall(side, 1.0, 0), wall(side, 1.0, 1), wall(side, 0.0, 1)]
        for side in (-1, 1)}
    ceiling = sheet.shape().polygon([wall(-1, 0, 1), wall(-1, 1, 1), wall(1, 1, 1), wall(1, 0, 1)])
    ceiling.rect(-5, -5, 1605, 2)
    sheet.paint(ceiling, key=255)
    lamps = sheet.shape()
    for depth in (0.1, 0.26, 0.46, 0.7):
        near, far = 1 / (0.3 + 2 * depth), 1 / (0.4 + 2 * depth)
        y0, y1 = wall(1, depth, 1)[1], wall(1, depth + 0.05, 1)[1]
        lamps.polygon([(vx - 70 * near, y0), (vx + 70 * near, y0), (vx + 70 * far, y1),
            (vx - 70 * far, y1)])
    sheet.paint(lamps, key=0)
    for side in (-1, 1):
        sheet.paint(sheet.shape().polygon(ends[side]), key=0, tint=0)
        lower = sheet.shape().polygon([wall(side, 0, 0), wall(side, 1, 0), wall(side, 1, 0.5),
            wall(side, 0, 0.5)])
        sheet.paint(lower, tint=255)
        rule = sheet.shape().path([wall(side, 0, 0.5), wall(side, 1, 0.5)], 10)
        rule.path([wall(side, 0, 0.0), wall(side, 1, 0.0)], 8)
        rule.path([wall(side, 0, 1.0), wall(side, 1, 1.0)], 6)
        sheet.paint(rule, key=255)
    floor = sheet.shape().polygon([wall(-1, 0, 0), wall(-1, 1, 0), wall(1, 1, 0), wall(1, 0, 0)])
    sheet.paint(floor, key=255, tint=0)
    tiles = sheet.shape()
    for i in range(-5, 6):
        a, b = wall(1, 0, 0), wall(1, 1, 0)
        tiles.path([(vx + (a[0] - vx) * i / 5, a[1]), (vx + (b[0] - vx) * i / 5, b[1])], 4)
    for i in range(16):
        depth = (i / 15) ** 1.5
        tiles.path([wall(-1, depth, 0), wall(1, depth, 0)], 4)
    sheet.paint(tiles.within(floor), key=0)
    # the far wall: a blackboard on the door that leads nowhere else
    back = sheet.shape().polygon([wall(-1, 1, 0), wall(1, 1, 0), wall(1, 1, 1), wall(-1, 1, 1)])
    sheet.paint(back, key=0, tint=0)
    sheet.paint(back.minus(back.grown(-5)), key=255)
    board = sheet.shape().rect(690, 284, 836, 420)
    sheet.paint(board, key=255, tint=0, halo=4)
    chalk = sheet.shape()
    chalk.path([(708, 400), (708, 306)], 4).path([(708, 400), (818, 400)], 4)
    for i in range(5):
        chalk.rect(718 + i * 19, 386 - i * 18, 732 + i * 19, 400)
    sheet.paint(chalk, key=0)
    standing(sheet, 884, 496, 196, face=-1, hat="hair", arm="forward", skirt=True, light=-1,
        coat=0, coat_tint=255)
    # doors with glass on the right, coats on pegs on the left
    for d0, d1 in ((0.05, 0.17), (0.3, 0.48), (0.66, 0.88)):
        door = sheet.shape().polygon([wall(1, d0, 0), wall(1, d1, 0), wall(1, d1, 0.8),
            wall(1, d0, 0.8)])
        sheet.paint(door, key=255, tint=0, halo=5)
        pane = sheet.shape().polygon([wall(1, d0 + 0.02, 0.48), wall(1, d1 - 0.03, 0.48),
            wall(1, d1 - 0.03, 0.74), wall(1, d0 + 0.02, 0.74)])
        sheet.paint(pane, key=0, tint=0)
        heads = sheet.shape()
        for i in range(3):
            px, py = wall(1, d0 + 0.03 + (d1 - d0 - 0.06) * i / 2.4, 0.5)
            r = 26 / (0.3 + 2 * d0)
            heads.ellipse(px, py - r * 0.4, r * 0.8, r)
        sheet.paint(heads.within(pane), key=255)
        panel = sheet.shape().polygon([wall(1, d0 + 0.02, 0.08), wall(1, d1 - 0.03, 0.08),
            wall(1, d1 - 0.03, 0.3), wall(1, d0 + 0.02, 0.3)])
        sheet.paint(panel.minus(panel.grown(-3)), key=0)
        knob = sheet.shape().ellipse(*wall(1, d0 + 0.015, 0.38), 12 / (0.5 + 2 * d0), 14 / (0.5 +
            2 * d0))
        sheet.paint(knob, key=0)
    pegs = sheet.shape().path([wall(-1, 0, 0.72), wall(-1, 1, 0.72)], 14)
    sheet.paint(pegs, key=255, tint=0)
    for i, depth in enumerate((0.03, 0.075, 0.125, 0.18, 0.245, 0.32, 0.4, 0.5, 0.62, 0.76)):
        (x, y), (_, low) = wall(-1, depth, 0.72), wall(-1, depth, 0.34)
        wide = 50 / (0.36 + 2 * depth)
        long = (low - y) * (0.86 if i % 3 else 1.0)
        _coat(sheet, x, y, wide, long, pale=i % 3 == 1, tinted=i % 3 == 2)
    # the class, in two files
    styles = ("short", "tails", "bob", "short", "bun", "tails", "short", "bob")
    for i, (depth, s) in enumerate(((0.5, 36.0), (0.32, 52.0), (0.17, 78.0), (0.04, 124.0))):
        spread = 150 / (0.3 + 2.0 * depth) * 0.92
        ground = wall(1, depth, 0)[1] - s * 0.9
        for side in (-1, 1):
            _pupil(sheet, vx + side * spread - (14 if i == 0 else 0), ground, s,
                styles[i * 2 + (side > 0)], 255 if (i + (side > 0)) % 2 else 0,
                up=(i, side) in ((2, -1), (1, 1)))
    return sheet
