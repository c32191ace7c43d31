from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.newsroom.periods import Period

ZONES = ["UTC", "Europe/Kyiv", "America/Sao_Paulo", "Pacific/Apia", "Africa/Cairo"]
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from([(0, 0), (1, 0), (1, 1)]))
def test_a_moment_lies_in_its_own_period(
    moment: datetime, zone: str, length: tuple[int, int]
) -> None:
    with timezone.override(ZoneInfo(zone)):
        period = Period(2000, *length).at(moment)
        assert period.start <= moment < period.end
        assert period.first <= timezone.localdate(moment) <= period.last


@given(st.integers(1900, 2100), st.integers(0, 12), st.sampled_from(ZONES))
def test_the_parts_of_a_period_follow_each_other_without_a_gap(
    year: int, month: int, zone: str
) -> None:
    with timezone.override(ZoneInfo(zone)):
        period = Period(year, month)
        parts = period.parts()
        assert (parts[0].start, parts[-1].end) == (period.start, period.end)
        assert [part.end for part in parts[:-1]] == [part.start for part in parts[1:]]


@pytest.mark.parametrize("parts", [(2025, 13), (2025, 2, 30), (0,), (1,), (9999,), (2025, 0, 1)])
def test_what_no_calendar_has_is_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period(*parts)


def test_a_period_knows_its_address() -> None:
    assert Period(2026).path == "2026/"
    assert Period(2026, 3, 4).path == "2026/03/04/"
