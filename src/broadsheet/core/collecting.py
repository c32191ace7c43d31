"""Python's collector of cyclic garbage, kept away from what lives as long as the process.

Django, Wagtail and their like are half a million objects. Each full collection looks at all of them
and holds everything up for 0.15 s: a page that is pressed, and every answer on an event loop.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def pass_over_what_is_loaded() -> None:
    """Collect once, then leave what is there out of all later collections.

    What of it is no longer used goes by its count of references, as ever; only cycles of it stay.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def loading() -> Iterator[None]:
    """While the block lasts nothing is collected; what it loads is left out of later collections.

    Django and Wagtail load in four fifths of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        # Without a collection, which takes longer than what it would find is worth.
        gc.freeze()
