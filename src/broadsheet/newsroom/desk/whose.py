"""Whose stories they are, and which of them somebody may see on the desk."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from broadsheet.newsroom.models import Byline, Section, Story
from broadsheet.staff.models import User


def belong_to(user: User) -> Q:
    """Stories that the person began, or whose byline names them."""
    named = Byline.objects.filter(person__account=user)
    return Q(owner=user) | Q(pk__in=named.values("story"))


def seen_by(user: User) -> QuerySet[Story]:
    """All that an editor may change; of a reporter's only their own."""
    if user.is_superuser:
        return Story.objects.all()
    permitted = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return Story.objects.filter(Q(pk__in=permitted.values("pk")) | belong_to(user))


def sees_others(user: User) -> bool:
    """Whether the person may change what others wrote, anywhere."""
    if user.is_superuser:
        return True
    held = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return any(item.permission.codename == "change_page" for item in held)


def awaiting(user: User) -> QuerySet[TaskState]:
    """What waits for the person's approval, whoever submitted it."""
    states: QuerySet[TaskState] = TaskState.objects.reviewable_by(user)
    return states


def pages_awaiting(user: User) -> list[int]:
    """The ids of the pages that wait for the person's approval."""
    pks = awaiting(user).values_list("revision__object_id", flat=True)
    return [int(pk) for pk in pks if pk and pk.isdecimal()]


def last_section(user: User) -> str:
    """The tree path of the section in which the person began their newest story; "" without one."""
    path = (
        Story.objects.filter(owner=user).order_by("-pk").values_list("path", flat=True).first()
        or ""
    )
    return str(path[: -Section.steplen])
