"""What an import costs: posts a second beside bare inserts, memory at ten times the posts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.importers.make_archive import document
from tests.running_site import BROADSHEET, clean_environment, running_site

ROOT = Path(__file__).parents[2]
#: What Ghost 6 itself brings in on such a machine.
GHOSTS_OWN = 33.0


def export(path: Path, stories: int) -> Path:
    path.write_text(json.dumps(document(stories, pictures=0)), encoding="utf-8")
    return path


def import_once(site: Path, source: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.import_once", str(site), str(source)],
        env=clean_environment(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def new_site(folder: Path) -> Path:
    subprocess.run(
        [*BROADSHEET, "new", str(folder)], env=clean_environment(), check=True, capture_output=True
    )
    return folder


def bare_inserts(count: int) -> float:
    """Seconds of CPU for as many pages with as long a body, each by one `create` of Django's."""
    from django.db import connection, models

    class Bare(models.Model):
        title = models.CharField(max_length=255)
        slug = models.CharField(max_length=255, unique=True)
        body = models.TextField()
        published_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "benchmarks"

        def __str__(self) -> str:
            return self.title

    with connection.schema_editor() as editor:
        editor.create_model(Bare)
    started = time.process_time()
    for number in range(count):
        Bare.objects.create(title=f"Story {number}", slug=f"s-{number}", body="word " * 400)
    return time.process_time() - started


@pytest.mark.slow
def test_posts_a_second_and_memory(tmp_path: Path, transactional_db: None, settings: Any) -> None:
    small = import_once(new_site(tmp_path / "a"), export(tmp_path / "a.json", 1_000))
    great = import_once(new_site(tmp_path / "b"), export(tmp_path / "b.json", 10_000))
    bare = 1_000 / bare_inserts(1_000)
    ratio = great["peak_mb"] / small["peak_mb"]
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; SQLite")
    for count, figures in ((1_000, small), (10_000, great)):
        print(
            f"{count} posts: {count / figures['seconds']:.0f} a second, "
            f"{count / figures['cpu']:.0f} a second of CPU, peak {figures['peak_mb']:.0f} MB"
        )
    print(
        f"peak at ten times the posts: {ratio:.2f}; bare inserts of one table: {bare:.0f} a second "
        f"of CPU, {bare * small['cpu'] / 1_000:.0f} of them for a post; "
        f"Ghost itself: {GHOSTS_OWN:.0f} a second"
    )
    assert ratio <= 1.2
    assert 1_000 / small["cpu"] > GHOSTS_OWN


@pytest.mark.slow
def test_readers_while_an_archive_comes_in(tmp_path: Path) -> None:
    source = export(tmp_path / "a.json", 2_000)
    with running_site(tmp_path / "site", "sqlite") as site:

        def read(until: threading.Event | None, seconds: float) -> list[float]:
            times, end = [], time.monotonic() + seconds
            while time.monotonic() < end and not (until and until.is_set()):
                started = time.perf_counter()
                assert requests.get(site.url + "/", timeout=30).status_code == 200
                times.append(time.perf_counter() - started)
                time.sleep(0.05)
            return sorted(times)

        quiet = read(None, 10)
        over = threading.Event()

        def bring() -> None:
            assert site.command("import", "ghost", str(source)).returncode == 0
            over.set()

        importer = threading.Thread(target=bring)
        importer.start()
        busy = read(over, 300)
        importer.join()
        assert "database is locked" not in site.read_log()

    def p99(times: list[float]) -> float:
        return times[int(len(times) * 0.99)] * 1000

    # How long they wait says more of the machine than of us: it is printed. All were answered.
    print(
        f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; front page, one reader: p99 "
        f"{p99(quiet):.0f} ms before ({len(quiet)} reads), {p99(busy):.0f} ms while 2,000 posts "
        f"come in ({len(busy)} reads)"
    )
    assert quiet
    assert busy
