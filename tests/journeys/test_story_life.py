"""A story from its first word to its withdrawal, by visible controls, and what each output says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.journeys.actions import Person, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

HEADLINE = "Quorvex leaves the harbour"
UPDATED = "Quorvex leaves, and Brimholt follows"
PATH = "/quorvex-leaves-the-harbour/"
#: Lists of stories, their feeds, and the cards beside another story; the site has no other.
LISTS = (
    "/",
    "/harbour/",
    "/tag/news-feed/",
    "/news/",
    "/the-week-ahead/",
    *(f"{where}feed/{form}" for where in ("/", "/harbour/") for form in ("", "atom/", "json/")),
    "/tag/news-feed/feed/",
)
#: What machines ask of the newsroom; strangers are told nothing there, at no time.
API = "/admin/api/main/pages/?search=quorvex"
SEARCH = "/search/?q=quorvex"
#: The address of the running site.
SITE: list[str] = []


@pytest.fixture
def windows(chromium: Browser, live_server: Any, front: FrontPage) -> Iterator[tuple[Page, Page]]:
    """A reporter's window and a chief editor's, signed in."""
    # The section's permalinks and lists need a story that stands whatever happens to the other.
    make_story(make_section(front), "The week ahead")
    SITE[:] = [live_server.url]
    contexts = []
    for role, name in ((REPORTER, "ines"), (CHIEF_EDITOR, "mara")):
        make_account(role, username=name, first_name=name.title(), last_name="Lind")
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto("/admin/")
        sign_in(Person(page), name, "secret")
    yield contexts[0].pages[0], contexts[1].pages[0]
    for context in contexts:
        context.close()


def said(address: str) -> str:
    """What the site answers to a stranger."""
    answer = requests.get(SITE[0] + address, timeout=30)
    # Headlines have blanks that don't break, and hyphens that mostly aren't seen.
    body = answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")
    return f"{answer.status_code} " + body.replace("\u00ad", "").replace("&shy;", "")


def left(page: Page, where: str = "/admin/stories/") -> None:
    """The step is done: its screen has led away, and nothing is on its way any more."""
    page.wait_for_url(re.compile(re.escape(where)))
    page.wait_for_load_state("networkidle")


def sitemaps(now: datetime) -> tuple[str, str]:
    return "/sitemap-news.xml", f"/sitemap-{now:%Y}-{now:%m}.xml"


def lists_of(now: datetime) -> tuple[str, ...]:
    return (*LISTS, f"/news/{timezone.localtime(now):%Y/%m/%d}/")


def expect_nowhere(now: datetime, status: str = "404") -> None:
    """No output tells of the story."""
    assert said(PATH).startswith(status)
    for address in (*lists_of(now), *sitemaps(now), "/corrections/", "/corrections/feed/", API):
        told = said(address)
        assert "Quorvex" not in told, address
        assert PATH not in told, address
    assert PATH not in said(SEARCH)


def expect_everywhere(now: datetime, headline: str) -> None:
    """Every output tells of the story, under this headline."""
    page = said(PATH)
    assert page.startswith("200")
    assert story_data()["headline"] == headline
    assert f'<meta property="og:title" content="{headline}">' in page
    for address in lists_of(now):
        assert headline in said(address), address
    assert "Quorvex" not in said(API)
    for address in sitemaps(now):
        assert PATH in said(address), address
    # The words that were found are marked there.
    assert headline in re.sub("</?mark>", "", said(SEARCH))


def story_data() -> dict[str, Any]:
    """What the page tells machines of the story."""
    page = BeautifulSoup(requests.get(SITE[0] + PATH, timeout=30).content, "lxml")
    found = [json.loads(tag.string or "") for tag in page.select("[type='application/ld+json']")]
    (story,) = [data for data in found if data["@type"] == "NewsArticle"]
    return dict(story)


def changed_at(now: datetime) -> str:
    """When the story changed, as the month's sitemap has it."""
    sitemap = BeautifulSoup(said(sitemaps(now)[1]), "lxml")
    (entry,) = [url for url in sitemap.select("url") if PATH in url.get_text()]
    return entry.select("lastmod")[0].get_text()


