from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from broadsheet.staff.second_factor import lacks

SIGN_IN = "/accounts/"
DESK = "/admin/"

View = Callable[[HttpRequest], HttpResponseBase]


def cookies_only_for_staff(get_response: View) -> View:
    """A reader who only reads gets no cookie; what staff see is kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path.startswith(DESK):
            return response
        if request.path.startswith(SIGN_IN) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie"])
            return response
        if request.method in ("GET", "HEAD"):
            response.cookies.clear()
        return response

    return middleware


def second_factor_where_demanded(get_response: View) -> View:
    """Nobody whose role must have a second factor comes to the newsroom without one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if (
            settings.BROADSHEET_SECOND_FACTOR
            and request.path.startswith(DESK)
            and not request.path.startswith(f"{DESK}logout/")
            and request.user.is_authenticated
            and lacks(request.user)
        ):
            if request.headers.get("Sec-Fetch-Dest", "document") == "document":
                messages.warning(
                    request,
                    gettext(
                        "Your role must have a second factor: add a passkey or an authenticator "
                        "app, then go on to the newsroom."
                    ),
                )
            return redirect("mfa_index")
        return get_response(request)

    return middleware
