"""The server goes down while somebody writes, and comes up again: nothing typed is lost."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.actions import Person, sign_in
from tests.journeys.browser import chromium, open_browser
from tests.running_site import RunningSite, new_site, running_site

pytestmark = pytest.mark.browser

WORDS = "The crane moved at noon."
MAKE_STORY = """
from broadsheet.fronts.models import FrontPage
from tests.factories import make_section, make_story
print(make_story(make_section(FrontPage.objects.get()), "A crane moves", live=False).pk)
"""
NEWEST = """
from broadsheet.newsroom.models import Story
print(Story.objects.get(pk={pk}).get_latest_revision_as_object().standfirst)
"""


def open_editor(page: Page, site: RunningSite, pk: int) -> None:
    page.goto(f"{site.url}/admin/pages/{pk}/edit/")
    expect(page.locator("textarea[name=standfirst]")).to_be_visible()


def test_words_typed_while_the_server_is_down_are_brought_back(tmp_path: Path) -> None:
    chromium()
    folder = tmp_path / "site"
    password = new_site(folder)
    with ExitStack() as stack:
        with running_site(folder, password=password) as site:
            pk = int(site.python(MAKE_STORY))
            # It outlives the server.
            page = stack.enter_context(open_browser()).new_page()
            page.set_default_timeout(60_000)
            page.on("dialog", lambda dialog: dialog.accept())
            box = page.locator(".unsaved-words")
            page.goto(f"{site.url}/admin/")
            sign_in(Person(page), "editor", password)
            open_editor(page, site, pk)
            page.wait_for_load_state("networkidle")
        page.locator("textarea[name=standfirst]").fill(WORDS)
        expect(box).to_contain_text("the server doesn't answer")
        # The window is closed before the server is there again.
        page.goto("about:blank")
        port = int(site.url.rpartition(":")[2])
        with running_site(folder, password=password, port=port) as again:
            assert WORDS not in again.python(NEWEST.format(pk=pk))
            open_editor(page, again, pk)
            expect(box).to_contain_text("not saved, typed at")
            with page.expect_navigation():
                box.get_by_role("button", name="Bring them back").click()
            expect(page.locator(".messages")).to_contain_text("saved")
            expect(page.locator("textarea[name=standfirst]")).to_have_value(WORDS)
            assert WORDS in again.python(NEWEST.format(pk=pk))
            # Once is enough.
            open_editor(page, again, pk)
            expect(box).to_be_hidden()
