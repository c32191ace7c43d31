"""Pictures of matches: the Mariners' keeper in the air."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import gouges, inverted
from printroom.poses import Looks, Pose, person
from printroom.press import LANDSCAPE, VERMILION, Sheet
from printroom.shapes import Point, placed, turned


def mariners_save() -> Sheet:
    """The Mariners' goalkeeper flies across her goal and reaches the ball."""
    sheet = Sheet(LANDSCAPE, VERMILION, seed=671)
    size = sheet.size
    cloud = gouges(size, 54, 380, 22, -6, lambda _x, y: max(0.0, 0.9 - y / 420), 5,
        box=(-300, 10, 1700, 380))
    sheet.paint(sheet.everything(), key=cloud, tint=0)
    stand = sheet.shape().polygon([(-5, 470), (1605, 430), (1605, 830), (-5, 830)])
    sheet.paint(stand, key=255, tint=0, halo=4)
    roof = sheet.shape().polygon([(-5, 360), (1605, 306), (1605, 352), (-5, 402)])
    posts = sheet.shape()
    for i in range(6):
        posts.rect(60 + i * 310, 330, 76 + i * 310, 830)
    sheet.paint(roof.plus(posts), key=255, tint=0, halo=4)
    sheet.paint(roof.grown(-8), key=0, tint=255)
    chance = random.Random(11)
    scarves = sheet.shape()
    fans, shoulders = sheet.shape(), sheet.shape()
    for row in range(5):
        for i in range(34):
            x = i * 50 + (row % 2) * 25 + chance.uniform(-7, 7)
            y = 500 - x * 0.022 + row * 62 + chance.uniform(-6, 6)
            fans.ellipse(x, y, 13, 15)
            shoulders.gouge([(x - 21, y + 33), (x - 12, y + 20), (x + 12, y + 20),
                (x + 21, y + 33)], 6)
            if chance.random() < 0.18:
                shoulders.stroke([(x - 18, y + 26), (x - 22, y - 22)], 6)
                shoulders.stroke([(x + 18, y + 26), (x + 23, y - 20)], 6)
            elif chance.random() < 0.2:
                scarves.rect(x - 14, y + 15, x + 14, y + 25)
    sheet.paint(fans.plus(shoulders), key=0)
    sheet.paint(scarves, key=0, tint=255)
    boards = sheet.shape().rect(-5, 774, 1605, 850)
    sheet.paint(boards, key=0, tint=0, halo=5)
    waves = sheet.shape()
    for i in range(14):
        x = -30 + i * 124
        waves.stroke([(x, 820), (x + 28, 800), (x + 56, 822), (x + 84, 800), (x + 108, 816)], 9)
    sheet.paint(waves, key=0, tint=255)
    sheet.paint(boards.minus(boards.grown(-5)), key=255)
    # the net hangs behind her, dark on the sky and bright on the crowd
    net = sheet.shape()
    for i in range(27):
        net.path([(120 + i * 54, 150), (150 + i * 50, 840)], 3.4)
    for i in range(13):
        sag = 10 * math.sin(i * 0.9)
        net.path([(110, 160 + i * 54), (800, 172 + sag + i * 53), (1490, 160 + i * 54)], 3.4)
    dark = stand.plus(roof)
    sheet.paint(net.minus(dark), key=255)
    sheet.paint(net.within(dark), key=0, tint=0)
    turf = sheet.shape().rect(-5, 838, 1605, 1072)
    blades = gouges(size, 28, 90, 9, lambda x, y: -80 + 20 * math.sin(x / 90), 0.8, 9,
        box=(-60, 850, 1700, 1080))
    sheet.paint(turf, key=inverted(blades), tint=0, halo=5)
    line = sheet.shape().polygon([(-5, 876), (1605, 868), (1605, 884), (-5, 894)])
    sheet.paint(line, key=0)
    frame = sheet.shape().path([(1500, 886), (1500, 140), (60, 140), (60, 890)], 30)
    sheet.paint(frame, key=255, tint=0, halo=7)
    sheet.paint(frame.grown(-6), key=0, tint=0)
    shade = sheet.shape().ellipse(800, 950, 430, 26)
    sheet.paint(shade, key=255, tint=0)
    _ball(sheet, 1370, 196, 62)
    dive = Pose((37, -22), (29, -13), (0, 0), ((46, -10), (63, -22)), ((47, -31), (64, -37)),
        ((-22, 9), (-44, 8)), ((-20, -4), (-40, -16)), nod=-4, hem=5)
    looks = Looks(hair="puff", coat=0, coat_tint=255, legs=0, legs_tint=0)
    x, ground, tall = 610.0, 606.0, 960.0
    person(sheet, x, ground, tall, dive, looks, halo=8)
    unit = tall / 100

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, ground, unit)

    shorts = sheet.shape().blob(at([(3, -7), (6, 5), (-2, 9), (-12, 9.5), (-14, 3), (-13, -6),
        (-4, -8)]))
    sheet.paint(shorts, key=255, tint=0, halo=5)
    seam = sheet.shape().gouge(at([(2, 3), (-6, 4), (-13, 3)]), 9).gouge(at([(0, -5), (-6, -5),
        (-12, -5)]), 9)
    sheet.paint(seam, key=0)
    socks = sheet.shape().stroke(at([(-25, 9), (-42, 8.2)]), 8.2 * unit, 7 * unit)
    socks.stroke(at([(-23.5, -6), (-38.5, -15)]), 8.2 * unit, 7 * unit)
    sheet.paint(socks, key=255, tint=0, halo=3)
    rings = sheet.shape()
    for a, b in (((-27, 4), (-27, 14)), ((-30, 4), (-30, 14))):
        rings.path(at([(float(a[0]), float(a[1])), (float(b[0]), float(b[1]))]), 1.4 * unit)
    rings.path(at([(-26.4, -3), (-23, -11)]), 1.4 * unit).path(at([(-29, -4), (-26, -13)]),
        1.4 * unit)
    sheet.paint(rings.within(socks), key=0, tint=255)
    for hx, hy, lean in ((65, -38, -24), (64, -23, -36)):
        glove = sheet.shape().blob(at(turned([(hx - 3, hy - 3), (hx + 3, hy - 4.4),
            (hx + 8, hy - 3.6), (hx + 9, hy), (hx + 7.6, hy + 3.4), (hx + 2, hy + 4),
            (hx - 3, hy + 3)], lean, (hx, hy))))
        sheet.paint(glove, key=255, tint=0, halo=4)
        sheet.paint(glove.grown(-6), key=0, tint=0)
        lines = sheet.shape()
        for i in range(3):
            lines.gouge(at(turned([(hx + 2.6, hy - 1.8 + i * 1.8), (hx + 8.4, hy - 1.8 + i * 1.8)],
                lean, (hx, hy))), 7)
        lines.stroke(at(turned([(hx - 1.6, hy - 3.4), (hx - 1.6, hy + 3.4)], lean, (hx, hy))), 12)
        sheet.paint(lines.within(glove), key=255)
    one = sheet.shape().path(at(turned([(12.4, -8.6), (14.6, -11), (14.6, -0.6)], 66,
        (14, -6))), 1.9 * unit)
    sheet.paint(one, key=255)
    clods = sheet.shape()
    for _ in range(26):
        cx, cy = chance.uniform(180, 520), chance.uniform(700, 900)
        clods.ellipse(cx, cy, chance.uniform(3, 9), chance.uniform(3, 7))
    sheet.paint(clods, key=255, tint=0, halo=3)
    return sheet


