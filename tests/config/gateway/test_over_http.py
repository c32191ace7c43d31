"""The gateway in granian, over real sockets."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.config.gateway.raw import ask, connect, get, status
from tests.config.gateway.serving import Serving, serving
from tests.config.running import wait_for

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="The processes are looked up in Linux's /proc."
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("gateway")) as started:
        yield started


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def shown(server: Serving, request: bytes) -> dict[str, Any]:
    answer = ask(server.port, request)
    assert status(answer) == 200, answer
    found: dict[str, Any] = json.loads(body(answer))
    return found


def memory(pid: int) -> int:
    """Kilobytes that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("Linux says nothing of the process's memory.")


class TestARequest:
    def test_a_pressed_page_comes_before_the_application(self, server: Serving) -> None:
        assert body(ask(server.port, get("/pressed"))) == b"pressed"
        head = ask(server.port, get("/pressed").replace(b"GET", b"HEAD"))
        assert (status(head), body(head)) == (200, b"")

    def test_a_pressed_page_does_not_wait_for_the_event_loop(self, server: Serving) -> None:
        assert body(ask(server.port, get("/pressed/where"))) == b"ahead"

    def test_the_application_answers_where_the_hook_fails(self, server: Serving) -> None:
        assert body(ask(server.port, get("/hello?hook-fails"))) == b"hello"
        assert "LookupError: of the hook" in server.said

    @pytest.mark.parametrize(
        ("raw", "seen"),
        [
            (b"/a%20b%2Fc%3Fd", "/a b/c?d"),
            (b"/%D0%BA%D0%B8%D1%97%D0%B2/", "/київ/"),
            ("/київ/".encode(), "/київ/"),
            (b"//a//b/../c", "//a//b/../c"),
            # What is no UTF-8 can't be told apart by RSGI.
            (b"/%FF", "/\ufffd"),
            (b"/%zz%4", "/%zz%4"),
        ],
    )
    def test_its_path_is_decoded_once(self, server: Serving, raw: bytes, seen: str) -> None:
        environ = shown(server, get(raw))
        assert environ["PATH_INFO"].encode("latin-1").decode() == seen

    def test_it_arrives_with_all_that_it_says(self, server: Serving) -> None:
        more = (
            b"X-A: 1\r\nx-a: 2\r\nX_A: 3\r\nCookie: a=1\r\ncookie: b=2\r\nEmpty:\r\nOdd: \xe9\r\n"
        )
        environ = shown(server, get("/x?q=%FF&b=%26", more=more))
        assert environ["QUERY_STRING"] == "q=%FF&b=%26"
        assert environ["HTTP_X_A"] == "1,2"
        assert environ["HTTP_COOKIE"] == "a=1; b=2"
        assert environ["HTTP_EMPTY"] == ""
        assert environ["HTTP_HOST"] == "testserver"
        assert environ["REMOTE_ADDR"] == "127.0.0.1"
        assert environ["SERVER_PORT"] == str(server.port)
        assert environ["wsgi.url_scheme"] == "http"

    def test_the_targets_host_is_taken(self, server: Serving) -> None:
        environ = shown(server, get("http://other.example:81/x"))
        assert (environ["HTTP_HOST"], environ["PATH_INFO"]) == ("other.example:81", "/x")

    @pytest.mark.parametrize(
        ("request_", "code"),
        [
            (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
            (get("/", more=b"Host: b\r\n"), 400),
            (get("x"), 400),
            (b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
            (b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 204),
            (get("/", more=b"X: a\r\n" * 150), 431),
            (get("/", more=b"X: " + b"a" * 200_000 + b"\r\n"), 431),
            (get(b"/" + b"a" * 100_000), 414),
            (b"junk\r\n\r\n", 400),
            (get("/", more=b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"), 200),
        ],
    )
    def test_an_odd_one_is_answered(self, server: Serving, request_: bytes, code: int) -> None:
        assert status(ask(server.port, request_)) == code

    def test_pipelined_ones_are_answered_in_order(self, server: Serving) -> None:
        keeps = b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
        answer = ask(
            server.port, keeps * 2 + b"GET /pressed HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello")
        )
        assert answer.count(b"HTTP/1.1 200 OK") == 4
        assert answer.find(b"pressed") > answer.find(b"hello")
        assert answer.endswith(b"hello")


class TestABody:
    @pytest.mark.parametrize("size", [0, 10, 300_000, 5_000_000])
    @pytest.mark.parametrize("is_chunked", [False, True])
    def test_it_arrives_whole(self, server: Serving, size: int, is_chunked: bool) -> None:
        data = os.urandom(size)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        sent: Any = iter([data[: size // 2], data[size // 2 :]]) if is_chunked else data
        connection.request("POST", "/show", sent, encode_chunked=is_chunked)
        found = json.loads(connection.getresponse().read())
        assert found["sha256"] == hashlib.sha256(data).hexdigest()
        assert found["CONTENT_LENGTH"] == str(size) == str(found["size"])
        connection.close()

    def test_one_of_a_hundred_megabytes_is_not_held_in_memory(self, server: Serving) -> None:
        before = memory(server.web_process)
        piece, count, peak = b"x" * 1024 * 1024, 100, 0
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.putrequest("POST", "/show")
        connection.putheader("Content-Length", str(count * len(piece)))
        connection.endheaders()
        for _number in range(count):
            connection.send(piece)
            peak = max(peak, memory(server.web_process))
        found = json.loads(connection.getresponse().read())
        assert found["size"] == count * len(piece)
        assert peak - before < 20_000
        connection.close()

    def test_one_that_is_too_large_is_refused_and_its_sender_reads_why(
        self, server: Serving
    ) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.putrequest("POST", "/show")
        connection.putheader("Content-Length", str(400 * 1024 * 1024))
        connection.endheaders()
        for _number in range(100):
            connection.send(b"x" * 1024 * 1024)
        answer = connection.getresponse()
        assert answer.status == 413
        assert b"larger than the 300 MB" in answer.read()
        connection.close()

    def test_nobody_needs_to_send_what_is_refused(self, server: Serving) -> None:
        more = b"Content-Length: 999999999\r\nExpect: 100-continue\r\n"
        answer = ask(server.port, get("/show", more=more).replace(b"GET", b"POST"))
        assert status(answer) == 413

    @pytest.mark.parametrize(
        ("head", "sent", "code"),
        [
            (b"Content-Length: 10\r\n", b"abc", 408),
            (b"Content-Length: 600000\r\n", b"abc", 408),
            (b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n", 408),
            (b"Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\nZZ\r\n", 400),
            (b"Content-Length: 3\r\nContent-Length: 4\r\n", b"abcd", 400),
        ],
    )
    def test_one_that_does_not_come_is_not_waited_for(
        self, server: Serving, head: bytes, sent: bytes, code: int
    ) -> None:
        answer = ask(server.port, get("/show", more=head).replace(b"GET", b"POST") + sent)
        assert status(answer) == code

    def test_slow_ones_hold_no_thread(self, server: Serving) -> None:
        slow = []
        for _number in range(20):
            connection = connect(server.port)
            head = get("/show", more=b"Content-Length: 1000\r\n").replace(b"GET", b"POST")
            connection.sendall(head + b"x")
            slow.append(connection)
        begun = time.monotonic()
        assert body(ask(server.port, get("/hello"))) == b"hello"
        assert time.monotonic() - begun < 1
        for connection in slow:
            connection.close()


class TestAnAnswer:
    def test_what_streams_comes_whole(self, server: Serving) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", "/stream?50")
        whole = b"".join(b"%08d" % number * 8192 for number in range(50))
        assert connection.getresponse().read() == whole
        # The connection is good for more.
        connection.request("GET", "/hello")
        assert connection.getresponse().read() == b"hello"
        connection.close()

    def test_its_pieces_come_as_they_are_made(self, server: Serving) -> None:
        with connect(server.port) as connection:
            connection.sendall(get("/drip"))
            read, begun = b"", time.monotonic()
            while b"\r\nx\r\n" not in read:
                read += connection.recv(1000)
            assert time.monotonic() - begun < 0.4
            while piece := connection.recv(1000):
                read += piece
            assert read.endswith(b"0\r\n\r\n")

    def test_it_is_made_no_faster_than_it_is_taken(self, server: Serving) -> None:
        before = memory(server.web_process)
        with connect(server.port) as connection:
            connection.sendall(get("/stream?4000"))
            time.sleep(1)
            assert memory(server.web_process) - before < 20_000
        assert body(ask(server.port, get("/hello"))) == b"hello"

    def test_one_that_nobody_takes_is_cut_off(self, server: Serving) -> None:
        with connect(server.port) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(get("/stream?4000"))
            assert wait_for(lambda: "took nothing of its answer was cut off" in server.said, 10)

    def test_collected_ones_that_are_taken_too_slowly_are_cut_off(self, server: Serving) -> None:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(get("/film?9000000"))
            assert wait_for(lambda: "read too slowly were cut off" in server.said, 15)

    @pytest.mark.parametrize("path", ["/breaks", "/short"])
    def test_one_that_breaks_does_not_look_whole(self, server: Serving, path: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()
        connection.close()

    def test_a_fault_is_a_plain_sentence(self, server: Serving) -> None:
        answer = ask(server.port, get("/fails"))
        assert status(answer) == 500
        assert b"Something went wrong on this site." in answer
        assert "LookupError: of the application" in server.said

    def test_one_without_a_body_has_none(self, server: Serving) -> None:
        head = ask(server.port, get("/hello").replace(b"GET", b"HEAD"))
        assert b"content-length: 5\r\n" in head.lower()
        assert body(head) == b""
        assert body(ask(server.port, get("/stream").replace(b"GET", b"HEAD"))) == b""
        nothing = ask(server.port, get("/nothing"))
        assert (status(nothing), body(nothing)) == (204, b"")
        assert b"content-length" not in nothing.lower()

    @pytest.mark.parametrize("size", [7, 300_000, 9_000_000])
    def test_a_file_comes_from_the_middle(self, server: Serving, size: int) -> None:
        answer = ask(server.port, get(f"/film?{size}"))
        assert status(answer) == 206
        assert body(answer) == (b"0123456789" * 1024 * 1024)[-size:]


class TestManyAtOnce:
    def test_who_would_wait_too_long_is_told_to_come_back(self, server: Serving) -> None:
        with ThreadPoolExecutor(20) as people:
            answers = list(people.map(lambda _n: ask(server.port, get("/sleepy?1")), range(20)))
        codes = sorted(map(status, answers))
        assert codes == [200] * 12 + [503] * 8
        refused = next(answer for answer in answers if status(answer) == 503)
        assert b"retry-after: 2" in refused.lower()
        assert b"busier than it can bear" in refused
        assert body(ask(server.port, get("/hello"))) == b"hello"

    def test_pressed_pages_come_while_all_threads_are_taken(self, server: Serving) -> None:
        with ThreadPoolExecutor(8) as people:
            waiting = [people.submit(ask, server.port, get("/sleepy?1")) for _n in range(8)]
            time.sleep(0.2)
            begun = time.monotonic()
            assert body(ask(server.port, get("/pressed"))) == b"pressed"
            assert time.monotonic() - begun < 0.5
            assert {status(asked.result()) for asked in waiting} == {200}


def test_it_stops_soon_whatever_is_under_way(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        asked: list[bytes] = []
        good = threading.Thread(target=lambda: asked.append(ask(server.port, get("/sleepy?0.7"))))
        good.start()
        stuck = [connect(server.port) for _n in range(4)]
        stuck[0].sendall(b"GET / HT")
        stuck[1].sendall(get("/stream?4000"))
        stuck[2].sendall(get("/show", more=b"Content-Length: 9\r\n").replace(b"GET", b"POST"))
        time.sleep(0.3)
        begun = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0
        # What was under way has a second here; the process itself starts and ends slowly.
        assert time.monotonic() - begun < 6
        good.join()
        assert body(asked[0]) == b"hello"
        assert "Killing" not in server.said
        assert "Traceback" not in server.said
        for connection in stuck:
            connection.close()
