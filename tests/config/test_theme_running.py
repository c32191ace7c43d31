"""A theme on a running site: there after a start, gone after the next one without it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.running_site import running_site
from tests.themes import install

STYLE = re.compile(r"/files/theme/[0-9a-f]{10}\.css")
KEEPER = 'class="keeper"'


def test_a_start_puts_it_on_and_a_start_takes_it_off(site: Path) -> None:
    theme = install(site / "theme")
    with running_site(site, password="not asked for") as running:
        dressed = running.get("/").text
        style = STYLE.search(dressed)
        assert style
        assert KEEPER in dressed
        answer = running.get(style[0])
        assert "immutable" in answer.headers["Cache-Control"]
        picture = re.search(r"/static/lamplight/stroke\.svg\?v=\w+", answer.text)
        assert picture
        assert running.get(picture[0]).headers["Content-Type"] == "image/svg+xml"
        for path in ("/static/../theme/theme.toml", "/static/theme.toml", "/files/theme/x/y.css"):
            assert running.get(path).status_code == 404
    shutil.rmtree(theme)
    theme.mkdir()
    with running_site(site, password="not asked for") as running:
        plain = running.get("/").text
        assert KEEPER not in plain
        assert not STYLE.search(plain)
        assert running.get("/static/lamplight/stroke.svg").status_code == 404
