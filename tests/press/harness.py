"""The press in the test's own process: settle what changed, compare it with a fresh rendering."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection
from django.test import Client

from broadsheet.core.languages import path_prefix
from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.enums import StoryType
from broadsheet.newsroom.models import Person, Section, Topic
from broadsheet.press.pack import pack
from broadsheet.press.pressing import Outcome
from broadsheet.press.process import Press
from broadsheet.press.rendering import render, snapshot
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE

#: Addresses in code, and the feeds of the front page.
BESIDE = ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml")
#: Lists of types that the tests' stories don't have: they would all show the same.
LEFT_OUT = (
    "search",
    *(f"type:{kind}" for kind in StoryType if kind != StoryType.NEWS),
)
FEEDS = ("/feed/", "/feed/json/")


@dataclass
class Settled:
    """What a settling did, and what readers saw change by it."""

    pressed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass
class PressAtWork:
    front: FrontPage
    press: Press = field(default_factory=Press)

    def addresses(self) -> list[str]:
        """Every address that may be pressed: live ones, feeds of the lists, sitemaps, archive."""
        if self.only:
            return self.only
        live = [
            path_prefix(locale_id) + path
            for locale_id, path, route in Address.objects.live().values_list(
                "locale_id", "path", "route"
            )
            if route not in LEFT_OUT
        ]
        feeds = [*FEEDS, "/corrections/feed/"]
        # One list of each kind: its neighbours are made by the same code.
        for model in (Section, Topic, Person):
            first = model.objects.order_by("pk").first()
            if first is not None:
                feeds.append(f"{first.public_path()}feed/")
        return sorted({*live, *feeds, *BESIDE})

    #: The addresses that a test looks at, where that isn't all.
    only: list[str] = field(default_factory=list)

    def press_everything(self) -> Settled:
        """Press every address that there is, as if each had been read once."""
        found = store()
        with found.writing():
            for path in self.addresses():
                queue.add(found, PAGE, path, Priority.OFFERED, json.dumps(["N"]))
        return self.settle()

    def settle(self, *, compare: bool = False) -> Settled:
        """Let the press do all that waits; with `compare`, hold every page against a fresh one."""
        settled = Settled()
        # A test's own transaction never ends: what waits for its end is over with it.
        connection.run_on_commit.clear()
        for outcome in self.press.settle():
            if outcome.kind != PAGE:
                settled.fragments.append(outcome.name)
            elif outcome.result == "failed":
                settled.failed.append(outcome)
            elif outcome.result == "pressed":
                settled.pressed.append(outcome.name)
                if outcome.is_changed:
                    settled.changed.append(outcome.name)
        if compare:
            self.compare(settled)
        return settled

    def compare(self, settled: Settled) -> None:
        cache.clear()
        for path in self.pressed_paths():
            kept = self.page(path)
            fresh = self.fresh(path)
            if kept != fresh:
                settled.stale.append(path)

    def try_again(self) -> Settled:
        """Press what failed without waiting for its next turn."""
        store().connection.execute("UPDATE queue SET not_before = 0")
        return self.settle()

    def stale(self) -> list[str]:
        """The pages that are not what they would be now."""
        found = Settled()
        self.compare(found)
        return found.stale

    def offer_new(self) -> None:
        """Let what is not pressed yet be pressed, as if it had been read."""
        found = store()
        missing = set(self.addresses()) - set(self.pressed_paths())
        with found.writing():
            for path in sorted(missing):
                queue.add(found, PAGE, path, Priority.OFFERED, json.dumps(["N"]))

    def pressed_paths(self) -> list[str]:
        return [
            str(row[0])
            for row in store().connection.execute(
                "SELECT name FROM pressing WHERE kind = 'page' ORDER BY name"
            )
        ]

    def page(self, path: str) -> bytes | None:
        """The page as it is pressed; None where it isn't."""
        page = pack().page(path)
        if page is None:
            return None
        assert gzip.decompress(page.gzip) == page.plain
        return page.plain

    def fresh(self, path: str) -> bytes | None:
        """The page as it would be made now, with nothing recorded; None where it isn't one."""
        with snapshot():
            rendered = render(path, None)
        return rendered.content if rendered.response.status_code == 200 else None

    def read(self, path: str, **headers: str) -> object:
        return Client(headers=headers).get(path)
