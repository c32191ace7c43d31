"""A site under `broadsheet run` that a thousand clients are slow at, one byte a second."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.config.running import wait_for
from tests.running_site import demo_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
    ),
    pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed."),
]

SLOW = 1000
SECONDS = 20
#: Front pages a second, answered by Django, beside what a load generator takes.
PAGES = 10


@dataclass
class Seen:
    """How readers were served: requests a second of one kind, and each page's latency."""

    rate: float
    errors: str
    latencies: list[float]

    def report(self) -> str:
        ordered = sorted(self.latencies)
        at = [ordered[int(len(ordered) * part)] * 1000 for part in (0.5, 0.99)]
        return (
            f"  {self.rate:.0f} pressed front pages a second{self.errors}; {len(ordered)} by "
            f"Django, p50 {at[0]:.0f} ms, p99 {at[1]:.0f} ms"
        )


def read(url: str) -> Seen:
    """Read the pressed front page as fast as sixteen connections go, and by Django now and then."""
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}", url + "/"]
    generator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    latencies: list[float] = []
    due = time.monotonic()
    while generator.poll() is None:
        begun = time.monotonic()
        assert requests.get(url + "/?not=pressed", timeout=20).status_code == 200
        latencies.append(time.monotonic() - begun)
        due += 1 / PAGES
        time.sleep(max(0.0, due - time.monotonic()))
    said, _nothing = generator.communicate()
    rate = re.search(r"Requests/sec: +([\d.]+)", said)
    assert rate, said
    errors = re.findall(r"(?:Socket errors|Non-2xx).*", said)
    return Seen(float(rate[1]), "".join(f", {error}" for error in errors), latencies)


async def be_slow(port: int, kind: int, until: float, cuts: Counter[str]) -> None:
    """Send or take a byte a second, and come again when cut off."""
    head = f"Host: 127.0.0.1:{port}\r\n".encode()
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
            if kind == 0:
                sent = b"GET / HTTP/1.1\r\n" + head + b"X-A: " + b"a" * 1000
                name = "headers"
            elif kind == 1:
                start = b"POST /accounts/login/ HTTP/1.1\r\n" + head
                writer.write(start + b"Content-Length: 1000000\r\n\r\n")
                sent, name = b"a" * 1000, "bodies"
            else:
                writer.write(b"GET / HTTP/1.1\r\n" + head + b"\r\n")
                sent, name = b"", "answers"
            while time.monotonic() < until:
                if sent:
                    writer.write(sent[:1])
                    sent = sent[1:]
                    await writer.drain()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            if not await reader.read(1):
                                raise ConnectionError
                else:
                    if not await reader.read(1):
                        raise ConnectionError
                    await asyncio.sleep(1)
        except OSError:
            cuts[name] += 1
        finally:
            with suppress(UnboundLocalError):
                writer.close()


@contextmanager
def slow_clients(port: int, count: int) -> Iterator[Counter[str]]:
    """So many slow clients, in a loop of their own; yields how many were cut off, by their kind."""
    cuts: Counter[str] = Counter()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    until = time.monotonic() + 600
    clients = [
        asyncio.run_coroutine_threadsafe(be_slow(port, number % 3, until, cuts), loop)
        for number in range(count)
    ]
    # Those that are cut off for being slow have been, once.
    time.sleep(25 if count else 0)
    try:
        yield cuts
    finally:
        for client in clients:
            client.cancel()
        time.sleep(1)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_thousand_slow_clients_keep_nobody_from_reading(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    with demo_site(tmp_path / "site") as site:
        port = int(site.url.rpartition(":")[2])
        assert wait_for(lambda: '-gz"' in site.get("/").headers.get("ETag", ""), 60)
        print(f"\nload {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        seen = {}
        for count in (0, SLOW):
            with slow_clients(port, count) as cuts:
                seen[count] = read(site.url)
                print(f"beside {count} slow clients (cut off: {dict(cuts)})")
                print(seen[count].report())
            assert not seen[count].errors
        # The slow ones cost a core some work; a machine that is busy otherwise serves fewer.
        assert seen[SLOW].rate > min(2000, seen[0].rate / 2)
        assert max(seen[SLOW].latencies) < 5
        assert requests.get(site.url + "/healthz", timeout=10).status_code == 200
        assert "A request failed" not in site.read_log()
        assert "A web process ended" not in site.read_log()
