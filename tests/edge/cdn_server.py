"""A CDN's door of the tests' own: it notes what it is told and answers as it is set to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Told:
    method: str
    path: str
    headers: dict[str, str]
    content: Any

    @property
    def keys(self) -> list[str]:
        """What it was told to forget; `*` for everything."""
        content = self.content or {}
        found = content.get("surrogate_keys") or content.get("tags")
        if found is None and "CacheTag" in content:
            found = [content["CacheTag"]]
        if found is None and self.method == "PURGE":
            found = [self.path]
        return ["*"] if found is None else list(found)


@dataclass
class FakeCdn:
    url: str = ""
    told: list[Told] = field(default_factory=list)
    #: Status, headers and JSON of the next answers; the last one stays.
    answers: list[tuple[int, dict[str, str], Any]] = field(
        default_factory=lambda: [(200, {}, {"success": True, "status": "ok"})]
    )
    #: Seconds before it answers.
    slow: float = 0.0

    def fails(self, status: int = 503, said: Any = None, **headers: str) -> None:
        self.answers = [(status, headers, said or {})]

    def works(self) -> None:
        self.answers = [(200, {}, {"success": True})]

    def forgot(self) -> list[list[str]]:
        return [told.keys for told in self.told]


@contextmanager
def fake_cdn() -> Iterator[FakeCdn]:
    cdn = FakeCdn()

    class Door(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            text = self.rfile.read(length)
            content = json.loads(text) if text else None
            cdn.told.append(Told(self.command, self.path, dict(self.headers), content))
            time.sleep(cdn.slow)
            status, headers, said = cdn.answers[0]
            if len(cdn.answers) > 1:
                cdn.answers.pop(0)
            body = json.dumps(said).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            with suppress(OSError):
                # Who was too slow is waited for no longer.
                self.end_headers()
                self.wfile.write(body)

        do_POST = do_PURGE = answer  # noqa: N815

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    cdn.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield cdn
    finally:
        server.shutdown()
        server.server_close()
