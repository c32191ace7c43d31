"""Renders an address as a reader without cookies gets it, in one snapshot of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import got_request_exception
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from broadsheet.core.pressing import Pressable, pressable_of
from broadsheet.press.fragments import FragmentName
from broadsheet.press.recording import Recorder, hooks, recording

#: In a request's environment: it is the press's own; which fragment it asks for; its variants.
OWN, FRAGMENT = "broadsheet.press", "broadsheet.press.fragment"
VARIANTS = "broadsheet.press.variants"


@dataclass
class Rendered:
    """An answer, what the view said of it, and the error where rendering failed.

    `variants` are a fragment's texts by the story that each is without.
    """

    response: HttpResponseBase
    pressable: Pressable | None
    error: BaseException | None = None
    variants: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        assert isinstance(self.response, HttpResponse)
        return self.response.content

    def why_not(self, kept: Recorder) -> str:
        """Why the answer can't be kept; "" where it can."""
        response = self.response
        if response.status_code != 200:
            return f"It answers {response.status_code}."
        if self.pressable is None:
            return "Its view makes another answer for each reader."
        if response.streaming or not isinstance(response, HttpResponse):
            return "It is sent piece by piece."
        if response.cookies:
            return "It sets a cookie."
        control = response.get("Cache-Control", "")
        if "private" in control or "no-store" in control:
            return "It is private."
        if "cookie" in response.get("Vary", "").lower():
            return "It depends on the reader's cookies."
        return " ".join(kept.refusals)


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def request_for(path: str, fragment: FragmentName | None = None) -> WSGIRequest:
    """A reader's request for a path, such as "/über-uns/", without any cookie."""
    parts = urlsplit(settings.BROADSHEET_ADDRESS)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    environment: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        OWN: True,
    }
    if parts.scheme == "https":
        environment["HTTP_X_FORWARDED_PROTO"] = "https"
    if fragment is not None:
        environment[FRAGMENT] = fragment
    return WSGIRequest(environment)


def render(path: str, kept: Recorder | None, fragment: FragmentName | None = None) -> Rendered:
    """Render a path, or a fragment as it stands on the pages below a path.

    Where something raises, the answer is Django's own for it and `error` holds it.
    """
    errors: list[BaseException] = []

    def note(sender: Any, **kwargs: Any) -> None:
        import sys

        error = sys.exception()
        if error is not None:
            errors.append(error)

    request = request_for(unquote(path) if "%" in path else path, fragment)
    got_request_exception.connect(note, weak=False)
    try:
        with recording(kept):
            response = _handler().get_response(request)
    finally:
        got_request_exception.disconnect(note)
    error = errors[0] if errors else None
    return Rendered(response, pressable_of(request), error, request.environ.get(VARIANTS, {}))


@contextmanager
def snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Read one moment of the database while the block lasts; nothing can be written in it."""
    hooks.install()
    connection: Any = connections[using]
    with _without_caches(), hooks.statements(using), _moment_of(connection):
        yield


@contextmanager
def _moment_of(connection: Any) -> Iterator[None]:
    """One transaction that only reads; within another one, that one's moment."""
    is_inner = connection.in_atomic_block
    if connection.vendor == "postgresql":
        with transaction.atomic(connection.alias):
            if not is_inner:
                connection.cursor().execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
            yield
        return
    connection.ensure_connection()
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(connection.alias):
            connection.cursor().execute("PRAGMA query_only = 1")
            try:
                yield
            finally:
                connection.cursor().execute("PRAGMA query_only = 0")
    finally:
        connection.transaction_mode = mode


@contextmanager
def _without_caches() -> Iterator[None]:
    """Django's caches answer nothing: what they would hide must be read."""
    held = {alias: caches[alias] for alias in settings.CACHES}
    for alias in held:
        caches[alias] = DummyCache("", {})
    try:
        yield
    finally:
        for alias, cache_ in held.items():
            caches[alias] = cache_
