from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ManyToOneRel
from wagtail.models import ModelLogEntry

from broadsheet.readers.actions import (
    confirm_email,
    erase_reader,
    export_reader,
    give_consent,
    register_reader,
    withdraw_consent,
)
from broadsheet.readers.enums import ReaderAction
from broadsheet.readers.errors import ConsentRefused, EmailRefused, ReaderUnknown
from broadsheet.readers.models import Consent, EmailAddress, EmailAddressQuerySet, Reader
from broadsheet.staff.models import User

pytestmark = pytest.mark.django_db

WEEKLY = "newsletter:weekly"
WORDING = "Send me the weekly letter."


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("eva", "eva@example.org", "secret")


@pytest.fixture
def reader() -> Reader:
    return register_reader("mara@example.org", name="Mara Lind", language="en").reader


def test_an_address_makes_a_reader_with_a_main_address_not_yet_confirmed() -> None:
    registered = register_reader(" Mara@EXAMPLE.org ", name="  Mara   Lind ", language="uk")
    assert registered.made
    assert (registered.reader.name, registered.reader.language) == ("Mara Lind", "uk")
    address = registered.reader.email_addresses.get()
    assert (address.email, address.is_primary, address.verified_at) == (
        "Mara@example.org",
        True,
        None,
    )


def test_the_same_address_in_any_case_is_the_same_reader(reader: Reader) -> None:
    again = register_reader("MARA@Example.ORG", name="Somebody Else")
    assert not again.made
    assert again.reader == reader
    assert again.reader.name == "Mara Lind"
    assert (Reader.objects.count(), EmailAddress.objects.count()) == (1, 1)


