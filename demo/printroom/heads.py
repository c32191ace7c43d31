"""Heads: the parts that every portrait is cut from, lit from the left."""
# The points of an outline read better in rows than one to a line.
# fmt: off

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from printroom.cutting import (
    gouges,
    inverted,
    rays,
    rings,
    ruled,
)
from printroom.press import Fill, Sheet
from printroom.shapes import SCALE, Point, Shape, ribbon, spline

CX = 400.0


@dataclass(frozen=True)
class Face:
    """The measures of one face; lengths in px on a head about 440 high, its chin at y 660."""

    wide: float = 262  # across the cheekbones
    jaw: float = 0.80  # the jaw's width as a share of that
    chin: float = 660
    eyes: float = 446  # height of the eye line
    gap: float = 62  # from the middle to an eye's middle
    eye: float = 27  # half an eye's width
    open: float = 11  # half an eye's height
    brow: float = 11  # thickness
    lift: float = 0  # brows raised by
    nose: float = 560  # its tip
    nostril: float = 30  # half its width
    mouth: float = 598
    lips: float = 42  # half the mouth's width
    full: float = 13  # thickness of the lower lip
    smile: float = 4
    tinted: bool = False  # skin printed in the tint rather than left as paper
    lines: int = 0  # how lived-in: 0 to 3


def closer(sheet: Sheet, top: float = 84) -> Sheet:
    """Return the sheet with its middle enlarged, so that the head fills a small round crop."""
    wide, high = 632, 790
    left = CX - wide / 2
    box = tuple(round(v * SCALE) for v in (left, top, left + wide, top + high))
    for name in ("key", "tint"):
        block = getattr(sheet, name)
        setattr(sheet, name, block.crop(box).resize(block.size, Image.Resampling.BICUBIC))
    return sheet


def head_shape(sheet: Sheet, face: Face) -> Shape:
    half, jaw = face.wide / 2, face.wide / 2 * face.jaw
    return sheet.shape().blob(
        [(CX - half * 0.86, 330), (CX - half, 420), (CX - half * 0.97, 510), (CX - jaw * 0.98, 580),
            (CX - jaw * 0.62, face.chin - 24), (CX - jaw * 0.2, face.chin),
            (CX + jaw * 0.2, face.chin),
            (CX + jaw * 0.62, face.chin - 24), (CX + jaw * 0.98, 580), (CX + half * 0.97, 510),
            (CX + half, 420),
            (CX + half * 0.86, 330), (CX + half * 0.5, 258), (CX, 236), (CX - half * 0.5, 258)]
    )


def bust(sheet: Sheet, wide: float = 300, drop: float = 862) -> Shape:
    """Draw the shoulders, solid, and return their shape."""
    shoulders = sheet.shape().blob(
        [(CX - wide - 80, 1100), (CX - wide - 30, 960), (CX - wide + 40, drop), (CX - 150, 796),
            (CX - 80, 752),
            (CX + 80, 752), (CX + 150, 796), (CX + wide - 40, drop), (CX + wide + 30, 960),
            (CX + wide + 80, 1100)]
    )
    sheet.paint(shoulders, key=255, tint=0, halo=8)
    return shoulders


def neck(sheet: Sheet, face: Face, thick: float = 76) -> None:
    neck = sheet.shape().blob(
        [(CX - thick, 560), (CX - thick + 2, 700), (CX - thick - 26, 780), (CX - 40, 830),
            (CX + 40, 830), (CX + thick + 26, 780), (CX + thick - 2, 700), (CX + thick, 560)]
    )
    sheet.paint(neck, key=255, tint=0, halo=5)
    sheet.paint(neck.grown(-6), key=0, tint=255 if face.tinted else 0)
    under = sheet.shape().blob(
        [(CX - thick * 0.5, face.chin - 20), (CX - thick * 0.4, face.chin + 26),
            (CX, face.chin + 50),
            (CX + thick * 0.2, 760), (CX + thick * 0.6, 830), (CX + thick + 30, 800),
            (CX + thick, 560), (CX, 600)]
    )
    cuts = gouges(sheet.size, 20, 60, 7, 78, lambda x, _y: 0.9 if x < CX + 46 else 0.3, 3,
        box=(CX - 90, 660, CX + 110, 840))
    sheet.paint(under.within(neck), key=inverted(cuts))


