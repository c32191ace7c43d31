"""A section with the two people of whom the notices speak: who writes, and who decides."""

from __future__ import annotations

import pytest

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section
from broadsheet.staff.models import User
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_section


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def reporter(section: Section) -> User:
    return make_account(REPORTER, username="ines", first_name="Ines", last_name="Tarrow")


@pytest.fixture
def chief(section: Section) -> User:
    return make_account(CHIEF_EDITOR, username="mara", first_name="Mara", last_name="Lind")
