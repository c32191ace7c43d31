"""The application that granian calls, by RSGI."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog

from broadsheet.config.gateway.ahead import answer_ahead
from broadsheet.config.gateway.answering import Means, Response
from broadsheet.config.gateway.bodies import Bodies, Body, has_body
from broadsheet.config.gateway.connections import SlowReaders, cut_all
from broadsheet.config.gateway.environ import environ_of
from broadsheet.config.gateway.files import FileWrapper
from broadsheet.config.gateway.interface import Answering, Exchange, Hook, Scope, WSGIApplication
from broadsheet.config.gateway.limits import Limits
from broadsheet.config.gateway.pool import Pool
from broadsheet.config.gateway.refusals import Refused, Say, busy, failed, in_english

logger = structlog.get_logger("broadsheet.web")

#: Tells a web process that it will be stopped: it has seconds to end what is under way.
STOPS_SOON = signal.SIGUSR1
#: For what is still under way when no connection is left. After ten in all the process is killed.
LAST_SECONDS = 1.5
#: Refusals after which the rest of a body is taken in, so that its sender reads the answer.
READ_ON_AFTER = frozenset(
    {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.INSUFFICIENT_STORAGE,
    }
)
#: A thread gives the interpreter to another after so many seconds, not Python's 0.005: what is
#: answered at once waits that long for a thread that renders.
SWITCH_SECONDS = 0.0005


class Gateway:
    """Answers pressed pages as they are asked for, and all else by a WSGI application in threads.

    `hook` is asked for each request, one after the other, in the thread that takes them in: it
    must not wait. It answers with status, headers and body, or None, and the application does.
    `port` is the site's, by which its connections are known. `at_end` is called in each thread
    when it ends. `say` puts into another language what the gateway answers by itself.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        threads: int,
        port: int,
        limits: Limits | None = None,
        hook: Hook | None = None,
        at_end: Callable[[], None] | None = None,
        say: Say = in_english,
    ) -> None:
        self._limits = limits or Limits()
        self._hook = hook
        self._port = port
        self._means = Means(application, self._limits, say=say)
        self._bodies = Bodies(self._limits)
        self._pool = Pool(
            threads,
            waiting=self._limits.waiting,
            waiting_seconds=self._limits.waiting_seconds,
            at_end=at_end,
        )
        self._loop: asyncio.AbstractEventLoop | None = None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        sys.setswitchinterval(SWITCH_SECONDS)
        self._loop = loop
        if self._hook is not None:
            answer_ahead(self._answer_ahead)
        self._pool.start(loop)
        SlowReaders(self._port, self._limits).start()
        loop.add_signal_handler(STOPS_SOON, self._stop_soon)

    def _stop_soon(self) -> None:
        """Cut what is still under way in a while: granian waits for every connection."""
        assert self._loop is not None
        self._loop.call_later(self._limits.stopping_seconds, cut_all, self._port)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        # Requests whose connections were cut still wait for their threads.
        left = asyncio.all_tasks(loop)
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=LAST_SECONDS))
        if not self._pool.stop(LAST_SECONDS):
            logger.warning("A request was still under way when the process ended")
        self._means.pipes.remove()

    def _answer_ahead(self, scope: Scope, exchange: Answering) -> bool:
        """Answer what is pressed; False where the application has to."""
        try:
            pressed = self._hook(scope) if self._hook is not None else None
            if pressed is None:
                return False
            status, headers, body = pressed
            if body:
                exchange.response_bytes(status, headers, body)
            else:
                exchange.response_empty(status, headers)
        except Exception:
            # The application can answer it, too.
            logger.exception("A pressed page could not be answered")
            return False
        return True

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        if scope.proto != "http":
            exchange.close(HTTPStatus.FORBIDDEN)  # type: ignore[attr-defined]
            return
        try:
            await self._ask_application(scope, exchange)
        except Refused as refusal:
            exchange.response_bytes(*refusal.answer_to(scope, self._means.say))
            if refusal.status in READ_ON_AFTER and has_body(scope):
                await self._bodies.discard(exchange)
        except Exception:
            logger.exception("A request failed", method=scope.method)
            exchange.response_bytes(*failed().answer_to(scope, self._means.say))

    async def _ask_application(self, scope: Scope, exchange: Exchange) -> None:
        if scope.method == "OPTIONS" and scope.path == "*":
            # Of the server as a whole (RFC 9110, 9.3.7).
            exchange.response_empty(HTTPStatus.NO_CONTENT, [])
            return
        environ: dict[str, Any] = environ_of(scope)
        if self._pool.is_full:
            raise busy()
        body = Body.empty()
        if has_body(scope):
            body = await self._bodies.take(scope, exchange)
            environ["CONTENT_LENGTH"] = str(body.length)
        try:
            environ["wsgi.input"] = body.file
            environ["wsgi.file_wrapper"] = FileWrapper
            response = Response(
                self._means, exchange, environ, client=scope.client, server=scope.server
            )
            await self._pool.run(response.run)
        finally:
            self._bodies.give_back(body)
