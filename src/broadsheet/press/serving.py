"""Answers from what is pressed, within Django: for staff's servers, other servers, and tests."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from broadsheet.core.pressing import pressable_of
from broadsheet.press.answering import is_only_counted, respond
from broadsheet.press.bell import ring
from broadsheet.press.pack import pack
from broadsheet.press.staff_pass import holds_pass
from broadsheet.press.store import queue, store
from broadsheet.press.store.queue import Priority
from broadsheet.press.store.writing import PAGE

#: Never pressed, and asked for often: not even looked up.
ELSEWHERE = ("/admin/", "/accounts/", "/static/", "/media/", "/files/", "/healthz", "/readyz")
#: Seconds for which a process does not offer the same path again.
OFFERED_FOR = 60.0


def may_serve(request: HttpRequest) -> bool:
    """Whether a request is a reader's, for a page that may be pressed."""
    if request.method not in ("GET", "HEAD") or request.path.startswith(ELSEWHERE):
        return False
    if not is_only_counted(request.META.get("QUERY_STRING", "")):
        return False
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return not holds_pass(request)


def answer(request: HttpRequest) -> HttpResponse | None:
    """The pressed page; None where it isn't pressed or is not whole."""
    held = pack()
    page = held.page(request.path)
    if page is None:
        return None
    status, headers, body = respond(
        held,
        page,
        lambda name: request.headers.get(name, ""),
        request.META.get("QUERY_STRING", ""),
    )
    response = HttpResponse(body, status=status)
    if status == 304:
        del response["Content-Type"]
    for name, value in headers:
        response[name] = value
    return response


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
    ring()
