"""Pictures of the Swing Bridge: stuck open, and from its keeper's cabin."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math

from printroom.craft import gabled
from printroom.cutting import gouges, inverted
from printroom.figures import gulls
from printroom.poses import Looks, Pose, head_back, person
from printroom.press import LANDSCAPE, OCHRE, VERMILION, Sheet
from printroom.shapes import Point, Shape, placed, turned


def _truss(sheet: Sheet, x: float, y: float, half: float, rise: float) -> Shape:
    """Return the swung span from the side: its deck on (x, y), `half` long each way."""
    shape = sheet.shape().rect(x - half, y - 10, x + half, y + 22)

    def chord(px: float) -> float:
        away = abs(px - x) / half
        drop: float = rise * 0.78 * away ** 1.4
        return y - rise + drop

    bays = 10
    xs = [x - half + i * 2 * half / bays for i in range(bays + 1)]
    shape.stroke([(px, chord(px)) for px in [x - half + i * half / 12 for i in range(25)]],
        rise * 0.07, smooth=False)
    for i, px in enumerate(xs):
        shape.path([(px, chord(px)), (px, y)], rise * 0.05)
        if i < bays:
            a, b = (px, xs[i + 1]) if i < bays / 2 else (xs[i + 1], px)
            shape.path([(a, y), (b, chord(b))], rise * 0.036)
    shape.polygon([(x - 40, y), (x - 14, y - rise - 16), (x + 14, y - rise - 16), (x + 40, y)])
    shape.rect(x - 24, y - rise - 28, x + 24, y - rise - 10)
    return shape.path([(x, y - rise - 20), (x, y - rise - 70)], 7)


def bridge_open() -> Sheet:
    """The Swing Bridge lies along the river and will not come back; tram and bicycles wait."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=651)
    size = sheet.size
    cloud = gouges(size, 60, 400, 28, -2, lambda _x, y: max(0.0, 1 - y / 420), 5,
        box=(-300, 20, 1700, 400))
    sheet.paint(sheet.everything(), key=cloud, tint=0)
    for i, (x, wide, tall) in enumerate(((-40, 150, 130), (104, 120, 170), (220, 150, 120),
        (366, 110, 160), (1090, 130, 150), (1216, 150, 120), (1362, 120, 176), (1480, 160, 130))):
        gabled(sheet, x, 480, wide, tall, steps=i % 2 == 0, rows=2, columns=3, lit=0.1, seed=90 + i)
    far = sheet.shape().rect(-5, 474, 1605, 500)
    sheet.paint(far, key=255, tint=0, halo=3)
    landing = sheet.shape().polygon([(700, 474), (900, 474), (920, 560), (680, 560)])
    sheet.paint(landing, key=255, tint=0, halo=3)
    mouth = sheet.shape().rect(722, 482, 878, 494)
    sheet.paint(mouth, key=0)
    water = sheet.shape().rect(-5, 498, 1605, 860)
    lines = gouges(size, 27, 210, 12, 0, lambda _x, y: 0.4 + (y - 498) / 420, 6,
        box=(-60, 510, 1700, 870))
    sheet.paint(water.minus(landing), key=inverted(lines), tint=0)
    pier = sheet.shape().polygon([(700, 612), (900, 612), (926, 690), (674, 690)])
    pier.ellipse(800, 690, 126, 20)
    sheet.paint(pier, key=255, tint=0, halo=5)
    courses = sheet.shape()
    for i in range(3):
        courses.gouge([(690 - i * 5, 632 + i * 22), (800, 636 + i * 22), (910 + i * 5,
            632 + i * 22)], 6)
    sheet.paint(courses.within(pier), key=0)
    drum = sheet.shape().rect(726, 580, 874, 618)
    sheet.paint(drum, key=255, tint=0, halo=4)
    teeth = sheet.shape()
    for i in range(9):
        teeth.rect(734 + i * 16, 594, 742 + i * 16, 612)
    sheet.paint(teeth, key=0, tint=255)
    span = _truss(sheet, 800, 560, 640, 330)
    sheet.paint(span, key=255, tint=0, halo=4)
    rivets = sheet.shape()
    for i in range(52):
        rivets.ellipse(172 + i * 24.6, 566, 4, 4)
    sheet.paint(rivets, key=0)
    lamp = sheet.shape().ellipse(800, 150, 18, 18)
    sheet.paint(lamp, key=255, tint=0, halo=4)
    sheet.paint(lamp.grown(-5), key=0, tint=255)
    gulls(sheet, [(230, 190, 80), (330, 240, 54), (1230, 170, 76), (1330, 240, 50)])
    keeper = Pose((3, -90), (1, -80), (0, -48), ((8, -66), (12, -80)), None, ((-3, -26), (-5, -5)),
        ((4, -26), (5, -5)), nod=10)
    person(sheet, 930, 556, 92, keeper, Looks(hair="cap"), face=-1, halo=3)
    # our bank: the road runs to the edge and stops
    road = sheet.shape().polygon([(-5, 850), (430, 806), (1170, 806), (1605, 850), (1605, 1072),
        (-5, 1072)])
    setts = gouges(size, 30, 110, 9, 0, 0.75, 9, box=(-60, 826, 1700, 1080))
    sheet.paint(road, key=255, tint=0, halo=5)
    sheet.paint(road.grown(-6), key=setts)
    lip = sheet.shape().polygon([(430, 806), (1170, 806), (1180, 826), (420, 826)])
    sheet.paint(lip, key=0, tint=255)
    stripes = sheet.shape()
    for i in range(20):
        stripes.polygon([(424 + i * 40, 806), (446 + i * 40, 806), (434 + i * 40, 828),
            (412 + i * 40, 828)])
    sheet.paint(stripes.within(lip), key=255)
    rails = sheet.shape().polygon([(566, 828), (574, 828), (330, 1080), (310, 1080)])
    rails.polygon([(700, 828), (708, 828), (620, 1080), (600, 1080)])
    sheet.paint(rails, key=255, tint=0, halo=4)
    for side in (0, 1):
        x = 470 + side * 660
        post = sheet.shape().rect(x - 22, 700, x + 22, 850)
        arm = sheet.shape().polygon([(x, 716), (x, 742), (800 + (-4 if side else 4), 742),
            (800 + (-4 if side else 4), 716)])
        sheet.paint(post.plus(arm), key=255, tint=0, halo=5)
        bands = sheet.shape()
        for i in range(6):
            px = x + (1 - 2 * side) * (40 + i * 52)
            bands.polygon([(px - 14, 720), (px + 12, 720), (px + 4, 738), (px - 22, 738)])
        sheet.paint(bands.within(arm), key=0, tint=0)
        light = sheet.shape().ellipse(x, 682, 25, 25)
        sheet.paint(light, key=255, tint=0, halo=5)
        sheet.paint(light.grown(-6), key=0, tint=255)
    _tram_behind(sheet, 424, 1050)
    _cyclist(sheet, 930, 1010, 300, "bob", 255)
    _cyclist(sheet, 1130, 1030, 330, "short", 0)
    _cyclist(sheet, 1350, 1046, 350, "bun", 0)
    return sheet


