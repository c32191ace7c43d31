"""From the commit of a publication until readers see it, on a small and on a large newspaper."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path

from broadsheet.config.bench.paper import Paper, Publisher, make, publisher, running
from broadsheet.config.bench.visible import GROUPS, percentile, publish_and_see, where_it_shows
from tests.config.running import Run, wait_for
from tests.load.killed_import import cpu_of
from tests.running_site import postgresql_database

#: How many more stories than the demo newspaper has; the growth is between the first and the last.
STORIES = [
    int(number) for number in os.environ.get("BROADSHEET_BENCH_STORIES", "1000,30000").split(",")
]
PUBLICATIONS = int(os.environ.get("BROADSHEET_BENCH_PUBLICATIONS", "60"))
DATABASE = os.environ.get("BROADSHEET_BENCH_DATABASE", "sqlite")


def number(paper: Paper, sql: str) -> int:
    return int(paper.store(sql)[0][0])


def measured(folder: Path, stories: int) -> dict[str, list[float]]:
    """What publications take on a newspaper of so many stories."""
    database = DATABASE
    if database == "postgresql":
        found = postgresql_database("broadsheet_bench_visible")
        assert found, "No PostgreSQL server answers on this machine."
        database = found
    site = folder / f"site-{stories}"
    make(site, stories, database)
    begun = time.monotonic()
    with running(site) as paper, publisher(site) as desk:
        pages = number(paper, "SELECT count(*) FROM pressing WHERE kind = 'page'")
        print(f"{pages} pages are pressed, in {time.monotonic() - begun:.0f} s", flush=True)
        return _publications(paper, desk, stories)


def _publications(paper: Paper, desk: Publisher, stories: int) -> dict[str, list[float]]:
    places = where_it_shows(paper, desk)
    print(f"shown on {', '.join(path for group in places.values() for path in group)}", flush=True)
    press = Run(paper.process, paper.port, paper.site / "run.log").press()
    results: dict[str, list[float]] = {group: [] for group in GROUPS}
    results |= {"pressed": [], "cpu": []}
    for turn in range(PUBLICATIONS):
        before, cpu = number(paper, "SELECT max(id) FROM pressed"), cpu_of(press)
        headline = f"Bulletin {turn} of {os.getpid()}"
        for group, seconds in publish_and_see(paper, desk, places, headline).items():
            results[group].append(seconds)
        time.sleep(0.3)
        results["pressed"].append(number(paper, "SELECT max(id) FROM pressed") - before)
        results["cpu"].append(cpu_of(press) - cpu)
    report(stories, results)
    desk.ask(f"rename The Renamed Post {os.getpid()}")
    assert wait_for(lambda: number(paper, "SELECT count(*) FROM queue"), 60)
    waiting = number(paper, "SELECT count(*) FROM queue")
    amid = publish_and_see(paper, desk, places, f"Amid all of {os.getpid()}")
    print(
        f"amid a change of everything ({waiting} waited): "
        + ", ".join(f"{group} {seconds:.2f} s" for group, seconds in amid.items()),
        flush=True,
    )
    results["amid"] = list(amid.values())
    return results


def report(stories: int, results: dict[str, list[float]]) -> None:
    print(f"{stories} more stories, {PUBLICATIONS} publications:")
    for group in GROUPS:
        shares = ", ".join(
            f"p{share:.0f} {percentile(results[group], share / 100) * 1000:.0f} ms"
            for share in (50, 95, 99)
        )
        print(f"  {group:20} {shares}")
    print(
        f"  pressed for each: {statistics.mean(results['pressed']):.1f} pages and fragments, "
        f"{statistics.mean(results['cpu']) * 1000:.0f} ms of the press's CPU",
        flush=True,
    )


def test_a_publication_is_seen_as_soon_on_a_large_newspaper(tmp_path: Path) -> None:
    print(
        f"\n{DATABASE}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    all_results = [measured(tmp_path, stories) for stories in STORIES]
    few, many = all_results[0], all_results[-1]
    for group in (*GROUPS, "cpu"):
        ratio = statistics.median(many[group]) / max(0.001, statistics.median(few[group]))
        print(f"{group}: {STORIES[-1]} against {STORIES[0]} stories {ratio:.2f}")
    assert max(many["amid"][:1]) < 2
