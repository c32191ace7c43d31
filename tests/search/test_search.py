from __future__ import annotations

import pytest
from django.test import Client

from broadsheet.fronts.models import FrontPage
from tests.factories import make_person, make_section, make_story, make_topic, text


def headlines(client: Client, query: str) -> str:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    context = response.context_data or {}
    page = None if context.get("only_some") else context.get("page")
    return " | ".join(card.headline for card in page) if page else ""


@pytest.fixture
def paper(front: FrontPage) -> FrontPage:
    section = make_section(front)
    make_story(
        section,
        "Cranes return to the quay",
        body=[text("<p>The dockers were <b>waiting</b> since spring.</p>")],
        topics=[make_topic("Night ferries")],
        authors=[make_person("Mara Lind")],
    )
    make_story(
        section,
        "A secret for members",
        access="members",
        standfirst="An open sentence.",
        body=[text("<p>Hidden treasure</p>")],
    )
    make_story(section, "A draft about cranes", live=False)
    return front


@pytest.mark.parametrize(
    "query", ["crane", "CRANES", "returned quay", "docker wait", "lind", "ferry", "“quays”"]
)
def test_words_are_found_in_any_form_and_anywhere_in_the_story(
    paper: FrontPage, client: Client, query: str
) -> None:
    assert headlines(client, query) == "Cranes return to the quay"


def test_every_word_must_be_there(paper: FrontPage, client: Client) -> None:
    assert headlines(client, "crane elephant") == ""


def test_a_members_text_is_not_found_and_its_standfirst_is(
    paper: FrontPage, client: Client
) -> None:
    assert headlines(client, "treasure") == ""
    assert headlines(client, "open sentence") == "A secret for members"


def test_what_was_taken_down_is_found_no_more(paper: FrontPage, client: Client) -> None:
    from broadsheet.newsroom.models import Story

    Story.objects.get(title="Cranes return to the quay").unpublish()
    assert headlines(client, "crane") == ""


@pytest.mark.parametrize(
    "query",
    ['"', "' OR 1=1 --", "a" * 5000, "NEAR(", "*", "crane*", "-crane", "\x00", "<b>", "   ", "_",
     "\u202e\u2066crane", "مرحبا بالعالم", "e\u0301" * 90, "\U0001f600%", "½ ﬁ", "a OR b AND (c",
     "harbour " * 400],
)  # fmt: skip
def test_any_query_is_answered(paper: FrontPage, client: Client, query: str) -> None:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode().split("<main", 1)[1].split("</form>")[0]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "2", "9" * 5000, "٢", "²"])
def test_a_page_that_is_not_there_is_404_or_the_first(
    paper: FrontPage, client: Client, page: str
) -> None:
    response = client.get("/search/", {"q": "crane", "page": page})
    assert response.status_code in (200, 404)


def test_results_cost_the_same_queries_however_many_there_are(
    front: FrontPage, client: Client, django_assert_max_num_queries: object
) -> None:
    section = make_section(front)
    for number in range(12):
        make_story(section, f"Ferry number {number}")
    client.get("/search/", {"q": "ferry"})
    with django_assert_max_num_queries(28):  # type: ignore[operator]
        client.get("/search/", {"q": "ferry"})
