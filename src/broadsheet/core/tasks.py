"""The one door to background tasks, so that the task library can change in one place."""

from django_tasks import task

__all__ = ["task"]
