"""What the room adds to Wagtail's screens."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from broadsheet.readers.enums import ReaderAction
from broadsheet.readers.models import Reader
from broadsheet.readers.viewsets import LookOnly, ReaderViewSet

register_permission_policy(Reader, LookOnly(Reader))


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    return ReaderViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action in ReaderAction:
        actions.register_action(action.value, action.label, action.label)
