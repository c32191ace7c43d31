"""The content security policy of readers' pages; the newsroom's own screens have a looser one."""

from __future__ import annotations

from typing import Any

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
