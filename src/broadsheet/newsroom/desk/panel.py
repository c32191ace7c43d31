"""The desk as the home screen shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from broadsheet.newsroom.desk.lists import (
    UNFINISHED,
    Row,
    SectionNames,
    assigned_to_me,
    awaiting_me,
    just_published,
    my_drafts,
    new_notices,
    scheduled_next,
)
from broadsheet.newsroom.desk.problems import find_problems
from broadsheet.newsroom.desk.whose import sees_others
from broadsheet.newsroom.viewsets.story_filters import StoryStatus


@dataclass(frozen=True)
class DeskList:
    """A list with its heading, the sentence for when it is empty, and the way to all of it."""

    name: str
    heading: str | Promise
    rows: Sequence[Row]
    empty: str | Promise
    all_words: str | Promise
    all_url: str


def stories_url(**filters: Any) -> str:
    return f"{reverse('stories:index')}?{urlencode(filters, doseq=True)}"


class DeskPanel(Component):
    name = "desk"
    order = 100
    template_name = "newsroom/admin/desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def media(self) -> Media:
        return Media(css={"all": ["newsroom/admin/desk.css"]})

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user: Any = self.request.user
        sections = SectionNames()
        problems = find_problems(self.request)
        whose = {} if sees_others(user) else {"mine": "mine"}
        return {
            "request": self.request,
            "drafts": DeskList(
                "drafts",
                _("My drafts"),
                my_drafts(user, sections),
                _("Nothing unfinished. A new story begins with the key N."),
                _("All my drafts"),
                stories_url(mine="mine", status=[status.value for status in UNFINISHED]),
            ),
            "assigned": DeskList(
                "assigned",
                _("Assigned to me"),
                assigned_to_me(user, sections),
                _("Nothing is assigned to you."),
                _("All my assignments"),
                f"{reverse('assignments:index')}?whose=mine",
            ),
            "notices": DeskList(
                "notices",
                _("Notices"),
                new_notices(user),
                _("Nothing new."),
                _("All notices"),
                reverse("notices:index"),
            ),
            "awaiting": DeskList(
                "awaiting",
                _("Awaiting me"),
                awaiting_me(user, sections),
                _("Nobody waits for your approval."),
                _("All that await me"),
                stories_url(mine="awaiting"),
            ),
            "scheduled": DeskList(
                "scheduled",
                _("Scheduled next"),
                scheduled_next(user, sections),
                _("Nothing is to go live. A story with a time under “Go live” stands here."),
                _("All scheduled"),
                stories_url(status=StoryStatus.SCHEDULED.value, **whose),
            ),
            "published": DeskList(
                "published",
                _("Just published"),
                just_published(user, sections),
                _("Nothing is out yet. What you publish stands here with its minute."),
                _("All published"),
                stories_url(status=StoryStatus.LIVE.value, ordering="-shown", **whose),
            ),
            "problems": [problem for problem in problems if not problem.is_hint],
            "hints": [problem for problem in problems if problem.is_hint],
        }
