"""What an application says and gives, and what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from broadsheet.config.gateway.answering import Means, Response
from broadsheet.config.gateway.files import FileWrapper
from broadsheet.config.gateway.limits import Limits
from tests.config.gateway.fake import FakeExchange

Start = Callable[..., Callable[[bytes], object]]
LIMITS = Limits(collected_bytes=1000, handed_over_bytes=100, stalled_seconds=0.3)


class Reading(FakeExchange):
    """Reads a stream in a thread of its own, as granian does."""

    def __init__(self, most: int = -1) -> None:
        super().__init__()
        self.most = most
        self.text = b""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        super().response_file(status, headers, file)
        self.thread = threading.Thread(target=self._read, args=(file,))
        self.thread.start()

    def _read(self, file: str) -> None:
        with Path(file).open("rb", buffering=0) as pipe:
            while self.most < 0 or len(self.text) < self.most:
                piece = pipe.read(1000)
                if not piece:
                    return
                self.text += piece


class Closing:
    """An iterable that tells whether it was closed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        self.is_closed = True


def ask(application: Any, method: str = "GET", exchange: FakeExchange | None = None) -> Any:
    """Run an application for a request without a server; the exchange afterwards."""
    exchange = exchange or FakeExchange()
    environ = {"REQUEST_METHOD": method, "wsgi.input": BytesIO()}
    means = Means(application, LIMITS)
    Response(means, exchange, environ, client="192.0.2.7:40000", server="127.0.0.1:1").run()
    thread = getattr(exchange, "thread", None)
    if thread is not None:
        thread.join(5)
        assert not thread.is_alive()
    means.pipes.remove()
    return exchange


def says(status: str, headers: dict[str, str], pieces: Any) -> Callable[[Any, Start], Any]:
    def application(environ: Any, start: Start) -> Any:
        start(status, list(headers.items()))
        return pieces

    return application


def test_a_list_is_answered_at_once_with_its_length() -> None:
    answer = ask(says("200 OK", {"X-A": "b"}, [b"one ", b"", b"two"])).answer
    assert answer == (200, {"x-a": "b", "content-length": "7"}, b"one two")


def test_what_has_a_short_length_is_collected_too() -> None:
    pieces = Closing(iter([b"one ", b"two"]))
    answer = ask(says("200 OK", {"Content-Length": "7"}, pieces)).answer
    assert answer == (200, {"content-length": "7"}, b"one two")
    assert pieces.is_closed


def test_what_streams_is_sent_piece_by_piece_and_closed() -> None:
    pieces = Closing(iter([b"one ", b"", b"two"]))
    exchange = ask(says("200 OK", {}, pieces), exchange=Reading())
    status, headers, _file = exchange.answer
    assert (status, headers, exchange.text) == (200, {}, b"one two")
    assert pieces.is_closed


def test_an_application_may_write() -> None:
    def application(environ: Any, start: Start) -> list[bytes]:
        write = start("200 OK", [])
        write(b"one ")
        write(b"two ")
        return [b"three"]

    assert ask(application, exchange=Reading()).text == b"one two three"


@pytest.mark.parametrize(
    ("method", "status", "length"),
    [("HEAD", "200 OK", "7"), ("GET", "204 No Content", None), ("GET", "304 Not Modified", None)],
)
def test_what_has_no_body_gets_none(method: str, status: str, length: str | None) -> None:
    pieces = Closing(iter([b"one ", b"two"]))
    code, headers, body = ask(says(status, {"Content-Length": "7"}, pieces), method).answer
    assert (code, headers.get("content-length"), body) == (int(status[:3]), length, b"")
    assert pieces.is_closed


@pytest.mark.parametrize(("length", "body"), [("3", b"one"), ("9", b"one two")])
def test_a_length_that_lies_reaches_nobody(length: str, body: bytes) -> None:
    _status, headers, sent = ask(says("200 OK", {"Content-Length": length}, [b"one two"])).answer
    assert sent == body
    assert headers["content-length"] == str(len(body))


def test_a_stream_is_not_longer_than_it_says() -> None:
    pieces = iter([b"x" * 1500, b"y" * 1500])
    exchange = ask(says("200 OK", {"Content-Length": "2000"}, pieces), exchange=Reading())
    assert exchange.answer[1] == {"content-length": "2000"}
    assert exchange.text == b"x" * 1500 + b"y" * 500


def _raises(environ: Any, start: Start) -> list[bytes]:
    raise LookupError("of the application")


def _never_starts(environ: Any, start: Start) -> list[bytes]:
    return [b"body"]


