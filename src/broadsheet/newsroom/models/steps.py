"""Steps of a story that its versions know nothing of: approved, spiked, sent out early."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

APPROVE_ONLY = "approve_only"


class EditorApproval(AbstractGroupApprovalTask):
    """An editor's approval: sends back with a reason only, and can approve without publishing."""

    class Meta:
        verbose_name = _("editor's approval")
        verbose_name_plural = _("editors' approvals")

    @classmethod
    def get_description(cls) -> str:
        return _t(
            "Members of the chosen groups approve, with or without publishing, or send back with a "
            "reason"
        )

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not super().get_actions(obj, user):
            return []
        return [
            ("reject", _t("Send back…"), True),
            ("approve", _t("Approve"), False),
            ("approve", _t("Approve with comment"), True),
            (APPROVE_ONLY, _t("Approve without publishing"), False),
        ]

    def get_form_for_action(self, action: str) -> Any:
        from broadsheet.newsroom.workflow.forms import SendBackForm

        return SendBackForm if action == "reject" else super().get_form_for_action(action)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """A submitted story waits; one that went out urgently can be kept up to date meanwhile."""
        if UrgentPublication.objects.open().filter(story_id=obj.pk).exists():
            return False
        return bool(super().locked_for_user(obj, user))

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise ValidationError(
                _t("Say what should change before you send the story back: its writer reads it.")
            )
        if action_name == APPROVE_ONLY:
            # The one that ends the workflow reads it: `broadsheet.newsroom.workflow.ending`.
            task_state.workflow_state.is_held = True  # type: ignore[attr-defined]
            action_name = "approve"
        super().on_action(task_state, user, action_name, **kwargs)


class Approval(models.Model):
    """A version that was approved and waits for somebody who publishes it."""

    story = models.OneToOneField(
        "newsroom.Story", on_delete=models.CASCADE, related_name="approval"
    )
    #: When the approved version was saved: whatever is saved later was not approved.
    saved_at = models.DateTimeField(_("saved"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("approved"), default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self) -> str:
        return str(self.story_id)


class Spiking(models.Model):
    """A story put aside before publication, and why; once it is taken up again the row is gone."""

    story = models.OneToOneField("newsroom.Story", on_delete=models.CASCADE, related_name="spiking")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("spiked"), default=timezone.now)

    class Meta:
        verbose_name = _("spiked story")
        verbose_name_plural = _("spiked stories")

    def __str__(self) -> str:
        return str(self.story_id)


class UrgentPublicationQuerySet(models.QuerySet["UrgentPublication"]):
    def open(self) -> UrgentPublicationQuerySet:
        """Those that nobody has approved yet."""
        return self.filter(approved_at=None)


class UrgentPublication(models.Model):
    """A story that went out before anybody approved it; approval follows."""

    story = models.ForeignKey(
        "newsroom.Story", on_delete=models.CASCADE, related_name="urgent_publications"
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("published"), default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True)

    objects = UrgentPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("urgent publication")
        verbose_name_plural = _("urgent publications")
        constraints = [
            # One approval settles all that went out before it: a second row would wait for ever.
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(approved_at__isnull=True),
                name="newsroom_urgent_publication_open_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.story_id)
