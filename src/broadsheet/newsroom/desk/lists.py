"""The desk's lists: rows for a screen, each list in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.fields import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, Revision, WorkflowState
from wagtail.users.utils import get_deleted_user_display_name

from broadsheet.newsroom.desk.whose import awaiting, belong_to, seen_by
from broadsheet.newsroom.models import Section, Story
from broadsheet.newsroom.viewsets.story_filters import STATUS_CONDITIONS, StoryStatus
from broadsheet.staff.models import User

SHOWN = 6
JUST_PUBLISHED = 8
#: What is not out, and is not about to go out by itself.
UNFINISHED = (StoryStatus.DRAFT, StoryStatus.LIVE_WITH_DRAFT, StoryStatus.WITHDRAWN)
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
COLUMNS = ("pk", "title", "draft_title", "path", "live")


@dataclass(frozen=True)
class Row:
    """A line of a list: a headline, where it leads, and what is said below it."""

    headline: str
    url: str
    section: str = ""
    when: datetime | None = None
    who: str = ""
    status: str | Promise = ""
    #: More than one version went out: "updated" and not "published".
    again: bool = False


class SectionNames:
    """The names of all sections by their place in the tree: one question for all lists."""

    def __init__(self) -> None:
        self.by_path = dict(Section.objects.values_list("path", "title"))

    def of(self, path: str) -> str:
        return str(self.by_path.get(path[: -Section.steplen], ""))


def edit_url(pk: object) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def headline(values: Mapping[str, Any]) -> str:
    return str(values["draft_title"] or values["title"])


def my_drafts(user: User, sections: SectionNames) -> list[Row]:
    submitted = WorkflowState.objects.filter(
        object_id=Cast(OuterRef("pk"), CharField()),
        content_type__app_label=Story._meta.app_label,
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    sent_back = submitted.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    condition = STATUS_CONDITIONS[UNFINISHED[0]]
    for status in UNFINISHED[1:]:
        condition |= STATUS_CONDITIONS[status]
    rows = (
        Story.objects.annotate_approved_schedule()
        .filter(condition)
        .filter(belong_to(user))
        .order_by("-latest_revision_created_at", "-pk")
        .annotate(submitted=Exists(submitted), sent_back=Exists(sent_back))
        .values(
            *COLUMNS, "first_published_at", "latest_revision_created_at", "submitted", "sent_back"
        )[:SHOWN]
    )
    return [
        Row(
            headline(values),
            edit_url(values["pk"]),
            sections.of(values["path"]),
            values["latest_revision_created_at"],
            status=draft_status(values),
        )
        for values in rows
    ]


def draft_status(values: Mapping[str, Any]) -> str | Promise:
    """What a writer wants to know of an unfinished story first; nothing of a plain draft."""
    if values["sent_back"]:
        return _("Sent back")
    if values["submitted"]:
        return _("Submitted")
    if values["live"]:
        return StoryStatus.LIVE_WITH_DRAFT.label
    if values["first_published_at"]:
        return StoryStatus.WITHDRAWN.label
    return ""


def awaiting_me(user: User, sections: SectionNames) -> list[Row]:
    """Submitted pages, the longest waiting first."""
    states = (
        awaiting(user)
        .select_related("revision__user", "workflow_state__requested_by")
        .defer("revision__content")
        .prefetch_related("revision__content_object")
        .order_by("started_at", "pk")[:SHOWN]
    )
    rows = []
    for state in states:
        page = state.revision.content_object if state.revision else None
        if page is None:
            # Its page was deleted, the task was not.
            continue
        sender = state.workflow_state.requested_by or state.revision.user
        rows.append(
            Row(
                str(getattr(page, "draft_title", "") or page),
                edit_url(page.pk),
                sections.of(getattr(page, "path", "")),
                state.started_at,
                who=str(sender or ""),
            )
        )
    return rows


def scheduled_next(user: User, sections: SectionNames) -> list[Row]:
    """What is to go live, the next first; what is overdue stands among the problems."""
    approved = Revision.page_revisions.filter(
        approved_go_live_at__gt=timezone.now(),
        object_id__in=seen_by(user).annotate(key=Cast("pk", CharField())).values("key"),
    ).order_by("approved_go_live_at", "pk")
    times: dict[int, datetime] = {}
    for object_id, moment in approved.values_list("object_id", "approved_go_live_at")[:SHOWN]:
        times.setdefault(int(object_id), moment)
    stories = {
        values["pk"]: values for values in Story.objects.filter(pk__in=times).values(*COLUMNS)
    }
    return [
        Row(
            headline(stories[pk]),
            edit_url(pk),
            sections.of(stories[pk]["path"]),
            moment,
            status=StoryStatus.LIVE_WITH_DRAFT.label if stories[pk]["live"] else "",
        )
        for pk, moment in times.items()
        if pk in stories
    ]


def just_published(user: User, sections: SectionNames) -> list[Row]:
    rows = list(
        seen_by(user)
        .filter(live=True, last_published_at__isnull=False)
        .order_by("-last_published_at", "-pk")
        .values(*COLUMNS, "first_published_at", "last_published_at")[:JUST_PUBLISHED]
    )
    publishers = who_published(values["pk"] for values in rows)
    return [
        Row(
            str(values["title"]),
            edit_url(values["pk"]),
            sections.of(values["path"]),
            values["last_published_at"],
            who=publishers.get(values["pk"], ""),
            again=bool(
                values["first_published_at"]
                and (values["last_published_at"] - values["first_published_at"]).total_seconds()
                > 60
            ),
        )
        for values in rows
    ]


def who_published(pks: Iterable[int]) -> dict[int, str]:
    """Who published each page last, as the log has it; the clock has no name."""
    entries = PageLogEntry.objects.filter(page__in=list(pks), action__in=PUBLISHED)
    found: dict[int, str] = {}
    for entry in entries.select_related("user").order_by("timestamp", "pk"):
        if entry.action == PUBLISHED[1]:
            name = ""
        elif entry.user_id and entry.user is None:
            name = str(get_deleted_user_display_name(user_id=entry.user_id))
        else:
            name = str(entry.user or "")
        found[entry.page_id] = name
    return found
