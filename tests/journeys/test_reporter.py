"""A reporter signs in, writes, is refused without a credit, publishes, and changes the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import chromium, open_browser
from tests.running_site import RunningSite, demo_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    chromium()
    with demo_site(tmp_path_factory.mktemp("demo") / "site") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def desk(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """The newsroom, signed in."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/admin/")
    page.get_by_role("textbox", name="Username").fill("editor")
    page.locator("input[name=password]").fill(site.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="New story").first).to_be_visible()
    yield page
    context.close()


def add_block(page: Page, name: str) -> None:
    """Put a block at the end of the body by its button and the name in its list."""
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).first.click()


def test_a_story_from_the_first_word_to_its_new_address(
    desk: Page, site: RunningSite, tmp_path: Path
) -> None:
    picture = tmp_path / "quay at noon.jpg"
    Image.new("RGB", (1800, 1200), (40, 96, 120)).save(picture)

    begin_story(desk)
    desk.get_by_role("textbox", name="Headline").first.fill("The quay is swept at noon")
    desk.locator("textarea[name=standfirst]").fill("Nobody had asked for it.")

    add_block(desk, "Text")
    desk.locator("[contenteditable=true]").last.click()
    desk.keyboard.type("Two sweepers began at the north end.")
    add_block(desk, "Pull quote")
    desk.get_by_label("quote", exact=False).locator("visible=true").last.fill(
        "It was my turn, so I swept."
    )
    add_block(desk, "Related story")
    desk.get_by_role("button", name=re.compile("Choose a (story|page)", re.I)).last.click()
    dialog = desk.get_by_role("dialog")
    dialog.locator("input[name=q]").fill("cranes")
    dialog.get_by_role("link", name=re.compile("Four cranes stand still")).first.click()
    expect(dialog).to_have_count(0)

    # A picture of one's own, without a credit.
    desk.get_by_role("button", name=re.compile("Choose (an image|a picture)", re.I)).first.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(picture)
    dialog.locator("input[name$=title]").fill("The quay at noon")
    dialog.get_by_role("button", name="Upload", exact=True).last.click()
    expect(dialog).to_have_count(0)

    publish(desk)
    # The panel of checks says it too, and is closed.
    refusal = desk.locator("main").get_by_text("has no credit").locator("visible=true").first
    expect(refusal).to_be_visible()
    assert site.get("/the-quay-is-swept-at-noon/").status_code == 404
    # Nothing typed is lost.
    expect(desk.get_by_role("textbox", name="Headline").first).to_have_value(
        "The quay is swept at noon"
    )

    desk.locator("input[name=lead_credit]").fill("Mara Lind / EPN")
    publish(desk)
    expect(desk.locator(".messages").get_by_text(re.compile("published", re.I))).to_be_visible()

    reader = desk.context.browser.new_context(base_url=site.url)  # type: ignore[union-attr]
    page = reader.new_page()
    page.goto("/")
    page.get_by_role("link", name="The quay is swept at noon").first.click()
    expect(page.locator("h1")).to_have_text("The quay is swept at noon")
    expect(page.locator("main")).to_contain_text("Two sweepers began")
    expect(page.locator("main")).to_contain_text("It was my turn")
    expect(page.locator("main")).to_contain_text("Four cranes stand still")
    expect(page.locator("main")).to_contain_text("(Mara Lind / EPN)")
    expect(page.locator("main figure img").first).to_be_visible()

    open_story(desk, "The quay is swept at noon")
    desk.get_by_role("textbox", name="Headline").first.fill("The quay is swept twice")
    desk.get_by_role("tab", name="Placement").click()
    desk.locator("input[name=slug]").fill("the-quay-is-swept-twice")
    publish(desk)
    expect(desk.locator(".messages").get_by_text(re.compile("published", re.I))).to_be_visible()

    page.goto("/the-quay-is-swept-at-noon/")
    expect(page).to_have_url(re.compile("/the-quay-is-swept-twice/$"))
    expect(page.locator("h1")).to_have_text("The quay is swept twice")
    reader.close()


def begin_story(page: Page) -> None:
    page.goto("/admin/stories/choose_parent/?choose=1")
    page.get_by_role("link", name="Harbour").first.click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.wait_for_load_state("load")


def open_story(page: Page, headline: str) -> None:
    page.get_by_role("link", name="Stories", exact=True).first.click()
    page.get_by_role("link", name=headline).first.click()
    expect(page.get_by_role("textbox", name="Headline").first).to_be_visible()
