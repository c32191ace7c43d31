from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from broadsheet.masthead.head import Head
from broadsheet.masthead.models import InformationPage


def serve_information_page(
    request: HttpRequest, target: InformationPage, rest: tuple[str, ...]
) -> HttpResponse:
    if rest:
        raise Http404(request.path)
    context = target.get_context(request)
    context["head"] = Head(
        title=target.seo_title or target.title,
        path=request.path,
        description=target.search_description,
    )
    return TemplateResponse(request, target.template, context)
