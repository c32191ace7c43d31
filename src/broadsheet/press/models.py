"""The log of changes: what was written to the newspaper's tables and not yet looked at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A row that was inserted, updated or deleted, noted by the database's own triggers.

    It is written in the transaction that made the change and deleted once the press has found what
    showed the row. `before` and `after` are JSON objects of the short columns.
    """

    table_name = models.CharField(max_length=63)
    row = models.CharField(max_length=255)
    #: I, U or D; E for a change of everything, such as a migration's.
    kind = models.CharField(max_length=1)
    #: The names of the columns that differ, divided by spaces.
    columns = models.TextField(blank=True)
    before = models.TextField(null=True)  # noqa: DJ001
    after = models.TextField(null=True)  # noqa: DJ001
    #: Seconds since 1970.
    made_at = models.FloatField()

    class Meta:
        db_table = "press_change"
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.table_name} {self.row}"
