"""Ways to assignments, and what a story's history says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from broadsheet.newsroom.assigning import screens
from broadsheet.newsroom.assigning.actions import ASSIGNED, BEGUN, CHANGED, CLOSED
from broadsheet.newsroom.assigning.lists import AssignmentIndexView
from broadsheet.newsroom.assigning.rights import ASSIGN
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.pending import minutes_in_words


@hooks.register("register_admin_urls")
def register_screens() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", AssignmentIndexView.as_view(), name="index"),
        path("results/", AssignmentIndexView.as_view(results_only=True), name="index_results"),
        path("add/", screens.AddView.as_view(), name="add"),
        path("<int:pk>/", screens.AssignmentView.as_view(), name="one"),
        path("<int:pk>/begin/", screens.BeginView.as_view(), name="begin"),
        path("<int:pk>/close/", screens.CloseView.as_view(), name="close"),
    ]
    return [path("assignments/", include((patterns, "assignments")))]


@hooks.register("register_admin_menu_item")
def register_assignments() -> MenuItem:
    return MenuItem(
        _("Assignments"),
        reverse("assignments:index"),
        name="assignments",
        icon_name="calendar-check",
        order=46,
    )


@hooks.register("register_page_header_buttons")
def lead_to_assigning(page: Any, user: Any, **kwargs: Any) -> Iterator[Button]:
    if not isinstance(page, Story) or page.pk is None or not user.has_perm(ASSIGN):
        return
    if page.permissions_for_user(user).can_publish():
        yield Button(
            _("Assign…"),
            f"{reverse('assignments:add')}?story={page.pk}",
            icon_name="calendar-check",
            priority=7,
        )


class OfAssignment(LogFormatter):
    sentence = _("Assigned to %(people)s")
    with_deadline = _("Assigned to %(people)s until %(minute)s")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        deadline = data.get("deadline", "")
        minute = minutes_in_words([datetime.fromisoformat(deadline)]) if deadline else ""
        sentence = self.with_deadline if minute else self.sentence
        return str(sentence) % {"people": data.get("people", ""), "minute": minute}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(ASSIGNED)
    class Assigned(OfAssignment):
        label = _("Assign")

    @actions.register_action(CHANGED)
    class Changed(OfAssignment):
        label = _("Change an assignment")

    @actions.register_action(CLOSED)
    class Closed(OfAssignment):
        label = _("Close an assignment")
        sentence = with_deadline = _("Assignment of %(people)s closed")

    @actions.register_action(BEGUN)
    class Begun(OfAssignment):
        label = _("Begin an assigned story")
        sentence = with_deadline = _("Begun as the assignment of %(people)s")
