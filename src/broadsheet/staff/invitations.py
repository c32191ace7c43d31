"""Invitations: a link by mail, for one person and once, by which an account begins."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from broadsheet.staff.accounts import check_may_manage, groups_for
from broadsheet.staff.enums import StaffAction
from broadsheet.staff.errors import AccountError
from broadsheet.staff.models import Invitation, User, hash_of
from broadsheet.staff.noting import note

VALID = timedelta(days=7)


def link_of(token: str) -> str:
    return str(settings.BROADSHEET_ADDRESS) + reverse("accept_invitation", args=[token])


def invite(
    email: str,
    role_name: str,
    sections: Iterable[Page] = (),
    *,
    by: User,
    first_name: str = "",
    last_name: str = "",
    newspaper: str,
) -> Invitation:
    """Send somebody the link to an account with a role. Raises AccountError, and what mail raises.

    Without the mail there is no invitation.
    """
    check_may_manage(by)
    if User.objects.with_email([email]).exists():
        raise AccountError(
            gettext("There is an account with this address already. Give it another role instead.")
        )
    chosen = list(sections)
    with transaction.atomic():
        groups_for(role_name, chosen)
        Invitation.objects.open().filter(email__iexact=email).update(revoked_at=timezone.now())
        token = secrets.token_urlsafe(32)
        invitation = Invitation.objects.create(
            email=email,
            first_name=first_name,
            last_name=last_name,
            role=role_name,
            token_hash=hash_of(token),
            invited_by=by,
            expires_at=timezone.now() + VALID,
        )
        invitation.sections.set(chosen)
        note(StaffAction.INVITED, by, by=by, role=role_name, address=email)
    send(invitation, token, newspaper)
    return invitation


def send(invitation: Invitation, token: str, newspaper: str) -> None:
    """Write the mail with the link. Whatever mail raises revokes the invitation and goes on."""
    context = {
        "invitation": invitation,
        "link": link_of(token),
        "newspaper": newspaper,
        "days": VALID.days,
    }
    try:
        send_mail(
            subject=gettext("Your account at %(newspaper)s") % {"newspaper": newspaper},
            message=render_to_string("staff/mail/invitation.txt", context),
            from_email=None,
            recipient_list=[invitation.email],
        )
    except Exception:
        Invitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now())
        raise


def invite_again(invitation: Invitation, *, by: User, newspaper: str) -> None:
    """Send a new link and let the old one end. Raises AccountError, and what mail raises."""
    check_may_manage(by)
    token = secrets.token_urlsafe(32)
    changed = (
        Invitation.objects.open()
        .filter(pk=invitation.pk)
        .update(token_hash=hash_of(token), expires_at=timezone.now() + VALID)
    )
    if not changed:
        raise AccountError(gettext("This invitation is over. Invite the person anew."))
    note(StaffAction.INVITED_AGAIN, by, by=by, role=invitation.role, address=invitation.email)
    send(invitation, token, newspaper)


def revoke(invitation: Invitation, *, by: User) -> None:
    """Let the link end at once. Raises AccountError where it has been taken up."""
    check_may_manage(by)
    if not Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        raise AccountError(gettext("This invitation is over already."))
    note(StaffAction.INVITATION_REVOKED, by, by=by, address=invitation.email)


@transaction.atomic
def accept(token: str, *, username: str, password: str, first_name: str, last_name: str) -> User:
    """Make the account of an invitation. Raises AccountError for a link that is used up."""
    invitation = Invitation.objects.usable().with_token(token).select_for_update().first()
    if invitation is None or User.objects.with_email([invitation.email]).exists():
        raise AccountError(gettext("This link is used up. Ask for another invitation."))
    account: User = User.objects.create_user(
        username, invitation.email, password, first_name=first_name, last_name=last_name
    )
    sections = list(invitation.sections.all())
    account.groups.add(*groups_for(invitation.role, sections))
    invitation.accepted_at = timezone.now()
    invitation.account = account
    invitation.save(update_fields=["accepted_at", "account"])
    note(StaffAction.INVITATION_ACCEPTED, account, by=account, role=invitation.role)
    return account
