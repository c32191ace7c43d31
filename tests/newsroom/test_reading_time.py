from __future__ import annotations

import pytest

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.reading_time import count_words, minutes, reading_time
from tests.factories import make_picture, make_section, make_story


@pytest.mark.parametrize(
    ("words", "pictures", "expected"),
    [(314, 2, 2), (0, 0, 1), (275, 0, 1), (413, 0, 2), (275, 3, 2), (2750, 0, 10), (0, 20, 2)],
)
def test_words_and_pictures_give_minutes(words: int, pictures: int, expected: int) -> None:
    assert minutes(words, pictures) == expected


def test_tags_part_words_and_are_none() -> None:
    assert count_words("<p>Two words</p><p>and three more</p>") == 5
    assert count_words("don’t re-open the <b>quay</b> &amp; pier") == 5


def test_captions_do_not_count_and_the_lead_picture_does(front: FrontPage) -> None:
    picture = make_picture()
    words = " ".join(["word"] * 314)
    story = make_story(
        make_section(front),
        lead_picture=picture,
        body=[
            {"type": "text", "value": f"<p>{words}</p>"},
            {"type": "picture", "value": {"picture": picture.pk, "caption": "word " * 900}},
        ],
    )
    assert reading_time(story) == 2
    assert story.card.read_minutes == 2
