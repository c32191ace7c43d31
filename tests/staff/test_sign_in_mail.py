"""A mail to the account's owner at a sign-in from a browser or a network not seen before."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from broadsheet.core.models import OutboundAct
from broadsheet.core.outbound.sending import send_due
from broadsheet.fronts.models import FrontPage
from broadsheet.staff.enums import StaffAction
from broadsheet.staff.models import User
from broadsheet.staff.roles import REPORTER
from broadsheet.staff.sign_in_mail import KIND, browser_of, network_of
from tests.desk import make_account
from tests.staff.signing import sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:{}.0) Gecko/20100101 Firefox/{}.0"
HERE: dict[str, Any] = {"HTTP_USER_AGENT": FIREFOX.format(145, 145), "REMOTE_ADDR": "203.0.113.7"}
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def mara(front: FrontPage) -> User:
    return make_account(REPORTER, username="mara")


def sent_after(**where: Any) -> list[str]:
    """What the worker mails after a sign-in from there."""
    mail.outbox.clear()
    sign_in(Client(), **{**HERE, **where})
    waiting = OutboundAct.objects.of_kind(KIND).waiting().count()
    send_due()
    assert len(mail.outbox) == waiting
    return [str(message.body) for message in mail.outbox]


def test_the_first_sign_in_and_the_same_again_send_nothing(mara: User) -> None:
    assert sent_after() == []
    assert sent_after() == []
    # A browser renews itself each month, and a line gives another address each night.
    assert sent_after(HTTP_USER_AGENT=FIREFOX.format(146, 146), REMOTE_ADDR="203.0.113.99") == []


def test_another_browser_is_told_once(mara: User) -> None:
    sent_after()
    (text,) = sent_after(HTTP_USER_AGENT=PHONE)
    assert "Safari, iPhone" in text
    assert "203.0.113.7" in text
    assert "http://testserver/accounts/sessions/" in text
    assert "http://testserver/accounts/password/change/" in text
    (message,) = mail.outbox
    assert message.to == ["mara@example.org"]
    assert message.subject == "A new sign-in at The Test Post"
    assert sent_after(HTTP_USER_AGENT=PHONE) == []
    assert sent_after() == []


@pytest.mark.parametrize("address", ["198.51.100.4", "2001:db8:1:2::3"])
def test_another_network_is_told_once(mara: User, address: str) -> None:
    sent_after()
    (text,) = sent_after(REMOTE_ADDR=address)
    assert address in text
    assert sent_after(REMOTE_ADDR=address) == []


def test_what_was_not_used_for_half_a_year_is_new_again(mara: User) -> None:
    with time_machine.travel("2026-01-02 12:00Z") as time:
        sent_after()
        sent_after(HTTP_USER_AGENT=PHONE)
        for _month in range(7):
            time.shift(30 * 86_400)
            assert sent_after() == []
        assert len(sent_after(HTTP_USER_AGENT=PHONE)) == 1


def test_a_failed_attempt_and_another_account_tell_nothing(mara: User) -> None:
    make_account(REPORTER, username="tomas")
    sent_after()
    sign_in(Client(), "mara", "wrong", HTTP_USER_AGENT=PHONE)
    sign_in(Client(), "tomas", HTTP_USER_AGENT=PHONE)
    assert not OutboundAct.objects.of_kind(KIND).exists()


def test_the_site_may_turn_it_off(mara: User, settings: Any) -> None:
    settings.BROADSHEET_SIGN_IN_MAIL = False
    sent_after()
    assert sent_after(HTTP_USER_AGENT=PHONE) == []


def test_a_mail_server_that_is_away_keeps_nobody_out_and_is_asked_again(
    mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_after()

    def away(self: object, *args: object, **options: object) -> int:
        raise OSError("no route to the mail server")

    client = Client()
    assert sign_in(client, **{**HERE, "HTTP_USER_AGENT": PHONE}).status_code == 302
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        send_due()
    act = OutboundAct.objects.of_kind(KIND).get()
    assert act.state == "waiting"
    assert "no route to the mail server" in act.last_error
    OutboundAct.objects.update(not_before=act.asked_at)
    send_due()
    assert [message.to for message in mail.outbox] == [["mara@example.org"]]


def test_it_is_written_in_the_owners_language(mara: User) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(mara)
    profile.preferred_language = "uk"
    profile.save()
    sent_after()
    (text,) = sent_after(HTTP_USER_AGENT=PHONE)
    assert "Якщо це були ви" in text


def test_the_audit_log_names_the_browser(mara: User) -> None:
    sent_after()
    entry = ModelLogEntry.objects.get(action=StaffAction.SIGNED_IN.value)
    assert entry.message == "Signed in (password, Firefox, Linux, 203.0.113.7)"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX.format(1, 1), "Firefox, Linux"),
        (PHONE, "Safari, iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
            "Edge, Windows",
        ),
        ("curl/8.1", "curl/8.1"),
        ("", ""),
    ],
)
def test_a_browser_has_a_name_without_versions(agent: str, said: str) -> None:
    assert browser_of(agent) == said


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_network_is_what_stays_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network
