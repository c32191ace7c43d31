"""Brings an archive in with kill -9 at seeded moments, then once to its end.

`python -m tests.load.killed_import SITE EXPORT MOMENTS SEED` prints how often it was killed. A
moment is counted in seconds of the importer's own CPU, so that a busy machine moves none.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

#: Seconds of CPU: the shortest reads little more than the archive, the longest writes some batches.
SOONEST, LATEST = 0.3, 2.5


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has had; its fields are counted from behind its name."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bring_until(source: Path, moment: float | None) -> bool:
    """Import in a process of its own, killed at the moment; True if it was."""
    from tests.importers.bringing import bring

    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            bring(source)
            code = 0
        finally:
            os._exit(code)
    while moment is not None and cpu_of(pid) < moment:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
        time.sleep(0.002)
    else:
        if moment is not None:
            os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return True
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("The import itself failed.")
    return False


def main(site: Path, source: Path, moments: int, seed: int) -> None:
    from broadsheet.config.cli.app import open_site

    open_site(site)
    chance = random.Random(seed)
    killed = sum(bring_until(source, chance.uniform(SOONEST, LATEST)) for _ in range(moments))
    bring_until(source, None)
    print(killed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
