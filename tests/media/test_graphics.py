"""Drawings of the desk: what is kept of an SVG, what never reaches a page, what is refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.media.graphics import (
    DEEPEST,
    LARGEST,
    Graphic,
    GraphicRefused,
    clean_graphic,
    graphic_of,
)
from broadsheet.media.models import File

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inner: str, attributes: str = 'viewBox="0 0 72 54"') -> bytes:
    return f"<svg {NAMESPACES} {attributes}>{inner}</svg>".encode()


def cleaned(inner: str, attributes: str = 'viewBox="0 0 72 54"') -> str:
    return clean_graphic(drawing(inner, attributes)).inner.replace("\0", "")


class TestWhatIsKept:
    def test_shapes_texts_and_their_looks(self) -> None:
        inner = (
            '<g transform="translate(3 4) rotate(-8)" stroke-linecap="round">'
            '<path d="M0 0h4v-2z" fill="none" stroke="var(--ink, #17191c)" stroke-width="1.5"/>'
            '<text x="4" y="9" font-family="inherit">Herring <tspan dy="1em">Hall</tspan> &amp; '
            "steps</text></g>"
        )
        assert cleaned(inner) == inner

    @pytest.mark.parametrize("name", ["ink", "paper", "accent", "soft", "rule", "tint"])
    def test_the_pages_own_colours(self, name: str) -> None:
        inner = f'<path fill="var(--{name})"/>'
        assert cleaned(inner) == inner

    def test_a_style_attribute_becomes_attributes(self) -> None:
        inner = '<path fill="red" style="fill:#0a0; stroke-width:2px !important;-x-y:1"/>'
        assert cleaned(inner) == '<path fill="#0a0" stroke-width="2px"/>'

    def test_patterns_and_clones_by_ids_that_begin_as_the_page_says(self) -> None:
        graphic = clean_graphic(
            drawing(
                '<defs><pattern id="h"><path id="a" d="M0 0h9"/></pattern></defs>'
                '<rect fill="url( \'#h\' )"/><use xlink:href="#a"/>'
            )
        )
        markup = graphic.markup("map", "A map")
        assert '<pattern id="map-h">' in markup
        assert 'fill="url(#map-h)"' in markup
        assert '<use href="#map-a"/>' in markup

    def test_a_link_and_a_switch_leave_what_is_inside(self) -> None:
        inner = '<a xlink:href="https://example.org/"><path d="M0 0"/></a>'
        assert cleaned(inner) == '<g><path d="M0 0"/></g>'
        assert cleaned(f"<switch>{inner}</switch>") == '<g><g><path d="M0 0"/></g></g>'

    def test_the_box_or_one_made_of_width_and_height(self) -> None:
        assert clean_graphic(drawing("", 'viewBox="0,0 720,540"')).view_box == "0 0 720 540"
        assert clean_graphic(drawing("", 'width="72mm" height="54.5"')).view_box == "0 0 72 54.5"

    def test_it_is_an_image_with_an_alternative_text(self) -> None:
        markup = clean_graphic(drawing("<title>x</title>", 'viewBox="0 0 9 9" width="9"')).markup(
            "k", 'The "bar" & the light'
        )
        assert markup == (
            '<svg viewBox="0 0 9 9" role="img" aria-label="The &quot;bar&quot; &amp; the light">'
            "</svg>"
        )

    def test_what_can_be_seen_and_is_not_kept_is_named(self) -> None:
        inner = (
            '<style>.a{fill:red}</style><image href="data:image/png;base64,x"/><filter id="f"/>'
            "<script>x</script><metadata>y</metadata><style> </style>"
        )
        graphic = clean_graphic(drawing(inner))
        assert graphic.left_out == ("filter", "image", "style")
        assert graphic.inner == ""


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script elsewhere": '<script href="https://evil.example/x.js"/>',
    "handler": '<path d="M0 0" onclick="alert(1)" onload="alert(1)"/>',
    "foreign HTML": "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    "HTML": "<x:img xmlns:x='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>",
    "script of HTML": "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "link": '<a href="javascript:alert(1)" target="_top"><text>x</text></a>',
    "older link": '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    "picture elsewhere": '<image href="https://evil.example/x.png"/>',
    "clone from elsewhere": '<use href="https://evil.example/x.svg#a"/>',
    "clone of data": '<use href="data:image/svg+xml,%3Csvg/%3E#a"/>',
    "animation": '<animate attributeName="href" values="javascript:alert(1)"/>',
    "set": '<set attributeName="onclick" to="alert(1)"/>',
    "style sheet": "<style>@import url(https://evil.example/x.css);</style>",
    "style attribute": '<path style="fill:url(https://evil.example/x)"/>',
    "paint elsewhere": '<path fill="url(https://evil.example/x#a)"/>',
    "paint with fallback": '<path fill="url(#a) url(https://evil.example/x)"/>',
    "written with escapes": '<path fill="u\\72l(https://evil.example/x)"/>',
    "an image set": '<path mask="image-set(&quot;https://evil.example/x&quot; 1x)"/>',
    "a variable of ours": '<path fill="var(--evil)"/>',
    "a variable's fallback": '<path fill="var(--ink, url(https://evil.example/x))"/>',
    "cursor": '<path cursor="url(https://evil.example/x), auto"/>',
    "filter": '<filter id="f"><feImage href="https://evil.example/x"/></filter>',
    "font elsewhere": '<path font-family="x;src:url(https://evil.example/x)"/>',
    "broken transform": '<path transform="translate(1) url(https://evil.example/x)"/>',
    "class": '<path class="menu button"/>',
    "role": '<path role="button" tabindex="0" aria-label="Log in"/>',
    "data": '<path data-frame="https://evil.example/" data-title="x"/>',
    "base": '<path xml:base="https://evil.example/"/>',
    "comment": "<!-- </svg><script>alert(1)</script> -->",
    "instruction": '<?xml-stylesheet href="https://evil.example/x.css"?>',
    "character data": "<text><![CDATA[</text><script>alert(1)</script>]]></text>",
    "escaped": "<text>&lt;img src=x onerror=alert(1)&gt;</text>",
    "title": "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><desc>x</desc>",
    "id": '<path id="x&quot; onload=&quot;alert(1)"/>',
}
DANGEROUS = re.compile(
    r"<(?!/?(?:svg|g|path|text)\b)|\bon\w+=|evil|javascript|data[:-]|@import|role=\"button|menu",
    re.I,
)


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hostile_is_left(inner: str) -> None:
    markup = clean_graphic(drawing(inner + '<path d="M0 0"/>')).markup("k", "A map")
    in_tags = "".join(re.findall(r"<[^>]*>", markup))
    assert not DANGEROUS.search(in_tags), markup
    assert '<path d="M0 0"/>' in markup


def test_the_root_is_cleaned_as_well() -> None:
    attributes = 'viewBox="0 0 9 9" onload="alert(1)" style="background:url(//evil)" class="x"'
    assert "evil" not in (markup := clean_graphic(drawing("", attributes)).markup("k", "A"))
    assert "alert" not in markup
    assert "class" not in markup


def tenfold(tag: str, pointer: str) -> bytes:
    """A drawing of a dozen elements that a browser would draw a billion times."""
    parts = [f'<{tag} id="n0"/>']
    parts += [f'<{tag} id="n{n + 1}">{pointer.format(n) * 10}</{tag}>' for n in range(9)]
    return drawing("".join(parts))


REFUSED = {
    "no drawing": (b"\x89PNG\r\n\x1a\n", "no SVG in UTF-8"),
    "compressed": (b"\x1f\x8b\x08\x00\xff", "not compressed"),
    "text": (b"A map of the harbour", "no sound SVG"),
    "HTML": (b"<html><body/></html>", "no SVG drawing"),
    "half a file": (b'<svg xmlns="http://www.w3.org/2000/svg"><g>', "no sound SVG"),
    "no size": (drawing("", ""), "how large it is"),
    "an empty box": (drawing("", 'viewBox="0 0 0 9"'), "how large it is"),
    "entities": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("<text>&a;</text>"),
        "entities of its own",
    ),
    "too deep": (drawing("<g>" * (DEEPEST + 5) + "</g>" * (DEEPEST + 5)), "nested too deep"),
    "a ring": (
        drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        "repeats itself without end",
    ),
    "a bomb": (tenfold("g", "<use href='#n{}'/>"), "more than 20000 parts"),
    "a bomb of patterns": (
        tenfold("pattern", "<path fill='url(#n{})'/>"),
        "more than 20000 parts",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_drawing_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(GraphicRefused, match=sentence):
        clean_graphic(data)


def stored(data: bytes, name: str = "map.svg") -> File:
    return File.objects.create(title="Map", file=ContentFile(data, name=name))


@pytest.mark.django_db
def test_a_file_is_read_and_its_refusal_names_it() -> None:
    assert isinstance(graphic_of(stored(drawing(""))), Graphic)
    with pytest.raises(GraphicRefused, match=r"“map\w*\.svg”: This is no SVG drawing"):
        graphic_of(stored(b"<html/>"))
    with pytest.raises(GraphicRefused, match=r"larger than the 150.0"):
        graphic_of(stored(drawing(f"<text>{'x' * LARGEST}</text>")))
    lost = stored(drawing(""))
    lost.file.storage.delete(lost.file.name)
    with pytest.raises(GraphicRefused, match="not in its place"):
        graphic_of(lost)


pieces = st.one_of(
    st.sampled_from(list(HOSTILE.values())),
    st.text(st.characters(codec="utf-8", exclude_characters="<&"), max_size=20),
    st.sampled_from(["<g>", "</g>", "<text>", "</text>", "<style>", "</style>", "<title>", "&#0;"]),
)


@given(st.lists(pieces, max_size=6).map("".join))
def test_whatever_is_kept_is_sound_and_harmless(inner: str) -> None:
    try:
        markup = clean_graphic(drawing(inner)).markup("k", "A map")
    except GraphicRefused:
        return
    ElementTree.fromstring(markup)
    assert not DANGEROUS.search("".join(re.findall(r"<[^>]*>", markup)))
