"""Three versions of a story become one: what it was, what is saved by now, what one is saving.

All three are what a revision stores. Nothing here knows a database or a request.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

BODY = "body"
#: The part in which two people have moved blocks.
ORDER = "order"
Content = dict[str, Any]
Block = dict[str, Any]


#: Draftail's keys of paragraphs, in JSON: another each time where none was stored.
KEYS = re.compile(r' data-block-key=\\"[^"]*"')


class Choice(StrEnum):
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class Conflict:
    """A part that two people have changed in different ways; None where one has removed it.

    `mark` changes with the two values, so that an answer is for what was looked at.
    """

    part: str
    theirs: Any
    mine: Any
    block_type: str = ""
    number: int = 0
    #: What stands under the keys of which two orders consist; no part of the mark.
    blocks: Mapping[str, Block] = field(default_factory=dict, compare=False)

    @property
    def mark(self) -> str:
        said = json.dumps([self.part, self.theirs, self.mine], sort_keys=True)
        said = KEYS.sub("", said)
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def choices(self) -> tuple[Choice, ...]:
        if self.part == ORDER:
            return (Choice.THEIRS, Choice.MINE)
        is_list = isinstance(self.theirs, list) and isinstance(self.mine, list)
        both = is_list or (self.block_type and self.theirs is not None and self.mine is not None)
        return (Choice.THEIRS, Choice.MINE, Choice.BOTH) if both else (Choice.THEIRS, Choice.MINE)


@dataclass
class Merged:
    """The outcome: `content` is whole where no conflict is left."""

    content: Content
    conflicts: list[Conflict] = field(default_factory=list)
    #: Parts that others changed and that the one who saves does not see yet.
    from_others: list[str] = field(default_factory=list)


#: Brings a value to the form in which two that look alike are alike.
Canonical = Callable[[str, Any], Any]


def as_it_is(name: str, value: Any) -> Any:
    return value


def merge(
    base: Content | None,
    theirs: Content,
    mine: Content,
    *,
    names: Sequence[str],
    relations: Sequence[str] = (),
    choices: Mapping[str, str] | None = None,
    canonical: Canonical = as_it_is,
) -> Merged:
    """Take of each part what one side has changed; ask where both did.

    Without a base everything that differs is asked. What `names` and `relations` leave out stays
    as it is saved by now.
    """
    merging = _Merging(choices or {}, canonical)
    content = dict(theirs)
    for name in names:
        if name == BODY:
            continue
        before = base.get(name) if base else None
        content[name] = merging.part(
            name, before, theirs.get(name), mine.get(name), is_known=base is not None
        )
    for name in relations:
        content[name] = merging.rows(name, base, theirs, mine)
    if BODY in names:
        blocks = merging.blocks(
            blocks_of(base) if base is not None else None, blocks_of(theirs), blocks_of(mine)
        )
        content[BODY] = json.dumps(blocks)
    return Merged(content, merging.conflicts, merging.from_others)


def blocks_of(content: Content) -> list[Block]:
    """A body as a list of blocks, each with an id."""
    stored = content.get(BODY) or "[]"
    blocks = json.loads(stored) if isinstance(stored, str) else stored
    return [
        {**block, "id": block.get("id") or f"number-{number}"}
        for number, block in enumerate(blocks)
    ]


class _Merging:
    def __init__(self, choices: Mapping[str, str], canonical: Canonical) -> None:
        self.choices = choices
        self.canonical = canonical
        self.conflicts: list[Conflict] = []
        self.from_others: list[str] = []

    def same(self, name: str, one: Any, other: Any) -> bool:
        return bool(one == other or self.canonical(name, one) == self.canonical(name, other))

    def choose(self, conflict: Conflict) -> Choice | None:
        """What was answered for exactly these two values; otherwise it is asked."""
        answer = self.choices.get(conflict.mark, "")
        if answer in conflict.choices:
            return Choice(answer)
        self.conflicts.append(conflict)
        return None

    def part(self, name: str, base: Any, theirs: Any, mine: Any, *, is_known: bool) -> Any:
        if self.same(name, theirs, mine):
            return theirs
        if is_known and self.same(name, base, mine):
            self.from_others.append(name)
            return theirs
        if is_known and self.same(name, base, theirs):
            return mine
        return mine if self.choose(Conflict(name, theirs, mine)) == Choice.MINE else theirs

    def rows(self, name: str, base: Content | None, theirs: Content, mine: Content) -> list[Any]:
        """Bylines or topics: one list, as their order matters."""
        saved, own = theirs.get(name) or [], mine.get(name) or []
        before = (base.get(name) or []) if base is not None else None
        if _said(saved) == _said(own):
            return list(saved)
        if before is not None and _said(before) == _said(own):
            self.from_others.append(name)
            return list(saved)
        if before is None or _said(before) != _said(saved):
            answer = self.choose(Conflict(name, saved, own))
            if answer is None or answer == Choice.THEIRS:
                return list(saved)
            if answer == Choice.BOTH:
                own = [*saved, *(row for row in own if _row(row) not in _said(saved))]
        return _with_keys(own, saved)

    def blocks(
        self, base: list[Block] | None, theirs: list[Block], mine: list[Block]
    ) -> list[Block]:
        known = {block["id"]: block for block in base or []}
        saved = {block["id"]: block for block in theirs}
        own = {block["id"]: block for block in mine}
        kept: dict[str, list[Block]] = {}
        for number, key in enumerate(dict.fromkeys([*saved, *own]), start=1):
            kept[key] = self.block(
                known.get(key),
                saved.get(key),
                own.get(key),
                number=number,
                is_known=base is not None,
            )
        order = self.order(list(known) if base is not None else None, saved, own)
        return [block for key in order for block in kept[key]]

    def order(
        self, known: list[str] | None, saved: dict[str, Block], own: dict[str, Block]
    ) -> list[str]:
        """The order of whoever moved blocks; where both did, it is asked whose."""
        shared = [key for key in saved if key in own and (known is None or key in known)]
        theirs, mine = list(shared), [key for key in own if key in set(shared)]
        before = [key for key in known if key in set(shared)] if known is not None else None
        if theirs == mine:
            is_mine = False
        elif before == mine:
            is_mine = False
            self.from_others.append(ORDER)
        elif before == theirs:
            is_mine = True
        else:
            answer = self.choose(Conflict(ORDER, theirs, mine, blocks={**saved, **own}))
            is_mine = answer == Choice.MINE
        return _woven(list(own), list(saved)) if is_mine else _woven(list(saved), list(own))

    def block(
        self,
        base: Block | None,
        theirs: Block | None,
        mine: Block | None,
        *,
        number: int,
        is_known: bool,
    ) -> list[Block]:
        """The one block that stays, none where it was removed, two where both are wanted."""
        either = theirs or mine
        assert either is not None
        kind = either["type"]
        if theirs and mine and self.same(kind, theirs["value"], mine["value"]):
            return [theirs]
        if base is None and (theirs is None or mine is None):
            # New on one side. Without a base it may also have been removed: it is kept.
            if theirs is not None:
                self.from_others.append(kind)
            return [either]
        if is_known and base is not None:
            if mine and self.same(kind, base["value"], mine["value"]):
                self.from_others.append(kind)
                return [theirs] if theirs else []
            if theirs and self.same(kind, base["value"], theirs["value"]):
                return [mine] if mine else []
        conflict = Conflict(
            f"{BODY}:{either['id']}",
            theirs["value"] if theirs else None,
            mine["value"] if mine else None,
            kind,
            number,
        )
        answer = self.choose(conflict)
        if answer == Choice.MINE:
            return [mine] if mine else []
        if answer == Choice.BOTH and theirs and mine:
            return [theirs, {**mine, "id": str(uuid.uuid4())}]
        return [theirs] if theirs else []


def _woven(lead: list[str], other: list[str]) -> list[str]:
    """One order with all keys; the other side's own stand behind the key they stood after."""
    order = list(lead)
    for place, key in enumerate(other):
        if key in order:
            continue
        after = next((item for item in reversed(other[:place]) if item in order), None)
        order.insert(order.index(after) + 1 if after is not None else 0, key)
    return order


def _row(row: Mapping[str, Any]) -> str:
    """A row by what it says: keys and places come and go with saving."""
    said = {key: value for key, value in row.items() if key not in ("pk", "sort_order", "story")}
    return json.dumps(said, sort_keys=True)


def _said(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_row(row) for row in rows]


def _with_keys(rows: Sequence[Mapping[str, Any]], saved: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Rows in their order, each with the key under which the same one is saved already."""
    keys: dict[str, list[Any]] = {}
    for row in saved:
        keys.setdefault(_row(row), []).append(row.get("pk"))
    known = {row.get("pk") for row in saved}
    result = []
    for place, row in enumerate(rows):
        same = keys.get(_row(row)) or []
        pk = row.get("pk") if row.get("pk") in known else (same.pop(0) if same else None)
        result.append({**row, "pk": pk, "sort_order": place})
    return result
