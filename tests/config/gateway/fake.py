"""RSGI without a server: what the gateway is given, and what it gave back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from typing import Any

Headers = list[tuple[str, str]]


class FakeHeaders:
    def __init__(self, pairs: Headers) -> None:
        self._pairs = pairs

    def __contains__(self, name: str) -> bool:
        return any(name == held for held, _value in self._pairs)

    def get(self, name: str, default: Any = None) -> Any:
        return next((value for held, value in self._pairs if held == name), default)

    def items(self) -> Headers:
        return list(self._pairs)


@dataclass
class FakeScope:
    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    pairs: Headers = field(default_factory=lambda: [("host", "testserver")])
    authority: str | None = None
    http_version: str = "1.1"
    proto: str = "http"
    scheme: str = "http"
    server: str = "127.0.0.1:1"
    client: str = "192.0.2.7:40000"

    @property
    def headers(self) -> FakeHeaders:
        return FakeHeaders(self.pairs)


@dataclass
class FakeExchange:
    """A request's body in pieces; None among them never comes."""

    pieces: list[bytes | None] = field(default_factory=list)
    answers: list[tuple[Any, ...]] = field(default_factory=list)
    read: int = 0

    async def _whole(self) -> bytes:
        whole = b""
        async for piece in self:
            whole += piece
        return whole

    def __call__(self) -> Awaitable[bytes]:
        return self._whole()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        if self.read >= len(self.pieces):
            raise StopAsyncIteration
        piece = self.pieces[self.read]
        self.read += 1
        if piece is None:
            await asyncio.sleep(3600)
        assert piece is not None
        return piece

    def response_empty(self, status: int, headers: Headers) -> None:
        self.answers.append((status, headers, b""))

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        self.answers.append((status, headers, body))

    def response_file(self, status: int, headers: Headers, file: str) -> None:
        self.answers.append((status, headers, file))

    def response_file_range(
        self, status: int, headers: Headers, file: str, start: int, end: int
    ) -> None:
        self.answers.append((status, headers, (file, start, end)))

    @property
    def answer(self) -> tuple[int, dict[str, str], Any]:
        """The one answer: status, headers by their lower-case names, body or file."""
        assert len(self.answers) == 1, self.answers
        status, headers, body = self.answers[0]
        return status, {name.lower(): value for name, value in headers}, body
