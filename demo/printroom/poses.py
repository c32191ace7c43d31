"""Poses: people large enough to bend, placed joint by joint, with heads from three sides."""

# The points of an outline read better in rows than one to a line.
# fmt: off
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from printroom.press import Fill, Sheet
from printroom.shapes import Point, Shape, placed, spline, turned

#: Two joints of a limb after the first: elbow and hand, or knee and foot.
Limb = tuple[Point, Point]
#: How a part of a head is put in its place.
Placing = Callable[[list[Point]], list[Point]]


@dataclass(frozen=True)
class Pose:
    """A body in hundredths of its height, facing right, the ground (or the seat) at y 0."""

    head: Point
    neck: Point
    hip: Point
    near_arm: Limb
    far_arm: Limb | None = None
    near_leg: Limb | None = None
    far_leg: Limb | None = None
    nod: float = 0.0
    hem: float = 7.0


@dataclass(frozen=True)
class Looks:
    """What somebody wears: hair or hat, and whether coat and legs stand in the second ink."""

    hair: str = "short"
    coat: Fill = 255
    coat_tint: Fill = 0
    legs: Fill = 255
    legs_tint: Fill = 0
    hat_tint: Fill = 0
    skin: Fill = 0
    apron: bool = False
    stripes: bool = False


def _limb(sheet: Sheet, a: Point, b: Point, c: Point, widths: tuple[float, float, float]) -> Shape:
    """Return a bent limb, rounded where it bends."""
    first, middle, last = widths
    shape = sheet.shape().stroke([a, b], first, middle).stroke([b, c], middle, last)
    for (x, y), wide in ((a, first), (b, middle), (c, last)):
        shape.ellipse(x, y, wide / 2, wide / 2)
    return shape


def person(
    sheet: Sheet,
    x: float,
    ground: float,
    tall: float,
    pose: Pose,
    looks: Looks,
    *,
    face: int = 1,
    halo: float = 5.0,
) -> None:
    """Draw one person from the side; `face` 1 looks right, -1 left."""
    unit = tall / 100
    edge = max(0.9 * unit, 3.2)

    def at(point: Point) -> Point:
        return placed([(point[0] * face, point[1])], x, ground, unit)[0]

    def many(points: list[Point]) -> list[Point]:
        return [at(p) for p in points]

    (nx, ny), (hx, hy) = pose.neck, pose.hip
    length = math.hypot(hx - nx, hy - ny) or 1.0
    ux, uy = (hx - nx) / length, (hy - ny) / length

    def trunk(share: float, aside: float) -> Point:
        """Return a place on the trunk: `share` from neck to hip, `aside` toward the front."""
        return (nx + ux * length * share + uy * aside, ny + uy * length * share - ux * aside)

    end = 1 + pose.hem / length
    body = sheet.shape().blob(many([
        trunk(-0.06, -3), trunk(0.04, -8), trunk(0.25, -10.6), trunk(0.6, -9.2),
        trunk(0.9, -10), trunk(end, -11), trunk(end + 0.02, 0), trunk(end, 10.6),
        trunk(0.9, 9.4), trunk(0.6, 8.8), trunk(0.25, 9), trunk(0.04, 6), trunk(-0.06, 3)]))
    shoulders = trunk(0.13, -1.5), trunk(0.1, 4.5)
    hips = trunk(1.0, -2.4), trunk(1.0, 3.0)
    for leg, hip in ((pose.far_leg, hips[1]), (pose.near_leg, hips[0])):
        if leg:
            _leg(sheet, at(hip), at(leg[0]), at(leg[1]), unit, face, looks, halo)
    if pose.far_arm:
        _arm(sheet, at(shoulders[1]), many(list(pose.far_arm)), unit, looks, halo)
    throat = _limb(sheet, at(trunk(0.02, 0)), at(pose.neck), at(pose.head),
        (7 * unit, 7 * unit, 6 * unit))
    sheet.paint(body.plus(throat), key=255, tint=0, halo=halo)
    if looks.coat != 255:
        sheet.paint(body.grown(-edge), key=looks.coat, tint=looks.coat_tint)
    sheet.paint(throat.minus(body).grown(-edge), key=0, tint=looks.skin)
    cuts = sheet.shape()
    cuts.gouge(many([trunk(0.16, 7), trunk(0.5, 6.4), trunk(0.96, 7)]), 1.6 * unit)
    cuts.gouge(many([trunk(0.14, -8), trunk(0.4, -8.2), trunk(0.72, -7)]), 1.5 * unit)
    cuts.gouge(many([trunk(0.5, 2), trunk(0.8, 2.6), trunk(end - 0.03, 2)]), 1.1 * unit)
    cuts.gouge(many([trunk(0.66, -4), trunk(0.86, -5), trunk(end - 0.03, -5.4)]), 1.1 * unit)
    sheet.paint(cuts.within(body), key=0 if looks.coat == 255 else 255)
    if looks.stripes:
        bands = sheet.shape()
        for i in range(5):
            bands.stroke(many([trunk(0.1 + i * 0.22, -14), trunk(0.1 + i * 0.22, 14)]), 2.6 * unit)
        sheet.paint(bands.within(body.grown(-edge)), key=255)
    if looks.apron:
        bib = sheet.shape().polygon(many([trunk(0.24, 4), trunk(0.24, 13), trunk(end + 0.3, 15),
            trunk(end + 0.3, -5), trunk(0.66, -5), trunk(0.6, 3)])).within(body)
        sheet.paint(bib, key=255, tint=0)
        sheet.paint(bib.grown(-edge * 0.8), key=0, tint=0)
    head(sheet, *at(pose.head), 8.2 * unit, looks, face=face, nod=pose.nod)
    _arm(sheet, at(shoulders[0]), many(list(pose.near_arm)), unit, looks, max(0.9 * unit, 2.5))


