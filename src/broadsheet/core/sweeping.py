"""Keeps the table of background tasks right: tasks that a crash left running, results long read."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

#: No task of ours takes so long; one that still runs was left by a worker that died.
STUCK_AFTER = timedelta(minutes=15)
KEEP_FINISHED = timedelta(days=1)
KEEP_FAILED = timedelta(days=14)


def requeue_stuck_tasks() -> int:
    """Hand tasks of dead workers to a living one; every task is safe to run twice."""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - STUCK_AFTER
    ).update(status=TaskResultStatus.READY, started_at=None)


def prune_task_results() -> int:
    """Delete results that nobody reads any more; failures stay longer."""
    now = timezone.now()
    done, _ = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_FINISHED
    ).delete()
    failed, _ = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED
    ).delete()
    return int(done) + int(failed)
