"""What lives as long as the process is left alone by Python's collector; later garbage is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from broadsheet.core.collecting import loading, pass_over_what_is_loaded


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


def test_nothing_is_collected_while_a_program_loads_and_what_it_loaded_is_passed_over() -> None:
    with loading():
        assert not gc.isenabled()
        loaded = Knot()
    assert gc.isenabled()
    assert not any(thing is loaded for thing in gc.get_objects())


def test_a_program_that_fails_to_load_leaves_the_collector_on() -> None:
    with pytest.raises(LookupError), loading():
        raise LookupError
    assert gc.isenabled()
