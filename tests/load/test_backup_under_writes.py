"""A backup during 50 writes a second: restored elsewhere, every address is of one moment."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.running_site import (
    BROADSHEET,
    clean_environment,
    free_port,
    new_site,
    postgresql_database,
    running_site,
)

ADDRESS = "http://paper.example"
HOST = {"Host": "paper.example"}
STORIES = 200
WRITES_A_SECOND = 50
#: Seconds of writing before the backup begins and after it has ended.
AROUND = 2.0

#: A newspaper, and ballast so that a backup takes long enough to be disturbed.
SETUP = f"""
import os
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale
from broadsheet.config.demo.made import write_archive
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Person, Section, Topic
from broadsheet.readers.models import Consent, Reader
front = FrontPage.objects.get()
sections = []
for name in ("Town", "Harbour"):
    section = Section(title=name, slug=name.lower())
    front.add_child(instance=section)
    section.save_revision().publish()
    sections.append(section)
locale = Locale.objects.get()
people = [
    Person.objects.create(name=f"P {{n}}", slug=f"p-{{n}}", locale=locale, is_public=True)
    for n in range(3)
]
for n in range(3):
    Topic.objects.create(name=f"T {{n}}", slug=f"t-{{n}}", locale=locale)
write_archive({STORIES})
reader = Reader.objects.create(name="Ballast")
words = os.urandom(1500).hex()
Consent.objects.bulk_create(
    [
        Consent(reader=reader, purpose=f"p{{n}}", wording=words, given_at=timezone.now())
        for n in range(20000)
    ],
    batch_size=500,
)
originals = Path(settings.ORIGINALS_ROOT) / "original_images"
originals.mkdir(parents=True)
for n in range(150):
    (originals / f"ballast-{{n}}.jpg").write_bytes(os.urandom(1_000_000))
"""
#: One write: a story's headline, standfirst and card together; now and then an old address too.
#: The state after write `n` depends on `n` alone, so that it can be made again elsewhere.
WRITE = """
import sys, time
from datetime import datetime, timedelta, UTC
from django.db import transaction
from wagtail.models import Locale, Site
from broadsheet.core.models import Address, AddressState
from broadsheet.newsroom.models import Story, StoryCard
keys = list(Story.objects.order_by("pk").values_list("pk", flat=True))
site, locale = Site.objects.get(), Locale.objects.get()
beginning = datetime(2026, 1, 1, tzinfo=UTC)
def write(n):
    pk, words = keys[n % len(keys)], f"Write {n:06}"
    with transaction.atomic():
        Story.objects.filter(pk=pk).update(title=words, standfirst=f"The standfirst of {n}.")
        StoryCard.objects.filter(pk=pk).update(
            headline=words, standfirst=f"The standfirst of {n}.",
            changed_at=beginning + timedelta(seconds=n),
        )
        if n % 20 == 0:
            Address.objects.create(
                site=site, locale=locale, path=f"/old/{n}/",
                state=AddressState.REDIRECT, redirect_url="/town/",
            )
"""
KEEP_WRITING = f"""{WRITE}
import io
from django.core.files.images import ImageFile
from PIL import Image
from broadsheet.media.models import Picture
data = io.BytesIO()
Image.new("RGB", (600, 400), (30, 90, 120)).save(data, "JPEG")
began, n = time.monotonic(), 0
while True:
    n += 1
    write(n)
    if n % 50 == 0:
        Picture.objects.create(
            title=f"Picture {{n}}", file=ImageFile(io.BytesIO(data.getvalue()), f"p{{n}}.jpg")
        )
    print(n, flush=True)
    ahead = n / {WRITES_A_SECOND} - (time.monotonic() - began)
    if ahead > 0:
        time.sleep(ahead)
"""
REPLAY = f"""{WRITE}
for n in range(1, LAST + 1):
    write(n)
"""
STATE = """
import json
from pathlib import Path
from django.conf import settings
from broadsheet.core.models import Address
from broadsheet.media.models import Picture, PictureRendition
from broadsheet.newsroom.models import Story
named = [p.file.path for p in Picture.objects.all()]
named += [r.file.path for r in PictureRendition.objects.all()]
print(json.dumps({
    "last": max(int(t.split()[1]) for t in Story.objects.filter(
        title__startswith="Write ").values_list("title", flat=True)),
    "paths": sorted(Address.objects.values_list("path", flat=True)),
    "pictures": Picture.objects.count(),
    "absent": [path for path in named if not Path(path).is_file()],
}))
"""


def python(folder: Path, code: str) -> str:
    """Run code with Django set up on a site; returns what it printed."""
    environment = clean_environment() | {
        "BROADSHEET_SITE": str(folder),
        "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def broadsheet(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*BROADSHEET, *map(str, words)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Writer:
    """A process that writes on and on; `last` is the newest write that it knows as committed."""

    folder: Path
    last: int = 0
    said: list[str] = field(default_factory=list)

    @contextmanager
    def writing(self) -> Iterator[None]:
        environment = clean_environment() | {
            "BROADSHEET_SITE": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{KEEP_WRITING}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
        listener.start()
        try:
            until = time.monotonic() + 60
            while not self.last and time.monotonic() < until:
                time.sleep(0.05)
            yield
            assert process.poll() is None, (process.stderr.read() if process.stderr else "")[-3000:]
        finally:
            process.terminate()
            process.wait(20)
            listener.join(10)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.last = int(line)


@dataclass
class ReaderAtWork(threading.Thread):
    """Somebody who reads while the backup is made."""

    url: str
    slowest: float = 0.0
    answers: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.1):
            began = time.monotonic()
            self.answers.append(requests.get(self.url, headers=HOST, timeout=60).status_code)
            self.slowest = max(self.slowest, time.monotonic() - began)

    # A dataclass that compares by value has no hash, and a thread needs one.
    __hash__ = threading.Thread.__hash__


@contextmanager
def web(folder: Path) -> Iterator[str]:
    """The site's web processes alone: nothing changes its pages."""
    port = free_port()
    with (folder / "web.log").open("w") as log:
        process = subprocess.Popen(
            [*BROADSHEET, "web", "--site", str(folder), "--port", str(port)],
            env=clean_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(requests.ConnectionError):
                if requests.get(f"{url}/healthz", headers=HOST, timeout=5).ok:
                    break
            assert process.poll() is None, (folder / "web.log").read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str, paths: list[str]) -> dict[str, tuple[int, str, str]]:
    """What each address answers: status, where it leads, the digest of its bytes."""
    found = {}
    with requests.Session() as session:
        for path in paths:
            answer = session.get(url + path, headers=HOST, timeout=60, allow_redirects=False)
            digest = hashlib.sha256(answer.content).hexdigest()
            found[path] = (answer.status_code, answer.headers.get("Location", ""), digest)
    return found


