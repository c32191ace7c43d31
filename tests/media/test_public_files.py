"""What players of recordings need from /media/, and what nobody gets there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

FILM = bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def film(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "media").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    path = Path(settings.MEDIA_ROOT) / "media" / "quay.mp4"
    path.write_bytes(FILM)
    return path


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_film_comes_whole_with_its_length_and_says_that_it_can_come_in_parts(
    client: Client,
) -> None:
    answer = client.get("/media/media/quay.mp4", headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, body(answer)) == (200, FILM)
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Content-Length"] == str(len(FILM))
    assert answer["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in answer
    again = client.get("/media/media/quay.mp4", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, body(again)) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("0-1", 0, 1), ("100-", 100, 10239), ("-40", 10200, 10239)]
)
def test_a_part_comes_as_asked(client: Client, asked: str, first: int, last: int) -> None:
    answer = client.get("/media/media/quay.mp4", headers={"Range": f"bytes={asked}"})
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == FILM[first : last + 1]


def test_a_part_behind_the_end_is_refused_and_nonsense_is_passed_over(client: Client) -> None:
    behind = client.get("/media/media/quay.mp4", headers={"Range": "bytes=99999-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(FILM)}")
    for nonsense in ("pages=1-2", "bytes=a-b", "bytes=0-1,5-6", "bytes"):
        answer = client.get("/media/media/quay.mp4", headers={"Range": nonsense})
        assert (answer.status_code, body(answer)) == (200, FILM), nonsense


def test_head_asks_for_no_bytes_and_post_is_refused(client: Client) -> None:
    head = client.head("/media/media/quay.mp4")
    assert (head["Content-Length"], body(head)) == (str(len(FILM)), b"")
    assert client.post("/media/media/quay.mp4").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["../secret.txt", "media", "none.mp4", "media/%00.mp4"])
def test_nothing_else_is_reached(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_a_page_in_disguise_is_downloaded_and_never_runs(client: Client, film: Path) -> None:
    for name in ("page.html", "drawing.svg", "program.js"):
        (film.parent / name).write_text("<script>alert(1)</script>")
        answer = client.get(f"/media/media/{name}")
        assert answer["Content-Disposition"] == "attachment"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
