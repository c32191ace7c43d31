"""The press's bell: whoever commits a change rings it, so that an idle press can sleep.

On PostgreSQL the database itself rings, by NOTIFY in the triggers; on SQLite every process of ours
does when its transaction is over. A ring that is lost costs `NET` seconds and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

logger = structlog.get_logger("broadsheet.press")

#: Seconds after which the press looks by itself: for what a shell of SQLite writes, and lost rings.
NET = 1.0
#: PostgreSQL's channel.
CHANNEL = "press_change"
#: What a Unix socket's address may be long, with room to spare.
LONGEST = 90
WRITES = ("INSE", "UPDA", "DELE", "REPL")


def _socket_path() -> Path:
    return Path(settings.BROADSHEET_PRESS_STORE).with_name("press.bell")


@contextlib.contextmanager
def _address(path: Path) -> Iterator[str]:
    """The socket's address; a long one is named by its folder's open descriptor."""
    if len(os.fsencode(path)) <= LONGEST:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def ring() -> None:
    """Wake the press, where it sleeps on this machine."""
    path = _socket_path()
    if not path.exists():
        return
    # No press, or more rings than it has heard: it looks by itself.
    with (
        contextlib.suppress(OSError),
        _address(path) as address,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender,
    ):
        sender.setblocking(False)
        sender.sendto(b"!", address)


def listen(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Ring for what a new connection to SQLite writes."""
    is_ours = connection.alias == DEFAULT_DB_ALIAS and connection.vendor == "sqlite"
    if is_ours and ring_for not in connection.execute_wrappers:
        connection.execute_wrappers.append(ring_for)


def ring_for(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
) -> Any:
    """Ring once what a statement wrote is committed."""
    result = execute(sql, params, many, context)
    if sql.lstrip()[:4].upper() in WRITES and _socket_path().exists():
        connection: BaseDatabaseWrapper = context["connection"]
        # A ring more does no harm; one for each of a thousand statements would.
        if all(entry[1] is not ring for entry in connection.run_on_commit[-5:]):
            transaction.on_commit(ring, using=connection.alias)
    return result


class Bell:
    """What the press sleeps beside."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self.using = using
        self._own, self._other_end = socket.socketpair()
        self._other_end.setblocking(False)
        self._socket = self._hang_up()
        self._database: Any = None
        self._listen()

    def _hang_up(self) -> socket.socket | None:
        path = _socket_path()
        found = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            with _address(path) as address:
                found.bind(address)
        except OSError:
            # A folder that holds no sockets, such as some network ones.
            found.close()
            return None
        found.setblocking(False)
        return found

    def _listen(self) -> None:
        """Let PostgreSQL ring, on a connection that does nothing else."""
        connection: Any = connections[self.using]
        if connection.vendor != "postgresql":
            return
        try:
            parameters = {**connection.get_connection_params(), "autocommit": True}
            self._database = connection.Database.connect(**parameters)
            self._database.execute(f"LISTEN {CHANNEL}")
        except connection.Database.Error:
            logger.warning("PostgreSQL can't ring the press", event_name="press.bell")
            self._database = None

    def wait(self, seconds: float) -> bool:
        """Sleep until it rings, so many seconds at most; whether it rang."""
        if self._database is None:
            self._listen()
        doors: list[Any] = [self._own, *filter(None, (self._socket, self._database))]
        rung, _writing, _failing = select.select(doors, [], [], max(0.0, seconds))
        for door in rung:
            if door is self._database:
                self._hear_database()
            else:
                with contextlib.suppress(BlockingIOError):
                    while len(door.recv(4096, socket.MSG_DONTWAIT)):
                        pass
        return bool(rung)

    def _hear_database(self) -> None:
        connection: Any = connections[self.using]
        try:
            self._database.pgconn.consume_input()
            while self._database.pgconn.notifies():
                pass
        except connection.Database.Error:
            self._database.close()
            self._database = None

    def wake(self) -> None:
        """Ring from within the press's own process, as from a signal's handler."""
        with contextlib.suppress(BlockingIOError):
            self._other_end.send(b"!")

    def close(self) -> None:
        """Take it down."""
        if self._socket is not None:
            self._socket.close()
            _socket_path().unlink(missing_ok=True)
        if self._database is not None:
            self._database.close()
        self._own.close()
        self._other_end.close()
