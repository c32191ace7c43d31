"""The press at work: looks at changes, finds what they touch, presses it, in one process.

Nothing else renders for the press or keeps what is rendered, so that no change can slip between
the two: what was committed after a rendering's snapshot still waits in the log when it is kept.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, close_old_connections, connections

from broadsheet.core import languages, rich_text
from broadsheet.core.collecting import pass_over_what_is_loaded
from broadsheet.core.languages import path_prefix
from broadsheet.core.models import Address, AddressState
from broadsheet.press import changes, pressing, purges
from broadsheet.press.bell import NET, Bell, ring
from broadsheet.press.changes import Changed
from broadsheet.press.matching import Matcher
from broadsheet.press.pack.writing import keep_up
from broadsheet.press.pressing import Outcome
from broadsheet.press.store import Store, queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import (
    FRAGMENT,
    PAGE,
    clear_unused,
    forget_held_changes,
)
from broadsheet.press.takedown import ADDRESSES, take_down
from broadsheet.press.watching import HELD_TABLES

logger = structlog.get_logger("broadsheet.press")

#: More new addresses than these at once, or more changed pages, are no news.
MANY = 50
#: A row that more pages show than these, such as the site's settings, changes everything.
MOST_AT_ONCE = 200
#: While work has no end, the pack is looked after at each of so many pressings.
KEPT_UP_AFTER = 2000
#: Garbage is collected when nothing waits, after so many pressings, and questions that no page asks
#: any more are cleared away.
TIDIED_AFTER = 200
#: Seconds between two short transactions for the CDN while there is much to press.
TOLD_EACH = 1.0


@dataclass
class Press:
    """Settles what changed. One runs for a site."""

    stopped: threading.Event = field(default_factory=threading.Event)
    _bell: Bell | None = None
    _matcher: Matcher | None = None
    _pressed: int = 0
    #: How many were pressed when garbage was collected last; the first time is due at once.
    _tidied: int = -TIDIED_AFTER
    _told_at: float = 0.0

    def run(self) -> None:
        """Work until it is stopped; sleep until the bell rings or the clock says so."""
        self._bell = bell = Bell()
        try:
            while not self.stopped.is_set():
                try:
                    self.begin()
                    while not self.stopped.is_set():
                        if not self.step():
                            keep_up(store())
                            self._tidy()
                            bell.wait(self.idle_for())
                except DatabaseError:
                    logger.exception("The press lost a database", event_name="press.database")
                    for connection in connections.all(initialized_only=True):
                        connection.close()
                    self.stopped.wait(1.0)
        finally:
            self._bell = None
            bell.close()

    def _tidy(self) -> None:
        """Clear away while there is time, so that no publication waits for it."""
        if self._pressed - self._tidied >= TIDIED_AFTER:
            clear_unused(store())
            pass_over_what_is_loaded()
            self._tidied = self._pressed

    def stop(self) -> None:
        """End after what is being pressed; safe in a signal's handler."""
        self.stopped.set()
        if self._bell is not None:
            self._bell.wake()

    def idle_for(self) -> float:
        """Seconds until something changes by itself or may be tried again, `NET` at most."""
        moments = store().connection.execute(
            "SELECT min(due_at) FROM pressing WHERE due_at IS NOT NULL "
            "UNION ALL SELECT min(not_before) FROM queue"
        )
        waits = [float(moment) - time.time() for (moment,) in moments if moment]
        return max(0.0, min([NET, *waits]))

    def begin(self) -> None:
        """Let everything wait where the program or the theme is another than before."""
        found = store()
        keep_up(found)
        version = pressing.version()
        if found.meta("version") == version:
            return
        with found.writing(lasting=True):
            if found.meta("version"):
                queue.add_all(found, json.dumps(["V"]))
            else:
                # The numbers by which the CDN knows pages and fragments begin anew.
                purges.note_everything(found)
            found.set_meta("version", version)
            # For commands, which don't know what `run` was told.
            found.set_meta("address", settings.BROADSHEET_ADDRESS)

    def step(self) -> bool:
        """Look at what changed, then press one thing; False where there was nothing to do."""
        close_old_connections()
        looked = self.look()
        outcome = self.press_next()
        self.tell_cdn(is_idle=outcome is None)
        return looked or outcome is not None

    def settle(self) -> Iterator[Outcome]:
        """Everything that waits, pressed now."""
        self.begin()
        while True:
            looked = self.look()
            outcome = self.press_next()
            if outcome is not None:
                yield outcome
            elif not looked:
                self.tell_cdn(is_idle=True)
                return

    def tell_cdn(self, *, is_idle: bool) -> None:
        """Hand over what the CDN must forget: when there is time, and each second otherwise."""
        now = time.monotonic()
        if is_idle or now - self._told_at >= TOLD_EACH:
            self._told_at = now
            purges.hand_over(store())

    def press_next(self) -> Outcome | None:
        """Press what waits first; None where nothing may be pressed now."""
        found = store()
        waiting = queue.take_next(found)
        if waiting is None:
            return None
        outcome = pressing.press(found, waiting)
        self._pressed += 1
        if self._pressed % KEPT_UP_AFTER == 0:
            keep_up(found)
        return outcome

    def look(self) -> bool:
        """Look at the changes that wait and at the clock; whether there was anything."""
        found = store()
        due = self._let_due_wait(found)
        if not changes.any_waiting():
            return due
        take_down(in_request=False)
        batch = changes.waiting()
        if not batch:
            return due
        everything = next((change for change in batch if _is_of_everything(change)), None)
        if everything is not None or (
            len(batch) == changes.BATCH and changes.how_many() > changes.MOST
        ):
            self._change_everything(found, everything)
        else:
            self._let_touched_wait(found, batch)
        return True

    def _let_touched_wait(self, found: Store, batch: list[Changed]) -> None:
        matcher = self._matcher_of(found)
        touched = matcher.match(batch)
        times = Counter(change.id for change in touched.values())
        with found.writing(lasting=True):
            for (kind, name), undone in matcher.undone.items():
                queue.take_back(found, kind, name, undone)
            own = 0
            for number, change in touched.items():
                row = found.connection.execute(
                    "SELECT kind, name, subject FROM pressing WHERE id = ?", [number]
                ).fetchone()
                if not row:
                    continue
                kind, name, subject = row
                is_own = subject in matcher.subjects[number]
                own += is_own
                priority = priority_of(kind, name, is_own=is_own)
                shared = 0 if is_own else times[change.id]
                if priority > Priority.FRONT and shared > MOST_AT_ONCE:
                    priority = Priority.EVERYTHING
                elif (is_own and own > MANY) or (
                    priority in (Priority.LIST, Priority.FEED) and shared > MANY
                ):
                    # A picture that a hundred stories show comes behind the lists of a new story.
                    priority = Priority.OTHER
                reason, through = matcher.reason_of(number), matcher.through[number]
                queue.touch(found, kind, name, priority, reason, through)
            new = [
                change
                for change in batch
                if _is_new_address(change) and not matcher.is_held(change, _path_of(change))
            ]
            for change in new:
                priority = Priority.OWN if len(new) < MANY else Priority.OFFERED
                queue.add(found, PAGE, _path_of(change), priority, change.reason)
            forget_held_changes(found, (change.id for change in batch))
        changes.forget(batch)

    def _matcher_of(self, found: Store) -> Matcher:
        if self._matcher is None or self._matcher.store is not found:
            self._matcher = Matcher(found)
        return self._matcher

    def _change_everything(self, found: Store, change: Changed | None) -> None:
        forget_held()
        reason = json.dumps(["M"]) if change is None else change.reason
        with found.writing(lasting=True):
            queue.add_all(found, reason)
            forget_held_changes(found)
        changes.forget_all()

    def _let_due_wait(self, found: Store) -> bool:
        """Let what changes by itself wait when its moment has come."""
        due = found.connection.execute(
            "SELECT id, kind, name FROM pressing WHERE due_at <= ?", [time.time()]
        ).fetchall()
        if not due:
            return False
        with found.writing():
            for number, kind, name in due:
                found.connection.execute("UPDATE pressing SET due_at = NULL WHERE id = ?", [number])
                priority = priority_of(kind, name, is_own=False)
                queue.add(found, kind, name, priority, json.dumps(["T"]))
        return True


