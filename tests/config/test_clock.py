"""The clock of the worker, and the sweeping that it does: `broadsheet.core`."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from broadsheet.config import working
from broadsheet.core import clock as clocks
from broadsheet.core import sweeping
from broadsheet.core.clock import Clock, Job
from broadsheet.core.registries import Registry


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> Registry[Job]:
    """No jobs but the test's own, and no database behind them."""
    mine: Registry[Job] = Registry("clock job")
    monkeypatch.setattr(clocks, "jobs", mine)
    monkeypatch.setattr(clocks, "close_old_connections", lambda: None)
    return mine


@pytest.fixture
def clock() -> Iterator[Clock]:
    made = Clock()
    yield made
    made.stop()
    if made.is_alive():
        made.join(5)
    assert not made.is_alive()


class TestClock:
    def test_each_job_runs_at_its_own_interval(self, jobs: Registry[Job], clock: Clock) -> None:
        ran: list[str] = []
        jobs.register("often", Job(0.05, lambda: ran.append("often")))
        jobs.register("seldom", Job(60, lambda: ran.append("seldom")))
        clock.start()
        time.sleep(0.5)
        clock.stop()
        clock.join(5)
        assert ran.count("seldom") == 1
        assert 4 <= ran.count("often") <= 11

    def test_a_job_that_fails_stops_neither_itself_nor_the_others(
        self, jobs: Registry[Job], clock: Clock
    ) -> None:
        ran: list[str] = []

        def fails() -> None:
            ran.append("fails")
            raise RuntimeError("a fault")

        jobs.register("fails", Job(0.05, fails))
        jobs.register("works", Job(0.05, lambda: ran.append("works")))
        clock.start()
        time.sleep(0.3)
        assert ran.count("fails") >= 2
        assert ran.count("works") >= 2
        assert clock.is_alive()

    def test_it_stops_at_once_and_not_at_the_next_turn(
        self, jobs: Registry[Job], clock: Clock
    ) -> None:
        ran = threading.Event()
        jobs.register("seldom", Job(3600, ran.set))
        clock.start()
        assert ran.wait(5)
        clock.stop()
        clock.join(1)
        assert not clock.is_alive()

    def test_a_clock_without_jobs_waits(self, jobs: Registry[Job], clock: Clock) -> None:
        clock.start()
        time.sleep(0.1)
        assert clock.is_alive()

    def test_the_schedule_is_looked_at_every_second(self) -> None:
        found = dict(clocks.jobs)
        assert found["keep the schedule"].seconds == 1

    def test_a_job_has_its_name_for_itself(self, jobs: Registry[Job]) -> None:
        jobs.register("sweep", Job(1, lambda: None))
        with pytest.raises(ValueError, match="already a clock job named 'sweep'"):
            jobs.register("sweep", Job(1, lambda: None))


class TestTheWorkersEnd:
    def test_it_ends_when_the_process_that_started_it_is_another(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[tuple[int, int]] = []
        monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
        working.end_with(os.getppid())
        assert sent == []
        working.end_with(os.getppid() + 1)
        assert sent == [(os.getpid(), signal.SIGTERM)]


def make_task(status: str, **fields: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="broadsheet.media.tasks.prepare_renditions",
        args_kwargs={"args": [1], "kwargs": {}},
        priority=0,
        queue_name="default",
        backend_name="default",
        run_after=timezone.now(),
        status=status,
        exception_class_path="",
        traceback="",
        **fields,
    )


@pytest.mark.django_db
class TestSweeping:
    def test_a_task_that_a_crash_left_running_is_done_again(self) -> None:
        long_ago = timezone.now() - sweeping.STUCK_AFTER - timedelta(seconds=1)
        left = make_task(TaskResultStatus.RUNNING, started_at=long_ago)
        assert sweeping.requeue_stuck_tasks() == 1
        left.refresh_from_db()
        assert left.status == TaskResultStatus.READY
        assert left.started_at is None
        assert DBTaskResult.objects.ready().get() == left
        assert sweeping.requeue_stuck_tasks() == 0

    def test_a_task_at_work_is_left_to_its_worker(self) -> None:
        make_task(TaskResultStatus.RUNNING, started_at=timezone.now())
        assert sweeping.requeue_stuck_tasks() == 0

    def test_old_results_go_and_failures_stay_longer(self) -> None:
        now = timezone.now()
        for status, age in (
            (TaskResultStatus.SUCCESSFUL, sweeping.KEEP_FINISHED),
            (TaskResultStatus.FAILED, sweeping.KEEP_FAILED),
        ):
            make_task(status, finished_at=now - age - timedelta(minutes=1))
            make_task(status, finished_at=now - age + timedelta(minutes=1))
        waiting = make_task(TaskResultStatus.READY)
        assert sweeping.prune_task_results() == 2
        assert DBTaskResult.objects.count() == 3
        assert DBTaskResult.objects.filter(pk=waiting.pk).exists()
