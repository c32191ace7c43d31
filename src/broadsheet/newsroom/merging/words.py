"""How a conflict is put to a person: a name for the part, both sides, the words that differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.template.defaultfilters import truncatewords
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from broadsheet.core.registries import body_blocks
from broadsheet.newsroom.differences.words import text_of, word_difference
from broadsheet.newsroom.merging.merge import ORDER, Choice, Conflict
from broadsheet.newsroom.models import Person, Story, Topic

#: By which a block is known in an order.
WORDS = 8


@dataclass(frozen=True)
class ChoiceShown:
    """A conflict with its answers, the first of which is what is saved by now."""

    mark: str
    label: str
    theirs: str
    mine: str
    difference: SafeString
    answers: list[tuple[str, str]]


def shown(conflict: Conflict) -> ChoiceShown:
    theirs, mine = said_by(conflict, conflict.theirs), said_by(conflict, conflict.mine)
    labels = {
        Choice.THEIRS: _("Theirs") if conflict.theirs is not None else _("Theirs: taken out"),
        Choice.MINE: _("Mine") if conflict.mine is not None else _("Mine: taken out"),
        Choice.BOTH: _("Both, theirs first"),
    }
    label = part_name(conflict.block_type or conflict.part)
    if conflict.number:
        label = _("%(kind)s, block %(number)d") % {"kind": label, "number": conflict.number}
    return ChoiceShown(
        conflict.mark,
        label,
        theirs,
        mine,
        # A line that has moved is one change, not the words in which it is unlike its neighbour.
        word_difference(theirs, mine, by_line=conflict.part == ORDER),
        [(choice.value, labels[choice]) for choice in conflict.choices],
    )


def part_name(part: str) -> str:
    """A field, a list of rows or a kind of block in the newsroom's words."""
    known = {
        "title": _("Headline"),
        "bylines": _("Bylines"),
        "story_topics": _("Topics"),
        ORDER: _("Order of the blocks"),
    }
    if part in known:
        return known[part]
    block = body_blocks.get(part)
    if block is not None:
        return block_name(part)
    try:
        return str(Story._meta.get_field(part).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return part


def block_name(kind: str) -> str:
    """A kind of block as the editor calls it; its plain name where there is none of it any more."""
    blocks = Story._meta.get_field("body").stream_block.child_blocks
    return str(blocks[kind].label) if kind in blocks else kind


def said_by(conflict: Conflict, value: Any) -> str:
    """What one side says; of an order, the beginning of each block, a line each."""
    if conflict.part != ORDER:
        return said(conflict.part, value)
    return "".join(f"{beginning_of(conflict.blocks[key])}\n" for key in value)


def beginning_of(block: dict[str, Any]) -> str:
    words = " ".join(said(block["type"], block["value"]).split())
    return f"{block_name(block['type'])}: {truncatewords(words, WORDS)}"


def said(part: str, value: Any) -> str:
    """What stands in a part, in words."""
    if part == "bylines":
        return "\n".join(filter(None, (name_of(Person, row, "person") for row in value or [])))
    if part == "story_topics":
        return "\n".join(filter(None, (name_of(Topic, row, "topic") for row in value or [])))
    if isinstance(value, str) and value.startswith(("[", "{")):
        value = json.loads(value)
    return text_of(value)


def name_of(model: Any, row: dict[str, Any], key: str) -> str:
    found = model.objects.filter(pk=row.get(key)).first() if row.get(key) else None
    return str(found or row.get("text", ""))
