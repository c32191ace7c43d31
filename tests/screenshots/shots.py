"""Which pages are photographed, in which state, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.demo_pages import FIXED, STORY_LISTS
from tests.journeys.actions import open_choice

#: The width of a sheet of A4 between its margins, CSS pixels.
SHEET = 680


@dataclass(frozen=True)
class Shot:
    """A page in one state. `where` is a path, or the name of one of the demo's pages."""

    name: str
    where: str
    prepare: Callable[[Page], None] | None = None
    #: The page to its end; without it what the window shows.
    whole: bool = True
    status: int = 200
    on_paper: bool = False
    #: Of the newsroom, signed in; its own script goes on for a while.
    is_desk: bool = False


def open_menu(page: Page) -> None:
    page.locator("header summary").click()


def enlarge(page: Page) -> None:
    page.locator("a.enlarge").first.click()
    page.locator("dialog[open] img").wait_for()
    page.locator("dialog[open] img").evaluate("img => img.decode()")


def focus_on_a_card(page: Page) -> None:
    """The focus as the keyboard gives it: only then does a browser show it."""
    page.keyboard.press("Tab")
    page.locator("main article .headline a").nth(1).focus()


def open_notices(page: Page) -> None:
    page.get_by_role("tab", name="Notifications").click()


#: The demo newspaper as it is.
DEMO = (
    *(Shot(name, name) for name in FIXED if name != "search"),
    *(Shot(name, name) for name in STORY_LISTS),
    Shot("person", "person"),
    Shot("archive-year", "archive-year"),
    Shot("archive-month", "archive-month"),
    Shot("search-results", "search"),
    Shot("search-without-results", "/search/?q=zeppelin"),
    Shot("search-empty", "/search/"),
    Shot("contacts", "/contacts/"),
    Shot("404", "/no-such-page/", status=404),
    Shot("menu-open", "front", open_menu, whole=False),
    Shot("picture-enlarged", "news", enlarge, whole=False),
    Shot("focus-on-a-card", "section", focus_on_a_card, whole=False),
    Shot("print", "news", on_paper=True),
    Shot("print-front", "front", on_paper=True),
)
#: The demo newspaper with stories in extreme states.
EXTREMES = (
    Shot("restricted-members", "/for-members/"),
    Shot("restricted-paid", "/for-paid/"),
    Shot("410", "/taken-down/", status=410),
    Shot("extreme-front", "/"),
    Shot("extreme-section", "/extremes/"),
    Shot("extreme-topic", "/tag/extremes/"),
    Shot("empty-section", "/lighthouses/"),
    Shot("without-picture", "/without-picture/"),
    Shot("without-standfirst", "/without-standfirst/"),
    Shot("bare", "/bare/"),
    Shot("headline-of-140", "/headline-of-140/"),
    Shot("word-of-60", "/word-of-60/"),
    Shot("twelve-authors", "/twelve-authors/"),
    Shot("nine-thousand-words", "/nine-thousand-words/"),
)
#: Newspapers of one story, in three languages.
SMALL = (
    Shot("one-story-front", "/"),
    Shot("one-story-section", "/port/"),
    Shot("cyrillic-front", "/uk/"),
    Shot("cyrillic-story", "/uk/last-boat/"),
    Shot("arabic-front", "/ar/"),
    Shot("arabic-story", "/ar/last-boat/"),
    Shot("arabic-section", "/ar/port/"),
    Shot("arabic-search", "/ar/search/"),
)
#: The newsroom's screens; the addresses of those with a story are in `desk_screens`.
DESK = tuple(
    Shot(f"desk-{name}", where, prepare, is_desk=True)
    for name, where, prepare in (
        ("home", "/admin/", None),
        ("editor", "desk-editor", None),
        ("choose-versions", "desk-editor", open_choice),
        ("compare", "desk-compare", None),
        ("spike", "desk-spike", None),
        ("correct", "desk-correct", None),
        ("account", "/admin/account/", open_notices),
        ("notices", "/admin/notices/", None),
        ("outbound", "/admin/outbound/", None),
        ("assignments", "/admin/assignments/", None),
        ("assignment", "desk-assignment", None),
        ("assign", "/admin/assignments/add/", None),
    )
)


def wanted(shots: Sequence[Shot], only: Sequence[str]) -> list[Shot]:
    """Those whose name begins with one of `only`; all where nothing is asked for."""
    return [shot for shot in shots if not only or shot.name.startswith(tuple(only))]
