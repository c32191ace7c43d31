"""The public history of a story, behind its address, where the site shows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from broadsheet.masthead.current import settings_for
from broadsheet.masthead.head import Head
from broadsheet.newsroom.models import Story, StoryVersion

SUFFIX = "history"
MOST_SHOWN = 200


@dataclass(frozen=True)
class Line:
    """A version and what it changed for readers."""

    version: StoryVersion
    changed: list[str]


def serve_history(request: HttpRequest, target: Any) -> HttpResponse:
    """The versions of a live story, the newest first. Raises Http404 where there is no history."""
    settings = settings_for(request)
    if not isinstance(target, Story) or settings is None or not settings.public_history:
        raise Http404(request.path)
    versions = list(target.public_versions.order_by("-number")[: MOST_SHOWN + 1])
    lines = [Line(new, changes(old, new)) for new, old in pairwise([*versions, None]) if new]
    path = request.path.removesuffix(f"{SUFFIX}/")
    head = Head(
        title=_("History of “%(headline)s”") % {"headline": target.title},
        path=request.path,
        noindex=True,
    )
    context = {"story": target, "lines": lines[:MOST_SHOWN], "head": head, "story_path": path}
    return TemplateResponse(request, "newsroom/history.html", context)


def changes(old: StoryVersion | None, new: StoryVersion) -> list[str]:
    """The parts of a story that differ between two versions, in readers' words."""
    if old is None:
        return []
    before, after = json.loads(old.content), json.loads(new.content)
    names = {
        "title": _("headline"),
        "kicker": _("kicker"),
        "standfirst": _("standfirst"),
        "bylines": _("names"),
        "body": _("text"),
        "notes": _("notes"),
    }
    differing = [key for key in after if before.get(key) != after[key]]
    named = [name for key, name in names.items() if key in differing]
    return named + ([_("details")] if set(differing) - set(names) else [])