def _leg(sheet: Sheet, hip: Point, knee: Point, foot: Point, unit: float, face: int, looks: Looks,
        halo: float) -> None:
    """Draw a trousered leg and its boot."""
    leg = _limb(sheet, hip, knee, foot, (11 * unit, 8 * unit, 6 * unit))
    angle = math.degrees(math.atan2(foot[1] - knee[1], foot[0] - knee[0])) - 90
    boot = sheet.shape().blob(placed(turned([(px * face * unit, py * unit) for px, py in
        ((-3.6, -4), (3.4, -4), (5, 0), (9.6, 2.4), (9.8, 5), (-3.8, 5))], angle), *foot))
    sheet.paint(leg.plus(boot), key=255, tint=0, halo=halo)
    if looks.legs != 255:
        sheet.paint(leg.minus(boot).grown(-max(0.8 * unit, 3)), key=looks.legs,
            tint=looks.legs_tint)
    shine = sheet.shape().gouge([((hip[0] + knee[0]) / 2 + face * 2 * unit,
        (hip[1] + knee[1]) / 2), (knee[0] + face * 2.4 * unit, knee[1]),
        (foot[0] + face * 1.6 * unit, foot[1] - 4 * unit)], 1.3 * unit)
    sheet.paint(shine.within(leg), key=0 if looks.legs == 255 else 255)
    sole = sheet.shape().stroke(placed(turned([(-3 * face * unit, 3.2 * unit),
        (8.6 * face * unit, 3.4 * unit)], angle), *foot), 0.9 * unit)
    sheet.paint(sole, key=0)


