"""The sessions of an account: who is signed in where, and how that ends."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from broadsheet.staff.enums import StaffAction
from broadsheet.staff.models import User
from broadsheet.staff.noting import note


def living_sessions(account: User) -> list[UserSession]:
    """Where the account is signed in, the newest first."""
    rows = list(UserSession.objects.filter(user=account).order_by("-created_at", "-pk"))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [row for row in rows if row.session_key in alive]


@transaction.atomic
def end_sessions(account: User, sessions: Iterable[UserSession], *, by: User) -> int:
    """End sessions of an account at once; how many there were."""
    keys = [session.session_key for session in sessions if session.user_id == account.pk]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=account, session_key__in=keys).delete()
    for _key in keys:
        note(StaffAction.SESSION_ENDED, account, by=by)
    return len(keys)


@transaction.atomic
def end_all_sessions(account: User, *, by: User) -> int:
    """End every session of an account, those too that no list knows of."""
    listed = end_sessions(account, UserSession.objects.filter(user=account), by=by)
    others = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if SessionStore().decode(session.session_data).get("_auth_user_id") == str(account.pk)
    ]
    Session.objects.filter(session_key__in=others).delete()
    return listed + len(others)