def _tram_behind(sheet: Sheet, x: float, y: float) -> None:
    """Draw the waiting tram from behind, its wheels at y."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y)

    pole = sheet.shape().path(at([(0, -560), (-40, -660), (20, -780)]), 8)
    pole.path(at([(-60, -780), (90, -780)]), 8)
    sheet.paint(pole, key=255, tint=0, halo=4)
    body = sheet.shape().polygon(at([(-206, -40), (-216, -240), (-200, -500), (-150, -560),
        (150, -560), (200, -500), (216, -240), (206, -40)]))
    under = sheet.shape().rect(x - 170, y - 60, x + 170, y + 4)
    sheet.paint(body.plus(under), key=255, tint=0, halo=8)
    sheet.paint(body.grown(-8), key=0, tint=255)
    roof = sheet.shape().polygon(at([(-204, -496), (-150, -560), (150, -560), (204, -496)]))
    sheet.paint(roof, key=255, tint=0)
    panes = sheet.shape().rect(x - 182, y - 470, x - 72, y - 290).rect(x - 56, y - 470, x + 56,
        y - 290).rect(x + 72, y - 470, x + 182, y - 290)
    sheet.paint(panes.grown(5), key=255)
    sheet.paint(panes, key=0, tint=0)
    riders = sheet.shape()
    for px, s in ((-128, 1.0), (4, 1.12), (124, 0.96)):
        riders.ellipse(x + px, y - 370, 30 * s, 37 * s)
        riders.blob(at([(px - 50, -286), (px - 42, -320), (px, -342), (px + 42, -320),
            (px + 50, -286)]))
    sheet.paint(riders.within(panes), key=255)
    bars = sheet.shape().rect(x - 210, y - 262, x + 210, y - 250).rect(x - 206, y - 110, x + 206,
        y - 102)
    sheet.paint(bars.within(body), key=255)
    plate = sheet.shape().rect(x - 42, y - 236, x + 42, y - 134)
    sheet.paint(plate, key=0, tint=0, halo=4)
    sheet.paint(plate.minus(plate.grown(-4)), key=255)
    two = sheet.shape().stroke(at([(-22, -206), (-12, -222), (10, -222), (20, -204), (4, -178),
        (-22, -152)]), 11).path(at([(-24, -152), (24, -152)]), 11)
    sheet.paint(two, key=255)
    lights = sheet.shape().ellipse(x - 150, y - 180, 22, 22).ellipse(x + 150, y - 180, 22, 22)
    sheet.paint(lights, key=0, tint=0, halo=3)
    sheet.paint(lights.minus(lights.grown(-6)), key=255)
    wheels = sheet.shape().rect(x - 150, y - 52, x - 110, y).rect(x + 110, y - 52, x + 150, y)
    sheet.paint(wheels.minus(wheels.grown(-5)), key=0)


def _cyclist(sheet: Sheet, x: float, ground: float, tall: float, hair: str, tint: int) -> None:
    """Draw somebody from behind astride a bicycle, one foot down."""
    u = tall / 100

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, ground, u)

    wheel = sheet.shape().ellipse(x, ground - 16 * u, 4.6 * u, 17 * u).minus(
        sheet.shape().ellipse(x, ground - 16 * u, 2.4 * u, 14.4 * u))
    bars = sheet.shape().stroke(at([(-17, -57), (-14, -60), (0, -61), (14, -60), (17, -57)]),
        2.4 * u)
    legs = sheet.shape().stroke(at([(-4, -50), (-10, -28), (-13, -3)]), 9 * u, 6 * u)
    legs.stroke(at([(4, -50), (9, -30), (7, -14)]), 9 * u, 6 * u)
    legs.blob(at([(-17, -4), (-10, -4), (-9, 1), (-19, 1)]))
    legs.blob(at([(3, -15), (11, -15), (11, -10), (3, -10)]))
    sheet.paint(bars, key=255, tint=0, halo=4)
    sheet.paint(legs, key=255, tint=0, halo=4)
    sheet.paint(wheel, key=255, tint=0, halo=4)
    guard = sheet.shape().blob(at([(-3, -16), (-3.4, -34), (0, -38), (3.4, -34), (3, -16)]))
    sheet.paint(guard, key=255, tint=0, halo=2)
    lamp = sheet.shape().ellipse(*at([(0, -27)])[0], 2.2 * u, 2.4 * u)
    sheet.paint(lamp, key=0, tint=255)
    saddle = sheet.shape().blob(at([(-7, -42), (0, -46), (7, -42), (3, -39), (-3, -39)]))
    arms = sheet.shape().stroke(at([(-9, -75), (-15, -66), (-15, -58)]), 6 * u, 4.4 * u)
    arms.stroke(at([(9, -75), (15, -66), (15, -58)]), 6 * u, 4.4 * u)
    body = sheet.shape().blob(at([(-11, -40), (-10, -60), (-12, -74), (-6, -80), (6, -80),
        (12, -74), (10, -60), (11, -40), (0, -37)]))
    sheet.paint(arms, key=255, tint=0, halo=4)
    sheet.paint(body, key=255, tint=0, halo=4)
    if tint:
        sheet.paint(body.grown(-0.9 * u), key=0, tint=255)
        sheet.paint(arms.grown(-0.9 * u).minus(body), key=0, tint=255)
    cuts = sheet.shape().gouge(at([(0, -76), (0.5, -58), (0, -42)]), 1.4 * u)
    for side in (-1, 1):
        cuts.gouge(at([(side * 7, -72), (side * 6, -58), (side * 7, -42)]), 1.4 * u)
    sheet.paint(cuts, key=255 if tint else 0)
    sheet.paint(saddle, key=255, tint=0, halo=2)
    head_back(sheet, x, ground - 91 * u, 8.4 * u, hair)


def bridge_keeper() -> Sheet:
    """The keeper stands at the levers in the cabin above the river, late in the day."""
    sheet = Sheet(LANDSCAPE, OCHRE, seed=661)
    size = sheet.size
    dusk = gouges(size, 46, 360, 24, 0, lambda _x, y: max(0.0, 1 - abs(y - 300) / 300), 4,
        box=(-300, 40, 1700, 560))
    sheet.paint(sheet.everything(), key=0, tint=inverted(dusk))
    sun = sheet.shape().ellipse(1180, 380, 120, 120)
    sheet.paint(sun, key=0, tint=0)
    for i, (x, wide, tall) in enumerate(((20, 150, 110), (164, 120, 150), (278, 150, 100),
        (830, 120, 120), (944, 150, 100))):
        gabled(sheet, x, 500, wide, tall, steps=i % 2 == 0, rows=2, columns=3, lit=0.3, seed=40 + i)
    bank = sheet.shape().polygon([(-5, 494), (1605, 494), (1605, 520), (-5, 520)])
    sheet.paint(bank, key=255, tint=0, halo=3)
    water = sheet.shape().rect(-5, 516, 1605, 760)
    lines = gouges(size, 26, 190, 12, 0, 0.8, 6, box=(-60, 526, 1700, 760))
    sheet.paint(water, key=inverted(lines), tint=255)
    girders = sheet.shape()
    girders.path([(-20, 470), (420, 120), (860, -30)], 30)
    girders.path([(-20, 640), (1620, 600)], 34)
    for a, b in (((120, 360), (120, 640)), ((330, 190), (330, 636)), ((560, 70), (560, 630)),
        ((120, 640), (330, 190)), ((330, 636), (560, 70)), ((800, -10), (800, 624)),
        ((560, 630), (800, -10))):
        girders.path([(float(p), float(q)) for p, q in (a, b)], 17)
    sheet.paint(girders, key=255, tint=0, halo=4)
    studs = sheet.shape()
    for i in range(46):
        studs.ellipse(10 + i * 35, 639 - i * 0.86, 5, 5)
    sheet.paint(studs, key=0)
    # the cabin's frame
    glass = sheet.shape().rect(60, 84, 516, 700).rect(556, 84, 1044, 700).rect(1084, 84, 1540, 700)
    frame = sheet.everything().minus(glass.grown(10).grown(-10))
    sheet.paint(frame, key=255, tint=0)
    rim = glass.grown(6).minus(glass.grown(1))
    sheet.paint(rim, key=0, tint=0)
    boards = sheet.shape()
    for i in range(27):
        boards.gouge([(20 + i * 62, 790), (22 + i * 62, 920), (20 + i * 62, 1064)], 6)
    sheet.paint(boards, key=0)
    ledge = sheet.shape().rect(-5, 724, 1605, 762)
    sheet.paint(ledge, key=0, tint=255, halo=5)
    sheet.paint(sheet.shape().rect(-5, 752, 1605, 760), key=255)
    for x in (300, 420, 1420):
        dial = sheet.shape().ellipse(x, 42, 34, 34)
        sheet.paint(dial, key=0, tint=0, halo=4)
        sheet.paint(dial.minus(dial.grown(-6)), key=255)
        turn = math.radians(x * 0.9)
        tip = (x + 24 * math.cos(turn), 42 + 24 * math.sin(turn))
        sheet.paint(sheet.shape().path([(x, 42), tip],
            6), key=255)
    bell = sheet.shape().blob([(1180, 100), (1190, 60), (1210, 48), (1230, 60), (1240, 100),
        (1252, 112), (1168, 112)]).path([(1210, 20), (1210, 54)], 7).ellipse(1210, 120, 9, 11)
    sheet.paint(bell, key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().blob([(1186, 98), (1196, 66), (1210, 56), (1226, 66), (1234, 98)]),
        key=0, tint=255)
    kettle = sheet.shape().blob([(76, 722), (66, 680), (92, 652), (140, 652), (164, 680),
        (156, 722)]).stroke([(156, 700), (192, 690), (200, 664)], 15, 10)
    handle = sheet.shape().stroke([(80, 660), (86, 622), (116, 610), (146, 622), (150, 660)], 9)
    sheet.paint(kettle.plus(handle), key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().gouge([(90, 706), (84, 682), (102, 664)], 8), key=0)
    # the lever frame
    bench = sheet.shape().polygon([(230, 850), (1500, 850), (1540, 1080), (190, 1080)])
    sheet.paint(bench, key=255, tint=0, halo=6)
    feet = (340.0, 1094.0, 1370.0)
    slots, plates, marks = sheet.shape(), sheet.shape(), sheet.shape()
    for i, x in enumerate(feet):
        slots.rect(x - 16, 866, x + 16, 940)
        plates.rect(x - 64, 966, x + 64, 1022)
        for j in range(i + 1):
            marks.rect(x - 5 + (j - i / 2) * 30, 978, x + 5 + (j - i / 2) * 30, 1010)
    sheet.paint(slots, key=0, tint=0)
    sheet.paint(plates, key=0, tint=255)
    sheet.paint(marks, key=255)
    pull = Pose((12, -88), (6, -77), (-2, -48), ((16, -63), (33, -62)), ((22, -66), (40, -68)),
        ((-9, -27), (-16, -5)), ((7, -28), (10, -5)), nod=4)
    for x, lean in zip(feet, (-16, -30, 18), strict=True):
        foot = (x, 904.0)
        rod = turned([foot, (x, foot[1] - 330)], lean, foot)
        lever = sheet.shape().path(rod, 26)
        grip = sheet.shape().stroke(turned([(x, foot[1] - 320), (x, foot[1] - 420)], lean, foot),
            40, 32)
        trigger = sheet.shape().stroke(turned([(x + 32, foot[1] - 410), (x + 36, foot[1] - 344),
            (x + 10, foot[1] - 250)], lean, foot), 9)
        sheet.paint(lever.plus(trigger), key=255, tint=0, halo=5)
        sheet.paint(sheet.shape().path(rod, 8), key=0)
        sheet.paint(grip, key=255, tint=0, halo=5)
        sheet.paint(grip.grown(-6), key=0, tint=255)
    person(sheet, 590, 1150, 860, pull, Looks(hair="cap", coat=255), halo=7)
    scarf = sheet.shape().stroke([(612, 452), (652, 486), (706, 476)], 38, 32)
    scarf.stroke([(632, 480), (612, 530), (626, 590)], 34, 42)
    sheet.paint(scarf, key=255, tint=0, halo=4)
    sheet.paint(scarf.grown(-6), key=0, tint=255)
    knit = sheet.shape().gouge([(622, 500), (610, 540), (620, 580)], 7)
    knit.gouge([(620, 462), (656, 488), (696, 480)], 7)
    sheet.paint(knit, key=255)
    return sheet
