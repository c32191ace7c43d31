"""First segments of a path that belong to Broadsheet itself and to no page."""

from __future__ import annotations

from broadsheet.core.registries import fixed_addresses

RESERVED_SEGMENTS = frozenset(
    {
        "_util",
        "accounts",
        "admin",
        "ads.txt",
        "api",
        "author",
        "feed",
        "files",
        "healthz",
        "media",
        "metrics",
        "page",
        "press",
        "readyz",
        "robots.txt",
        "sitemap-news.xml",
        "sitemap.xml",
        "static",
        "tag",
        "trust.txt",
        # Rooms to come: their addresses are promised in the documentation.
        "corrections",
        "insights",
        "jobs",
        "newsletters",
        "store",
        "submit-opinion",
    }
)


def reserved_segments() -> set[str]:
    fixed = {item.path.strip("/").partition("/")[0] for _name, item in fixed_addresses}
    return {*RESERVED_SEGMENTS, *fixed} - {""}


def is_reserved(path: str) -> bool:
    """Whether a page may not live at `path`; /tag/x/ and /author/x/ are given by name."""
    return path.strip("/").partition("/")[0].lower() in reserved_segments()