def _arm(sheet: Sheet, shoulder: Point, joints: list[Point], unit: float, looks: Looks,
        halo: float) -> None:
    """Draw a sleeved arm and its hand."""
    elbow, wrist = joints
    arm = _limb(sheet, shoulder, elbow, wrist, (7.6 * unit, 6.4 * unit, 5 * unit))
    angle = math.degrees(math.atan2(wrist[1] - elbow[1], wrist[0] - elbow[0]))
    palm = sheet.shape().blob(placed(turned([(px * unit, py * unit) for px, py in
        ((-1, -2.2), (3, -3.2), (6.6, -2.2), (7.2, 0.6), (5, 3), (1, 2.8), (-1, 2.2))], angle),
        *wrist))
    sheet.paint(palm, key=255, tint=0, halo=halo)
    sheet.paint(palm.grown(-max(0.5 * unit, 2)), key=0, tint=looks.skin)
    sheet.paint(arm, key=255, tint=0, halo=halo)
    if looks.coat != 255:
        sheet.paint(arm.grown(-max(0.8 * unit, 3)), key=looks.coat, tint=looks.coat_tint)
    if unit > 3.2:
        fingers = sheet.shape()
        for i in range(3):
            fingers.gouge(placed(turned([(2.6 * unit, (-1.6 + i * 1.5) * unit),
                (6.6 * unit, (-1.3 + i * 1.3) * unit)], angle), *wrist), 0.7 * unit)
        sheet.paint(fingers, key=255)
    fold = sheet.shape().gouge([((shoulder[0] * 2 + elbow[0]) / 3,
        (shoulder[1] * 2 + elbow[1]) / 3), elbow, ((wrist[0] * 3 + elbow[0]) / 4,
        (wrist[1] * 3 + elbow[1]) / 4)], 1.5 * unit)
    sheet.paint(fold.within(arm), key=0 if looks.coat == 255 else 255)


#: A head from the side, facing right, half its height 1, its middle at (0, 0).
PROFILE: list[Point] = [
    *spline([(-0.2, -1.0), (0.35, -0.96), (0.66, -0.66), (0.7, -0.3)], steps=5),
    *spline([(0.68, -0.2), (0.84, 0.02), (1.0, 0.2), (0.92, 0.29), (0.76, 0.3)], steps=4),
    *spline([(0.78, 0.34), (0.84, 0.42), (0.76, 0.5), (0.8, 0.57), (0.72, 0.66)], steps=3),
    *spline([(0.76, 0.8), (0.62, 0.98), (0.36, 0.98), (-0.02, 0.78), (-0.4, 0.7), (-0.72, 0.3),
        (-0.86, -0.2), (-0.7, -0.74), (-0.2, -1.0)], steps=6),
]

#: Hair from the side, by style; what is not here is built from `short`.
HAIR: dict[str, list[Point]] = {
    "short": [(-0.56, 0.56), (-0.94, 0.0), (-0.84, -0.76), (-0.2, -1.14), (0.44, -1.02),
        (0.74, -0.62), (0.5, -0.6), (0.2, -0.5), (0.06, -0.16), (-0.06, 0.14), (-0.24, 0.12),
        (-0.28, 0.5)],
    "bob": [(-0.9, 0.86), (-1.04, 0.0), (-0.86, -0.8), (-0.2, -1.18), (0.46, -1.06),
        (0.76, -0.5), (0.46, -0.5), (0.24, -0.2), (0.16, 0.5), (-0.1, 0.92), (-0.5, 0.96)],
    "long": [(-1.1, 1.9), (-1.16, 0.6), (-0.98, -0.4), (-0.7, -0.98), (-0.1, -1.18),
        (0.5, -1.0), (0.74, -0.5), (0.4, -0.5), (0.16, -0.1), (0.04, 0.5), (-0.1, 1.2),
        (-0.5, 1.9)],
    "bald": [(-0.56, 0.56), (-0.94, 0.0), (-0.9, -0.36), (-0.6, -0.2), (-0.2, -0.1),
        (-0.06, 0.14), (-0.24, 0.12), (-0.28, 0.5)],
}


