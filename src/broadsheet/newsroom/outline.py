"""The order of headings in a body: a question stands below the subheading before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

#: A first heading in a text is shown as a second one: the headline is the page's only first.
SUBHEADING = re.compile(r"<h[12]\b", re.I)


def question_levels(blocks: Iterable[Mapping[str, Any]]) -> list[int]:
    """For each raw block the level of a question in its place: 2, or 3 once a subheading stands."""
    found: list[int] = []
    level = 2
    for block in blocks:
        found.append(level)
        value = block["value"]
        text = value.get("html", "") if block["type"] == "html" else value
        if block["type"] in ("html", "text") and SUBHEADING.search(str(text)):
            level = 3
    return found
