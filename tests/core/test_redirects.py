from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from broadsheet.core.actions import redirect_path
from broadsheet.core.errors import AddressRefused
from broadsheet.core.languages import default_locale
from broadsheet.core.models import Address, AddressState
from broadsheet.core.redirects import add_redirect, plain_path, remove_redirect
from broadsheet.fronts.models import FrontPage
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR
from tests.desk import desk, make_account, messages_of
from tests.factories import make_section, make_story, make_topic

LIST, ADD = "redirects:index", "redirects:add"


@pytest.fixture
def site(front: FrontPage) -> Site:
    return Site.objects.get(is_default_site=True)


def address_of(path: str) -> Address:
    return Address.objects.get(path=path)


def add(client: Client, old_path: str, **fields: object) -> object:
    return client.post(
        reverse(ADD), {"old_path": old_path, "address": "", "url": "", **fields}, follow=True
    )


@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ("/old-page/", "/old-page/"),
        (" old-page ", "/old-page/"),
        ("/2019/05/old.html", "/2019/05/old.html"),
        ("http://testserver/old-page?utm=1#top", "/old-page/"),
        ("/%D0%BA%D1%80%D0%B0%D0%BD/", "/кран/"),
    ],
)
def test_what_is_pasted_becomes_a_path(site: Site, pasted: str, path: str) -> None:
    assert plain_path(pasted, site) == path


def test_an_old_path_leads_to_a_page_and_follows_it(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="a-crane")
    response = add(desk(client, CHIEF_EDITOR), "/old-crane/", address=address_of("/a-crane/").pk)
    assert "/old-crane/ is now a redirect." in messages_of(response)
    client.logout()
    assert client.get("/old-crane/")["Location"] == "/a-crane/"
    story.slug = "another-crane"
    story.save_revision().publish()
    assert client.get("/old-crane/")["Location"] == "/another-crane/"


def test_an_old_path_leads_to_a_fixed_page_or_another_site(
    front: FrontPage, client: Client
) -> None:
    desk(client, CHIEF_EDITOR)
    add(client, "/latest/", address=address_of("/news/").pk)
    add(client, "/shop/", url="https://example.org/shop")
    add(client, "/tag/old-topic/", url="/tag/analysis/")
    client.logout()
    assert client.get("/latest/")["Location"] == "/news/"
    assert client.get("/shop/")["Location"] == "https://example.org/shop"
    assert client.get("/tag/old-topic/")["Location"] == "/tag/analysis/"


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        (
            {"old_path": "/admin/x/", "url": "/"},
            "old_path",
            "belongs to the site itself: no redirect",
        ),
        ({"old_path": "/a b/", "url": "/"}, "old_path", "can't be an address"),
        ({"old_path": "https://other.org/x/", "url": "/"}, "old_path", "on another site"),
        ({"old_path": "/harbour/", "url": "/"}, "old_path", "“Harbour” is live at /harbour/"),
        ({"old_path": "/x/", "url": "javascript:alert(1)"}, "url", "valid URL"),
        ({"old_path": "/x/", "url": "//evil.example/"}, "url", "valid URL"),
        ({"old_path": "/x/"}, "address", "Choose a page of ours or give an address."),
        ({"old_path": "", "url": "/"}, "old_path", "required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(
    front: FrontPage, client: Client, fields: dict[str, str], field: str, said: str
) -> None:
    make_section(front, "Harbour")
    response = add(desk(client, CHIEF_EDITOR), **fields)
    form = response.context["form"]  # type: ignore[attr-defined]
    assert said in form.errors[field][0]
    for typed in fields.values():
        assert typed in response.content.decode()  # type: ignore[attr-defined]
    assert not Address.objects.filter(state=AddressState.REDIRECT).exists()


def test_both_a_page_and_an_address_are_one_too_many(front: FrontPage, client: Client) -> None:
    response = add(
        desk(client, CHIEF_EDITOR), "/x/", address=address_of("/news/").pk, url="https://x.org/"
    )
    assert "not both" in response.context["form"].errors["url"][0]  # type: ignore[attr-defined]


def test_a_redirect_to_itself_is_refused(site: Site) -> None:
    with pytest.raises(AddressRefused, match="itself"):
        add_redirect("/news/", site=site, locale=default_locale(), to=address_of("/news/"))


def test_a_withdrawn_page_may_lead_on(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="a-crane")
    story.unpublish()
    add(desk(client, CHIEF_EDITOR), "/a-crane/", address=address_of("/news/").pk)
    client.logout()
    assert client.get("/a-crane/")["Location"] == "/news/"


