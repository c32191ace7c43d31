"""HTTP by hand, for what no client would send."""

from __future__ import annotations

import socket
import time
from contextlib import suppress

TIMED_OUT = b"<not answered and not closed>"


def connect(port: int, seconds: float = 10.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=seconds)


def ask(port: int, data: bytes, seconds: float = 10.0) -> bytes:
    """Send bytes and read until the other side closes; TIMED_OUT ends what was read if it doesn't.

    An empty answer is a connection that was closed or refused.
    """
    read = b""
    until = time.monotonic() + seconds
    with suppress(ConnectionError):
        connection = connect(port, seconds)
        with connection:
            # It may be closed before all is sent, with an answer to read.
            with suppress(OSError):
                connection.sendall(data)
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    return read + TIMED_OUT
                connection.settimeout(left)
                try:
                    piece = connection.recv(65536)
                except TimeoutError:
                    return read + TIMED_OUT
                if not piece:
                    break
                read += piece
    return read


def get(path: bytes | str, host: str = "testserver", more: bytes = b"") -> bytes:
    """A request that closes its connection."""
    path = path.encode() if isinstance(path, str) else path
    head = b"GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
    return head % (path, host.encode(), more)


def status(answer: bytes) -> int:
    """The status of the first answer; 0 where there is none."""
    words = answer[:16].split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
