"""`broadsheet worker`: tasks in the main thread; the clock, and what goes out, beside it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog
from django.conf import settings
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from broadsheet.core.clock import Clock, Job, jobs
from broadsheet.core.outbound.sending import Sender, send_due

logger = structlog.get_logger("broadsheet.worker")

#: Seconds between two looks for tasks when there was none.
INTERVAL = 0.5


def work(*, with_clock: bool, once: bool = False) -> None:
    """Do tasks until a signal comes, or until none waits."""
    supervisor = int(os.environ.get("BROADSHEET_SUPERVISOR", "0"))
    if supervisor and not once:
        jobs.register("end with the supervisor", Job(1, lambda: end_with(supervisor)))
    if settings.SITE.demo:
        from broadsheet.config.demo.drawer import keep_next_scheduled

        jobs.register("keep the next report of the drawer", Job(60, keep_next_scheduled))
    clock, sender = Clock(), Sender()
    tasks = Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    tasks.configure_signals()
    if with_clock:
        clock.start()
    if not once:
        sender.start()
    # Readers and the clock come first: a picture can wait, where the system knows threads apart.
    try:
        with _after_readers():
            tasks.run()
            while once and send_due():
                pass
    finally:
        for thread in (clock, sender):
            thread.stop()
            if thread.is_alive():
                thread.join(5)


@contextmanager
def _after_readers() -> Iterator[None]:
    """Be nice in this thread; a program that goes on afterwards, such as a test, is not."""
    thread = threading.get_native_id()
    if not hasattr(os, "setpriority"):
        yield
        return
    before = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, max(before, 10))
    try:
        yield
    finally:
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, thread, before)


def end_with(supervisor: int) -> None:
    """Stop in order when the process that started this one is gone, even by a kill -9."""
    if os.getppid() != supervisor:
        logger.warning("The site's main process is gone; the worker stops")
        os.kill(os.getpid(), signal.SIGTERM)
