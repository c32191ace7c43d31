from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.edge.cdn import purging
from broadsheet.edge.cdn.plan import CdnPlan
from broadsheet.fronts.models import FrontPage
from tests.edge.cdn_server import FakeCdn, fake_cdn
from tests.press.conftest import at_work as press_at_work
from tests.press.harness import PressAtWork

Behind = Callable[..., CdnPlan]


@pytest.fixture
def cdn() -> Iterator[FakeCdn]:
    with fake_cdn() as found:
        yield found


@pytest.fixture
def behind(cdn: FakeCdn, settings: Any) -> Iterator[Behind]:
    """Lets the site stand behind a CDN of some kind, whose door is the test's own."""
    purging._breaker.close()

    def stand(kind: str = "fastly", **values: Any) -> CdnPlan:
        plan = CdnPlan(
            kind=kind,
            service="the-service",
            token="the-token",
            url=cdn.url,
            site=("http://testserver",),
        )
        plan = CdnPlan(**{**vars(plan), **values})
        settings.BROADSHEET_CDN = plan
        return plan

    yield stand
    purging._breaker.close()


at_work = press_at_work
assert FrontPage
assert Path
assert PressAtWork
