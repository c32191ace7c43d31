"""Compresses whole hot pages with brotli in the background: its streams can't be joined."""

from __future__ import annotations

import contextlib
import os
import queue
import threading

import brotli  # type: ignore[import-untyped]

from broadsheet.press.pack.reading import Assembled, Pack

#: A page is worth it when it was asked for so often, as it is now.
WORTH_IT = 3
#: Of eleven: 0.9 ms for a page of 41 KB, 8.1 KB where gzip's joined pieces are 10.4.
QUALITY = 5
#: Pages that wait at most; more are asked for again soon.
MOST = 200


class Squeezer:
    """One thread of a process, begun when it is first asked."""

    def __init__(self) -> None:
        self._wanted: queue.Queue[tuple[Pack, Assembled]] = queue.Queue(MOST)
        self._begun: int = 0
        self._beginning = threading.Lock()

    def ask(self, pack: Pack, page: Assembled) -> None:
        """Count that brotli is wanted of a page. Never waits."""
        page.asked_brotli += 1
        if page.asked_brotli != WORTH_IT:
            return
        if self._begun != os.getpid():
            self._begin()
        try:
            self._wanted.put_nowait((pack, page))
        except queue.Full:
            page.asked_brotli = 0

    def _begin(self) -> None:
        with self._beginning:
            if self._begun == os.getpid():
                return
            self._begun = os.getpid()
            self._wanted = queue.Queue(MOST)
            threading.Thread(target=self._squeeze, name="brotli", daemon=True).start()

    def _squeeze(self) -> None:
        # Readers come first, where the system knows threads apart.
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        while True:
            pack, page = self._wanted.get()
            pack.keep(page, brotli=brotli.compress(page.plain, quality=QUALITY))
            self._wanted.task_done()

    def join(self) -> None:
        """Wait until nothing waits."""
        self._wanted.join()


squeezer = Squeezer()
