"""Backups by the clock: when one is due, who makes it, what a crash and a failure leave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from broadsheet.core.clock import jobs
from broadsheet.fronts.models import FrontPage
from broadsheet.keeping import actions, schedule
from broadsheet.keeping.actions import ATTEMPTS, claim, make_claimed, release_abandoned
from broadsheet.keeping.enums import BackupOrigin, BackupState
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.making import Made
from broadsheet.keeping.models import SILENT_AT_MOST, TRY_AGAIN_AFTER, Backup
from broadsheet.keeping.plan import BackupPlan
from broadsheet.keeping.schedule import keep_schedule, make_noted, note_due
from broadsheet.masthead.models import SiteSettings
from tests.keeping.archives import make_manifest

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DAILY = BackupPlan(to="/srv/backups", every="day", at=time(3, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


class TestWhenOneIsDue:
    @pytest.mark.parametrize(
        ("every", "now", "slot"),
        [
            # Half past three in Kyiv is half past one in winter and half past twelve in summer.
            ("day", "2026-11-24T01:29", "2026-11-23T01:30"),
            ("day", "2026-11-24T01:30", "2026-11-24T01:30"),
            ("day", "2026-07-24T12:00", "2026-07-24T00:30"),
            # The clock goes from three to four: what would be left out is made at half past four.
            ("day", "2026-03-29T01:29", "2026-03-28T01:30"),
            ("day", "2026-03-29T01:30", "2026-03-29T01:30"),
            # It goes back from four to three: once, the first time.
            ("day", "2026-10-25T01:45", "2026-10-25T00:30"),
            # Sundays.
            ("week", "2026-11-24T12:00", "2026-11-22T01:30"),
            ("hour", "2026-11-24T12:29", "2026-11-24T11:30"),
            ("hour", "2026-11-24T12:30", "2026-11-24T12:30"),
        ],
    )
    def test_it_is_the_newspapers_own_clock(self, every: str, now: str, slot: str) -> None:
        plan = BackupPlan(to="/x", every=every, at=time(3, 30))
        assert plan.last_slot(utc(now), KYIV) == utc(slot)

    def test_without_how_often_there_is_never_one_due(self) -> None:
        assert BackupPlan(to="/x").last_slot(NOW, KYIV) is None

    def test_the_clock_looks_at_it(self) -> None:
        assert dict(jobs)["keep the backups"].run is keep_schedule


@pytest.fixture
def daily(front: FrontPage, settings: object) -> None:
    settings.BROADSHEET_BACKUP = DAILY  # type: ignore[attr-defined]


def make_backup(**fields: object) -> Backup:
    values = {"origin": BackupOrigin.SCHEDULE, "destination": "/srv/backups", **fields}
    return Backup.objects.create(**values)


@pytest.mark.usefixtures("daily")
class TestNoting:
    def test_each_moment_has_one_row_however_often_the_clock_looks(self) -> None:
        first = note_due(NOW)
        assert first is not None
        assert first.slot == utc("2026-11-24T03:30")
        assert note_due(NOW + timedelta(hours=1)) is None
        second = note_due(NOW + timedelta(days=1))
        assert second is not None
        assert second.slot == utc("2026-11-25T03:30")

    def test_after_an_outage_one_is_made_up_for_not_ten(self) -> None:
        note_due(NOW)
        note_due(NOW + timedelta(days=10))
        assert Backup.objects.count() == 2

    def test_the_newspapers_time_zone_counts(self) -> None:
        site = SiteSettings.objects.get()
        site.time_zone = "Europe/Kyiv"
        site.save()
        due = note_due(NOW)
        assert due is not None
        assert due.slot == utc("2026-11-24T01:30")

    def test_one_made_by_hand_since_then_serves_as_well(self) -> None:
        make_backup(
            origin=BackupOrigin.COMMAND, state=BackupState.DONE, started_at=utc("2026-11-24T08:00")
        )
        assert note_due(NOW) is None

    def test_without_a_schedule_nothing_is_noted(self, settings: object) -> None:
        settings.BROADSHEET_BACKUP = None  # type: ignore[attr-defined]
        assert note_due(NOW) is None
        settings.BROADSHEET_BACKUP = BackupPlan(to="/x")  # type: ignore[attr-defined]
        assert note_due(NOW) is None


Making = Callable[..., Made]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Archives are not written: where each was to go."""
    places: list[str] = []

    def make(destination: object, watch: object, **options: object) -> Made:
        places.append(str(destination))
        return Made("broadsheet-testserver-20261124T033000Z.zip", 1234, make_manifest())

    monkeypatch.setattr(actions, "make", make)
    return places


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads run where they are started: the test's transaction is seen by them."""

    class AtOnce(threading.Thread):
        def start(self) -> None:
            make_noted(self._args[0])  # type: ignore[attr-defined]

    monkeypatch.setattr(schedule.threading, "Thread", AtOnce)


