"""What other machines do not take."""

from __future__ import annotations

from django.db.models import Count, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from broadsheet.core.models import OutboundAct
from broadsheet.core.problems import Example, Problem

#: One failure, or two, may be a moment's.
TRIES = 3
SHOWN = 3


def failing_acts(request: HttpRequest) -> Problem | None:
    if not request.user.has_perm("core.view_outboundact"):
        return None
    rows = list(
        OutboundAct.objects.failing()
        .filter(attempts__gte=TRIES)
        .order_by("-urgent", "pk")
        .annotate(total=Window(Count("pk")))
        .values("title", "key", "last_error", "total")[:SHOWN]
    )
    if not rows:
        return None
    return Problem(
        _("Other machines that don't take what they are sent"),
        _("Each is tried again by itself. The error says what to mend."),
        rows[0]["total"],
        tuple(Example(title=row["title"] or row["key"], detail=row["last_error"]) for row in rows),
        reverse("outbound:index"),
    )
