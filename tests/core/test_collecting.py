"""What lives as long as the process is left alone by Python's collector; later garbage is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from broadsheet.core.collecting import pass_over_what_is_loaded


class Knot:
    """Refers to itself: only the collector can take it away."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def collected_again() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_loaded_is_passed_over_and_later_garbage_is_collected() -> None:
    loaded, dropped = Knot(), weakref.ref(Knot())
    pass_over_what_is_loaded()
    assert dropped() is None
    assert not any(thing is loaded for thing in gc.get_objects())
    later = weakref.ref(Knot())
    gc.collect()
    assert later() is None
