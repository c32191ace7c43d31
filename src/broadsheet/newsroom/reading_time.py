"""Read time: 275 words a minute, 12 s for the first picture, 11 s for the next, down to 3 s."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

WORDS_A_MINUTE = 275
FIRST_PICTURE_SECONDS = 12
LEAST_PICTURE_SECONDS = 3
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
#: What of each block is read as running text; captions and credits are not.
TEXT_KEYS = {
    "question_answer": ("question", "answer"),
    "pull_quote": ("quote", "attribution"),
    "fact_box": ("title", "body"),
    "external_story": ("headline", "excerpt"),
    "chart": ("title", "unit", "data"),
    "graphic": ("title",),
    "embed": ("title",),
    "html": ("html",),
    "file": ("title", "caption"),
}


def count_words(text: str) -> int:
    """Words of a text or of HTML, whose tags part words and are none."""
    return len(WORD.findall(unescape(TAG.sub(" ", text))))


def minutes(words: int, pictures: int) -> int:
    """Whole minutes, at least one: 314 words and two pictures give 2."""
    seconds = words * 60 / WORDS_A_MINUTE
    for place in range(pictures):
        seconds += max(LEAST_PICTURE_SECONDS, FIRST_PICTURE_SECONDS - place)
    return max(1, int(seconds / 60 + 0.5))


def reading_time(story: Story) -> int:
    """The minutes that a story takes, its lead picture and its cards' own text included."""
    words = 0
    pictures = 1 if story.lead_picture_id else 0
    for block in story.body.raw_data:
        value = block["value"]
        words += sum(count_words(text) for text in texts_of(block["type"], value))
        pictures += pictures_in(block["type"], value)
    return minutes(words, pictures)


def pictures_in(block_type: str, value: Any) -> int:
    if block_type == "picture":
        return 1 if value.get("picture") else 0
    if block_type == "graphic":
        return 1 if value.get("file") else 0
    if block_type == "gallery":
        return sum(1 for item in value.get("pictures", []) if _item(item).get("picture"))
    return 0


def texts_of(block_type: str, value: Any) -> Iterator[str]:
    """The running text of one raw body block, as text or HTML."""
    if isinstance(value, str):
        yield value
    elif block_type == "list":
        yield from (str(_item(item)) for item in value.get("items", []))
    elif block_type == "table":
        table = value.get("table") or {}
        for column in table.get("columns", []):
            yield str(column.get("heading", ""))
        for row in table.get("rows", []):
            yield from (str(cell) for cell in row.get("values", []))
    elif isinstance(value, dict):
        yield from (str(value.get(key) or "") for key in TEXT_KEYS.get(block_type, ()))


def _item(item: Any) -> Any:
    """The value of a list block's item, in both forms that Wagtail stores."""
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return item["value"]
    return item
