from datetime import UTC, datetime

import pytest

from broadsheet.importers.fields import Fields, moment, sound


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1388318310782, datetime(2013, 12, 29, 11, 58, 30, 782000, UTC)),
        ("1388318310782", datetime(2013, 12, 29, 11, 58, 30, 782000, UTC)),
        ("2026-11-23 06:46:10", datetime(2026, 11, 23, 6, 46, 10, 0, UTC)),
        ("2019-01-02T11:56:16.000Z", datetime(2019, 1, 2, 11, 56, 16, 0, UTC)),
        ("2019-01-02T12:56:16+01:00", datetime(2019, 1, 2, 11, 56, 16, 0, UTC)),
        ("1906-04-18 05:12:00", datetime(1906, 4, 18, 5, 12, 0, 0, UTC)),
        ("2999-01-01 00:00:00", datetime(2999, 1, 1, 0, 0, 0, 0, UTC)),
        (-2010679680000, datetime(1906, 4, 15, 5, 52, 0, 0, UTC)),
        (None, None),
        ("", None),
    ],
)
def test_dates_of_every_ghost_are_moments_in_utc(value, expected):
    assert moment(value) == expected


@pytest.mark.parametrize(
    "value",
    [True, "yesterday", "0000-00-00 00:00:00", 10**20, float("nan"), {}, [], "99999-01-01"],
)
def test_what_is_no_date_is_said_to_be_none(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own
        moment(value)


def test_a_date_at_the_edge_of_time_is_no_date():
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's own
        moment("0001-01-01T00:00:00+14:00")


def test_characters_that_no_database_or_feed_holds_are_taken_out():
    assert sound("a\x00b\x08c\ud800d\ufffee\tf\ng") == "abcde\tf\ng"


def test_values_of_other_types_come_out_as_the_type_asked_for():
    fields = Fields({"a": 1, "b": " x ", "c": None, "d": ["x"], "e": "1", "f": True, "g": 2.5})
    assert fields.text("a") == "1"
    assert fields.text("c", "b") == "x"
    assert fields.text("d") == fields.text("f") == fields.text("nothing") == ""
    assert fields.raw("b") == " x "
    assert fields.raw("a") == ""
    assert fields.flag("e")
    assert not fields.flag("c")
    assert fields.number("e") == 1
    assert fields.number("g") == 2
    assert fields.number("d", 7) == 7
    assert fields.inner("d").data == {}
    assert list(fields.each("b")) == []
