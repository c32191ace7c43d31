"""Fetching from the old site: its own host, within limits, again where it broke off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from broadsheet.fronts.models import FrontPage
from broadsheet.importers import fetching
from broadsheet.importers.errors import ExportRefused, FileRefused
from broadsheet.importers.fetching import FetchedFiles
from broadsheet.importers.models import MissingFile
from broadsheet.media.models import Picture
from tests.importers.bringing import bring
from tests.importers.ghost.making import card, export, lexical, post, write
from tests.importers.make_archive import picture


class OldServer:
    """A server of the old site: a path's answer is bytes, or an address that it leads to."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | str | int] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                answer = outer.answers.get(self.path, 404)
                if isinstance(answer, str):
                    self.send_response(301)
                    self.send_header("Location", answer)
                    answer = b""
                elif isinstance(answer, int):
                    self.send_response(answer)
                    answer = b""
                else:
                    self.send_response(200)
                    is_page = answer.startswith(b"<")
                    self.send_header("Content-Type", "text/html" if is_page else "image/jpeg")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is written to the tests' output."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def old() -> Iterator[OldServer]:
    server = OldServer()
    thread = threading.Thread(target=server.server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.server.shutdown()
    server.server.server_close()
    thread.join()


def read(files: FetchedFiles, address: str) -> bytes | None:
    found = files.open(address)
    if found is None:
        return None
    with found.file:
        return found.file.read()


def test_a_file_is_fetched_from_the_given_host(old: OldServer) -> None:
    old.answers["/content/images/a%20b.jpg"] = b"picture"
    files = FetchedFiles(old.url)
    assert read(files, "/content/images/a%20b.jpg") == b"picture"
    assert read(files, "/content/images/none.jpg") is None


def test_a_redirect_on_the_same_host_is_followed(old: OldServer) -> None:
    old.answers |= {"/content/images/a.jpg": "/moved.jpg", "/moved.jpg": b"picture"}
    assert read(FetchedFiles(old.url), "/content/images/a.jpg") == b"picture"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://other.example/a.jpg",
        "//other.example/a.jpg",
        "http://127.0.0.1:1/a.jpg",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(old: OldServer, elsewhere: str) -> None:
    old.answers["/content/images/a.jpg"] = elsewhere
    with pytest.raises(FileRefused, match="leads to another host"):
        FetchedFiles(old.url).open("/content/images/a.jpg")


def test_a_ring_of_redirects_ends(old: OldServer) -> None:
    old.answers["/content/images/a.jpg"] = "/content/images/a.jpg"
    with pytest.raises(FileRefused, match="from one address to the next"):
        FetchedFiles(old.url).open("/content/images/a.jpg")


def test_addresses_of_other_hosts_are_never_asked(old: OldServer) -> None:
    files = FetchedFiles(old.url)
    for address in ("https://other.example/a.jpg", "//other.example/a.jpg", "/a/../b.jpg"):
        assert files.open(address) is None
    assert old.asked == []


def test_a_name_that_leads_into_a_private_network_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def resolve(*_args: object, **_options: object) -> list[Any]:
        return [(2, 1, 6, "", ("10.0.0.7", 443))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    with pytest.raises(FileRefused, match="private network"):
        FetchedFiles("https://old.example").open("/content/images/a.jpg")


def test_a_file_that_is_too_large_is_stopped(
    old: OldServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST_FETCHED", 10)
    old.answers["/content/images/a.jpg"] = b"x" * 1000
    with pytest.raises(FileRefused, match="is larger than"):
        FetchedFiles(old.url).open("/content/images/a.jpg")


def test_a_page_in_place_of_a_picture_is_none(old: OldServer) -> None:
    old.answers["/content/images/a.jpg"] = b"<html>Sign in</html>"
    assert FetchedFiles(old.url).open("/content/images/a.jpg") is None


def test_a_site_that_is_down_is_asked_no_more(old: OldServer) -> None:
    old.server.shutdown()
    old.server.server_close()
    files = FetchedFiles(old.url)
    for _number in range(fetching.PATIENCE):
        with pytest.raises(FileRefused, match="could not be fetched"):
            files.open("/content/images/a.jpg")
    with pytest.raises(FileRefused, match="no longer answers"):
        files.open("/content/images/a.jpg")


@pytest.mark.parametrize(
    "address", ["ftp://old.example", "http://", "http://u:p@old.example", "http://x:99999"]
)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(ExportRefused, match="Give one like"):
        FetchedFiles(address)


def test_what_broke_off_goes_on_with_what_is_missing(
    front: FrontPage, old: OldServer, tmp_path: Path, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    names = [f"/content/images/{number}.jpg" for number in range(3)]
    body = lexical(*(card("image", src=f"__GHOST_URL__{name}") for name in names))
    source = write(tmp_path / "export.json", export(post("quay", lexical=body)))
    old.answers |= {names[0]: picture(0), names[1]: 503, names[2]: picture(2)}
    report = bring(source, fetch=old.url)
    assert any("answered 503" in problem for problem in report.problems)
    assert [row.address for row in MissingFile.objects.all()] == [names[1]]
    old.answers[names[1]] = picture(1)
    old.asked.clear()
    bring(source, fetch=old.url)
    assert old.asked == [names[1]]
    assert Picture.objects.count() == 3
