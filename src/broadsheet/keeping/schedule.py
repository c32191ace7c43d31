"""Backups by the clock: a row for each moment of the schedule, made in a thread of its own."""

from __future__ import annotations

import os
import threading
from datetime import datetime

import structlog
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from broadsheet.keeping.actions import ATTEMPTS, claim, make_claimed, release_abandoned
from broadsheet.keeping.enums import BackupOrigin, BackupState
from broadsheet.keeping.models import Backup
from broadsheet.masthead.models import SiteSettings

logger = structlog.get_logger("broadsheet.keeping")

#: Seconds between two looks at the schedule.
INTERVAL = 20


def keep_schedule() -> threading.Thread | None:
    """Note what is due, and begin what waits; returns the thread that makes it."""
    release_abandoned()
    note_due()
    waiting = Backup.objects.ready().order_by("asked_at", "pk").first()
    if waiting is None or not claim(waiting):
        return None
    # The clock must go on: stories wait for their minute.
    thread = threading.Thread(target=_make, args=(waiting.pk,), name="backup", daemon=True)
    thread.start()
    return thread


def note_due(now: datetime | None = None) -> Backup | None:
    """A row for the latest moment of the schedule, where it has none yet.

    What was missed while nothing ran is made up for once, not once for every night.
    """
    plan = settings.BROADSHEET_BACKUP
    now = now or timezone.now()
    if plan is None or not plan.every:
        return None
    newspaper = SiteSettings.objects.order_by("pk").first()
    zone = (newspaper or SiteSettings()).zone
    slot = plan.last_slot(now, zone)
    if slot is None or Backup.objects.filter(slot=slot).exists():
        return None
    if Backup.objects.good().filter(started_at__gte=slot).exists():
        # One made by hand since then serves as well.
        return None
    try:
        with transaction.atomic():
            return Backup.objects.create(
                origin=BackupOrigin.SCHEDULE, destination=plan.to, slot=slot
            )
    except IntegrityError:
        # Another clock was quicker.
        return None


def _make(pk: int) -> None:
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 15)
    try:
        make_noted(pk)
    finally:
        connections.close_all()


def make_noted(pk: int) -> None:
    """Make a claimed backup; a failure is in its row, and is tried again a few times."""
    backup = Backup.objects.get(pk=pk)
    plan = settings.BROADSHEET_BACKUP
    try:
        make_claimed(backup, keep=plan.keep if plan and plan.to == backup.destination else None)
    except Exception:
        logger.exception("A backup was not made", event_name="backup.failed", backup=pk)
        if backup.attempts < ATTEMPTS:
            Backup.objects.filter(pk=pk, state=BackupState.FAILED).update(
                state=BackupState.WAITING, finished_at=None
            )
