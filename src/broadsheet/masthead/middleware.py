from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from broadsheet.core.languages import default_language, split_language
from broadsheet.masthead.content_security import add_to_policy
from broadsheet.masthead.current import settings_for, showing_content_in
from broadsheet.masthead.times import LateZone


def site_clock_and_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Show times in the site's zone and words in the site's language.

    The newsroom's own screens keep the language that a person chose in their account.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(("/static/", "/media/", "/files/theme/", "/healthz", "/readyz")):
            return get_response(request)
        current = settings_for(request)
        if current is None:
            return get_response(request)
        with timezone.override(LateZone(lambda: current.zone)):
            if request.path.startswith("/admin/"):
                return get_response(request)
            language, _path = split_language(request.path)
            interface = current.language if language == default_language() else language
            with translation.override(interface), showing_content_in(language):
                return get_response(request)

    return middleware


def policy_of_page(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put what a page asked for while it was rendered into its content security policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        add_to_policy(request, response)
        return response

    return middleware
