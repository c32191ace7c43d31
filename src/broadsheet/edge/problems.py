"""What the machine itself lacks."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from broadsheet.core.problems import Problem

LEAST_FREE_BYTES = 1_000_000_000


def full_disk(request: HttpRequest) -> Problem | None:
    """Little room for the database and for pictures: both stop the newspaper when it is gone."""
    if not request.user.is_superuser:
        return None
    try:
        free = shutil.disk_usage(settings.MEDIA_ROOT.parent).free
    except FileNotFoundError:
        # Before the first picture there is no folder to ask about.
        return None
    if free >= LEAST_FREE_BYTES:
        return None
    return Problem(
        _("The disk is nearly full"),
        _("Only %(megabytes)d MB are left. Make room before pictures can't be saved.")
        % {"megabytes": free // 1_000_000},
        1,
    )
