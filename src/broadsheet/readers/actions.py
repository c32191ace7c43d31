"""Every change of what is held on a reader: register, confirm, consent, withdraw, export, erase.

A `user` is someone of the newsroom who acts for a reader; Wagtail's log then says who did what and
when, and names the reader by id only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from broadsheet.readers.emails import normal_email
from broadsheet.readers.enums import ReaderAction
from broadsheet.readers.errors import ConsentRefused, ReaderUnknown
from broadsheet.readers.models import Consent, EmailAddress, Reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Registered:
    """What `register_reader` found or made; `made` is False where the reader was there before."""

    reader: Reader
    email_address: EmailAddress
    made: bool


@transaction.atomic
def register_reader(
    email: str, *, name: str = "", language: str = "", user: AbstractBaseUser | None = None
) -> Registered:
    """The reader with this address, made where there is none; one who is there is not changed.

    A new address is not confirmed yet. Raises EmailRefused for what can't be an address, and
    ValidationError for a name or a language that is too long.
    """
    email = normal_email(email)
    known = _known(email)
    if known is not None:
        return known
    reader = Reader(name=" ".join(name.split()), language=language)
    reader.full_clean()
    try:
        with transaction.atomic():
            reader.save(force_insert=True)
            address = EmailAddress.objects.create(reader=reader, email=email)
    except IntegrityError:
        # Another process was quicker with the same address: its reader is the one.
        known = _known(email)
        if known is None:
            raise
        return known
    _note(reader, ReaderAction.REGISTER, user)
    return Registered(reader, address, made=True)


def _known(email: str) -> Registered | None:
    address = EmailAddress.objects.matching(email).select_related("reader").first()
    return Registered(address.reader, address, made=False) if address else None


@transaction.atomic
def confirm_email(email: str, *, user: AbstractBaseUser | None = None) -> EmailAddress:
    """Note that the address is its reader's; the first confirmation stands.

    Raises EmailRefused and ReaderUnknown.
    """
    known = _known(normal_email(email))
    if known is None:
        raise _unknown(email)
    unconfirmed = EmailAddress.objects.filter(pk=known.email_address.pk, verified_at__isnull=True)
    if unconfirmed.update(verified_at=timezone.now()):
        _note(known.reader, ReaderAction.CONFIRM_EMAIL, user)
    known.email_address.refresh_from_db()
    return known.email_address


@transaction.atomic
def give_consent(
    reader: Reader,
    purpose: str,
    *,
    wording: str,
    source: str = "",
    user: AbstractBaseUser | None = None,
) -> Consent:
    """Note that the reader agreed to a purpose in these words; the same words twice are one.

    Other words for the same purpose end the consent to the former ones. Raises ConsentRefused
    where purpose or wording is missing, ReaderUnknown where the reader was erased meanwhile.
    """
    purpose, wording = purpose.strip(), wording.strip()
    if not purpose or not wording:
        raise ConsentRefused(
            _("A consent needs its purpose and the sentence that the reader agreed to. Give both.")
        )
    # Two tabs of one reader wait for each other here, and both for an erasure.
    if Reader.objects.select_for_update().filter(pk=reader.pk).first() is None:
        raise _unknown(str(reader.pk))
    now = timezone.now()
    standing = reader.consents.in_force().filter(purpose=purpose)
    same: Consent | None = standing.filter(wording=wording).first()
    if same is not None:
        return same
    standing.update(withdrawn_at=now)
    consent = Consent(
        reader=reader, purpose=purpose, wording=wording, source=source[:255], given_at=now
    )
    consent.full_clean()
    consent.save()
    _note(reader, ReaderAction.GIVE_CONSENT, user)
    return consent


@transaction.atomic
def withdraw_consent(reader: Reader, purpose: str, *, user: AbstractBaseUser | None = None) -> bool:
    """End a consent; False where none was in force. What was agreed to stays as history."""
    standing = Consent.objects.in_force().filter(reader=reader, purpose=purpose.strip())
    ended = standing.update(withdrawn_at=timezone.now()) > 0
    if ended:
        _note(reader, ReaderAction.WITHDRAW_CONSENT, user)
    return ended


@transaction.atomic
def export_reader(reader: Reader, *, user: AbstractBaseUser | None = None) -> dict[str, Any]:
    """Everything held on a reader, as JSON has it: texts, lists, times by ISO 8601 in UTC."""
    handled = ModelLogEntry.objects.filter(
        action__in=ReaderAction.values, object_id=str(reader.pk)
    ).order_by("timestamp")
    held = {
        "id": str(reader.pk),
        "name": reader.name,
        "language": reader.language,
        "imported_from": reader.imported_from,
        "note": reader.note,
        "labels": [label.name for label in reader.labels.all()],
        "created_at": _iso(reader.created_at),
        "email_addresses": [
            {
                "email": address.email,
                "is_primary": address.is_primary,
                "verified_at": _iso(address.verified_at),
                "suppression": address.suppression,
                "suppressed_at": _iso(address.suppressed_at),
            }
            for address in reader.email_addresses.order_by("-is_primary", "email")
        ],
        "consents": [
            {
                "purpose": consent.purpose,
                "wording": consent.wording,
                "source": consent.source,
                "given_at": _iso(consent.given_at),
                "withdrawn_at": _iso(consent.withdrawn_at),
            }
            for consent in reader.consents.order_by("given_at", "pk")
        ],
        # What the newsroom did for the reader; who of them is no data of the reader's.
        "handled": [{"action": entry.action, "at": _iso(entry.timestamp)} for entry in handled],
    }
    _note(reader, ReaderAction.EXPORT, user)
    return held


@transaction.atomic
def erase_reader(reader: Reader, *, user: AbstractBaseUser | None = None) -> dict[str, int]:
    """Delete all that is held on a reader; the number of rows by kind, none the second time."""
    found = Reader.objects.select_for_update().filter(pk=reader.pk).first()
    if found is None:
        return {}
    _note(found, ReaderAction.ERASE, user, deleted=True)
    _total, by_kind = found.delete()
    return {kind: count for kind, count in sorted(by_kind.items()) if count}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _unknown(who: str) -> ReaderUnknown:
    return ReaderUnknown(
        _("There is no reader “%(who)s”. Look for another spelling, or register the address first.")
        % {"who": who}
    )


def _note(
    reader: Reader, action: ReaderAction, user: AbstractBaseUser | None, *, deleted: bool = False
) -> None:
    if user is not None:
        # Wagtail would take the reader's name for the title and keep it when the reader is erased.
        log(instance=reader, action=action.value, user=user, title=str(reader.pk), deleted=deleted)
