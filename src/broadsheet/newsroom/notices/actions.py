"""Telling people of the desk: one row for each person, made in the transaction that causes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override
from wagtail.users.models import UserProfile

from broadsheet.newsroom.models import Assignment, Notice, NoticeChoices, Story
from broadsheet.newsroom.models.notice import Channel, MailState, NoticeKind
from broadsheet.newsroom.notices.words import sentence_of
from broadsheet.staff.models import User


def tell(
    people: Iterable[User | None],
    kind: NoticeKind,
    *,
    story: Story | None = None,
    assignment: Assignment | None = None,
    by: Any | None = None,
    detail: str | Promise = "",
) -> list[Notice]:
    """Tell each of the people once, where they want to hear of it; never whoever caused it."""
    told = {person.pk: person for person in people if person and person.is_active}
    if by is not None:
        told.pop(by.pk, None)
    if not told:
        return []
    chosen = {row.person_id: row for row in NoticeChoices.objects.filter(person__in=told)}
    languages = dict(
        UserProfile.objects.filter(user__in=told).values_list("user_id", "preferred_language")
    )
    headline = headline_of(story, assignment)
    rows = []
    for pk, person in told.items():
        choices = chosen.get(pk) or NoticeChoices()
        on_desk = choices.wants(kind, Channel.DESK)
        mailed = bool(person.email) and choices.wants(kind, Channel.MAIL)
        if not on_desk and not mailed:
            continue
        with override(languages.get(pk) or None):
            sentence = sentence_of(kind, headline, by)
        rows.append(
            Notice(
                person=person,
                kind=kind,
                story=story,
                assignment=assignment,
                sentence=sentence,
                detail=str(detail),
                on_desk=on_desk,
                mail=MailState.WAITING if mailed else MailState.NONE,
            )
        )
    return Notice.objects.bulk_create(rows)


def headline_of(story: Story | None, assignment: Assignment | None) -> str:
    if story is not None:
        return str(story.draft_title or story.title)
    return assignment.headline if assignment else ""


def see(notices: Any) -> int:
    """Note that a person has seen some of their notices; returns how many were new to them."""
    seen: int = notices.unseen().update(seen_at=timezone.now())
    return seen
