"""Texts go out compressed; pictures and faces are compressed already."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: Beside `text/*`.
TEXTS = {
    "application/atom+xml",
    "application/feed+json",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/rss+xml",
    "application/xml",
    "image/svg+xml",
}


class CompressTexts(GZipMiddleware):
    """Django's gzip, with its guard against BREACH, for what gains by it."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponse | HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind.startswith("text/") or kind in TEXTS:
            return super().process_response(request, response)
        return response
