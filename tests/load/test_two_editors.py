"""Two people type in one story of a running site, each in blocks of their own: nothing is lost."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from tests.running_site import Desk, RunningSite, form_fields, running_site

EDITS = 500
BLOCKS = 10
AS_AUTOSAVE = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}

SETUP = f"""
import json
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
from broadsheet.staff.models import User
front = FrontPage.objects.get()
section = Section(title="Town", slug="town")
front.add_child(instance=section)
section.save_revision().publish()
for number in range(2):
    User.objects.create_superuser(f"writer{{number}}", f"w{{number}}@example.org", "pass word 1")
story = Story(title="A crane moves", slug="a-crane-moves", live=False)
story.body = json.dumps([
    {{"id": f"00000000-0000-4000-8000-{{n:012d}}", "type": "text", "value": f"<p>Block {{n}}:</p>"}}
    for n in range({BLOCKS})
])
section.add_child(instance=story)
story.save_revision()
print(story.pk)
"""
READ = """
import re
from broadsheet.newsroom.models import Story
story = Story.objects.get(pk={pk}).get_latest_revision_as_object()
for block in story.body:
    print(re.sub("<[^>]+>", "", block.value.source))
"""


class Typist(threading.Thread):
    """Adds a word to one of their own blocks, saves as the editor does by itself, and so on."""

    def __init__(self, site: RunningSite, number: int, page: int) -> None:
        super().__init__(daemon=True)
        self.desk = Desk(site, f"writer{number}", "pass word 1")
        self.number = number
        self.path = f"/admin/pages/{page}/edit/"
        self.texts = [f"Block {n}:" for n in range(BLOCKS)]
        self.errors: list[str] = []

    def run(self) -> None:
        try:
            self.desk.sign_in()
            page = self.desk.get(self.path).text
            data = form_fields(page, lambda form: form.get("id") == "page-edit-form")  # type: ignore[attr-defined]
            for turn in range(EDITS):
                place = (turn * 2 + self.number) % BLOCKS
                self.texts[place] += f" {turn}"
                self.save(data)
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    def save(self, data: dict[str, str]) -> None:
        data["body-count"] = str(BLOCKS)
        for n, text in enumerate(self.texts):
            words = {"key": f"k{n:04d}", "text": text, "type": "unstyled", "depth": 0}
            rest = {"inlineStyleRanges": [], "entityRanges": []}
            data |= {
                f"body-{n}-deleted": "",
                f"body-{n}-order": str(n),
                f"body-{n}-type": "text",
                f"body-{n}-id": f"00000000-0000-4000-8000-{n:012d}",
                f"body-{n}-value": json.dumps({"blocks": [{**words, **rest}], "entityMap": {}}),
            }
        answer = self.desk.post(self.path, data, headers=AS_AUTOSAVE)
        if answer.status_code != 200:
            self.errors.append(f"{answer.status_code}: {answer.text[:300]}")
            return
        data["overwrite_revision_id"] = str(answer.json()["revision_id"])


@pytest.mark.slow
def test_a_thousand_edits_of_two_people_to_blocks_of_their_own_are_all_there(
    tmp_path: Path,
) -> None:
    with running_site(tmp_path / "site") as site:
        page = int(site.python(SETUP))
        typists = [Typist(site, number, page) for number in range(2)]
        for typist in typists:
            typist.start()
        for typist in typists:
            typist.join(1500)
        found = site.python(READ.format(pk=page)).splitlines()
        log = site.read_log()
    errors = [error for typist in typists for error in typist.errors]
    lost = [
        (typist.number, turn)
        for typist in typists
        for turn in range(EDITS)
        if f" {turn} " not in f"{found[(turn * 2 + typist.number) % BLOCKS]} "
    ]
    print(f"\n{2 * EDITS} edits, lost {len(lost)}, errors {len(errors)}")
    assert errors == []
    assert lost == []
    assert "Traceback" not in log
