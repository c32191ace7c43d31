"""What happens by itself at its time: one thread of the worker, no cron.

A job is registered with its interval and claims its own rows, so that several clocks may run. One
job's failure is logged and stops neither the clock nor the other jobs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connections

from broadsheet.core.registries import Registry

logger = structlog.get_logger("broadsheet.clock")


@dataclass(frozen=True)
class Job:
    """Something to do every `seconds`."""

    seconds: float
    run: Callable[[], object]


jobs: Registry[Job] = Registry("clock job")


class Clock(threading.Thread):
    """Runs every registered job at its interval until `stop` is called."""

    def __init__(self) -> None:
        super().__init__(name="clock", daemon=True)
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        due = {name: 0.0 for name, _job in jobs}
        try:
            while not self._stopped.is_set():
                now = time.monotonic()
                for name, job in jobs:
                    if now >= due[name]:
                        self.tick(name, job)
                        due[name] = now + job.seconds
                wait = max(0.05, min(due.values(), default=now + 1) - time.monotonic())
                self._stopped.wait(wait)
        finally:
            connections.close_all()

    def tick(self, name: str, job: Job) -> None:
        close_old_connections()
        try:
            job.run()
        except Exception:
            # Whatever a job meets, the other jobs and its own next turn must come.
            logger.exception("A job of the clock failed", event_name="clock.job_failed", job=name)
