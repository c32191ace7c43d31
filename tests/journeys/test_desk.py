"""The desk in a browser: the key of a new story, and axe in both schemes and widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.journeys.actions import Person, sign_in
from tests.journeys.checkers import find_axe
from tests.journeys.test_accessibility import Findings, run_axe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CHOICE = re.compile(r"/stories/choose_parent/$")


@pytest.fixture
def sections(front: FrontPage) -> list[Section]:
    return [make_section(front, title) for title in ("Harbour", "Town", "Islands")]


@pytest.fixture
def page(chromium: Browser, live_server: Any, sections: list[Section]) -> Iterator[Page]:
    """The desk of an editor who has written nothing yet."""
    make_account(EDITOR, username="mara", first_name="Mara", last_name="Lind")
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto("/admin/")
    sign_in(Person(page), "mara", "secret")
    yield page
    context.close()


def form_of(section: Section) -> re.Pattern[str]:
    return re.compile(rf"/pages/add/newsroom/story/{section.pk}/$")


def test_n_and_a_figure_lead_to_the_form_with_the_headline_in_focus(
    page: Page, sections: list[Section]
) -> None:
    page.keyboard.press("n")
    expect(page.locator(".choose-section")).to_be_visible()
    page.keyboard.press("2")
    expect(page).to_have_url(form_of(sections[1]))
    expect(page.locator("#id_title")).to_be_focused()


def test_n_begins_a_story_from_any_screen(page: Page) -> None:
    for path in ("/admin/images/", "/admin/stories/", "/admin/reports/locked/"):
        page.goto(path)
        page.keyboard.press("n")
        expect(page).to_have_url(CHOICE)


def test_n_is_a_letter_while_somebody_types(page: Page, sections: list[Section]) -> None:
    find = page.get_by_role("searchbox", name="Find a story")
    find.press_sequentially("noon")
    expect(find).to_have_value("noon")
    page.goto(f"/admin/pages/add/newsroom/story/{sections[0].pk}/")
    text = page.locator("[contenteditable=true]").first
    text.click()
    page.keyboard.type("nine")
    expect(text).to_contain_text("nine")
    expect(page).to_have_url(form_of(sections[0]))


def test_n_does_nothing_with_another_key_or_while_a_dialogue_is_open(page: Page) -> None:
    desk = page.url
    page.keyboard.press("Alt+n")
    page.keyboard.press("?")
    dialogue = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialogue).to_be_visible()
    expect(dialogue.get_by_role("row", name="New story n", exact=True)).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_timeout(500)
    assert page.url == desk
    page.keyboard.press("Escape")
    expect(dialogue).to_be_hidden()
    page.keyboard.press("n")
    expect(page).to_have_url(CHOICE)


def test_who_switched_the_keys_off_in_their_account_is_left_alone(page: Page) -> None:
    page.goto("/admin/account/")
    page.get_by_role("checkbox", name="Keyboard shortcuts").press("Space")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator(".messages")).to_contain_text("settings have been changed")
    page.goto("/admin/")
    page.keyboard.press("n")
    page.wait_for_timeout(500)
    assert page.url.endswith("/admin/")


def test_the_key_is_that_place_on_a_keyboard_with_another_alphabet(page: Page) -> None:
    page.evaluate(
        "document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'т', code: 'KeyN', bubbles: true}))"
    )
    expect(page).to_have_url(CHOICE)


def fill_the_desk(sections: list[Section]) -> None:
    """A row in every list, and a problem."""
    from broadsheet.staff.models import User

    mara = User.objects.get(username="mara")
    reporter = make_account(REPORTER)
    make_story(sections[0], "A quiet week on Lantern Lane", live=False, owner=mara)
    make_story(sections[0], "Gulls learn the timetable")
    sent = make_story(sections[1], "Three schools share one oboe", live=False, owner=reporter)
    sent.get_workflow().start(sent, reporter)
    soon = make_story(sections[2], "Tide tables for December", live=False)
    soon.go_live_at = timezone.now() + timedelta(hours=2)
    soon.save_revision().publish()


def test_the_desk_passes_axe_empty_and_full(
    page: Page, sections: list[Section], capsys: pytest.CaptureFixture[str]
) -> None:
    axe, findings = find_axe(), Findings()
    for where in ("empty desk", "full desk"):
        page.evaluate(axe)
        run_axe(page, where, findings)
        fill_the_desk(sections)
        page.reload()
    page.goto("/admin/stories/choose_parent/?choose=1")
    page.evaluate(axe)
    run_axe(page, "choice of a section", findings)
    page.context.clear_cookies()
    with capsys.disabled():
        print(
            f"\naxe on the desk: {findings.pages} screens × {len(findings.rules)} rules, "
            f"{len(findings.faults)} faults"
        )
    assert not findings.faults, "\n".join(findings.faults)
