"""What goes out compressed, and that a client which asks for nothing gets it plain."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_page_is_compressed_for_those_who_take_it(client: Client) -> None:
    plain = client.get("/no-such-page/")
    packed = client.get("/no-such-page/", headers=GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(packed.content)
    assert not plain.has_header("Content-Encoding")
    assert "Accept-Encoding" in plain["Vary"] or "Accept-Encoding" in packed["Vary"]


def test_the_style_is_compressed_and_the_faces_are_not(client: Client) -> None:
    style = client.get("/static/broadsheet/broadsheet.css", headers=GZIP)
    assert style["Content-Encoding"] == "gzip"
    face = client.get("/static/broadsheet/fonts/vollkorn-latin.woff2", headers=GZIP)
    assert face.status_code == 200
    assert not face.has_header("Content-Encoding")
