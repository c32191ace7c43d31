"""Calls a CDN's door: with a time limit, without following it elsewhere, errors as sentences."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from broadsheet.core.outbound.kinds import OutboundFailed

#: Bytes of an answer that are read.
MOST_READ = 64 * 1024
#: Characters of it that people see.
MOST_SHOWN = 200
AGENT = "Broadsheet"


class Deadline:
    """Seconds that several calls may take together."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises OutboundFailed where none is."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise OutboundFailed("The CDN took too long. It is told again.")
        return left


def call(
    method: str,
    url: str,
    deadline: Deadline,
    *,
    headers: Mapping[str, str] | None = None,
    content: Mapping[str, Any] | None = None,
) -> Any:
    """The answer's JSON, None where it is none. Raises OutboundFailed unless it is a 2xx.

    A redirect is a failure: the token goes to the host that the operator named and to no other.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    body = json.dumps(content).encode() if content is not None else None
    sent = {"User-Agent": AGENT, "Accept": "application/json", "Content-Length": "0"}
    if body is not None:
        sent |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    connection: http.client.HTTPConnection
    left = deadline.left()
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, parts.port, timeout=left, context=context)
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=left)
    target = parts.path or "/"
    if parts.query:
        target += f"?{parts.query}"
    try:
        connection.request(method, target, body, sent | dict(headers or {}))
        answer = connection.getresponse()
        text = answer.read(MOST_READ)
        retry_after = answer.headers.get("Retry-After", "")
    except (OSError, http.client.HTTPException) as error:
        raise OutboundFailed(
            f"{host} can't be reached: {str(error) or type(error).__name__}. It is told again."
        ) from error
    finally:
        connection.close()
    found = _json(text)
    if 200 <= answer.status < 300:
        return found
    raise OutboundFailed(
        _sentence(host, answer.status, found, text),
        float(retry_after) if retry_after.isdecimal() else None,
    )


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _sentence(host: str, status: int, found: Any, text: bytes) -> str:
    said = said_in(found) or text.decode("utf-8", "replace").strip()[:MOST_SHOWN]
    said = f": {said}" if said else ""
    if status in (401, 403):
        return (
            f"{host} refuses our token ({status}){said}. Look at cdn.token and cdn.service in "
            "site.toml, and at what the token may do."
        )
    if status == 404:
        return f"{host} knows no such service (404){said}. Look at cdn.service in site.toml."
    if status == 429:
        return f"{host} is told too much at once (429){said}. It is told again later."
    return f"{host} answers {status}{said}. It is told again."


def said_in(found: Any) -> str:
    """The words of an error in a CDN's JSON; "" where there are none."""
    if not isinstance(found, dict):
        return ""
    errors = found.get("errors")
    if isinstance(errors, list):
        words = [str(item.get("message", "")) for item in errors if isinstance(item, dict)]
        return "; ".join(word for word in words if word)[:MOST_SHOWN]
    return str(found.get("msg") or found.get("Message") or found.get("message") or "")[:MOST_SHOWN]
