"""The audit log as a spreadsheet: who, from where, what, before and after, and no formulas."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.log_actions import log

from broadsheet.core.spreadsheets import harmless
from broadsheet.fronts.models import FrontPage
from broadsheet.staff.accounts import give_role
from broadsheet.staff.models import User
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_section, make_story
from tests.staff.signing import sign_in


@pytest.fixture
def chief(front: FrontPage, client: Client) -> User:
    account = make_account(username="mara", first_name="=1+2", last_name="Lind")
    sign_in(client, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Firefox/1 Linux")
    return account


def exported(client: Client, kind: str = "csv") -> bytes:
    answer: Any = client.get(reverse("wagtailadmin_reports:site_history"), {"export": kind})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(client).decode())))


def row_of(client: Client, action: str) -> dict[str, str]:
    return next(row for row in rows(client) if row["Action type"] == action)


def test_it_says_who_from_where_and_what(client: Client, chief: User) -> None:
    row = row_of(client, "Signed in")
    assert row["User"] == "'=1+2 Lind"
    assert row["Name"] == "'=1+2 Lind"
    assert row["Network address"] == "203.0.113.7"
    assert row["Details"] == "Signed in (password, Firefox, Linux, 203.0.113.7)"
    assert json.loads(row["All that was noted"])["how"] == "password"


def test_it_says_what_was_before_and_after(client: Client, chief: User, front: FrontPage) -> None:
    account = make_account(REPORTER)
    give_role(account, EDITOR, [], by=chief)
    row = row_of(client, "Roles changed")
    assert (row["Before"], row["After"]) == (REPORTER, EDITOR)
    story = make_story(make_section(front), "Ferries")
    log(story, "wagtail.rename", data={"title": {"old": "=Ferry()", "new": "Ferries"}}, user=chief)
    row = row_of(client, "Rename")
    assert (row["Before"], row["After"]) == ("title: =Ferry()", "title: Ferries")
    log(
        story,
        "wagtail.move",
        data={"source": {"id": 1, "title": "Harbour"}, "destination": {"id": 2, "title": "=Sea"}},
        user=chief,
    )
    row = row_of(client, "Move")
    assert (row["Before"], row["After"]) == ("Harbour", "'=Sea")


def test_a_changed_check_names_both_levels(client: Client, chief: User) -> None:
    page = client.get(reverse("readiness:rules"))
    levels = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    client.post(reverse("readiness:rules"), {**levels, "links_elsewhere": "block"})
    row = next(row for row in rows(client) if "links_elsewhere" in row["All that was noted"])
    assert (row["Before"], row["After"]) == ("links_elsewhere: warn", "links_elsewhere: block")


def test_the_excel_file_has_the_same_columns_and_no_formula(client: Client, chief: User) -> None:
    sheet = load_workbook(io.BytesIO(exported(client, "xlsx"))).active
    assert sheet is not None
    cells = list(sheet.iter_rows())
    headings = [cell.value for cell in cells[0]]
    assert headings[-7:] == [
        *("Details", "Comment", "Network address", "Before", "After", "Version"),
        "All that was noted",
    ]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert any(cell.value == "=1+2 Lind" for row in cells for cell in row)


def test_every_csv_of_the_newsroom_keeps_formulas_out(
    client: Client, chief: User, front: FrontPage
) -> None:
    make_story(make_section(front), '=HYPERLINK("https://evil.example","x")')
    answer: Any = client.get(reverse("wagtailadmin_reports:aging_pages"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=2+3", "'=2+3"),
        ("+49 30", "'+49 30"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Ferries = boats", "Ferries = boats"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_what_a_spreadsheet_would_compute_stays_text(value: Any, shown: Any) -> None:
    assert harmless(value) == shown
