from __future__ import annotations

import threading
import time
from unittest.mock import patch

from wagtail.blocks import BlockField

from broadsheet.core.body import BodyFormField
from broadsheet.newsroom.models import Story


def test_bodies_are_checked_one_at_a_time() -> None:
    """Wagtail notes in the blocks, which threads share, that a draft may lack what is required."""
    inside = 0
    most = 0

    def slow_clean(field: BlockField, value: object) -> object:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
        return value

    with patch.object(BlockField, "clean", slow_clean):
        threads = [
            threading.Thread(target=Story._meta.get_field("body").formfield().clean, args=[None])
            for _number in range(5)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == 1


def test_the_body_of_a_story_is_checked_so() -> None:
    assert isinstance(Story._meta.get_field("body").formfield(), BodyFormField)
