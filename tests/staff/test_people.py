"""Administrators invite people, give roles by section, and end an account's access."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Section, Story
from broadsheet.staff.models import Invitation, User
from broadsheet.staff.roles import (
    ADMINISTRATOR,
    CHIEF_EDITOR,
    EDITOR,
    PHOTO_EDITOR,
    REPORTER,
    SECTION_EDITOR,
)
from tests.desk import add_url, edit_url, make_account, messages_of, story_form
from tests.factories import make_section, make_story
from tests.staff.signing import give_app, is_signed_in, sign_in

PEOPLE = "/admin/people/"
ANSWER = {
    "first_name": "Ida",
    "last_name": "Berg",
    "username": "ida",
    "password": "a-quiet-week",
}


@pytest.fixture
def harbour(front: FrontPage) -> Section:
    return make_section(front, "Harbour")


@pytest.fixture
def ada(harbour: Section, client: Client) -> User:
    """An administrator, signed in."""
    account = make_account(ADMINISTRATOR, username="ada")
    client.force_login(account)
    return account


def invite(client: Client, role: str = REPORTER, *sections: Page, **fields: str) -> Any:
    data: dict[str, Any] = {
        "email": "ida@example.org",
        "role": role,
        "sections": [section.pk for section in sections],
        **fields,
    }
    return client.post(f"{PEOPLE}invite/", data, follow=True)


def link(number: int = -1) -> str:
    found = re.search(r"http://testserver(/accounts/invitation/\S+/)", mail.outbox[number].body)
    assert found
    return found[1]


def test_an_invited_person_begins_with_the_role(client: Client, ada: User) -> None:
    answer = invite(client, first_name="Ida")
    assert "on its way to ida@example.org" in messages_of(answer)
    assert mail.outbox[0].to == ["ida@example.org"]
    assert "newsroom of The Test Post as: Reporter." in mail.outbox[0].body
    ida = Client()
    page = ida.get(link()).content.decode()
    assert 'value="Ida"' in page
    assert ida.post(link(), ANSWER)["Location"] == "/admin/"
    assert is_signed_in(ida)
    account = User.objects.get(username="ida")
    assert account.email == "ida@example.org"
    assert [group.name for group in account.groups.all()] == [REPORTER]
    assert not account.is_staff
    assert not account.is_superuser
    assert sign_in(Client(), "ida", "a-quiet-week")["Location"] == "/admin/"


def test_the_link_works_once(client: Client, ada: User) -> None:
    invite(client)
    Client().post(link(), ANSWER)
    again = Client().get(link())
    assert again.status_code == 410
    assert "This invitation is over" in again.content.decode()
    assert Client().post(link(), {**ANSWER, "username": "ida2"}).status_code == 410
    assert User.objects.filter(email="ida@example.org").count() == 1


def test_the_link_ends_after_a_week(client: Client, ada: User) -> None:
    invite(client)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().get(link()).status_code == 410
        client.force_login(ada)
        assert "has ended" in client.get(PEOPLE).content.decode()


def test_sent_again_the_old_link_has_ended(client: Client, ada: User) -> None:
    invite(client)
    invitation = Invitation.objects.get()
    client.post(f"{PEOPLE}invitations/{invitation.pk}/again/")
    assert Client().get(link(0)).status_code == 410
    assert Client().get(link(1)).status_code == 200


def test_a_revoked_link_opens_nothing(client: Client, ada: User) -> None:
    invite(client)
    invitation = Invitation.objects.get()
    client.post(f"{PEOPLE}invitations/{invitation.pk}/revoke/")
    assert Client().post(link(), ANSWER).status_code == 410
    answer = client.post(f"{PEOPLE}invitations/{invitation.pk}/again/", follow=True)
    assert "This invitation is over" in messages_of(answer)
    assert not User.objects.filter(username="ida").exists()


def test_the_token_stands_in_the_mail_alone(client: Client, ada: User) -> None:
    invite(client)
    token = link().rstrip("/").rpartition("/")[2]
    invitation = Invitation.objects.get()
    assert token not in str(invitation.__dict__)
    assert token not in "".join(str(entry.data) for entry in ModelLogEntry.objects.all())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "ADA"}, "Somebody has this name already."),
        ({"username": "two words"}, "Enter a valid username"),
        ({"password": "12345678"}, "entirely numeric"),
        ({"username": "ida-berg", "password": "ida-berg1"}, "too similar"),
        ({"last_name": ""}, "This field is required."),
    ],
)
def test_what_cannot_work_is_said_and_the_link_stays(
    client: Client, ada: User, fields: dict[str, str], sentence: str
) -> None:
    invite(client)
    answer = Client().post(link(), {**ANSWER, **fields})
    assert sentence in answer.content.decode()
    assert Client().post(link(), ANSWER).status_code == 302


def test_an_address_that_has_an_account_is_not_invited(client: Client, ada: User) -> None:
    answer = invite(client, email="ADA@example.org")
    assert "There is an account with this address already." in answer.content.decode()
    assert mail.outbox == []


def test_without_mail_nobody_is_invited(client: Client, ada: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert "The mail could not be sent" in invite(client).content.decode()
    assert not Invitation.objects.open().exists()


# Roles by section ---------------------------------------------------------------


def test_a_section_editor_publishes_in_their_section_alone(
    client: Client, ada: User, front: FrontPage, harbour: Section
) -> None:
    town = make_section(front, "Town")
    invite(client, SECTION_EDITOR, harbour)
    ida = Client()
    ida.post(link(), ANSWER)
    own, other = (make_story(section, live=False) for section in (harbour, town))
    for story in (own, other):
        ida.post(edit_url(story), {**story_form("Edited"), "action-publish": "1"})
    assert set(Story.objects.live()) == {own}


def test_a_section_editor_approves_in_their_section_alone(
    client: Client, ada: User, front: FrontPage, harbour: Section
) -> None:
    town = make_section(front, "Town")
    invite(client, SECTION_EDITOR, harbour)
    ida = Client()
    ida.post(link(), ANSWER)
    reporter = make_account(REPORTER)
    for section in (harbour, town):
        story = make_story(section, live=False, owner=reporter)
        story.get_workflow().start(story, reporter)
        state = story.current_workflow_task_state
        ida.post(f"/admin/pages/workflow/action/{story.pk}/approve/{state.pk}/")
    assert [story.get_parent().title for story in Story.objects.live()] == ["Harbour"]
    # The editors of the whole newspaper approve there as before.
    waiting = make_story(harbour, live=False, owner=reporter)
    waiting.get_workflow().start(waiting, reporter)
    editor = Client()
    editor.force_login(make_account(EDITOR))
    state = waiting.current_workflow_task_state
    editor.post(f"/admin/pages/workflow/action/{waiting.pk}/approve/{state.pk}/")
    waiting.refresh_from_db()
    assert waiting.live


def test_a_reporter_of_one_section_writes_there_alone(
    client: Client, ada: User, front: FrontPage, harbour: Section
) -> None:
    town = make_section(front, "Town")
    invite(client, REPORTER, harbour)
    ida = Client()
    ida.post(link(), ANSWER)
    assert ida.get(add_url(harbour)).status_code == 200
    assert ida.get(add_url(town)).status_code == 302


@pytest.mark.parametrize(
    ("role", "with_section", "sentence"),
    [
        (SECTION_EDITOR, False, "This role holds in sections. Choose at least one."),
        (CHIEF_EDITOR, True, "This role holds in the whole newspaper."),
        ("Astronaut", False, "Select a valid choice."),
    ],
)
def test_a_role_that_cannot_be_given_so_is_refused(
    client: Client, ada: User, harbour: Section, role: str, with_section: bool, sentence: str
) -> None:
    answer = invite(client, role, *([harbour] if with_section else []))
    assert sentence in answer.content.decode()
    assert mail.outbox == []


def test_a_changed_role_takes_the_old_rights_and_is_noted(
    client: Client, ada: User, harbour: Section
) -> None:
    mara = make_account(EDITOR)
    client.post(f"{PEOPLE}{mara.pk}/", {"role": PHOTO_EDITOR, "sections": [harbour.pk]})
    assert [group.name for group in mara.groups.all()] == ["Photo editor: Harbour"]
    entry = ModelLogEntry.objects.get(action="staff.roles_changed")
    assert entry.user == ada
    assert entry.data == {
        "role": PHOTO_EDITOR,
        "sections": "Harbour",
        "before": "Editor",
        "after": "Photo editor: Harbour",
    }
    html = client.get(f"{PEOPLE}{mara.pk}/").content.decode()
    assert re.search(rf'value="{harbour.pk}"[^>]*checked', html)


# The end of access ---------------------------------------------------------------


def test_a_deactivated_person_is_out_at_once_everywhere(client: Client, ada: User) -> None:
    mara = make_account(REPORTER, username="mara")
    first, second = Client(), Client()
    sign_in(first)
    second.force_login(mara)
    client.post(f"{PEOPLE}{mara.pk}/change/", {"do": "deactivate"})
    assert not is_signed_in(first)
    assert not is_signed_in(second)
    sign_in(first)
    assert not is_signed_in(first)
    client.post(f"{PEOPLE}{mara.pk}/change/", {"do": "reactivate"})
    assert not is_signed_in(second)
    sign_in(first)
    assert is_signed_in(first)


def test_an_administrator_ends_sessions_and_removes_a_lost_second_factor(
    client: Client, ada: User
) -> None:
    mara = make_account(REPORTER, username="mara")
    phone = Client(headers={"user-agent": "<i>Phone</i>"})
    sign_in(phone)
    html = client.get(f"{PEOPLE}{mara.pk}/").content.decode()
    assert "&lt;i&gt;Phone&lt;/i&gt;" in html
    client.post(f"{PEOPLE}{mara.pk}/change/", {"do": "end_sessions"})
    assert not is_signed_in(phone)
    give_app(mara)
    client.post(f"{PEOPLE}{mara.pk}/change/", {"do": "remove_factors"})
    sign_in(phone)
    assert is_signed_in(phone)


def test_nobody_deactivates_themselves(client: Client, ada: User) -> None:
    answer = client.post(f"{PEOPLE}{ada.pk}/change/", {"do": "deactivate"}, follow=True)
    assert "Nobody deactivates their own account." in messages_of(answer)
    assert is_signed_in(client)


@pytest.mark.parametrize("do", ["deactivate", "end_sessions", "remove_factors"])
def test_who_may_do_everything_answers_to_no_administrator(
    client: Client, ada: User, do: str
) -> None:
    root = make_account(username="root")
    other = Client()
    sign_in(other, "root")
    client.post(f"{PEOPLE}{root.pk}/change/", {"do": do})
    client.post(f"{PEOPLE}{root.pk}/", {"role": REPORTER})
    root.refresh_from_db()
    assert root.is_active
    assert not root.groups.exists()
    assert is_signed_in(other)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF_EDITOR])
def test_the_screens_are_closed_to_other_roles(client: Client, ada: User, role: str) -> None:
    client.force_login(make_account(role))
    for path in ("", "invite/", f"{ada.pk}/"):
        assert client.get(PEOPLE + path)["Location"] == "/admin/"
    invite(client)
    client.post(f"{PEOPLE}{ada.pk}/change/", {"do": "deactivate"})
    client.post(f"{PEOPLE}{ada.pk}/", {"role": REPORTER})
    ada.refresh_from_db()
    assert ada.is_active
    assert not Invitation.objects.exists()
    assert [group.name for group in ada.groups.all()] == [ADMINISTRATOR]


def test_the_list_of_people_asks_no_more_for_more_people(client: Client, ada: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(PEOPLE).status_code == 200
        return len(queries)

    count()
    before = count()
    for number in range(6):
        give_app(make_account(REPORTER, username=f"more{number}"))
    assert count() == before
