"""Signing in by name and password, the limits of attempts, a new password by mail."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.staff.models import Kept, User
from broadsheet.staff.roles import REPORTER
from tests.desk import make_account
from tests.staff.signing import DESK, SIGN_IN, is_signed_in, sign_in


@pytest.fixture
def mara(front: FrontPage) -> User:
    return make_account(REPORTER, username="mara")


@pytest.mark.parametrize("login", ["mara", "mara@example.org", "MARA@example.org"])
def test_name_or_mail_address_and_the_password_open_the_desk(
    client: Client, mara: User, login: str
) -> None:
    response = sign_in(client, login)
    assert response["Location"] == DESK
    assert is_signed_in(client)


def test_who_was_sent_to_the_sign_in_comes_back_to_the_screen(client: Client, mara: User) -> None:
    response = client.get("/admin/images/", follow=True)
    assert response.request["PATH_INFO"] == SIGN_IN
    assert 'name="next" value="/admin/images/"' in response.content.decode()
    data = {"login": "mara", "password": "secret", "next": "/admin/images/"}
    assert client.post(SIGN_IN, data)["Location"] == "/admin/images/"


def test_nobody_is_led_to_another_host(client: Client, mara: User) -> None:
    data = {"login": "mara", "password": "secret", "next": "https://elsewhere.example/"}
    assert client.post(SIGN_IN, data)["Location"] == DESK


def test_wagtails_own_forms_lead_to_ours(client: Client, front: FrontPage) -> None:
    response = client.get("/admin/login/?next=/admin/images/")
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2Fimages%2F"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 405
    assert client.get("/admin/password_reset/")["Location"] == "/accounts/password/reset/"
    assert client.get("/admin/password_reset/done/").status_code == 404


@pytest.mark.parametrize("login", ["mara", "nobody", "nobody@example.org", "<b>x</b>"])
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence(
    client: Client, mara: User, login: str
) -> None:
    html = sign_in(client, login, "wrong").content.decode()
    assert "The name or the password is not right." in html
    assert "<b>x</b>" not in html
    assert not is_signed_in(client)


def test_a_deactivated_account_does_not_sign_in(client: Client, mara: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


def test_after_five_wrong_passwords_the_right_one_waits_ten_minutes(
    client: Client, mara: User
) -> None:
    with time_machine.travel("2026-11-24 12:00:00Z", tick=False) as time:
        for _attempt in range(5):
            sign_in(client, password="wrong")
        html = sign_in(client).content.decode()
        assert "Too many attempts to sign in. Wait ten minutes" in html
        assert not is_signed_in(client)
        time.shift(601)
        assert sign_in(client)["Location"] == DESK


def test_the_limit_of_one_name_holds_from_everywhere_and_leaves_others_alone(
    client: Client, mara: User
) -> None:
    make_account(REPORTER, username="tomas")
    for number in range(5):
        sign_in(client, password="wrong", REMOTE_ADDR=f"203.0.113.{number}")
    assert "Too many attempts" in sign_in(client, REMOTE_ADDR="203.0.113.99").content.decode()
    assert sign_in(client, "tomas", REMOTE_ADDR="203.0.113.98")["Location"] == DESK


def test_one_address_that_tries_many_names_is_stopped(client: Client, mara: User) -> None:
    for number in range(20):
        sign_in(client, f"guess{number}", "wrong")
    assert "Too many attempts" in sign_in(client).content.decode()


def test_the_counts_stand_in_the_database_where_every_process_sees_them(
    client: Client, mara: User
) -> None:
    sign_in(client, password="wrong")
    assert Kept.objects.filter(cache_key__contains="login_failed").exists()
    assert not Kept.objects.filter(cache_key__contains="mara").exists()


def test_nothing_but_the_guard_of_the_sign_in_is_cached(db: None) -> None:
    cache.set("rendition-7", "x")
    assert cache.get("rendition-7") is None
    assert cache.add("rendition-7", "x")
    assert "rendition-7" not in cache
    cache.set_many({"a": 1, "allauth:b": 2})
    assert cache.get_many(["a", "allauth:b"]) == {"allauth:b": 2}
    assert not cache.add("allauth:b", 3)
    assert cache.incr("allauth:b") == 3
    assert cache.touch("allauth:b", 5)
    assert not cache.touch("a")
    assert not cache.delete("a")
    assert cache.delete("allauth:b")
    cache.delete_many(["a", "allauth:b"])
    assert cache.get("allauth:b") is None


# A new password by mail ---------------------------------------------------------


def link_in(text: str) -> str:
    found = re.search(r"http://testserver(/accounts/\S+)", text)
    assert found, text
    return found[1]


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client: Client, mara: User) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "mara@example.org"})
    assert response.status_code == 302
    (message,) = mail.outbox
    assert message.subject == "A new password for The Test Post"
    assert message.to == ["mara@example.org"]
    assert "Your username is mara." in message.body
    link = link_in(message.body)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    passwords = {"password1": "a-quiet-week", "password2": "a-quiet-week"}
    done = client.post(form.request["PATH_INFO"], passwords, follow=True)
    assert "The new password is kept" in done.content.decode()
    assert "This link is used up" in Client().get(link, follow=True).content.decode()
    assert sign_in(Client(), password="a-quiet-week")["Location"] == DESK


def test_the_link_leads_to_the_sites_own_host(client: Client, mara: User) -> None:
    client.post(
        reverse("account_reset_password"), {"email": "mara@example.org"}, headers={"host": "[::1]"}
    )
    assert link_in(mail.outbox[0].body)
    assert "[::1]" not in mail.outbox[0].body


def test_a_stranger_learns_nothing_and_gets_no_mail(client: Client, mara: User) -> None:
    answer = client.post(
        reverse("account_reset_password"), {"email": "nobody@example.org"}, follow=True
    )
    assert "If there is an account with that address" in answer.content.decode()
    assert mail.outbox == []


def test_a_new_password_ends_every_session(client: Client, mara: User) -> None:
    sign_in(client)
    other = Client()
    other.post(reverse("account_reset_password"), {"email": "mara@example.org"})
    form = other.get(link_in(mail.outbox[0].body), follow=True)
    passwords = {"password1": "a-quiet-week", "password2": "a-quiet-week"}
    other.post(form.request["PATH_INFO"], passwords)
    assert not is_signed_in(client)


def test_mail_for_one_account_is_limited(client: Client, mara: User) -> None:
    for _time in range(8):
        client.post(reverse("account_reset_password"), {"email": "mara@example.org"})
    assert len(mail.outbox) == 5


# The pages ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [SIGN_IN, "/accounts/password/reset/", "/accounts/2fa/authenticate/"]
)
def test_the_pages_are_kept_by_no_cache_and_hold_to_a_strict_policy(
    client: Client, front: FrontPage, path: str
) -> None:
    response = client.get(path)
    assert response["Cache-Control"] == "private, no-store"
    policy = response["Content-Security-Policy"]
    assert {"script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))
    assert "unsafe" not in policy
    html = response.content.decode()
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/accounts/email/", "/accounts/nothing/", "/accounts/social/"]
)
def test_nobody_signs_up(client: Client, front: FrontPage, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"


def test_no_page_can_take_an_address_of_the_sign_in(front: FrontPage) -> None:
    from broadsheet.core.reserved import is_reserved

    assert is_reserved("/accounts/login/")


def test_robots_stay_away(client: Client, front: FrontPage) -> None:
    assert "Disallow: /accounts/\n" in client.get("/robots.txt").content.decode()