def test_two_who_register_one_address_at_once_get_one_reader(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    matching = EmailAddressQuerySet.matching

    def see_nothing_at_first(queryset: Any, email: str) -> Any:
        looked.append(email)
        return queryset.none() if len(looked) == 1 else matching(queryset, email)

    monkeypatch.setattr(EmailAddressQuerySet, "matching", see_nothing_at_first)
    rival = register_reader("Mara@example.org")
    assert not rival.made
    assert rival.reader == reader
    assert len(looked) == 2
    assert Reader.objects.count() == 1


def test_a_wrong_address_makes_no_reader() -> None:
    with pytest.raises(EmailRefused):
        register_reader("mara at example.org")
    assert not Reader.objects.exists()


def test_a_name_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(ValidationError):
        register_reader("mara@example.org", name="x" * 256)
    assert not EmailAddress.objects.exists()


def test_an_address_is_confirmed_once(reader: Reader) -> None:
    first = confirm_email("MARA@example.org").verified_at
    assert first is not None
    assert confirm_email("mara@example.org").verified_at == first


def test_an_address_of_nobody_cannot_be_confirmed() -> None:
    with pytest.raises(ReaderUnknown, match="There is no reader “ivo@example"):
        confirm_email("ivo@example.org")


def test_consent_to_the_same_words_twice_is_one(reader: Reader) -> None:
    first = give_consent(reader, WEEKLY, wording=WORDING, source="footer")
    assert give_consent(reader, f" {WEEKLY} ", wording=WORDING) == first
    assert first.source == "footer"
    assert list(Reader.objects.consented_to(WEEKLY)) == [reader]


def test_consent_to_other_words_ends_that_to_the_former(reader: Reader) -> None:
    former = give_consent(reader, WEEKLY, wording=WORDING)
    later = give_consent(reader, WEEKLY, wording="Send me the weekly letter and offers.")
    former.refresh_from_db()
    assert former.withdrawn_at == later.given_at
    assert list(reader.consents.in_force()) == [later]
    assert list(Reader.objects.consented_to(WEEKLY)) == [reader]


@pytest.mark.parametrize(("purpose", "wording"), [("", WORDING), (WEEKLY, "  ")])
def test_a_consent_needs_a_purpose_and_words(reader: Reader, purpose: str, wording: str) -> None:
    with pytest.raises(ConsentRefused, match="Give both"):
        give_consent(reader, purpose, wording=wording)


def test_an_erased_reader_cannot_consent(reader: Reader) -> None:
    stale = Reader.objects.get()
    erase_reader(reader)
    with pytest.raises(ReaderUnknown):
        give_consent(stale, WEEKLY, wording=WORDING)
    assert not Consent.objects.exists()


def test_a_consent_is_withdrawn_and_stays_as_history(reader: Reader) -> None:
    give_consent(reader, WEEKLY, wording=WORDING)
    give_consent(reader, "store", wording="Tell me of new books.")
    assert withdraw_consent(reader, WEEKLY)
    assert not withdraw_consent(reader, WEEKLY)
    assert not withdraw_consent(reader, "never asked")
    assert not Reader.objects.consented_to(WEEKLY).exists()
    assert Reader.objects.consented_to("store").exists()
    assert reader.consents.get(purpose=WEEKLY).withdrawn_at is not None
    give_consent(reader, WEEKLY, wording=WORDING)
    assert reader.consents.filter(purpose=WEEKLY).count() == 2


def test_an_export_is_all_that_is_held_as_json(reader: Reader, editor: User) -> None:
    confirm_email("mara@example.org", user=editor)
    EmailAddress.objects.create(reader=reader, email="lind@example.net", is_primary=False)
    give_consent(reader, WEEKLY, wording=WORDING, source="/")
    withdraw_consent(reader, WEEKLY)
    held = json.loads(json.dumps(export_reader(reader)))
    assert (held["id"], held["name"], held["language"]) == (str(reader.pk), "Mara Lind", "en")
    assert [line["email"] for line in held["email_addresses"]] == [
        "mara@example.org",
        "lind@example.net",
    ]
    assert held["email_addresses"][0]["verified_at"]
    (consent,) = held["consents"]
    assert (consent["purpose"], consent["wording"], consent["source"]) == (WEEKLY, WORDING, "/")
    assert consent["given_at"]
    assert consent["withdrawn_at"]
    assert [line["action"] for line in held["handled"]] == ["readers.confirm_email"]


def test_no_field_and_no_relation_of_a_reader_is_left_out_of_the_export(reader: Reader) -> None:
    give_consent(reader, WEEKLY, wording=WORDING)
    held = export_reader(reader)
    for field in Reader._meta.get_fields():
        name = field.get_accessor_name() if isinstance(field, ManyToOneRel) else field.name
        assert name in held, name
    for kind, model in (("email_addresses", EmailAddress), ("consents", Consent)):
        own = {field.name for field in model._meta.fields} - {"id", "reader"}
        assert own == set(held[kind][0])


def test_erasing_takes_all_of_one_reader_and_nothing_of_another(reader: Reader) -> None:
    other = register_reader("ivo@example.org").reader
    give_consent(other, WEEKLY, wording=WORDING)
    give_consent(reader, WEEKLY, wording=WORDING)
    stale = Reader.objects.get(pk=reader.pk)
    assert erase_reader(reader) == {
        "readers.Consent": 1,
        "readers.EmailAddress": 1,
        "readers.Reader": 1,
    }
    assert list(Reader.objects.all()) == [other]
    assert EmailAddress.objects.get().reader == Consent.objects.get().reader == other
    assert erase_reader(stale) == {}
    assert register_reader("mara@example.org").made


def test_what_the_newsroom_does_is_logged_without_the_readers_data(editor: User) -> None:
    reader = register_reader("mara@example.org", name="Mara Lind", user=editor).reader
    pk = str(reader.pk)
    confirm_email("mara@example.org", user=editor)
    give_consent(reader, WEEKLY, wording=WORDING, user=editor)
    withdraw_consent(reader, WEEKLY, user=editor)
    export_reader(reader, user=editor)
    erase_reader(reader, user=editor)
    entries = ModelLogEntry.objects.order_by("timestamp", "pk")
    assert [entry.action for entry in entries] == ReaderAction.values
    for entry in entries:
        assert (entry.user, entry.object_id, entry.label, entry.data) == (editor, pk, pk, {})
        assert entry.message


def test_what_a_reader_does_alone_is_not_logged(reader: Reader) -> None:
    give_consent(reader, WEEKLY, wording=WORDING)
    erase_reader(reader)
    assert not ModelLogEntry.objects.exists()
