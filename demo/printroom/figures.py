"""Figures: people as the block shows them, built from a few cut shapes."""

# The points of an outline read better in rows than one to a line.
# fmt: off
from __future__ import annotations

from printroom.press import Fill, Sheet
from printroom.shapes import Point, placed, turned


def standing(
    sheet: Sheet,
    x: float,
    ground: float,
    tall: float,
    *,
    face: int = 1,
    hat: str = "none",
    coat: Fill = 255,
    coat_tint: Fill = 0,
    arm: str = "down",
    halo: float = 5.0,
    stride: float = 0.0,
    light: int = 1,
    skirt: bool = False,
) -> None:
    """Draw one person from boots to hat, `tall` px high, facing right (1) or left (-1).

    `light` is the side from which the light comes: a carved rim runs along it.
    """
    unit = tall / 100

    def at(points: list[Point], mirror: int = face) -> list[Point]:
        return placed([(px * mirror, py) for px, py in points], x, ground, unit)

    legs = sheet.shape()
    step = 6.2 + stride
    legs.polygon(at([(-8, -50), (1, -50), (-0.6, -34), (-step + 3, -3), (-step - 3.2, -3)]))
    legs.polygon(at([(-1, -50), (8, -50), (step + 3.4, -3), (step - 2.8, -3), (0.8, -34)]))
    for foot in (-step, step):
        legs.blob(at([(foot - 4, -5), (foot + 3, -5.5), (foot + 9.5, -1.5), (foot + 9, 0.4),
            (foot - 4, 0.4)]))
    hem = -26.0 if skirt else -41.0
    body = sheet.shape().blob(
        at(
            [
                (-3.5, -84), (-8, -81.5), (-10.5, -77), (-10.5, -66), (-9, -55), (-11, hem),
                (0, hem + 1.2), (11, hem), (9, -55), (10, -66), (9.5, -77), (7.5, -81.5),
                (3.5, -84),
            ]
        )
    )
    back, near, hands = sheet.shape(), sheet.shape(), sheet.shape()
    wide, slim = 6.6 * unit, 4.8 * unit
    if arm == "down":
        back.stroke(at([(8.5, -79), (11.5, -65), (11, -50)]), wide, slim)
        near.stroke(at([(-7.5, -79), (-10, -64), (-7.5, -49)]), wide, slim)
        hands.ellipse(*at([(-7, -47)])[0], 2.4 * unit, 3 * unit)
    elif arm == "pockets":
        back.stroke(at([(8.5, -79), (13, -66), (8.5, -55)]), wide, slim)
        near.stroke(at([(-7.5, -79), (-12, -66), (-5, -54)]), wide, slim)
    elif arm == "forward":
        back.stroke(at([(8, -78), (16, -69), (27, -67)]), wide, slim)
        hands.ellipse(*at([(29.5, -67)])[0], 3.2 * unit, 2.4 * unit)
        near.stroke(at([(-5, -79), (2, -66), (19, -62)]), wide, slim)
        hands.ellipse(*at([(21.5, -62)])[0], 3.2 * unit, 2.6 * unit)
    elif arm == "raised":
        back.stroke(at([(8, -79), (14.5, -92), (15, -106)]), wide, slim)
        hands.ellipse(*at([(15.4, -110)])[0], 3 * unit, 4 * unit)
        near.stroke(at([(-7.5, -79), (-10, -64), (-7.5, -49)]), wide, slim)
    elif arm == "carry":
        back.stroke(at([(8, -79), (12, -64), (13, -48)]), wide, slim)
        near.stroke(at([(-7, -79), (-4, -63), (7, -50)]), wide, slim)
        hands.ellipse(*at([(13.4, -45.5)])[0], 2.6 * unit, 2.8 * unit)
    elif arm == "push":
        back.stroke(at([(8, -78), (15, -67), (25, -58)]), wide, slim)
        near.stroke(at([(-6, -78), (0, -63), (15, -50)]), wide, slim)
        hands.ellipse(*at([(27, -56.5)])[0], 2.6 * unit, 2.6 * unit)
        hands.ellipse(*at([(17, -48.5)])[0], 2.6 * unit, 2.6 * unit)
    head = sheet.shape().blob(
        at([(-4, -90), (-3.6, -95.4), (1.2, -98.6), (5.8, -97.2), (7, -93.2), (9, -90),
            (7.2, -88.6), (6.6, -85), (2.6, -84.4), (-1.4, -86)])
    )
    neck = sheet.shape().polygon(at([(-3, -89), (3.4, -88), (4, -80), (-4, -80)]))
    cover = sheet.shape()
    if hat == "cap":
        cover.blob(at([(-4.6, -93), (-4.4, -98.6), (1.6, -100.6), (7, -97.6), (12.6, -94.6),
            (11.6, -93.2), (4, -93.6)]))
    elif hat == "wool":
        cover.blob(at([(-4.6, -92.4), (-4.6, -98), (1.6, -102), (7, -98.4), (7.6, -93.8),
            (2, -93)]))
    elif hat == "hard":
        cover.blob(at([(-5.4, -93.8), (-4.6, -99), (1.8, -102.2), (7.6, -98.6), (11.4, -94.6),
            (10.6, -93), (2, -93.4)]))
    elif hat == "hood":
        cover.blob(at([(-5.5, -81), (-6.6, -92), (-3, -100), (4, -100.6), (7, -96), (3, -93.6),
            (2.6, -86), (5, -81.5)]))
    elif hat == "hair":
        cover.blob(at([(-4.6, -80), (-6, -92), (-2.6, -98.6), (4, -99), (7, -95), (2.6, -94),
            (1.4, -88), (1, -80.6)]))
    else:
        cover.blob(at([(-4, -87.5), (-4.4, -95), (0, -98.8), (5.6, -97.8), (7, -94.8), (2, -94.2),
            (0, -90)]))
    bright = hat == "hard"
    whole = legs.plus(body).plus(back).plus(near).plus(head).plus(neck).plus(hands).plus(cover)
    sheet.paint(whole, key=255, tint=0, halo=halo)
    if coat == 255:
        sheet.paint(near, key=255, tint=0, halo=0.75 * unit)
    else:
        sheet.paint(body.plus(back).grown(-0.9 * unit), key=coat, tint=coat_tint)
        sheet.paint(near, key=255, tint=0)
        sheet.paint(near.grown(-0.9 * unit), key=coat, tint=coat_tint)
    sheet.paint(hands.grown(-0.4 * unit), key=0, tint=0)
    cheek = sheet.shape().polygon(at([(1.2, -99), (12, -99), (12, -83), (1.6, -83)]))
    sheet.paint(head.grown(-1.0 * unit).within(cheek), key=0, tint=0)
    eye = sheet.shape().ellipse(*at([(5.4, -91.4)])[0], 0.8 * unit, 1.0 * unit)
    sheet.paint(eye, key=255)
    sheet.paint(cover, key=255, tint=0)
    if bright:
        sheet.paint(cover.grown(-0.8 * unit), key=0, tint=255)
    rim = sheet.shape()
    rim.gouge(at([(8.6, -78), (9.2, -66), (8, -54), (9.6, hem + 3)], mirror=light), 1.7 * unit)
    rim.gouge(at([(5.4, -80), (6.6, -70), (5.6, -60)], mirror=light), 1.0 * unit)
    rim.gouge(at([(4.6, -44), (5.6, -28), (6.2, -8)], mirror=light), 1.2 * unit)
    rim.gouge(at([(0, hem + 8), (0.4, -50), (0, -70)], mirror=light), 0.8 * unit)
    if coat == 255:
        sheet.paint(rim.within(whole), key=0)
    else:
        sheet.paint(rim.within(body), key=255)
        sheet.paint(rim.within(legs), key=0)


