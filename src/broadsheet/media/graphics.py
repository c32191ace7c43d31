"""Drawings of the desk (SVG) made fit to stand in a page: only what is harmless is kept.

A drawing is read as XML and written anew from allow lists, so that no script, handler, foreign
element or address of another place survives; a style attribute becomes presentation attributes, for
the content security policy admits no inline style. Ids get a prefix of the page's choosing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from lxml import etree

from broadsheet.media.graphic_attributes import MARK, kept, references
from broadsheet.media.models import File

LARGEST = 150 * 1024
#: Elements that a browser draws, those that are drawn again by reference counted each time.
MOST_DRAWN = 20_000
DEEPEST = 100
SVG = "http://www.w3.org/2000/svg"
TEXTS = frozenset({"text", "textPath", "tspan"})
ELEMENTS = TEXTS | {
    *("circle", "ellipse", "line", "path", "polygon", "polyline", "rect"),
    *("clipPath", "defs", "g", "linearGradient", "marker", "mask", "pattern", "radialGradient"),
    *("stop", "svg", "symbol", "use"),
}
#: Their children are kept in a group: what they do is not.
UNWRAPPED = frozenset({"a", "switch"})
#: Nobody would miss them in the drawing.
UNSEEN = frozenset({"desc", "metadata", "script", "title", "view"})


class GraphicRefused(ValidationError):
    """The file can't be shown as a drawing; the message says what to do."""


@dataclass(frozen=True)
class Graphic:
    """A cleaned drawing; `left_out` names elements with something to see that were not kept."""

    view_box: str
    attributes: str
    inner: str
    left_out: tuple[str, ...]

    def markup(self, key: str, label: str) -> str:
        """The drawing for a page, its ids begun with `key`; `label` is its alternative text."""
        return (
            f'<svg viewBox="{self.view_box}" role="img" aria-label="{escape(label)}"'
            f"{self.attributes}>{self.inner}</svg>"
        ).replace(MARK, f"{key}-")


@dataclass(frozen=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    parts: list[_Node | str]

    @property
    def nodes(self) -> Iterator[_Node]:
        return (part for part in self.parts if isinstance(part, _Node))


def graphic_of(file: File) -> Graphic:
    """The cleaned drawing of an uploaded file. Raises GraphicRefused."""
    name = file.filename
    try:
        with file.open_file() as data:
            found: bytes = data.read(LARGEST + 1)
    except OSError as error:
        raise GraphicRefused(
            _("The file “%(name)s” is not in its place. Upload it again.") % {"name": name}
        ) from error
    if len(found) > LARGEST:
        raise GraphicRefused(
            _(
                "“%(name)s” is larger than the %(limit)s that a drawing in a page may have. "
                "Simplify its paths or leave out what nobody sees, then upload it again."
            )
            % {"name": name, "limit": filesizeformat(LARGEST)}
        )
    try:
        return clean_graphic(found)
    except GraphicRefused as refused:
        raise GraphicRefused(f"“{name}”: {refused.message}") from refused


@lru_cache(maxsize=32)
def clean_graphic(data: bytes) -> Graphic:
    """The drawing of an SVG file. Raises GraphicRefused where there is none to show."""
    source = _parsed(data)
    left_out: set[str] = set()
    root = _cleaned(source, left_out, 0)
    _refuse_endless(root)
    view_box = _view_box(source)
    attributes = {
        name: value
        for name, value in root.attributes.items()
        if name not in ("height", "id", "preserveAspectRatio", "viewBox", "width", "x", "y")
    }
    return Graphic(
        view_box=view_box,
        attributes=_written_attributes(attributes),
        inner="".join(_written(part) for part in root.parts),
        left_out=tuple(sorted(left_out)),
    )


def _parsed(data: bytes) -> etree._Element:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GraphicRefused(
            _("This is no SVG in UTF-8. Export it as plain SVG, not compressed.")
        ) from error
    if "<!ENTITY" in text:
        raise GraphicRefused(
            _("The file declares entities of its own. Export it anew as plain SVG.")
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise GraphicRefused(
            _("The file is no sound SVG (line %(line)s). Export it anew as plain SVG.")
            % {"line": error.lineno}
        ) from error
    if _name(root) != "svg":
        raise GraphicRefused(_("This is no SVG drawing. Export it as plain SVG."))
    return root


def _name(element: etree._Element) -> str:
    """The element's name where it is one of SVG's or of none; "" for another vocabulary's."""
    if not isinstance(element.tag, str):
        return ""
    found = etree.QName(element)
    return found.localname if found.namespace in (SVG, None) else ""


def _cleaned(element: etree._Element, left_out: set[str], depth: int) -> _Node:
    if depth > DEEPEST:
        raise GraphicRefused(
            _("Its groups are nested too deep. Ungroup what needs no group, then export it anew.")
        )
    name = _name(element)
    node = _Node(
        tag="g" if name in UNWRAPPED else name,
        attributes=kept({str(key): str(value) for key, value in element.attrib.items()}),
        parts=[],
    )
    is_text = name in TEXTS
    if is_text and element.text:
        node.parts.append(element.text)
    for child in element:
        child_name = _name(child)
        if child_name in ELEMENTS or child_name in UNWRAPPED:
            part = _cleaned(child, left_out, depth + 1)
            if part.tag != "use" or "href" in part.attributes:
                node.parts.append(part)
        elif child_name and child_name not in UNSEEN and not _is_blank_style(child_name, child):
            left_out.add(child_name)
        if is_text and child.tail:
            node.parts.append(child.tail)
    return node


def _is_blank_style(name: str, element: etree._Element) -> bool:
    return name == "style" and not "".join(element.itertext()).strip()


def _refuse_endless(root: _Node) -> None:
    """Count what a browser would draw: a few elements that repeat each other can be billions."""
    by_id: dict[str, _Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.nodes
        by_id.setdefault(node.attributes.get("id", ""), node)
    counted: dict[int, int] = {}
    open_ones: set[int] = set()

    def count(node: _Node, depth: int) -> int:
        if id(node) in counted:
            return counted[id(node)]
        if id(node) in open_ones or depth > 2 * DEEPEST:
            raise GraphicRefused(
                _("A part of it repeats itself without end. Expand its clones, then export it.")
            )
        open_ones.add(id(node))
        repeated = [by_id[name] for name in references(node.attributes) if name in by_id]
        total = 1 + sum(count(other, depth + 1) for other in (*node.nodes, *repeated))
        open_ones.remove(id(node))
        if total > MOST_DRAWN:
            raise GraphicRefused(
                _("It has more than %(most)d parts. Simplify it, then upload it again.")
                % {"most": MOST_DRAWN}
            )
        counted[id(node)] = total
        return total

    count(root, 0)


def _view_box(root: etree._Element) -> str:
    """The drawing's own box, or one made of its width and height."""
    numbers = _numbers(root.get("viewBox", ""))
    if len(numbers) != 4:
        sides = [_numbers(root.get(side, "")) for side in ("width", "height")]
        numbers = [0.0, 0.0, *(side[0] for side in sides if side)]
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise GraphicRefused(_("It says nowhere how large it is. Export it with a viewBox."))
    return " ".join(f"{value:g}" for value in numbers)


def _numbers(text: str) -> list[float]:
    return [float(part) for part in re.findall(r"-?\d{1,7}(?:\.\d{1,7})?", text)]


def _written(part: _Node | str) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    start = f"<{part.tag}{_written_attributes(part.attributes)}"
    inner = "".join(_written(inner) for inner in part.parts)
    return f"{start}>{inner}</{part.tag}>" if inner else f"{start}/>"


def _written_attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
