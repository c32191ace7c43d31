"""A reader goes from the front to a story, its topic, the archive and the search, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import open_browser
from tests.running_site import RunningSite, demo_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    chromium_is_there()
    with demo_site(tmp_path_factory.mktemp("demo") / "site") as running:
        yield running


def chromium_is_there() -> None:
    from tests.journeys.browser import chromium

    chromium()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, site: RunningSite) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/")
    yield page
    assert context.cookies() == [], "A reader who only reads gets no cookie."
    context.close()


def press_until_focused(page: Page, selector: str, limit: int = 120) -> None:
    """Tab on until the first element of the selector has the focus."""
    for _turn in range(limit):
        if page.evaluate("s => document.activeElement === document.querySelector(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} can't be reached by the keyboard.")


def test_a_reader_reaches_everything_by_keyboard(page: Page) -> None:
    # The first stop of the keyboard skips to the content.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"

    press_until_focused(page, "main article h2 a, main article h1 a, main article .headline a")
    headline = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_have_text(headline)

    press_until_focused(page, "main a[href^='/tag/']:not([href$='feed/'])")
    topic = page.evaluate("document.activeElement.textContent").strip()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(topic)

    # The archive stands behind the topic's stories, the search in the head of every page.
    press_until_focused(page, "main a.onward[href='/news/'], footer a[href='/news/']", limit=300)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/news/$"))
    expect(page.locator("h1")).to_be_visible()
    press_until_focused(page, "a.masthead-search")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/$"))
    press_until_focused(page, "main input[type=search]")
    page.keyboard.type("cranes")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=cranes"))
    expect(page.locator("main article").first).to_be_visible()


def test_the_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    opener = "header summary"
    press_until_focused(page, opener)
    page.keyboard.press("Enter")
    expect(page.locator("header details[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("header details[open]")).to_have_count(0)


def test_the_promo_bar_stays_closed_on_this_device(page: Page) -> None:
    bar = page.locator("[data-promo], .promo-bar, .promo").first
    expect(bar).to_be_visible()
    bar.locator("button").click()
    expect(bar).to_be_hidden()
    page.reload()
    expect(bar).to_be_hidden()


def test_a_video_loads_only_when_asked_for(page: Page) -> None:
    foreign: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if "127.0.0.1" not in request.url else None,
    )
    page.goto("/tag/video/")
    page.locator("main article a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    assert foreign == []


def test_no_address_of_the_sitemap_asks_another_host_or_breaks(
    page: Page, site: RunningSite
) -> None:
    from tests.load.test_archive import sitemap_addresses

    foreign: list[str] = []
    broken: list[str] = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if "127.0.0.1" not in request.url else None,
    )
    page.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)
    for path in sitemap_addresses(site.url):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
    assert foreign == []
    assert broken == []


def test_the_site_can_be_read_without_javascript(browser: Browser, site: RunningSite) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("header summary").first.click()
    page.locator("main article a").first.click()
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_the_demo_says_where_its_password_lies(site: RunningSite) -> None:
    assert (Path(site.folder) / "data" / "sign-in.txt").stat().st_mode & 0o077 == 0
