"""Writes what happens to accounts and at the sign-in into Wagtail's log."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import (
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
    user_logged_out,
)
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from broadsheet.staff.enums import StaffAction
from broadsheet.staff.models import User
from broadsheet.staff.sign_in_mail import browser_of, is_new, tell_owner

logger = structlog.get_logger("broadsheet.staff")


def note(action: StaffAction, account: User, *, by: User | None = None, **data: Any) -> None:
    """Add to the audit log what was done to an account, by whom, with details worth a look."""
    log(instance=account, action=action.value, user=by, title=str(account), data=data)
    logger.info("An account was used or changed", event_name=action.value, account=account.pk)


def address_of(request: HttpRequest | None) -> str:
    """The network address that a request came from; "" where none is known."""
    return (get_client_ip(request) or "") if request is not None else ""


def note_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    how = " + ".join(record.get("type") or record["method"] for record in records)
    address = address_of(request)
    browser = browser_of(request.headers.get("User-Agent", ""))
    if is_new(user, browser, address):
        tell_owner(user, browser=browser, address=address, how=how)
    note(StaffAction.SIGNED_IN, user, by=user, how=how, browser=browser, ip=address)


def note_sign_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note(StaffAction.SIGNED_OUT, user, by=user, ip=address_of(request))


def note_failure(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A name that no account has is not kept: people type passwords into the wrong field."""
    name = credentials.get("username") or credentials.get("email") or ""
    account = User.objects.with_name_or_email(name).first()
    if account is not None:
        note(StaffAction.SIGN_IN_FAILED, account, ip=address_of(request))
        return
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(User, for_concrete_model=False),
        object_id="0",
        label=gettext("A name that no account has"),
        action=StaffAction.SIGN_IN_FAILED.value,
        timestamp=timezone.now(),
        data={"ip": address_of(request)},
    )


def note_wrong_code(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    note(
        StaffAction.SECOND_FACTOR_FAILED,
        user,
        how=str(authenticator.type) if authenticator else "",
        ip=address_of(request),
    )


def note_added(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    how = str(authenticator.type)
    note(StaffAction.SECOND_FACTOR_ADDED, user, by=user, how=how, ip=address_of(request))


def note_removed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    how = str(authenticator.type)
    note(StaffAction.SECOND_FACTOR_REMOVED, user, by=user, how=how, ip=address_of(request))


def note_new_codes(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(StaffAction.RECOVERY_CODES_MADE, user, by=user, ip=address_of(request))


def note_password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    note(StaffAction.PASSWORD_CHANGED, user, by=user, ip=address_of(request))


def listen() -> None:
    """Hear of every sign-in, and of what people do to their own."""
    for signal, receiver in (
        (user_logged_in, note_sign_in),
        (user_logged_out, note_sign_out),
        (user_login_failed, note_failure),
        (authentication_failed, note_wrong_code),
        (authenticator_added, note_added),
        (authenticator_removed, note_removed),
        (authenticator_reset, note_new_codes),
        (password_changed, note_password),
        (password_set, note_password),
        (password_reset, note_password),
    ):
        signal.connect(receiver, dispatch_uid=f"broadsheet.staff.{receiver.__name__}")