def copy_site(folder: Path, target: Path, database: str, name: str) -> None:
    """A copy of a site that doesn't run, by other means than a backup."""
    shutil.copytree(folder, target)
    if database == "postgresql":
        import psycopg

        address = postgresql_database(f"{name}_reference")
        assert address is not None
        server = address.rpartition("/")[0]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}_reference"')
            connection.execute(f'CREATE DATABASE "{name}_reference" TEMPLATE "{name}"')
        toml = (target / "site.toml").read_text()
        assert f"/{name}" in toml
        (target / "site.toml").write_text(toml.replace(f"/{name}", f"/{name}_reference"))


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_backup_during_writes_is_of_one_moment(tmp_path: Path, database: str) -> None:
    name = "broadsheet_backup"
    address = "sqlite" if database == "sqlite" else postgresql_database(name)
    if address is None:
        pytest.skip("No PostgreSQL answers at BROADSHEET_TEST_POSTGRESQL.")
    site, reference, restored = (tmp_path / part for part in ("site", "reference", "restored"))
    kept = tmp_path / "kept"
    new_site(site, address)
    toml = site / "site.toml"
    toml.write_text(toml.read_text().replace("http://127.0.0.1:8000", ADDRESS))
    python(site, SETUP)
    # Once through the door, so that rows that a start brings in line are as they will be.
    with running_site(site, address, password="known"):
        pass
    broadsheet("worker", "--once", "--site", site)
    copy_site(site, reference, database, name)

    writer = Writer(site)
    with running_site(site, address, password="known") as running, writer.writing():
        reader = ReaderAtWork(f"{running.url}/")
        reader.start()
        time.sleep(AROUND)
        before, began = writer.last, time.monotonic()
        done = broadsheet("backup", kept, "--site", site, "--json")
        seconds, after = time.monotonic() - began, writer.last
        time.sleep(AROUND)
        reader.stopped.set()
        reader.join(60)
        assert done.returncode == 0, done.stderr
        log = running.read_log()
    assert "locked" not in log
    assert "Traceback" not in log
    assert set(reader.answers) == {200}
    made = json.loads(done.stdout)
    rate = (after - before) / seconds
    assert rate > WRITES_A_SECOND * 0.8

    elsewhere = [] if database == "sqlite" else ["--database", fresh(f"{name}_restored")]
    began = time.monotonic()
    back = broadsheet("restore", kept, "--site", restored, *elsewhere, "--json")
    restoring = time.monotonic() - began
    assert back.returncode == 0, back.stderr
    state = json.loads(python(restored, STATE))
    assert before <= state["last"] <= after
    assert state["absent"] == []
    assert state["pictures"] >= state["last"] // 50 - 1

    python(reference, REPLAY.replace("LAST", str(state["last"])))
    fixed = ["/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/feed/", "/feed/json/"]
    paths = [*state["paths"], *fixed, "/town/feed/", "/search/?q=write", "/nothing-here/"]
    with web(reference) as wanted_url, web(restored) as found_url:
        wanted, found = answers(wanted_url, paths), answers(found_url, paths)
    assert [path for path in paths if wanted[path] != found[path]] == []
    assert sum(status == 200 for status, _location, _digest in found.values()) > STORIES
    print(
        f"\n{database}: backup of {made['size'] / 1e6:.0f} MB, {made['files']} files in "
        f"{seconds:.1f} s during {rate:.1f} writes a second (writes {before} to {after}; it holds "
        f"those up to {state['last']}); slowest page meanwhile {reader.slowest:.2f} s of "
        f"{len(reader.answers)}; restored in {restoring:.1f} s; {len(paths)} addresses byte-equal"
    )

    archive = kept / made["name"]
    content = archive.read_bytes()
    for place in (0, len(content) // 3, len(content) // 2, len(content) - 300, len(content) - 1):
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        refused = broadsheet("restore", damaged, "--site", tmp_path / "nowhere")
        assert refused.returncode == 1
        assert "can't be trusted" in refused.stderr
        assert not (tmp_path / "nowhere").exists()
    if database == "postgresql":
        for left in ("", "_reference", "_restored"):
            drop(name + left)


def fresh(name: str) -> str:
    address = postgresql_database(name)
    assert address is not None
    return address


def drop(name: str) -> None:
    import psycopg

    server = fresh("broadsheet_backup_empty").rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        for each in (name, "broadsheet_backup_empty"):
            connection.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')
