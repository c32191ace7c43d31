"""The public log of corrections, and the page of each."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from broadsheet.core.views import gone
from broadsheet.masthead.current import content_language
from broadsheet.masthead.frame import home_path
from broadsheet.masthead.head import Head, breadcrumbs
from broadsheet.newsroom.models import Correction
from broadsheet.newsroom.models.correction import LOG_PATH
from broadsheet.newsroom.views.lists import Listing, serve_listing

#: What the log answers behind its own address: the page of one correction.
NUMBERED = re.compile(r"[1-9][0-9]{0,17}/")


def serve_corrections(request: HttpRequest, rest: tuple[str, ...]) -> HttpResponse:
    """Everything that was corrected, clarified, retracted or withdrawn, the newest first."""
    if rest and rest[0] != "page":
        return _serve_one(request, int(rest[0]))
    listing = Listing(
        title=_("Corrections"),
        path=LOG_PATH,
        cards=Correction.objects.in_language(content_language()).public().standing(),
        description=_("What we got wrong, and what is right instead."),
        template="newsroom/corrections.html",
    )
    return serve_listing(request, listing, rest)


def _serve_one(request: HttpRequest, number: int) -> HttpResponse:
    found = Correction.objects.in_language(content_language()).public().for_lists()
    correction = found.filter(pk=number).first()
    if correction is None:
        raise Http404(request.path)
    if correction.taken_back_at is not None:
        return gone(request)
    log = correction.url.removesuffix(f"{correction.pk}/")
    card = correction.card
    title = (
        f"{correction.get_kind_display()}: {card.headline}"
        if card
        else str(correction.get_kind_display())
    )
    head = Head(
        title=title,
        path=request.path,
        description=correction.text,
        kind="article",
        published_at=correction.made_at,
        modified_at=correction.changed_at,
        json_ld=[
            breadcrumbs(
                [
                    (_("Front page"), home_path()),
                    (_("Corrections"), log),
                    (title, correction.url),
                ]
            )
        ],
    )
    return TemplateResponse(
        request,
        "newsroom/correction.html",
        {"correction": correction, "head": head, "log_path": log},
    )