def head(sheet: Sheet, x: float, y: float, half: float, looks: Looks, *, face: int = 1,
        nod: float = 0.0) -> None:
    """Draw a head from the side, `half` its height; `nod` bends it forward in degrees."""

    def at(points: list[Point]) -> list[Point]:
        return placed([(px * face, py) for px, py in turned(points, nod)], x, y, half)

    hair = _hair(sheet, at, half, looks.hair)
    skull = sheet.shape().polygon(at(PROFILE))
    line = max(0.09 * half, 2.2)
    sheet.paint(skull.plus(hair), key=255, tint=0, halo=max(0.1 * half, 3))
    sheet.paint(skull.grown(-line), key=0, tint=looks.skin)
    marks = sheet.shape()
    marks.ellipse(*at([(0.42, -0.14)])[0], 0.085 * half, 0.11 * half)
    marks.gouge(at([(0.24, -0.34), (0.44, -0.42), (0.64, -0.34)]), 0.11 * half)
    marks.gouge(at([(0.44, 0.5), (0.6, 0.52), (0.78, 0.48)]), 0.09 * half)
    if half > 26:
        marks.gouge(at([(-0.1, -0.1), (-0.26, 0.02), (-0.2, 0.24), (-0.08, 0.24)]), 0.08 * half)
        marks.gouge(at([(0.74, 0.26), (0.64, 0.2), (0.66, 0.1)]), 0.06 * half)
    sheet.paint(marks.within(skull), key=255, tint=0)
    style = looks.hair
    sheet.paint(hair, key=255, tint=0)
    strands = sheet.shape()
    for i in range(4):
        strands.gouge(at([(0.36 - i * 0.3, -0.98 + abs(i - 1) * 0.05), (0.0 - i * 0.2,
            -0.72 + i * 0.12), (-0.16 - i * 0.18, -0.3 + i * 0.16)]), 0.08 * half)
    if style in ("beard", "old"):
        for i in range(3):
            strands.gouge(at([(0.1 + i * 0.22, 0.52), (0.2 + i * 0.2, 0.8), (0.3 + i * 0.12,
                1.1)]), 0.08 * half)
    if style == "old":
        sheet.paint(hair.grown(-line), key=0, tint=0)
    sheet.paint(strands.within(hair), key=255 if style == "old" else 0)
    _cover(sheet, at, half, looks)


def _hair(sheet: Sheet, at: Placing, half: float, style: str) -> Shape:
    """Return the outline of the hair from the side."""
    hair = sheet.shape().blob(at(HAIR.get(style, HAIR["short"])))
    if style in ("bun", "puff"):
        wide = 0.34 if style == "bun" else 0.5
        hair.ellipse(*at([(-0.98, -0.66)])[0], wide * half, wide * half)
    elif style == "tail":
        hair.stroke(at([(-0.8, -0.5), (-1.3, -0.3), (-1.5, 0.3), (-1.4, 0.9)]), 0.42 * half,
            0.12 * half)
    elif style == "curly":
        for i in range(9):
            a = math.radians(140 + i * 20)
            hair.ellipse(*at([(-0.16 + 0.86 * math.cos(a), -0.3 + 0.84 * math.sin(a))])[0],
                0.3 * half, 0.3 * half)
    elif style in ("beard", "old"):
        hair.blob(at([(-0.2, 0.1), (0.06, 0.4), (0.4, 0.44), (0.86, 0.38), (0.78, 0.52),
            (0.86, 0.9), (0.5, 1.3), (0.0, 1.0), (-0.3, 0.5)]))
    return hair


