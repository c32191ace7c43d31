from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.keeping.enums import UNFINISHED, BackupOrigin, BackupState

#: A backup that has said nothing for so long was left by a process that died.
SILENT_AT_MOST = timedelta(minutes=3)
#: What made a backup fail, such as a network, may be over by then.
TRY_AGAIN_AFTER = timedelta(minutes=5)


class BackupQuerySet(models.QuerySet["Backup"]):
    def good(self) -> Self:
        return self.filter(state=BackupState.DONE)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def ready(self, now: datetime | None = None) -> Self:
        """Those that wait to be made; one that failed is left alone for a while."""
        now = now or timezone.now()
        return self.filter(
            Q(started_at__isnull=True) | Q(started_at__lt=now - TRY_AGAIN_AFTER),
            state=BackupState.WAITING,
        )

    def abandoned(self, now: datetime | None = None) -> Self:
        """Those whose maker died."""
        now = now or timezone.now()
        return self.filter(state=BackupState.RUNNING, beat_at__lt=now - SILENT_AT_MOST)

    def newest(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class Backup(models.Model):
    """A backup asked for: by the schedule, the admin or a command; what became of it.

    `slot` is the moment for which the schedule wanted it. `beat_at` moves while it is being made.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=BackupState.choices, default=BackupState.WAITING
    )
    origin = models.CharField(_("asked for by"), max_length=10, choices=BackupOrigin.choices)
    destination = models.CharField(_("kept in"), max_length=1000)
    name = models.CharField(_("file"), max_length=255, blank=True)
    slot = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    size = models.PositiveBigIntegerField(_("size"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Several clocks may run: a moment of the schedule has one backup.
            models.UniqueConstraint(
                fields=["slot"], condition=Q(slot__isnull=False), name="keeping_backup_slot_once"
            ),
            # Two at once would only slow each other and the site down.
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="keeping_backup_one_runs"
            ),
        ]
        indexes = [models.Index(fields=["state", "-asked_at"], name="keeping_backup_state")]

    def __str__(self) -> str:
        return self.name or self.destination
