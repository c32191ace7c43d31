"""Presses one page or fragment: renders it in one snapshot, records what it read, keeps it."""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import dataclass

import structlog
from django.conf import settings

from broadsheet.press import changes, purges
from broadsheet.press.fragments import FragmentName
from broadsheet.press.recording import Recorder
from broadsheet.press.rendering import Rendered, render, snapshot
from broadsheet.press.store import Store, queue
from broadsheet.press.store.queue import Priority, Waiting
from broadsheet.press.store.writing import FRAGMENT, PAGE, Pressing, Text, drop, keep

logger = structlog.get_logger("broadsheet.press")

#: Headers that are made anew for each reader.
LEFT_OUT = ("content-length", "content-encoding", "etag")
#: How many of the last pressings people can look at.
REMEMBERED = 2000


@dataclass(frozen=True)
class Outcome:
    """What became of a pressing: pressed, dropped, failed or overtaken."""

    kind: str
    name: str
    result: str
    is_changed: bool = False
    error: str = ""


def press(store: Store, waiting: Waiting) -> Outcome:
    """Press what waits and keep it; a failure leaves what was pressed before in its place."""
    begun = time.monotonic()
    takedown = _last_takedown(store)
    kept = Recorder(is_fragment=waiting.kind == FRAGMENT)
    with snapshot():
        # Of the same moment as all that is read behind it, however the transactions committed.
        holds = changes.visible()
        rendered, texts = _render(waiting, kept)
    seconds = time.monotonic() - begun
    if rendered.error is not None or rendered.response.status_code >= 500:
        return _fail(store, waiting, rendered, seconds)
    why_not = rendered.why_not(kept)
    with store.writing():
        if why_not:
            known = store.connection.execute(
                "SELECT id FROM pressing WHERE kind = ? AND name = ?", [waiting.kind, waiting.name]
            ).fetchall()
            for row in known:
                purges.note(store, waiting.kind, waiting.name, row[0])
            drop(store, [row[0] for row in known])
            queue.done(store, waiting)
            return _note(
                store,
                waiting,
                Outcome(waiting.kind, waiting.name, "dropped", bool(known), why_not),
                seconds,
            )
        pressable = rendered.pressable
        assert pressable is not None
        if store.connection.execute(
            "SELECT 1 FROM takedown WHERE id > ? AND address_id = ?", [takedown, pressable.address]
        ).fetchone():
            # The page was taken down while it was rendered: it is looked at again.
            return Outcome(waiting.kind, waiting.name, "overtaken")
        pressing = Pressing(
            kind=waiting.kind,
            name=waiting.name,
            texts=texts,
            headers=_headers(rendered),
            kept=kept,
            holds=holds,
            reason=waiting.reason,
            seconds=seconds,
            address_id=pressable.address,
            subject=pressable.subject,
        )
        number = purges.number_of(store, waiting.kind, waiting.name)
        is_changed = keep(store, pressing)
        if is_changed:
            purges.note(store, waiting.kind, waiting.name, number)
        for hole in {hole.fragment for text in texts.values() for hole in text.holes()}:
            _want_fragment(store, hole)
        queue.done(store, waiting)
        return _note(
            store, waiting, Outcome(waiting.kind, waiting.name, "pressed", is_changed), seconds
        )


def _render(waiting: Waiting, kept: Recorder) -> tuple[Rendered, dict[int, Text]]:
    if waiting.kind == PAGE:
        rendered = render(waiting.name, kept)
        if rendered.response.status_code != 200 or rendered.response.streaming:
            return rendered, {}
        return rendered, {0: Text.divided(rendered.content, kept)}
    name = FragmentName.parse(waiting.name)
    rendered = render(name.path, kept, name)
    if rendered.response.status_code != 200 or rendered.response.streaming:
        return rendered, {}
    # No story lists itself: its own page gets the fragment without it.
    texts = {0: rendered.content, **rendered.variants}
    return rendered, {story: Text([text]) for story, text in texts.items()}


def _headers(rendered: Rendered) -> list[tuple[str, str]]:
    return [
        (name, value) for name, value in rendered.response.items() if name.lower() not in LEFT_OUT
    ]


def _last_takedown(store: Store) -> int:
    return int(store.connection.execute("SELECT max(id) FROM takedown").fetchone()[0] or 0)


def _want_fragment(store: Store, name: str) -> None:
    """Let a fragment that was never pressed be pressed next: no page is whole without it."""
    if not store.connection.execute(
        "SELECT 1 FROM body JOIN pressing ON pressing.id = pressing_id WHERE kind = ? AND name = ?",
        [FRAGMENT, name],
    ).fetchone():
        queue.add(store, FRAGMENT, name, Priority.OWN, json.dumps(["F"]))


def _fail(store: Store, waiting: Waiting, rendered: Rendered, seconds: float) -> Outcome:
    error = "".join(traceback.format_exception(rendered.error))[-4000:] if rendered.error else ""
    sentence = (
        "".join(traceback.format_exception_only(rendered.error)).strip()
        if rendered.error
        else f"It answered {rendered.response.status_code}."
    )
    with store.writing():
        queue.failed(store, waiting, sentence)
        outcome = Outcome(waiting.kind, waiting.name, "failed", False, sentence)
        _note(store, waiting, outcome, seconds)
    logger.error(
        "A page could not be pressed",
        event_name="press.failed",
        page=waiting.name,
        error=error or sentence,
    )
    return outcome


def _note(store: Store, waiting: Waiting, outcome: Outcome, seconds: float) -> Outcome:
    connection = store.connection
    connection.execute(
        "INSERT INTO pressed (kind, name, at, seconds, reason, result, error, is_changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            outcome.kind,
            outcome.name,
            time.time(),
            seconds,
            waiting.reason,
            outcome.result,
            outcome.error,
            int(outcome.is_changed),
        ],
    )
    connection.execute(
        "DELETE FROM pressed WHERE id <= (SELECT max(id) FROM pressed) - ?", [REMEMBERED]
    )
    return outcome


def version() -> str:
    """What every page depends on beside the database: the program's files and the theme's."""
    from broadsheet.press.program import version_of_program

    return f"{version_of_program()} {settings.BROADSHEET_THEME.digest}"
