"""One import in a process of its own: prints what it took as JSON.

`python -m tests.benchmarks.import_once SITE EXPORT`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def peak_mb() -> float:
    """The most memory this program held; `ru_maxrss` would count its parent's before `exec`."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def main(site: Path, source: Path) -> None:
    from broadsheet.config.cli.app import open_site

    open_site(site)
    from tests.importers.bringing import bring

    base = peak_mb()
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
                "peak_mb": peak_mb(),
                "base_mb": base,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
