"""As much of S3 over HTTP as keeping backups needs: put (in parts too), get, list, delete."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Bucket(ThreadingHTTPServer):
    """The objects by key; `refusing` answers every request with 403."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[int, bytes] = {}
        self.refusing = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Bucket
    protocol_version = "HTTP/1.1"

    def log_message(self, *_words: Any) -> None:
        return

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def xml(self, text: str, status: int = 200) -> None:
        self.answer(status, f'<?xml version="1.0"?>{text}'.encode(), Content_Type="application/xml")

    def body(self) -> bytes:
        size = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(size)
        if "aws-chunked" not in (self.headers.get("Content-Encoding") or ""):
            return data
        whole, rest = b"", data
        while rest:
            line, _end, rest = rest.partition(b"\r\n")
            length = int(line.split(b";")[0], 16)
            if not length:
                break
            whole, rest = whole + rest[:length], rest[length + 2 :]
        return whole

    def refused(self) -> bool:
        if self.server.refusing:
            self.body()
            self.xml("<Error><Code>AccessDenied</Code><Message>No.</Message></Error>", 403)
        return self.server.refusing

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/").partition("/")[2]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def do_GET(self) -> None:
        if self.refused():
            return
        if "list-type" in self.query:
            prefix = self.query.get("prefix", [""])[0]
            items = "".join(
                f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size></Contents>"
                for key, data in sorted(self.server.objects.items())
                if key.startswith(prefix)
            )
            self.xml(
                f"<ListBucketResult><IsTruncated>false</IsTruncated>{items}</ListBucketResult>"
            )
            return
        data = self.server.objects.get(self.key)
        if data is None:
            self.xml("<Error><Code>NoSuchKey</Code><Message>It is not here.</Message></Error>", 404)
            return
        etag = f'"{hashlib.md5(data).hexdigest()}"'
        asked = self.headers.get("Range")
        if asked and self.command == "GET":
            first, _dash, last = asked.removeprefix("bytes=").partition("-")
            end = min(int(last or len(data) - 1), len(data) - 1)
            part = data[int(first) : end + 1]
            span = f"bytes {first}-{end}/{len(data)}"
            self.answer(206, part, ETag=etag, Content_Range=span)
            return
        if self.command == "HEAD":
            self.send_response(200)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            return
        self.answer(200, data, ETag=etag)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        if self.refused():
            return
        data = self.body()
        if "partNumber" in self.query:
            self.server.parts[int(self.query["partNumber"][0])] = data
        else:
            self.server.objects[self.key] = data
        self.answer(200, ETag=f'"{hashlib.md5(data).hexdigest()}"')

    def do_POST(self) -> None:
        if self.refused():
            return
        self.body()
        if "uploads" in self.query:
            self.server.parts.clear()
            self.xml(
                "<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
                "</InitiateMultipartUploadResult>"
            )
            return
        parts = self.server.parts
        self.server.objects[self.key] = b"".join(parts[number] for number in sorted(parts))
        self.xml("<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")

    def do_DELETE(self) -> None:
        if self.refused():
            return
        self.server.objects.pop(self.key, None)
        self.answer(204)


@contextmanager
def bucket() -> Iterator[Bucket]:
    server = Bucket()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
