"""What the gateway answers by itself: plain sentences for clients that ask too much or oddly."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from broadsheet.config.gateway.interface import Headers, Scope

#: Seconds after which a client may ask again.
RETRY_AFTER = 2


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translators. The gateway stands in front of Django, not upon it."""
    return sentence


#: Says a sentence in the language of who asks, by path and Accept-Language: that language, and the
#: sentence in it. It is called on the event loop, too, and must not wait.
Say = Callable[[str, str, str], tuple[str, str]]

BUSY = gettext_noop("This site is busier than it can bear. Please try again in a few seconds.")
FAILED = gettext_noop(
    "Something went wrong on this site. It has been noted; please try again later."
)
TOO_LARGE = gettext_noop(
    "What was sent is larger than the %(megabytes)s MB that this site takes. Send a smaller file, "
    "or ask the site's operator to raise upload_megabytes in site.toml."
)
TOO_SLOW = gettext_noop(
    "What was sent came too slowly. Please send it again over a better connection."
)
NO_ROOM = gettext_noop("This site has no room for what was sent.")
CUT_SHORT = gettext_noop("The request's body was cut short, or is malformed.")


def in_english(path: str, accepted: str, sentence: str) -> tuple[str, str]:
    """As the sentence is written."""
    return "en", sentence


class Refused(Exception):
    """A request that the gateway answers itself, with a status and a sentence."""

    def __init__(self, status: HTTPStatus, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.status = status
        self.sentence = sentence
        self.values = values

    def answer(
        self, say: Say = in_english, path: str = "/", accepted: str = ""
    ) -> tuple[int, Headers, bytes]:
        """Status, headers and body, in RSGI's form."""
        language, sentence = say(path, accepted, self.sentence)
        if self.values:
            sentence %= self.values
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Language", language),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", str(RETRY_AFTER)))
        return int(self.status), headers, f"{sentence}\n".encode()

    def answer_to(self, scope: Scope, say: Say) -> tuple[int, Headers, bytes]:
        """The same, in the language of a request."""
        return self.answer(say, scope.path, scope.headers.get("accept-language") or "")


def busy() -> Refused:
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)


def failed() -> Refused:
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, FAILED)


def malformed(sentence: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, sentence)


def too_large(limit: int) -> Refused:
    """The refusal of a body larger than `limit` bytes (RFC 9110, 15.5.14)."""
    return Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, TOO_LARGE, megabytes=limit // 1024**2)


def too_slow() -> Refused:
    return Refused(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW)
