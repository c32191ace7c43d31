"""The process that makes files for nginx: the press starts it beside itself.

In a thread of the press each would wait for the other before every file: a publication takes all of
one processor, and so do some thousand files.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import structlog
from django.conf import settings

from broadsheet.press.asked import Asked, asked_path
from broadsheet.press.pack.writing import pack_path
from broadsheet.press.shelf import Shelver, clear_shelf, shelf_folder

logger = structlog.get_logger("broadsheet.press")

#: Seconds until it is started again.
PAUSE = 2.0
#: Seconds that its end may take.
STOP = 10.0


@contextlib.contextmanager
def shelving() -> Iterator[None]:
    """Pages are files while the block lasts. Whatever ends their process, none of them stays."""
    stopped, beside = threading.Event(), _Beside()

    def keep() -> None:
        while not stopped.is_set():
            beside.run()
            if not stopped.is_set():
                clear_shelf()
                logger.error("What makes files for nginx ended", event_name="press.shelf_ended")
                stopped.wait(PAUSE)

    thread = threading.Thread(target=keep, name="shelf", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        beside.stop()
        thread.join(STOP)


class _Beside:
    """The process: it ends when this one closes its end of a pipe, or is no more."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self) -> None:
        """Start it, and wait for its end."""
        with self._starting:
            if self._stopped:
                return
            self._process = subprocess.Popen(
                [sys.executable, "-m", "broadsheet.config.shelving"], stdin=subprocess.PIPE
            )
        self._process.wait()

    def stop(self) -> None:
        with self._starting:
            self._stopped = True
            process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> None:
    """Make files until the press is no more."""
    from broadsheet.config.logs import configure

    configure(settings.LOGGING)
    # Ctrl-C is the press's; and a lease that somebody breaks (`shelf/generation.py`) ends nothing.
    for number in (signal.SIGINT, signal.SIGIO):
        signal.signal(number, signal.SIG_IGN)
    folder = shelf_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "shelver").open("a") as one:
        # What an earlier press started sees its end soon, and must not change files behind us.
        fcntl.flock(one, fcntl.LOCK_EX)
        shelver = Shelver(folder, pack_path(), Asked(asked_path()))

        def end_with_the_press() -> None:
            while os.read(sys.stdin.fileno(), 1024):
                pass
            shelver.stopped.set()

        threading.Thread(target=end_with_the_press, daemon=True).start()
        shelver.run()


if __name__ == "__main__":
    main()
