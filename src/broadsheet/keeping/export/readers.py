"""Readers of an export, with their addresses and consents: personal data, only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from broadsheet.keeping.export.writing import write_csv
from broadsheet.readers.models import Consent, EmailAddress, Reader

READERS = ("id", "name", "language", "created_at")
ADDRESSES = ("reader", "email", "is_primary", "verified_at")
CONSENTS = ("reader", "purpose", "wording", "source", "given_at", "withdrawn_at")


def write_readers(folder: Path) -> dict[str, int]:
    """Write the three lists for their owner's eyes alone; returns how many rows each has."""
    target = folder / "readers"
    target.mkdir(mode=0o700)
    return {
        "readers": write_csv(target / "readers.csv", READERS, _rows(Reader, READERS)),
        "email_addresses": write_csv(
            target / "email_addresses.csv", ADDRESSES, _rows(EmailAddress, ADDRESSES)
        ),
        "consents": write_csv(target / "consents.csv", CONSENTS, _rows(Consent, CONSENTS)),
    }


def _rows(model: Any, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    yield from model.objects.order_by("pk").values(*fields).iterator(chunk_size=2000)
