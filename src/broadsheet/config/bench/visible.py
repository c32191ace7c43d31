"""From the commit of a publication until readers see it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from broadsheet.config.bench.paper import Paper, Publisher
from broadsheet.config.site_file import SiteFileError

GROUPS = ("own address", "pages", "feeds and sitemaps")
#: Seconds after which what is not seen never will be.
NEVER = 60.0
#: Seconds between two looks: more often, and the measurement takes the cores that it measures.
LOOK = 0.01


def mark(place: str, headline: str) -> str:
    """What of a story tells that a page shows it: sitemaps have addresses alone."""
    return headline.lower().replace(" ", "-") if place.endswith(".xml") else headline


def shows(paper: Paper, path: str, words: str) -> bool:
    return words in paper.get(path)[1].decode("utf-8", "replace")


def where_it_shows(paper: Paper, desk: Publisher) -> dict[str, list[str]]:
    """Publish once; the places that show the story, by groups ("" for its own address)."""
    for path in desk.paths:
        # What nobody read yet is not pressed.
        paper.get(path)
    paper.settle()
    headline = f"The first bulletin of {os.getpid()}"
    story = desk.publish(headline)["path"]
    paper.settle()
    found = [place for place in desk.paths if shows(paper, place, mark(place, headline))]
    if "/" not in found or not shows(paper, story, headline):
        raise SiteFileError("A story that was published is not to be seen.")
    feeds = [place for place in found if re.search(r"/feed/(\w+/)?$|\.xml$", place)]
    pages = [place for place in found if place not in feeds]
    return dict(zip(GROUPS, ([""], pages, feeds), strict=True))


def publish_and_see(
    paper: Paper, desk: Publisher, places: dict[str, list[str]], headline: str
) -> dict[str, float]:
    """Publish; the seconds from its commit until it is seen at all places of a group."""
    answer = desk.publish(headline)
    path, at = answer["path"], answer["at"]
    taken = {}
    for group, shown in places.items():
        for place in shown:
            where = place or path
            words = mark(where, headline)
            while not shows(paper, where, words):
                if time.time() > at + NEVER:
                    raise SiteFileError(f"“{headline}” is not to be seen on {where}.")
                time.sleep(LOOK)
        taken[group] = max(0.0, time.time() - at)
    return taken


@contextmanager
def publishing_each(desk: Publisher, seconds: float) -> Iterator[list[str]]:
    """Publish a story so often while the block lasts; their paths."""
    stop, made = Event(), []

    def publish() -> None:
        number = 0
        while not stop.wait(seconds):
            number += 1
            made.append(desk.publish(f"Bulletin {number} at {time.time_ns()}")["path"])

    thread = Thread(target=publish, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        stop.set()
        thread.join(30)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
