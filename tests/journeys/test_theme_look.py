"""The documentation's second look in a browser: axe, the W3C's checker, the headlines' face."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.theme_style import composed_style
from tests.journeys.checkers import find_axe, find_html_checker
from tests.journeys.test_accessibility import Findings, check_html, run_axe
from tests.newspaper import make_newspaper
from tests.themes import install, wearing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PAGES = ["/", "/everything/", "/opinion/", "/field-report/", "/harbour/", "/no-such-page/"]
FAMILY = "getComputedStyle(document.querySelector('h1')).fontFamily"
PAPER = "getComputedStyle(document.body).backgroundColor"


def test_it_passes_axe_and_the_html_checker(
    chromium: Browser, live_server: Any, front: FrontPage, tmp_path: Path
) -> None:
    axe, checker = find_axe(), find_html_checker()
    make_newspaper(front)
    findings = Findings()
    folder = tmp_path / "html"
    folder.mkdir()
    # A scheme is looked at when its colours stand, not while links change theirs.
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.on("request", lambda request: findings.other_hosts.add(urlsplit(request.url).netloc))
    with wearing(install(tmp_path / "theme")):
        for number, address in enumerate(PAGES):
            response = page.goto(live_server.url + address)
            assert response is not None
            (folder / f"{number:03}.html").write_bytes(response.body())
            page.evaluate(axe)
            run_axe(page, address, findings)
            assert_dressed(page)
            if address == "/":
                page.locator("summary").click()
                run_axe(page, "/ with its menu open", findings)
        (tmp_path / "theme.css").write_text(composed_style()[0], encoding="utf-8")
    context.close()
    broken = check_style(checker, tmp_path / "theme.css")
    # The built-in style is checked with the shipped pages.
    found = check_html(checker, folder, PAGES)
    broken += [fault for fault in found if not fault.startswith("broadsheet.css")]
    assert not findings.faults, "\n".join(findings.faults)
    assert not broken, "\n".join(broken)
    assert findings.other_hosts == {urlsplit(live_server.url).netloc}


def assert_dressed(page: Page) -> None:
    """The theme's own paper in both schemes, its face in the headlines."""
    for scheme, colour in (("light", "rgb(238, 243, 241)"), ("dark", "rgb(23, 17, 26)")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate(PAPER) == colour
    assert page.evaluate(FAMILY).startswith("Vollkorn")


def check_style(checker: list[str], path: Path) -> list[str]:
    done = subprocess.run(
        [*checker, "--errors-only", "--format", "json", "--css", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [message["message"] for message in json.loads(done.stderr)["messages"]]
