"""The administrators' list of backups, and the button that asks for one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from broadsheet.keeping.actions import ask_for_backup, may_keep
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.models import Backup


class AdministratorsOnly(ModelPermissionPolicy):
    """Allows administrators to see backups and to ask for one; no right of Django's opens them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "add") and may_keep(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        found: QuerySet[Any] = get_user_model()._default_manager.filter(
            is_active=True, is_superuser=True
        )
        return found


class BackupIndexView(IndexView):
    add_item_label = _("Back up now")
    page_title = _("Backups")
    default_ordering = "-asked_at"

    def get_base_queryset(self) -> QuerySet[Backup]:
        return Backup.objects.select_related("asked_by")

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("asked_at", label=_("Asked for"), sort_key="asked_at"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("size", label=_("Size"), accessor=size_of, sort_key="size"),
            Column("file", label=_("Kept as"), accessor=place_of),
            Column("origin", label=_("Asked for by"), accessor=who_asked),
            Column("reason", label=_("Reason of the failure")),
        ]


def size_of(backup: Backup) -> str:
    return filesizeformat(backup.size) if backup.size is not None else ""


def place_of(backup: Backup) -> str:
    return f"{backup.destination.rstrip('/')}/{backup.name}" if backup.name else backup.destination


def who_asked(backup: Backup) -> str:
    return str(backup.asked_by) if backup.asked_by else backup.get_origin_display()


class AskView(WagtailAdminTemplateMixin, TemplateView):
    """Says where a backup would go, and asks the worker for it."""

    template_name = "keeping/ask.html"
    page_title = _("Back up now")
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_keep(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("backups:index"), "label": gettext("Backups")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs, plan=settings.BROADSHEET_BACKUP, list_url=reverse("backups:index")
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            asked = ask_for_backup(request.user)
        except KeepingRefused as refused:
            messages.error(request, str(refused))
        else:
            sentence = gettext("The worker makes a backup in %(place)s. Its state stands below.")
            messages.success(request, sentence % {"place": asked.destination})
        return redirect("backups:index")


class BackupViewSet(ModelViewSet):
    model = Backup
    name = "backups"
    icon = "download"
    menu_label = _("Backups")
    menu_name = "backups"
    menu_order = 800
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50
    search_fields = ("name", "destination", "reason")
    search_backend_name = None
    index_view_class = BackupIndexView
    # A backup's row is what happened: nobody writes it by hand.
    form_fields = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = dict.fromkeys(
            ("edit_url_name", "delete_url_name", "history_url_name", "usage_url_name"),
            self.UNDEFINED,
        )
        return dict(super().get_common_view_kwargs(**{**absent, **kwargs}))

    def register_admin_url_finder(self) -> None:
        return

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("now/", AskView.as_view(), name="add"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()
