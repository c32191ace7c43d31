"""One import in a process of its own: prints what it took as JSON.

`python -m tests.benchmarks.import_once SITE EXPORT`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main(site: Path, source: Path) -> None:
    from broadsheet.config.cli.app import open_site

    open_site(site)
    from tests.importers.bringing import bring

    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.monotonic()
    report = bring(source)
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "posts": report.created["post"],
                "seconds": time.monotonic() - started,
                "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
                "peak_mb": after.ru_maxrss / 1024,
                "base_mb": before.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
