"""A person at the visible controls of a screen, with a count of what they did."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page


@dataclass
class Person:
    """Clicks, keys and filled fields of one person; a field counts once, however long its text."""

    page: Page
    done: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def click(self, what: str, control: Locator) -> None:
        control.click()
        self.done.append(f"click {what}")

    def press(self, what: str, key: str) -> None:
        self.page.keyboard.press(key)
        self.done.append(f"press {what}")

    def fill(self, what: str, control: Locator, text: str) -> None:
        control.fill(text)
        self.done.append(f"fill {what}")

    def choose_file(self, what: str, control: Locator, path: Path) -> None:
        control.set_input_files(path)
        self.done.append(f"choose {what}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


def sign_in(person: Person, username: str, password: str) -> None:
    page = person.page
    person.fill("name", page.get_by_role("textbox", name="Username"), username)
    person.fill("password", page.locator("input[name=password]"), password)
    person.press("Enter", "Enter")
    page.wait_for_selector(".desk__name")


def publish_story(person: Person, headline: str, picture: Path, section_key: str = "") -> None:
    """From the desk to a published story with a headline, a text and a picture with its credit."""
    page = person.page
    person.press("N", "n")
    if section_key:
        page.wait_for_selector(".choose-section")
        person.press(f"the section's key {section_key}", section_key)
    title = page.locator("#id_title")
    title.wait_for()
    person.fill("headline", title, headline)
    person.fill("text", page.locator("[contenteditable=true]").first, "Two sweepers began.")
    person.click(
        "Choose a picture", page.get_by_role("button", name=re.compile("Choose (an image|a pict)"))
    )
    dialog = page.get_by_role("dialog")
    person.click("Upload", dialog.get_by_role("tab", name="Upload"))
    person.choose_file("file", dialog.locator("input[type=file]"), picture)
    person.fill("photographer", dialog.locator("input[name$=photographer]"), "Mara Lind")
    person.click("Upload", dialog.get_by_role("button", name="Upload", exact=True).last)
    dialog.wait_for(state="detached")
    person.click("Publish", page.get_by_role("button", name="Publish", exact=True).first)
    page.locator(".messages").get_by_text(re.compile("published")).wait_for()


#: Saves what the open editor began with under one headline, then sends it under another.
RIVAL = """async () => {
  const form = document.querySelector("#page-edit-form");
  const rival = new FormData(form);
  rival.set("title", "A crane moves at noon, and the harbour stands still");
  await fetch(form.action, { method: "POST", body: rival });
  form.querySelector("#id_title").value = "A crane moves at one, and nobody looks up";
  HTMLFormElement.prototype.submit.call(form);
}"""


def open_choice(page: Page) -> None:
    """From an open editor to the choice between rival versions, the other one of another window."""
    page.wait_for_selector("#id_title")
    page.wait_for_load_state("networkidle")
    with page.expect_navigation():
        page.evaluate(RIVAL)
    page.wait_for_selector(".choose-versions")
