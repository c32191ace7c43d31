"""Granian's processes, started again however often one ends."""

from __future__ import annotations

import os
import resource
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import structlog
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from broadsheet.config.gateway.application import STOPS_SOON
from broadsheet.config.gateway.limits import Limits

logger = structlog.get_logger("broadsheet.run")

#: Seconds before a process that ended is started again: the first time, and at most.
FIRST_DELAY, LONGEST_DELAY = 0.1, 30.0
#: A process that lived so long ended for another reason than the one before.
STEADY = 10.0


def delay_before_restart(last: float, lived: float, first: float = FIRST_DELAY) -> float:
    """How long to wait where a process has ended: longer each time that it lives only shortly."""
    return first if not last or lived >= STEADY else min(last * 2, LONGEST_DELAY)


class WebProcesses(MPServer):
    """Granian gives up where a process ends twice within seconds, and the site would end with it.

    A process that memory ran out for, or that an operator killed, is no reason for that.
    """

    @classmethod
    def on(
        cls, host: str, port: int, *, processes: int, limits: Limits, pictures: Path | None = None
    ) -> Self:
        """Processes that answer on a port, with what granian itself can limit.

        Without HTTP/2, which browsers speak only behind TLS, to the proxy in front: all limits of
        time are those of HTTP/1.
        """
        _raise_file_limit(limits.connections)
        # Until a process has its own handler, and in this one.
        signal.signal(STOPS_SOON, signal.SIG_IGN)
        return cls(
            "broadsheet",
            address=host,
            port=port,
            interface=Interfaces.RSGI,
            loop=Loops.asyncio,
            http=HTTPModes.http1,
            websockets=False,
            workers=processes,
            backlog=limits.connections,
            backpressure=limits.connections,
            http1_settings=HTTP1Settings(
                header_read_timeout=int(limits.header_seconds * 1000),
                max_buffer_size=limits.header_bytes,
            ),
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_level=LogLevels.warning,
            log_access=False,
            # Pictures only: granian knows no ranges, which players of recordings ask for.
            static_path_route=["/media/images"] if pictures else [],
            static_path_mount=[pictures] if pictures else [],
        )

    _delay = 0.0
    _restarted_at = 0.0

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        if not delay:
            # Not a reload, which is asked for.
            self._delay = delay_before_restart(self._delay, time.monotonic() - self._restarted_at)
            logger.error("A web process ended; it is started again", in_seconds=self._delay)
            until = time.monotonic() + self._delay
            while time.monotonic() < until and not self.interrupt_signal:
                time.sleep(0.05)
            if self.interrupt_signal:
                return
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        self._restarted_at = time.monotonic()
        # What it looks at to give up.
        self.respawned_wrks.clear()

    def _stop_workers(self) -> None:
        # Granian ends a process when its last connection has ended, which a slow client decides.
        for worker in self.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker._id(), STOPS_SOON)
        super()._stop_workers()


def _raise_file_limit(connections: int) -> None:
    """Let this process and those that it forks open as many files as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections * 2 + 1024
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
