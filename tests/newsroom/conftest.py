from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.newspaper import Newspaper, standing_newspaper


@pytest.fixture(scope="module")
def standing(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Newspaper]:
    with standing_newspaper(django_db_blocker.unblock, tmp_path_factory.mktemp("paper")) as made:
        yield made


@pytest.fixture
def paper(standing: Newspaper, db: None) -> Newspaper:
    """A whole newspaper, made once for the module: tests may change it, it is restored."""
    return standing
