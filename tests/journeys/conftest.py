from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import open_browser


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless; the test skips with a sentence where there is none."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright runs a loop in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with open_browser() as browser:
            yield browser
