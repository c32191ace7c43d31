"""The press's screens: how it stands, and where a page shows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from broadsheet.core.models import Address
from broadsheet.press import looking
from broadsheet.press.store import store
from broadsheet.press.words import reason_words

#: Rows of each table on the screen.
SHOWN = 50


def moment_of(seconds: float) -> datetime | None:
    """Seconds since 1970 as a time; None for none."""
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds else None


class StatusView(WagtailAdminTemplateMixin, TemplateView):
    """What is pressed, what waits, what failed, and what was pressed lately and why."""

    template_name = "press/admin/status.html"
    page_title = _("Press")
    header_icon = "resubmit"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, is_on=settings.BROADSHEET_PRESS)
        if not settings.BROADSHEET_PRESS:
            return context
        found = store()
        status = looking.status(found)
        return {
            **context,
            "status": status,
            "last_pressed_at": moment_of(status.last_pressed_at),
            "failures": [
                (looking.title_of(item.kind, item.name), item, moment_of(item.next_at))
                for item in status.failures
            ],
            "waiting": [
                (looking.title_of(item.kind, item.name), reason_words(item.reason))
                for item in looking.waiting_first(found, SHOWN)
            ],
            "lately": [(item, moment_of(item.at)) for item in looking.lately(found, SHOWN)],
        }


class WhereView(WagtailAdminTemplateMixin, TemplateView):
    """Where a page shows: on its own address, in lists, feeds and fragments."""

    template_name = "press/admin/where.html"
    header_icon = "resubmit"
    _show_breadcrumbs = True

    @cached_property
    def page(self) -> Page:
        found: Page = get_object_or_404(Page, pk=self.kwargs["page_id"])
        if not found.permissions_for_user(self.request.user).can_edit():
            raise Http404
        specific: Page = found.specific
        return specific

    def get_page_title(self) -> str:
        return gettext("Where this shows")

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.page.get_admin_display_title()
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, is_on=settings.BROADSHEET_PRESS)
        if not settings.BROADSHEET_PRESS:
            return context
        found = store()
        own = Address.objects.of(self.page).live().first()
        pressed = looking.why(found, own.url) if own is not None else None
        return {
            **context,
            "own": own,
            "pressed": pressed,
            "pressed_at": moment_of(pressed["pressed_at"]) if pressed else None,
            "places": looking.shown_on(found, looking.rows_of(self.page)),
        }


class PressViewSet(ViewSet):
    name = "press"
    icon = "resubmit"
    menu_label = _("Press")
    menu_name = "press"
    menu_order = 790
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", StatusView.as_view(), name="index"),
            path("where/<int:page_id>/", WhereView.as_view(), name="where"),
        ]
