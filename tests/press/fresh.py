"""Every address and feed of a site made anew in a process of its own, with nothing held in memory.

`python -m tests.press.fresh SITE` prints what each address answers as JSON: {path: digest}.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

#: Addresses in code, and the feeds of the front page.
BESIDE = ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-news.xml")
FEEDS = ("/feed/", "/feed/json/", "/corrections/feed/")


def addresses() -> list[str]:
    """Every live address, the feeds of front, sections, topics and people, and the sitemaps."""
    from broadsheet.core.languages import path_prefix
    from broadsheet.core.models import Address
    from broadsheet.newsroom.models import Person, Section, Topic

    live = {
        path_prefix(locale_id) + path
        for locale_id, path in Address.objects.live().values_list("locale_id", "path")
    }
    feeds = {
        f"{thing.public_path()}feed/"
        for model in (Section, Topic, Person)
        for thing in model.objects.all()
        if thing.public_path() in live
    }
    return sorted({*live, *feeds, *FEEDS, *BESIDE})


def digest(content: bytes | None) -> str:
    """What tells an answer from any other; "" where a path answers with no page."""
    return "" if content is None else hashlib.sha256(content).hexdigest()


def made_anew(path: str) -> bytes | None:
    """The page as it would be made in this moment, recorded nowhere; None where it isn't one."""
    from broadsheet.press.rendering import render

    rendered = render(path, None)
    if rendered.error is not None:
        raise rendered.error
    return rendered.content if rendered.response.status_code == 200 else None


def main(site: Path) -> None:
    from broadsheet.config.cli.app import open_site
    from broadsheet.config.cli.press import address_of_press
    from broadsheet.config.site_file import load

    open_site(site, address=address_of_press(load(site)))
    from broadsheet.press.rendering import snapshot

    with snapshot():
        print(json.dumps({path: digest(made_anew(path)) for path in addresses()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