def _ball(sheet: Sheet, x: float, y: float, r: float) -> None:
    """Draw the ball with the streaks of its flight."""
    streaks = sheet.shape()
    for i in range(5):
        streaks.gouge([(x + 90 + i * 6, y - 60 + i * 26), (x + 150 + i * 8, y - 92 + i * 26),
            (x + 226 - i * 4, y - 128 + i * 25)], 12)
    sheet.paint(streaks, key=255, tint=0, halo=4)
    ball = sheet.shape().ellipse(x, y, r, r)
    sheet.paint(ball, key=255, tint=0, halo=8)
    sheet.paint(ball.grown(-6), key=0, tint=0)
    patch = sheet.shape().polygon(placed([(0, -0.36), (0.35, -0.1), (0.22, 0.32), (-0.22, 0.32),
        (-0.35, -0.1)], x, y, r))
    for i in range(5):
        t = math.radians(i * 72 - 90)
        patch.path([(x + 0.34 * r * math.cos(t), y + 0.34 * r * math.sin(t)),
            (x + 0.74 * r * math.cos(t), y + 0.74 * r * math.sin(t))], 6)
        patch.ellipse(x + 0.92 * r * math.cos(t), y + 0.92 * r * math.sin(t), 0.24 * r, 0.24 * r)
    sheet.paint(patch.within(ball), key=255)
