"""The threads in which WSGI applications run."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue

from broadsheet.config.gateway.refusals import busy

Job = Callable[[], None]


class Pool:
    """So many threads, and so many jobs that may wait for one.

    All but the threads themselves is called on the event loop. `at_end` is called in each thread
    when it ends: it closes what the thread holds, such as a connection to the database.
    """

    def __init__(
        self,
        threads: int,
        *,
        waiting: int,
        waiting_seconds: float,
        at_end: Callable[[], None] | None = None,
    ) -> None:
        self._count = threads
        self._most = threads + waiting
        self._waiting_seconds = waiting_seconds
        self._at_end = at_end
        self._under_way = 0
        self._jobs: SimpleQueue[tuple[Job, asyncio.Future[None], float] | None] = SimpleQueue()
        self._finished: deque[tuple[asyncio.Future[None], BaseException | None]] = deque()
        self._is_woken = False
        self._threads: list[threading.Thread] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        for number in range(self._count):
            thread = threading.Thread(target=self._work, name=f"web {number + 1}", daemon=True)
            thread.start()
            self._threads.append(thread)

    @property
    def is_full(self) -> bool:
        return self._under_way >= self._most

    async def run(self, job: Job) -> None:
        """Run a job in a thread; raises what it raises, and Refused where too many wait."""
        if self.is_full:
            raise busy()
        assert self._loop is not None
        done = self._loop.create_future()
        self._under_way += 1
        done.add_done_callback(self._count_down)
        self._jobs.put((job, done, time.monotonic()))
        await done

    def _count_down(self, done: asyncio.Future[None]) -> None:
        self._under_way -= 1

    def _work(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, done, since = item
            error: BaseException | None = None
            try:
                if time.monotonic() - since > self._waiting_seconds:
                    raise busy()
                job()
            except BaseException as raised:
                error = raised
            self._finished.append((done, error))
            self._wake()
            # Nothing of a request is held while the thread waits for the next one.
            del item, job, done, error
        if self._at_end is not None:
            self._at_end()

    def _wake(self) -> None:
        """Tell the loop that something is finished, unless it was told so and has not looked."""
        if self._is_woken:
            return
        self._is_woken = True
        assert self._loop is not None
        # A loop that is closed has nobody who waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        # Before it looks: what is finished from here on wakes it again.
        self._is_woken = False
        while self._finished:
            done, error = self._finished.popleft()
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

    def stop(self, seconds: float) -> bool:
        """Let the threads end when they have done what waits; whether they did in time."""
        for _thread in self._threads:
            self._jobs.put(None)
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)
