from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from broadsheet.fronts.models import FrontPage
from broadsheet.readers.actions import give_consent, register_reader, withdraw_consent
from broadsheet.readers.models import EmailAddress, Reader
from broadsheet.staff.models import User

INDEX = "/admin/readers/"


def sign_in(client: Client, *permissions: str) -> None:
    group = Group.objects.create(name="Desk")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    user = User.objects.create_user("rita", "rita@example.org", "secret")
    user.groups.add(group)
    client.force_login(user)


@pytest.fixture
def reader(front: FrontPage) -> Reader:
    reader = register_reader("mara@example.org", name="Mara Lind").reader
    EmailAddress.objects.create(reader=reader, email="old@example.net", is_primary=False)
    give_consent(reader, "newsletter:weekly", wording="Send me <the> letter.")
    give_consent(reader, "store", wording="Tell me of books.")
    withdraw_consent(reader, "store")
    return reader


def test_who_may_view_readers_finds_them_in_the_menu_and_the_list(
    reader: Reader, client: Client
) -> None:
    sign_in(client, "view_reader")
    assert INDEX in client.get("/admin/").content.decode()
    page = client.get(INDEX).content.decode()
    assert "mara@example.org" in page
    assert "Mara Lind" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("lind", True), ("MARA@", True), ("old@example.net", True), ("nobody", False)],
)
def test_readers_are_found_by_name_and_by_any_address(
    reader: Reader, client: Client, query: str, found: bool
) -> None:
    sign_in(client, "view_reader")
    for path in (INDEX, f"{INDEX}results/"):
        page = client.get(path, {"q": query}).content.decode()
        assert ("mara@example.org" in page) is found
        assert (reverse("readers:inspect", args=[reader.pk]) in page) is found


@pytest.mark.parametrize("column", ["main_email", "-main_email", "name", "created_at"])
def test_the_list_is_sorted_by_its_columns(reader: Reader, client: Client, column: str) -> None:
    register_reader("zoe@example.org", name="Zoe")
    sign_in(client, "view_reader")
    page = client.get(INDEX, {"ordering": column}).content.decode()
    mara_first = page.index("mara@example.org") < page.index("zoe@example.org")
    assert mara_first is not column.startswith("-")


def test_a_reader_is_shown_with_addresses_and_consents(reader: Reader, client: Client) -> None:
    sign_in(client, "view_reader")
    page = client.get(reverse("readers:inspect", args=[reader.pk])).content.decode()
    for text in ("mara@example.org (not confirmed)", "old@example.net", "withdrawn"):
        assert text in page
    assert escape("newsletter:weekly: “Send me <the> letter.”, given ") in page


def test_reporters_see_nothing_of_readers(reader: Reader, client: Client) -> None:
    sign_in(client)
    assert INDEX not in client.get("/admin/").content.decode()
    for path in (INDEX, f"{INDEX}results/", f"{INDEX}{reader.pk}/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, "/admin/"), path
        assert b"mara@example.org" not in response.content


def test_strangers_are_asked_to_sign_in(reader: Reader, client: Client) -> None:
    response = client.get(INDEX)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_nobody_changes_a_reader_by_hand(reader: Reader, client: Client) -> None:
    client.force_login(User.objects.create_superuser("eva", "eva@example.org", "secret"))
    listing = client.get(INDEX).content.decode()
    shown = client.get(f"{INDEX}{reader.pk}/").content.decode()
    for act in ("new", "edit", "delete"):
        assert f"{INDEX}{act}/" not in listing + shown
        for path in (f"{INDEX}{act}/", f"{INDEX}{act}/{reader.pk}/"):
            assert client.post(path).status_code == 404
    assert Reader.objects.filter(pk=reader.pk).exists()


def test_only_the_right_to_view_can_be_granted(reader: Reader, client: Client) -> None:
    client.force_login(User.objects.create_superuser("eva", "eva@example.org", "secret"))
    page = client.get(reverse("wagtailusers_groups:add")).content.decode()
    rights = {
        right.codename: f'value="{right.pk}"' in page
        for right in Permission.objects.filter(content_type__app_label="readers")
        if right.codename.endswith("_reader")
    }
    assert rights == {
        "view_reader": True,
        "add_reader": False,
        "change_reader": False,
        "delete_reader": False,
    }


def test_the_list_asks_as_much_for_many_readers_as_for_few(reader: Reader, client: Client) -> None:
    sign_in(client, "view_reader")
    client.get(INDEX)
    counts = []
    for number in (3, 40):
        for other in range(number):
            register_reader(f"reader-{number}-{other}@example.org")
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        counts.append(len(queries))
    assert counts[0] == counts[1]
