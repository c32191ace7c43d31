from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long before its deadline an assignment is called near.
NEAR = timedelta(hours=3)


class Reminded(models.TextChoices):
    """The last of its own deadline that an assignment's people were told."""

    NOTHING = "", _("Nothing")
    NEAR = "near", _("Near")
    OVER = "over", _("Over")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def of(self, user: Any) -> Self:
        return self.filter(people=user)

    def overdue(self, now: datetime | None = None) -> Self:
        return self.open().filter(deadline__lte=now or timezone.now())

    def soonest(self) -> Self:
        """The next deadline first; what has none comes last."""
        return self.order_by(models.F("deadline").asc(nulls_last=True), "pk")

    def with_names(self) -> Self:
        return self.select_related("section", "story", "made_by").prefetch_related("people")


class Assignment(models.Model):
    """A story, or the idea of one, that people of the desk are to write until a deadline."""

    headline = models.CharField(_("working headline"), max_length=255)
    brief = models.TextField(
        _("brief"), blank=True, help_text=_("What it is about, whom to ask, how long.")
    )
    section = models.ForeignKey(
        "newsroom.Section",
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    #: Empty while it is only an idea.
    story = models.ForeignKey(
        "newsroom.Story",
        verbose_name=_("story"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("people"), related_name="assignments"
    )
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    reminded = models.CharField(max_length=10, choices=Reminded.choices, blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("assigned"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [
            # The clock asks every minute for what is open and due.
            models.Index(
                fields=["deadline"],
                condition=Q(closed_at__isnull=True),
                name="newsroom_assignment_due",
            )
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_overdue(self) -> bool:
        return bool(not self.closed_at and self.deadline and self.deadline <= timezone.now())

    @property
    def is_near(self) -> bool:
        """Whether the deadline is less than `NEAR` away, and not over."""
        if self.closed_at or not self.deadline or self.is_overdue:
            return False
        return self.deadline - timezone.now() <= NEAR
