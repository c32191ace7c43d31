"""What other machines are told: what they don't take and why, what waits, what went out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from broadsheet.core.models import OutboundAct, OutboundState
from broadsheet.core.outbound.actions import may_try_again, try_again
from broadsheet.core.outbound.kinds import outbound_kinds

#: Rows of each table on the screen.
SHOWN = 50
VIEW = "core.view_outboundact"


def with_labels(acts: Any) -> list[tuple[str, OutboundAct]]:
    """Acts with the words for their kind."""
    labels = {name: str(kind.label) for name, kind in outbound_kinds}
    return [(labels.get(act.kind, act.kind), act) for act in acts]


class OutboundView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "core/admin/outbound.html"
    page_title = _("Outbound")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        acts = OutboundAct.objects
        failing = acts.failing().order_by("-urgent", "pk")
        waiting = acts.unfinished().filter(last_error="").order_by("-urgent", "pk")
        done = acts.filter(state=OutboundState.DONE).order_by("-done_at")
        return super().get_context_data(
            **kwargs,
            failing_count=failing.count(),
            waiting_count=waiting.count(),
            failing=with_labels(failing[:SHOWN]),
            waiting=with_labels(waiting[:SHOWN]),
            done=with_labels(done[:SHOWN]),
            may_try_again=may_try_again(self.request.user),
            again_url=reverse("outbound:again"),
        )


class AgainView(View):
    """Lets one act, or all that failed, be tried at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        given = request.POST.get("act", "")
        count = try_again(request.user, int(given) if given.isdecimal() else None)
        if count:
            sentence = ngettext(
                "It is tried again now.", "%(count)d are tried again now.", count
            ) % {"count": count}
            messages.success(request, sentence)
        else:
            messages.warning(request, gettext("Nothing failed and waits: look at the list below."))
        return redirect("outbound:index")


class OutboundMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(VIEW))


class OutboundViewSet(ViewSet):
    name = "outbound"
    icon = "upload"
    menu_label = _("Outbound")
    menu_name = "outbound"
    menu_order = 795
    add_to_settings_menu = True
    menu_item_class = OutboundMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", OutboundView.as_view(), name="index"),
            path("again/", AgainView.as_view(), name="again"),
        ]
