from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.staff.models import User
from broadsheet.staff.roles import REPORTER
from tests.desk import desk
from tests.factories import make_picture


def put(name: str, data: bytes) -> str:
    path = Path(settings.ORIGINALS_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return reverse("original", args=[name])


def test_a_reader_is_asked_to_sign_in(front: FrontPage, client: Client) -> None:
    picture = make_picture()
    response = client.get(picture.file.url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_an_account_without_the_desk_gets_nothing(front: FrontPage, client: Client) -> None:
    client.force_login(User.objects.create_user("someone", "someone@example.org", "secret"))
    assert client.get(make_picture().file.url).status_code in (302, 403)


def test_the_newsroom_gets_the_original_and_no_cache_keeps_it(
    front: FrontPage, client: Client
) -> None:
    picture = make_picture()
    response = desk(client, REPORTER).get(picture.file.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["documents/page.html", "documents/drawing.svg", "x/y.bin"])
def test_what_could_run_is_downloaded_and_has_no_rights(
    front: FrontPage, client: Client, name: str
) -> None:
    url = put(name, b"<script>alert(1)</script>")
    response = desk(client, REPORTER).get(url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()


@pytest.mark.parametrize(
    "path",
    [
        "nothing.jpg",
        "",
        "..%2F..%2Fsite.toml",
        "%2E%2E/site.toml",
        "x/../../../etc/passwd",
        "x%00y",
    ],
)
def test_nothing_beside_the_originals_is_reached(
    front: FrontPage, client: Client, path: str
) -> None:
    assert desk(client).get(f"/admin/originals/{path}").status_code == 404
