"""The sheet on which a chart is laid out, and how it becomes SVG.

Layouts are made for the narrowest page, where one unit of the sheet is one pixel. On a wider page
the shapes stretch sideways and the letters do not: shapes stand in a box of their own with a
viewBox, texts beside it at a share of the width. So a text is as large on a telephone as on a desk,
and what does not overlap on the sheet overlaps nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from broadsheet.charts.lettering import width

#: A page of 320 pixels less its margins.
WIDTH = 288.0
#: Type sizes in pixels of a face of common width; the page's own is condensed and a little larger.
LABEL_SIZE = 14
TICK_SIZE = 13
#: What XML 1.0 (fifth edition, 2.2) lets no document contain.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Strokes are as wide at every width of the page.
UNSTRETCHED = ' vector-effect="non-scaling-stroke"'
ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True)
class Text:
    """One line; `x` and `y` are where its anchor and its foot stand."""

    words: str
    x: float
    y: float
    css: str
    anchor: str = "start"
    size: int = LABEL_SIZE

    @property
    def left(self) -> float:
        return self.x - ANCHORS[self.anchor] * width(self.words, self.size)

    @property
    def right(self) -> float:
        return self.left + width(self.words, self.size)


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    css: str


@dataclass(frozen=True)
class Line:
    """A line through points; `css` says how it is drawn."""

    points: tuple[tuple[float, float], ...]
    css: str


@dataclass(frozen=True)
class Dot:
    """A mark on a line, as round at every width."""

    x: float
    y: float
    css: str


@dataclass
class Sheet:
    """What has been laid out so far; `height` grows with it."""

    height: float = 0.0
    shapes: list[Box | Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def add(self, *parts: Box | Line | Dot | Text) -> None:
        for part in parts:
            if isinstance(part, Text):
                self.texts.append(part)
            elif isinstance(part, Dot):
                self.dots.append(part)
            else:
                self.shapes.append(part)

    def to_svg(self, *, css: str, title: str, description: str) -> str:
        """The sheet as one `<svg>`: title and description first, as assistive software wants."""
        height = number(self.height)
        said = f"<title>{plain(title)}</title>"
        if description:
            said += f"<desc>{plain(description)}</desc>"
        return (
            f'<svg class="{css}" role="img" width="100%" height="{height}">{said}'
            f'<svg width="100%" height="{height}" viewBox="0 0 {number(WIDTH)} {height}"'
            f' preserveAspectRatio="none">{_joined(self.shapes)}</svg>'
            f"{_joined(self.dots)}{_joined(self.texts)}</svg>"
        )


def number(value: float) -> str:
    """A coordinate to a hundredth, without a tail of noughts and without a negative nought."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share(x: float) -> str:
    """A place across the sheet as a share of its width."""
    return number(x / WIDTH * 100) + "%"


def plain(text: str) -> str:
    """A text as XML and HTML both read it."""
    return escape(" ".join(NOT_IN_XML.sub("", text).split()))


def _joined(parts: Iterable[Box | Line | Dot | Text]) -> str:
    return "".join(_markup(part) for part in parts)


def _markup(part: Box | Line | Dot | Text) -> str:
    if isinstance(part, Box):
        return (
            f'<rect class="{part.css}" x="{number(part.x)}" y="{number(part.y)}"'
            f' width="{number(part.width)}" height="{number(part.height)}"{UNSTRETCHED}/>'
        )
    if isinstance(part, Line):
        path = "L".join(f"{number(x)} {number(y)}" for x, y in part.points)
        return f'<path class="{part.css}" d="M{path}" fill="none"{UNSTRETCHED}/>'
    if isinstance(part, Dot):
        return f'<circle class="{part.css}" cx="{share(part.x)}" cy="{number(part.y)}" r="4"/>'
    # A halo in the page's colour lies below the letters, not over them.
    halo = ' paint-order="stroke"' if part.css == "chart-value" else ""
    anchor = "" if part.anchor == "start" else f' text-anchor="{part.anchor}"'
    return (
        f'<text class="{part.css}" x="{share(part.x)}" y="{number(part.y)}"{anchor}{halo}>'
        f"{plain(part.words)}</text>"
    )
