"""Choosers that search by the columns themselves, and the chooser of addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.chooser import ChooseResultsView as SnippetChooseResultsView
from wagtail.snippets.views.chooser import ChooseView as SnippetChooseView
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from broadsheet.core.models import Address
from broadsheet.core.viewsets.search import matching


class ColumnSearchForm(BaseFilterForm):
    """The search field of a chooser; `columns` are named by the view."""

    columns: Sequence[str] = ()

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        objects = super().filter(objects)
        text = self.cleaned_data.get("q")
        if text:
            self.is_searching = True
            self.search_query = text
            objects = matching(objects, text, self.columns)
        return objects


class ColumnSearchMixin:
    """A chooser's list that is searched by `searched_columns` and not by the search index."""

    searched_columns: Sequence[str] = ("name",)
    i18n_enabled: bool

    def get_filter_form_class(self) -> type[forms.Form]:
        bases: tuple[type, ...] = (ColumnSearchForm,)
        if self.i18n_enabled:
            bases = (LocaleFilterMixin, *bases)
        return type("FilterForm", bases, {"columns": self.searched_columns})


class NamedChooseView(ColumnSearchMixin, SnippetChooseView):
    pass


class NamedChooseResultsView(ColumnSearchMixin, SnippetChooseResultsView):
    pass


class NamedChooserViewSet(SnippetChooserViewSet):
    """Chooses a thing by its name: a topic, a person."""

    choose_view_class = NamedChooseView
    choose_results_view_class = NamedChooseResultsView


class AddressListMixin(ColumnSearchMixin):
    """Live addresses, redirects and gone ones left out, with their paths beside their titles."""

    searched_columns = ("title", "path")

    def get_object_list(self) -> QuerySet[Address]:
        return Address.objects.live().order_by("path", "locale")


class AddressChooseView(AddressListMixin, ChooseView):
    page_title = _("Choose a page of ours")


class AddressChooseResultsView(AddressListMixin, ChooseResultsView):
    pass


class AddressChooserViewSet(ChooserViewSet):
    """Chooses what a link leads to: any live page, topic, person or fixed page."""

    model = Address
    icon = "link"
    choose_one_text = _("Choose a page of ours")
    choose_another_text = _("Choose another page")
    choose_view_class = AddressChooseView
    choose_results_view_class = AddressChooseResultsView
    per_page = 20


address_chooser = AddressChooserViewSet("address_chooser", url_prefix="addresses/choose")
