"""What the few scripts of a reader's page do, in a browser; and that pages do without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from broadsheet.fronts.models import FrontPage
from tests.newspaper import make_newspaper

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PLAYER = "https://www.youtube-nocookie.com/**"
#: Adds up layout shifts that no click or key of the reader caused.
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def context(chromium: Browser, live_server: Any, front: FrontPage) -> Iterator[BrowserContext]:
    make_newspaper(front, fillers=0)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    yield context
    assert context.cookies() == []
    context.close()


def test_the_scripts_of_a_page(context: BrowserContext) -> None:
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("pageerror", lambda error: refused.append(str(error)))
    the_menu_opens_and_escape_closes_it(page)
    a_closed_bar_stays_closed_and_shifts_nothing(page)
    a_player_takes_its_place_on_click(page, context)
    a_picture_opens_large_by_keyboard(page)
    the_chosen_scheme_stays(page)
    assert refused == []


def the_menu_opens_and_escape_closes_it(page: Page) -> None:
    page.goto("/everything/")
    menu = page.locator("header summary")
    sheet = page.locator(".menu-sheet")
    menu.focus()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search the newspaper")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    page.mouse.click(640, 880)
    expect(sheet).to_be_hidden()


def a_closed_bar_stays_closed_and_shifts_nothing(page: Page) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.goto("/everything/", wait_until="networkidle")
    assert page.evaluate("window.shifted") < 0.02
    bar = page.locator("promo-bar")
    expect(bar).to_be_visible()
    page.get_by_role("button", name="Close this announcement").press("Enter")
    expect(bar).to_be_hidden()
    expect(page.locator("header summary")).to_be_focused()
    page.goto("/analysis/", wait_until="networkidle")
    expect(bar).to_be_hidden()
    assert page.evaluate("window.shifted") < 0.02


def a_player_takes_its_place_on_click(page: Page, context: BrowserContext) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>A player</title>", content_type="text/html")

    context.route(PLAYER, answer)
    page.goto("/everything/", wait_until="networkidle")
    assert asked == []
    page.get_by_role("link", name="Play from YouTube").click()
    player = page.locator(".embed iframe")
    expect(player).to_be_focused()
    assert player.get_attribute("title") == "The Gull crosses, filmed from the pier"
    for _try in range(100):
        if asked:
            break
        page.wait_for_timeout(100)
    assert [url.partition("?")[0] for url in asked] == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ]


def a_picture_opens_large_by_keyboard(page: Page) -> None:
    page.goto("/everything/", wait_until="networkidle")
    pictures = page.locator("a.enlarge")
    assert pictures.count() > 1
    pictures.nth(0).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img")).to_be_visible()
    expect(dialog.locator("figcaption")).to_be_visible()
    first = dialog.locator("img").get_attribute("src")
    page.keyboard.press("ArrowRight")
    assert dialog.locator("img").get_attribute("src") != first
    page.keyboard.press("ArrowLeft")
    assert dialog.locator("img").get_attribute("src") == first
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(pictures.nth(0)).to_be_focused()


def the_chosen_scheme_stays(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/everything/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    switch = page.get_by_role("button", name="Dark")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/analysis/")
    assert page.evaluate(paper) == dark
    # Back at the device's own choice the page follows the device again.
    switch.press("Enter")
    assert page.evaluate(paper) == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) == dark


def test_pages_do_without_scripts(chromium: Browser, live_server: Any, front: FrontPage) -> None:
    make_newspaper(front, fillers=0)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/everything/")
    expect(page.locator("promo-bar .promo-text")).to_be_visible()
    # A button that could do nothing is not offered.
    expect(page.locator(".promo-close")).to_be_hidden()
    expect(page.locator("scheme-switch")).to_be_hidden()
    assert (page.locator("a.enlarge").first.get_attribute("href") or "").endswith(".webp")
    page.locator("header summary").click()
    page.get_by_label("Search the newspaper").fill("ferry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.locator("#search-words")).to_have_value("ferry")
    page.goto("/everything/")
    link = page.get_by_role("link", name="Play from YouTube")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    context.close()
