"""The search backend: what ranks first, what is written, and that it reads no whole table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from modelsearch.conf import get_app_config
from wagtail.search.backends import get_search_backend

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story, StoryCard
from broadsheet.search.renewing import renew_entries
from tests.factories import make_section, make_story, text

OLD = timezone.now() - timedelta(days=4000)
FILLER = "<p>" + "One word follows another in this long report of the day. " * 12 + "</p>"


@pytest.fixture
def paper(front: FrontPage) -> FrontPage:
    section = make_section(front)
    new = timezone.now() - timedelta(days=1)
    body = [text("<p>A walrus came.</p>" + FILLER)]
    make_story(section, "Only its text has it", published_at=new, body=body)
    make_story(
        section, "Its summary has it", standfirst="Walrus.", published_at=new, body=[text(FILLER)]
    )
    make_story(section, "A walrus, long ago", published_at=OLD, body=[text(FILLER)])
    make_story(section, "A walrus, just now", published_at=new, body=[text(FILLER)])
    for number in range(5):
        make_story(section, f"Another {number}", published_at=OLD, body=[text(FILLER)])
    return front


def found(**question: object) -> list[str]:
    results = StoryCard.objects.search("walrus", **question)
    return [card.headline for card in results]


def test_headline_goes_before_summary_before_text_and_new_before_old(paper: FrontPage) -> None:
    assert found() == [
        "A walrus, just now",
        "A walrus, long ago",
        "Its summary has it",
        "Only its text has it",
    ]


def test_results_can_be_cut_counted_ordered_and_filtered(paper: FrontPage) -> None:
    results = StoryCard.objects.search("walrus")
    assert results.count() == 4
    assert [card.headline for card in results[1:3]] == found()[1:3]
    assert results[1:3].count() == 2
    assert results[10:20].count() == 0
    assert list(results[10:20]) == []
    ordered = StoryCard.objects.order_by("published_at").search("walrus", order_by_relevance=False)
    assert next(iter(ordered)).headline == "A walrus, long ago"
    recent = StoryCard.objects.filter(published_at__gt=OLD + timedelta(days=1))
    assert recent.search("walrus").count() == len(recent.search("walrus")[:9]) == 3
    assert StoryCard.objects.none().search("walrus").count() == 0
    assert list(StoryCard.objects.none().search("walrus")[:5]) == []
    section = StoryCard.objects.values_list("section_id", flat=True)[0]
    assert dict(results.facet("section_id")) == {section: 4}
    scored = results.annotate_score("score")[:2]
    assert [card.headline for card in scored] == found()[:2]
    assert all(card.score > 0 for card in scored)


def test_editors_find_stories_by_beginnings_of_words(paper: FrontPage) -> None:
    backend = get_search_backend()
    drafts = backend.autocomplete("walr", Story.objects.all())
    assert sorted(story.title for story in drafts) == ["A walrus, just now", "A walrus, long ago"]
    assert backend.search("summary", Story.objects.all()).count() == 1
    assert backend.search("nothing at all", Story.objects.all()).count() == 0


def test_writing_again_changes_and_doubles_nothing(paper: FrontPage) -> None:
    index = get_search_backend().get_index_for_model(StoryCard)
    entries = get_app_config().get_model("IndexEntry").objects
    before = entries.count()
    StoryCard.objects.filter(headline="Another 1").update(headline="A second seal")
    index.add_items(StoryCard, list(StoryCard.get_indexed_objects()))
    assert entries.count() == before
    assert StoryCard.objects.search("seal").count() == 1
    assert len(found()) == 4


def test_many_items_are_written_in_few_statements(paper: FrontPage) -> None:
    index = get_search_backend().get_index_for_model(StoryCard)
    cards = list(StoryCard.get_indexed_objects())
    get_app_config().get_model("IndexEntry").objects.filter(
        content_type=ContentType.objects.get_for_model(StoryCard)
    ).delete()
    for card in cards:
        _ = card.stemmed_title, card.stemmed_standfirst, card.stemmed_text
    with CaptureQueriesContext(connection) as asked:
        index.add_items(StoryCard, cards)
    assert len(asked) <= 3
    assert "AVG" not in " ".join(query["sql"] for query in asked).upper()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="On SQLite alone: the form of its index.")
def test_an_upgrade_writes_old_entries_anew(paper: FrontPage) -> None:
    entries = get_app_config().get_model("IndexEntry").objects
    content_type = ContentType.objects.get_for_model(StoryCard)
    entries.filter(content_type=content_type).update(title="", body="walrus", autocomplete="")
    assert StoryCard.objects.search("walrus").count() == 9
    assert renew_entries() == 9
    assert len(found()) == 4
    assert renew_entries() == 0


def test_a_page_of_results_is_as_many_questions_as_the_last(
    paper: FrontPage, client: Client
) -> None:
    section = Story.objects.all()[0].get_parent()
    with CaptureQueriesContext(connection) as few:
        assert client.get("/search/?q=report").status_code == 200
    for number in range(30):
        make_story(section, f"More {number}", body=[text(FILLER)])
    with CaptureQueriesContext(connection) as many:
        assert client.get("/search/?q=report").status_code == 200
    assert len(many) == len(few)
