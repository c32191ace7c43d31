"""A whole site as an operator runs it: `broadsheet new`, then `broadsheet run`, over HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

BROADSHEET = [sys.executable, "-m", "broadsheet"]


def clean_environment() -> dict[str, str]:
    """Without what the tests' own site set."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("BROADSHEET_") and name != "DJANGO_SETTINGS_MODULE"
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class RunningSite:
    folder: Path
    url: str
    password: str
    process: subprocess.Popen[str]
    log: Path

    def read_log(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=30, allow_redirects=False)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `broadsheet` command on the site."""
        return subprocess.run(
            [*BROADSHEET, *arguments, "--site", str(self.folder)],
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def python(self, code: str) -> str:
        """Run code with Django set up on the site; returns what it printed."""
        environment = clean_environment() | {
            "BROADSHEET_SITE": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "broadsheet.config.settings",
        }
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def new_site(folder: Path, database: str = "sqlite") -> str:
    """Make an empty newspaper; returns the password of its first account."""
    done = subprocess.run(
        [*BROADSHEET, "new", str(folder), "--name", "The Load Post", "--database", database],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"as editor with (\S+)", done.stderr)
    assert found, done.stderr
    return found[1]


@contextmanager
def demo_site(folder: Path, toml: str = "") -> Iterator[RunningSite]:
    """The demo newspaper while it runs; `toml` stands in its site.toml in the place of a key's."""
    done = subprocess.run(
        [*BROADSHEET, "demo", str(folder)],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    password = (folder / "data" / "sign-in.txt").read_text(encoding="utf-8").split()[1]
    written = folder / "site.toml"
    lines = written.read_text(encoding="utf-8").splitlines()
    given = {line.partition("=")[0] for line in toml.splitlines()} - {""}
    kept = [line for line in lines if line.partition("=")[0] not in given]
    written.write_text("\n".join([*kept, toml, ""]), encoding="utf-8")
    with running_site(folder, password=password) as site:
        yield site


@contextmanager
def running_site(
    folder: Path, database: str = "sqlite", password: str = "", port: int = 0
) -> Iterator[RunningSite]:
    """The site while it runs, on a free port if none is given; stopped as Ctrl-C stops it."""
    if not password:
        password = new_site(folder, database)
    port = port or free_port()
    log = folder / "run.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*BROADSHEET, "run", "--site", str(folder), "--port", str(port)],
            env=clean_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    site = RunningSite(folder, f"http://127.0.0.1:{port}", password, process, log)
    try:
        wait_until_up(site)
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()


def wait_until_up(site: RunningSite, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(requests.ConnectionError):
            if site.get("/healthz").status_code == 200:
                return
        assert site.process.poll() is None, site.read_log()
        time.sleep(0.1)
    raise AssertionError(f"The site did not start: {site.read_log()}")


@dataclass
class Desk:
    """Someone at work in the newsroom, through forms alone as a browser sends them."""

    site: RunningSite
    username: str = "editor"
    password: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self) -> None:
        page = self.get("/accounts/login/")
        data = form_fields(page.text, lambda form: "password" in str(form))
        data |= {"login": self.username, "password": self.password or self.site.password}
        answer = self.post("/accounts/login/", data)
        assert answer.status_code == 302, answer.text[:500]

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site.url + path, timeout=60)

    def post(
        self, path: str, data: dict[str, str], headers: dict[str, str] | None = None
    ) -> requests.Response:
        return self.session.post(
            self.site.url + path,
            data=data,
            headers={"Referer": self.site.url + path, **(headers or {})},
            timeout=120,
            allow_redirects=False,
        )

    def new_story(self, section_id: int) -> dict[str, str]:
        """The fields of an empty story form."""
        page = self.get(f"/admin/pages/add/newsroom/story/{section_id}/")
        assert page.status_code == 200
        return story_fields(page.text)

    def story_form(self, page_id: int) -> dict[str, str]:
        page = self.get(f"/admin/pages/{page_id}/edit/")
        assert page.status_code == 200
        return story_fields(page.text)


def story_fields(html: str, paragraph: str = "The crane moved at noon.") -> dict[str, str]:
    """The story form's fields with a body of one paragraph, which the editor's script would add."""
    data = form_fields(html, lambda form: form.get("id") == "page-edit-form")
    block = {"key": "a1b2c", "text": paragraph, "type": "unstyled", "depth": 0}
    content = {"blocks": [{**block, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    return data | {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(content),
    }


def form_fields(html: str, wanted: object) -> dict[str, str]:
    """What a browser would send of the first form that fits."""
    soup = BeautifulSoup(html, "lxml")
    forms = [form for form in soup.find_all("form") if wanted(form)]  # type: ignore[operator]
    assert forms, "The page has no such form."
    data: dict[str, str] = {}
    for control in forms[0].find_all(["input", "textarea", "select"]):
        assert isinstance(control, Tag)
        name, kind = str(control.get("name") or ""), str(control.get("type") or "")
        if not name or kind in ("submit", "button", "file"):
            continue
        if kind in ("checkbox", "radio"):
            if control.has_attr("checked"):
                data[name] = str(control.get("value") or "on")
        elif control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            data[name] = str(chosen.get("value") or "") if isinstance(chosen, Tag) else ""
        elif control.name == "textarea":
            data[name] = control.text.removeprefix("\n")
        else:
            data[name] = str(control.get("value") or "")
    return data


def postgresql_database(name: str) -> str | None:
    """A fresh PostgreSQL database for a site, or None where no server answers."""
    try:
        import psycopg
    except ImportError:
        return None
    base = os.environ.get("BROADSHEET_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
    try:
        with psycopg.connect(f"{base}/postgres", autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError:
        return None
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}/{quote(name)}"
