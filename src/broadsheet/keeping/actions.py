"""Every change of a backup's row: asked for, begun, made or failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.keeping.destinations.choosing import destination_for
from broadsheet.keeping.enums import BackupOrigin, BackupState
from broadsheet.keeping.errors import KeepingRefused
from broadsheet.keeping.making import Made, Watch, make, remove_old
from broadsheet.keeping.models import Backup

logger = structlog.get_logger("broadsheet.keeping")

#: How often the schedule tries one backup; then it is failed, and the next one has its own turns.
ATTEMPTS = 3
#: Seconds between two signs of life in the row.
BEAT = 15.0
#: Finished rows that stay to be looked at.
ROWS_KEPT = 200

Tell = Callable[[str, int, int], None]


def may_keep(user: Any) -> bool:
    """Whether someone may see and make backups: they hold everything the site knows."""
    return bool(user.is_active and user.is_superuser)


def ask_for_backup(user: Any) -> Backup:
    """Let the worker make a backup now, where site.toml says to keep them.

    Raises PermissionDenied, and KeepingRefused where nothing is said or one is on its way.
    """
    if not may_keep(user):
        raise PermissionDenied
    plan = settings.BROADSHEET_BACKUP
    if plan is None:
        raise KeepingRefused(
            "site.toml does not say where backups are kept. Give backup.to a folder or "
            "s3://bucket/prefix there, then start the site again."
        )
    with transaction.atomic():
        if Backup.objects.select_for_update().unfinished().exists():
            raise KeepingRefused("A backup is on its way already. Wait until it has finished.")
        asked = Backup.objects.create(origin=BackupOrigin.DESK, destination=plan.to, asked_by=user)
        log(instance=asked, action="keeping.backup.ask", user=user, title=plan.to)
    return asked


def claim(backup: Backup) -> bool:
    """Take a waiting backup up; False where another process was quicker or another one is made."""
    now = timezone.now()
    try:
        with transaction.atomic():
            taken = Backup.objects.filter(pk=backup.pk, state=BackupState.WAITING).update(
                state=BackupState.RUNNING,
                attempts=F("attempts") + 1,
                started_at=now,
                beat_at=now,
                finished_at=None,
                reason="",
            )
    except IntegrityError:
        return False
    if taken:
        backup.refresh_from_db()
    return bool(taken)


def release_abandoned(now: datetime | None = None) -> int:
    """Let backups be tried again whose maker died; after three attempts they have failed."""
    released = 0
    for backup in Backup.objects.abandoned(now):
        again = backup.attempts < ATTEMPTS and backup.origin in (
            BackupOrigin.SCHEDULE,
            BackupOrigin.DESK,
        )
        released += Backup.objects.filter(
            pk=backup.pk, state=BackupState.RUNNING, beat_at=backup.beat_at
        ).update(
            state=BackupState.WAITING if again else BackupState.FAILED,
            finished_at=None if again else timezone.now(),
            reason="The program ended while the backup was being made.",
        )
    return released


def make_claimed(
    backup: Backup, *, keep: int | None, with_secrets: bool = False, tell: Tell | None = None
) -> Made:
    """Make a backup that was claimed, and note how it ended.

    Raises KeepingRefused, and whatever broke it off, after the row says so.
    """
    watch = Watch(_beating(backup, tell))
    try:
        destination = destination_for(backup.destination, Path(settings.BROADSHEET_SITE_FOLDER))
        made = make(
            destination,
            watch,
            with_secrets=with_secrets,
            name=lambda called: _note(backup, name=called),
        )
    except BaseException as error:
        said = str(error) if isinstance(error, KeepingRefused) else _named(error)
        _note(backup, state=BackupState.FAILED, finished_at=timezone.now(), reason=said)
        logger.warning("A backup failed", event_name="backup.failed", backup=backup.pk)
        raise
    _note(
        backup,
        name=made.name,
        state=BackupState.DONE,
        finished_at=timezone.now(),
        size=made.size,
        reason="",
    )
    logger.info("A backup was made", event_name="backup.made", backup=backup.pk, size=made.size)
    if keep is not None:
        remove_old(destination, keep, made.name)
    if backup.pk is not None:
        _prune()
    return made


def _named(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "It was broken off."
    return f"{type(error).__name__}: {error}"[:2000]


def _note(backup: Backup, **values: Any) -> None:
    if backup.pk is None:
        return
    Backup.objects.filter(pk=backup.pk).update(**values)
    for name, value in values.items():
        setattr(backup, name, value)


def _beating(backup: Backup, tell: Tell | None) -> Tell:
    last = time.monotonic()

    def beat(stage: str, done: int, total: int) -> None:
        nonlocal last
        if tell is not None:
            tell(stage, done, total)
        if time.monotonic() - last > BEAT:
            last = time.monotonic()
            _note(backup, beat_at=timezone.now())

    return beat


def _prune() -> None:
    """Forget all but the newest rows; the files are another matter."""
    old = Backup.objects.newest().exclude(state=BackupState.RUNNING).values_list("pk", flat=True)
    Backup.objects.filter(pk__in=list(old[ROWS_KEPT : ROWS_KEPT + 1000])).delete()


def begin_by_command(destination: str, origin: BackupOrigin) -> Backup:
    """A backup that this process makes itself. Raises KeepingRefused while another is made.

    A database that is older than this table gets no row: an upgrade begins with a backup.
    """
    if Backup._meta.db_table not in connection.introspection.table_names():
        return Backup(destination=destination, origin=origin)
    release_abandoned()
    backup = Backup.objects.create(destination=destination, origin=origin)
    if not claim(backup):
        backup.delete()
        running = Backup.objects.filter(state=BackupState.RUNNING).first()
        since = f" since {running.started_at:%H:%M} UTC" if running and running.started_at else ""
        raise KeepingRefused(
            f"A backup is being made already{since}. Wait until it has finished; one that was "
            "broken off is noticed after three minutes."
        )
    return backup
