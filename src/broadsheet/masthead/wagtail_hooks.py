"""What the room adds to Wagtail's screens."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.contrib.settings.registry import SettingMenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from broadsheet.masthead.models import InformationPage, SiteSettings
from broadsheet.masthead.viewsets.frame import (
    InformationPageViewSet,
    MastheadGroup,
    site_settings_menu_item,
)

register_snippet(MastheadGroup)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [InformationPageViewSet()]


@hooks.register("insert_global_admin_js")
def name_the_newspaper() -> str:
    return format_html('<script src="{}"></script>', static("masthead/admin/brand.js"))


@hooks.register("register_masthead_menu_item")
def register_site_settings() -> MenuItem:
    return site_settings_menu_item()


@hooks.register("construct_settings_menu")
def leave_site_settings_to_the_masthead(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [
        item
        for item in items
        if not (isinstance(item, SettingMenuItem) and item.model is SiteSettings)
    ]


@hooks.register("register_permissions")
def register_rights() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="masthead", codename="add_informationpage"
    )


@hooks.register("before_create_page")
def pages_need_the_right(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """A page such as About speaks for the newspaper: the right to write stories isn't enough."""
    if issubclass(page_class, InformationPage) and not request.user.has_perm(
        "masthead.add_informationpage"
    ):
        raise PermissionDenied
