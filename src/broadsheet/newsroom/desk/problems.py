"""What needs a person: what stories lack, and what other rooms found."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest
from django.urls import reverse

from broadsheet.core.problems import Example, Problem, problems
from broadsheet.newsroom.desk.lists import edit_url, headline
from broadsheet.newsroom.desk.needs import Need, needs
from broadsheet.newsroom.desk.whose import seen_by, sees_others
from broadsheet.newsroom.models import Story

SHOWN = 3


def needing(name: str, need: Need, stories: QuerySet[Story], list_url: str) -> Problem | None:
    """A need as a problem: how many of these stories have it, and the newest of them."""
    rows = list(
        need.stories(stories)
        .order_by("-latest_revision_created_at", "-pk")
        .annotate(total=Window(Count("pk")))
        .values("pk", "title", "draft_title", "total")[:SHOWN]
    )
    if not rows:
        return None
    details = need.details([row["pk"] for row in rows])
    return Problem(
        need.label,
        need.remedy,
        rows[0]["total"],
        tuple(
            Example(headline(row), edit_url(row["pk"]), details.get(row["pk"], "")) for row in rows
        ),
        f"{list_url}needs={name}",
    )


def find_problems(request: HttpRequest) -> list[Problem]:
    """All that is wrong and that the person can do something about."""
    user: Any = request.user
    stories = seen_by(user)
    list_url = f"{reverse('stories:index')}?{'' if sees_others(user) else 'mine=mine&'}"
    found = [needing(name, need, stories, list_url) for name, need in needs]
    found += [finder(request) for _name, finder in problems]
    return [problem for problem in found if problem is not None]
