"""Ten minutes with nginx in front, a publication a minute, readers over the archive by Zipf's law.

Every answer that is looked at must be one version of its page, whole, and none of more than some
seconds ago; nginx must do at least 0.8 of what it does with files that nobody changes.
"""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote

import pytest

from broadsheet.config.bench import beside
from broadsheet.config.bench.load import Throughput, wrk_by_zipf
from broadsheet.config.bench.paper import Paper, make, publisher, running
from broadsheet.config.bench.visible import publishing_each
from broadsheet.press.pack import Pack
from broadsheet.press.pack.form import Entry, Kind
from broadsheet.press.shelf.shelving import ASKED_AGAIN
from tests.config.running import wait_for
from tests.deploy.nginx import is_installed, nginx_before

STORIES = int(os.environ.get("BROADSHEET_BENCH_STORIES", "30000").split(",")[-1])
MINUTES = float(os.environ.get("BROADSHEET_BENCH_MINUTES", "10"))
#: Pages whose every version is followed, by Zipf's law among all.
WATCHED = 300
#: Seconds for which a version may still be served when there is a newer one.
LATE = 5.0
GZIP = {"Accept-Encoding": "gzip"}


class EveryVersion(Pack):
    """The pack's records one by one: each version of some pages, and until when it was newest."""

    def __init__(self, path: Path, watched: list[str]) -> None:
        self.watched = watched
        self.versions: dict[str, dict[str, float]] = {page: {} for page in watched}
        self.newest: dict[str, str] = {}
        super().__init__(path)

    def _note(self, entry: Entry) -> None:
        super()._note(entry)
        if entry.kind not in (Kind.PAGE, Kind.FRAGMENT):
            return
        # Whole up to here: what comes behind is another version.
        self._end = entry.end
        for page in [entry.name] if entry.kind == Kind.PAGE else self.watched:
            if page in self.versions and page in self._pages:
                self._note_version(page)

    def _note_version(self, page: str) -> None:
        self._generation += 1
        found = self._page(page)
        if found is None:
            return
        now, digest = time.monotonic(), hashlib.sha256(found.plain).hexdigest()
        before = self.newest.get(page)
        if before is not None and before != digest:
            self.versions[page][before] = now
        self.newest[page] = digest
        self.versions[page][digest] = float("inf")


@dataclass
class Seen:
    """What readers got of the watched pages."""

    answers: int = 0
    unknown: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    from_files: int = 0


def read(port: int, every: EveryVersion, stop: threading.Event, seen: Seen) -> None:
    """Ask for watched pages, and find what came among their versions."""
    chance = random.Random(port)
    weights = list(accumulate(1 / (place + 1) for place in range(len(every.watched))))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while not stop.is_set():
        page = chance.choices(every.watched, cum_weights=weights)[0]
        asked = time.monotonic()
        connection.request("GET", quote(page), headers=GZIP)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            seen.unknown.append(f"{page} {answer.status}")
            continue
        digest = hashlib.sha256(gzip.decompress(body)).hexdigest()
        seen.answers += 1
        seen.from_files += "-gz" not in (answer.headers["ETag"] or "")
        every.look()
        until = every.versions[page].get(digest)
        if until is None:
            seen.unknown.append(page)
        elif until < asked - LATE:
            seen.late.append(page)
        time.sleep(0.004)


@contextmanager
def reading(port: int, every: EveryVersion) -> Iterator[Seen]:
    """Somebody looks at answers while the block lasts."""
    stop, seen = threading.Event(), Seen()
    reader = threading.Thread(target=read, args=(port, every, stop, seen))
    reader.start()
    try:
        yield seen
    finally:
        stop.set()
        reader.join(60)


def speed(url: str, paths: list[str], home: Path, seconds: float, times: int) -> list[Throughput]:
    """What is answered by Zipf's law, each time on new connections: nginx shares them unevenly."""
    return [wrk_by_zipf(url, paths, seconds, home, GZIP) for _time in range(times)]


def requests(found: list[Throughput]) -> float:
    return statistics.mean(one.requests for one in found)


def test_ten_minutes_of_readers_and_publications(tmp_path: Path) -> None:
    if not is_installed():
        pytest.skip("nginx is not installed: apt install nginx")
    site = tmp_path / "site"
    make(site, STORIES)
    text = (site / "site.toml").read_text()
    (site / "site.toml").write_text(f"press_files = true\n{text}")
    with running(site) as paper:
        _ten_minutes(paper, tmp_path)


def _ten_minutes(paper: Paper, home: Path) -> None:
    paths = [path for path in paper.pages() if path.endswith("/") and "/feed/" not in path]
    random.Random(1).shuffle(paths)
    pressed = paper.site / "data" / "pressed"
    assert wait_for(lambda: list(pressed.glob("*/current/.html.gz")), 120)
    every = EveryVersion(paper.site / "data" / "press.pack", paths[:WATCHED])
    every.look()
    for page in every.watched:
        every._note_version(page)
    quoted, folder = [quote(path) for path in paths], home / "static"
    folder.mkdir()
    with beside.nginx(folder, paper.zipped(paths), 2) as url:

        def own_speed() -> list[Throughput]:
            """With files that nobody changes, and as much of the machine taken by looking."""
            with reading(int(url.rpartition(":")[2]), every):
                return speed(url, quoted, home, 10, 3)

        static = own_speed()
        print(f"\nnginx, files that nobody changes: {requests(static):,.0f} a second")
        found, published, seen = _with_publications(paper, paths, quoted, every, home)
        static += own_speed()
    versions = sum(len(known) for known in every.versions.values())
    print(
        f"{requests(found):,.0f} a second for {MINUTES:g} minutes, "
        f"{requests(found) / requests(static):.2f} of its own speed, {requests(static):,.0f} "
        f"before and after; p99 {max(one.p99 for one in found) * 1000:.1f} ms at most, "
        f"{sum(one.failed for one in found)} failed; {published} publications, "
        f"{versions} versions of {WATCHED} pages; {seen.answers} answers looked at, "
        f"{seen.from_files} of them files, {len(seen.unknown)} of no version, "
        f"{len(seen.late)} older than {LATE:g} s",
        flush=True,
    )
    assert seen.answers > 50 * MINUTES
    assert not any(one.failed for one in found)
    assert seen.unknown == []
    assert seen.late == []


def _with_publications(
    paper: Paper, paths: list[str], quoted: list[str], every: EveryVersion, home: Path
) -> tuple[list[Throughput], int, Seen]:
    """Each minute's speed, how many publications there were, and what was looked at."""
    pressed = paper.site / "data" / "pressed"
    with nginx_before(home / "nginx", paper.port, pressed) as port, publisher(paper.site) as desk:
        for path in quoted * ASKED_AGAIN:
            # What is asked for again gets a file.
            paper.get(path)
        wait_for(lambda: _files(pressed) > 0.9 * len(paths), 300)
        print(f"{_files(pressed)} of {len(paths)} pages are files")
        with reading(port, every) as seen, publishing_each(desk, 60.0) as published:
            url, minutes = f"http://127.0.0.1:{port}", max(1, round(MINUTES))
            found = speed(url, quoted, home, MINUTES * 60 / minutes, minutes)
    return found, len(published), seen


def _files(pressed: Path) -> int:
    return sum(1 for _found in pressed.glob("*/current/**/*.html.gz"))
