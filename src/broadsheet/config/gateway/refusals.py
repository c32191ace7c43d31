"""What the gateway answers by itself: plain sentences for clients that ask too much or oddly."""

from __future__ import annotations

from http import HTTPStatus

from broadsheet.config.gateway.interface import Headers

#: Seconds after which a client may ask again.
RETRY_AFTER = 2

BUSY = "This site is busier than it can bear. Please try again in a few seconds."
FAILED = "Something went wrong on this site. It has been noted; please try again later."


class Refused(Exception):
    """A request that the gateway answers itself, with a status and a sentence."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence

    def answer(self) -> tuple[int, Headers, bytes]:
        """Status, headers and body, in RSGI's form."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", str(RETRY_AFTER)))
        return int(self.status), headers, f"{self.sentence}\n".encode()


def busy() -> Refused:
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)


def malformed(sentence: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, sentence)


def too_large(limit: int) -> Refused:
    """The refusal of a body larger than `limit` bytes (RFC 9110, 15.5.14)."""
    return Refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"What was sent is larger than the {limit // 1024**2} MB that this site takes. Send a "
        "smaller file, or ask the site's operator to raise upload_megabytes in site.toml.",
    )


def too_slow() -> Refused:
    return Refused(
        HTTPStatus.REQUEST_TIMEOUT,
        "What was sent came too slowly. Please send it again over a better connection.",
    )
