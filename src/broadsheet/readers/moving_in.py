"""Readers whom an archive brings: with what it proves of them, and with nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.readers.actions import register_reader
from broadsheet.readers.emails import normal_email
from broadsheet.readers.enums import Suppression
from broadsheet.readers.models import Consent, EmailAddress, Reader, ReaderLabel

#: Where a consent was given that an archive reports.
IMPORTED = "imported"
LABEL_LENGTH = ReaderLabel._meta.get_field("name").max_length or 0
PURPOSE_LENGTH = Consent._meta.get_field("purpose").max_length or 0


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What an archive says of a reader; `purposes` are what they took there, by name."""

    email: str
    name: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    suppression: str = ""
    since: datetime | None = None


@transaction.atomic
def move_in(newcomer: Newcomer, *, source: str) -> Reader | None:
    """Make the reader; None for one who is here already, who is left as they are.

    The address is not confirmed: the archive proves no more than that mail went to it. Consents
    are labelled as imported and say that the words agreed to are unknown. One to whom no mail may
    go has no consent at all. Raises EmailRefused.
    """
    registered = register_reader(newcomer.email, name=newcomer.name[:255])
    if not registered.made:
        return None
    reader = registered.reader
    Reader.objects.filter(pk=reader.pk).update(
        imported_from=source, note=newcomer.note, created_at=newcomer.since or reader.created_at
    )
    ReaderLabel.objects.bulk_create(
        ReaderLabel(reader=reader, name=name)
        for name in dict.fromkeys(label[:LABEL_LENGTH] for label in newcomer.labels)
    )
    if newcomer.suppression:
        _suppress(registered.email_address, newcomer.suppression)
    else:
        _note_consents(reader, newcomer.purposes, newcomer.since, source)
    return reader


@transaction.atomic
def keep_out(email: str, suppression: str) -> bool:
    """Stop mail to an imported reader of whom a newer archive says that none may go.

    False where nothing changed: the reader isn't here, agreed to something here since, or gets no
    mail already. Raises EmailRefused.
    """
    address = (
        EmailAddress.objects.matching(normal_email(email))
        .filter(suppression="")
        .exclude(reader__imported_from="")
        .select_for_update(of=("self",))
        .first()
    )
    if address is None:
        return False
    standing = Consent.objects.in_force().filter(reader=address.reader_id)
    if standing.exclude(source=IMPORTED).exists():
        return False
    _suppress(address, suppression)
    standing.update(withdrawn_at=timezone.now())
    return True


def _suppress(address: EmailAddress, suppression: str) -> None:
    address.suppression = Suppression(suppression)
    address.suppressed_at = timezone.now()
    address.save(update_fields=["suppression", "suppressed_at"])


def _note_consents(
    reader: Reader, purposes: Iterable[str], since: datetime | None, source: str
) -> None:
    wording = _(
        "Imported from %(source)s, which sent it to this address. "
        "The words that the reader agreed to are not in the archive."
    ) % {"source": source.title()}
    Consent.objects.bulk_create(
        Consent(
            reader=reader,
            purpose=purpose,
            wording=wording,
            source=IMPORTED,
            given_at=since or timezone.now(),
        )
        for purpose in dict.fromkeys(
            f"newsletter: {name}"[:PURPOSE_LENGTH].strip() for name in purposes
        )
    )