def ears(sheet: Sheet, face: Face) -> None:
    half = face.wide / 2
    for side in (-1, 1):
        ear = sheet.shape().blob(
            [(CX + side * (half - 10), 430), (CX + side * (half + 22), 424),
                (CX + side * (half + 26), 462),
                (CX + side * (half + 10), 510), (CX + side * (half - 8), 516)]
        )
        sheet.paint(ear, key=255, tint=0, halo=4)
        sheet.paint(ear.grown(-5), key=0 if side < 0 else 255,
            tint=255 if face.tinted and side < 0 else 0)
        fold = sheet.shape().gouge(
            [(CX + side * (half + 2), 444), (CX + side * (half + 14), 450), (CX + side * (half + 6),
                490)], 6
        )
        sheet.paint(fold, key=255 if side < 0 else 0)


def skin(sheet: Sheet, face: Face) -> Shape:
    """Draw the head with its lit and its shadowed side; return its outline."""
    size = sheet.size
    head = head_shape(sheet, face)
    half = face.wide / 2
    sheet.paint(head, key=255, tint=0, halo=4)
    inner = head.grown(-6)
    sheet.paint(inner, key=0, tint=255 if face.tinted else 0)
    if face.tinted:
        lights = sheet.shape()
        for i in range(4):
            lights.gouge([(CX - half * 0.74 + i * 5, 512 + i * 11), (CX - half * 0.5, 500 + i * 12),
                (CX - half * 0.26 - i * 4, 506 + i * 11)], 6.5)
        for i in range(3):
            lights.gouge([(CX - half * 0.56 + i * 8, 330 + i * 15), (CX - half * 0.3, 318 + i * 15),
                (CX - half * 0.04 - i * 6, 322 + i * 15)], 6.5)
        lights.gouge([(CX - 5, 424), (CX - 6, 480), (CX - 8, face.nose - 16)], 9)
        lights.gouge([(CX - 34, face.chin - 34), (CX - 8, face.chin - 28),
            (CX + 12, face.chin - 34)], 8)
        sheet.paint(lights.within(inner), tint=0)
    else:
        ticks = sheet.shape()
        for i in range(19):
            y = 262 + i * 21.0
            edge = CX + half * (0.70 if y < 470 else 0.60 - max(0.0, y - 560) / 260)
            reach = 34 + 10 * math.sin(i * 1.7)
            if not face.eyes - 34 < y < face.eyes + 26:
                ticks.gouge([(edge - reach, y + 9), (edge - 6, y + 2), (edge + 16, y - 6)], 7)
        for i in range(3):
            ticks.gouge([(CX - half * 0.88 + i * 6, 528 + i * 14), (CX - half * 0.7, 533 + i * 14),
                (CX - half * 0.52 - i * 5, 530 + i * 14)], 4.5)
        sheet.paint(ticks.within(inner), tint=255)
    shade = sheet.shape().blob(
        [(CX + half * 0.62, 240), (CX + half * 0.70, 340), (CX + half * 0.78, 420),
            (CX + half * 0.66, 476),
            (CX + half * 0.58, 520), (CX + half * 0.64, 566), (CX + half * 0.42, 618),
            (CX + half * 0.02, face.chin - 10),
            (CX + half * 0.3, face.chin + 30), (CX + half * 1.3, 620), (CX + half * 1.3, 300),
            (CX + half, 230)]
    )
    cuts = gouges(
        size, 15, 46, 8, lambda x, y: 70 if y < 470 else 112,
        lambda x, y: max(0.0, 1.0 - (x - CX - half * 0.5) / (half * 0.42)), 9,
        box=(CX, 240, CX + half + 20, 690),
    )
    sheet.paint(shade.within(inner), key=inverted(cuts))
    return head


