"""How many actions lie between signing in and a published story with a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.actions import Person, publish_story, sign_in
from tests.journeys.browser import chromium, open_browser
from tests.running_site import RunningSite, running_site

pytestmark = pytest.mark.browser

#: Name, password, Enter; N and the section's key; headline, text; the picture in five; Publish.
MOST_ON_THE_FIRST_DAY = 13
#: Without signing in, and in the section of the story before.
MOST_AFTERWARDS = 9

SECTIONS = """
from broadsheet.fronts.models import FrontPage
from tests.factories import make_section
for title in ("Harbour", "Town", "Islands"):
    make_section(FrontPage.objects.get(), title)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    chromium()
    with running_site(tmp_path_factory.mktemp("new") / "site") as running:
        running.python(SECTIONS)
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def test_a_story_with_a_picture_takes_few_actions(
    browser: Browser, site: RunningSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = [tmp_path / "the quay at noon.jpg", tmp_path / "the quay again.jpg"]
    for red, picture in enumerate(pictures):
        Image.new("RGB", (1200, 800), (40 + red, 96, 120)).save(picture)
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/admin/")

    first = Person(page)
    sign_in(first, "editor", site.password)
    publish_story(first, "The quay is swept at noon", pictures[0], section_key="1")
    first_seconds = first.seconds
    second = Person(page)
    publish_story(second, "The quay is swept again", pictures[1])
    second_seconds = second.seconds
    context.close()

    rows = (
        ("signing in, on the first day", first, first_seconds),
        ("the desk, in the section used before", second, second_seconds),
    )
    with capsys.disabled():
        print("\n| from … to a published story with a picture | actions | seconds |")
        print("|---|---|---|")
        for name, person, seconds in rows:
            print(f"| {name} | {len(person.done)} | {seconds:.1f} |")
    for slug in ("the-quay-is-swept-at-noon", "the-quay-is-swept-again"):
        answer = site.get(f"/{slug}/")
        assert answer.status_code == 200
        assert "Mara Lind" in answer.text
    assert len(first.done) <= MOST_ON_THE_FIRST_DAY, first.done
    assert len(second.done) <= MOST_AFTERWARDS, second.done
