"""A newspaper on its first day, with nothing in it."""

from __future__ import annotations

import pytest

from broadsheet.fronts.models import FrontPage
from tests.reading import read


def test_its_front_says_that_nothing_is_there_yet(front: FrontPage) -> None:
    page = read("/")
    assert page.words("h1") == "The Test Post"
    assert "There are no stories here yet." in page.words("main")
    assert not page.all(".featured, .promo, footer nav")


@pytest.mark.parametrize(
    "path", ["/news/", "/team/", "/contacts/", "/search/", "/search/?q=tide", "/tag/opinion/"]
)
def test_its_other_pages_answer(front: FrontPage, path: str) -> None:
    assert read(path).one("h1")
