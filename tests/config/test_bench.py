"""What `press bench` measures with, and what it writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from broadsheet.config.bench.load import Throughput, need_wrk, read_wrk
from broadsheet.config.bench.measuring import Report, markdown
from broadsheet.config.bench.open_loop import ask_at_rate
from broadsheet.config.bench.visible import mark, percentile
from broadsheet.config.site_file import SiteFileError
from tests.config.command import broadsheet

SAID = """Running 5s test @ http://127.0.0.1:9912/
  1 threads and 32 connections
  Latency Distribution
     50%    1.02ms
     75%    1.84ms
     90%    3.00ms
     99%  850.00us
  76369 requests in 5.00s, 700.00MB read
  Socket errors: connect 1, read 2, write 3, timeout 4
  Non-2xx or 3xx responses: 5
Requests/sec:  15272.59
Transfer/sec:    140.00MB
"""


def test_what_wrk_says_is_read_with_its_units() -> None:
    found = read_wrk(SAID)
    assert found == Throughput(15272.59, pytest.approx(0.00102), pytest.approx(0.00085), 15)


def test_a_wrk_that_could_not_connect_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no figures"):
        read_wrk("unable to connect to 127.0.0.1:1 Connection refused")


def test_without_wrk_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SiteFileError, match="apt install wrk"):
        need_wrk()


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked = 0

    def do_GET(self) -> None:
        Answering.asked += 1
        status = 404 if self.path == "/gone" else 200
        body = b"x" * 20_000
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    #: All 64 connect at once; who finds no place is only let in seconds later.
    request_queue_size = 128


@pytest.fixture
def server() -> Iterator[str]:
    found = Server(("127.0.0.1", 0), Answering)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()


def test_an_open_loop_asks_as_often_as_it_should(server: str) -> None:
    before = Answering.asked
    found = ask_at_rate(f"{server}/", 50, 1.0, ["Accept-Encoding: gzip"])
    assert Answering.asked - before == 50
    assert found["failed"] == 0
    assert 0 < found["p50"] <= found["p99"]


def test_an_open_loop_counts_what_is_no_answer(server: str) -> None:
    assert ask_at_rate(f"{server}/gone", 20, 0.5, [])["failed"] == 10


def test_the_table_has_every_figure_and_its_conditions() -> None:
    fast, slow = Throughput(20_000, 0.001, 0.002, 0), Throughput(40_000, 0.0005, 0.001, 0)
    report = Report(
        {
            "stories": 30_000,
            "pages": 30_400,
            "cores": 2,
            "python": "3.11.7",
            "system": "Linux",
            "load_before": 0.1,
        },
        throughput={"story, gzip": fast, "nginx, once more": slow},
        tail={"Broadsheet": fast},
        visible={"own address": [0.1, 0.2, 0.3]},
        memory={"web": [80.0, 79.4]},
    )
    text = markdown(report)
    assert "| story, gzip | 20,000 | 1.00 | 2.00 | 0.50 |" in text
    assert "714 times Ghost" in text
    assert "| own address | 200 | 300 | 300 |" in text
    assert "- web: 79, 80" in text
    assert "30,000 stories" in text
    assert "milliseconds, of 3 publications" in text


def test_a_sitemap_tells_a_story_by_its_address() -> None:
    assert mark("/sitemap-news.xml", "Bulletin 4 of 7") == "bulletin-4-of-7"
    assert mark("/feed/", "Bulletin 4 of 7") == "Bulletin 4 of 7"
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0


def test_the_command_refuses_where_wrk_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = broadsheet("press", "bench")
    assert done.code == 2
    assert "apt install wrk" in done.err
