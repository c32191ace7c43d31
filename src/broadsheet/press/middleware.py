"""The press's places among the middleware: ahead of everything, in the middle, next to the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe

from broadsheet.core.pressing import Pressable, may_be_pressed
from broadsheet.press import serving
from broadsheet.press.fragments import (
    FragmentName,
    fragments,
    fragments_as_pressed,
    with_variants,
)
from broadsheet.press.rendering import FRAGMENT, OWN, VARIANTS

View = Callable[[HttpRequest], HttpResponseBase]


def pressed_pages(get_response: View) -> View:
    """Answer with what is pressed, wholly or in its fragments; offer what isn't pressed yet."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.BROADSHEET_PRESS or request.environ.get(OWN):  # type: ignore[attr-defined]
            return get_response(request)
        fragments_as_pressed(request)
        if not serving.may_serve(request):
            return get_response(request)
        pressed = serving.answer(request)
        if pressed is not None:
            return pressed
        response = get_response(request)
        serving.offer(request, response)
        return response

    return middleware


def validators(get_response: View) -> View:
    """Tell who has a public page already that it is the same, where it isn't pressed (yet).

    It stands inside the compression, whose coding makes the tag a weak one.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponse) or not _may_be_told_apart(request, response):
            return response
        if not response.has_header("ETag"):
            set_response_etag(response)
        modified = response.get("Last-Modified")
        found = get_conditional_response(
            request,
            response["ETag"],
            parse_http_date_safe(modified) if modified else None,
            response,
        )
        return found if isinstance(found, HttpResponse) else response

    return middleware


def _may_be_told_apart(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is public: no reader's own words or token stand in it."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return False
    if request.environ.get(OWN) or request.path.startswith(serving.ELSEWHERE):  # type: ignore[attr-defined]
        return False
    if response.streaming or response.cookies or not response.content:
        return False
    control = response.get("Cache-Control", "")
    is_private = "private" in control or "no-store" in control
    return not is_private and "cookie" not in response.get("Vary", "").lower()


def fragments_alone(get_response: View) -> View:
    """Answer the press's own request for a fragment, with the clock and the language of a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        environment: dict[str, Any] = getattr(request, "environ", {})
        name: FragmentName | None = environment.get(FRAGMENT)
        if name is None:
            return get_response(request)
        view = fragments.get(name.name)
        if view is None:
            return HttpResponse(status=404)
        may_be_pressed(request, Pressable())
        whole, variants = with_variants(view, request, dict(name.arguments))
        environment[VARIANTS] = {story: text.encode() for story, text in variants.items()}
        return HttpResponse(whole)

    return middleware
