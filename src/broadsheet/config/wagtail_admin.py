"""Wagtail's admin without its own mails about approvals: the newsroom's notices say the same.

Those are sent while a person waits for the screen, and lost when the mail server is away.
"""

from __future__ import annotations

from wagtail.admin.apps import WagtailAdminAppConfig

#: By these names Wagtail connects its mails in `wagtail.admin.signal_handlers`.
MAILS = {
    "task_submitted": ("TaskState", "group_approval_task_submitted_email_notification"),
    "workflow_submitted": ("WorkflowState", "workflow_state_submitted_email_notification"),
    "workflow_rejected": ("WorkflowState", "workflow_state_rejected_email_notification"),
    "workflow_approved": ("WorkflowState", "workflow_state_approved_email_notification"),
}


class NewsroomAdmin(WagtailAdminAppConfig):
    def ready(self) -> None:
        from wagtail import models, signals

        super().ready()
        for name, (sender, uid) in MAILS.items():
            signal = getattr(signals, name)
            signal.disconnect(sender=getattr(models, sender), dispatch_uid=uid)
