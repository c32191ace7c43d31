"""Answers sent piece by piece, no faster than their client takes them.

RSGI's own streams take in whatever they are given: an application that makes a gigabyte for a
slow client would have it all in memory. A file is read only as fast as it can be sent. So a
stream is a named pipe, which granian is given to send as a file.
"""

from __future__ import annotations

import errno
import os
import select
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from broadsheet.config.gateway.interface import Answering, Headers
from broadsheet.config.gateway.limits import Limits

#: Seconds in which granian opens a pipe that it was given; it does so within a millisecond.
OPENED_WITHIN = 5.0


class ClientIsGone(Exception):
    """Nobody takes the answer any more."""


class ClientIsStuck(Exception):
    """The client took nothing for longer than it may."""


class Pipes:
    """A folder of this process's own for its pipes, which stand there for a moment each."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._making = threading.Lock()
        self._numbers = count()

    def new(self) -> Path:
        """The path of a pipe that was just made."""
        folder, number = self._the_folder(), str(next(self._numbers))
        try:
            os.mkfifo(Path(folder.name, number), 0o600)
        except FileNotFoundError:
            # Systems clean their folders of what is old.
            folder = self._the_folder(instead_of=folder)
            os.mkfifo(Path(folder.name, number), 0o600)
        return Path(folder.name, number)

    def _the_folder(
        self, instead_of: tempfile.TemporaryDirectory[str] | None = None
    ) -> tempfile.TemporaryDirectory[str]:
        # A browser asks for a first page's files at once, in several threads. Of two folders the
        # forgotten one would be removed with the pipe in it, and granian wait in `open` for ever.
        with self._making:
            folder = self._folder
            if folder is None or folder is instead_of:
                folder = self._folder = tempfile.TemporaryDirectory(
                    prefix="broadsheet-web-", ignore_cleanup_errors=True
                )
            return folder

    def remove(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()


class Stream:
    """An answer under way. Raises ClientIsGone and ClientIsStuck.

    `cut` breaks its client's connection off: a pipe that can't be opened leaves no other answer.
    """

    def __init__(
        self,
        answering: Answering,
        status: int,
        headers: Headers,
        pipes: Pipes,
        limits: Limits,
        cut: Callable[[], object],
    ) -> None:
        self._limits = limits
        path = pipes.new()
        try:
            answering.response_file(status, headers, str(path))
            self._file = _open(path, cut)
        finally:
            path.unlink(missing_ok=True)
        self._poll = select.poll()
        self._poll.register(self._file, select.POLLOUT)

    def send(self, data: bytes) -> None:
        """Send some bytes; returns when they are on their way."""
        view = memoryview(data)
        while view:
            try:
                view = view[os.write(self._file, view) :]
            except BlockingIOError:
                if not self._poll.poll(self._limits.stalled_seconds * 1000):
                    raise ClientIsStuck from None
            except BrokenPipeError:
                raise ClientIsGone from None

    def close(self) -> None:
        """End the answer; where it is shorter than its Content-Length, hyper breaks it off."""
        os.close(self._file)


def _open(path: Path, cut: Callable[[], object]) -> int:
    """The writing end of a pipe, once granian has opened the other one."""
    until, wait = time.monotonic() + OPENED_WITHIN, 0.0002
    while True:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                cut()
                raise
        if time.monotonic() > until:
            # Before granian goes on: what ends without a byte would look whole.
            cut()
            # One of its threads may wait in `open` for us: it goes on when there is a writer.
            with suppress(OSError):
                os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
            raise ClientIsGone
        time.sleep(wait)
        wait = min(wait * 2, 0.05)
