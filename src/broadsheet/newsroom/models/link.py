from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """What another site said when it was last asked."""

    WAITING = "waiting", _("Not asked yet")
    FINE = "fine", _("Leads somewhere")
    GONE = "gone", _("Nothing is there")
    NO_HOST = "no_host", _("There is no such site")
    PRIVATE = "private", _("Leads into a private network")
    UNUSABLE = "unusable", _("No usable address")
    SILENT = "silent", _("Does not answer")
    UNKNOWN = "unknown", _("Could not be asked")


#: What is said to a person. The others are no fault of the link.
BROKEN = frozenset(
    {
        LinkState.GONE,
        LinkState.NO_HOST,
        LinkState.PRIVATE,
        LinkState.UNUSABLE,
        LinkState.SILENT,
    }
)


class CheckedLinkQuerySet(models.QuerySet["CheckedLink"]):
    def due(self) -> Self:
        return self.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def broken(self) -> Self:
        return self.filter(state__in=BROKEN)


class CheckedLink(models.Model):
    """A link to another site, with what was last heard of it; the row that the worker asks by."""

    #: SHA-256 of the address, which may be longer than an index takes.
    key = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.WAITING)
    status = models.PositiveSmallIntegerField(null=True)
    #: Times in a row without an answer.
    failures = models.PositiveSmallIntegerField(default=0)
    #: When to ask; empty where nobody wants to know.
    due_at = models.DateTimeField(null=True, db_index=True)
    answered_at = models.DateTimeField(null=True, db_index=True)
    wanted_at = models.DateTimeField(db_index=True)

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")

    def __str__(self) -> str:
        return self.url
