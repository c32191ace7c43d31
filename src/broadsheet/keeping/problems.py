"""What the desk says of backups, to administrators alone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from broadsheet.core.problems import Example, Problem
from broadsheet.keeping.actions import may_keep
from broadsheet.keeping.enums import BackupState
from broadsheet.keeping.models import Backup

#: Without a schedule somebody may make backups by a command; older ones than this are no keeping.
BY_HAND = timedelta(days=8)


def backups(request: HttpRequest) -> Problem | None:
    """The last backup failed, the last good one is too old, or nobody makes any."""
    if not may_keep(request.user):
        return None
    url = reverse("backups:index")
    last = Backup.objects.newest().exclude(state=BackupState.RUNNING).first()
    if last is not None and last.reason:
        return Problem(
            _("The last backup failed"),
            _("Mend what it says, then choose “Back up now” under Backups."),
            1,
            (Example(_moment(last.started_at or last.asked_at), url, last.reason),),
        )
    good = Backup.objects.good().newest().first()
    plan = settings.BROADSHEET_BACKUP
    made_at = good.started_at if good else None
    if plan is not None and plan.every:
        if made_at is None and Backup.objects.unfinished().exists():
            return None
        if made_at is None or timezone.now() - made_at > plan.old_after:
            return Problem(
                _("The last good backup is too old"),
                _("Look under Backups at what keeps the next one from being made."),
                1,
                (Example(_moment(made_at) if made_at else _("There is none"), url),),
            )
        return None
    if settings.BROADSHEET_IS_DEMO or (made_at and timezone.now() - made_at < BY_HAND):
        return None
    return Problem(
        _("No backups are scheduled"),
        _("site.toml says when and where they are made, in its part [backup]."),
        1,
        (Example(_("Backups"), url),),
        is_hint=True,
    )


def _moment(moment: object) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]
