"""What each kind of page costs at 30,000 stories beside 1,000, in CPU time of one run."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

SIZES = (1_000, 30_000)
SCRIPT = """
import json, statistics, sys, time
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
from django.test import Client
from broadsheet.newsroom.models import StoryCard
from broadsheet.staff.models import User

readers, desk = Client(), Client()
desk.force_login(User.objects.get(username="editor"))
newest = StoryCard.objects.newest().first()
old = StoryCard.objects.oldest().first()
year = old.published_at.year + 1
kinds = {
    "front": "/",
    "story": newest.path,
    "section": "/harbour/",
    "section, page 5": "/harbour/page/5/",
    "topic of a third": "/tag/lower-basin/",
    "type": "/tag/news-feed/",
    "person": "/author/rafe-ondaraz/",
    "archive": "/news/",
    "archive, a year": f"/news/{year}/",
    "archive, a month": f"/news/{year}/05/",
    "feed": "/feed/",
    "feed of a topic": "/tag/lower-basin/feed/",
    "sitemap": "/sitemap.xml",
    "sitemap, a month": f"/sitemap-{year}-05.xml",
    "sitemap of pages": "/sitemap-pages.xml",
    "search, a rare word": "/search/?q=trebrook",
    "search, a common word": "/search/?q=council",
    "search, every story": "/search/?q=the",
    "search, narrowed": "/search/?q=council&section=harbour&order=newest",
    "search, page 5": "/search/?q=council&page=5",
    "desk": "/admin/",
    "list of stories": "/admin/stories/",
    "list of stories, page 15": "/admin/stories/?p=15",
    "list, by words": "/admin/stories/?q=tram",
    "list, by topic": "/admin/stories/?topic=basin",
    "editor": f"/admin/pages/{newest.pk}/edit/",
    "chooser": "/admin/choose-page/search/?q=tram&page_type=newsroom.story",
    "topics": "/admin/snippets/newsroom/topic/",
}
found = {}
for kind, path in kinds.items():
    client = desk if path.startswith("/admin/") else readers
    assert client.get(path).status_code == 200, path
    taken = []
    for _turn in range(5):
        began = time.process_time(), time.perf_counter()
        client.get(path)
        taken.append((time.process_time() - began[0], time.perf_counter() - began[1]))
    found[kind] = [statistics.median(column) * 1000 for column in zip(*taken)]
json.dump(found, sys.stdout)
"""


def times(folder: Path, stories: int) -> dict[str, list[float]]:
    """CPU and clock milliseconds of each kind of page of a demo newspaper of so many stories."""
    program = [sys.executable, "-m", "broadsheet"]
    making = [*program, "demo", str(folder), "--stories", str(stories)]
    if database := os.environ.get(f"BROADSHEET_BENCH_DATABASE_{stories}"):
        making += ["--database", database]
    subprocess.run(making, check=True, capture_output=True)
    env = {
        **os.environ,
        "BROADSHEET_SITE": str(folder),
        "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, check=True, capture_output=True, text=True
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_pages_at_a_thousand_and_at_thirty_thousand_stories(tmp_path: Path) -> None:
    few, many = (times(tmp_path / str(size), size) for size in SIZES)
    print(
        f"\nPython {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}; CPU ms (clock ms), and the ratio of CPU"
    )
    for kind, (cpu, clock) in many.items():
        before, clock_before = few[kind]
        print(
            f"{kind:26} {before:7.1f} ({clock_before:7.1f}) at {SIZES[0]:,}  "
            f"{cpu:7.1f} ({clock:7.1f}) at {SIZES[1]:,}  × {cpu / before:.2f}"
        )
