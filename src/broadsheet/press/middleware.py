"""The press's two places among the middleware: ahead of everything, and next to the view."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from broadsheet.core.pressing import Pressable, may_be_pressed
from broadsheet.press import serving
from broadsheet.press.fragments import FragmentName, fragments
from broadsheet.press.rendering import FRAGMENT, OWN

View = Callable[[HttpRequest], HttpResponseBase]


def pressed_pages(get_response: View) -> View:
    """Answer with what is pressed; offer to the press what isn't yet."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.BROADSHEET_PRESS or request.environ.get(OWN):  # type: ignore[attr-defined]
            return get_response(request)
        if not serving.may_serve(request):
            return get_response(request)
        pressed = serving.answer(request)
        if pressed is not None:
            return pressed
        response = get_response(request)
        serving.offer(request, response)
        return response

    return middleware


def fragments_alone(get_response: View) -> View:
    """Answer the press's own request for a fragment, with the clock and the language of a page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        wanted: tuple[FragmentName, int | None] | None = getattr(request, "environ", {}).get(
            FRAGMENT
        )
        if wanted is None:
            return get_response(request)
        name, without = wanted
        view = fragments.get(name.name)
        if view is None:
            return HttpResponse(status=404)
        may_be_pressed(request, Pressable())
        return HttpResponse(view(request, dict(name.arguments), without))

    return middleware
