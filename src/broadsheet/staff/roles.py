"""Roles of the newsroom: Django groups with what Wagtail and our rooms let them do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from broadsheet.core.registries import Registry

CONTRIBUTOR = "Contributor"
REPORTER = "Reporter"
PHOTO_EDITOR = "Photo editor"
NEWSLETTER_EDITOR = "Newsletter editor"
SECTION_EDITOR = "Section editor"
EDITOR = "Editor"
CHIEF_EDITOR = "Chief editor"
PUBLISHER = "Publisher"
ADMINISTRATOR = "Administrator"
ALL_ROLES = (
    CONTRIBUTOR,
    REPORTER,
    PHOTO_EDITOR,
    NEWSLETTER_EDITOR,
    SECTION_EDITOR,
    EDITOR,
    CHIEF_EDITOR,
    PUBLISHER,
    ADMINISTRATOR,
)
#: Beside a role: who may send a story out before it is approved.
NIGHT_DESK = "Night desk"
#: Between a role and the section that it holds in, in the name of a group.
OF_SECTION = ": "


def slug_of(role: str) -> str:
    """A role as site.toml names it: `chief-editor`."""
    return role.lower().replace(" ", "-")


def role_of_group(name: str) -> str:
    """The role that a group is: “Section editor: Harbour” is a section editor."""
    return name.partition(OF_SECTION)[0]


@dataclass(frozen=True)
class Role:
    """A group and its rights, each named as Django names it: `app_label.codename`.

    `on_pages` hold on a page and all below it, `in_collections` in all collections of files,
    `permissions` everywhere; `where_there` too, where a room gives them. A role `by_section` may be
    given for single sections.
    """

    name: str
    on_pages: tuple[str, ...] = ()
    in_collections: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    where_there: tuple[str, ...] = ()
    by_section: bool = False
    approves: bool = False


#: The newspaper's roles by their names; the room that knows all rights fills it.
roles: Registry[Role] = Registry("role")


def named(permissions: Iterable[str], *, strict: bool = True) -> list[Permission]:
    """The permissions of those names. Raises LookupError for a name that there is not."""
    wanted = set(permissions)
    condition = Q(pk__in=[])
    for name in wanted:
        app_label, _dot, codename = name.partition(".")
        condition |= Q(content_type__app_label=app_label, codename=codename)
    found = list(Permission.objects.filter(condition).select_related("content_type"))
    missing = wanted - {f"{item.content_type.app_label}.{item.codename}" for item in found}
    if missing and strict:
        raise LookupError(f"There is no permission {', '.join(sorted(missing))}.")
    return found


@transaction.atomic
def keep_role(role: Role, page: Page, *, name: str = "") -> Group:
    """Make the group and give it what it lacks; what an operator added to it stays.

    `page` is the front, or the one section that the role is given for.
    """
    group, _created = Group.objects.get_or_create(name=name or role.name)
    group.permissions.add(*named(role.permissions), *named(role.where_there, strict=False))
    for permission in named(role.on_pages):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    root = Collection.get_first_root_node()
    for permission in named(role.in_collections):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
    return group


def keep_role_in(role: Role, section: Page) -> Group:
    """The group of a role in one section: all of the role's rights, its stories there alone."""
    return keep_role(role, section, name=f"{role.name}{OF_SECTION}{section.title}")
