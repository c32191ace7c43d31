"""The newsroom's list of readers: to look at, not to change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from broadsheet.readers.models import EmailAddress, Reader, ReaderQuerySet


class LookOnly(ModelPermissionPolicy):
    """Allows to view, where a role grants it, and nothing else to anyone.

    What a reader gave is changed by the room's actions alone.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        users: QuerySet[Any] = super().users_with_any_permission(
            [action for action in actions if action == "view"]
        )
        return users if "view" in actions else users.none()


class ReaderIndexView(IndexView):
    """Readers by main address; the search looks into names and all addresses."""

    def get_base_queryset(self) -> ReaderQuerySet:
        return Reader.objects.with_email()

    def search_queryset(self, queryset: ReaderQuerySet) -> ReaderQuerySet:
        return queryset.called(self.search_query) if self.is_searching else queryset


class ReaderInspectView(InspectView):
    """A reader with addresses and consents, former ones too."""

    def get_email_addresses_display_value(self) -> str:
        return _lines(
            f"{address.email} ({_confirmed(address.verified_at)}{_stopped(address)})"
            for address in self.object.email_addresses.order_by("-is_primary", "email")
        )

    def get_labels_display_value(self) -> str:
        return _lines(label.name for label in self.object.labels.all())

    def get_consents_display_value(self) -> str:
        return _lines(
            _("%(purpose)s: “%(wording)s”, given %(given)s, withdrawn %(withdrawn)s")
            % {
                "purpose": consent.purpose,
                "wording": consent.wording,
                "given": _day(consent.given_at),
                "withdrawn": _day(consent.withdrawn_at),
            }
            if consent.withdrawn_at
            else _("%(purpose)s: “%(wording)s”, given %(given)s")
            % {
                "purpose": consent.purpose,
                "wording": consent.wording,
                "given": _day(consent.given_at),
            }
            for consent in self.object.consents.all()
        )


def _lines(items: Iterable[str]) -> str:
    return format_html_join("", "<div>{}</div>", ((item,) for item in items)) or "–"


def _confirmed(moment: Any) -> str:
    if moment is None:
        return _("not confirmed")
    return _("confirmed %(day)s") % {"day": _day(moment)}


def _stopped(address: EmailAddress) -> str:
    if not address.suppression:
        return ""
    return _("; no mail since %(day)s: %(reason)s") % {
        "day": _day(address.suppressed_at),
        "reason": address.get_suppression_display(),
    }


def _day(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


class ReaderViewSet(ModelViewSet):
    model = Reader
    name = "readers"
    icon = "group"
    menu_label = gettext_lazy("Readers")
    menu_order = 700
    add_to_admin_menu = True
    # Where else a reader stands is told by `reader export`, not by an index of references.
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ReaderIndexView
    inspect_view_class = ReaderInspectView
    inspect_view_fields = [
        *("name", "language", "created_at", "imported_from", "note", "labels"),
        *("email_addresses", "consents"),
    ]
    list_display = [
        TitleColumn(
            "main_email",
            label=gettext_lazy("E-mail address"),
            accessor=lambda reader: reader.main_email or "–",
            get_url=lambda reader: reverse("readers:inspect", args=[reader.pk]),
            sort_key="main_email",
        ),
        Column("name", label=gettext_lazy("Name"), sort_key="name"),
        DateColumn("main_verified_at", label=gettext_lazy("Confirmed")),
        DateColumn("created_at", label=gettext_lazy("Since"), sort_key="created_at"),
    ]
    default_ordering = "-created_at"
    search_fields = ["name"]
    list_per_page = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        # There is no address at all by which a reader could be added, changed or deleted.
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.filter(content_type__app_label="readers", codename="view_reader")