def expect_withdrawn(now: datetime) -> None:
    """410 with the line to readers, in the log of corrections, and nowhere else."""
    assert said(PATH).startswith("410")
    assert "The story was not true." in said(PATH)
    for address in (*lists_of(now), *sitemaps(now), API):
        assert "Quorvex" not in said(address), address
        assert PATH not in said(address), address
    assert PATH not in said(SEARCH)
    for address in ("/corrections/", "/corrections/feed/"):
        assert "The story was not true." in said(address), address
        assert "Quorvex" not in said(address), address


def press(page: Page, name: str) -> None:
    """A button of the story's own: the first one, or among the others behind it."""
    button = page.locator("footer").get_by_role("button", name=re.compile(f"^{re.escape(name)}"))
    if not button.first.is_visible():
        page.get_by_role("button", name="More actions").click()
    button.locator("visible=true").first.click()


def write(page: Page, words: str) -> None:
    """At the end of the first text; who saves at once loses none of it."""
    text = page.locator("[contenteditable=true]").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(text).to_contain_text(words.strip())


def file_story(page: Page) -> None:
    """A new story, submitted right after its last word."""
    page.keyboard.press("n")
    page.locator("#id_title").fill(HEADLINE)
    write(page, "He sailed at noon.")
    press(page, "Submit to")
    expect(page.locator(".messages")).to_contain_text("submitted")
    left(page)


def open_from_list(page: Page, headline: str) -> None:
    page.goto("/admin/stories/")
    page.get_by_role("link", name=headline, exact=True).first.click()
    expect(page.locator("#id_title")).to_be_visible()


def schedule(page: Page, minute: datetime, until: datetime | None = None) -> None:
    """Give the story its minute, and its last one, by the dialogue of its status panel."""
    status = page.get_by_role("button", name="Toggle status")
    # The editor remembers for a while which panel stood open.
    page.wait_for_timeout(500)
    if status.get_attribute("aria-expanded") != "true":
        status.click()
    page.get_by_role("button", name=re.compile("(Set|Edit) schedule")).click()
    for field, moment in (("#id_go_live_at", minute), ("#id_expire_at", until)):
        if moment is not None:
            page.locator(field).fill(timezone.localtime(moment).strftime("%Y-%m-%d %H:%M"))
    # By the keyboard: a field that is looked at may open a calendar over the button.
    page.get_by_role("button", name="Save schedule").press("Enter")
    expect(page.locator(".messages")).to_contain_text("is saved")
    page.wait_for_load_state("networkidle")


def correct(page: Page, headline: str, kind: str, text: str, words: tuple[str, str] | None) -> None:
    page.goto("/admin/stories/")
    story = Story.objects.get(draft_title=headline)
    page.goto(f"/admin/pages/{story.pk}/edit/")
    page.get_by_role("button", name="More actions").or_(
        page.get_by_role("button", name="Actions", exact=True)
    ).first.click()
    page.get_by_role("link", name="Correct…").locator("visible=true").first.click()
    page.get_by_label(kind, exact=True).check()
    page.locator("#id_text").fill(text)
    if words:
        page.get_by_label("Words in what readers see now; drafts stay drafts").check()
        page.locator("#id_wrong_words").fill(words[0])
        page.locator("#id_right_words").fill(words[1])
    page.locator("#id_reason").fill("A reader wrote.")
    page.get_by_role("button", name="Make it public").click()
    expect(page.locator(".correct__made")).to_contain_text(text)
    page.wait_for_load_state("networkidle")


