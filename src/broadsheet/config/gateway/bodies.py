"""Requests' bodies, taken in on the event loop: whoever sends slowly holds no thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO

from broadsheet.config.gateway.interface import Exchange, Scope
from broadsheet.config.gateway.limits import Limits
from broadsheet.config.gateway.refusals import (
    CUT_SHORT,
    NO_ROOM,
    Refused,
    busy,
    malformed,
    too_large,
    too_slow,
)


class Body:
    """A whole body, from its beginning, and its length in bytes."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file = file
        self.length = length

    @classmethod
    def empty(cls) -> Body:
        return cls(BytesIO(), 0)


def has_body(scope: Scope) -> bool:
    """Whether a request says that a body follows (RFC 9112, 6)."""
    return "content-length" in scope.headers or "transfer-encoding" in scope.headers


class Bodies:
    """Takes bodies in, within the limits of one and of all together."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held = 0

    async def take(self, scope: Scope, exchange: Exchange) -> Body:
        """The body of a request. Raises Refused: too large, too slow, cut short, or too many.

        What is refused is read to its end in vain, for a while: see `discard`.
        """
        length = scope.headers.get("content-length")
        # Hyper has refused what is no number.
        declared = int(length) if length is not None and length.isdecimal() else None
        if declared is not None and declared > self._limits.body_bytes:
            raise too_large(self._limits.body_bytes)
        if self._held + (declared or 0) > self._limits.bodies_bytes:
            raise busy()
        if declared is not None and declared <= self._limits.memory_bytes:
            return await self._take_whole(exchange, declared)
        return await self._take_pieces(exchange.__aiter__(), declared)

    def give_back(self, body: Body) -> None:
        """Forget a body that was dealt with."""
        self._held -= body.length
        body.file.close()

    async def _take_whole(self, exchange: Exchange, declared: int) -> Body:
        if not declared:
            return Body.empty()
        seconds = self._limits.patience_seconds + declared / self._limits.least_rate
        self._held += declared
        try:
            async with asyncio.timeout(seconds):
                return Body(BytesIO(await exchange()), declared)
        except BaseException as error:
            self._held -= declared
            if isinstance(error, TimeoutError):
                raise too_slow() from error
            if isinstance(error, RuntimeError):
                # RSGI's word for a connection that broke.
                raise _cut_short() from error
            raise

    async def _take_pieces(self, pieces: AsyncIterator[bytes], declared: int | None) -> Body:
        file: IO[bytes] = SpooledTemporaryFile(max_size=self._limits.memory_bytes)  # noqa: SIM115
        body = Body(file, 0)
        try:
            await self._fill(body, pieces)
            if declared is not None and body.length != declared:
                raise _cut_short()
            file.seek(0)
        except BaseException as error:
            self.give_back(body)
            if isinstance(error, TimeoutError):
                raise too_slow() from error
            if isinstance(error, OSError):
                raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, NO_ROOM) from error
            raise
        return body

    async def _fill(self, body: Body, pieces: AsyncIterator[bytes]) -> None:
        limits = self._limits
        loop = asyncio.get_running_loop()
        begun, empty = loop.time(), 0
        while True:
            until = begun + limits.patience_seconds + body.length / limits.least_rate
            try:
                async with asyncio.timeout_at(min(until, loop.time() + limits.idle_seconds)):
                    # Without `anext`: granian's awaitables end the process in its wrapper.
                    piece = await pieces.__anext__()
            except StopAsyncIteration:
                return
            if not piece:
                # One empty piece is the end; more of them stand for an error. Trailers look the
                # same, and nobody sends any.
                empty += 1
                if empty > 1:
                    raise _cut_short()
                continue
            body.length += len(piece)
            self._held += len(piece)
            if body.length > limits.body_bytes:
                raise too_large(limits.body_bytes)
            if self._held > limits.bodies_bytes:
                raise busy()
            body.file.write(piece)

    async def discard(self, exchange: Exchange) -> None:
        """Read on in what was refused already, so that its sender comes to read the answer.

        A connection that is closed while its client still sends is reset, and the answer is lost.
        """
        size = 0
        with suppress(TimeoutError, RuntimeError, StopAsyncIteration):
            async with asyncio.timeout(self._limits.discard_seconds):
                # Where the reading has begun, its own iterator goes on.
                pieces = _again(exchange)
                while size < self._limits.discard_bytes:
                    piece = await pieces.__anext__()
                    if not piece:
                        return
                    size += len(piece)


def _again(exchange: Exchange) -> AsyncIterator[bytes]:
    try:
        return exchange.__aiter__()
    except RuntimeError:
        # It is its own iterator, and says so only once.
        return exchange  # type: ignore[return-value]


def _cut_short() -> Refused:
    return malformed(CUT_SHORT)
