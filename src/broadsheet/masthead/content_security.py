"""What one page adds to the content security policy: the hash of its style, hosts of its frames."""

from __future__ import annotations

import base64
import hashlib

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ATTRIBUTE = "_policy_of_page"


def allow(request: HttpRequest | None, directive: str, source: str) -> None:
    """Let the page that answers `request` use `source`; a page without a request needs nothing."""
    if request is None:
        return
    wanted: dict[str, list[str]] = request.__dict__.setdefault(ATTRIBUTE, {})
    sources = wanted.setdefault(directive, [])
    if source not in sources:
        sources.append(source)


def hash_source(text: str) -> str:
    """The source expression that admits an inline style with just this text (CSP 3, 2.3.1)."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def add_to_policy(request: HttpRequest, response: HttpResponseBase) -> None:
    """Hand what the page asked for to django-csp, which writes the header."""
    wanted: dict[str, list[str]] = dict(request.__dict__.get(ATTRIBUTE, {}))
    frames = wanted.pop("frame-src", None)
    if frames:
        # The site's own value is 'none', which may not stand beside another source.
        response._csp_replace = {"frame-src": frames}  # type: ignore[attr-defined]
    if wanted:
        response._csp_update = wanted  # type: ignore[attr-defined]
