"""Pages through every way of serving: right in each coding, gone when they are withdrawn."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import random
import signal
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]
import pytest

from broadsheet.config.bench.paper import Paper, Publisher, make, publisher, running
from tests.config.running import Run, wait_for
from tests.deploy.nginx import is_installed, nginx_before

pytestmark = pytest.mark.slow
MAKES_FILES = "broadsheet.config.shelving"
#: Publications of each withdrawal's test.
TIMES = 12


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """A demo newspaper with two web processes and its pressed files."""
    site = tmp_path_factory.mktemp("served") / "site"
    make(site, 60)
    text = (site / "site.toml").read_text()
    (site / "site.toml").write_text(f"press_files = true\nweb_processes = 2\n{text}")
    with running(site) as found:
        yield found


@pytest.fixture(scope="module")
def desk(paper: Paper) -> Iterator[Publisher]:
    with publisher(paper.site) as found:
        yield found


@pytest.fixture(scope="module")
def behind_nginx(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    if not is_installed():
        pytest.skip("nginx is not installed: apt install nginx")
    pressed = paper.site / "data" / "pressed"
    assert wait_for((pressed / "nginx.conf").exists, 30)
    assert wait_for(lambda: list(pressed.glob("*/current/.html.gz")), 30)
    with nginx_before(tmp_path_factory.mktemp("nginx"), paper.port, pressed) as port:
        yield port


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=given)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
    finally:
        connection.close()


def plain(headers: dict[str, str], body: bytes) -> bytes:
    match headers.get("content-encoding"):
        case None:
            return body
        case "gzip":
            return gzip.decompress(body)
        case "br":
            return bytes(brotli.decompress(body))
        case other:
            raise AssertionError(other)


def test_every_coding_of_every_page_is_the_same_text(paper: Paper) -> None:
    pages = paper.pages()
    assert len(pages) > 30
    for path in pages:
        whole = ask(paper.port, quote(path))[2]
        assert whole, path
        for _time in range(4):
            for coding in ("gzip", "br", "gzip, br"):
                _status, headers, body = ask(paper.port, quote(path), Accept_Encoding=coding)
                assert plain(headers, body) == whole, path
                assert headers["content-length"] == str(len(body))


def test_curl_unpacks_what_it_takes(paper: Paper) -> None:
    for path in paper.pages()[:20]:
        url = paper.url + quote(path)
        whole = subprocess.run(["curl", "-s", url], capture_output=True, check=True)
        packed = subprocess.run(
            ["curl", "-s", "--compressed", url], capture_output=True, check=True
        )
        assert whole.stdout == packed.stdout != b""


def test_nginx_serves_the_same_texts_from_files(paper: Paper, behind_nginx: int) -> None:
    from_files = 0
    for path in paper.pages() * 2:
        # What is asked for again gets a file.
        ask(paper.port, quote(path))
    pressed, most = paper.site / "data" / "pressed", 0.8 * len(paper.pages())
    assert wait_for(lambda: len(list(pressed.glob("*/current/**/*.html.gz"))) > most, 60)
    for path in paper.pages():
        whole = ask(paper.port, quote(path))[2]
        for coding in ("identity", "gzip"):
            status, headers, body = ask(behind_nginx, quote(path), Accept_Encoding=coding)
            assert status == 200
            assert plain(headers, body) == whole, path
            ours = ask(paper.port, quote(path), Accept_Encoding=coding)[1]
            for name in ("content-type", "content-security-policy", "cache-control", "vary"):
                assert headers.get(name) == ours.get(name), (path, name)
        is_file = headers["server"].startswith("nginx") and "-gz" not in headers["etag"]
        from_files += is_file
        assert "last-modified" not in headers or not is_file
        tag = headers["etag"]
        status, _headers, body = ask(
            behind_nginx, quote(path), Accept_Encoding="gzip", If_None_Match=tag
        )
        assert (status, body) == (304, b"")
    assert from_files > 0.8 * len(paper.pages())


def test_nginx_leaves_to_the_web_processes_what_is_not_a_readers_page(
    paper: Paper, behind_nginx: int
) -> None:
    story = paper.pages()[0]
    for path in (
        "/admin/",
        "/search/?q=harbour",
        "/no-such-page/",
        story.rstrip("/"),
        f"/{story}",
        "/robots.txt",
        "/healthz",
        f"{story}?token=a",
        "/static/",
    ):
        ours, nginxs = ask(paper.port, path), ask(behind_nginx, path)
        assert ours[0] == nginxs[0], path
        assert ours[1].get("location") == nginxs[1].get("location"), path
    counted = ask(behind_nginx, f"{story}?utm_source=a&fbclid=b", Accept_Encoding="gzip")
    assert plain(counted[1], counted[2]) == ask(paper.port, story)[2]
    staff = ask(behind_nginx, story, Cookie="broadsheet_staff=forged")
    assert staff[2] == ask(paper.port, story)[2]


def withdraw_at_once(
    paper: Paper, desk: Publisher, port: int, before: Callable[[int], None] | None = None
) -> int:
    """Publish, read, unpublish; how many answers after the acknowledgement still held the story."""
    kept = 0
    for number in range(TIMES):
        headline = f"Withdrawn {number} at {time.time_ns()}"
        path, words = desk.publish(headline)["path"], headline.encode()
        until = time.monotonic() + 20
        while words not in ask(port, path)[2]:
            assert time.monotonic() < until, path
        # Long enough for a file, where there are files.
        time.sleep(0.3)
        for _time in range(8):
            ask(port, path, Accept_Encoding="gzip, br")
        if before is not None:
            before(number)
        desk.ask(f"unpublish {path}")
        for _time in range(24):
            status, headers, body = ask(port, path, Accept_Encoding="gzip")
            kept += status == 200 or words in plain(headers, body)
    return kept


def test_no_web_process_serves_a_story_after_it_was_unpublished(
    paper: Paper, desk: Publisher
) -> None:
    assert withdraw_at_once(paper, desk, paper.port) == 0


def test_nginx_serves_no_file_of_a_story_after_it_was_unpublished(
    paper: Paper, desk: Publisher, behind_nginx: int
) -> None:
    assert withdraw_at_once(paper, desk, behind_nginx) == 0


def test_a_dead_press_keeps_no_story_from_going(
    paper: Paper, desk: Publisher, behind_nginx: int
) -> None:
    """The process that unpublishes takes down by itself; the press is killed just before."""

    def kill_press(number: int) -> None:
        for pid, words in (
            Run(paper.process, paper.port, paper.site / "run.log").processes().items()
        ):
            if "press" in words and "run" in words:
                os.kill(pid, signal.SIGKILL)

    assert withdraw_at_once(paper, desk, behind_nginx, kill_press) == 0
    assert withdraw_at_once(paper, desk, paper.port, kill_press) == 0


def test_no_file_outlives_the_process_that_makes_them(paper: Paper, behind_nginx: int) -> None:
    def fronts() -> list[Path]:
        return list((paper.site / "data" / "pressed").glob("*/current/.html.gz"))

    run = Run(paper.process, paper.port, paper.site / "run.log")

    def makers() -> list[int]:
        return [pid for pid, words in run.processes().items() if MAKES_FILES in words]

    # The press may have been killed just before.
    assert wait_for(lambda: makers() and fronts(), 30)
    (makes,) = makers()
    os.kill(makes, signal.SIGKILL)
    assert wait_for(lambda: not fronts(), 10)
    assert ask(behind_nginx, "/")[0] == 200
    assert wait_for(fronts, 30)


def test_a_removed_pack_keeps_no_story_from_going(paper: Paper, desk: Publisher) -> None:
    def remove(number: int) -> None:
        (paper.site / "data" / "press.pack").unlink(missing_ok=True)

    assert withdraw_at_once(paper, desk, paper.port, remove) == 0


def test_a_damaged_pack_is_mended_while_the_site_answers(paper: Paper) -> None:
    pack, path = paper.site / "data" / "press.pack", paper.pages()[0]
    whole = ask(paper.port, path)[2]
    chance = random.Random(3)
    for _time in range(6):
        with pack.open("r+b") as file:
            length = file.seek(0, 2)
            for _place in range(200):
                file.seek(chance.randrange(length))
                file.write(chance.randbytes(20))
        for _read in range(30):
            status, _headers, body = ask(paper.port, path)
            assert (status, hashlib.sha256(body).digest()) == (200, hashlib.sha256(whole).digest())
        assert wait_for(lambda: ask(paper.port, "/healthz")[0] == 200, 10)
    assert zlib.crc32(ask(paper.port, path)[2]) == zlib.crc32(whole)


def test_a_pack_cut_short_under_a_running_site_is_mended(paper: Paper) -> None:
    path = paper.pages()[0]
    whole = ask(paper.port, path)[2]
    os.truncate(paper.site / "data" / "press.pack", 100)

    def answers() -> bool:
        try:
            return ask(paper.port, path)[2] == whole
        except OSError:
            # A process that read what is no more there ended; another takes its place.
            return False

    assert wait_for(answers, 30)
    assert wait_for(lambda: all(answers() for _time in range(10)), 30)
