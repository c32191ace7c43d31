"""A person's own notices: the list, and the way from one to its story."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import ListView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from broadsheet.newsroom.models import Notice
from broadsheet.newsroom.notices.actions import see


class NoticesView(WagtailAdminTemplateMixin, ListView[Notice]):
    template_name = "newsroom/admin/notices.html"
    header_icon = "mail"
    page_title = ""
    paginate_by = 50
    page_kwarg = "p"
    context_object_name = "notices"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        return str(_("Notices"))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": "", "label": _("Notices"), "sublabel": ""}]

    def get_queryset(self) -> Any:
        return Notice.objects.on_desk_of(self.request.user).newest()


class SeeAllView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        see(Notice.objects.on_desk_of(request.user))
        return redirect("notices:index")


class OpenView(View):
    """Leads to what a notice is about, and notes that it was seen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=pk, person=request.user)
        see(Notice.objects.filter(pk=pk))
        return redirect(place_of(notice))


def place_of(notice: Notice) -> str:
    if notice.story_id:
        return reverse("wagtailadmin_pages:edit", args=[notice.story_id])
    return reverse("assignments:index")
