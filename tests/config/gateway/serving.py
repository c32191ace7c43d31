"""A server of the gateway with small applications, each checked by `wsgiref.validate`.

`python -m tests.config.gateway.serving PORT [django]`; with `django` the site that
BROADSHEET_SITE names stands behind it, checked in the same way.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from asyncio import _get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from wsgiref.validate import validator

from broadsheet.config.gateway import Gateway, Limits
from broadsheet.config.web_processes import WebProcesses
from tests.config.command import environment
from tests.config.running import free_port, wait_for

Start = Callable[..., Any]
#: What a test need not wait for as long as a reader may.
LIMITS = Limits(
    header_seconds=1.0,
    idle_seconds=0.7,
    patience_seconds=1.0,
    body_bytes=300 * 1024 * 1024,
    waiting=8,
    waiting_seconds=5.0,
    stalled_seconds=2.0,
    reading_seconds=3.0,
    stopping_seconds=1.0,
    discard_seconds=3.0,
)
PLAIN = [("Content-Type", "text/plain; charset=utf-8")]
FILE = Path(tempfile.gettempdir()) / f"broadsheet-gateway-{os.getuid()}"


def hello(environ: dict[str, Any], start: Start) -> list[bytes]:
    start("200 OK", [*PLAIN, ("Content-Length", "5")])
    return [b"hello"]


def show(environ: dict[str, Any], start: Start) -> list[bytes]:
    """The environ, and the body by its digest."""
    digest, size = hashlib.sha256(), 0
    while piece := environ["wsgi.input"].read(65536):
        digest.update(piece)
        size += len(piece)
    texts = {name: value for name, value in environ.items() if isinstance(value, str)}
    body = json.dumps({**texts, "sha256": digest.hexdigest(), "size": size}).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def stream(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    """So many pieces of 64 KB as the query says."""
    start("200 OK", PLAIN)
    for number in range(int(environ["QUERY_STRING"] or 3)):
        yield b"%08d" % number * 8192


def drip(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", PLAIN)
    for _number in range(3):
        yield b"x"
        time.sleep(0.5)


def breaks(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    start("200 OK", PLAIN)
    yield b"half of it"
    raise LookupError("of the application")


def fails(environ: dict[str, Any], start: Start) -> list[bytes]:
    raise LookupError("of the application")


def short(environ: dict[str, Any], start: Start) -> Iterator[bytes]:
    """Says more than it gives, and is too large to be collected."""
    start("200 OK", [*PLAIN, ("Content-Length", str(20 * 1024 * 1024))])
    yield b"x" * 1000


def nothing(environ: dict[str, Any], start: Start) -> list[bytes]:
    start("204 No Content", [])
    return []


def sleepy(environ: dict[str, Any], start: Start) -> list[bytes]:
    time.sleep(float(environ["QUERY_STRING"] or 1))
    return hello(environ, start)


def film(environ: dict[str, Any], start: Start) -> Any:
    """The last so many bytes of a file of ten megabytes, by the server's own file wrapper."""
    file = FILE.open("rb")
    size = int(environ["QUERY_STRING"])
    file.seek(-size, os.SEEK_END)
    start("206 Partial Content", [*PLAIN, ("Content-Length", str(size))])
    return environ["wsgi.file_wrapper"](file)


APPLICATIONS = {
    f"/{application.__name__}": application
    for application in (
        hello,
        show,
        stream,
        drip,
        breaks,
        fails,
        short,
        nothing,
        sleepy,
    )
}
CHECKED = {path: validator(application) for path, application in APPLICATIONS.items()}


def application(environ: dict[str, Any], start: Start) -> Any:
    if environ["PATH_INFO"] == "/film":
        # The check would hide the wrapper.
        return film(environ, start)
    return CHECKED.get(environ["PATH_INFO"], CHECKED["/show"])(environ, start)


def hook(scope: Any) -> tuple[int, list[tuple[str, str]], bytes] | None:
    if scope.path == "/hello" and scope.query_string == "hook-fails":
        raise LookupError("of the hook")
    if scope.path == "/pressed/where":
        # A loop is running in the event loop's thread alone.
        return 200, PLAIN, b"ahead" if _get_running_loop() is None else b"on the loop"
    return (200, PLAIN, b"pressed") if scope.path == "/pressed" else None


def load(port: int, name: str) -> Gateway:
    if name == "django":
        os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.config.settings"
        from django.db import connections

        from broadsheet.config.wsgi import application as django

        limits = replace(LIMITS, body_bytes=12 * 1024 * 1024, waiting=128)
        checked = validator(django)
        return Gateway(
            checked, threads=4, port=port, limits=limits, hook=hook, at_end=connections.close_all
        )
    FILE.write_bytes(b"0123456789" * 1024 * 1024)
    return Gateway(application, threads=4, port=port, limits=LIMITS, hook=hook)


class Serving(NamedTuple):
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def web_process(self) -> int:
        """The process that answers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[-1])


@contextmanager
def serving(folder: Path, name: str = "", **more: str) -> Iterator[Serving]:
    """A server in a process of its own, while it runs."""
    from tests.config.gateway.raw import ask

    port, log = free_port(), folder / f"serving{name}.log"
    root = Path(__file__).parents[3]
    mine = environment(**more)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.config.gateway.serving", str(port), name],
            env=mine | {"PYTHONPATH": f"{mine['PYTHONPATH']}:{root}"},
            cwd=root,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Serving(process, port, log)
    request = b"GET /pressed HTTP/1.1\r\nHost: testserver\r\nConnection: close\r\n\r\n"
    try:
        assert wait_for(lambda: b"pressed" in ask(port, request), 60), server.said
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


if __name__ == "__main__":
    here, which = int(sys.argv[1]), sys.argv[2]
    WebProcesses.on("127.0.0.1", here, processes=1, limits=LIMITS).serve(
        target_loader=partial(load, here, which), wrap_loader=False
    )