def _cover(sheet: Sheet, at: Placing, half: float, looks: Looks) -> None:
    """Draw what the head wears, if anything."""
    outlines: dict[str, list[Point]] = {
        "cap": [(-0.96, -0.3), (-1.0, -0.8), (-0.5, -1.22), (0.2, -1.24), (0.72, -0.9),
            (1.3, -0.56), (1.26, -0.42), (0.7, -0.46), (0.0, -0.44)],
        "wool": [(-0.96, -0.2), (-1.0, -0.8), (-0.5, -1.3), (0.1, -1.42), (0.62, -1.06),
            (0.82, -0.5), (0.76, -0.36), (0.0, -0.34)],
        "hard": [(-1.1, -0.34), (-0.98, -0.92), (-0.5, -1.48), (0.2, -1.5), (0.72, -1.04),
            (0.84, -0.64), (1.24, -0.5), (1.2, -0.38), (0.0, -0.36)],
        "scarf": [(-0.66, 0.5), (-1.02, -0.1), (-0.9, -0.84), (-0.3, -1.24), (0.4, -1.12),
            (0.8, -0.64), (0.66, -0.5), (0.2, -0.3), (-0.1, 0.1), (-0.3, 0.6)],
    }
    if looks.hair not in outlines:
        return
    cover = sheet.shape().blob(at(outlines[looks.hair]))
    if looks.hair == "scarf":
        cover.blob(at([(-0.6, 0.3), (-1.2, 0.3), (-1.5, 0.7), (-1.0, 0.66), (-0.8, 1.0)]))
    sheet.paint(cover, key=255, tint=0, halo=max(0.07 * half, 2))
    if looks.hat_tint or looks.hair == "hard":
        sheet.paint(cover.grown(-max(0.09 * half, 2.4)), key=0, tint=looks.hat_tint)
    folds = sheet.shape()
    if looks.hair == "wool":
        for i in range(6):
            folds.gouge(at([(-0.8 + i * 0.28, -0.42), (-0.66 + i * 0.24, -1.1)]), 0.1 * half)
    else:
        folds.gouge(at([(-0.7, -0.7), (-0.3, -1.0), (0.3, -1.02)]), 0.1 * half)
        folds.gouge(at([(-0.84, -0.44), (0.0, -0.58), (0.7, -0.6)]), 0.09 * half)
    sheet.paint(folds.within(cover), key=255 if looks.hat_tint else 0)


def _top(sheet: Sheet, at: Placing, half: float, hair: str, rise: float) -> Shape:
    """Return the outline of the hair from the front, its edge on the brow at `rise`."""
    top = sheet.shape()
    if hair == "bald":
        top.ellipse(*at([(-0.66, -0.16)])[0], 0.12 * half, 0.3 * half)
        return top.ellipse(*at([(0.66, -0.16)])[0], 0.12 * half, 0.3 * half)
    top.blob(at([(-0.72, 0.0), (-0.8, -0.56), (-0.44, -1.12), (0.44, -1.12), (0.8, -0.56),
        (0.72, 0.0), (0.58, rise - 0.1), (0.1, rise - 0.3), (-0.5, rise - 0.06)]))
    if hair == "bob":
        for side in (-1, 1):
            top.blob(at([(side * 0.6, -0.5), (side * 0.9, -0.4), (side * 0.94, 0.5),
                (side * 0.8, 0.9), (side * 0.56, 0.7), (side * 0.64, 0.1)]))
    elif hair == "bun":
        top.ellipse(*at([(0.0, -1.26)])[0], 0.36 * half, 0.3 * half)
    return top


