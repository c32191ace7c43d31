"""Answers pressed pages as a web process takes requests in, ahead of Django and its threads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from broadsheet.press.answering import Headers, is_only_counted, respond
from broadsheet.press.asked import Asked, asked_path
from broadsheet.press.pack import pack
from broadsheet.press.staff_pass import COOKIE


class Scope(Protocol):
    """What of an RSGI request is looked at (RSGI 1.6): the path is decoded, header names lower."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query_string(self) -> str: ...
    @property
    def authority(self) -> str | None: ...
    @property
    def headers(self) -> Any: ...


def answer(scope: Scope) -> tuple[int, Headers, bytes] | None:
    """The status, headers and body of a pressed page; None for Django to answer.

    A request that comes with a staff's cookie is Django's, which knows whether we signed it.
    """
    if scope.method not in ("GET", "HEAD"):
        return None
    held = pack()
    page = held.page(scope.path)
    if page is None or not is_only_counted(scope.query_string):
        return None
    every = scope.headers.get_all

    def asked(name: str) -> str:
        # One list may come in several lines (RFC 9110, 5.2).
        return ", ".join(every(name))

    if not is_ours(scope.authority or asked("host")) or COOKIE in asked("cookie"):
        return None
    if settings.BROADSHEET_PRESS_FILES:
        _asked().count(scope.path)
    status, headers, body = respond(held, page, asked, scope.query_string)
    return status, headers, b"" if scope.method == "HEAD" else body


@lru_cache(maxsize=1)
def _asked() -> Asked:
    return Asked(asked_path())


@lru_cache(maxsize=256)
def is_ours(host: str) -> bool:
    """Whether a host is one of the site's, by Django's own rule."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
