"""There is no writing API: what answers machines reads, and a new one that writes fails here.

The matrix of roles by address holds every screen of the newsroom. Whatever else the table of URLs
holds refuses the methods that write, signed in or not, unless the matrix has a row for it.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from wagtail.admin.api.views import PagesAdminAPIViewSet

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story
from tests.desk import make_account
from tests.factories import make_picture, make_section, make_story
from tests.staff.matrix import NOT_WALKED, Screen, address_of, asked, read_page, routes

WRITES = ("post", "put", "patch", "delete")
#: Forbidden, unknown, or not with this method.
REFUSED = {403, 404, 405, 501}
SIGN_IN = ("/accounts/login/", "/admin/login/")
#: Each person's own sign-in, forms for whoever they belong to.
OWN = "accounts/"


def is_api(route: str) -> bool:
    return "api/" in route


def is_refused(response: Any) -> bool:
    is_led_away = response.status_code == 302 and response["Location"].startswith(SIGN_IN)
    return is_led_away or response.status_code in REFUSED


def outside_the_matrix() -> list[Screen]:
    """All addresses of the table but the matrix's screens; of those the ones for machines stay."""
    rows = read_page()
    found = []
    for route, name in routes(get_resolver().url_patterns):
        plain = re.sub(r"[\^$\\]", "", route)
        if plain in NOT_WALKED or plain.startswith(OWN):
            continue
        if plain not in rows or is_api(plain):
            found.append(Screen(name or plain, plain))
    return found


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_nothing_but_the_matrixs_screens_takes_a_write(
    front: FrontPage, is_signed_in: bool
) -> None:
    story = make_story(make_section(front), "A crane moves")
    values = {
        "wagtailadmin_api:pages:pk": story.pk,
        "wagtailadmin_api:images:pk": make_picture().pk,
        "year": 2026,
        "month": 11,
    }
    client = Client()
    if is_signed_in:
        client.force_login(make_account())
    walked = outside_the_matrix()
    assert any(is_api(screen.route) for screen in walked)
    taken = [
        f"{method.upper()} {url}: {response.status_code}"
        for screen in walked
        for method in WRITES
        for url in [address_of(screen, values)]
        for response in [asked(client, url, method)]
        if not is_refused(response)
    ]
    assert not taken, "\n".join(taken)


def test_the_walk_knows_a_write_that_is_taken(front: FrontPage) -> None:
    client = Client()
    client.force_login(make_account())
    assert not is_refused(asked(client, "/admin/notices/seen/", "post"))
    assert is_refused(asked(client, "/admin/notices/seen/", "put"))
    assert is_refused(asked(Client(), "/admin/notices/seen/", "post"))


def test_wagtails_own_actions_on_pages_are_closed_even_to_an_administrator(
    front: FrontPage,
) -> None:
    """They would publish a story past the checks, and past what else is scheduled for it."""
    story = make_story(make_section(front), "A crane moves", live=False)
    client = Client()
    client.force_login(make_account())
    for action in PagesAdminAPIViewSet.actions:
        url = f"/admin/api/main/pages/{story.pk}/action/{action}/"
        assert client.post(url).status_code == 404, action
    assert client.get(f"/admin/api/main/pages/{story.pk}/").status_code == 200
    assert not Story.objects.get(pk=story.pk).live
