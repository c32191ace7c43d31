from __future__ import annotations

import pytest
from lxml import etree

from broadsheet.syndication.text import plain, whole_address


def test_every_character_is_left_out_that_no_xml_may_contain() -> None:
    everything = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF]))
    cleaned = plain(f"a{everything}b")
    element = etree.Element("title")
    element.text = cleaned
    assert etree.fromstring(etree.tostring(element)).text == cleaned
    cleaned.encode()


def test_what_people_write_stays_as_it_is() -> None:
    for text in ("Гавань — “quoted” & <b>", "日本語", "🚢 departs", "e\u0301clair"):
        assert plain(text) == text


def test_text_becomes_one_line() -> None:
    assert plain("  A crane\n\tmoves\r\n ") == "A crane moves"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/harbour/", "http://testserver/harbour/"),
        ("/кран/", "http://testserver/%D0%BA%D1%80%D0%B0%D0%BD/"),
        # A path is kept as it is after decoding, so that its own percent sign is encoded anew.
        ("/100%/", "http://testserver/100%25/"),
        ("/a.b~c_d-e/", "http://testserver/a.b~c_d-e/"),
    ],
)
def test_an_address_goes_out_encoded(path: str, address: str) -> None:
    assert whole_address(path) == address
