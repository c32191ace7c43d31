from __future__ import annotations

from typing import Any

from django.test import Client

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR
from tests.desk import add_url, desk, edit_url, story_form, written
from tests.factories import make_section, make_story

STANDING = {"type": "html", "value": {"html": "<p onclick=x>Kept</p>"}, "id": "a1"}


def body_of(story: Story) -> list[dict[str, Any]]:
    latest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    return [{key: item[key] for key in ("type", "value")} for item in latest.body.raw_data]


def html_block(html: str, block_id: str = "") -> dict[str, str]:
    """One HTML block as the editor sends it, with the id of the block that it was."""
    return {
        "body-count": "1",
        "body-0-type": "html",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": block_id,
        "body-0-value-html": html,
    }


def test_a_chief_editor_writes_html_which_is_cleaned(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    sent = {**story_form(), **html_block("<p>Yes</p><script>no()</script>")}
    desk(client, CHIEF_EDITOR).post(add_url(section), sent)
    assert body_of(Story.objects.get()) == [{"type": "html", "value": {"html": "<p>Yes</p>"}}]


def test_html_is_not_offered_to_an_editor(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    form = desk(client, EDITOR).get(add_url(section)).context["form"]
    assert "html" not in form.fields["body"].block.child_blocks
    form = desk(client, CHIEF_EDITOR).get(add_url(section)).context["form"]
    assert "html" in form.fields["body"].block.child_blocks


def test_the_offer_of_one_person_changes_nothing_for_others(
    front: FrontPage, client: Client
) -> None:
    desk(client, EDITOR).get(add_url(make_section(front)))
    assert "html" in Story._meta.get_field("body").stream_block.child_blocks
    assert not Story._meta.get_field("body").stream_block.meta.block_counts


def test_html_that_an_editor_sends_all_the_same_is_dropped(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    desk(client, EDITOR).post(add_url(section), {**story_form(), **html_block("<p>Forged</p>")})
    assert body_of(Story.objects.get()) == []


def test_an_editor_keeps_the_html_that_stands_in_a_story(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), body=[STANDING])
    response = desk(client, EDITOR).get(edit_url(story))
    assert "Kept" in response.content.decode()
    assert "newsroom/admin/standing-html.js" in response.content.decode()
    counts = response.context["form"].fields["body"].block.meta.block_counts
    assert counts == {"html": {"max_num": 1}}
    sent = {**story_form(), **html_block("<p>Changed by an editor</p>", "a1")}
    client.post(edit_url(story), {**sent, "action-publish": "1"})
    story.refresh_from_db()
    assert story.live
    assert body_of(story) == [{"type": "html", "value": STANDING["value"]}]


def test_an_editor_may_take_html_out(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), body=[STANDING])
    desk(client, EDITOR).post(edit_url(story), story_form(body=[written("<p>Words</p>")]))
    assert [item["type"] for item in body_of(story)] == ["text"]


def test_a_second_html_block_is_refused_at_the_block(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), body=[STANDING])
    sent = {**story_form(), **html_block("<p>Another</p>", "b2")}
    response = desk(client, EDITOR).post(edit_url(story), sent)
    error = response.context["form"].errors.as_data()["body"][0].block_errors[0]
    assert "right to write HTML" in error.messages[0]
