"""What the gateway uses of RSGI 1.6 and of WSGI, as types."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, Protocol

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
#: A WSGI application (PEP 3333).
WSGIApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class RequestHeaders(Protocol):
    """Names are in lower case; a value that is not ASCII is missing from what is given."""

    def __contains__(self, name: str) -> bool: ...

    def get(self, name: str, default: Any = None) -> Any: ...

    def items(self) -> Iterable[tuple[str, str]]: ...


class Scope(Protocol):
    """A request. `path` is decoded: bytes that are no UTF-8 have become U+FFFD."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> RequestHeaders: ...


class Answering(Protocol):
    """How a request is answered; any thread may do it, once."""

    def response_empty(self, status: int, headers: Headers) -> None: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_file(self, status: int, headers: Headers, file: str) -> None: ...

    def response_file_range(
        self, status: int, headers: Headers, file: str, start: int, end: int
    ) -> None: ...


class Exchange(Answering, Protocol):
    """A request's body, and how it is answered."""

    def __call__(self) -> Awaitable[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


#: What answers a request at once, or None where Django must: see `Gateway`.
Hook = Callable[[Scope], tuple[int, Headers, bytes] | None]
