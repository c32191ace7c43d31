"""A film and a sound of an old archive, played by a reader in a browser from the running site."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from tests.importers.ghost.making import card, export, lexical, paragraph, post, write
from tests.importers.make_archive import picture
from tests.running_site import RunningSite, running_site

pytestmark = pytest.mark.browser

#: The browser films its own canvas, and listens to its own tone.
RECORD = """async kind => {
  const canvas = document.createElement("canvas");
  canvas.width = 320; canvas.height = 180;
  const pen = canvas.getContext("2d");
  let step = 0;
  const draw = setInterval(() => {
    pen.fillStyle = `hsl(${step++ * 9} 60% 50%)`;
    pen.fillRect(0, 0, 320, 180);
  }, 40);
  const audio = new AudioContext();
  const tone = audio.createOscillator(), out = audio.createMediaStreamDestination();
  tone.connect(out); tone.start();
  const stream = kind === "video/webm" ? canvas.captureStream(25) : out.stream;
  const recorder = new MediaRecorder(stream, { mimeType: kind });
  const parts = [];
  recorder.ondataavailable = event => parts.push(event.data);
  recorder.start();
  await new Promise(done => setTimeout(done, 1500));
  await new Promise(done => { recorder.onstop = done; recorder.stop(); });
  clearInterval(draw);
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
}"""
PLAY = """async player => {
  player.muted = true;
  await player.play();
  await new Promise((done, fail) => {
    player.ontimeupdate = () => player.currentTime > 0.3 && done();
    player.onerror = () => fail(new Error(player.error.message));
  });
  return player.currentTime;
}"""


def test_recordings_of_an_archive_play(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page()
    page.goto("about:blank")
    content = tmp_path / "content"
    for name, kind in (("quay.webm", "video/webm"), ("gulls.webm", "audio/webm")):
        film = content / "media" / "2026" / "03" / name
        film.parent.mkdir(parents=True, exist_ok=True)
        film.write_bytes(base64.b64decode(page.evaluate(RECORD, kind)))
    poster = content / "images" / "q.jpg"
    poster.parent.mkdir(parents=True)
    poster.write_bytes(picture(1))
    media = "__GHOST_URL__/content/media/2026/03"
    source = write(
        tmp_path / "export.json",
        export(
            post(
                "quay",
                title="The quay",
                lexical=lexical(
                    paragraph("What was seen and heard."),
                    card(
                        "video",
                        src=f"{media}/quay.webm",
                        thumbnailSrc="__GHOST_URL__/content/images/q.jpg",
                        width=320,
                        height=180,
                    ),
                    card("audio", src=f"{media}/gulls.webm", title="Gulls"),
                ),
            )
        ),
    )
    with running_site(tmp_path / "site") as site:
        done = site.command("import", "ghost", str(source), "--content", str(content))
        assert done.returncode == 0, done.stderr + done.stdout
        the_poster_is_made(site)
        they_play(page, site.url)
    page.close()


def the_poster_is_made(site: RunningSite) -> None:
    until = time.monotonic() + 60
    # The old address leads to the picture's own.
    while (
        found := requests.get(f"{site.url}/content/images/q.jpg", timeout=30)
    ).status_code != 200:
        assert time.monotonic() < until, (found.status_code, found.text[:300])
        time.sleep(0.5)


def they_play(page: Page, address: str) -> None:
    said: list[str] = []
    asked: list[Any] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: asked.append((answer.status, answer.url)))
    page.goto(f"{address}/quay/")
    for kind in ("video", "audio"):
        player = page.locator(f".prose {kind}")
        player.scroll_into_view_if_needed()
        assert player.evaluate(PLAY) > 0.3, kind
    parts = [url for status, url in asked if status == 206]
    assert any(url.endswith(".webm") for url in parts), asked
    assert all(url.startswith(address) for _status, url in asked), asked
    assert said == []
