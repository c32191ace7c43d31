"""Assigning stories and ideas, changing that, and ending it: permission, change, log, notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from broadsheet.newsroom.assigning.rights import may_assign_in, may_begin
from broadsheet.newsroom.beginning import begin_story
from broadsheet.newsroom.models import Assignment, Section, Story
from broadsheet.newsroom.models.assignment import NEAR, Reminded
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.newsroom.slugs import free_slug
from broadsheet.staff.models import User

ASSIGNED = "newsroom.assign"
CHANGED = "newsroom.assign.change"
CLOSED = "newsroom.assign.close"
BEGUN = "newsroom.assign.begin"


def require(by: Any | None, *sections: Section) -> None:
    """Raise PermissionDenied unless the person assigns in all of them; a script may."""
    if by is not None and not all(may_assign_in(by, section) for section in sections):
        raise PermissionDenied


def section_of(story: Story) -> Section:
    section: Section = Section.objects.get(pk=story.get_parent().pk)
    return section


@transaction.atomic
def assign(
    headline: str,
    section: Section,
    people: Iterable[User],
    *,
    by: Any | None,
    story: Story | None = None,
    brief: str = "",
    deadline: datetime | None = None,
) -> Assignment:
    """Give a story, or an idea, to people. Raises PermissionDenied and ValidationError."""
    if story is not None:
        section = section_of(story)
    require(by, section)
    chosen = list(people)
    if not chosen:
        raise ValidationError({"people": _("Choose at least one person who writes it.")})
    made = Assignment.objects.create(
        headline=headline,
        brief=brief,
        section=section,
        story=story,
        deadline=deadline,
        made_by=by,
    )
    made.people.set(chosen)
    note(made, ASSIGNED, by)
    tell(chosen, NoticeKind.ASSIGNED, story=story, assignment=made, by=by, detail=brief_of(made))
    return made


@transaction.atomic
def change(
    assignment: Assignment,
    *,
    by: Any | None,
    headline: str,
    section: Section,
    people: Iterable[User],
    brief: str,
    deadline: datetime | None,
) -> None:
    """Change an assignment; only who is new to it is told, and a new deadline runs anew."""
    if assignment.story is not None:
        section = section_of(assignment.story)
    require(by, assignment.section, section)
    chosen = list(people)
    if not chosen:
        raise ValidationError({"people": _("Choose at least one person who writes it.")})
    former = set(assignment.people.values_list("pk", flat=True))
    if deadline != assignment.deadline:
        assignment.reminded = Reminded.NOTHING
    assignment.headline, assignment.brief = headline, brief
    assignment.section, assignment.deadline = section, deadline
    assignment.save()
    assignment.people.set(chosen)
    note(assignment, CHANGED, by)
    tell(
        [person for person in chosen if person.pk not in former],
        NoticeKind.ASSIGNED,
        story=assignment.story,
        assignment=assignment,
        by=by,
        detail=brief_of(assignment),
    )


@transaction.atomic
def close(assignment: Assignment, *, by: Any | None) -> None:
    """End an assignment: it is done, or nobody wants it any more."""
    require(by, assignment.section)
    if Assignment.objects.open().filter(pk=assignment.pk).update(closed_at=timezone.now()):
        note(assignment, CLOSED, by)


@transaction.atomic
def begin(assignment: Assignment, *, by: User) -> Story:
    """Make the draft of an idea, or give the one that somebody has begun meanwhile."""
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if row.story is not None:
        return row.story
    if not may_begin(by, row):
        raise PermissionDenied
    story = Story(title=row.headline, owner=by, live=False, locale_id=row.section.locale_id)
    slug = slugify(row.headline, allow_unicode=True)[:190] or f"story-{row.pk}"
    story.slug = free_slug(story, slug, row.section)
    begin_story(None, story)
    row.section.add_child(instance=story)
    story.save_revision(user=by, log_action=True)
    row.story = story
    row.save(update_fields=["story"])
    note(row, BEGUN, by)
    return story


def close_published(story: Story) -> int:
    """What has gone out needs nobody's work any more; returns how many assignments that ends."""
    rows = list(Assignment.objects.open().filter(story=story))
    for row in rows:
        Assignment.objects.filter(pk=row.pk).update(closed_at=timezone.now())
        note(row, CLOSED, None)
    return len(rows)


def remind(now: datetime | None = None) -> int:
    """Tell people of deadlines that are near or over, of each once; returns of how many."""
    now = now or timezone.now()
    told = 0
    for reminded, kind, rows in (
        (
            Reminded.OVER,
            NoticeKind.DEADLINE_OVER,
            Assignment.objects.overdue(now).exclude(reminded=Reminded.OVER),
        ),
        (
            Reminded.NEAR,
            NoticeKind.DEADLINE_NEAR,
            Assignment.objects.open().filter(
                deadline__gt=now, deadline__lte=now + NEAR, reminded=Reminded.NOTHING
            ),
        ),
    ):
        for pk in list(rows.values_list("pk", flat=True)):
            told += remind_of(pk, reminded, kind)
    return told


@transaction.atomic
def remind_of(pk: int, reminded: Reminded, kind: NoticeKind) -> int:
    """Claim one reminder and tell its people; another clock may have been faster."""
    claimed = (
        Assignment.objects.open().filter(pk=pk).exclude(reminded=reminded).update(reminded=reminded)
    )
    if not claimed:
        return 0
    assignment = Assignment.objects.select_related("story", "made_by").get(pk=pk)
    people = list(assignment.people.all())
    if kind == NoticeKind.DEADLINE_OVER and assignment.made_by:
        people.append(assignment.made_by)
    tell(people, kind, story=assignment.story, assignment=assignment)
    return 1


def brief_of(assignment: Assignment) -> str:
    """The brief, below it the deadline in words."""
    from django.template.defaultfilters import date as in_words

    parts = [assignment.brief]
    if assignment.deadline:
        moment = in_words(timezone.localtime(assignment.deadline), "DATETIME_FORMAT")
        parts.append(_("Deadline: %(moment)s") % {"moment": moment})
    return "\n".join(part for part in parts if part)


def note(assignment: Assignment, action: str, by: Any | None) -> None:
    """In the log of the story, where there is one, else in that of the assignment."""
    data = {
        "headline": assignment.headline,
        "people": ", ".join(str(person) for person in assignment.people.all()),
        "deadline": assignment.deadline.isoformat() if assignment.deadline else "",
    }
    log(instance=assignment.story or assignment, action=action, user=by, data=data)
