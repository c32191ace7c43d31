"""Load from processes of their own: wrk as fast as it goes, or so many requests a second."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from broadsheet.config.site_file import SiteFileError

#: Connections that wrk holds, as in all figures that these are compared with.
CONNECTIONS = 32
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
LUA = """
local paths, sums, headers = {}, {}, {__HEADERS__}
local total = 0
for line in io.lines("__PATHS__") do
  paths[#paths + 1] = line
  total = total + 1 / #paths
  sums[#sums + 1] = total
end
math.randomseed(__SEED__)
-- The place of a page among all is the inverse of how often it is read (Zipf).
local function place()
  local at, low, high = math.random() * total, 1, #sums
  while low < high do
    local middle = math.floor((low + high) / 2)
    if sums[middle] < at then low = middle + 1 else high = middle end
  end
  return paths[low]
end
request = function() return wrk.format("GET", place(), headers) end
"""


@dataclass(frozen=True)
class Throughput:
    """Requests a second; the half and the slowest hundredth of answers in seconds; what failed."""

    requests: float
    p50: float
    p99: float
    failed: int

    def as_json(self) -> dict[str, float]:
        return asdict(self)


def need_wrk() -> str:
    """Where wrk is. Raises SiteFileError where this machine has none."""
    found = shutil.which("wrk")
    if found is None:
        raise SiteFileError(
            "Requests are made by wrk, which is not on this machine. Install it "
            "(`apt install wrk`), then try again."
        )
    return found


def wrk(url: str, seconds: float, headers: Mapping[str, str] | None = None) -> Throughput:
    """Ask for one address as fast as it is answered."""
    given = [word for name, value in (headers or {}).items() for word in ("-H", f"{name}: {value}")]
    return _run([need_wrk(), *_how_long(seconds), *given, url], seconds)


def wrk_by_zipf(
    root: str,
    paths: Sequence[str],
    seconds: float,
    folder: Path,
    headers: Mapping[str, str] | None = None,
) -> Throughput:
    """Ask for many addresses, the first most: the n-th 1/n times as often as the first."""
    listed, script = folder / "paths.txt", folder / "zipf.lua"
    listed.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    written = ", ".join(f'["{name}"] = "{value}"' for name, value in (headers or {}).items())
    script.write_text(
        LUA.replace("__HEADERS__", written)
        .replace("__PATHS__", str(listed))
        .replace("__SEED__", "20261129"),
        encoding="utf-8",
    )
    return _run([need_wrk(), *_how_long(seconds), "-s", str(script), root], seconds)


def _how_long(seconds: float) -> list[str]:
    return ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency"]


def _run(command: Sequence[str], seconds: float) -> Throughput:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=seconds + 120, check=True
    )
    return read_wrk(done.stdout)


def read_wrk(said: str) -> Throughput:
    """What wrk says. Raises ValueError where it says no figures."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None:
        raise ValueError(f"wrk gave no figures: {said!r}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Throughput(
        requests=float(rate[1]),
        p50=_share(said, "50"),
        p99=_share(said, "99"),
        failed=sum(map(int, [*(bad.groups() if bad else ()), *(lost.groups() if lost else ())])),
    )


def _share(said: str, share: str) -> float:
    found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)\s*$", said, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else 0.0


def at_rate(
    url: str, rate: int, seconds: float, headers: Mapping[str, str] | None = None
) -> Throughput:
    """Ask so many times a second, whether or not the answers come (an open loop).

    Latency counts from the moment at which a request was due, so that a server which stands still
    is seen by all who wait, and not only by who is being answered.
    """
    found = _open_loop(url, rate, seconds, headers or {})
    return Throughput(found["requests"], found["p50"], found["p99"], int(found["failed"]))


@contextmanager
def while_at_rate(url: str, rate: int) -> Iterator[None]:
    """Readers while the block lasts."""
    command = _open_loop_command(url, rate, 3600, {"Accept-Encoding": "gzip"})
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def _open_loop_command(
    url: str, rate: int, seconds: float, headers: Mapping[str, str]
) -> list[str]:
    given = [f"{name}: {value}" for name, value in headers.items()]
    module = "broadsheet.config.bench.open_loop"
    return [sys.executable, "-m", module, url, str(rate), str(seconds), *given]


def _open_loop(url: str, rate: int, seconds: float, headers: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(
        _open_loop_command(url, rate, seconds, headers),
        capture_output=True,
        text=True,
        timeout=seconds + 120,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