@pytest.mark.usefixtures("daily", "at_once")
class TestMaking:
    def test_what_is_due_is_made_and_old_ones_go(
        self, made: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept: list[int] = []
        monkeypatch.setattr(actions, "remove_old", lambda _place, keep, _new: kept.append(keep))
        assert keep_schedule() is not None
        backup = Backup.objects.get()
        assert backup.state == BackupState.DONE
        assert backup.size == 1234
        assert backup.attempts == 1
        assert backup.finished_at is not None
        assert made == ["/srv/backups"]
        assert kept == [14]
        assert keep_schedule() is None

    def test_a_failure_is_tried_again_and_its_reason_stays(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_words: object, **_options: object) -> Made:
            raise KeepingRefused("The disk is full. Make room.")

        monkeypatch.setattr(actions, "make", fails)
        with time_machine.travel(NOW, tick=False) as clock:
            for turn in range(1, ATTEMPTS + 1):
                assert keep_schedule() is not None
                assert keep_schedule() is None
                backup = Backup.objects.get()
                assert (backup.attempts, backup.reason) == (turn, "The disk is full. Make room.")
                clock.shift(TRY_AGAIN_AFTER + timedelta(seconds=1))
            assert backup.state == BackupState.FAILED
            assert keep_schedule() is None

    def test_something_unforeseen_is_a_failure_with_its_name(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def breaks(*_words: object, **_options: object) -> Made:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr(actions, "make", breaks)
        keep_schedule()
        assert Backup.objects.get().reason == "ZeroDivisionError: division by zero"

    def test_two_clocks_make_one(self, made: list[str]) -> None:
        due = note_due()
        assert due is not None
        rival = Backup.objects.get(pk=due.pk)
        assert claim(due)
        assert not claim(rival)
        assert keep_schedule() is None
        assert made == []

    def test_a_second_one_waits_until_the_first_has_finished(self, made: list[str]) -> None:
        first = make_backup()
        assert claim(first)
        second = make_backup(origin=BackupOrigin.DESK)
        assert not claim(second)
        second.refresh_from_db()
        assert second.state == BackupState.WAITING
        make_claimed(first, keep=None)
        assert claim(second)


@pytest.mark.usefixtures("daily")
class TestACrash:
    def abandoned(self, **fields: object) -> Backup:
        backup = make_backup(**fields)
        silent = timezone.now() - SILENT_AT_MOST - timedelta(seconds=1)
        assert claim(backup)
        Backup.objects.filter(pk=backup.pk).update(beat_at=silent)
        return backup

    def test_one_whose_maker_died_is_tried_again(self) -> None:
        backup = self.abandoned()
        assert release_abandoned() == 1
        backup.refresh_from_db()
        assert backup.state == BackupState.WAITING
        assert "ended while" in backup.reason

    def test_after_three_times_it_has_failed(self) -> None:
        backup = self.abandoned(attempts=ATTEMPTS - 1)
        release_abandoned()
        backup.refresh_from_db()
        assert backup.state == BackupState.FAILED

    def test_one_of_a_command_is_not_made_again_by_the_clock(self) -> None:
        backup = self.abandoned(origin=BackupOrigin.COMMAND)
        release_abandoned()
        backup.refresh_from_db()
        assert backup.state == BackupState.FAILED

    def test_one_that_is_being_made_is_left_to_its_maker(self) -> None:
        backup = make_backup()
        assert claim(backup)
        assert release_abandoned() == 0

    def test_its_maker_gives_signs_of_life(self, monkeypatch: pytest.MonkeyPatch) -> None:
        backup = make_backup()
        with time_machine.travel(NOW, tick=False) as clock:
            assert claim(backup)
            monkeypatch.setattr(actions, "BEAT", -1.0)
            beat = actions._beating(backup, None)
            clock.shift(60)
            beat("files", 1, 2)
        backup.refresh_from_db()
        assert backup.beat_at == NOW + timedelta(seconds=60)
