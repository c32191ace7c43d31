"""In time and number, what one client may take."""

from __future__ import annotations

from dataclasses import dataclass

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes, for one web process. They are constants; tests take shorter ones."""

    #: In which a request's line and headers must be there; a connection without a request is
    #: closed after it, too.
    header_seconds: float = 20.0
    #: The request line and all headers. Hyper refuses more than 100 headers by itself.
    header_bytes: int = 64 * KILOBYTE
    #: Connections that are open at once.
    connections: int = 4096
    #: Without one byte of a request's body.
    idle_seconds: float = 20.0
    #: In which nobody is too slow yet; then a body must have come, on the average, with
    #: `least_rate` bytes a second.
    patience_seconds: float = 20.0
    least_rate: int = KILOBYTE
    #: The largest body of a request. `Limits.for_uploads` reckons it.
    body_bytes: int = 42 * MEGABYTE
    #: What of a body is held in memory before it goes to a temporary file.
    memory_bytes: int = 256 * KILOBYTE
    #: All bodies that are held at once, in memory or in files.
    bodies_bytes: int = 1024 * MEGABYTE
    #: How long, and how much of, a body is still taken in and thrown away that was refused, so
    #: that its sender comes to read why.
    discard_seconds: float = 15.0
    discard_bytes: int = 256 * MEGABYTE
    #: Requests that wait for a thread; one more is refused with 503.
    waiting: int = 128
    #: A request that has waited longer is refused with 503: mostly nobody waits for it any more.
    waiting_seconds: float = 30.0
    #: An answer whose length is known and no greater is collected, and its thread is free.
    collected_bytes: int = 8 * MEGABYTE
    #: A file from here on is sent by granian itself, whose threads are many.
    handed_over_bytes: int = 256 * KILOBYTE
    #: Without one byte of an answer taken by its client while it is being made.
    stalled_seconds: float = 30.0
    #: In which answers that are ready must be taken with `least_rate` bytes a second.
    reading_seconds: float = 30.0
    #: That requests under way have left when the process stops; then their connections are cut.
    stopping_seconds: float = 4.0

    @staticmethod
    def for_uploads(megabytes: int, form_bytes: int) -> Limits:
        """The limits of a site that takes files of so many megabytes, and forms of so many bytes.

        The rest of the form that a file comes in has two more megabytes.
        """
        return Limits(body_bytes=max(megabytes * MEGABYTE, form_bytes) + 2 * MEGABYTE)
