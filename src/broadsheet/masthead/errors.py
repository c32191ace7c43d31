"""404 and 500 as a newspaper prints them."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import TemplateDoesNotExist, loader
from django.template.response import TemplateResponse

from broadsheet.core.theme import ORIGINAL, fault_of


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return TemplateResponse(request, "404.html", status=404).render()


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs neither database nor settings: either may be what failed."""
    return HttpResponseServerError(_words_on_theme(request) or _words_for_all(request))


def _words_for_all(request: HttpRequest) -> str:
    name = "wagtailadmin/500.html" if request.path.startswith("/admin/") else "500.html"
    try:
        return str(loader.get_template(name).render())
    except TemplateDoesNotExist:
        return "<!doctype html><title>500</title><h1>Server error</h1>"
    except Exception:
        # The theme's own 500.html is broken too.
        return str(loader.get_template(ORIGINAL + name).render())


def _words_on_theme(request: HttpRequest) -> str:
    """What staff are told of a theme whose template failed; "" for everybody and all else."""
    error = sys.exception()
    fault = fault_of(error) if error is not None else None
    if fault is None or not _is_staff(request):
        return ""
    return str(loader.get_template("masthead/admin/theme_fault.html").render({"fault": fault}))


def _is_staff(request: HttpRequest) -> bool:
    # Asking for the user reads the session: a reader without the cookie has none.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return False
    try:
        return bool(request.user.has_perm("wagtailadmin.access_admin"))
    except Exception:
        # The database may be what failed.
        return False
