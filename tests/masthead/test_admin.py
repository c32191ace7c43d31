from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.core.models import Address
from broadsheet.fronts.models import FrontPage
from broadsheet.masthead.models import Menu, Panel, PromoBar
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR
from tests.desk import desk
from tests.factories import make_section, make_story

HOME = "wagtailadmin_home"


def snippet(model: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_masthead_{model}:{view}", args=args)


def address_of(path: str) -> str:
    return str(Address.objects.get(path=path).pk)


def menu_form(slot: str, *links: dict[str, str]) -> dict[str, str]:
    return nested_form_data(
        {
            "slot": slot,
            "heading": "Featured",
            "items": inline_formset(
                [{"address": "", "external_url": "", **link} for link in links]
            ),
        }
    )


def test_a_menu_of_pages_and_addresses_is_made_and_shown_to_readers(
    front: FrontPage, client: Client
) -> None:
    make_section(front, "Harbour")
    sent = menu_form(
        "featured",
        {"label": "The port", "address": address_of("/harbour/")},
        {"label": "Elsewhere", "external_url": "https://example.org/"},
    )
    response = desk(client, CHIEF_EDITOR).post(snippet("menu", "add"), sent)
    assert response.status_code == 302
    menu = Menu.objects.get(slot="featured")
    assert [(item.label, item.url) for item in menu.items.all()] == [
        ("The port", "/harbour/"),
        ("Elsewhere", "https://example.org/"),
    ]


def test_the_links_of_a_menu_choose_from_addresses(front: FrontPage, client: Client) -> None:
    html = desk(client, CHIEF_EDITOR).get(snippet("menu", "add")).content.decode()
    assert reverse("address_chooser:choose") in html
    assert "Choose a page of ours" in html


def test_a_place_has_one_menu(front: FrontPage, client: Client) -> None:
    desk(client, CHIEF_EDITOR)
    for _time in range(2):
        response = client.post(snippet("menu", "add"), menu_form("more"))
    assert "already a menu in this place" in response.context["form"].errors["slot"][0]
    assert Menu.objects.filter(slot="more").count() == 1


def test_a_link_without_an_address_is_said_at_its_row(front: FrontPage, client: Client) -> None:
    sent = menu_form("more", {"label": "Nowhere"})
    response = desk(client, CHIEF_EDITOR).post(snippet("menu", "add"), sent)
    errors = response.context["form"].formsets["items"].errors
    assert errors == [{"address": ["Choose a page of ours or give an address."]}]
    assert "Nowhere" in response.content.decode()


def make_panels(*titles: str) -> list[Panel]:
    # All at one place, as an import may leave them.
    return [
        Panel.objects.create(title=title, call_to_action="Go", external_url="https://x.org/")
        for title in titles
    ]


def titles() -> list[str]:
    return list(Panel.objects.order_by("position", "pk").values_list("title", flat=True))


def test_panels_are_put_in_order_even_from_one_place(front: FrontPage, client: Client) -> None:
    _first, _second, third = make_panels("First", "Second", "Third")
    desk(client, CHIEF_EDITOR)
    client.post(snippet("panel", "reorder", third.pk) + "?position=0")
    assert titles() == ["Third", "First", "Second"]
    client.post(snippet("panel", "reorder", third.pk) + "?position=1")
    assert titles() == ["First", "Third", "Second"]
    client.post(snippet("panel", "reorder", third.pk) + "?position=99")
    assert titles() == ["First", "Second", "Third"]
    assert ModelLogEntry.objects.filter(action="wagtail.reorder").count() == 3
    client.post(snippet("panel", "reorder", third.pk))
    assert ModelLogEntry.objects.filter(action="wagtail.reorder").count() == 3


def test_a_new_panel_goes_last(front: FrontPage, client: Client) -> None:
    make_panels("First", "Second")
    Panel.objects.filter(title="Second").update(position=7)
    sent = {"title": "Third", "text": "", "call_to_action": "Go", "address": "", "picture": ""}
    desk(client, CHIEF_EDITOR).post(
        snippet("panel", "add"), {**sent, "external_url": "https://x.org/"}
    )
    assert titles() == ["First", "Second", "Third"]


def test_the_list_of_panels_is_in_their_order_and_can_be_dragged(
    front: FrontPage, client: Client
) -> None:
    make_panels("First", "Second")
    response = desk(client, CHIEF_EDITOR).get(snippet("panel", "list"))
    assert "data-w-orderable-url-value" in response.content.decode()
    assert [panel.title for panel in response.context["object_list"]] == ["First", "Second"]


def test_an_editor_puts_no_panel_elsewhere(front: FrontPage, client: Client) -> None:
    first, _second = make_panels("First", "Second")
    response = desk(client, EDITOR).post(snippet("panel", "reorder", first.pk) + "?position=1")
    assert response["Location"] == reverse(HOME)
    assert titles() == ["First", "Second"]


def bar_form(**fields: Any) -> dict[str, Any]:
    return {
        "text": "Join us",
        "call_to_action": "Join",
        "address": "",
        "external_url": "https://example.org/join",
        "second_call_to_action": "",
        "second_url": "",
        "goal_label": "",
        "is_on": "on",
        **fields,
    }


def test_a_promo_bar_is_bound_to_sections_by_ticks(front: FrontPage, client: Client) -> None:
    harbour = make_section(front, "Harbour")
    make_section(front, "Town")
    make_story(harbour, slug="no-section")
    desk(client, CHIEF_EDITOR)
    html = client.get(snippet("promobar", "add")).content.decode()
    assert html.count('type="checkbox" name="sections"') == 2
    assert "no-section" not in html
    client.post(snippet("promobar", "add"), bar_form(sections=[address_of("/harbour/")]))
    bar = PromoBar.objects.get()
    assert [address.path for address in bar.sections.all()] == ["/harbour/"]


def test_a_promo_bar_takes_no_page_that_is_no_section(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), slug="no-section")
    response = desk(client, CHIEF_EDITOR).post(
        snippet("promobar", "add"), bar_form(sections=[address_of("/no-section/")])
    )
    assert "sections" in response.context["form"].errors
    assert not PromoBar.objects.exists()


