"""Two people in one story, and words that the server did not take: nothing typed is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Locator, Page, Response, expect

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story
from broadsheet.staff.roles import EDITOR
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.journeys.actions import Person, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TEXTS = ("The crane moved at noon.", "Two sweepers saw it.", "Nobody else did.")


@pytest.fixture
def story(front: FrontPage) -> Story:
    story = make_story(make_section(front), "A crane moves", live=False)
    story.body = json.dumps([{"type": "text", "value": f"<p>{text}</p>"} for text in TEXTS])
    story.save_revision()
    return Story.objects.get(pk=story.pk)


@pytest.fixture
def windows(chromium: Browser, live_server: Any, story: Story) -> Iterator[tuple[Page, Page]]:
    """The windows of two editors, signed in, with the same story."""
    contexts = []
    for name in ("ines", "mara"):
        make_account(EDITOR, username=name, first_name=name.title(), last_name="Lind")
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto("/admin/")
        sign_in(Person(page), name, "secret")
        open_editor(page, story)
    yield contexts[0].pages[0], contexts[1].pages[0]
    for context in contexts:
        context.close()


def open_editor(page: Page, story: Story) -> None:
    page.goto(f"/admin/pages/{story.pk}/edit/")
    expect(page.locator("[contenteditable=true]")).to_have_count(len(TEXTS))


def write_after(text: Locator, words: str) -> None:
    text.click()
    text.press("Control+End")
    text.page.keyboard.type(words)
    expect(text).to_contain_text(words.strip())


def paragraphs(story: Story) -> list[str]:
    newest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [re.sub("<[^>]+>", "", block.value.source) for block in newest.body]


@contextmanager
def autosave_with(page: Page, words: str) -> Iterator[None]:
    """Type meanwhile; goes on once the server has answered the autosave with the words."""

    def carries(response: Response) -> bool:
        sent = response.request
        return sent.method == "POST" and "/edit/" in sent.url and words in (sent.post_data or "")

    with page.expect_response(carries):
        yield
    page.wait_for_load_state("networkidle")


def choose(page: Page, part: str, answer: str) -> None:
    page.get_by_role("group", name=part).get_by_label(answer, exact=True).check()


def test_rival_words_stand_side_by_side_and_one_chooses(
    windows: tuple[Page, Page], story: Story
) -> None:
    ines, mara = windows
    with autosave_with(ines, "So they say"):
        ines.locator("#id_title").fill("A crane moves at noon")
        write_after(ines.locator("[contenteditable=true]").nth(1), " So they say.")
    mara.locator("#id_title").fill("A crane moves at one")
    expect(mara.locator(".unsaved-words")).to_contain_text("Ines Lind has changed the same")

    # Whoever saves all the same is told what is going to happen, in words that are true.
    dialog = mara.get_by_role("dialog", name="Ines Lind saved a new version")
    expect(mara.locator("#title-text-w-save-confirmation-dialog")).to_contain_text("Ines Lind")
    mara.get_by_role("button", name="Publish", exact=True).first.click()
    expect(dialog).to_contain_text("Nothing is written over")
    expect(dialog).not_to_contain_text("overwrite")
    dialog.get_by_role("button", name="Publish").click()
    mara.wait_for_selector(".choose-versions")
    expect(mara.locator(".choose-versions del")).to_have_text("noon")
    expect(mara.locator(".choose-versions ins")).to_have_text("one")
    assert not Story.objects.get(pk=story.pk).live
    choose(mara, "Headline", "Mine")
    mara.get_by_role("button", name="Publish what is chosen").click()
    expect(mara.locator(".messages")).to_contain_text("published")
    mara.wait_for_load_state("networkidle")

    live = Story.objects.get(pk=story.pk)
    assert (live.live, live.title) == (True, "A crane moves at one")
    assert paragraphs(story) == [TEXTS[0], f"{TEXTS[1]} So they say.", TEXTS[2]]


def move(page: Page, place: int, way: str) -> None:
    page.locator("[data-streamfield-child]").nth(place).get_by_role("button", name=way).click()


def test_two_orders_stand_side_by_side_and_no_block_is_lost(
    windows: tuple[Page, Page], story: Story
) -> None:
    ines, mara = windows
    with autosave_with(ines, "body-count"):
        move(ines, 0, "Move down")
    move(mara, 2, "Move up")
    box = mara.locator(".unsaved-words")
    expect(box).to_contain_text("Ines Lind has changed the same: Order of the blocks")
    box.get_by_role("button", name="Choose what stays").click()
    mara.wait_for_selector(".choose-versions")
    sides = mara.locator(".choose-versions__sides > div")
    expect(sides.nth(0)).to_contain_text("sweepers saw it.Text: The crane moved at noon.Text: Nob")
    expect(sides.nth(1)).to_contain_text("at noon.Text: Nobody else did.Text: Two sweepers")
    choose(mara, "Order of the blocks", "Mine")
    mara.get_by_role("button", name="Save what is chosen").click()
    expect(mara.locator(".messages")).to_contain_text("saved")
    mara.wait_for_load_state("networkidle")
    assert paragraphs(story) == [TEXTS[0], TEXTS[2], TEXTS[1]]


def bring_back(page: Page, story: Story) -> None:
    """Open the story again, and take what the browser has kept."""
    open_editor(page, story)
    box = page.locator(".unsaved-words")
    expect(box).to_contain_text("not saved")
    with page.expect_navigation():
        box.get_by_role("button", name="Bring them back").click()
    expect(page.locator(".messages")).to_contain_text("saved")
    page.wait_for_load_state("networkidle")


def test_who_was_signed_out_brings_the_words_back(windows: tuple[Page, Page], story: Story) -> None:
    ines, mara = windows
    mara.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    write_after(mara.locator("[contenteditable=true]").nth(0), " Mara saw it.")
    expect(mara.locator(".unsaved-words")).to_contain_text("signed out")
    mara.wait_for_load_state("networkidle")
    assert paragraphs(story) == list(TEXTS)
    # The window is closed over it; a browser that asks whether to leave is told yes.
    mara.on("dialog", lambda dialog: dialog.accept())
    mara.goto("/admin/")
    sign_in(Person(mara), "mara", "secret")

    # Meanwhile somebody else has gone on: both are in the story.
    ines.on("dialog", lambda dialog: dialog.accept())
    ines.goto("/admin/")
    sign_in(Person(ines), "ines", "secret")
    open_editor(ines, story)
    with autosave_with(ines, "So they say"):
        write_after(ines.locator("[contenteditable=true]").nth(1), " So they say.")
    bring_back(mara, story)
    assert paragraphs(story) == [
        f"{TEXTS[0]} Mara saw it.",
        f"{TEXTS[1]} So they say.",
        TEXTS[2],
    ]
    # What was brought back is offered no more.
    open_editor(mara, story)
    expect(mara.locator(".unsaved-words")).to_be_hidden()
