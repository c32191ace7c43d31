"""Exchanges, charts and drawings in the story's editor: kept as drafts, checked as they go out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import File
from broadsheet.newsroom.blocks.interviews import QuestionAnswerBlock
from broadsheet.newsroom.models import Story
from broadsheet.newsroom.publishing import PublishingRefused
from broadsheet.staff.roles import EDITOR, REPORTER
from tests.desk import add_url, desk, story_form
from tests.factories import make_section, make_story
from tests.newspaper import chart, graphic, make_graphic

PUBLISH = {"action-publish": "1"}


def chart_block(data: str, **fields: str) -> tuple[str, dict[str, str]]:
    values = {"kind": "bars", "title": "Landings", "unit": "", "source": "", **fields}
    return ("chart", {**values, "data": data})


def graphic_block(file: File, **fields: str) -> tuple[str, dict[str, str]]:
    values = {"title": "", "alt_text": "A map", "caption": "", "credit": "", **fields}
    return ("graphic", {"file": str(file.pk), **values})


def question_block(question: str, answer: str) -> tuple[str, dict[str, Any]]:
    features = QuestionAnswerBlock().child_blocks["answer"].features
    return (
        "question_answer",
        {"question": question, "answer": rich_text(answer, features=features)},
    )


def errors_of_block(response: Any, number: int = 0) -> dict[str, Any]:
    error = response.context["form"].errors.as_data()["body"][0].block_errors[number]
    return {name: inner.messages for name, inner in error.block_errors.items()}


@pytest.mark.parametrize("role", [REPORTER, EDITOR])
def test_all_three_are_offered(front: FrontPage, client: Client, role: str) -> None:
    form = desk(client, role).get(add_url(make_section(front))).context["form"]
    offered = form.fields["body"].block.child_blocks
    assert {"question_answer", "chart", "graphic"} <= set(offered)


def test_a_story_with_all_three_is_written_and_published(front: FrontPage, client: Client) -> None:
    sent = story_form(
        body=[
            question_block("Why?", "<p>Because.</p>"),
            chart_block("Herring; 312\nCod; 96.5"),
            graphic_block(make_graphic()),
        ]
    )
    desk(client).post(add_url(make_section(front)), {**sent, **PUBLISH})
    story = Story.objects.get()
    assert story.live
    question, figures, drawing = (block.value for block in story.body)
    assert question["question"] == "Why?"
    assert "Because." in question["answer"].source
    assert figures["data"].split() == ["Herring;", "312", "Cod;", "96.5"]
    assert drawing["file"].title == "A map"


def test_a_draft_is_kept_with_figures_half_typed(front: FrontPage, client: Client) -> None:
    sent = story_form(body=[chart_block("Herring; 312\nCod;", title="")])
    desk(client).post(add_url(make_section(front)), sent)
    assert Story.objects.get().body[0].value["data"].endswith("Cod;")


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_figures_that_are_none_are_said_at_the_field_and_nothing_is_lost(
    front: FrontPage, client: Client, action: str
) -> None:
    sent = story_form(body=[chart_block("Herring; 312\nCod; many")])
    response = desk(client).post(add_url(make_section(front)), {**sent, action: "1"})
    assert not Story.objects.exists()
    (sentence,) = errors_of_block(response)["data"]
    assert "Line 2: “many” is no number" in sentence
    assert "Cod; many" in response.content.decode()


def test_a_file_that_is_no_drawing_is_said_at_its_field(front: FrontPage, client: Client) -> None:
    table = File.objects.create(title="Table", file=ContentFile(b"a;b", name="table.csv"))
    sent = story_form(body=[graphic_block(table)])
    response = desk(client).post(add_url(make_section(front)), {**sent, **PUBLISH})
    (sentence,) = errors_of_block(response)["file"]
    assert ".csv”: The file is no sound SVG" in sentence


def test_a_drawing_that_would_lose_something_is_not_published(
    front: FrontPage, client: Client
) -> None:
    file = make_graphic('<style>.a{fill:red}</style><image href="x.png"/>')
    response = desk(client).post(
        add_url(make_section(front)), {**story_form(body=[graphic_block(file)]), **PUBLISH}
    )
    (sentence,) = errors_of_block(response)["file"]
    assert "holds what a page can't show: image, style." in sentence


def test_what_is_required_is_asked_for_when_it_goes_out(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    file = make_graphic()
    sent = story_form(
        body=[
            graphic_block(file, alt_text=""),
            chart_block("A; 1", title=""),
            question_block("", ""),
        ]
    )
    response = desk(client).post(add_url(section), {**sent, **PUBLISH})
    assert set(errors_of_block(response, 0)) == {"alt_text"}
    assert set(errors_of_block(response, 1)) == {"title"}
    assert set(errors_of_block(response, 2)) == {"question"}


def test_a_question_without_an_answer_does_not_go_out(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    sent = story_form(body=[question_block("Why?", "<p> </p>")])
    response = desk(client).post(add_url(section), {**sent, **PUBLISH})
    assert "has no answer yet" in errors_of_block(response)["answer"][0]
    client.post(add_url(section), sent)
    assert Story.objects.get().body[0].value["question"] == "Why?"


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        (lambda: chart("bars", "Cod"), "Line 1 has no figure"),
        (lambda: graphic(make_graphic("<g>")), "no sound SVG"),
    ],
    ids=["chart", "graphic"],
)
def test_neither_is_published_by_a_way_around_the_form(
    front: FrontPage, block: Any, sentence: str
) -> None:
    story = make_story(make_section(front), body=[block()], live=False)
    revision = story.get_latest_revision()
    assert revision is not None
    with pytest.raises(PublishingRefused, match=sentence):
        revision.publish()


def test_the_preview_says_why_a_chart_is_missing(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["newsroom", "story", section.pk])
    sent = story_form(body=[chart_block("Cod; 3\nEel"), graphic_block(make_graphic("<g>"))])
    assert desk(client).post(url, sent).json()["is_available"]
    html = client.get(url).content.decode()
    assert "Line 2 has no figure: “Eel”" in html
    assert "no sound SVG" in html
