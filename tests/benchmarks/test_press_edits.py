"""Ten thousand random edits by several writers: stale pages, and pages pressed against changed."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

from tests.empty_databases import copied_template
from tests.press.stage import perform

COUNT = int(os.environ.get("BROADSHEET_BENCH_EDITS", "10000"))
SEED = int(os.environ.get("BROADSHEET_TEST_SEED", "7"))


def test_no_page_is_stale_after_ten_thousand_edits(django_db_setup: None, tmp_path: Path) -> None:
    with copied_template("broadsheet_press_bench") as database:
        print(
            f"\n{'postgresql' if database else 'sqlite'}, Python {platform.python_version()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, seed {SEED}"
        )
        begun = time.monotonic()
        report = perform(tmp_path / "site", COUNT, SEED, database)
    print(f"{'kind of edit':24} {'edits':>5} {'pressed':>6} {'changed':>6} ratio  needless")
    print("\n".join(report["rows"]))
    print(
        f"{report['edits']} edits in {time.monotonic() - begun:.0f} s, {report['outcomes']}; "
        f"{report['compared']} pages compared, {len(report['faults'])} faults; "
        f"pressed for one changed: {report['ratio']:.3f}"
    )
    assert report["faults"] == []