def _starts_twice(environ: Any, start: Start) -> list[bytes]:
    start("200 OK", [])
    start("200 OK", [])
    return []


def _raises_behind_its_first_piece(environ: Any, start: Start) -> Iterator[bytes]:
    start("200 OK", [("Content-Length", "10")])
    yield b"one"
    raise LookupError("of the application")


@pytest.mark.parametrize(
    "application",
    [
        _raises,
        _never_starts,
        _starts_twice,
        _raises_behind_its_first_piece,
        says("99 Odd", {}, [b"x"]),
        says("1000 Odd", {}, [b"x"]),
        says("100 Continue", {}, [b"x"]),
        says("OK", {}, [b"x"]),
        says("200 OK", {"X": "a\r\nSet-Cookie: b"}, [b"x"]),
        says("200 OK", {"Content-Length": "-1"}, [b"x"]),
        says("200 OK", {"Content-Length": "many"}, [b"x"]),
        says("200 OK", {}, ["text"]),
        says("200 OK", {}, None),
    ],
)
def test_a_fault_of_the_application_is_answered_with_a_sentence(
    application: Any, caplog: pytest.LogCaptureFixture
) -> None:
    status, headers, body = ask(application).answer
    assert status == 500
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert body.startswith(b"Something went wrong on this site.")
    assert "A request failed" in caplog.text


def test_an_error_before_anything_was_sent_may_take_the_answers_place() -> None:
    def application(environ: Any, start: Start) -> list[bytes]:
        import sys

        start("200 OK", [("X-A", "b")])
        try:
            raise LookupError("of the application")
        except LookupError:
            start("502 Bad Gateway", [], sys.exc_info())
        return [b"sorry"]

    assert ask(application).answer == (502, {"content-length": "5"}, b"sorry")


def test_an_error_behind_the_headers_breaks_the_connection_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "broadsheet.config.gateway.answering.cut_client",
        lambda client, server: cut.append((client, server)),
    )

    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise LookupError("of the application")

    closing = Closing(pieces())
    exchange = ask(says("200 OK", {}, closing), exchange=Reading())
    assert exchange.answer[0] == 200
    assert cut == [("192.0.2.7:40000", "127.0.0.1:1")]
    assert closing.is_closed


def test_a_client_that_went_away_ends_the_stream(caplog: pytest.LogCaptureFixture) -> None:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 10_000

    closing = Closing(pieces())
    ask(says("200 OK", {}, closing), exchange=Reading(most=20_000))
    assert closing.is_closed
    assert "failed" not in caplog.text


def test_a_client_that_takes_nothing_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    ended = threading.Event()

    def cut_client(client: str, server: str) -> None:
        cut.append(client)
        ended.set()

    monkeypatch.setattr("broadsheet.config.gateway.answering.cut_client", cut_client)

    class Stuck(Reading):
        def _read(self, file: str) -> None:
            with Path(file).open("rb", buffering=0):
                ended.wait(10)

    closing = Closing(iter([b"x" * 1_000_000]))
    ask(says("200 OK", {}, closing), exchange=Stuck())
    assert cut == ["192.0.2.7:40000"]
    assert closing.is_closed


def test_a_large_file_is_handed_over_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(b"0123456789" * 100)
    file = path.open("rb")
    file.seek(10)
    answer = ask(says("206 Partial", {"Content-Length": "500"}, FileWrapper(file))).answer
    assert answer == (206, {"content-length": "500"}, (str(path), 10, 510))
    assert file.closed


@pytest.mark.parametrize("size", [0, 99, 800])
def test_any_other_file_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    file = path.open("rb")
    if size > 99:
        # Its name is another file's now.
        path.unlink()
        path.write_bytes(b"y" * size)
    answer = ask(says("200 OK", {"Content-Length": str(size)}, FileWrapper(file))).answer
    assert answer == (200, {"content-length": str(size)}, b"x" * size)
    assert file.closed


def test_headers_go_out_with_their_bytes() -> None:
    wsgi = "/київ/".encode().decode("latin-1")
    _status, headers, _body = ask(says("200 OK", {"X-A": wsgi, "X-B": "\xe9"}, [])).answer
    assert headers["x-a"] == "/київ/"
    assert headers["x-b"] == "\xe9"


def test_hop_by_hop_headers_are_the_servers_own() -> None:
    said = {"Connection": "close", "Transfer-Encoding": "chunked", "X-A": "b"}
    assert ask(says("200 OK", said, [b"x"])).answer[1] == {"x-a": "b", "content-length": "1"}