def priority_of(kind: str, name: str, *, is_own: bool) -> Priority:
    """How soon readers look for it."""
    if is_own:
        return Priority.OWN
    if kind == FRAGMENT:
        return Priority.FRAGMENT
    if name == "/":
        return Priority.FRONT
    if "/page/" in name:
        return Priority.OTHER
    return Priority.FEED if is_for_programs(name) else Priority.LIST


def is_for_programs(name: str) -> bool:
    """Whether no person looks at an address, but a program that comes again in minutes."""
    return name.endswith(".xml") or "/feed/" in name


def _is_of_everything(change: Changed) -> bool:
    return change.kind == "E" or change.table in HELD_TABLES


def _is_new_address(change: Changed) -> bool:
    after = change.after
    if change.table != ADDRESSES or after is None or after.get("state") != AddressState.LIVE:
        return False
    return change.kind == "I" or not change.columns.isdisjoint({"state", "path"})


def _path_of(change: Changed) -> str:
    assert change.after is not None
    return path_prefix(int(change.after["locale_id"])) + str(change.after["path"])


def forget_held() -> None:
    """Read anew what stands in memory for a process's life."""
    ContentType.objects.clear_cache()
    languages.language_of.cache_clear()
    rich_text._page_types.cache_clear()


def let_everything_wait(found: Store, reason: str) -> int:
    """Let all that is pressed and every live address wait; how much waits then."""
    with found.writing(lasting=True):
        queue.add_all(found, reason)
        for locale_id, path in Address.objects.live().values_list("locale_id", "path").iterator():
            name = path_prefix(locale_id) + path
            queue.add(found, PAGE, name, Priority.EVERYTHING, reason)
    ring()
    return queue.length(found)