def test_the_list_shows_where_old_addresses_lead(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    story = make_story(section, "The crane", slug="old-crane")
    story.slug = "new-crane"
    story.save_revision().publish()
    make_story(section, "Gone", slug="gone-story").unpublish()
    response = desk(client, CHIEF_EDITOR).get(reverse(LIST))
    html = response.content.decode()
    for shown in ("/old-crane/", "/new-crane/", "Redirect", "/gone-story/", "Gone"):
        assert shown in html
    assert {address.path for address in response.context["object_list"]} == {
        "/old-crane/",
        "/gone-story/",
    }
    response = client.get(reverse(LIST), {"q": "gone"})
    assert [address.path for address in response.context["object_list"]] == ["/gone-story/"]


def test_the_list_asks_as_much_for_30_redirects_as_for_5(site: Site, client: Client) -> None:
    topic = make_topic()
    desk(client, CHIEF_EDITOR)

    def queries(count: int) -> int:
        for number in range(count):
            redirect_path(f"/{count}-{number}/", site=site, locale=default_locale(), to=topic)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        return len(asked)

    queries(1)
    assert queries(5) == queries(25)


def test_a_redirect_is_removed_after_a_question(site: Site, client: Client) -> None:
    add_redirect("/old/", site=site, locale=default_locale(), url="/news/")
    url = reverse("redirects:delete", args=[address_of("/old/").pk])
    desk(client, CHIEF_EDITOR)
    assert "not found" in client.get(url).content.decode()
    response = client.post(url, follow=True)
    assert "/old/ was removed." in messages_of(response)
    client.logout()
    assert client.get("/old/").status_code == 404


def test_a_live_address_is_no_redirect_to_remove(site: Site, client: Client) -> None:
    live = address_of("/news/")
    url = reverse("redirects:delete", args=[live.pk])
    assert desk(client).post(url).status_code == 404
    with pytest.raises(AddressRefused, match="live"):
        remove_redirect(live)


def test_who_added_and_removed_is_noted(site: Site) -> None:
    account = make_account(CHIEF_EDITOR)
    address = add_redirect("/old/", site=site, locale=default_locale(), url="/x/", user=account)
    remove_redirect(address, user=account)
    entries = ModelLogEntry.objects.filter(user=account).order_by("timestamp", "pk")
    assert [entry.action for entry in entries] == ["core.redirect.add", "core.redirect.remove"]
    assert [entry.message for entry in entries] == [
        "Redirected /old/ to /x/",
        "Removed the old address /old/",
    ]


def test_the_site_history_tells_it(site: Site, client: Client) -> None:
    account = make_account(CHIEF_EDITOR)
    add_redirect("/old/", site=site, locale=default_locale(), url="/x/", user=account)
    html = desk(client).get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "Redirected /old/ to /x/" in html


@pytest.mark.parametrize("name", [LIST, ADD])
def test_an_editor_has_no_redirects(front: FrontPage, client: Client, name: str) -> None:
    response = desk(client, EDITOR).get(reverse(name))
    assert response["Location"] == reverse("wagtailadmin_home")


def test_the_actions_ask_for_the_right_themselves(site: Site) -> None:
    editor = make_account(EDITOR)
    with pytest.raises(PermissionDenied):
        add_redirect("/old/", site=site, locale=default_locale(), url="/x/", user=editor)
    address = add_redirect("/old/", site=site, locale=default_locale(), url="/x/")
    with pytest.raises(PermissionDenied):
        remove_redirect(address, user=editor)


def test_the_chooser_offers_live_addresses_only(front: FrontPage, client: Client) -> None:
    section = make_section(front, "Harbour")
    story = make_story(section, "Crane", slug="old-crane")
    story.slug = "new-crane"
    story.save_revision().publish()
    make_story(section, "Gone", slug="gone-story").unpublish()
    url = reverse("address_chooser:choose_results")
    html = desk(client, CHIEF_EDITOR).get(url, {"q": "crane"}).content.decode()
    assert "/new-crane/" in html
    assert "/old-crane/" not in html
    assert "/gone-story/" not in client.get(url, {"q": "gone"}).content.decode()
    assert "/tag/analysis/" in client.get(url, {"q": "ANALYSIS"}).content.decode()
    chosen = client.get(
        reverse("address_chooser:chosen", args=[address_of("/harbour/").pk])
    ).json()["result"]
    assert chosen["title"] == "Harbour (/harbour/)"


def test_a_reader_chooses_nothing(front: FrontPage, client: Client) -> None:
    assert client.get(reverse("address_chooser:choose")).status_code == 302
