from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboundState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    DONE = "done", _("Done")


UNFINISHED = (OutboundState.WAITING, OutboundState.SENDING)


class OutboundQuerySet(models.QuerySet["OutboundAct"]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def waiting(self) -> Self:
        return self.filter(state=OutboundState.WAITING)

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def due(self, now: datetime, abandoned_before: datetime) -> Self:
        """What may be sent now: waiting ones, and those whose sender died before it was done."""
        return self.filter(
            Q(state=OutboundState.WAITING, not_before__lte=now)
            | Q(state=OutboundState.SENDING, claimed_at__lt=abandoned_before)
        )

    def failing(self) -> Self:
        return self.unfinished().filter(attempts__gt=0).exclude(last_error="")


class OutboundAct(models.Model):
    """Something that another machine must be told: it waits here until that worked.

    `kind` is the name in `broadsheet.core.outbound.kinds.outbound_kinds`. Of acts of one kind with
    the same `key` only one waits; "" never merges. `title` is for people, `payload` for the sender.
    """

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=600, blank=True)
    title = models.CharField(_("what"), max_length=255, blank=True)
    payload = models.JSONField(default=dict, blank=True)
    urgent = models.BooleanField(_("goes first"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=OutboundState.choices, default=OutboundState.WAITING
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("error"), blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Which sending took it up: what another one did meanwhile is not overwritten.
    claim = models.CharField(max_length=32, blank=True, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = OutboundQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbound act")
        verbose_name_plural = _("outbound acts")
        default_permissions = ("view", "change")
        constraints = [
            # The same thing waits once. One that is being sent does not count: what is asked for
            # meanwhile may have come too late for it.
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state="waiting") & ~Q(key=""),
                name="core_outbound_waits_once",
            ),
        ]
        indexes = [
            # The sender looks each second for what is due; what is done is most of the table.
            models.Index(
                fields=["kind", "not_before"],
                condition=~Q(state="done"),
                name="core_outbound_due",
            ),
            models.Index(fields=["state", "-done_at"], name="core_outbound_done"),
        ]

    def __str__(self) -> str:
        return self.title or self.key or self.kind


class OutboundLane(models.Model):
    """Who sends the acts of a kind that are sent one batch after the other, and until when."""

    kind = models.CharField(max_length=40, unique=True)
    holder = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.kind
