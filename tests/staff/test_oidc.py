"""Signing in by the company's own server, which stands here in a thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from broadsheet.config.sign_in import PROVIDER, providers
from broadsheet.config.site_file import SiteConfig
from broadsheet.fronts.models import FrontPage
from broadsheet.staff.models import User
from broadsheet.staff.roles import REPORTER
from tests.desk import make_account
from tests.staff.signing import give_app, is_signed_in

LOGIN = f"/accounts/oidc/{PROVIDER}/login/"


class Company(BaseHTTPRequestHandler):
    """An OpenID Connect server that vouches for whoever `person` says."""

    person: dict[str, Any] = {}

    def answer(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.path.endswith("openid-configuration"):
            self.answer(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                }
            )
        else:
            self.answer(self.person)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "token", "token_type": "Bearer"})

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def company(settings: Any, tmp_path: Any) -> Iterator[type[Company]]:
    server = HTTPServer(("127.0.0.1", 0), Company)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = SiteConfig(
        tmp_path,
        oidc_server=f"http://127.0.0.1:{server.server_address[1]}",
        oidc_client="broadsheet",
        oidc_secret="given",
        oidc_name="The Company",
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers(config)
    yield Company
    server.shutdown()
    server.server_close()


def come(client: Client) -> Any:
    """Go there and come back, as the browser does."""
    there = client.get(LOGIN)
    query = parse_qs(urlsplit(there["Location"]).query)
    assert "code_challenge" in query
    return client.get(f"{LOGIN}callback/", {"code": "x", "state": query["state"][0]})


def test_who_the_server_vouches_for_comes_to_their_account(
    client: Client, front: FrontPage, company: type[Company]
) -> None:
    mara = make_account(REPORTER, username="mara")
    assert "The Company" in client.get("/accounts/login/").content.decode()
    company.person = {"sub": "7", "email": "Mara@example.org", "email_verified": True}
    come(client)
    assert is_signed_in(client)
    # The password is not taken away, and the server's id counts from now on.
    mara.refresh_from_db()
    assert mara.check_password("secret")
    company.person = {"sub": "7", "email": "new@example.org", "email_verified": True}
    other = Client()
    come(other)
    assert is_signed_in(other)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "8", "email": "stranger@example.org", "email_verified": True},
        {"sub": "8", "email": "mara@example.org", "email_verified": False},
        {"sub": "8"},
    ],
)
def test_who_has_no_account_gets_none(
    client: Client, front: FrontPage, company: type[Company], person: dict[str, Any]
) -> None:
    make_account(REPORTER, username="mara")
    company.person = person
    answer = come(client)
    assert answer.status_code == 403
    assert "There is no account for you yet" in answer.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == 1


def test_a_deactivated_account_stays_closed(
    client: Client, front: FrontPage, company: type[Company]
) -> None:
    make_account(REPORTER, username="mara", is_active=False)
    company.person = {"sub": "9", "email": "mara@example.org", "email_verified": True}
    come(client)
    assert not is_signed_in(client)


def test_the_second_factor_is_asked_for_all_the_same(
    client: Client, front: FrontPage, company: type[Company]
) -> None:
    give_app(make_account(REPORTER, username="mara"))
    company.person = {"sub": "10", "email": "mara@example.org", "email_verified": True}
    assert come(client)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_without_the_setting_there_is_no_such_way(client: Client, front: FrontPage) -> None:
    assert client.get(LOGIN).status_code == 404
