"""What no view said anything of is not kept by a CDN."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from broadsheet.edge.cdn.headers import plan

#: CDNs keep what says nothing for hours, errors for minutes.
ASK_AGAIN = "public, max-age=0, must-revalidate"


def nothing_kept_by_chance(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Behind a CDN, let it ask again for every answer that has no `Cache-Control`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if plan() is not None and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store" if response.cookies else ASK_AGAIN
        return response

    return middleware
