"""Background tasks that failed, or that wait because nobody works them off."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Window
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from broadsheet.core.problems import Example, Problem

#: A task that waits longer says that no worker runs.
WAIT_AT_MOST = timedelta(minutes=2)
#: A failure of long ago is history: what it was about was done by hand, or nobody missed it.
LOOK_BACK = timedelta(days=14)
SHOWN = 3


def failed_tasks(request: HttpRequest) -> Problem | None:
    if not request.user.is_superuser:
        return None
    rows = list(
        DBTaskResult.objects.filter(
            status=TaskResultStatus.FAILED, finished_at__gte=timezone.now() - LOOK_BACK
        )
        .order_by("-finished_at")
        .annotate(total=Window(Count("pk")))
        .values("task_path", "exception_class_path", "finished_at", "total")[:SHOWN]
    )
    if not rows:
        return None
    return Problem(
        _("Background tasks that failed"),
        _("The log of the program says why."),
        rows[0]["total"],
        tuple(
            Example(
                title=row["task_path"].rpartition(".")[2],
                detail=f"{row['exception_class_path'].rpartition('.')[2]}, "
                f"{date_format(timezone.localtime(row['finished_at']), 'SHORT_DATETIME_FORMAT')}",
            )
            for row in rows
        ),
    )


def somebody_works() -> bool:
    """Whether a worker took a task up lately: a long queue alone is no fault."""
    since = timezone.now() - WAIT_AT_MOST
    return DBTaskResult.objects.filter(started_at__gte=since).exists()


def waiting_tasks(request: HttpRequest) -> Problem | None:
    if not request.user.is_superuser:
        return None
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - WAIT_AT_MOST)
    total = waiting.count()
    if not total or somebody_works():
        return None
    return Problem(
        _("Background tasks that wait too long"),
        _("No worker runs. Start “broadsheet run” or “broadsheet worker”."),
        total,
    )
