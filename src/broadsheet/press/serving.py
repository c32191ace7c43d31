"""Answers from what is pressed: the page's own pieces and its fragments, joined."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import threading
import time
import zlib
from collections import OrderedDict
from dataclasses import dataclass

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from broadsheet.core.pressing import pressable_of
from broadsheet.press.staff_pass import holds_pass
from broadsheet.press.store import Store, queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE

#: What is added to an address to count clicks: the page is the same.
IGNORED = re.compile(r"(?:utm_[^=&]*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref)(?:=[^&]*)?")
#: Never pressed, and asked for often: not even looked up.
ELSEWHERE = ("/admin/", "/accounts/", "/static/", "/media/", "/files/", "/healthz", "/readyz")
#: RFC 1952: magic, deflate, no flags, no time, no system.
GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
#: The last, empty block of a raw deflate stream.
GZIP_END = b"\x03\x00"
TO_READERS = "public, max-age=0, must-revalidate"
#: Seconds for which a process does not offer the same path again.
OFFERED_FOR = 60.0


@dataclass(frozen=True)
class Assembled:
    """A whole page: its text, the same as one gzip stream, and what tells it from any other."""

    headers: list[tuple[str, str]]
    plain: bytes
    packed: bytes
    digest: str


def may_serve(request: HttpRequest) -> bool:
    """Whether a request is a reader's, for a page that may be pressed."""
    if request.method not in ("GET", "HEAD") or request.path.startswith(ELSEWHERE):
        return False
    query = request.META.get("QUERY_STRING", "")
    if query and not all(IGNORED.fullmatch(part) for part in query.split("&")):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return not holds_pass(request)


def answer(request: HttpRequest) -> HttpResponse | None:
    """The pressed page; None where it isn't pressed or is not whole."""
    page = assemble(store(), request.path)
    if page is None:
        return None
    zipped = accepts_gzip(request.headers.get("Accept-Encoding", ""))
    response = HttpResponse(page.packed if zipped else page.plain)
    for name, value in page.headers:
        response[name] = value
    response.setdefault("Cache-Control", TO_READERS)
    patch_vary_headers(response, ["Accept-Encoding"])
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    etag = f'"{page.digest}{"-gz" if zipped else ""}"'
    response["ETag"] = etag
    modified = response.get("Last-Modified")
    found = get_conditional_response(
        request, etag, parse_http_date_safe(modified) if modified else None, response
    )
    return found if isinstance(found, HttpResponse) else response


def assemble(found: Store, name: str, kind: str = PAGE) -> Assembled | None:
    """Join a page from its pieces and its fragments."""
    row = found.connection.execute(
        "SELECT id, headers FROM pressing WHERE kind = ? AND name = ?", [kind, name]
    ).fetchone()
    if row is None:
        return None
    joined = _Joined()
    if not joined.add(found, int(row[0]), 0):
        return None
    return Assembled(
        headers=[(name, value) for name, value in json.loads(row[1])],
        plain=(plain := b"".join(joined.plain)),
        packed=b"".join(
            [
                GZIP_HEAD,
                *joined.packed,
                GZIP_END,
                struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF),
            ]
        ),
        digest=joined.digest.hexdigest()[:32],
    )


class _Joined:
    """Pieces in their order."""

    def __init__(self) -> None:
        self.plain: list[bytes] = []
        self.packed: list[bytes] = []
        self.digest = hashlib.sha256()

    def add(self, found: Store, pressing: int, without: int) -> bool:
        """Add a text; False where it, or a fragment in it, is not pressed."""
        row = found.connection.execute(
            "SELECT layout, plain, packed, digest FROM body "
            "WHERE pressing_id = ? AND without IN (0, ?) ORDER BY without DESC LIMIT 1",
            [pressing, without],
        ).fetchone()
        if row is None:
            return False
        layout, plain, packed, digest = row
        self.digest.update(digest.encode())
        plain_at = packed_at = 0
        for part in json.loads(layout):
            if len(part) == 3:
                if not self.add(found, part[0], part[1]):
                    return False
                continue
            self.plain.append(plain[plain_at : plain_at + part[0]])
            self.packed.append(packed[packed_at : packed_at + part[1]])
            plain_at, packed_at = plain_at + part[0], packed_at + part[1]
        return True


def accepts_gzip(header: str) -> bool:
    """Whether gzip is among the codings that a client takes (RFC 9110, 12.5.3)."""
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        quality = 1.0
        for parameter in parameters.split(";"):
            key, _, value = parameter.strip().partition("=")
            if key == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        found[coding.strip()] = quality
    wanted = found.get("gzip", found.get("x-gzip", found.get("*", 0.0)))
    return wanted > 0


class _Offered:
    """The paths that this process offered lately."""

    def __init__(self, most: int = 5000) -> None:
        self._most = most
        self._seen: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def is_new(self, path: str) -> bool:
        now = time.monotonic()
        with self._lock:
            if now - self._seen.get(path, -OFFERED_FOR) < OFFERED_FOR:
                return False
            self._seen[path] = now
            self._seen.move_to_end(path)
            while len(self._seen) > self._most:
                self._seen.popitem(last=False)
        return True

    def clear(self) -> None:
        with self._lock:
            self._seen.clear()


offered = _Offered()


def offer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let a page that Django answered be pressed, where every reader gets the same."""
    if response.status_code != 200 or pressable_of(request) is None:
        return
    if request.method != "GET" or not offered.is_new(request.path):
        return
    found = store()
    with found.writing():
        queue.add(found, PAGE, request.path, Priority.OFFERED, json.dumps(["N"]))
