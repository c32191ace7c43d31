from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.fronts.models import FrontPage
from tests.factories import make_section, make_story
from tests.press.harness import PressAtWork


@pytest.fixture
def at_work(front: FrontPage, settings: Any, tmp_path: Path) -> Iterator[PressAtWork]:
    """An empty newspaper with its press, in the test's own process."""
    from broadsheet.press.serving import offered
    from broadsheet.press.store.opening import close_store
    from broadsheet.press.takedown import listen_now
    from broadsheet.press.watching import watch

    settings.BROADSHEET_PRESS = True
    settings.BROADSHEET_PRESS_STORE = tmp_path / "press.sqlite3"
    watch()
    listen_now()
    offered.clear()
    yield PressAtWork(front)
    close_store()


@pytest.fixture
def pressed(at_work: PressAtWork) -> PressAtWork:
    """A newspaper of one story, all of it pressed."""
    make_story(make_section(at_work.front), "A crane moves", slug="crane")
    at_work.press_everything()
    return at_work
