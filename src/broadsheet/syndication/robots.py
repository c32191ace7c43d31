"""What robots may not read (RFC 9309)."""

from __future__ import annotations

from broadsheet.core.languages import content_languages, default_language
from broadsheet.syndication.text import whole_address

#: The newsroom's own screens, and a page for each of endlessly many queries.
DISALLOWED = ("/accounts/", "/admin/", "/search/")
SITEMAPS = ("/sitemap.xml", "/sitemap-news.xml")


def is_disallowed(path: str) -> bool:
    return path.startswith(DISALLOWED)


def robots_txt() -> str:
    prefixes = ["", *(f"/{code}" for code in content_languages() if code != default_language())]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for path in DISALLOWED for prefix in prefixes]
    lines += ["", *(f"Sitemap: {whole_address(path)}" for path in SITEMAPS)]
    return "\n".join(lines) + "\n"