#: An open hand seen from the back, fingers up, wrist at (0, 0), about 100 high.
HAND: list[Point] = [
    (-17, 4), (-20, -22), (-38, -44), (-44, -58), (-37, -63), (-24, -50), (-22, -60),
    (-26, -88), (-20, -95), (-13, -90), (-10, -64), (-9, -66), (-9, -99), (-2, -106),
    (4, -99), (4, -66), (6, -66), (11, -95), (18, -99), (22, -92), (17, -62), (19, -60),
    (29, -80), (36, -81), (36, -73), (27, -46), (22, -22), (17, 4),
]


def hand(x: float, y: float, size: float, lean: float, face: int = 1) -> list[Point]:
    """Return an open hand's outline with its wrist at (x, y), `size` px high."""
    return placed(turned([(px * face, py) for px, py in HAND], lean), x, y, size / 105)


def gulls(sheet: Sheet, places: list[tuple[float, float, float]], key: int = 255) -> None:
    """Draw gulls on the wing at (x, y, span)."""
    birds = sheet.shape()
    for x, y, span in places:
        s = span / 100
        birds.polygon(
            [
                (x - 50 * s, y - 8 * s), (x - 34 * s, y - 20 * s), (x - 12 * s, y - 10 * s),
                (x, y), (x + 14 * s, y - 14 * s), (x + 36 * s, y - 26 * s),
                (x + 54 * s, y - 18 * s),
                (x + 34 * s, y - 18 * s), (x + 15 * s, y - 4 * s), (x + 10 * s, y + 8 * s),
                (x - 2 * s, y + 9 * s), (x - 14 * s, y - 1 * s), (x - 33 * s, y - 12 * s),
            ]
        )
    sheet.paint(birds, key=key, tint=0, halo=3)
