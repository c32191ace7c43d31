"""Ways to a person's notices."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from broadsheet.newsroom.notices import screens


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", screens.NoticesView.as_view(), name="index"),
        path("seen/", screens.SeeAllView.as_view(), name="see_all"),
        path("<int:pk>/", screens.OpenView.as_view(), name="open"),
    ]
    return [path("notices/", include((patterns, "notices")))]


@hooks.register("register_admin_menu_item")
def register_notices() -> MenuItem:
    return MenuItem(
        _("Notices"), reverse("notices:index"), name="notices", icon_name="mail", order=47
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(
        "newsroom.notices.choose", _("Choose notices"), _("Chose which notices come, and where")
    )
