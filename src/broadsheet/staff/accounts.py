"""What an administrator does to accounts: roles, sections, and the end of an account's access."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page

from broadsheet.staff.approval import keep_approver
from broadsheet.staff.enums import StaffAction
from broadsheet.staff.errors import AccountError
from broadsheet.staff.models import User
from broadsheet.staff.noting import note
from broadsheet.staff.roles import (
    CONTRIBUTOR,
    NIGHT_DESK,
    OF_SECTION,
    keep_role_in,
    role_of_group,
    roles,
)
from broadsheet.staff.sessions import end_all_sessions

MANAGE = "staff.manage_accounts"


def manages_accounts(user: User) -> bool:
    return bool(user.is_active and user.has_perm(MANAGE))


def check_may_manage(by: User, account: User | None = None) -> None:
    """Raise PermissionDenied unless the person may change the account.

    Who may do everything answers only to others who may.
    """
    above = account is not None and account.is_superuser and not by.is_superuser
    if above or not manages_accounts(by):
        raise PermissionDenied


def groups_for(role_name: str, sections: Iterable[Page]) -> list[Group]:
    """The groups that a role is, made where they are missing. Raises AccountError."""
    role = roles.get(role_name)
    chosen = list(sections)
    if role is None:
        raise AccountError(gettext("There is no such role. Choose one of the list."))
    if chosen and not role.by_section:
        raise AccountError(
            gettext("This role holds in the whole newspaper. Choose it without sections.")
        )
    if chosen:
        groups = [keep_role_in(role, section) for section in chosen]
        if role.approves:
            for group, section in zip(groups, chosen, strict=True):
                keep_approver(section, group)
        return groups
    whole = list(Group.objects.filter(name=role.name))
    if not whole:
        raise AccountError(gettext("This role holds in sections. Choose at least one."))
    return whole


@transaction.atomic
def give_role(account: User, role_name: str, sections: Iterable[Page], *, by: User) -> None:
    """Make the role, in those sections, all that the account is. Raises AccountError.

    Groups that are no role of the newspaper's stay.
    """
    check_may_manage(by, account)
    chosen = list(sections)
    groups = groups_for(role_name, chosen)
    others = [group for group in account.groups.all() if roles.get(role_of_group(group.name))]
    before = ", ".join(sorted(group.name for group in others))
    account.groups.remove(*others)
    account.groups.add(*groups)
    if role_name == CONTRIBUTOR:
        account.groups.remove(*Group.objects.filter(name=NIGHT_DESK))
    note(
        StaffAction.ROLES_CHANGED,
        account,
        by=by,
        role=role_name,
        sections=", ".join(section.title for section in chosen),
        before=before,
        after=", ".join(sorted(group.name for group in groups)),
    )


@transaction.atomic
def set_night_desk(account: User, is_on_it: bool, *, by: User) -> None:
    """Let a person publish urgently, approved afterwards, or no longer. Raises AccountError."""
    check_may_manage(by, account)
    if is_on_it and CONTRIBUTOR in role_names(account):
        raise AccountError(
            gettext("An outside contributor can't publish. Give another role first.")
        )
    group, _created = Group.objects.get_or_create(name=NIGHT_DESK)
    if is_on_it:
        account.groups.add(group)
    else:
        account.groups.remove(group)
    action = StaffAction.NIGHT_DESK_GIVEN if is_on_it else StaffAction.NIGHT_DESK_TAKEN
    note(action, account, by=by)


def sections_of(account: User) -> list[str]:
    """The names of the sections that the account's role holds in; none for the whole newspaper."""
    names = (group.name.partition(OF_SECTION)[2] for group in account.groups.all())
    return sorted(name for name in names if name)


def role_names(account: User) -> list[str]:
    """The newspaper's roles that the account has."""
    names = {role_of_group(group.name) for group in account.groups.all()}
    return sorted(name for name in names if roles.get(name))


@transaction.atomic
def deactivate(account: User, *, by: User) -> None:
    """End an account's access and every session of it at once; what it wrote stays."""
    check_may_manage(by, account)
    if account == by:
        raise AccountError(gettext("Nobody deactivates their own account. Ask another one to."))
    User.objects.filter(pk=account.pk).update(is_active=False)
    account.is_active = False
    note(StaffAction.DEACTIVATED, account, by=by)
    end_all_sessions(account, by=by)


@transaction.atomic
def reactivate(account: User, *, by: User) -> None:
    check_may_manage(by, account)
    User.objects.filter(pk=account.pk).update(is_active=True)
    account.is_active = True
    note(StaffAction.REACTIVATED, account, by=by)


@transaction.atomic
def remove_second_factors(account: User, *, by: User) -> int:
    """Take away what a person has lost, so that the password alone opens again; how many."""
    check_may_manage(by, account)
    found = list(Authenticator.objects.filter(user=account))
    for authenticator in found:
        how = str(authenticator.type)
        authenticator.delete()
        note(StaffAction.SECOND_FACTOR_REMOVED, account, by=by, how=how)
    end_all_sessions(account, by=by)
    return len(found)
