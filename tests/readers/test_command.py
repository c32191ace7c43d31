from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from broadsheet.readers.actions import register_reader
from broadsheet.readers.models import Reader

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("reader", *arguments, stdout=out)
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def test_export_prints_all_that_is_held() -> None:
    reader = register_reader("mara@example.org", name="Мара Лінд").reader
    held = run("export", "MARA@example.org")
    assert (held["id"], held["name"]) == (str(reader.pk), "Мара Лінд")


def test_erase_deletes_and_prints_how_many_rows_went() -> None:
    reader = register_reader("mara@example.org").reader
    assert run("erase", "Mara@Example.org") == {
        "id": str(reader.pk),
        "erased": {"readers.EmailAddress": 1, "readers.Reader": 1},
    }
    assert not Reader.objects.exists()


@pytest.mark.parametrize("act", ["export", "erase"])
def test_an_address_that_no_reader_has_is_said_in_a_sentence(act: str) -> None:
    with pytest.raises(CommandError, match=r"No reader has the address mara@example\.org\."):
        run(act, "mara@example.org")


@pytest.mark.parametrize("act", ["export", "erase"])
def test_a_wrong_address_is_said_in_a_sentence(act: str) -> None:
    with pytest.raises(CommandError, match="“mara” can't be an e-mail address"):
        run(act, "mara")
