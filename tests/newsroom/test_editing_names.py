"""Topics, people and departments in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Department, Person, Topic
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import desk, make_account
from tests.factories import make_person, make_section, make_story, make_topic


def screen(model: str, view: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_newsroom_{model}:{view}", args=args)


def topic_form(name: str, **fields: str) -> dict[str, str]:
    return {"name": name, "slug": "", "kind": "subject", "description": "", **fields}


def person_form(name: str, **fields: str) -> dict[str, str]:
    links = {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
    rest = dict.fromkeys(("job_title", "department", "photo", "short_bio", "bio", "email"), "")
    return {"name": name, "slug": "", "account": "", **rest, **links, **fields}


def test_a_topic_gets_its_slug_from_its_name_and_its_page_at_once(
    front: FrontPage, client: Client
) -> None:
    desk(client, EDITOR).post(screen("topic", "add"), topic_form("Кран у порту"))
    assert Topic.objects.get().slug == "кран-у-порту"
    client.logout()
    assert client.get("/tag/кран-у-порту/").status_code == 200


def test_a_name_given_twice_gets_a_slug_of_its_own(front: FrontPage, client: Client) -> None:
    desk(client, CHIEF_EDITOR)
    for _time in range(2):
        client.post(screen("person", "add"), person_form("Mara Lind"))
    assert list(Person.objects.order_by("pk").values_list("slug", flat=True)) == [
        "mara-lind",
        "mara-lind-2",
    ]


def test_a_slug_stays_as_it_was_where_its_address_can_not_go_with_it(
    front: FrontPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = make_topic("Ferries")

    def broken(self: Topic) -> None:
        raise RuntimeError("The process ends here.")

    monkeypatch.setattr(Topic, "keep_address", broken)
    topic.slug = "boats"
    with pytest.raises(RuntimeError):
        topic.save()
    assert Topic.objects.get().slug == "ferries"


def test_a_slug_that_is_given_and_taken_is_said_at_the_slug(
    front: FrontPage, client: Client
) -> None:
    make_person("Mara Lind", is_public=False)
    response = desk(client, CHIEF_EDITOR).post(
        screen("person", "add"), person_form("Another", slug="mara-lind")
    )
    assert "already “Mara Lind” with this slug" in response.context["form"].errors["slug"][0]


def test_an_address_of_the_site_itself_is_said_at_the_slug(
    front: FrontPage, client: Client
) -> None:
    response = desk(client, EDITOR).post(screen("topic", "add"), topic_form("Analysis"))
    assert "/tag/analysis/" in response.context["form"].errors["slug"][0]
    assert not Topic.objects.exists()


def test_a_name_without_letters_needs_a_slug(front: FrontPage, client: Client) -> None:
    response = desk(client, EDITOR).post(screen("topic", "add"), topic_form("!!!"))
    assert "Give a slug" in response.context["form"].errors["slug"][0]


def test_a_new_slug_redirects_the_old_one(front: FrontPage, client: Client) -> None:
    topic = make_topic("Ferries")
    desk(client, EDITOR).post(
        screen("topic", "edit", topic.pk), topic_form("Ferries", slug="ferry-traffic")
    )
    client.logout()
    assert client.get("/tag/ferries/")["Location"] == "/tag/ferry-traffic/"


def test_a_person_whose_name_stands_on_stories_is_not_deleted(
    front: FrontPage, client: Client
) -> None:
    person = make_person()
    make_story(make_section(front), authors=[person])
    desk(client, CHIEF_EDITOR).post(screen("person", "delete", person.pk))
    assert Person.objects.filter(pk=person.pk).exists()


def test_an_account_belongs_to_one_person(front: FrontPage, client: Client) -> None:
    account = make_account(REPORTER)
    make_person(account=account)
    response = desk(client, CHIEF_EDITOR).post(
        screen("person", "add"), person_form("Another", account=str(account.pk))
    )
    assert "account" in response.context["form"].errors


def test_departments_are_put_in_order_by_hand(front: FrontPage, client: Client) -> None:
    desk(client, CHIEF_EDITOR)
    for name in ("News", "Photo", "Desk"):
        client.post(screen("department", "add"), {"name": name})
    desk_department = Department.objects.get(name="Desk")
    client.post(screen("department", "reorder", desk_department.pk) + "?position=0")
    assert list(Department.objects.values_list("name", flat=True)) == ["Desk", "News", "Photo"]
    assert client.get(screen("department", "list")).status_code == 200


@pytest.mark.parametrize("model", ["topic", "person"])
def test_lists_and_choosers_find_a_name_that_was_added_a_second_ago(
    front: FrontPage, client: Client, model: str
) -> None:
    make_topic("Ferries")
    make_topic("Trams")
    make_person("Ferries Fan")
    make_person("Tram Fan")
    desk(client, CHIEF_EDITOR)
    for url in (
        screen(model, "list"),
        reverse(f"wagtailsnippetchoosers_newsroom_{model}:choose_results"),
    ):
        html = client.get(url, {"q": "FERR"}).content.decode()
        assert "Ferries" in html
        assert "Tram" not in html.replace("Trams Fan", "")


def test_an_editor_makes_a_topic_in_the_chooser(front: FrontPage, client: Client) -> None:
    prefix = "wagtailsnippetchoosers_newsroom_topic"
    desk(client, EDITOR)
    assert "New topic" in client.get(reverse(f"{prefix}:choose")).json()["html"]
    sent = {"name": "Ferries", "slug": "", "kind": "subject"}
    chosen = client.post(reverse(f"{prefix}:create"), sent).json()["result"]
    topic = Topic.objects.get()
    assert (topic.slug, chosen["string"]) == ("ferries", "Ferries")


def test_a_reporter_chooses_a_topic_and_makes_none(front: FrontPage, client: Client) -> None:
    make_topic("Ferries")
    prefix = "wagtailsnippetchoosers_newsroom_topic"
    html = desk(client, REPORTER).get(reverse(f"{prefix}:choose")).json()["html"]
    assert "Ferries" in html
    assert "New topic" not in html
    sent = {"name": "Trams", "slug": "", "kind": "subject"}
    client.post(reverse(f"{prefix}:create"), sent)
    assert Topic.objects.count() == 1


def test_the_lists_count_and_filter(front: FrontPage, client: Client) -> None:
    ferries = make_topic("Ferries")
    make_story(make_section(front), topics=[ferries])
    make_person(is_public=False)
    desk(client, CHIEF_EDITOR)
    response = client.get(screen("topic", "list"), {"kind": "subject"})
    assert [topic.live_stories for topic in response.context["object_list"]] == [1]
    assert not client.get(screen("topic", "list"), {"kind": "person"}).context["object_list"]
    assert not client.get(screen("person", "list"), {"is_public": "true"}).context["object_list"]
