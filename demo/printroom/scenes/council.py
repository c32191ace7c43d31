"""Pictures of Cooper's Square: the council votes, the crowd stands outside."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
import random

from printroom.cutting import (
    gouges,
    inverted,
    rays,
    ruled,
)
from printroom.figures import hand, standing
from printroom.press import LANDSCAPE, OCHRE, SLATE_BLUE, Sheet
from printroom.shapes import Point, placed, spline, turned


def _councillor(
    sheet: Sheet, x: float, y: float, size: float, *, raised: int, hair: str, coat: str, lean: float
) -> None:
    """Draw a councillor from behind; `raised` is the side of the raised arm, or 0."""

    def at(points: list[Point], mirror: int = 1) -> list[Point]:
        return placed([(px * mirror, py) for px, py in points], x, y, size)

    if raised:
        arm = sheet.shape().stroke(
            at([(0.72, 0.98), (1.0, 0.36), (0.92 + lean / 90, -0.62)], raised), 0.5 * size,
            0.3 * size
        )
        wrist = at([(0.92 + lean / 90, -0.62)], raised)[0]
        cuff = sheet.shape().polygon(
            at([(0.74 + lean / 90, -0.6), (1.1 + lean / 90, -0.6), (1.08 + lean / 90, -0.74),
                (0.76 + lean / 90, -0.74)], raised)
        )
        palm = sheet.shape().polygon(
            hand(wrist[0], wrist[1] - 0.1 * size, 1.0 * size, lean * raised * 0.6, raised)
        )
        sheet.paint(arm.plus(cuff).plus(palm), key=255, tint=0, halo=4)
        sheet.paint(palm.grown(-0.03 * size), key=0, tint=0)
        sheet.paint(cuff, key=0, tint=0)
        lines = sheet.shape()
        hx, hy = wrist[0], wrist[1] - 0.1 * size
        for points in (
            [(-4, -30), (-12, -58)],
            [(2, -34), (1, -62)],
            [(10, -30), (13, -58)],
            [(-16, -8), (-8, -22)],
        ):
            moved = turned([(px * raised, py) for px, py in points], lean * raised * 0.6)
            lines.gouge(placed([(float(a), float(b)) for a, b in moved], hx, hy, size / 105),
                size * 0.035)
        sheet.paint(lines, key=255)
        fold = sheet.shape()
        fold.gouge(at([(0.78, 0.8), (0.92, 0.4), (0.86, 0.0)], raised), size * 0.055)
        fold.gouge(at([(1.06, 0.5), (1.02, 0.1), (0.98, -0.3)], raised), size * 0.045)
        if coat == "tint":
            sheet.paint(arm.grown(-0.04 * size), key=0, tint=255)
            sheet.paint(fold, key=255)
        else:
            sheet.paint(fold, key=0)
        sheet.paint(sheet.shape().polygon(
            at([(0.74 + lean / 90, -0.6), (1.1 + lean / 90, -0.6), (1.08 + lean / 90, -0.72),
                (0.76 + lean / 90, -0.72)], raised)), key=0, tint=0)
    body = sheet.shape().blob(
        at([(-1.02, 2.7), (-1.04, 1.5), (-0.92, 1.02), (-0.56, 0.78), (-0.24, 0.6), (0.24, 0.6),
            (0.56, 0.78), (0.92, 1.02), (1.04, 1.5), (1.02, 2.7)])
    )
    ears = sheet.shape().ellipse(*at([(-0.43, 0.06)])[0], 0.1 * size, 0.16 * size)
    ears.ellipse(*at([(0.43, 0.06)])[0], 0.1 * size, 0.16 * size)
    skull = sheet.shape().blob(
        at([(-0.3, 0.66), (-0.32, 0.36), (-0.42, 0.1), (-0.42, -0.28), (-0.2, -0.56), (0.2, -0.56),
            (0.42, -0.28), (0.42, 0.1), (0.32, 0.36), (0.3, 0.66)])
    )
    sheet.paint(body.plus(ears).plus(skull), key=255, tint=0, halo=5)
    sheet.paint(ears.grown(-0.03 * size), key=0, tint=0)
    if coat == "tint":
        sheet.paint(body.grown(-0.045 * size), key=0, tint=255)
    seam = sheet.shape()
    seam.gouge(at([(0.0, 0.95), (0.02, 1.6), (0.0, 2.4)]), size * 0.05)
    seam.gouge(at([(-0.78, 1.1), (-0.8, 1.7), (-0.74, 2.3)]), size * 0.06)
    seam.gouge(at([(0.78, 1.1), (0.8, 1.7), (0.74, 2.3)]), size * 0.06)
    if coat == "pin":
        for i in range(-3, 4):
            seam.gouge(at([(i * 0.22 + 0.1, 0.95), (i * 0.23 + 0.1, 2.3)]), size * 0.025)
    sheet.paint(seam, key=255 if coat == "tint" else 0)
    nape = sheet.shape().polygon(at([(-0.3, 0.4), (0.3, 0.4), (0.34, 0.78), (-0.34, 0.78)]))
    sheet.paint(nape, key=255, tint=0)
    collar = sheet.shape().blob(at([(-0.36, 0.66), (0, 0.6), (0.36, 0.66), (0.34, 0.8), (0, 0.74),
        (-0.34, 0.8)]))
    skin = sheet.shape().polygon(at([(-0.26, 0.34), (0.26, 0.34), (0.28, 0.62), (-0.28, 0.62)]))
    sheet.paint(skin, key=0, tint=0)
    sheet.paint(collar, key=0, tint=0, halo=2)
    sheet.paint(sheet.shape().stroke(at([(-0.36, 0.66), (0, 0.59), (0.36, 0.66)]), size * 0.05),
        key=255)
    cap = sheet.shape()
    strands = sheet.shape()
    if hair == "short":
        cap.blob(at([(-0.42, 0.16), (-0.46, -0.3), (-0.2, -0.62), (0.2, -0.62), (0.46, -0.3),
            (0.42, 0.16), (0.24, 0.4), (-0.24, 0.4)]))
        for i in range(-3, 4):
            strands.gouge(at([(i * 0.05, -0.5), (i * 0.11, -0.1), (i * 0.085, 0.28)]), size * 0.035)
    elif hair == "bob":
        cap.blob(at([(-0.5, 0.5), (-0.54, -0.1), (-0.4, -0.5), (0, -0.68), (0.4, -0.5),
            (0.54, -0.1), (0.5, 0.5), (0.2, 0.58), (-0.2, 0.58)]))
        for i in range(-4, 5):
            strands.gouge(at([(i * 0.03, -0.58), (i * 0.11, -0.1), (i * 0.105, 0.5)]), size * 0.035)
    elif hair == "bun":
        cap.blob(at([(-0.4, 0.2), (-0.46, -0.26), (-0.22, -0.58), (0.22, -0.58), (0.46, -0.26),
            (0.4, 0.2), (0.2, 0.42), (-0.2, 0.42)]))
        cap.ellipse(*at([(0, -0.72)])[0], 0.24 * size, 0.22 * size)
        for i in range(-2, 3):
            strands.gouge(at([(i * 0.16, 0.32), (i * 0.14, -0.14), (i * 0.04, -0.52)]),
                size * 0.035)
        strands.gouge(at([(-0.14, -0.76), (0, -0.86), (0.14, -0.76)]), size * 0.04)
    elif hair == "curly":
        chance = random.Random(round(x))
        for i in range(15):
            a = i * math.tau / 15
            cap.ellipse(*at([(0.46 * math.cos(a), -0.1 + 0.5 * math.sin(a))])[0], 0.17 * size,
                0.17 * size)
        cap.ellipse(*at([(0, -0.1)])[0], 0.48 * size, 0.5 * size)
        for _ in range(16):
            a, r = chance.uniform(0, math.tau), chance.uniform(0.05, 0.46)
            px, py = r * math.cos(a), -0.1 + r * math.sin(a)
            strands.gouge(at([(px - 0.07, py), (px, py - 0.06), (px + 0.07, py + 0.01)]),
                size * 0.04)
    else:  # bald, a fringe of grey
        cap.blob(at([(-0.43, 0.1), (-0.4, 0.34), (0, 0.42), (0.4, 0.34), (0.43, 0.1), (0.2, 0.16),
            (-0.2, 0.16)]))
        sheet.paint(skull.grown(-0.04 * size), key=0, tint=0)
        for i in range(-4, 5):
            strands.gouge(at([(i * 0.09, 0.16), (i * 0.085, 0.38)]), size * 0.03)
    sheet.paint(cap, key=255, tint=0, halo=0 if hair in ("bald", "short") else 3)
    sheet.paint(strands, key=0)


def council_chamber() -> Sheet:
    """Councillors vote with raised hands under the tall window; the mayor counts."""
    y: float
    sheet = Sheet(LANDSCAPE, OCHRE, seed=301)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    panels = sheet.shape()
    for i in range(18):
        x = -40 + i * 96
        panels.rect(x, -5, x + 12, 640)
    for y in (170, 440):
        panels.rect(-5, y, 1605, y + 12)
    sheet.paint(panels, key=255)
    grain = gouges(size, 30, 130, 7, 90, 0.8, 4, box=(-20, -20, 1640, 640))
    inner = sheet.shape()
    for i in range(18):
        for y0, y1 in ((-5, 158), (196, 426), (466, 640)):
            inner.rect(-16 + i * 96, y0, 42 + i * 96, y1)
    sheet.paint(inner, key=grain)
    # the window
    arch = sheet.shape().rect(560, 210, 1040, 560)
    arch.ellipse(800, 212, 240, 214)
    sheet.paint(arch.grown(20), key=255, tint=0)
    sheet.paint(arch, key=0, tint=0)
    beams = ruled(size, rays(800, 212, 26, 70, 250, 180, 180), 7, 1.0, 3)
    sheet.paint(sheet.shape().ellipse(800, 212, 240, 214).minus(sheet.shape().rect(400, 212, 1200,
        600)),
        key=beams)
    lead = sheet.shape().ellipse(800, 212, 74, 68).minus(sheet.shape().ellipse(800, 212, 62, 57))
    lead.ellipse(800, 212, 158, 142)
    lead = lead.minus(sheet.shape().ellipse(800, 212, 148, 133)).plus(
        sheet.shape().ellipse(800, 212, 74, 68).minus(sheet.shape().ellipse(800, 212, 62, 57))
    )
    lead.rect(560, 206, 1040, 220, 255)
    for x in (640, 720, 800, 880, 960):
        lead.rect(x - 5, 212, x + 5, 560)
    for y in (290, 380, 470):
        lead.rect(560, y - 4, 1040, y + 4)
    sheet.paint(lead.within(arch), key=255)
    # the dais
    dais = sheet.shape().rect(430, 548, 1170, 720)
    sheet.paint(dais, key=255, tint=0, halo=6)
    rail = sheet.shape().rect(418, 536, 1182, 560)
    sheet.paint(rail, key=0, tint=255, halo=5)
    sheet.paint(sheet.shape().rect(418, 553, 1182, 560), key=255)
    fields = sheet.shape()
    for i in range(7):
        fields.rect(452 + i * 102, 580, 530 + i * 102, 720)
    sheet.paint(fields.minus(fields.grown(-5)), key=0)
    throne = sheet.shape().polygon([(736, 540), (742, 352), (770, 330), (800, 322), (830, 330),
        (858, 352), (864, 540)])
    sheet.paint(throne, key=255, tint=0, halo=6)
    tufts = sheet.shape()
    for y in (370, 410):
        for x in (765, 800, 835):
            tufts.ellipse(x, y, 4, 4)
    sheet.paint(tufts, key=0)
    _official(sheet, 800, 536, 1.25, chain=True)
    _official(sheet, 560, 540, 1.0, chain=False)
    _official(sheet, 1040, 540, 1.0, chain=False)
    # the floor of the house
    floor = sheet.shape().rect(-5, 660, 1605, 1072)
    sheet.paint(floor.minus(dais), key=255, tint=0)
    row = [(70, 0, "short", "dark"), (214, 1, "bob", "tint"), (356, 0, "bald", "dark"),
        (496, -1, "curly", "dark"),
        (640, 0, "bun", "tint"), (790, 1, "short", "pin"), (936, 0, "bob", "dark"),
        (1082, 1, "bald", "tint"),
        (1228, 0, "bun", "dark"), (1374, 1, "short", "pin"), (1520, 1, "curly", "dark")]
    for i, (x, raised, hair, coat) in enumerate(row):
        y = 640 + 26 * math.cos((x - 800) / 520)
        _councillor(sheet, x, y, 64, raised=raised, hair=hair, coat=coat,
            lean=(-6, 8, 2, -3)[i % 4])
    _bench(sheet, 782, 0.0)
    front = [(60, 0, "curly", "pin"), (300, -1, "bald", "dark"), (545, 1, "bob", "dark"),
        (800, 0, "short", "tint"),
        (1050, 1, "bun", "pin"), (1300, 0, "short", "dark"), (1530, -1, "bob", "tint")]
    for i, (x, raised, hair, coat) in enumerate(front):
        y = 838 + 34 * math.cos((x - 800) / 560)
        _councillor(sheet, x, y, 104, raised=raised, hair=hair, coat=coat,
            lean=(5, -4, 9, 0)[i % 4])
    _bench(sheet, 1030, 0.0)
    return sheet


def _bench(sheet: Sheet, y: float, _sag: float) -> None:
    """Draw the curved back of a bench across the chamber."""
    line = [(x, y + 30 * math.cos((x - 800) / 540)) for x in range(-20, 1640, 40)]
    rail = sheet.shape().stroke([(float(a), b) for a, b in line], 26, smooth=False)
    sheet.paint(rail, key=0, tint=255, halo=6)
    under = sheet.shape().stroke([(float(a), b + 11) for a, b in line], 7, smooth=False)
    sheet.paint(under, key=255)
    back = sheet.shape().polygon([*[(float(a), b + 14) for a, b in line], (1640, 1090),
        (-20, 1090)])
    sheet.paint(back, key=255, tint=0)
    slots = sheet.shape()
    for i in range(24):
        x = 20 + i * 68
        top = y + 36 + 30 * math.cos((x - 800) / 540)
        slots.gouge([(x, top), (x + 1, top + 80)], 8)
    sheet.paint(slots, key=0)


def _official(sheet: Sheet, x: float, y: float, scale: float, chain: bool) -> None:
    """Draw somebody seated on the dais, facing us."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, scale)

    body = sheet.shape().blob(at([(-52, 6), (-56, -40), (-40, -68), (-14, -78), (14, -78),
        (40, -68), (56, -40), (52, 6)]))
    head = sheet.shape().ellipse(*at([(0, -104)])[0], 22 * scale, 28 * scale)
    sheet.paint(body.plus(head), key=255, tint=0, halo=4)
    sheet.paint(head.grown(-2.5), key=0, tint=0)
    face = sheet.shape()
    face.blob(at([(-24, -98), (-24, -124), (-8, -138), (12, -137), (25, -122), (24, -98),
        (18, -116), (-14, -118)]))
    face.ellipse(*at([(-8, -104)])[0], 2.6 * scale, 2.6 * scale)
    face.ellipse(*at([(8, -104)])[0], 2.6 * scale, 2.6 * scale)
    face.stroke(at([(-6, -89), (0, -88), (7, -90)]), 2.6 * scale)
    face.stroke(at([(1, -102), (3, -95), (-1, -94)]), 2.2 * scale)
    if not chain:
        face.blob(at([(-25, -84), (-25, -122), (-21, -122), (-17, -86)]))
        face.blob(at([(25, -84), (25, -122), (21, -122), (17, -86)]))
    sheet.paint(face, key=255)
    shirt = sheet.shape().polygon(at([(-10, -78), (10, -78), (0, -36)]))
    sheet.paint(shirt, key=0, tint=0)
    if chain:
        links = sheet.shape()
        for i in range(15):
            t = i / 14
            px = -38 + 76 * t
            links.ellipse(*at([(px, -62 + 52 * math.sin(math.pi * t))])[0], 5 * scale, 5 * scale)
        links.ellipse(*at([(0, 0)])[0], 12 * scale, 12 * scale)
        sheet.paint(links, key=0, tint=255, halo=1)
    lapels = sheet.shape().gouge(at([(-34, -62), (-26, -30), (-30, 2)]),
        4).gouge(at([(34, -62), (26, -30), (30, 2)]), 4)
    sheet.paint(lapels, key=0)