def features(sheet: Sheet, face: Face) -> None:
    """Draw brows, eyes, nose, mouth and the years."""
    dark, bare = sheet.shape(), sheet.shape()
    y = face.eyes
    for side in (-1, 1):
        ex = CX + side * face.gap
        w, h = face.eye, face.open
        white = sheet.shape().polygon(
            spline([(ex - w, y + 2), (ex - w * 0.4, y - h), (ex + w * 0.4, y - h), (ex + w, y)])
            + spline([(ex + w, y), (ex + w * 0.4, y + h * 0.8), (ex - w * 0.4, y + h * 0.9),
                (ex - w, y + 2)])
        )
        sheet.paint(white, key=0, tint=0)
        iris = sheet.shape().ellipse(ex - 2, y - 1, h * 1.02, h * 1.08)
        sheet.paint(iris.within(white), key=255)
        bare.ellipse(ex - 6, y - 5, 3.4, 3.4)
        dark.stroke([(ex - w - 3, y + 3), (ex - w * 0.45, y - h - 1), (ex + w * 0.4, y - h - 1),
            (ex + w + 5, y + 1)], 7, 7)
        dark.stroke([(ex - w * 0.7, y + h * 0.7), (ex, y + h + 1), (ex + w * 0.8, y + h * 0.5)], 3,
            3)
        dark.gouge([(ex - w * 0.9, y - h - 9), (ex, y - h - 15), (ex + w, y - h - 7)], 4.5)
        by = y - 36 - face.lift
        inner, outer = ex - side * (w + 7), ex + side * (w + 18)
        brow = spline([(inner, by + 5), (ex, by - 7), (outer, by + 7)])
        dark.polygon(ribbon(brow, lambda t: face.brow * (1.05 - 0.65 * t) + 1.5))
        if face.lines >= 1:
            dark.gouge([(ex - w * 0.8, y + h + 14), (ex, y + h + 20), (ex + w * 0.8, y + h + 13)],
                4)
        if face.lines >= 2:
            for i in (-1, 0, 1):
                dark.gouge([(ex + side * (w + 14), y + 2 + i * 5), (ex + side * (w + 34),
                    y + 4 + i * 14)], 4)
    n, tip = face.nostril, face.nose
    dark.polygon(
        spline([(CX + 12, y - 14), (CX + 9, y + 34), (CX + 15, tip - 34), (CX + n * 0.9, tip - 16)])
        + spline([(CX + n * 0.9, tip - 16), (CX + 24, tip - 40), (CX + 17, y + 30),
            (CX + 24, y - 18)])
    )
    dark.gouge([(CX - n, tip - 20), (CX - n - 3, tip - 6), (CX - n + 9, tip + 2)], 6)
    dark.gouge([(CX + n, tip - 22), (CX + n + 4, tip - 6), (CX + n - 8, tip + 2)], 8)
    dark.blob([(CX - n * 0.66, tip), (CX - n * 0.3, tip - 5), (CX - 4, tip + 5),
        (CX - n * 0.4, tip + 6)])
    dark.blob([(CX + n * 0.66, tip), (CX + n * 0.3, tip - 5), (CX + 4, tip + 5),
        (CX + n * 0.4, tip + 6)])
    dark.gouge([(CX - 7, tip + 7), (CX + 4, tip + 10), (CX + 18, tip + 6)], 6)
    m, w, s = face.mouth, face.lips, face.smile
    dark.polygon(
        spline([(CX - w, m - s), (CX - w * 0.4, m - 9), (CX - 7, m - 12), (CX, m - 9),
            (CX + 7, m - 12), (CX + w * 0.4, m - 9), (CX + w, m - s)])
        + spline([(CX + w, m - s), (CX + w * 0.4, m + 2), (CX, m + 1), (CX - w * 0.4, m + 2),
            (CX - w, m - s)])
    )
    sheet.paint(dark, key=255)
    lower = sheet.shape().polygon(
        spline([(CX - w * 0.84, m), (CX - w * 0.3, m + 4), (CX + w * 0.3, m + 4),
            (CX + w * 0.84, m)])
        + spline([(CX + w * 0.84, m), (CX + w * 0.4, m + face.full), (CX, m + face.full + 2),
            (CX - w * 0.4, m + face.full), (CX - w * 0.84, m)])
    )
    sheet.paint(lower, tint=255)
    more = sheet.shape().gouge([(CX - w * 0.5, m + face.full + 5), (CX, m + face.full + 9),
        (CX + w * 0.6, m + face.full + 4)], 7)
    if face.tinted:
        sheet.paint(lower, key=gouges(sheet.size, 9, 22, 4, 90, 0.5, 4, box=(CX - 50, m - 4,
            CX + 50, m + 24)))
        bare.gouge([(CX - w * 0.4, m + 7), (CX - 4, m + 9)], 6)
    if face.lines >= 1:
        for side in (-1, 1):
            more.gouge([(CX + side * (n + 8), tip - 10), (CX + side * (w + 8), m - 22),
                (CX + side * (w + 14), m + 4)], 5)
    if face.lines >= 2:
        for i in range(2):
            more.gouge([(CX - 70, 330 + i * 24), (CX, 322 + i * 24), (CX + 66, 330 + i * 24)], 4)
    if face.lines >= 3:
        more.gouge([(CX - 10, y - 34), (CX - 7, y - 12)], 5).gouge([(CX + 8, y - 36),
            (CX + 7, y - 16)], 5)
    sheet.paint(more, key=255)
    sheet.paint(bare, key=0, tint=0)


def strands(sheet: Sheet, lines: list[list[Point]], width: float, within: Shape, key: int = 0,
    tint: Fill = None) -> None:
    """Cut hairs, folds or ribs as V-tool strokes out of (or, with key 255, into) a shape."""
    cut = sheet.shape()
    for line in lines:
        cut.gouge(line, width)
    sheet.paint(cut.within(within), key=key, tint=tint)


