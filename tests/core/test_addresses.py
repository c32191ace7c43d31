from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Site

from broadsheet.core.actions import (
    assign_address,
    check_path,
    keep_fixed_addresses,
    redirect_path,
    withdraw_address,
)
from broadsheet.core.errors import AddressRefused, AddressReserved, AddressTaken
from broadsheet.core.models import Address, AddressState
from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story
from tests.factories import make_person, make_section, make_story, make_topic


@pytest.fixture
def site(front: FrontPage) -> Site:
    return Site.objects.get()


@pytest.fixture
def locale(front: FrontPage) -> Locale:
    return Locale.objects.get()


def test_a_story_answers_at_its_slug(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), "A crane moves", slug="a-crane-moves")
    response = client.get("/a-crane-moves/")
    assert response.status_code == 200
    assert "A crane moves" in response.content.decode()


def test_a_draft_has_no_address(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), slug="a-draft", live=False)
    assert client.get("/a-draft/").status_code == 404


def test_a_new_slug_leaves_a_permanent_redirect(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="first-words")
    story.slug = "second-words"
    story.save_revision().publish()
    story.slug = "third-words"
    story.save_revision().publish()
    assert client.get("/third-words/").status_code == 200
    for old in ("/first-words/", "/second-words/"):
        response = client.get(f"{old}?utm_source=x")
        assert (response.status_code, response["Location"]) == (301, "/third-words/?utm_source=x")


def test_a_story_may_return_to_a_former_slug(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="one")
    for slug in ("two", "one"):
        story.slug = slug
        story.save_revision().publish()
    assert client.get("/one/").status_code == 200
    assert client.get("/two/")["Location"] == "/one/"


def test_what_was_taken_down_answers_410_and_comes_back(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="taken-down")
    story.unpublish()
    assert client.get("/taken-down/").status_code == 410
    story.refresh_from_db()
    story.save_revision().publish()
    assert client.get("/taken-down/").status_code == 200


def test_what_was_deleted_answers_410(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="deleted")
    Story.objects.get(pk=story.pk).delete()
    assert client.get("/deleted/").status_code == 410
    topic = make_topic("Trams")
    topic.delete()
    assert client.get("/tag/trams/").status_code == 410


def test_a_redirect_to_something_taken_down_answers_410(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="old")
    story.slug = "new"
    story.save_revision().publish()
    story.unpublish()
    assert client.get("/old/").status_code == 410


def test_two_things_never_share_an_address(front: FrontPage) -> None:
    harbour, town = make_section(front), make_section(front, "Town")
    make_story(harbour, "The first", slug="same")
    with pytest.raises(ValidationError, match="already that of “The first”"):
        make_story(town, "The second", slug="same", live=True)


def test_a_sections_slug_is_refused_to_a_page_of_ours(front: FrontPage) -> None:
    make_section(front)
    story = make_story(make_section(front, "Town"), slug="free", live=False)
    story.slug, story.live = "harbour", True
    with pytest.raises(AddressTaken):
        story.keep_address()


@pytest.mark.parametrize("slug", ["admin", "news", "tag", "search", "team", "store", "static"])
def test_reserved_words_are_refused_in_a_sentence(front: FrontPage, slug: str) -> None:
    section = make_section(front)
    with pytest.raises(Exception, match=r"belongs to the site itself|already that of"):
        make_story(section, slug=slug)


def test_an_address_without_its_slash_leads_to_the_one_with_it(
    front: FrontPage, client: Client
) -> None:
    make_story(make_section(front), slug="with-slash")
    assert client.get("/with-slash")["Location"] == "/with-slash/"
    assert client.get("/nothing-here").status_code == 404


def test_capitals_lead_to_the_address_in_lower_case(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), slug="lower")
    assert client.get("/LoWer/")["Location"] == "/lower/"


def test_no_path_leads_to_another_host(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), slug="evil")
    for path in ("//evil", "//evil.example/", "/%2F%2Fevil.example", "//EVIL/"):
        response = client.get(path)
        assert response.status_code in (200, 301, 404)
        assert not response.get("Location", "/").startswith("//")


@pytest.mark.parametrize(
    "path", ["/%00/", "/%ff%fe/", "/a%0d%0aSet-Cookie:x/", "/" + "a" * 3000 + "/"]
)
def test_bytes_of_any_kind_in_a_path_are_answered_with_404(
    front: FrontPage, client: Client, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_only_reading_methods_are_answered(front: FrontPage, client: Client) -> None:
    assert client.head("/").status_code == 200
    assert client.post("/").status_code == 405


def test_a_menu_row_keeps_its_address_when_the_page_moves(front: FrontPage) -> None:
    story = make_story(make_section(front), slug="before")
    row = Address.objects.live().of(story).get()
    story.slug = "after"
    story.save_revision().publish()
    row.refresh_from_db()
    assert (row.path, row.state) == ("/after/", AddressState.LIVE)


def test_only_a_public_person_has_a_page(front: FrontPage, client: Client) -> None:
    person = make_person("Ines Varga", is_public=False)
    assert client.get("/author/ines-varga/").status_code == 404
    person.is_public = True
    person.save()
    assert client.get("/author/ines-varga/").status_code == 200
    person.is_public = False
    person.save()
    assert client.get("/author/ines-varga/").status_code == 410


def test_a_redirect_never_takes_the_place_of_a_live_page(
    front: FrontPage, site: Site, locale: Locale, client: Client
) -> None:
    story = make_story(make_section(front), slug="here")
    assert not redirect_path("/here/", site=site, locale=locale, url="/elsewhere/").made
    assert redirect_path("/there/", site=site, locale=locale, to=story).made
    assert client.get("/there/")["Location"] == "/here/"


def test_fixed_pages_keep_their_rows_however_often_they_are_kept(
    front: FrontPage, site: Site
) -> None:
    before = set(Address.objects.values_list("pk", "path"))
    keep_fixed_addresses(site)
    assert set(Address.objects.values_list("pk", "path")) == before
    assert Address.objects.filter(path="/news/", route="archive").exists()


def test_withdrawing_twice_is_harmless(front: FrontPage, site: Site, locale: Locale) -> None:
    story = make_story(make_section(front), slug="twice")
    assert withdraw_address(story) == 1
    assert withdraw_address(story) == 0
    again = assign_address(story, "/twice/", title="x", site=site, locale=locale)
    assert again.state == AddressState.LIVE


@given(st.text(max_size=80))
def test_a_path_is_accepted_or_refused_in_a_sentence(text: str) -> None:
    refusal: AddressRefused | None = None
    try:
        check_path(f"/{text}/")
    except AddressRefused as refused:
        refusal = refused
    if isinstance(refusal, AddressReserved):
        assert "another slug" in refusal.messages[0]
    elif refusal is not None:
        assert refusal.messages[0].endswith((".", "/."))
    else:
        assert "//" not in f"/{text}/".replace("//", "/", text == "")
        assert not set(text) & set("?#<>\"' \x00\n")
