"""A publication and an autosave of the same story at the same moment: the story goes live."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.running_site import Desk, RunningSite, postgresql_database, running_site

ROUNDS = 12
AS_AUTOSAVE = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}

SETUP = """
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
section = Section(title="Town", slug="town")
FrontPage.objects.get().add_child(instance=section)
section.save_revision().publish()
print(section.pk)
"""
DRAFT = """
from broadsheet.newsroom.models import Section, Story
story = Story(title="A race", slug="race-{number}", live=False)
Section.objects.get(slug="town").add_child(instance=story)
story.save_revision()
print(story.pk)
"""
STATE = """
from broadsheet.core.models import Address
from broadsheet.newsroom.models import Story, StoryCard
for story in Story.objects.order_by("pk"):
    card = StoryCard.objects.filter(pk=story.pk).exists()
    address = Address.objects.of(story).live().exists()
    if not (story.live and card and address and story.live_revision_id):
        print(story.slug, story.live, card, address, story.live_revision_id)
"""


def autosave(desk: Desk, path: str, data: dict[str, str], seen: list[int]) -> None:
    for turn in range(4):
        answer = desk.post(path, {**data, "standfirst": f"Turn {turn}"}, headers=AS_AUTOSAVE)
        seen.append(answer.status_code)


def race(site: RunningSite) -> list[int]:
    """Autosave drafts and publish them at once; returns what the autosaves were answered."""
    desk = Desk(site)
    desk.sign_in()
    seen: list[int] = []
    for number in range(ROUNDS):
        page = int(site.python(DRAFT.format(number=number)))
        path = f"/admin/pages/{page}/edit/"
        data = desk.story_form(page)
        rivals = []
        for _rival in range(2):
            # The same person's other requests: they share the session.
            rival = Desk(site, session=desk.session)
            rivals.append(threading.Thread(target=autosave, args=(rival, path, data, seen)))
        for thread in rivals:
            thread.start()
        answer = desk.post(path, {**data, "action-publish": "action-publish"})
        assert answer.status_code == 302, answer.text[:500]
        for thread in rivals:
            thread.join()
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_autosave_takes_a_published_story_down(tmp_path: Path, database: str) -> None:
    if database == "postgresql":
        found = postgresql_database("broadsheet_publishing_race")
        if found is None:
            pytest.skip("No PostgreSQL server answers on this machine.")
        database = found
    with running_site(tmp_path / "site", database) as site:
        site.python(SETUP)
        answers = race(site)
        assert site.python(STATE) == ""
        assert "Traceback" not in site.read_log()
    assert set(answers) <= {200, 400}
