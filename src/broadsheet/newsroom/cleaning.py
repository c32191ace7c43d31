"""Foreign HTML made harmless: what a reader's browser gets of a desk's or an archive's HTML."""

from __future__ import annotations

import nh3

TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area", "nav", "header", "footer", "article", "section"}
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "ins": {"cite", "datetime"},
    "ol": {"start", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "time": {"datetime"},
    "*": {"lang", "dir"},
}


def clean_html(html: str) -> str:
    """HTML without scripts, styles, frames, forms, pictures and handlers (allow list)."""
    return str(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener",
            attribute_filter=_keep_language_class,
        )
    )


def _keep_language_class(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if value.startswith("language-") and " " not in value else None
    return value