def town_hall_steps() -> Sheet:
    """A crowd with umbrellas and boards stands in the rain on the Town Hall steps."""
    x: float
    y: float
    sheet = Sheet(LANDSCAPE, SLATE_BLUE, seed=311)
    size = sheet.size
    sheet.paint(sheet.everything(), key=0, tint=255)
    sky = gouges(size, 44, 420, 30, 0, lambda _x, y: max(0.0, 1 - y / 300), 5, box=(-300, -20, 1700,
        300))
    sheet.paint(sheet.everything(), key=sky)
    hall = sheet.shape().rect(210, 330, 1390, 900)
    pediment = sheet.shape().polygon([(170, 300), (800, 96), (1430, 300)])
    beam = sheet.shape().rect(170, 300, 1430, 362)
    sheet.paint(hall, key=255, tint=0, halo=6)
    sheet.paint(beam.plus(pediment), key=255, tint=0, halo=6)
    sheet.paint(beam.grown(-8), key=0, tint=0)
    tri = sheet.shape().polygon([(260, 290), (800, 118), (1340, 290)])
    sheet.paint(tri, key=0, tint=0)
    sheet.paint(tri.grown(-9), key=255)
    fan = ruled(size, rays(800, 300, 44, 90, 600, 180, 180), lambda x, y: 3 + math.hypot(x - 800,
        y - 300) / 40, 0.9, 2)
    sheet.paint(tri.grown(-20), key=inverted(fan))
    clock = sheet.shape().ellipse(800, 226, 62, 62)
    sheet.paint(clock, key=0, tint=0, halo=8)
    hands = sheet.shape().path([(800, 226), (800, 182)], 7).path([(800, 226), (830, 244)], 8)
    for i in range(12):
        a = i * math.tau / 12
        hands.path([(800 + 48 * math.cos(a), 226 + 48 * math.sin(a)), (800 + 56 * math.cos(a),
            226 + 56 * math.sin(a))], 5)
    sheet.paint(hands, key=255)
    door = sheet.shape().rect(712, 470, 888, 900).ellipse(800, 472, 88, 80)
    sheet.paint(door, key=0, tint=255, halo=8)
    lamp = ruled(size, rays(800, 470, 44, 56, 480, 0, 360), 9,
        lambda _x, y: max(0.15, 0.8 - (y - 470) / 420), 4)
    sheet.paint(door, key=lamp)
    globe = sheet.shape().ellipse(800, 470, 34, 34)
    sheet.paint(globe, key=0, tint=0)
    sheet.paint(globe.minus(globe.grown(-5)), key=255)
    for x in (250, 410, 570, 942, 1102, 1262):
        shaft = sheet.shape().polygon([(x, 376), (x + 88, 376), (x + 94, 900), (x - 6, 900)])
        cap = sheet.shape().rect(x - 14, 362, x + 102, 386)
        sheet.paint(shaft, key=255, tint=0, halo=5)
        sheet.paint(shaft.grown(-5), key=0, tint=0)
        flutes = sheet.shape()
        for j, share in enumerate((0.46, 0.62, 0.76, 0.9)):
            flutes.polygon(
                [(x + 88 * share, 390), (x + 88 * share + 5 + j * 2, 390),
                    (x + 90 * share + 8 + j * 2, 890), (x + 90 * share - 2, 890)]
            )
        sheet.paint(flutes.within(shaft), key=255)
        sheet.paint(cap, key=255, tint=0, halo=4)
        sheet.paint(cap.grown(-5), key=0, tint=0)
    steps = sheet.shape()
    for i in range(8):
        y = 806 + i * 34
        tread = sheet.shape().rect(160 - i * 46, y, 1440 + i * 46, y + 40)
        sheet.paint(tread, key=255, tint=0, halo=3)
        steps.rect(160 - i * 46, y + 2, 1440 + i * 46, y + 12)
    sheet.paint(steps, key=0, tint=0)
    chance = random.Random(8)
    people: list[tuple[float, float, int, int]] = []
    for rank, (y, tall, gap) in enumerate(((900, 178, 116), (974, 206, 132), (1066, 244, 156))):
        x = -20 + rank * 46
        while x < 1640:
            people.append((x + chance.uniform(-16, 16), y + chance.uniform(-8, 8), tall, rank))
            x += gap
    for i, (x, y, tall, rank) in enumerate(people):
        standing(sheet, x, y, tall, face=1 if x < 800 else -1,
            hat=("wool", "hood", "hair", "cap", "none")[i % 5],
            arm="raised" if i % 3 == 0 else "pockets",
            coat=0 if i % 4 == 1 else 255, coat_tint=255 if i % 4 == 1 else 0,
            light=1 if i % 2 else -1, skirt=i % 2 == 0, halo=4)
        top = y - tall * 1.1
        side = 1 if x < 800 else -1
        if i % 3 == 0 and i % 2 == 0:
            _placard(sheet, x + side * tall * 0.155, top, tall, i // 6)
        elif i % 3 == 0:
            _umbrella(sheet, x + side * tall * 0.155, top, tall, i % 4, rank)
    rain = gouges(size, 74, 74, 5.5, 112, 0.9, 17)
    sheet.carve(rain, both=True)
    return sheet


def _umbrella(sheet: Sheet, x: float, y: float, tall: float, kind: int, _rank: int) -> None:
    """Draw an open umbrella whose handle is held at (x, y)."""
    r = tall * 0.4
    stick = sheet.shape().path([(x, y + 8), (x, y - r * 0.9)], 5)
    dome = sheet.shape().polygon(
        spline([(x - r, y - r * 0.12), (x - r * 0.8, y - r * 0.6), (x, y - r * 0.94),
            (x + r * 0.8, y - r * 0.6), (x + r, y - r * 0.12)])
        + spline([(x + r, y - r * 0.12), (x + r * 0.68, y - r * 0.24),
            (x + r * 0.36, y - r * 0.12)])
        + spline([(x + r * 0.36, y - r * 0.12), (x, y - r * 0.25), (x - r * 0.36, y - r * 0.12)])
        + spline([(x - r * 0.36, y - r * 0.12), (x - r * 0.68, y - r * 0.24),
            (x - r, y - r * 0.12)])
    )
    sheet.paint(stick.plus(dome), key=255, tint=0, halo=4)
    if kind % 2:
        sheet.paint(dome.grown(-3), key=0, tint=255 if kind == 1 else 0)
    ribs = sheet.shape()
    for share in (-0.36, 0.36):
        ribs.gouge([(x, y - r * 0.92), (x + r * share * 0.9, y - r * 0.6),
            (x + r * share, y - r * 0.14)], 5)
    ribs.gouge([(x, y - r * 0.9), (x - r * 0.72, y - r * 0.56), (x - r * 0.96, y - r * 0.16)], 4)
    sheet.paint(ribs, key=255 if kind % 2 else 0)


def _placard(sheet: Sheet, x: float, y: float, tall: float, kind: int) -> None:
    """Draw a board on a stick with a drawn sign on it: waves, a fish or an anchor."""
    w, h = tall * 0.40, tall * 0.30
    stick = sheet.shape().path([(x, y + 6), (x, y - h * 0.4)], 6)
    board = sheet.shape().polygon(turned([(x - w, y - h * 2.1), (x + w, y - h * 2.1),
        (x + w, y - h * 0.2), (x - w, y - h * 0.2)], (-5, 4, -2)[kind % 3], (x, y)))
    sheet.paint(stick.plus(board), key=255, tint=0, halo=4)
    sheet.paint(board.grown(-4), key=0, tint=0)
    cx, cy, s = x, y - h * 1.15, w / 100
    sign = sheet.shape()
    if kind % 3 == 0:
        for i in range(3):
            yy = cy - 32 * s + i * 32 * s
            sign.stroke([(cx - 74 * s, yy + 8 * s), (cx - 44 * s, yy - 12 * s),
                (cx - 12 * s, yy + 10 * s),
                (cx + 20 * s, yy - 12 * s), (cx + 50 * s, yy + 10 * s), (cx + 76 * s, yy - 8 * s)],
                11 * s)
    elif kind % 3 == 1:
        sign.blob([(cx - 70 * s, cy), (cx - 30 * s, cy - 32 * s), (cx + 20 * s, cy - 24 * s),
            (cx + 46 * s, cy), (cx + 20 * s, cy + 24 * s), (cx - 30 * s, cy + 32 * s)])
        sign.polygon([(cx + 36 * s, cy), (cx + 80 * s, cy - 36 * s), (cx + 72 * s, cy),
            (cx + 80 * s, cy + 36 * s)])
    else:
        sign.path([(cx, cy - 50 * s), (cx, cy + 46 * s)], 13 * s).path([(cx - 30 * s, cy - 26 * s),
            (cx + 30 * s, cy - 26 * s)], 11 * s)
        sign.stroke([(cx - 56 * s, cy + 10 * s), (cx - 36 * s, cy + 42 * s), (cx, cy + 52 * s),
            (cx + 36 * s, cy + 42 * s), (cx + 56 * s, cy + 10 * s)], 13 * s)
    sheet.paint(sign, key=255)
    if kind % 3 == 1:
        sheet.paint(sheet.shape().ellipse(cx - 46 * s, cy - 6 * s, 6 * s, 6 * s), key=0)
