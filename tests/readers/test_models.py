from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.readers.actions import confirm_email, register_reader
from broadsheet.readers.models import EmailAddress, Reader

pytestmark = pytest.mark.django_db


def test_readers_come_with_their_main_address_in_one_query() -> None:
    for name in ("mara", "ivo"):
        reader = register_reader(f"{name}@example.org", name=name).reader
        EmailAddress.objects.create(reader=reader, email=f"{name}@example.net", is_primary=False)
    confirm_email("mara@example.org")
    with CaptureQueriesContext(connection) as queries:
        found = {reader.name: reader for reader in Reader.objects.with_email()}
    assert len(queries) == 1
    assert found["mara"].main_email == "mara@example.org"  # type: ignore[attr-defined]
    assert found["mara"].main_verified_at is not None  # type: ignore[attr-defined]
    assert found["ivo"].main_verified_at is None  # type: ignore[attr-defined]


def test_an_address_finds_its_reader_in_any_case() -> None:
    reader = register_reader("Mara@example.org").reader
    register_reader("ivo@example.org")
    assert list(Reader.objects.having_email("mara@EXAMPLE.org")) == [reader]
    assert not Reader.objects.having_email("anna@example.org").exists()


def test_an_address_is_found_by_its_index() -> None:
    plan = EmailAddress.objects.matching("Mara@example.org").explain()
    if connection.vendor == "sqlite":
        assert "readers_email_once" in plan
