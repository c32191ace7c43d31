"""Pictures that readers would see late, because their sizes were never made."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Window
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from broadsheet.core.problems import Example, Problem
from broadsheet.media.models import Picture, PictureRendition

#: The worker makes the sizes within seconds; a great upload takes some minutes.
PATIENCE = timedelta(minutes=10)
SHOWN = 3


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