def test_a_storys_life_and_what_every_output_says_of_it(windows: tuple[Page, Page]) -> None:
    reporter, editor = windows
    now = timezone.now()

    # Filed.
    file_story(reporter)
    expect_nowhere(now)

    # Sent back, with a reason.
    editor.goto("/admin/")
    editor.locator(".desk-list--awaiting").get_by_role("link", name=HEADLINE).click()
    press(editor, "Send back…")
    dialog = editor.get_by_role("dialog")
    dialog.get_by_label("What should change").fill("Who saw him sail?")
    dialog.get_by_role("button", name="Send back…").click()
    left(editor)
    expect_nowhere(now)

    # Mended.
    reporter.goto("/admin/")
    expect(reporter.locator(".desk-list--notices")).to_contain_text("sends back")
    reporter.locator(".desk-list--notices .desk-row__headline").first.click()
    expect(reporter.locator(".steps-taken")).to_contain_text("Who saw him sail?")
    write(reporter, " Two sweepers saw him.")
    press(reporter, "Resubmit to")
    expect(reporter.locator(".messages")).to_contain_text("submitted")
    left(reporter)
    expect_nowhere(now)

    # Approved, with an embargo, and with the minute at which it is to be taken down.
    minute = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    open_from_list(editor, HEADLINE)
    last = minute + timedelta(hours=6)
    schedule(editor, minute, until=last)
    press(editor, "Approve and Publish")
    left(editor)
    expect(editor.locator(".messages")).to_be_visible()
    assert keep_schedule() == 0
    expect_nowhere(now)

    # Out at its minute.
    with time_machine.travel(minute + timedelta(seconds=1)):
        assert keep_schedule() == 1
        expect_everywhere(minute, HEADLINE)
        first = story_data()["dateModified"], changed_at(minute)

        # An update, for later.
        later = minute + timedelta(hours=1)
        open_from_list(editor, HEADLINE)
        editor.locator("#id_title").fill(UPDATED)
        schedule(editor, later)
        press(editor, "Schedule to publish")
        left(editor)
        expect_everywhere(minute, HEADLINE)

        # Corrected before it.
        correct(editor, UPDATED, "Correction", "He sailed at one.", ("at noon", "at one"))
        expect_everywhere(minute, HEADLINE)
        assert "He sailed at one. Two sweepers saw him." in said(PATH)
        for address in ("/corrections/", "/corrections/feed/"):
            assert "He sailed at one." in said(address), address
        # Whoever reads by machine learns it with the same minute.
        corrected = story_data()
        assert "He sailed at one." in json.dumps(corrected)
        assert corrected["dateModified"] > first[0]
        assert changed_at(minute) > first[1]
        assert Story.objects.get(draft_title=UPDATED).expire_at == last

    # The update survives and shows both.
    with time_machine.travel(later + timedelta(seconds=1)):
        assert keep_schedule() == 1
        expect_everywhere(minute, UPDATED)
        assert "He sailed at one. Two sweepers saw him." in said(PATH)
        assert HEADLINE not in said("/")
        # The take-down waits as before.
        assert Story.objects.get(draft_title=UPDATED).expire_at == last

        # Withdrawn.
        correct(editor, UPDATED, "Withdrawal", "The story was not true.", None)
        expect_withdrawn(minute)

    # Its last minute finds nothing to take down, and takes the line to readers from nobody.
    with time_machine.travel(last + timedelta(seconds=1)):
        assert keep_schedule() == 0
        expect_withdrawn(minute)


def test_a_story_is_taken_down_at_its_minute_though_an_update_came_before(
    windows: tuple[Page, Page],
) -> None:
    _reporter, editor = windows
    now = timezone.now()
    minute = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
    last = minute + timedelta(hours=1)
    make_story(Section.objects.get(), HEADLINE, slug=PATH.strip("/"))
    expect_everywhere(now, HEADLINE)
    open_from_list(editor, HEADLINE)
    editor.locator("#id_title").fill(UPDATED)
    schedule(editor, minute, until=last)
    press(editor, "Schedule to publish")
    left(editor)
    expect_everywhere(now, HEADLINE)
    with time_machine.travel(minute + timedelta(seconds=1)):
        assert keep_schedule() == 1
        expect_everywhere(now, UPDATED)
    with time_machine.travel(last + timedelta(seconds=1)):
        assert keep_schedule() == 1
        expect_nowhere(now, "410")
        assert keep_schedule() == 0


def test_who_saves_at_once_on_a_busy_machine_loses_no_word(windows: tuple[Page, Page]) -> None:
    reporter, _editor = windows
    # The editor's own delay, before which the form does not know what was typed.
    reporter.add_init_script(
        "const later = window.setTimeout;"
        "window.setTimeout = (work, after, ...rest) =>"
        " later(work, after === 250 ? 1500 : after, ...rest);"
    )
    file_story(reporter)
    revision = Story.objects.get(draft_title=HEADLINE).latest_revision
    assert "He sailed at noon." in str(revision.content["body"])
