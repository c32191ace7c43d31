"""The signed cookie by which staff pass the press: they see drafts' links and their own screens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "broadsheet_staff"
SALT = "broadsheet.press.staff"
#: Seconds; it is given anew at every sign-in.
AGE = 60 * 60 * 24 * 30


def holds_pass(request: HttpRequest) -> bool:
    """Whether a request comes with a cookie that we signed; any other is a reader's."""
    given = request.COOKIES.get(COOKIE)
    if not given:
        return False
    try:
        signing.loads(given, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return False
    return True


def keep_pass(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the pass to whoever is signed in and has none, take it from whoever is not."""
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    if signed_in and not holds_pass(request):
        response.set_cookie(
            COOKIE,
            signing.dumps(request.user.pk, salt=SALT),
            max_age=AGE,
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            samesite="Lax",
        )
    elif not signed_in and COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")


def is_desk(path: str) -> bool:
    return path.startswith(("/admin/", "/accounts/"))


def staff_pass(get_response: Any) -> Any:
    """Middleware: keep the pass in line with who is signed in, on the newsroom's own screens."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = get_response(request)
        if settings.BROADSHEET_PRESS and is_desk(request.path):
            keep_pass(request, response)
        return response

    return middleware