def test_a_promo_bar_that_ends_before_it_starts_is_refused(
    front: FrontPage, client: Client
) -> None:
    response = desk(client, CHIEF_EDITOR).post(
        snippet("promobar", "add"),
        bar_form(starts_at="2030-01-02 00:00", ends_at="2030-01-01 00:00"),
    )
    assert "must end after it starts" in str(response.context["form"].errors)


def test_the_site_settings_stand_in_the_masthead_menu(front: FrontPage, client: Client) -> None:
    html = desk(client, CHIEF_EDITOR).get(reverse(HOME)).content.decode()
    url = reverse("wagtailsettings:edit", args=["masthead", "sitesettings"])
    assert html.count(f'"{url}"') == 1


@pytest.mark.parametrize("view", ["wagtailadmin_home", "account_login"])
def test_the_screens_carry_the_newspapers_name(front: FrontPage, client: Client, view: str) -> None:
    if view != "account_login":
        desk(client)
    html = client.get(reverse(view)).content.decode()
    assert "- The Test Post</title>" in html
    assert "broadsheet-mark" in html
    assert "Wagtail</title>" not in html
    said = "Sign in to The Test Post" if "login" in view else 'desk__name">The Test Post<'
    assert said in html


def test_the_screens_ask_nothing_of_other_hosts(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front))
    desk(client)
    for url in (
        reverse(HOME),
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        reverse("stories:index"),
    ):
        html = client.get(url).content.decode()
        for attribute in ("src", "srcset"):
            assert f'{attribute}="http' not in html
            assert f'{attribute}="//' not in html
        assert 'rel="stylesheet" href="http' not in html


def test_an_unknown_address_of_the_desk_has_a_way_back(front: FrontPage, client: Client) -> None:
    response = desk(client).get("/admin/no-such-screen/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "There is nothing at this address" in html
    assert reverse(HOME) in html
