"""Members of an archive as readers: what is proved of them and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broadsheet.fronts.models import FrontPage
from broadsheet.readers.actions import erase_reader, export_reader, give_consent, register_reader
from broadsheet.readers.models import Consent, EmailAddress, Reader
from tests.importers.bringing import bring
from tests.importers.ghost.making import export, post, write

COLUMNS = (
    "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,"
    "deleted_at,labels,tiers\n"
)
NEWSLETTERS = [
    {"id": "n1", "name": "River Letter", "status": "active", "subscribe_on_signup": 1},
    {"id": "n2", "name": "Weekend", "status": "active", "subscribe_on_signup": 0},
]


def export_with(tmp_path: Path, **tables: Any) -> Path:
    return write(tmp_path / "export.json", export(post("quay"), newsletters=NEWSLETTERS, **tables))


def table(tmp_path: Path, *lines: str, columns: str = COLUMNS) -> Path:
    path = tmp_path / "members.csv"
    path.write_text(columns + "\n".join(lines), encoding="utf-8")
    return path


def purposes(email: str) -> list[str]:
    reader = Reader.objects.having_email(email).get()
    return sorted(reader.consents.in_force().values_list("purpose", flat=True))


def reason(email: str) -> str:
    return EmailAddress.objects.matching(email).get().suppression


def test_a_csv_brings_names_labels_and_what_was_subscribed(
    front: FrontPage, tmp_path: Path
) -> None:
    members = table(
        tmp_path,
        'm1,Ana@Example.org,Ana Roth,"Met at the fair, twice",true,,,2021-05-06T07:08:09.000Z,,'
        '"vip,Harbour",Supporters',
        "m2,left@example.org,Left,,false,,,2020-01-01T00:00:00.000Z,,,",
    )
    report = bring(export_with(tmp_path), members=members)
    assert report.members == {"active": 1, "unsubscribed": 1}
    reader = Reader.objects.having_email("ana@example.org").get()
    assert (reader.name, reader.note) == ("Ana Roth", "Met at the fair, twice")
    assert reader.imported_from == "ghost"
    assert f"{reader.created_at:%Y-%m-%d}" == "2021-05-06"
    assert [label.name for label in reader.labels.all()] == ["Harbour", "vip"]
    assert purposes("ana@example.org") == ["newsletter: River Letter"]
    consent = Consent.objects.get()
    assert consent.source == "imported"
    assert "not in the archive" in consent.wording
    # Nobody confirmed it here.
    assert EmailAddress.objects.matching("ana@example.org").get().verified_at is None
    assert reason("left@example.org") == "unsubscribed"
    assert purposes("left@example.org") == []


def test_the_export_itself_brings_members_where_it_has_them(
    front: FrontPage, tmp_path: Path
) -> None:
    source = export_with(
        tmp_path,
        members=[
            {"id": "m1", "email": "ana@example.org", "name": "Ana"},
            {"id": "m2", "email": "hard@example.org"},
            {"id": "m3", "email": "angry@example.org"},
            {"id": "m4", "email": "off@example.org", "email_disabled": 1},
            {"id": "m5", "email": "gone@example.org"},
        ],
        labels=[{"id": "l1", "name": "vip"}],
        members_labels=[{"id": "x", "member_id": "m1", "label_id": "l1"}],
        members_newsletters=[
            {"id": f"s{member}", "member_id": member, "newsletter_id": "n2"}
            for member in ("m1", "m2", "m3", "m4")
        ],
        suppressions=[
            {"id": "1", "email": "hard@example.org", "reason": "bounce"},
            {"id": "2", "email": "Angry@example.org", "reason": "spam"},
        ],
    )
    report = bring(source)
    assert purposes("ana@example.org") == ["newsletter: Weekend"]
    assert report.members == {"active": 1, "bounced": 2, "complained": 1, "unsubscribed": 1}
    assert reason("hard@example.org") == reason("off@example.org") == "bounced"
    assert reason("angry@example.org") == "complained"
    assert reason("gone@example.org") == "unsubscribed"
    assert Consent.objects.count() == 1
    assert Reader.objects.reachable().count() == 1


def test_twice_changes_nothing_and_an_erased_reader_stays_erased(
    front: FrontPage, tmp_path: Path
) -> None:
    members = table(tmp_path, "m1,a@example.org,A,,true,,,,,,", "m2,b@example.org,B,,false,,,,,,")
    source = export_with(tmp_path)
    bring(source, members=members)
    erase_reader(Reader.objects.having_email("a@example.org").get())
    before = list(Reader.objects.values()), list(EmailAddress.objects.values())
    report = bring(source, members=members)
    assert not report.members
    assert report.unchanged["member"] == 2
    assert (list(Reader.objects.values()), list(EmailAddress.objects.values())) == before


def test_one_who_is_here_already_is_left_as_they_are(front: FrontPage, tmp_path: Path) -> None:
    reader = register_reader("a@example.org", name="Ours").reader
    give_consent(reader, "newsletter", wording="Yes, send it.")
    bring(export_with(tmp_path), members=table(tmp_path, "m1,A@example.org,Theirs,,false,,,,,x,"))
    assert Reader.objects.get().name == "Ours"
    assert reason("a@example.org") == ""
    assert purposes("a@example.org") == ["newsletter"]


def test_a_newer_table_stops_mail_to_who_left_meanwhile(front: FrontPage, tmp_path: Path) -> None:
    source = export_with(tmp_path)
    bring(source, members=table(tmp_path, "m1,a@example.org,A,,true,,,,,,"))
    assert purposes("a@example.org")
    bring(source, members=table(tmp_path, "m1,a@example.org,A,,false,,,,,,"))
    assert purposes("a@example.org") == []
    assert reason("a@example.org") == "unsubscribed"
    # And never the other way round.
    bring(source, members=table(tmp_path, "m1,a@example.org,A,,true,,,,,,"))
    assert purposes("a@example.org") == []


def test_what_is_held_can_be_exported(front: FrontPage, tmp_path: Path) -> None:
    bring(export_with(tmp_path), members=table(tmp_path, "m1,a@x.org,A,Note,false,,,,,vip,"))
    held = export_reader(Reader.objects.get())
    assert (held["labels"], held["note"], held["imported_from"]) == (["vip"], "Note", "ghost")
    assert held["email_addresses"][0]["suppression"] == "unsubscribed"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name,mail\nA,a@example.org\n", "has no column “email”"),
        (b"email,name\na@example.org,\xff\n", "is not UTF-8 text (line 2)"),
        (b'email,name\na@example.org,"' + b"x" * 2_000_000, "can't be read on from line"),
        (b"", "has no column “email”"),
    ],
)
def test_a_bad_table_is_named_in_a_sentence(
    front: FrontPage, tmp_path: Path, data: bytes, said: str
) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes(data)
    report = bring(export_with(tmp_path), members=path)
    assert any(said in problem for problem in report.problems), report.problems


def test_a_member_without_an_address_is_named_by_id_alone(front: FrontPage, tmp_path: Path) -> None:
    members = table(tmp_path, "m1,not an address,A,,true,,,,,,", "m2,b@example.org,B,,true,,,,,,")
    report = bring(export_with(tmp_path), members=members)
    assert Reader.objects.count() == 1
    assert any("The member m1 has no e-mail address" in problem for problem in report.problems)
    assert not any("not an address" in problem for problem in report.problems)
