"""The list of old addresses: where each leads, which are gone; redirects added and removed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale, Site

from broadsheet.core.errors import AddressRefused
from broadsheet.core.languages import default_locale, path_prefix
from broadsheet.core.models import Address, AddressState
from broadsheet.core.redirects import add_redirect, plain_path, remove_redirect
from broadsheet.core.viewsets.choosers import address_chooser
from broadsheet.core.viewsets.search import matching

is_url = URLValidator(schemes=["http", "https"])


class RedirectForm(forms.Form):
    """An old path and where it leads: a page of ours or an address elsewhere."""

    old_path = forms.CharField(
        label=_("Old address"),
        max_length=2000,
        help_text=_("Where readers come from: /2019/old-story/, or the whole old address."),
    )
    address = forms.ModelChoiceField(
        label=_("Leads to a page of ours"),
        queryset=Address.objects.live(),
        required=False,
        widget=address_chooser.widget_class,
        help_text=_("The redirect follows the page when it moves."),
    )
    url = forms.CharField(
        label=_("Or to an address elsewhere"),
        max_length=2000,
        required=False,
        help_text=_("https://example.org/page"),
    )
    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.all())

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        if Locale.objects.count() < 2:
            del self.fields["locale"]
        else:
            self.fields["locale"].initial = default_locale()

    def clean_old_path(self) -> str:
        return plain_path(self.cleaned_data["old_path"], self.site)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url and not (url.startswith("/") and not url.startswith("//")):
            is_url(url)
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("address") and cleaned.get("url"):
            self.add_error("url", _("Choose a page of ours or give an address, not both."))
        elif not self.errors and not cleaned.get("address") and not cleaned.get("url"):
            self.add_error("address", _("Choose a page of ours or give an address."))
        return cleaned

    @property
    def chosen_locale(self) -> Locale:
        chosen: Locale | None = self.cleaned_data.get("locale")
        return chosen or default_locale()


class RedirectIndexView(generic.IndexView):
    page_title = _("Redirects")
    add_item_label = _("New redirect")
    verbose_name = _("old address")
    verbose_name_plural = _("old addresses")
    default_ordering = "-changed_at"

    def get_base_queryset(self) -> QuerySet[Address]:
        live = Address.objects.live().filter(
            site_id=OuterRef("site_id"),
            content_type_id=OuterRef("content_type_id"),
            object_id=OuterRef("object_id"),
        )
        return Address.objects.exclude(state=AddressState.LIVE).annotate(
            live_path=Subquery(live.values("path")[:1]),
            live_locale=Subquery(live.values("locale_id")[:1]),
        )

    def search_queryset(self, queryset: QuerySet[Address]) -> QuerySet[Address]:
        if not self.is_searching:
            return queryset
        return matching(queryset, self.search_query, ("path", "title", "redirect_url"))

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("path", label=_("Old address"), accessor="url", sort_key="path"),
            Column("leads_to", label=_("Leads to"), accessor=leads_to),
            Column("title", label=_("Title"), sort_key="title"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
        ]


def leads_to(address: Any) -> str:
    """Where a reader of an old address ends, as the list annotates it."""
    if address.state == AddressState.GONE:
        return ""
    if address.redirect_url:
        return str(address.redirect_url)
    if not address.live_path:
        return gettext("nowhere: the page is not live")
    return path_prefix(address.live_locale) + str(address.live_path)


class RedirectCreateView(generic.CreateView):
    page_title = _("New redirect")
    page_subtitle = _("Redirect")
    form_class = RedirectForm
    submit_button_label = _("Add the redirect")

    @cached_property
    def site(self) -> Site:
        found: Site | None = Site.find_for_request(self.request)
        return found or Site.objects.get(is_default_site=True)

    def get_initial(self) -> dict[str, Any]:
        return {"old_path": self.request.GET.get("path", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return {**kwargs, "site": self.site}

    def form_valid(self, form: RedirectForm) -> HttpResponse:
        self.form = form
        try:
            self.object = add_redirect(
                form.cleaned_data["old_path"],
                site=self.site,
                locale=form.chosen_locale,
                to=form.cleaned_data["address"],
                url=form.cleaned_data["url"],
                user=self.request.user,
            )
        except AddressRefused as refused:
            form.add_error("old_path", ValidationError(refused.messages))
            self.produced_error_message = self.get_error_message()
            response: HttpResponse = self.form_invalid(form)
            return response
        messages.success(
            self.request, gettext("%(path)s is now a redirect.") % {"path": self.object.path}
        )
        return redirect(self.get_success_url())

    def get_error_message(self) -> str:
        return gettext("The redirect was not added. Mend what is marked, then add it again.")


class RedirectDeleteView(generic.DeleteView):
    page_title = _("Remove")
    confirmation_message = _(
        "Readers who come by this old address will get “not found” from now on. Remove it?"
    )

    def get_queryset(self) -> QuerySet[Address]:
        return Address.objects.exclude(state=AddressState.LIVE)

    def delete_action(self) -> None:
        self.removed_path = self.object.path
        remove_redirect(self.object, user=self.request.user)

    def get_success_message(self) -> str:
        return gettext("%(path)s was removed.") % {"path": self.removed_path}


class RedirectViewSet(ModelViewSet):
    """Old addresses that redirect or are gone; what is live belongs to its page."""

    model = Address
    name = "redirects"
    icon = "redirect"
    menu_label = _("Redirects")
    menu_name = "redirects"
    menu_order = 300
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    search_fields = ("path",)
    search_backend_name = None
    index_view_class = RedirectIndexView
    add_view_class = RedirectCreateView
    delete_view_class = RedirectDeleteView

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # A redirect is never edited: another one is added at its path.
        absent = dict.fromkeys(
            ("edit_url_name", "history_url_name", "usage_url_name"), self.UNDEFINED
        )
        return dict(super().get_common_view_kwargs(**{**absent, **kwargs}))

    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        return RedirectForm

    def register_admin_url_finder(self) -> None:
        # The chooser of addresses would offer to edit what has no screen.
        return

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("remove/<int:pk>/", self.delete_view, name="delete"),
        ]
