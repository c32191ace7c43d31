"""An article of each layout is light, stands still while it loads, and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.page_weights import WINDOWS, measure
from tests.demo_pages import demo_pages
from tests.journeys.browser import chromium, open_browser
from tests.running_site import RunningSite, demo_site

pytestmark = pytest.mark.browser

#: A story of each layout: docs/developers/design.md.
LAYOUTS = ("news", "analysis", "field-report", "interview", "video")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    # Where there is no browser, no newspaper is made for nothing.
    chromium()
    with demo_site(tmp_path_factory.mktemp("demo") / "site") as running:
        yield running


@pytest.fixture(scope="module")
def addresses(site: RunningSite) -> dict[str, str]:
    return demo_pages(site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.mark.parametrize("width", WINDOWS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_article_is_light_and_stands_still(
    site: RunningSite, addresses: dict[str, str], browser: Browser, layout: str, width: int
) -> None:
    weight = measure(browser, site.url + addresses[layout], width)
    # A page without its style or its fonts would be light, and prove nothing.
    assert set(weight.compressed) >= {"HTML", "CSS", "JS", "fonts"}
    assert weight.faults() == []
