"""Pictures that readers would see late, because their sizes were never made."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from broadsheet.core.problems import Example, Problem
from broadsheet.media.models import Picture, PictureRendition

#: The worker makes the sizes within seconds; a great upload takes some minutes.
PATIENCE = timedelta(minutes=10)
SHOWN = 3
#: How long before their end the desk is told, and how long after it.
SOON, AFTERWARDS = timedelta(days=7), timedelta(days=14)


def rights_that_end(request: HttpRequest) -> Problem | None:
    """Pictures whose rights end soon or have just ended, with what then happens."""
    policy = policy_registry.get_by_type(Picture)
    theirs = policy.instances_user_has_permission_for(request.user, "change")
    now = timezone.now()
    rows = list(
        Picture.objects.filter(
            expires_at__gt=now - AFTERWARDS, expires_at__lt=now + SOON, pk__in=theirs.values("pk")
        )
        .order_by("expires_at", "pk")
        .annotate(total=Window(Count("pk")))
        .values("pk", "title", "expires_at", "total")[:SHOWN]
    )
    if not rows:
        return None
    return Problem(
        _("Rights of pictures that end"),
        _("At its minute a picture leaves every page. Prolong the right, or choose another."),
        rows[0]["total"],
        tuple(
            Example(
                f"{row['title']} ({_minute(row['expires_at'])})",
                reverse("wagtailimages:image_usage", args=[row["pk"]]),
            )
            for row in rows
        ),
        reverse("wagtailimages:index"),
    )


def _minute(moment: datetime) -> str:
    return str(date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT"))


def pictures_without_sizes(request: HttpRequest) -> Problem | None:
    policy = policy_registry.get_by_type(Picture)
    theirs = policy.instances_user_has_permission_for(request.user, "change")
    made = PictureRendition.objects.filter(image=OuterRef("pk"))
    rows = list(
        Picture.objects.filter(
            ~Exists(made), created_at__lt=timezone.now() - PATIENCE, pk__in=theirs.values("pk")
        )
        .order_by("-created_at", "-pk")
        .annotate(total=Window(Count("pk")))
        .values("pk", "title", "total")[:SHOWN]
    )
    if not rows:
        return None
    return Problem(
        _("Pictures without their sizes"),
        _("Upload the file again: the original is lost or can't be read."),
        rows[0]["total"],
        tuple(
            Example(row["title"], reverse("wagtailimages:edit", args=[row["pk"]])) for row in rows
        ),
        reverse("wagtailimages:index"),
    )
