"""What stands around every page, as the desk edits it."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.contrib.settings.registry import SettingMenuItem
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from broadsheet.core.viewsets.ordered import OrderedViewSet
from broadsheet.core.viewsets.pages import AddressedPageViewSet
from broadsheet.masthead.forms import MenuForm, PromoBarForm
from broadsheet.masthead.models import InformationPage, Menu, Panel, PromoBar, SiteSettings


class MenuViewSet(SnippetViewSet):
    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    menu_name = "menus"
    edit_handler = ObjectList(Menu.panels, base_form_class=MenuForm)
    list_display = [
        "__str__",
        Column("heading", label=_("Heading")),
        Column("links", label=_("Links")),
    ]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Menu]:
        return Menu.objects.annotate(links=Count("items")).order_by("slot", "locale")


class PanelViewSet(OrderedViewSet):
    model = Panel
    icon = "image"
    menu_label = _("Panels")
    menu_name = "panels"
    list_display = [
        "title",
        Column("call_to_action", label=_("Call to action")),
        Column("leads_to", label=_("Leads to"), accessor="url"),
    ]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Panel]:
        return Panel.objects.select_related("address")


class PromoBarViewSet(SnippetViewSet):
    model = PromoBar
    icon = "thumbtack"
    menu_label = _("Promo bars")
    menu_name = "promo-bars"
    edit_handler = ObjectList(PromoBar.panels, base_form_class=PromoBarForm)
    list_display = [
        "text",
        BooleanColumn("is_on", label=_("On"), sort_key="is_on"),
        DateColumn("starts_at", label=_("From"), sort_key="starts_at"),
        DateColumn("ends_at", label=_("To"), sort_key="ends_at"),
    ]
    ordering = "-pk"


class MastheadGroup(SnippetViewSetGroup):
    menu_label = _("Masthead")
    menu_name = "masthead"
    menu_icon = "site"
    menu_order = 220
    items = (MenuViewSet, PanelViewSet, PromoBarViewSet)
    submenu_hook = "register_masthead_menu_item"


def site_settings_menu_item() -> SettingMenuItem:
    return SettingMenuItem(SiteSettings, icon="cog", name="site-settings", order=90)


class InformationPageViewSet(AddressedPageViewSet):
    model = InformationPage
    icon = "doc-full"
