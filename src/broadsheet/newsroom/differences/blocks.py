"""Two versions of a story compared in words: in its fields, and within the blocks of its body."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    StreamFieldComparison,
    TextFieldComparison,
    register_comparison_class,
)

from broadsheet.core.body import BodyField
from broadsheet.newsroom.differences.words import text_of, word_difference


class Change(StrEnum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class BlockChange:
    """A block as it stands in the newer version, or, gone, where it stood in the older one."""

    kind: str
    change: Change
    before: str
    after: str
    is_moved: bool = False


def compare_blocks(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[BlockChange]:
    """Every block that either version has, in the order of the newer."""
    old = {block["id"]: block for block in before}
    new = {block["id"]: block for block in after}
    moved = moved_ids([key for key in old if key in new], [key for key in new if key in old])
    changes: list[tuple[str, BlockChange]] = []
    for key, block in new.items():
        is_new = key not in old
        was = "" if is_new else text_of(old[key]["value"])
        now = text_of(block["value"])
        change = Change.NEW if is_new else Change.SAME
        if not is_new and old[key]["value"] != block["value"] and was != now:
            change = Change.CHANGED
        changes.append((key, BlockChange(block["type"], change, was, now, key in moved)))
    place = 0
    for key, block in old.items():
        if key in new:
            place = next(n for n, (other, _change) in enumerate(changes) if other == key) + 1
            continue
        gone = BlockChange(block["type"], Change.GONE, text_of(block["value"]), "")
        changes.insert(place, (key, gone))
        place += 1
    return [change for _key, change in changes]


def moved_ids(before: list[str], after: list[str]) -> set[str]:
    """The fewest blocks that had to be moved to come from one order to the other."""
    places = {key: place for place, key in enumerate(before)}
    tails: list[int] = []
    chains: list[list[str]] = []
    for key in after:
        at = bisect_left(tails, places[key])
        chain = [*(chains[at - 1] if at else []), key]
        if at == len(tails):
            tails.append(places[key])
            chains.append(chain)
        else:
            tails[at], chains[at] = places[key], chain
    kept = set(chains[-1]) if chains else set()
    return set(after) - kept


class WordsComparison(TextFieldComparison):
    """A text field, with `ins` and `del` in the place of Wagtail's colours alone."""

    def htmldiff(self) -> SafeString:
        return format_html(
            '<div class="word-difference">{}</div>',
            word_difference(str(self.val_a or ""), str(self.val_b or "")),
        )


class BodyComparison(StreamFieldComparison):
    """A body, block by block: which are new, gone, moved, and in the others the words."""

    def htmldiff(self) -> SafeString:
        # Here, as names of blocks need the story, and the story this.
        from broadsheet.newsroom.merging.merge import blocks_of
        from broadsheet.newsroom.merging.words import block_name

        before, after = (
            blocks_of({"body": [dict(block) for block in value.raw_data]})
            for value in (self.val_a, self.val_b)
        )
        rows = (
            (
                f"block-change block-change--{item.change.value}",
                block_name(item.kind),
                label_of(item),
                word_difference(item.before, item.after),
            )
            for item in compare_blocks(before, after)
        )
        return format_html_join(
            "\n",
            '<section class="{}"><h3>{}<strong>{}</strong></h3>'
            '<div class="word-difference">{}</div></section>',
            rows,
        )


def label_of(item: BlockChange) -> str:
    """“: new”, “: changed, moved”; nothing of a block that is as it was."""
    words = {
        Change.NEW: _("new"),
        Change.GONE: _("removed"),
        Change.CHANGED: _("changed"),
        Change.SAME: "",
    }
    said = [words[item.change], _("moved") if item.is_moved else ""]
    labels = ", ".join(word for word in said if word)
    return f": {labels}" if labels else ""


def register() -> None:
    register_comparison_class(BodyField, comparison_class=BodyComparison)
    for field in (models.CharField, models.TextField):
        register_comparison_class(field, comparison_class=WordsComparison)
