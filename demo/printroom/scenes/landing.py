"""The picture of a landing: herring comes ashore by night."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import random

from printroom.cutting import glow, gouges, inverted, rays, rings, ruled
from printroom.figures import gulls, standing
from printroom.poses import Looks, Pose, person
from printroom.press import LANDSCAPE, SLATE_BLUE, Sheet
from printroom.shapes import Point, placed, turned


def herring_landing() -> Sheet:
    """Baskets of herring swing ashore at night under an arc lamp."""
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=621)
    size = sheet.size
    sheet.paint(sheet.everything(), key=255, tint=0)
    chance = random.Random(3)
    stars = sheet.shape()
    for _ in range(80):
        r = chance.uniform(1.6, 4.2)
        stars.ellipse(chance.uniform(0, 1600), chance.uniform(0, 520), r, r)
    sheet.paint(stars, key=0)
    far = sheet.shape()
    for i in range(34):
        far.rect(12 + i * 48, 588 - (i * 7) % 20, 20 + i * 48, 598 - (i * 7) % 20)
    sheet.paint(far, key=0, tint=255)
    water = sheet.shape().rect(-5, 610, 1605, 1072)
    waves = gouges(size, 27, 170, 11, 0, 0.85, 6, box=(-60, 620, 1000, 1080))
    sheet.paint(water, key=inverted(waves), tint=waves)
    # the arc lamp and its light
    lamp = (1180.0, 150.0)
    cone = sheet.shape().polygon([(1130, 176), (1230, 176), (1640, 900), (640, 900)])
    beams = ruled(size, rays(lamp[0], lamp[1] - 60, 42, 90, 900, 54, 76), 19,
        lambda _x, y: max(0.0, 0.9 - y / 1000), 3, lifts=1)
    sheet.carve(cone.within(beams), both=True)
    sheet.paint(cone, tint=255)
    core = sheet.shape().polygon([(1154, 176), (1206, 176), (1420, 900), (900, 900)])
    sheet.paint(core, tint=0)
    _boat_below(sheet)
    quay = sheet.shape().polygon([(850, 800), (1605, 776), (1605, 1072), (940, 1072)])
    stones = gouges(size, 32, 150, 10, -2, 0.8, 9, box=(860, 806, 1700, 1080))
    sheet.paint(quay, key=inverted(stones), tint=0, halo=5)
    pool = sheet.shape().ellipse(1230, 900, 330, 74)
    ring = ruled(size, rings(1230, 900, 24, 20, 360, 0.23), 21, glow(1230, 900, 360, 1.0, 0.2), 4)
    sheet.paint(pool.within(quay), key=inverted(ring), tint=255)
    face = sheet.shape().polygon([(850, 800), (940, 1072), (880, 1072), (820, 830)])
    sheet.paint(face, key=255, tint=0, halo=4)
    post = sheet.shape().polygon([(1470, 860), (1480, 90), (1498, 90), (1510, 860)])
    post.path([(1488, 100), (1190, 100)], 11).path([(1486, 250), (1330, 104)], 7)
    post.polygon([(1450, 866), (1530, 866), (1520, 826), (1460, 826)])
    hood = sheet.shape().polygon([(1150, 96), (1210, 96), (1246, 158), (1114, 158)])
    sheet.paint(post.plus(hood), key=255, tint=0, halo=5)
    sheet.paint(sheet.shape().gouge([(1486, 820), (1488, 500), (1489, 130)], 6), key=0)
    sheet.paint(sheet.shape().ellipse(1180, 164, 52, 22), key=0, tint=0, halo=6)
    sheet.paint(hood.grown(-7), key=0, tint=255)
    # derrick, fall and the basket in the air
    fall = sheet.shape().path([(760, 150), (800, 330)], 7)
    sheet.paint(fall, key=255, tint=0, halo=4)
    _basket(sheet, 806, 340, 1.65, tip=-9, ropes=True)
    drops = sheet.shape()
    for _ in range(9):
        x, y = 690 + chance.uniform(0, 210), 640 + chance.uniform(0, 130)
        drops.gouge([(x, y), (x - 3, y + 24)], 7)
    sheet.paint(drops, key=0, tint=0)
    for x, y, turn in ((734, 640, 70), (880, 690, 104)):
        _fish(sheet, x, y, 66, turn)
    reach = Pose((2, -92), (0, -81), (0, -48), ((-14, -84), (-26, -98)), ((16, -86), (27, -99)),
        ((-5, -26), (-9, -5)), ((6, -26), (11, -5)), nod=-18)
    person(sheet, 1010, 950, 330, reach, Looks(hair="cap", coat=0, coat_tint=0), face=-1)
    _basket(sheet, 1200, 800, 1.0)
    _basket(sheet, 1330, 834, 1.16)
    standing(sheet, 1450, 930, 270, face=-1, hat="wool", arm="push", light=-1)
    standing(sheet, 1556, 960, 290, face=-1, hat="hood", arm="carry", light=-1, skirt=True)
    _basket(sheet, 1140, 888, 1.3)
    bits = [(1010, 1010, 20), (1290, 1030, 170), (1400, 1014, 10)]
    for x, y, turn in bits:
        _fish(sheet, x, y, 84, turn)
    gulls(sheet, [(520, 420, 90), (960, 260, 70), (1040, 420, 60), (360, 300, 60)], key=0)
    return sheet


def _fish(sheet: Sheet, x: float, y: float, long: float, turn: float, tint: int = 0) -> None:
    """Draw one herring, small."""

    def at(points: list[Point]) -> list[Point]:
        return placed(turned([(px * long / 100, py * long / 100) for px, py in points], turn), x, y)

    body = sheet.shape().blob(at([(-50, 0), (-24, -13), (14, -11), (36, -2), (36, 3), (14, 12),
        (-24, 13)])).polygon(at([(32, 0), (54, -15), (48, 0), (54, 15)]))
    sheet.paint(body, key=255, tint=0, halo=2)
    sheet.paint(body.grown(-2.4), key=0, tint=tint)
    back = sheet.shape().gouge(at([(-40, -7), (-4, -12), (36, -3)]), long * 0.1)
    back.ellipse(*at([(-38, -1)])[0], long * 0.03, long * 0.03)
    sheet.paint(back.within(body), key=255)


def _basket(sheet: Sheet, x: float, y: float, scale: float, tip: float = 0.0,
        ropes: bool = False) -> None:
    """Draw a wicker basket heaped with herring; (x, y) is the middle of its rim, or its hook."""
    drop = 96.0 if ropes else 0.0

    def at(points: list[Point]) -> list[Point]:
        return placed(turned([(px, py + drop) for px, py in points], tip), x, y, scale)

    if ropes:
        slings = sheet.shape()
        for px in (-70, -24, 24, 70):
            slings.path(placed(turned([(0.0, 0.0), (float(px), drop)], tip), x, y, scale), 6)
        slings.ellipse(x, y - 4, 15, 18)
        sheet.paint(slings, key=255, tint=0, halo=4)
    chance = random.Random(round(x + y))
    for row in range(3):
        for i in range(5 - row):
            fx = -52 + i * 26 + row * 13 + chance.uniform(-5, 5)
            px, py = at([(fx, -4 - row * 15)])[0]
            _fish(sheet, px, py, 66 * scale, chance.choice((-20, 14, 166, 196)) + tip,
                255 if (i + row) % 3 == 0 else 0)
    shell = sheet.shape().polygon(at([(-76, 0), (76, 0), (58, 104), (-58, 104)]))
    rim = sheet.shape().polygon(at([(-82, -7), (82, -7), (82, 10), (-82, 10)]))
    sheet.paint(shell.plus(rim), key=255, tint=0, halo=4)
    weave = sheet.shape()
    for row in range(5):
        for i in range(8):
            left = -66 + i * 17 + (row % 2) * 8
            weave.gouge(at([(left * (1 - row * 0.05), 24 + row * 17),
                ((left + 13) * (1 - row * 0.05), 24 + row * 17)]), 7 * scale)
    weave.gouge(at([(-74, 1), (0, 3), (74, 1)]), 6 * scale)
    sheet.paint(weave.within(shell.plus(rim)), key=0)


def _boat_below(sheet: Sheet) -> None:
    """Draw the boat that is being emptied: bow to the left, mast, derrick and a lit hold."""
    hull = sheet.shape().polygon([(60, 700), (180, 770), (420, 800), (840, 800), (880, 1010),
        (260, 1010), (150, 900)])
    sheet.paint(hull, key=255, tint=0, halo=6)
    strip = sheet.shape().stroke([(84, 736), (200, 800), (430, 836), (850, 838)], 20)
    sheet.paint(strip.within(hull.grown(-6)), key=0, tint=255)
    cuts = sheet.shape().gouge([(140, 830), (300, 890), (600, 906)], 10)
    cuts.gouge([(220, 930), (420, 960), (800, 960)], 10).gouge([(500, 872), (680, 880),
        (850, 876)], 8)
    sheet.paint(cuts, key=0)
    house = sheet.shape().polygon([(180, 770), (196, 600), (370, 600), (390, 800), (260, 790)])
    house.rect(180, 582, 392, 604)
    mast = sheet.shape().polygon([(470, 804), (482, 110), (498, 110), (512, 804)])
    mast.path([(500, 700), (770, 140)], 15)
    for a, b in (((490, 118), (770, 146)), ((490, 118), (70, 704)), ((486, 300), (300, 596))):
        mast.path([(float(p), float(q)) for p, q in (a, b)], 4)
    sheet.paint(mast, key=255, tint=0, halo=4)
    sheet.paint(house, key=255, tint=0, halo=5)
    panes = sheet.shape().rect(214, 630, 256, 690).rect(272, 630, 314, 690).rect(328, 630, 364, 690)
    sheet.paint(panes, key=0, tint=255)
    shine = sheet.shape().gouge([(484, 780), (488, 460), (490, 140)], 6)
    sheet.paint(shine, key=0)
    person(sheet, 620, 846, 250, Pose((4, -91), (1, -80), (0, -48), ((10, -70), (22, -80)),
        ((14, -72), (25, -88)), ((-3, -26), (-6, -5)), ((5, -26), (8, -5)), nod=-16),
        Looks(hair="wool", hat_tint=255))
    hull_top = sheet.shape().polygon([(400, 796), (846, 798), (848, 832), (420, 832)])
    sheet.paint(hull_top, key=255, tint=0)
    sheet.paint(sheet.shape().stroke([(190, 772), (420, 800), (846, 800)], 6, smooth=False), key=0)
    sheet.paint(strip.within(hull.grown(-6)), key=0, tint=255)
