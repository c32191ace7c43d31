"""Every kind of page, narrow and wide, light and dark: axe by WCAG 2.2 AA and the W3C's checker."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from playwright.sync_api import Browser, Page

from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.errors import server_error
from tests.journeys.checkers import find_axe, find_html_checker
from tests.newspaper import make_newspaper

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


AT_REST = """() => {
  const sidebar = document.querySelector(".sidebar");
  if (sidebar && sidebar.classList.contains("sidebar--mobile") !== innerWidth < 800) return false;
  return document.getAnimations().every(
    (animation) => animation.playState !== "running" ||
      animation.effect.getComputedTiming().endTime === Infinity
  );
}"""


@dataclass
class Findings:
    """What a sweep saw: pages by width and scheme, the rules that ran, and what was wrong."""

    pages: int = 0
    rules: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    other_hosts: set[str] = field(default_factory=set)

    def take(self, where: str, result: dict[str, Any]) -> None:
        self.pages += 1
        for outcome in ("passes", "violations", "incomplete", "inapplicable"):
            self.rules |= {rule["id"] for rule in result[outcome]}
        for rule in result["violations"]:
            for node in rule["nodes"]:
                self.faults.append(f"{where}: {rule['id']}: {node['html'][:200]}")


def axe_once_settled(page: Page) -> dict[str, Any]:
    """What axe finds in a page that has come to rest.

    A window that has just changed its width is drawn again by the page's own scripts, and colours
    fade into those of the other scheme: what axe sees half-way is nobody's page. So it looks once
    the page says that it is at rest, and again a second later where it still found something.
    """
    for pause in (0, 1000):
        page.wait_for_timeout(pause)
        page.wait_for_function(AT_REST)
        result: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
        if not result["violations"]:
            break
    return result


def run_axe(page: Page, where: str, findings: Findings) -> None:
    """Check the page as it stands at every width and in both schemes."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            findings.take(f"{where} at {width} px, {scheme}", axe_once_settled(page))
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if too_wide > 0:
            findings.faults.append(f"{where} at {width} px: {too_wide} px wider than the window")


def test_every_address_passes_axe_and_the_html_checker(
    chromium: Browser,
    live_server: Any,
    front: FrontPage,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    axe, checker = find_axe(), find_html_checker()
    addresses = make_newspaper(front).one_of_each_address()
    findings = Findings()
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    own = urlsplit(live_server.url).netloc
    page.on("request", lambda request: findings.other_hosts.add(urlsplit(request.url).netloc))
    folder = tmp_path / "html"
    folder.mkdir()
    for number, address in enumerate(addresses):
        response = page.goto(live_server.url + address)
        assert response is not None
        (folder / f"{number:03}.html").write_bytes(response.body())
        page.evaluate(axe)
        run_axe(page, address, findings)
        if address == "/":
            page.locator("summary").click()
            run_axe(page, "/ with its menu open", findings)
    check_the_500(page, live_server.url, folder, axe, findings)
    context.close()
    broken = check_html(checker, folder, addresses)
    with capsys.disabled():
        print(
            f"\naxe: {findings.pages} pages × {len(findings.rules)} rules, "
            f"{len(findings.faults)} faults; W3C's checker: {len(addresses)} addresses and the "
            f"style, {len(broken)} errors"
        )
    assert not findings.faults, "\n".join(findings.faults)
    assert not broken, "\n".join(broken)
    assert findings.other_hosts == {own}


def check_the_500(page: Page, site: str, folder: Path, axe: str, findings: Findings) -> None:
    """The page of a failure, which stands at no address of its own."""
    html = server_error(RequestFactory().get("/")).content
    (folder / "500.html").write_bytes(html)
    page.route("**/failing/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{site}/failing/")
    page.evaluate(axe)
    run_axe(page, "500", findings)


def check_html(checker: list[str], folder: Path, addresses: list[str]) -> list[str]:
    """What the W3C's checker finds wrong in the pages of the folder and in the style."""
    style = finders.find("broadsheet/broadsheet.css")
    assert isinstance(style, str)
    numbers = {f"{number:03}" for number in range(len(addresses))}
    found: list[str] = []
    for arguments in ([str(folder)], ["--css", style]):
        done = subprocess.run(
            [*checker, "--errors-only", "--format", "json", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        for message in json.loads(done.stderr)["messages"]:
            name = message.get("url", "").rpartition("/")[2]
            number = name.removesuffix(".html")
            where = addresses[int(number)] if number in numbers else name
            found.append(f"{where}: {message['message']}: {message.get('extract', '')[:120]}")
    return found
