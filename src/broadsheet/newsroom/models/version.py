from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VersionReason(models.TextChoices):
    """Why a version of a story came to be, as readers are told."""

    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Changed")
    REINSTATED = "reinstated", _("Reinstated")
    TAKEN_BACK = "taken_back", _("A note was taken back")
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    EDITORS_NOTE = "editors_note", _("Editor's note")
    RETRACTION = "retraction", _("Retraction")


class StoryVersion(models.Model):
    """What readers saw of a story from a moment on, chained to the version before it.

    `content` is canonical JSON; `seal` is the SHA-256 of it, of the number, the time, the reason
    and the seal before. Altering a row breaks its seal, taking one out breaks the chain.
    """

    story = models.ForeignKey(
        "newsroom.Story", on_delete=models.CASCADE, related_name="public_versions"
    )
    number = models.PositiveIntegerField(_("number"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=20, choices=VersionReason.choices)
    content = models.TextField(_("content"))
    previous = models.CharField(_("seal before"), max_length=64, blank=True)
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "number"], name="newsroom_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}/{self.number}"
