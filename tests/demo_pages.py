"""Where the pages of a running demo newspaper stand, one of each kind."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from tests.running_site import RunningSite

#: The stories that the demo has, by the list of their type.
STORY_LISTS = {
    "news": "/tag/news-feed/",
    "analysis": "/tag/analysis/",
    "opinion": "/tag/opinion/",
    "field-report": "/tag/field-report/",
    "interview": "/tag/interview/",
    "video": "/tag/video/",
    "picture-essay": "/tag/picture-essay/",
    "sponsored": "/tag/sponsored/",
}
#: Pages that stand where they always stand.
FIXED = {
    "front": "/",
    "section": "/harbour/",
    "topic": "/tag/lower-basin/",
    "team": "/team/",
    "search": "/search/?q=cranes",
    "archive": "/news/",
    "information": "/about/",
}
YEAR = re.compile(r"^/news/\d{4}/$")
MONTH = re.compile(r"^/news/\d{4}/\d\d/$")


def demo_pages(site: RunningSite) -> dict[str, str]:
    """The path of a page of each kind by its name; a kind that the demo lacks is absent."""
    found = dict(FIXED)
    for name, path in STORY_LISTS.items():
        found[name] = _first_link(site, path, "main article .headline a")
    found["person"] = _first_link(site, "/team/", "main .author-name a")
    found["archive-year"] = _first_link(site, "/news/", "main a", YEAR)
    if found["archive-year"]:
        found["archive-month"] = _first_link(site, found["archive-year"], "main a", MONTH)
    return {name: path for name, path in found.items() if path}


def _first_link(
    site: RunningSite, path: str, selector: str, wanted: re.Pattern[str] | None = None
) -> str:
    """The address of the first link that fits on the page at `path`; "" where there is none."""
    answer = site.get(path)
    if answer.status_code != 200:
        return ""
    for link in BeautifulSoup(answer.text, "lxml").select(selector):
        address = str(link.get("href") or "")
        if address and (wanted is None or wanted.match(address)):
            return address
    return ""
