"""The checks' screens, and what the desk's log says of what was let pass."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from broadsheet.newsroom.readiness import screens


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    patterns = [
        path("rules/", screens.RulesView.as_view(), name="rules"),
        path("<int:story>/", screens.show_findings, name="findings"),
    ]
    return [path("readiness/", include((patterns, "readiness")))]


class RulesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(screens.CHANGE_RULES))


@hooks.register("register_settings_menu_item")
def register_rules() -> MenuItem:
    return RulesMenuItem(
        _("Checks before publishing"),
        reverse("readiness:rules"),
        name="publishing-rules",
        icon_name="glasses",
        order=20,
    )


@hooks.register("insert_editor_js")
def ask_again_after_autosaves() -> str:
    return format_html('<script src="{}"></script>', static("newsroom/admin/findings.js"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action("newsroom.override")
    class Overridden(LogFormatter):
        label = _("Publish in spite of a warning")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Let pass: %(warnings)s Reason: %(reason)s") % {
                "warnings": " ".join(log_entry.data.get("warnings", [])),
                "reason": log_entry.data.get("reason", ""),
            }
