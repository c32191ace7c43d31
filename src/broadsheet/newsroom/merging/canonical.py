"""When two stored values are the same text though not the same letters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from broadsheet.newsroom.blocks.text import TEXT_FEATURES

KEYS = re.compile(r' data-block-key="[^"]*"')
TEXT = "text"


def canonical(name: str, value: Any) -> Any:
    """Running text as the editor would write it anew: an import's HTML comes back otherwise."""
    if name == TEXT and isinstance(value, str):
        return _rewritten(value)
    return _without_keys(value)


@lru_cache(maxsize=256)
def _rewritten(html: str) -> str:
    converter = ContentstateConverter(TEXT_FEATURES)
    state = converter.from_database_format(html)
    return KEYS.sub("", str(converter.to_database_format(state)))


def _without_keys(value: Any) -> Any:
    if isinstance(value, str):
        return KEYS.sub("", value)
    if isinstance(value, dict):
        return {key: _without_keys(item) for key, item in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_keys(item) for item in value]
    return value
