"""What the room adds to Wagtail's screens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from broadsheet.keeping.models import Backup
from broadsheet.keeping.viewsets import AdministratorsOnly, BackupViewSet

register_permission_policy(Backup, AdministratorsOnly(Backup))


@hooks.register("register_admin_viewset")
def register_viewset() -> ViewSet:
    return BackupViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("keeping.backup.ask", _("Back up"), _("Asked for a backup"))
