"""Which attributes of a drawing are kept, and with what values: what is not known is dropped.

Presentation attributes are read by browsers as CSS, so that a value is held to what it may be, not
searched for what it may not: `u\\72l(…)` is an address too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: Stands before every id until the page says what its ids begin with; no XML contains it.
MARK = "\0"
#: The page's own colours, which follow the reader's scheme.
VARIABLES = ("ink", "paper", "accent", "soft", "rule", "tint")
#: The only classes that the page's style knows: letters that shrink where the page is wide.
CLASSES = frozenset({"lettering"})

PAINTS = frozenset({"color", "fill", "stop-color", "stroke"})
#: Presentation attributes that point to another part of the drawing.
POINTERS = frozenset({"clip-path", "marker-end", "marker-mid", "marker-start", "mask"})
PRESENTATION = frozenset(
    {
        *("baseline-shift", "clip-rule", "direction", "display", "dominant-baseline"),
        *("fill-opacity", "fill-rule", "font-size", "font-stretch", "font-style"),
        *("font-variant", "font-weight", "letter-spacing", "opacity", "overflow", "paint-order"),
        *("shape-rendering", "stop-opacity", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity"),
        *("stroke-width", "text-anchor", "text-decoration", "text-rendering", "unicode-bidi"),
        *("vector-effect", "visibility", "word-spacing", "writing-mode"),
    }
)
GEOMETRY = frozenset(
    {
        *("clipPathUnits", "cx", "cy", "d", "dx", "dy", "fx", "fy", "gradientUnits", "height"),
        *("lengthAdjust", "markerHeight", "markerUnits", "markerWidth", "maskContentUnits"),
        *("maskUnits", "offset", "orient", "pathLength", "patternContentUnits", "patternUnits"),
        *("points", "preserveAspectRatio", "r", "refX", "refY", "rotate", "rx", "ry"),
        *("spreadMethod", "startOffset", "textLength", "viewBox", "width", "x", "x1", "x2"),
        *("y", "y1", "y2"),
    }
)
TRANSFORMS = frozenset({"gradientTransform", "patternTransform", "transform"})

_COLOUR = r"(?:#[0-9a-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\([\d\s.,%/+-]{1,60}\))"
_ID = r"[A-Za-z_][\w.:-]{0,99}"
PAINT = re.compile(
    rf"{_COLOUR}|var\(\s*--(?:{'|'.join(VARIABLES)})\s*(?:,\s*{_COLOUR}\s*)?\)",
    re.A | re.I,
)
LOCAL = re.compile(rf"url\(\s*[\"']?#({_ID})[\"']?\s*\)", re.A)
HREF = re.compile(rf"#({_ID})", re.A)
ID = re.compile(_ID, re.A)
PLAIN = re.compile(r"[\w\s.,+%-]*", re.A)
FAMILY = re.compile(r"[\w\s,'\"-]{0,200}")
TRANSFORM = re.compile(
    r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([\d\s.,eE+-]*\)[\s,]*)*", re.A
)
MARKED = re.compile(rf"#{MARK}({_ID})", re.A)


def kept(attributes: Mapping[str, str]) -> dict[str, str]:
    """The harmless ones; what a style attribute says goes before an attribute of the same name."""
    found: dict[str, str] = {}
    for name, value in attributes.items():
        # Older programs write links in a vocabulary of their own.
        local = name.rpartition("}")[2] if name.endswith("}href") else name
        clean = _kept_value(local, value.strip())
        if clean:
            found[local] = clean
    for name, value in _declarations(attributes.get("style", "")):
        if name in PRESENTATION | PAINTS | POINTERS | {"font-family"}:
            clean = _kept_value(name, value)
            if clean:
                found[name] = clean
    return found


def references(attributes: Mapping[str, str]) -> Iterator[str]:
    """The ids, marked, of other parts that kept attributes point to."""
    for value in attributes.values():
        for name in MARKED.findall(value):
            yield MARK + name


def _kept_value(name: str, value: str) -> str:
    """The value as it goes out; "" where it does not."""
    if name in PAINTS or name in POINTERS:
        local = LOCAL.fullmatch(value)
        if local:
            return f"url(#{MARK}{local[1]})"
        if name in PAINTS and PAINT.fullmatch(value):
            return value
        return "none" if value == "none" else ""
    if name == "href":
        pointer = HREF.fullmatch(value)
        return f"#{MARK}{pointer[1]}" if pointer else ""
    if name == "id":
        return MARK + value if ID.fullmatch(value) else ""
    if name == "class":
        return " ".join(word for word in value.split() if word in CLASSES)
    if name == "font-family":
        return value if FAMILY.fullmatch(value) else ""
    if name in TRANSFORMS:
        return value if TRANSFORM.fullmatch(value) else ""
    is_known = name in PRESENTATION or name in GEOMETRY
    return value if is_known and PLAIN.fullmatch(value) else ""


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _colon, value = declaration.partition(":")
        yield name.strip().lower(), value.replace("!important", "").strip()
