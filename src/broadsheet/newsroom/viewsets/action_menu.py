"""The story's buttons: the one that is there for the end of the work stands first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from broadsheet.newsroom.models import Section, Story

#: Wagtail puts “Save draft” first; here drafts save themselves.
FIRST = ("action-publish", "action-submit")
#: While somebody decides on a submitted story, their answers stay in front.
DECISIONS = ("approve", "approve_only", "reject")


def put_the_last_step_first(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Publishing, or submitting for who may not publish, takes one press and not two."""
    page = context.get("page")
    is_story = isinstance(page, Story) or (
        page is None and context["parent_page"].specific_class is Section
    )
    names = [item.name for item in items]
    if not is_story or any(name in DECISIONS for name in names):
        return
    for name in FIRST:
        if name in names:
            items.insert(0, items.pop(names.index(name)))
            return
