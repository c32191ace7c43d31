"""Ten people at work at once on one SQLite file while the worker is busy: nobody is turned away."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.running_site import Desk, RunningSite, running_site

WRITERS = 10
SECONDS = 60
SAVES_BETWEEN = 2.0
AS_AUTOSAVE = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}

SETUP = """
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
from broadsheet.staff.models import User
front = FrontPage.objects.get()
section = Section(title="Town", slug="town")
front.add_child(instance=section)
section.save_revision().publish()
for number in range(10):
    User.objects.create_superuser(f"writer{number}", f"w{number}@example.org", "pass word 1")
print(section.pk)
"""
BUSY = """
from broadsheet.config.demo.made import write_archive
from broadsheet.newsroom.models import Person, Section, Topic
from wagtail.models import Locale
locale = Locale.objects.get()
people = [Person.objects.create(name=f"P {n}", slug=f"p-{n}", locale=locale) for n in range(3)]
for n in range(3):
    Topic.objects.create(name=f"T {n}", slug=f"t-{n}", locale=locale)
write_archive(3000)
"""


class Writer(threading.Thread):
    """Makes a story, saves it again and again as the editor does by itself, publishes, repeats."""

    def __init__(self, site: RunningSite, number: int, section: int) -> None:
        super().__init__(daemon=True)
        self.desk = Desk(site, f"writer{number}", "pass word 1")
        self.number = number
        self.section = section
        self.done: Counter[str] = Counter()
        self.errors: list[str] = []
        self.slowest = 0.0
        self.until = time.monotonic() + SECONDS

    def run(self) -> None:
        try:
            self.desk.sign_in()
            while time.monotonic() < self.until:
                self.write_story()
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def send(self, kind: str, path: str, data: dict[str, str], **kwargs: object) -> object:
        started = time.monotonic()
        answer = self.desk.post(path, data, **kwargs)  # type: ignore[arg-type]
        self.slowest = max(self.slowest, time.monotonic() - started)
        self.done[kind] += 1
        if answer.status_code >= 500 or "database is locked" in answer.text:
            self.errors.append(f"{kind} answered {answer.status_code}: {answer.text[:300]}")
        return answer

    def write_story(self) -> None:
        name = f"writer {self.number} story {self.done['publish']}"
        data = self.desk.new_story(self.section)
        data |= {"title": name, "slug": name.replace(" ", "-")}
        answer = self.send("create", f"/admin/pages/add/newsroom/story/{self.section}/", data)
        found = re.search(r"/admin/pages/(\d+)/edit/", answer.headers.get("Location", ""))  # type: ignore[attr-defined]
        if not found:
            self.errors.append(f"The story was not saved: {answer.text[:300]}")  # type: ignore[attr-defined]
            return
        page = int(found[1])
        path = f"/admin/pages/{page}/edit/"
        data = self.desk.story_form(page)
        for turn in range(3):
            data["standfirst"] = f"Saved by itself, turn {turn}"
            saved = self.send("autosave", path, data, headers=AS_AUTOSAVE)
            payload = saved.json()  # type: ignore[attr-defined]
            if not payload.get("success"):
                self.errors.append(f"An autosave was refused: {payload}")
            for key in ("loaded_revision_id", "overwrite_revision_id"):
                if payload.get("revision_id"):
                    data[key] = str(payload["revision_id"])
            time.sleep(SAVES_BETWEEN)
        data = self.desk.story_form(page)
        answer = self.send("publish", path, {**data, "action-publish": "action-publish"})
        if answer.status_code != 302:  # type: ignore[attr-defined]
            self.errors.append(f"Publishing answered {answer.status_code}")  # type: ignore[attr-defined]


@pytest.mark.slow
def test_ten_people_save_and_publish_for_a_minute_while_the_worker_is_busy(tmp_path: Path) -> None:
    with running_site(tmp_path / "site") as site:
        section = int(site.python(SETUP))
        site.python(BUSY)
        writers = [Writer(site, number, section) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(SECONDS + 120)
        done = sum((writer.done for writer in writers), Counter[str]())
        errors = [error for writer in writers for error in writer.errors]
        slowest = max(writer.slowest for writer in writers)
        log = site.read_log()
    print(f"\n{dict(done)}, slowest answer {slowest:.1f} s, errors {len(errors)}")
    assert errors == []
    assert "locked" not in log
    assert "Traceback" not in log
    assert done["publish"] >= WRITERS
