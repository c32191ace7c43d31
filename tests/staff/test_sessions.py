"""Where one is signed in, and how that ends; what the audit log keeps of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from broadsheet.fronts.models import FrontPage
from broadsheet.staff.models import User
from broadsheet.staff.roles import REPORTER
from tests.desk import make_account
from tests.staff.signing import code_of, give_app, is_signed_in, sign_in

SESSIONS = "/accounts/sessions/"


@pytest.fixture
def mara(front: FrontPage) -> User:
    return make_account(REPORTER, username="mara")


def actions() -> list[str]:
    entries = ModelLogEntry.objects.filter(action__startswith="staff.").order_by("pk")
    return [entry.action.removeprefix("staff.") for entry in entries]


def test_a_person_sees_their_sessions_and_ends_another(client: Client, mara: User) -> None:
    phone = Client(headers={"user-agent": "A <b>telephone</b>"})
    sign_in(phone)
    sign_in(client)
    html = client.get(SESSIONS).content.decode()
    assert "A &lt;b&gt;telephone&lt;/b&gt;" in html
    assert "127.0.0.1" in html
    assert "This one" in html
    answer = client.post(SESSIONS, {"session": "others"}, follow=True)
    assert "1 session is ended." in answer.content.decode()
    assert not is_signed_in(phone)
    assert is_signed_in(client)


def test_the_session_of_somebody_else_is_out_of_reach(client: Client, mara: User) -> None:
    make_account(REPORTER, username="tomas")
    tomas = Client()
    sign_in(tomas, "tomas")
    sign_in(client)
    from allauth.usersessions.models import UserSession

    other = UserSession.objects.get(user__username="tomas")
    answer = client.post(SESSIONS, {"session": str(other.pk)}, follow=True)
    assert "That session had ended already." in answer.content.decode()
    assert is_signed_in(tomas)


def test_a_stranger_is_sent_to_the_sign_in(client: Client, front: FrontPage) -> None:
    assert client.get(SESSIONS)["Location"].startswith("/accounts/login/")


def test_the_log_keeps_every_sign_in_and_failure(client: Client, mara: User) -> None:
    secret = give_app(mara)
    sign_in(client, password="wrong")
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    client.post("/accounts/logout/")
    assert actions() == ["sign_in_failed", "second_factor_failed", "signed_in", "signed_out"]
    entry = ModelLogEntry.objects.get(action="staff.signed_in")
    assert entry.user == mara
    assert entry.data == {"how": "password + totp", "browser": "", "ip": "127.0.0.1"}
    assert entry.message == "Signed in (password + totp, 127.0.0.1)"


def test_the_log_never_keeps_a_name_that_no_account_has(client: Client, mara: User) -> None:
    sign_in(client, "my-secret-password", "wrong")
    entry = ModelLogEntry.objects.get(action="staff.sign_in_failed")
    assert "my-secret-password" not in f"{entry.label} {entry.data}"
    assert entry.user is None


def test_the_audit_log_is_filtered_and_exported(client: Client, mara: User) -> None:
    sign_in(Client(), password="wrong")
    sign_in(Client())
    client.force_login(make_account())
    url = "/admin/reports/site-history/"
    html = client.get(url, {"action": "staff.sign_in_failed"}).content.decode()
    assert "Sign-in failed" in html
    export: Any = client.get(url, {"action": "staff.signed_in", "export": "csv"})
    text = b"".join(export.streaming_content).decode()
    assert "Signed in" in text
    assert "Sign-in failed" not in text


def test_a_password_changed_is_noted_and_ends_no_session_of_its_own(
    client: Client, mara: User
) -> None:
    sign_in(client)
    data = {"oldpassword": "secret", "password1": "a-quiet-week", "password2": "a-quiet-week"}
    client.post("/accounts/password/change/", data)
    assert actions()[-1] == "password_changed"
    assert is_signed_in(client)
    assert len(client.get(SESSIONS).content.decode().split("This one")) == 2