def head_front(sheet: Sheet, x: float, y: float, half: float, hair: str, *, down: float = 0.0,
        skin: Fill = 0) -> None:
    """Draw a head from the front; `down` (0 to 1) bows it toward us, as over a table."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, half)

    skull = sheet.shape().blob(at([(-0.66, -0.5), (-0.4, -0.94), (0.4, -0.94), (0.66, -0.5),
        (0.66, 0.2), (0.44, 0.76), (0.0, 1.0), (-0.44, 0.76), (-0.66, 0.2)]))
    ears = sheet.shape().ellipse(*at([(-0.72, 0.02)])[0], 0.14 * half, 0.22 * half)
    ears.ellipse(*at([(0.72, 0.02)])[0], 0.14 * half, 0.22 * half)
    line = max(0.09 * half, 2.4)
    top = _top(sheet, at, half, hair, -0.24 + 0.24 * down)
    sheet.paint(skull.plus(ears).plus(top), key=255, tint=0, halo=max(0.09 * half, 3))
    sheet.paint(ears.grown(-line * 0.7).plus(skull.grown(-line)), key=0, tint=skin)
    low = 0.24 * down
    marks = sheet.shape()
    for side in (-1, 1):
        if down:
            marks.gouge(at([(side * 0.44, low + 0.02), (side * 0.28, low + 0.12),
                (side * 0.12, low + 0.04)]), 0.12 * half)
        else:
            marks.ellipse(*at([(side * 0.27, -0.02)])[0], 0.08 * half, 0.1 * half)
        marks.gouge(at([(side * 0.5, low - 0.18), (side * 0.3, low - 0.26),
            (side * 0.1, low - 0.18)]), 0.13 * half)
    marks.stroke(at([(0.04, low + 0.0), (0.1, low + 0.3), (-0.04, low + 0.34)]), 0.07 * half)
    marks.gouge(at([(-0.22, low + 0.54), (0.0, low + 0.52), (0.22, low + 0.54)]), 0.12 * half)
    if hair == "bald":
        marks.gouge(at([(-0.3, -0.66), (0.0, -0.72), (0.3, -0.66)]), 0.08 * half)
    elif hair == "beard":
        marks.blob(at([(-0.62, 0.3), (-0.3, 0.56 + low), (0.3, 0.56 + low), (0.62, 0.3),
            (0.5, 0.9), (0.0, 1.24), (-0.5, 0.9)]))
    sheet.paint(marks.plus(top), key=255, tint=0)
    strands = sheet.shape()
    for i in range(-2, 3):
        strands.gouge(at([(i * 0.12, -1.04), (i * 0.26, -0.76), (i * 0.3, low - 0.54)]),
            0.08 * half)
    sheet.paint(strands.within(top), key=0)


def head_back(sheet: Sheet, x: float, y: float, half: float, hair: str, tint: Fill = 0) -> None:
    """Draw a head from behind, with the nape below it."""

    def at(points: list[Point]) -> list[Point]:
        return placed(points, x, y, half)

    nape = sheet.shape().polygon(at([(-0.36, 0.4), (0.36, 0.4), (0.44, 1.3), (-0.44, 1.3)]))
    ears = sheet.shape().ellipse(*at([(-0.76, 0.1)])[0], 0.15 * half, 0.24 * half)
    ears.ellipse(*at([(0.76, 0.1)])[0], 0.15 * half, 0.24 * half)
    hood = sheet.shape().blob(at([(-0.5, 0.74), (-0.78, 0.1), (-0.78, -0.5), (-0.42, -1.0),
        (0.42, -1.0), (0.78, -0.5), (0.78, 0.1), (0.5, 0.74), (0.0, 0.84)]))
    if hair == "bob":
        hood.blob(at([(-0.86, 0.96), (-0.96, 0.0), (-0.7, -0.84), (0.0, -1.12), (0.7, -0.84),
            (0.96, 0.0), (0.86, 0.96), (0.0, 1.06)]))
    elif hair == "bun":
        hood.ellipse(*at([(0.0, -1.06)])[0], 0.42 * half, 0.36 * half)
    elif hair == "tails":
        for side in (-1, 1):
            hood.stroke(at([(side * 0.6, 0.3), (side * 0.98, 0.6), (side * 0.9, 1.4)]),
                0.34 * half, 0.14 * half)
    line = max(0.09 * half, 2.4)
    sheet.paint(nape.plus(ears).plus(hood), key=255, tint=0, halo=max(0.09 * half, 3))
    sheet.paint(nape.plus(ears).grown(-line).minus(hood), key=0, tint=0)
    sheet.paint(hood, key=255)
    strands = sheet.shape()
    for i in range(-3, 4):
        strands.gouge(at([(i * 0.05, -0.84), (i * 0.21, -0.1), (i * 0.15, 0.6)]), 0.09 * half)
    if hair == "tails":
        strands.gouge(at([(0.0, -0.96), (0.0, 0.0), (0.0, 0.78)]), 0.14 * half)
    if tint:
        band = sheet.shape().stroke(at([(-0.78, -0.3), (0.0, -0.2), (0.78, -0.3)]), 0.26 * half)
        sheet.paint(band.within(hood), key=0, tint=tint)
    sheet.paint(strands.within(hood), key=0)
