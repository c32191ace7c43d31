"""Signing in in a browser: an authenticator app, a passkey, and axe on every screen of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from broadsheet.fronts.models import FrontPage
from broadsheet.staff.roles import EDITOR
from tests.desk import make_account
from tests.journeys.actions import Person, sign_in
from tests.journeys.checkers import find_axe
from tests.journeys.test_accessibility import Findings, run_axe
from tests.staff.signing import code_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def page(chromium: Browser, live_server: Any, front: FrontPage) -> Iterator[Page]:
    """The newsroom at localhost, where a browser lets passkeys be; its policy is in force."""
    make_account(EDITOR, username="mara", first_name="Mara", last_name="Lind")
    context = chromium.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 1280, "height": 900},
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    yield page
    context.close()
    assert [fault for fault in faults if "Content Security Policy" in fault] == []


def give_authenticator(page: Page) -> None:
    """A device of the person's own, such as a telephone that knows their finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def confirm(page: Page) -> None:
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Confirm").click()


def test_a_passkey_is_added_and_opens_the_desk_without_a_password(page: Page) -> None:
    give_authenticator(page)
    page.goto("/admin/")
    sign_in(Person(page), "mara", "secret")
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("My telephone")
    page.get_by_label(re.compile("Passwordless")).check()
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_url(re.compile("/recovery-codes/$"))
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name=re.compile("Sign out", re.I)).click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.goto("/admin/images/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/admin/images/$"))


def test_the_passkey_stands_behind_the_password_as_a_second_factor(page: Page) -> None:
    give_authenticator(page)
    page.goto("/admin/")
    sign_in(Person(page), "mara", "secret")
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("My key")
    page.get_by_role("button", name="Add").click()
    expect(page).to_have_url(re.compile("/recovery-codes/$"))
    page.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_role("textbox", name="Username").fill("mara")
    page.locator("input[name=password]").fill("secret")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use a security key").click()
    expect(page.locator(".desk__name")).to_be_visible()


def test_the_screens_of_the_sign_in_pass_axe(
    chromium: Browser, live_server: Any, front: FrontPage, capsys: pytest.CaptureFixture[str]
) -> None:
    make_account(EDITOR, username="mara")
    axe, findings = find_axe(), Findings()
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(20_000)

    def look(where: str) -> None:
        page.evaluate(axe)
        run_axe(page, where, findings)

    for path in ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/"):
        page.goto(path)
        look(path)
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Username").fill("mara")
    page.locator("input[name=password]").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    look("a refused sign-in")
    sign_in(Person(page), "mara", "secret")
    page.goto("/accounts/2fa/totp/activate/")
    look("reauthentication")
    confirm(page)
    look("activation of an app")
    secret = page.get_by_label("Or type this key").input_value()
    page.get_by_label(re.compile("code", re.I)).fill(code_of(secret))
    page.get_by_role("button", name="Activate").click()
    look("recovery codes")
    for path in (
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/logout/",
    ):
        page.goto(path)
        look(path)
    context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("textbox", name="Username").fill("mara")
    page.locator("input[name=password]").fill("secret")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("authenticate"))
    look("second factor")
    context.close()
    with capsys.disabled():
        print(
            f"\naxe on the sign-in: {findings.pages} screens × {len(findings.rules)} rules, "
            f"{len(findings.faults)} faults"
        )
    assert not findings.faults, "\n".join(findings.faults)
