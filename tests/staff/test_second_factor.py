"""Codes of an app, recovery codes, and roles that must have a second factor."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.staff.models import User
from broadsheet.staff.roles import CHIEF_EDITOR, REPORTER
from tests.desk import make_account
from tests.staff.signing import (
    DESK,
    code_of,
    confirm,
    give_app,
    give_codes,
    is_signed_in,
    secret_shown,
    sign_in,
)

ASKED = "/accounts/2fa/authenticate/"
OWN = "/accounts/2fa/"


@pytest.fixture
def mara(front: FrontPage) -> User:
    return make_account(REPORTER, username="mara")


def test_a_person_activates_an_app_and_gets_recovery_codes(client: Client, mara: User) -> None:
    sign_in(client)
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    html = page.content.decode()
    assert "<svg" in html
    assert "data:" not in html
    assert "data:" not in page["Content-Security-Policy"]
    code = code_of(secret_shown(html))
    done = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert done.request["PATH_INFO"] == "/accounts/2fa/recovery-codes/"
    kinds = Authenticator.objects.values_list("type", flat=True)
    assert set(kinds) == {"totp", "recovery_codes"}


def test_a_second_factor_is_changed_only_with_the_password(client: Client, mara: User) -> None:
    sign_in(client)
    for path in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        location = client.get(f"{OWN}{path}")["Location"]
        assert location.startswith("/accounts/reauthenticate/") or location == OWN
    answer = client.post("/accounts/reauthenticate/", {"password": "wrong"})
    assert answer.status_code == 200


def test_a_wrong_code_activates_nothing(client: Client, mara: User) -> None:
    sign_in(client)
    confirm(client)
    client.get("/accounts/2fa/totp/activate/")
    html = client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).content.decode()
    assert "Incorrect code." in html
    assert not Authenticator.objects.exists()


def test_the_password_alone_opens_nothing_where_there_is_a_second_factor(
    client: Client, mara: User
) -> None:
    secret = give_app(mara)
    assert sign_in(client)["Location"] == ASKED
    assert not is_signed_in(client)
    assert client.get(OWN).status_code == 302
    assert client.post(ASKED, {"code": code_of(secret)})["Location"] == DESK
    assert is_signed_in(client)


def test_the_screen_asked_for_is_kept_over_the_second_factor(client: Client, mara: User) -> None:
    secret = give_app(mara)
    data = {"login": "mara", "password": "secret", "next": "/admin/images/"}
    client.post("/accounts/login/", data)
    assert client.post(ASKED, {"code": code_of(secret)})["Location"] == "/admin/images/"


def test_a_code_works_once_in_every_process(client: Client, mara: User) -> None:
    with time_machine.travel("2026-11-24 12:00:00Z", tick=False):
        code = code_of(give_app(mara))
        sign_in(client)
        client.post(ASKED, {"code": code})
        assert is_signed_in(client)
        other = Client()
        sign_in(other)
        assert "Incorrect code." in other.post(ASKED, {"code": code}).content.decode()
        assert not is_signed_in(other)


def test_guessing_codes_is_stopped(client: Client, mara: User) -> None:
    secret = give_app(mara)
    sign_in(client)
    for number in range(10):
        client.post(ASKED, {"code": f"{number:06}"})
    client.post(ASKED, {"code": code_of(secret)})
    assert not is_signed_in(client)


def test_a_recovery_code_opens_the_desk_once(client: Client, mara: User) -> None:
    give_app(mara)
    code = give_codes(mara)[0]
    sign_in(client)
    client.post(ASKED, {"code": code})
    assert is_signed_in(client)
    other = Client()
    sign_in(other)
    other.post(ASKED, {"code": code})
    assert not is_signed_in(other)


# Demanded by role ---------------------------------------------------------------


def test_a_role_that_must_have_a_second_factor_gets_no_further_without(
    client: Client, front: FrontPage, settings: Any
) -> None:
    settings.BROADSHEET_SECOND_FACTOR = ("chief-editor",)
    make_account(CHIEF_EDITOR, username="mara")
    make_account(REPORTER, username="tomas")
    sign_in(client)
    for path in (DESK, "/admin/images/", "/admin/account/", "/admin/api/main/pages/"):
        assert client.get(path)["Location"] == OWN
    html = client.get(OWN).content.decode()
    assert "Your role must have a second factor" in html
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret_shown(page))})
    assert is_signed_in(client)
    other = Client()
    sign_in(other, "tomas")
    assert is_signed_in(other)


def test_recovery_codes_alone_are_no_second_factor(
    client: Client, mara: User, settings: Any
) -> None:
    settings.BROADSHEET_SECOND_FACTOR = ("everybody",)
    give_codes(mara)
    client.force_login(mara)
    assert client.get(DESK)["Location"] == OWN


def test_who_may_do_everything_is_an_administrator(
    client: Client, front: FrontPage, settings: Any
) -> None:
    settings.BROADSHEET_SECOND_FACTOR = ("administrator",)
    client.force_login(make_account())
    assert client.get(DESK)["Location"] == OWN


def test_the_last_second_factor_stays_where_one_is_demanded(
    client: Client, mara: User, settings: Any
) -> None:
    secret = give_app(mara)
    sign_in(client)
    client.post(ASKED, {"code": code_of(secret)})
    confirm(client)
    settings.BROADSHEET_SECOND_FACTOR = ("reporter",)
    html = client.post("/accounts/2fa/totp/deactivate/", follow=True).content.decode()
    assert "add another one before you remove this" in html
    assert Authenticator.objects.filter(type="totp").exists()
    settings.BROADSHEET_SECOND_FACTOR = ()
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()


def test_without_the_setting_nobody_is_asked_for_one(client: Client, mara: User) -> None:
    sign_in(client)
    assert is_signed_in(client)
    assert "must have a second factor" not in client.get(OWN).content.decode()
