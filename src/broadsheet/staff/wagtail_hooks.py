"""What the room adds to Wagtail's screens: the audit log's words, and the way to one's sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from broadsheet.staff import people
from broadsheet.staff.accounts import manages_accounts
from broadsheet.staff.enums import DETAILS, StaffAction


def formatter_of(action: StaffAction) -> type[LogFormatter]:
    class StaffFormatter(LogFormatter):
        label = action.label

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            details = ", ".join(str(data[name]) for name in DETAILS if data.get(name))
            return f"{action.label} ({details})" if details else str(action.label)

    return StaffFormatter


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action in StaffAction:
        actions.register_action(action.value)(formatter_of(action))


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    screens = [
        path("", people.index, name="index"),
        path("invite/", people.invite, name="invite"),
        path("invitations/<int:pk>/again/", people.again, name="again"),
        path("invitations/<int:pk>/revoke/", people.revoke, name="revoke"),
        path("<int:pk>/", people.person, name="person"),
        path("<int:pk>/change/", people.change, name="change"),
    ]
    return [path("people/", include((screens, "people")))]


class PeopleMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return manages_accounts(request.user)  # type: ignore[arg-type]


@hooks.register("register_settings_menu_item")
def register_people() -> MenuItem:
    return PeopleMenuItem(
        _("People"), reverse("people:index"), name="people", icon_name="group", order=590
    )


@hooks.register("register_account_menu_item")
def lead_to_ones_sign_in(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor and sessions"),
        "help_text": _("Passkeys, one-time codes, recovery codes, and where you are signed in."),
    }
