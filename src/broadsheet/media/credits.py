"""Credits as newspapers print them: photographer, then the chain of agencies."""

from __future__ import annotations

import re

LAST_PARENTHESES = re.compile(r"^(?P<caption>.*?)\s*\((?P<credit>[^()]{2,200})\)\s*[.\s]*$", re.S)


def credit_line(photographer: str, agencies: str) -> str:
    """`"Mara Lind"`, `"POOL / EPN"` → `"Mara Lind / POOL / EPN"`; empty when both are."""
    parts = [photographer.strip(), *(part.strip() for part in agencies.split("/"))]
    return " / ".join(part for part in parts if part)


def split_credit(credit: str) -> tuple[str, str]:
    """`"Mara Lind / POOL / EPN"` → `("Mara Lind", "POOL / EPN")`."""
    photographer, _, agencies = credit.partition("/")
    return photographer.strip(), " / ".join(
        part.strip() for part in agencies.split("/") if part.strip()
    )


def split_caption(text: str) -> tuple[str, str]:
    """Divide a caption from the credit in its last parentheses; the credit may be empty."""
    match = LAST_PARENTHESES.match(text.strip())
    if match is None:
        return text.strip(), ""
    return match["caption"].strip(), match["credit"].strip()
