"""One request's way through a WSGI application (PEP 3333), in a thread of the pool."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import structlog

from broadsheet.config.gateway.connections import cut_client
from broadsheet.config.gateway.files import FileWrapper, part_of
from broadsheet.config.gateway.interface import Answering, Environ, Headers, WSGIApplication
from broadsheet.config.gateway.limits import Limits
from broadsheet.config.gateway.refusals import Say, failed, in_english
from broadsheet.config.gateway.streams import ClientIsGone, ClientIsStuck, Pipes, Stream

logger = structlog.get_logger("broadsheet.web")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType]
#: Hop-by-hop headers (RFC 9110, 7.6.1), which are the server's own.
NOT_THE_APPLICATIONS = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


@dataclass(frozen=True)
class Means:
    """What every request of a process is answered with."""

    application: WSGIApplication
    limits: Limits
    pipes: Pipes = field(default_factory=Pipes)
    say: Say = in_english


class Response:
    """What an application says and gives, until it is handed to granian.

    Granian ends the whole process at a status that is none, and sends as many bytes as it is
    given, whatever Content-Length says: neither must reach it.
    """

    def __init__(
        self, means: Means, answering: Answering, environ: Environ, *, client: str, server: str
    ) -> None:
        self._means = means
        self._answering = answering
        self._environ = environ
        self._client, self._server = client, server
        self._status = 0
        self._headers: Headers = []
        #: What Content-Length says; None where it says nothing.
        self._length: int | None = None
        self._size = 0
        self._collects = False
        self._pieces: list[bytes] = []
        self._stream: Stream | None = None
        self._is_answered = False

    def run(self) -> None:
        """Answer the request, whatever the application does."""
        try:
            try:
                result = self._means.application(self._environ, self._start_response)
                try:
                    self._deliver(result)
                finally:
                    close = getattr(result, "close", None)
                    if close is not None:
                        close()
            except ClientIsGone:
                self._log(logger.debug, "A client went away before its answer was whole")
            except ClientIsStuck:
                self._cut()
                self._log(logger.info, "A client that took nothing of its answer was cut off")
            except Exception:
                self._log(logger.exception, "A request failed")
                self._fail()
        finally:
            # Behind the cut: what is closed before ends as if it were whole.
            self._end_stream()

    def _fail(self) -> None:
        """Say that something went wrong, or break off what was begun."""
        if not self._is_answered:
            # WSGI's path has its bytes, one a character.
            path = self._environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace")
            accepted = self._environ.get("HTTP_ACCEPT_LANGUAGE", "")
            self._answering.response_bytes(*failed().answer(self._means.say, path, accepted))
            self._is_answered = True
        elif self._stream is not None:
            self._cut()

    def _end_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _cut(self) -> None:
        cut_client(self._client, self._server)

    def _log(self, log: Callable[..., Any], event: str, **values: Any) -> None:
        # No address of a page: it may be a person's search.
        log(event, method=self._environ["REQUEST_METHOD"], status=self._status, **values)

    def _start_response(
        self, status: str, headers: Headers, exc_info: ExcInfo | None = None
    ) -> Callable[[bytes], object]:
        if exc_info is not None:
            try:
                if self._is_answered:
                    raise exc_info[1].with_traceback(exc_info[2])
                self._pieces.clear()
                self._size = 0
            finally:
                exc_info = None
        elif self._status:
            raise AssertionError("start_response was called twice without exc_info.")
        code = status[:3]
        if not (code.isascii() and code.isdecimal() and 200 <= int(code) <= 999):
            raise ValueError(f"An application answered with the status {status!r}.")
        self._status = int(code)
        self._headers, self._length = [], None
        for name, value in headers:
            lower = name.lower()
            if lower == "content-length":
                self._length = int(value)
                if self._length < 0:
                    raise ValueError("An application answered with a negative Content-Length.")
            elif lower not in NOT_THE_APPLICATIONS:
                if any(sign in value for sign in "\r\n\0"):
                    raise ValueError(f"The header {name} has an end of a line in it.")
                self._headers.append((name, _text(value)))
        return self._write

    @property
    def _has_no_body(self) -> bool:
        """RFC 9110, 6.4.1."""
        return self._environ["REQUEST_METHOD"] == "HEAD" or self._status in (204, 304)

    def _deliver(self, result: Iterable[bytes]) -> None:
        # A list is there as a whole, and so is what Django does not stream.
        if isinstance(result, list | tuple) or getattr(result, "streaming", True) is False:
            self._collects = True
        if isinstance(result, FileWrapper) and self._hand_over(result):
            return
        for piece in result:
            if not self._status:
                raise AssertionError("The application gave a body before start_response.")
            if self._has_no_body:
                break
            self._take(piece)
        if not self._status:
            raise AssertionError("The application never called start_response.")
        if self._stream is None:
            self._answer_collected()
            return
        if self._length is not None and self._size < self._length:
            # Hyper sees that it is too short, and breaks it off.
            self._log(logger.error, "An answer was shorter than its Content-Length")
        self._end_stream()

    def _hand_over(self, wrapper: FileWrapper) -> bool:
        """Let granian send a file by itself; False where it has to be read here."""
        if not self._status or self._has_no_body or self._pieces or self._is_answered:
            return False
        part = part_of(wrapper, self._length)
        if part is None or part.end - part.start < self._means.limits.handed_over_bytes:
            return False
        headers = [*self._headers, ("Content-Length", str(part.end - part.start))]
        self._answering.response_file_range(self._status, headers, part.path, part.start, part.end)
        self._is_answered = True
        return True

    def _write(self, data: bytes) -> None:
        """The imperative way of an answer, `write()` of PEP 3333."""
        if not self._has_no_body:
            self._take(data)

    def _take(self, piece: bytes) -> None:
        if not isinstance(piece, bytes):
            raise TypeError(f"An application gave {type(piece).__name__} where bytes belong.")
        if self._length is not None and self._size + len(piece) > self._length:
            if self._size <= self._length:
                self._log(logger.error, "An answer was longer than its Content-Length")
            piece = piece[: max(0, self._length - self._size)]
        if not piece:
            return
        self._size += len(piece)
        if self._stream is not None:
            self._stream.send(piece)
        elif self._is_collected():
            self._pieces.append(piece)
        else:
            self._open_stream().send(piece)

    def _is_collected(self) -> bool:
        if self._length is not None and self._length <= self._means.limits.collected_bytes:
            return True
        return self._collects

    def _open_stream(self) -> Stream:
        headers = self._headers
        if self._length is not None:
            headers = [*headers, ("Content-Length", str(self._length))]
        self._is_answered = True
        means = self._means
        stream = Stream(
            self._answering, self._status, headers, means.pipes, means.limits, self._cut
        )
        self._stream = stream
        for piece in self._pieces:
            stream.send(piece)
        self._pieces.clear()
        return stream

    def _answer_collected(self) -> None:
        headers = self._headers
        self._is_answered = True
        if self._has_no_body:
            # To HEAD it says what GET would; 204 and 304 have none (RFC 9110, 8.6).
            if self._length is not None and self._status not in (204, 304):
                headers = [*headers, ("Content-Length", str(self._length))]
            self._answering.response_empty(self._status, headers)
            return
        body = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        if self._length is not None and len(body) < self._length:
            self._log(logger.error, "An answer was shorter than its Content-Length")
        headers = [*headers, ("Content-Length", str(len(body)))]
        self._answering.response_bytes(self._status, headers, body)


def _text(value: str) -> str:
    """A header's value as granian takes it, which sends a text's UTF-8.

    WSGI gives bytes, one a character. Bytes that are no UTF-8 go out as that of their characters.
    """
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
