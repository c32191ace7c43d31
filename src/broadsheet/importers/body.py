"""The body of one story while it is converted: blocks in order, and what becomes of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from broadsheet.importers import clean
from broadsheet.importers.addresses import OldSite
from broadsheet.importers.records import Block, LeftOut
from broadsheet.importers.wording import gettext as _

#: Faults of one body that are listed.
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a body: a problem that doesn't know yet whose body it is."""

    code: str
    fault: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Body:
    """A converted body; `StoryRecord` says what the three lists of blocks are."""

    blocks: list[Block]
    free: list[Block]
    full: list[Block]
    converted: Counter[str]
    left_out: tuple[LeftOut, ...]
    faults: tuple[Fault, ...]


def _more_faults() -> Fault:
    return Fault(
        "more-faults",
        _("has more faults than can be listed"),
        _("Compare its words with the old page."),
    )


class BodyBuilder:
    """Takes pieces in reading order and gives blocks: text that follows text is one block.

    Ids come from the story's UUID, the block's place and its type, so that the same source gives
    the same JSON each time.
    """

    def __init__(self, story: UUID, site: OldSite) -> None:
        self.site = site
        self._story = story
        self._text: list[str] = []
        self._blocks: list[Block] = []
        self._for_members: set[str] = set()
        self._members_only = False
        self._free_until: int | None = None
        self._converted: Counter[str] = Counter()
        self._left_out: list[LeftOut] = []
        # As a dictionary's keys: each once, in their order.
        self._faults: dict[Fault, None] = {}
        self._more_faults = False

    def text(self, html: str) -> None:
        """Rich text; what its allow-list doesn't know is cleaned out when the block is made."""
        self._text.append(html)

    def add(self, kind: str, value: Any) -> None:
        self._end_text()
        self._append(kind, value)

    def add_html(self, card: str, html: str) -> None:
        """Cleaned HTML in place of a block that we don't have, counted under the card's name."""
        if cleaned := clean.html_block(html):
            self.add("html", {"html": cleaned})
            # What members alone saw is listed as left out, and not on the page.
            if not self._members_only:
                self._converted[card] += 1

    def leave_out(self, kind: str, text: str = "") -> None:
        self._left_out.append(LeftOut(kind, text))

    def report(self, fault: Fault) -> None:
        """Note a fault; a body with hundreds is damaged as a whole, and its list ends there."""
        if len(self._faults) < MOST_FAULTS:
            self._faults[fault] = None
        elif fault not in self._faults:
            self._more_faults = True

    def end_free_part(self) -> None:
        """What follows is for those who pay or are members; the first such mark counts."""
        if self._free_until is None:
            self._end_text()
            self._free_until = len(self._blocks)

    @contextmanager
    def for_members(self) -> Iterator[None]:
        """Blocks added meanwhile were shown to members alone, whatever the story's visibility."""
        self._end_text()
        before, self._members_only = self._members_only, True
        try:
            yield
        finally:
            self._end_text()
            self._members_only = before

    def finish(self) -> Body:
        self._end_text()
        full = self._blocks
        free = full[: self._free_until] if self._free_until is not None else []
        return Body(
            blocks=self._for_everyone(full),
            free=self._for_everyone(free),
            full=full,
            converted=self._converted,
            left_out=tuple(self._left_out),
            faults=(*self._faults, *([_more_faults()] if self._more_faults else [])),
        )

    def _for_everyone(self, blocks: list[Block]) -> list[Block]:
        return [block for block in blocks if block["id"] not in self._for_members]

    def _end_text(self) -> None:
        if self._text:
            html = clean.rich_text("".join(self._text))
            self._text.clear()
            if html:
                self._append("text", html)

    def _append(self, kind: str, value: Any) -> None:
        block_id = str(uuid5(self._story, f"{len(self._blocks)}-{kind}"))
        if self._members_only:
            self._for_members.add(block_id)
        self._blocks.append({"type": kind, "value": value, "id": block_id})
