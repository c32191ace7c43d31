"""`broadsheet press run`: one press for a site, until a signal comes."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from types import FrameType

from django.conf import settings
from django.db import connections

from broadsheet.config.process_locks import PRESS, take
from broadsheet.config.shelving import shelving
from broadsheet.config.site_file import SiteConfig, SiteFileError
from broadsheet.press.keeping_watch import keep_watch
from broadsheet.press.process import Press


def work(config: SiteConfig) -> None:
    """Press until SIGTERM or SIGINT. Raises SiteFileError where another press is at work."""
    config.data.mkdir(parents=True, exist_ok=True)
    lock = take(config.data, PRESS, alone=True)
    if lock is None:
        raise SiteFileError(
            "This site's press runs already: `broadsheet run` starts it by itself. "
            "Or the site is being restored or upgraded."
        )
    worker = Press()

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    supervisor = int(os.environ.get("BROADSHEET_SUPERVISOR", "0"))
    if supervisor:
        threading.Thread(target=_end_with, args=(supervisor, worker), daemon=True).start()
    keep_watch()
    files = shelving() if settings.BROADSHEET_PRESS_FILES else contextlib.nullcontext()
    try:
        with files:
            worker.run()
    finally:
        connections.close_all()
        lock.close()


def _end_with(supervisor: int, worker: Press) -> None:
    """Stop when the process that started this one is gone, even by a kill -9."""
    while os.getppid() == supervisor and not worker.stopped.is_set():
        time.sleep(0.5)
    worker.stop()
