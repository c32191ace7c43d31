"""Measures this machine, one thing after the other, in one run."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadsheet.config.bench import beside, load, visible
from broadsheet.config.bench.load import Throughput
from broadsheet.config.bench.paper import Paper, make, publisher, running
from broadsheet.config.bench.visible import percentile

#: Requests a second of the measurement of the slowest answers.
TAIL = 5000
GZIP = {"Accept-Encoding": "gzip"}
#: What is measured beside: figures of November 2026, two cores, of `wrk -t1 -c32`.
PEERS = {"Ghost 6.65": 28.0, "WordPress 7.1": 18.0, "Wagtail 8's news template": 24.0}
#: The measurements that the others are compared with.
NGINX, NGINX_BY_ZIPF = "nginx, once more", "nginx, all pages by Zipf"
#: What is never pressed.
DYNAMIC = "/search/?q=harbour"


@dataclass
class Report:
    """All figures of a run."""

    conditions: dict[str, Any]
    throughput: dict[str, Throughput] = field(default_factory=dict)
    #: Under the same number of requests a second: ours and nginx's.
    tail: dict[str, Throughput] = field(default_factory=dict)
    #: Seconds, by where a story is seen.
    visible: dict[str, list[float]] = field(default_factory=dict)
    #: Megabytes of each process of a kind.
    memory: dict[str, list[float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "conditions": self.conditions,
            "throughput": {name: found.as_json() for name, found in self.throughput.items()},
            "tail": {name: found.as_json() for name, found in self.tail.items()},
            "visible": self.visible,
            "memory": self.memory,
        }


def measure(
    stories: int,
    seconds: float,
    publications: int,
    say: Callable[[str], None],
    database: str = "sqlite",
    folder: Path | None = None,
) -> Report:
    """Make a newspaper, read it, publish on it, and remove it.

    Raises SiteFileError where wrk is missing or the newspaper does not run.
    """
    load.need_wrk()
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-", dir=folder) as home:
        site = Path(home) / "site"
        say(f"Making a newspaper of {stories} stories …")
        make(site, stories, database)
        say("Pressing it …")
        with running(site) as paper:
            return _Run(paper, Path(home), stories, seconds, publications, say).run()


class _Run:
    def __init__(
        self,
        paper: Paper,
        home: Path,
        stories: int,
        seconds: float,
        publications: int,
        say: Callable[[str], None],
    ) -> None:
        self.paper, self.home, self.seconds = paper, home, seconds
        self.publications, self.say = publications, say
        self.paths = paper.pages()
        self.story = next(path for path in self.paths if path.count("/") == 2)
        self.report = Report(
            {
                "stories": stories,
                "pages": len(self.paths),
                "cores": os.cpu_count(),
                "python": platform.python_version(),
                "system": platform.platform(terse=True),
                "load_before": round(os.getloadavg()[0], 2),
                "seconds_each": seconds,
            }
        )

    def run(self) -> Report:
        self._read()
        if beside.is_installed():
            self._beside_nginx()
        else:
            self.say("nginx is not installed: nothing is measured beside it.")
        self._publish()
        self.report.memory = self.paper.memory()
        return self.report

    def _note(self, name: str, found: Throughput) -> None:
        self.report.throughput[name] = found
        self.say(f"  {name}: {found.requests:,.0f} a second")

    def _by_zipf(self, name: str, url: str) -> None:
        self._note(name, load.wrk_by_zipf(url, self.paths, self.seconds * 2, self.home, GZIP))

    def _read(self) -> None:
        self.say("Reading …")
        url = self.paper.url + self.story
        for _time in range(4):
            # Brotli is made of what is asked for again.
            self.paper.get(self.story, Accept_Encoding="br")
        self._note("story, gzip", load.wrk(url, self.seconds, GZIP))
        self._note("story, brotli", load.wrk(url, self.seconds, {"Accept-Encoding": "br"}))
        self._note("story, identity", load.wrk(url, self.seconds))
        tag = {**GZIP, "If-None-Match": self.paper.tag(self.story)}
        self._note("story, 304", load.wrk(url, self.seconds, tag))
        self._note("front, gzip", load.wrk(f"{self.paper.url}/", self.seconds, GZIP))
        self.paper.get("/feed/")
        self.paper.settle()
        self._note("feed, gzip", load.wrk(f"{self.paper.url}/feed/", self.seconds, GZIP))
        self._by_zipf("all pages by Zipf, gzip", self.paper.url)
        self._note("search (rendered)", load.wrk(self.paper.url + DYNAMIC, self.seconds, GZIP))

    def _beside_nginx(self) -> None:
        self.say("nginx beside it …")
        status, plain = self.paper.get(self.story)
        assert status == 200
        files = {**self.paper.zipped(self.paths), f"/identity{self.story}": plain}
        folder = self.home / "nginx"
        folder.mkdir()
        with beside.nginx(folder, files, 2) as url:
            self._note("nginx, the same bytes", load.wrk(url + self.story, self.seconds, GZIP))
            # Once more, so that the two figures that are compared stand next to each other.
            again = load.wrk(self.paper.url + self.story, self.seconds, GZIP)
            self._note("story, gzip, once more", again)
            self._note(NGINX, load.wrk(url + self.story, self.seconds, GZIP))
            self._by_zipf(NGINX_BY_ZIPF, url)
            self._by_zipf("all pages by Zipf, once more", self.paper.url)
            self.say(f"{TAIL:,} requests a second while the press renders …")
            with publisher(self.paper.site) as desk, visible.publishing_each(desk, 1.0):
                for name, address in (("Broadsheet", self.paper.url), ("nginx", url)):
                    found = load.at_rate(address + self.story, TAIL, self.seconds * 2, GZIP)
                    self.report.tail[name] = found
                    self.say(f"  {name}: p99 {found.p99 * 1000:.1f} ms")

    def _publish(self) -> None:
        self.say("Publishing while 1,000 requests a second are answered …")
        with publisher(self.paper.site) as desk:
            places = visible.where_it_shows(self.paper, desk)
            with load.while_at_rate(self.paper.url + self.story, 1000):
                for number in range(self.publications):
                    headline = f"Bulletin {number} of {os.getpid()}"
                    seen = visible.publish_and_see(self.paper, desk, places, headline)
                    for group, taken in seen.items():
                        self.report.visible.setdefault(group, []).append(taken)


def markdown(report: Report) -> str:
    """The report as a page of the documentation."""
    known = report.conditions
    lines = [
        "# What it does on one machine",
        "",
        "Written by `broadsheet press bench --write`, which measures your machine as well; "
        "`make bench` does so with 30,000 stories. One run: "
        f"{known['cores']} cores, {known['system']}, Python {known['python']}, "
        f"{known['stories']:,} stories of the demo newspaper and {known['pages']:,} pressed pages, "
        f"load {known['load_before']} before it; requests by `wrk -t1 -c32` on the same cores.",
        "",
        "## Requests a second",
        "| what | requests a second | p50 ms | p99 ms | of nginx |",
        "|---|---|---|---|---|",
    ]
    for name, found in report.throughput.items():
        # Many pages beside as many.
        nginx = report.throughput.get(NGINX_BY_ZIPF if "Zipf" in name else NGINX)
        part = f"{found.requests / nginx.requests:.2f}" if nginx else ""
        lines.append(
            f"| {name} | {found.requests:,.0f} | {found.p50 * 1000:.2f} | "
            f"{found.p99 * 1000:.2f} | {part} |"
        )
    story = report.throughput["story, gzip"].requests
    times = ", ".join(f"{story / peer:,.0f} times {name}" for name, peer in PEERS.items())
    lines += [
        "",
        f"A story's page: {times} as their makers ship them (28, 18 and 24 a second on "
        "such a machine).",
        "",
    ]
    if report.tail:
        lines += [f"## {TAIL:,} requests a second, a publication every second", ""]
        lines += ["| | p50 ms | p99 ms | failed |", "|---|---|---|---|"]
        lines += [
            f"| {name} | {found.p50 * 1000:.2f} | {found.p99 * 1000:.2f} | {found.failed} |"
            for name, found in report.tail.items()
        ]
        lines.append("")
    count = max(map(len, report.visible.values()), default=0)
    lines += [f"## From commit to readers, in milliseconds, of {count} publications", ""]
    lines += ["| seen on | p50 | p95 | slowest |", "|---|---|---|---|"]
    for group, taken in report.visible.items():
        row = [statistics.median(taken), percentile(taken, 0.95), max(taken)]
        lines.append(f"| {group} | " + " | ".join(f"{one * 1000:.0f}" for one in row) + " |")
    lines += ["", "## Memory of each process, its own, in MB", ""]
    lines += [
        f"- {kind}: {', '.join(f'{size:.0f}' for size in sorted(sizes))}"
        for kind, sizes in sorted(report.memory.items())
    ]
    return "\n".join(lines) + "\n"
