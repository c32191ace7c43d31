"""A real archive moves into a site that runs, on both databases: every address answers."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import feedparser
import pytest
import requests

from tests.conftest import corpora
from tests.running_site import postgresql_database, running_site

SMALL = Path(__file__).parents[1] / "importers" / "data" / "ghost-6-small.json"
#: What Ghost 6 itself needs for its own 1,000 posts on such a machine, in seconds.
GHOST_NEEDS = 30.0


def exports() -> list[Path]:
    return [SMALL, corpora() / "ghost" / "ghost-6-1000.json"]


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("export", exports(), ids=lambda path: path.stem)
def test_an_archive_moves_into_a_running_site(tmp_path: Path, export: Path, database: str) -> None:
    if not export.is_file():
        pytest.skip(f"{export.name} is not here.")
    address = "sqlite" if database == "sqlite" else postgresql_database("broadsheet_archive")
    if address is None:
        pytest.skip("No PostgreSQL answers at BROADSHEET_TEST_POSTGRESQL.")
    with running_site(tmp_path / "site", address) as site:
        started = time.monotonic()
        done = site.command("import", "ghost", str(export), "--json")
        seconds = time.monotonic() - started
        assert done.returncode == 0, done.stderr
        report = json.loads(done.stdout)
        again = json.loads(site.command("import", "ghost", str(export), "--json").stdout)
        assert again["created"] == {}
        for old in report["addresses"]:
            # A tag may be called as a story type is, whose list stands at that address.
            assert old["answer"] in ("live", "redirect", "taken") or old["kind"] == "email", old
            answer = requests.get(site.url + old["path"], timeout=30)
            assert answer.status_code == (410 if old["answer"] == "gone" else 200), old
        pages = sitemap_addresses(site.url)
        broken = [path for path in pages if site.get(path).status_code != 200]
        assert broken == []
        for path in ("/feed/", "/feed/atom/", "/stories/feed/", feed_of_a_tag(report)):
            parsed = feedparser.parse(site.get(path).content)
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            assert parsed.entries, path
        assert "Traceback" not in site.read_log()
        posts = report["created"]["post"]
        print(
            f"\n{export.stem} on {database}: {posts} posts, {report['seconds']:.1f} s of import, "
            f"{seconds:.1f} s with the start of the program; {len(pages)} addresses of the "
            f"sitemap and {len(report['addresses'])} old ones answer"
        )
        if posts >= 999:
            assert seconds < GHOST_NEEDS


def sitemap_addresses(url: str) -> list[str]:
    """The path of every page that the sitemap's parts name."""
    index = requests.get(f"{url}/sitemap.xml", timeout=30)
    assert index.status_code == 200
    found: list[str] = []
    for part in re.findall(r"<loc>[^<]*?(/sitemap-[^<]+)</loc>", index.text):
        text = requests.get(url + part, timeout=30).text
        found += re.findall(r"<url><loc>https?://[^/<]+([^<]*)</loc>", text.replace("\n", ""))
    assert found
    return found


def feed_of_a_tag(report: dict[str, Any]) -> str:
    tags = [old["path"] for old in report["addresses"] if old["kind"] == "tag"]
    return f"{tags[0]}feed/"