def glasses(sheet: Sheet, face: Face, shape: str, thick: float = 8) -> None:
    y = face.eyes + 4
    outer, inner = sheet.shape(), sheet.shape()
    for side in (-1, 1):
        ex = CX + side * (face.gap + 1)
        if shape == "round":
            outer.ellipse(ex, y, 50, 48)
            inner.ellipse(ex, y, 50 - thick, 48 - thick)
        else:
            outer.blob([(ex - 52, y - 32), (ex, y - 37), (ex + 52, y - 32), (ex + 50, y + 22),
                (ex + 26, y + 36), (ex - 26, y + 36), (ex - 50, y + 22)])
            inner.blob([(ex - 52 + thick, y - 32 + thick), (ex, y - 37 + thick), (ex + 52 - thick,
                y - 32 + thick),
                (ex + 50 - thick, y + 20), (ex + 24, y + 36 - thick), (ex - 24, y + 36 - thick),
                (ex - 50 + thick, y + 20)])
    frame = outer.minus(inner)
    half = face.wide / 2
    frame = frame.plus(
        sheet.shape()
        .stroke([(CX - face.gap + 46, y - 8), (CX, y - 16), (CX + face.gap - 46, y - 8)], thick)
        .path([(CX - face.gap - 50, y - 14), (CX - half + 2, y - 18)], thick)
        .path([(CX + face.gap + 50, y - 14), (CX + half - 2, y - 18)], thick)
    )
    sheet.paint(frame, key=255, tint=0)
    glint = sheet.shape()
    for side in (-1, 1):
        ex = CX + side * face.gap
        glint.gouge([(ex - 38, y + 12), (ex - 28, y - 14)], 6)
    sheet.paint(glint, key=0, tint=0)


def ground(sheet: Sheet, kind: str) -> None:
    """Lay the background: plain tint, rays, rings, slats or dark."""
    size = sheet.size
    everything = sheet.everything()
    if kind == "rays":
        cuts = ruled(size, rays(CX, 470, 44, 260, 900), lambda x, y: 3 + math.hypot(x - CX,
            y - 470) / 40, 0.8, 3)
        sheet.paint(everything, key=0, tint=inverted(cuts))
    elif kind == "rings":
        cuts = ruled(size, rings(CX, 450, 36, 300, 900), 11, 0.9, 3, lifts=1.2)
        sheet.paint(everything, key=0, tint=inverted(cuts))
    elif kind == "slats":
        cuts = gouges(size, 44, 210, 13, 0, 0.8, 4, box=(-100, 10, 900, 1010))
        sheet.paint(everything, key=0, tint=inverted(cuts))
    elif kind == "rain":
        cuts = gouges(size, 60, 120, 11, 118, 0.8, 4, box=(-40, -40, 860, 1040))
        sheet.paint(everything, key=0, tint=inverted(cuts))
    elif kind == "paper":
        marks = gouges(size, 48, 130, 12, 64, lambda x, y: 0.35 + 0.65 * abs(x - CX) / 400, 4,
            box=(-40, -40, 860, 1040))
        sheet.paint(everything, key=0, tint=marks)
    elif kind == "dark":
        cuts = gouges(size, 50, 150, 9, 28, lambda x, _y: 0.9 if x < 400 else 0.5, 4,
            box=(-60, -40, 860, 1040))
        sheet.paint(everything, key=inverted(cuts), tint=0)
    else:
        sheet.paint(everything, key=0, tint=255)


def lapels(sheet: Sheet, body: Shape, shirt_tint: int, coat_tint: Fill = 0,
    coat: Fill = 255) -> None:
    """Open a jacket over a shirt: a V of shirt, two lapels."""
    sheet.paint(body, key=coat, tint=coat_tint)
    vee = sheet.shape().polygon([(CX - 96, 772), (CX + 96, 772), (CX + 20, 1040), (CX - 20, 1040)])
    sheet.paint(vee, key=255, tint=0)
    sheet.paint(vee.grown(-5), key=0, tint=shirt_tint)
    for side in (-1, 1):
        lapel = sheet.shape().polygon(
            [(CX + side * 92, 758), (CX + side * 150, 800), (CX + side * 196, 880),
                (CX + side * 140, 904), (CX + side * 166, 936),
                (CX + side * 16, 1060), (CX + side * 40, 960)]
        )
        sheet.paint(lapel, key=255, tint=0, halo=4)
        if coat != 255:
            sheet.paint(lapel.grown(-5), key=coat, tint=coat_tint)
        else:
            fold = sheet.shape().gouge([(CX + side * 140, 826), (CX + side * 110, 910),
                (CX + side * 44, 1010)], 8)
            sheet.paint(fold, key=0)
