"""Who may assign stories, and to whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from broadsheet.newsroom.models import Assignment, Section
from broadsheet.newsroom.models.assignment import AssignmentQuerySet
from broadsheet.newsroom.outside import is_outside
from broadsheet.staff.models import User

ASSIGN = "newsroom.add_assignment"


def sections_to_assign_in(user: Any) -> QuerySet[Section]:
    """The sections whose stories the person publishes, where they may assign at all."""
    sections = Section.objects.order_by("path")
    if not user.has_perm(ASSIGN):
        return sections.none()
    if user.is_superuser:
        return sections
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "publish")
    return sections.filter(pk__in=pages.values("pk"))


def may_assign_in(user: Any, section: Section) -> bool:
    return sections_to_assign_in(user).filter(pk=section.pk).exists()


def people_to_assign() -> QuerySet[User]:
    """Everybody who writes: whoever has a group, and whoever may do everything."""
    writers = Q(groups__isnull=False) | Q(is_superuser=True)
    active: QuerySet[User] = User.objects.active()
    return active.filter(writers).distinct().order_by("last_name", "first_name", "pk")


def seen_by(user: Any) -> AssignmentQuerySet:
    """All assignments of the desk; an outside contributor sees their own."""
    rows = Assignment.objects.all()
    return rows.filter(people=user) if is_outside(user) else rows


def may_begin(user: Any, assignment: Assignment) -> bool:
    """Whoever is to write it, where they may write, or who assigns there."""
    is_theirs = assignment.people.filter(pk=user.pk).exists()
    if assignment.story_id or assignment.closed_at:
        return False
    if not is_theirs and not may_assign_in(user, assignment.section):
        return False
    return bool(assignment.section.permissions_for_user(user).can_add_subpage())
