"""Second factors as a person's telephone has them."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from broadsheet.staff.models import User

SIGN_IN = "/accounts/login/"
DESK = "/admin/"


#: What `tests.desk.make_account` gives.
PASSWORD = "secret"


def sign_in(client: Client, login: str = "mara", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password}, **extra)


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Give the password again, as whoever changes a second factor must."""
    assert client.post("/accounts/reauthenticate/", {"password": password}).status_code == 302


def is_signed_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def give_app(account: User) -> str:
    """The secret of an app that the account has activated."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def give_codes(account: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(account).get_unused_codes()
    return codes


def secret_shown(html: str) -> str:
    found = re.search(r'id="authenticator_secret" readonly value="(\w+)"', html)
    assert found, html
    return found[1]
