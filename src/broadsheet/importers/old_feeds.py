from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect


def serve_old_feed(request: HttpRequest, target: Any) -> HttpResponse:
    """Ghost's and WordPress's `…/rss/` leads to the feed of the same address."""
    base = request.path.removesuffix("rss/")
    return HttpResponsePermanentRedirect("/" + f"{base}feed/".lstrip("/"))


def serve_without_amp(request: HttpRequest, target: Any) -> HttpResponse:
    """Old pages for telephones, `…/amp/`, lead to the page itself."""
    return HttpResponsePermanentRedirect("/" + request.path.removesuffix("amp/").lstrip("/"))
