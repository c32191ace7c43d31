"""Sends what waits: a thread of the worker, so that a slow machine elsewhere delays nothing."""

from __future__ import annotations

import threading

import structlog
from django.db import DatabaseError, close_old_connections, connections

from broadsheet.core.outbound import actions
from broadsheet.core.outbound.kinds import OutboundFailed, outbound_kinds

logger = structlog.get_logger("broadsheet.outbound")

#: Seconds between two looks when nothing waited.
INTERVAL = 1.0


def send_batch(name: str) -> int:
    """Send one batch of a kind that is due; how many acts were tried."""
    kind = outbound_kinds.get(name)
    if kind is None:
        return 0
    acts = actions.claim(name, kind)
    if not acts:
        return 0
    try:
        kind.send(acts)
    except OutboundFailed as error:
        logger.warning(
            "What was sent was not taken",
            event_name="outbound.failed",
            kind=name,
            acts=len(acts),
            reason=str(error),
        )
        actions.failed(kind, acts, str(error), error.retry_after)
    except Exception as error:
        # Whatever a sender meets, its acts must wait for another turn, and the others have theirs.
        logger.exception("Sending broke off", event_name="outbound.broken", kind=name)
        actions.failed(kind, acts, f"{type(error).__name__}: {error}"[:1000])
    else:
        actions.done(acts)
    finally:
        actions.leave_lane(name, acts[0].claim)
    return len(acts)


def send_due() -> int:
    """Send one batch of each kind; how many acts were tried."""
    return sum(send_batch(name) for name, _kind in outbound_kinds)


class Sender(threading.Thread):
    """Sends what is due until `stop` is called."""

    def __init__(self) -> None:
        super().__init__(name="outbound", daemon=True)
        self._stopped = threading.Event()

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                close_old_connections()
                try:
                    tried = send_due()
                except DatabaseError:
                    logger.exception("The sender lost the database", event_name="outbound.database")
                    tried = 0
                if not tried:
                    self._stopped.wait(INTERVAL)
        finally:
            connections.close_all()
