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

from broadsheet.core.restrictions import private_pages
from broadsheet.newsroom.desk.whose import awaiting, belong_to, seen_by
from broadsheet.newsroom.models import Assignment, Notice, Section, Story, StoryCard
from broadsheet.newsroom.viewsets.story_filters import STATUS_CONDITIONS, StoryStatus
from broadsheet.staff.models import User

SHOWN = 6
JUST_PUBLISHED = 8
#: Cards that changed last, among which these are looked for.
LOOKED_AT = 50
#: What is not out, and is not about to go out by itself.
UNFINISHED = (
    StoryStatus.DRAFT,
    StoryStatus.SUBMITTED,
    StoryStatus.SENT_BACK,
    StoryStatus.APPROVED,
    StoryStatus.LIVE_WITH_DRAFT,
    StoryStatus.WITHDRAWN,
)
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
        .exclude(STATUS_CONDITIONS[StoryStatus.SPIKED])
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


def assigned_to_me(user: User, sections: SectionNames) -> list[Row]:
    """What the person is to write, the next deadline first."""
    rows = Assignment.objects.open().of(user).soonest().select_related("section")[:SHOWN]
    return [
        Row(
            row.headline,
            edit_url(row.story_id) if row.story_id else reverse("assignments:one", args=[row.pk]),
            str(row.section),
            row.deadline,
            status=_("Overdue") if row.is_overdue else "" if row.story_id else _("Not begun yet"),
        )
        for row in rows
    ]


def new_notices(user: User) -> list[Row]:
    """What the person was told and has not looked at, the newest first."""
    rows = Notice.objects.on_desk_of(user).unseen().newest()[:SHOWN]
    return [Row(row.sentence, reverse("notices:open", args=[row.pk]), when=row.at) for row in rows]


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
    rows = _last_published(user)
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


def _last_published(user: User) -> list[dict[str, Any]]:
    """The stories that went out last, among the cards that changed last: these have an index.

    Wagtail's column of the time has none. All stories are looked through only where it can't be
    told from these: by a reporter who wrote none of them, or below a view restriction.
    """
    stories = (
        seen_by(user)
        .filter(live=True, last_published_at__isnull=False)
        .order_by("-last_published_at", "-pk")
        .values(*COLUMNS, "first_published_at", "last_published_at")
    )
    changed = StoryCard.objects.order_by("-changed_at", "-pk").values_list("pk", "changed_at")
    latest = list(changed[:LOOKED_AT])
    if private_pages() is None:
        rows = list(stories.filter(pk__in=[key for key, _at in latest])[:JUST_PUBLISHED])
        # A card changes when its story is published, and by corrections.
        if len(latest) < LOOKED_AT or (
            len(rows) == JUST_PUBLISHED and rows[-1]["last_published_at"] >= latest[-1][1]
        ):
            return rows
    return list(stories[:JUST_PUBLISHED])


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
