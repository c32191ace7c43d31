"""The content security policy of readers' pages; the newsroom's own screens have a looser one."""

from __future__ import annotations

from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: Paths whose screens need inline scripts and styles: Wagtail's editor.
ADMIN_PREFIXES = ("/admin/",)


def policy() -> dict[str, Any]:
    """django-csp's settings: nothing from another host, no inline script.

    A page may add the hash of its own style and hosts whose frames a click opens.
    """
    return {
        "EXCLUDE_URL_PREFIXES": ADMIN_PREFIXES,
        "DIRECTIVES": {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'"],
            "font-src": ["'self'"],
            "media-src": ["'self'"],
            "connect-src": ["'self'"],
            "manifest-src": ["'self'"],
            "form-action": ["'self'"],
            "frame-src": ["'none'"],
            "frame-ancestors": ["'self'"],
            "base-uri": ["'none'"],
            "object-src": ["'none'"],
        },
    }


class OrderedPolicy(CSPMiddleware):
    """Writes the directives in one order.

    django-csp takes them from a set, whose order is another in each process. A page that is the
    same would have another header after each start: to a CDN and to nginx, another page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if HEADER in answer:
            answer[HEADER] = "; ".join(sorted(answer[HEADER].split("; ")))
        return answer
