"""The process's own connections, found among its open files.

Neither RSGI nor hyper can break a connection off: an answer that fails half-way would end as if
it were whole, and whoever reads one byte a minute would hold its place for ever.
"""

from __future__ import annotations

import fcntl
import os
import socket
import stat
import struct
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import structlog

from broadsheet.config.gateway.environ import split_address
from broadsheet.config.gateway.limits import Limits

logger = structlog.get_logger("broadsheet.web")

#: Linux: bytes in the send queue that the other side has not acknowledged (linux/sockios.h).
SIOCOUTQ = 0x5411
#: Where `tcpi_bytes_acked` stands in Linux's `struct tcp_info` (linux/tcp.h).
BYTES_ACKED = 120


def accepted(port: int) -> Iterator[tuple[str, socket.socket]]:
    """Each connection that was made to a port of this process, with its client as `host:port`.

    The sockets are copies, valid until the next one is asked for.
    """
    # A folder of Linux and of macOS alike.
    for name in os.listdir("/dev/fd"):  # noqa: PTH208
        try:
            number = int(name)
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            copy = socket.socket(fileno=os.dup(number))
        except (OSError, ValueError):
            # It was closed meanwhile.
            continue
        with copy, suppress(OSError):
            if copy.family not in (socket.AF_INET, socket.AF_INET6):
                continue
            if copy.getsockname()[1] != port:
                continue
            host, client_port = copy.getpeername()[:2]
            yield f"{host}:{client_port}", copy


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def cut_client(client: str, server: str) -> bool:
    """Break off the connection of a client, as RSGI names both sides; whether it was found."""
    host, port = split_address(client)
    wanted = f"{host}:{port}"
    for found, connection in accepted(int(split_address(server)[1] or 0)):
        if found == wanted:
            _cut(connection)
            return True
    return False


def cut_all(port: int) -> int:
    """Break off all connections to a port; how many there were."""
    count = 0
    for _client, connection in accepted(port):
        _cut(connection)
        count += 1
    return count


class SlowReaders(threading.Thread):
    """Looks now and then for clients that take what was sent to them too slowly, and cuts them.

    On Linux only: other systems do not say how much was taken.
    """

    def __init__(self, port: int, limits: Limits) -> None:
        super().__init__(name="slow readers", daemon=True)
        self._port = port
        self._limits = limits
        #: Of each client with something to take: since when, and what it had taken by then.
        self._since: dict[str, tuple[float, int]] = {}

    def run(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        while True:
            time.sleep(self._limits.reading_seconds / 3)
            self.look(time.monotonic())

    def look(self, now: float) -> int:
        """Cut who was too slow since the last looks; how many these were."""
        count = 0
        kept: dict[str, tuple[float, int]] = {}
        for client, connection in accepted(self._port):
            with suppress(OSError):
                (waiting,) = struct.unpack("i", fcntl.ioctl(connection, SIOCOUTQ, bytes(4)))
                if not waiting:
                    continue
                info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
                (taken,) = struct.unpack_from("Q", info, BYTES_ACKED)
                since, before = self._since.get(client, (now, taken))
                if now - since < self._limits.reading_seconds:
                    kept[client] = (since, before)
                elif taken - before < (now - since) * self._limits.least_rate:
                    _cut(connection)
                    count += 1
                else:
                    kept[client] = (now, taken)
        self._since = kept
        if count:
            logger.info("Clients that read too slowly were cut off", count=count)
        return count
