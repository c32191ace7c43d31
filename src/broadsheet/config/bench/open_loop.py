"""Asks for one address so many times a second over kept connections, whatever the answers do.

`python -m broadsheet.config.bench.open_loop URL RATE SECONDS [HEADER …]` prints a line of JSON.
It speaks HTTP itself, by sockets and epoll: a client library takes longer for a request than the
server that is measured.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time
from collections import deque
from urllib.parse import urlsplit

#: Connections; more requests than these wait for one.
CONNECTIONS = 64
LENGTH = b"content-length:"


class Connection:
    """A kept connection, and the moment at which what it asks was due."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address
        self.due: float | None = None
        self.left = -1
        self.head = b""
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(self.address, timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)

    def ask(self, request: bytes, due: float) -> None:
        self.due, self.left, self.head = due, -1, b""
        self.socket.sendall(request)

    def read(self) -> int | None:
        """Take in what came: the status once the answer is whole. Raises ConnectionError."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionResetError("The server ended the connection.")
        if self.left < 0:
            self.head += data
            head, found, rest = self.head.partition(b"\r\n\r\n")
            if not found:
                return None
            self.head = head
            lower = head.lower()
            at = lower.find(LENGTH)
            length = int(lower[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            self.left = length - len(rest)
        else:
            self.left -= len(data)
        if self.left > 0:
            return None
        return int(self.head.split(b" ", 2)[1])


def ask_at_rate(url: str, rate: int, seconds: float, headers: list[str]) -> dict[str, float]:
    """Requests a second that were answered, latencies in seconds from when each was due."""
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or 80)
    lines = [f"GET {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", *headers]
    request = "".join(f"{line}\r\n" for line in [*lines, ""]).encode()
    poll, by_number = select.epoll(), {}
    free: deque[Connection] = deque()
    for _number in range(CONNECTIONS):
        connection = Connection(address)
        by_number[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
        free.append(connection)
    taken: list[float] = []
    waiting: deque[float] = deque()
    bad = lost = 0
    begun = time.perf_counter()
    sent, total = 0, int(rate * seconds)
    end = begun + seconds + 10
    while len(taken) + lost < total and time.perf_counter() < end:
        now = time.perf_counter()
        due = min(total, int((now - begun) * rate) + 1)
        waiting.extend(begun + number / rate for number in range(sent, due))
        sent = due
        while waiting and free:
            free.popleft().ask(request, waiting.popleft())
        pause = 0.0 if waiting else max(0.0, begun + sent / rate - time.perf_counter())
        for number, _event in poll.poll(min(pause, 0.05)):
            connection = by_number[number]
            try:
                status = connection.read()
            except (ConnectionError, OSError):
                lost += 1
                poll.unregister(number)
                del by_number[number]
                connection = Connection(address)
                by_number[connection.socket.fileno()] = connection
                poll.register(connection.socket, select.EPOLLIN)
                free.append(connection)
                continue
            if status is not None:
                assert connection.due is not None
                taken.append(time.perf_counter() - connection.due)
                bad += status >= 400
                free.append(connection)
    taken.sort()
    lasted = time.perf_counter() - begun
    return {
        "requests": len(taken) / lasted,
        "p50": taken[len(taken) // 2] if taken else 0.0,
        "p99": taken[int(len(taken) * 0.99)] if taken else 0.0,
        "failed": bad + max(0, total - len(taken)),
    }


if __name__ == "__main__":
    answer = ask_at_rate(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
    sys.stdout.write(json.dumps(answer) + "\n")
