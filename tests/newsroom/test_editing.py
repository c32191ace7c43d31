from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.models import Story, StoryCard
from tests.desk import (
    add_url,
    desk,
    edit_url,
    make_account,
    messages_of,
    picture_block,
    story_form,
    written,
)
from tests.factories import make_person, make_picture, make_section, make_story, make_topic


def test_the_editor_shows_newsroom_words_in_the_order_of_writing(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    html = desk(client).get(add_url(section)).content.decode()
    for tab in ("Story", "Placement", "Search and social", "Desk"):
        assert f">{tab}" in html.replace("\n", "").replace("  ", "")
    places = [
        html.index(f'name="{name}"')
        for name in ("kicker", "title", "standfirst", "bylines-TOTAL_FORMS", "lead_picture")
    ]
    assert places == sorted(places)
    assert html.index('name="lead_caption"') < html.index('id="body"')
    assert 'placeholder="Headline"' in html


def test_a_story_is_written_and_published_with_all_that_belongs_to_it(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    person, topic, picture = make_person(), make_topic(), make_picture()
    sent = story_form(
        kicker="Harbour",
        standfirst="It left at noon.",
        bylines=[
            {"person": str(person.pk), "text": "", "role": "author"},
            {"person": "", "text": "a correspondent in Rivne", "role": "reporting"},
        ],
        topics=[{"topic": str(topic.pk)}],
        lead_picture=str(picture.pk),
        body=[written("<p>The crane moved.</p>"), picture_block(picture.pk)],
    )
    response = desk(client).post(add_url(section), {**sent, "action-publish": "1"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("stories:index")
    story = Story.objects.get()
    assert story.live
    assert [line.name for line in story.bylines.all()] == ["Mara Lind", "a correspondent in Rivne"]
    assert [item.topic for item in story.story_topics.all()] == [topic]
    assert StoryCard.objects.get().path == "/a-crane-moves/"


def test_a_draft_is_kept_with_faults_and_all(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    bare = make_picture(photographer="", agencies="")
    sent = story_form(lead_picture=str(bare.pk), body=[picture_block(bare.pk)])
    response = desk(client).post(add_url(section), sent)
    story = Story.objects.get()
    assert response.status_code == 302
    assert not story.live
    assert story.lead_picture == bare


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_a_picture_without_credit_keeps_a_story_in_and_nothing_typed_is_lost(
    front: FrontPage, client: Client, action: str
) -> None:
    section = make_section(front)
    bare = make_picture("The bare quay", photographer="", agencies="")
    sent = story_form(
        "A headline of an hour",
        lead_picture=str(bare.pk),
        body=[
            written(""),
            written("<p>Words of an hour.</p>"),
            picture_block(bare.pk, caption="At noon"),
        ],
    )
    response = desk(client).post(add_url(section), {**sent, action: "1"})
    assert response.status_code == 200
    assert not Story.objects.exists()
    form = response.context["form"]
    assert "has no credit" in form.errors["lead_picture"][0]
    block_errors = form.errors.as_data()["body"][0].block_errors
    assert "has no credit" in block_errors[2].block_errors["credit"].messages[0]
    html = response.content.decode()
    for typed in ("A headline of an hour", "Words of an hour.", "At noon"):
        assert typed in html


def test_a_gallery_names_its_own_picture_without_credit(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), live=False)
    bare, credited = make_picture("Bare", photographer=""), make_picture("Credited")
    pictures = {
        "count": "2",
        **{
            str(number): {
                "value": picture_block(picture.pk)[1],
                "order": str(number),
                "deleted": "",
                "id": "",
            }
            for number, picture in enumerate([credited, bare])
        },
    }
    sent = story_form(body=[("gallery", {"title": "", "pictures": pictures})])
    response = desk(client).post(edit_url(story), {**sent, "action-publish": "1"})
    gallery = response.context["form"].errors.as_data()["body"][0].block_errors[0]
    assert list(gallery.block_errors["pictures"].block_errors) == [1]


def test_a_credit_in_the_story_is_enough(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), live=False)
    bare = make_picture(photographer="", agencies="")
    sent = story_form(
        lead_picture=str(bare.pk), lead_credit="EPN", body=[picture_block(bare.pk, credit="EPN")]
    )
    desk(client).post(edit_url(story), {**sent, "action-publish": "1"})
    story.refresh_from_db()
    assert story.live


def test_an_autosave_answers_and_makes_a_draft_without_checks(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    bare = make_picture(photographer="", agencies="")
    accept = {"HTTP_ACCEPT": "application/json"}
    sent = story_form(lead_picture=str(bare.pk), bylines=[{"text": "Mara", "role": "author"}])
    made = desk(client).post(add_url(section), sent, **accept).json()
    assert made["success"]
    story = Story.objects.get(pk=made["pk"])
    again = {
        **sent,
        **made["field_updates"],
        "title": "A second headline",
        "loaded_revision_id": made["revision_id"],
        "overwrite_revision_id": made["revision_id"],
    }
    saved = client.post(edit_url(story), again, **accept).json()
    assert saved["success"]
    # What the open page redraws around the form comes along.
    assert "A second headline" in saved["html"]
    story.refresh_from_db()
    assert story.title == "A second headline"
    assert story.bylines.count() == 1


def test_an_address_that_is_taken_is_said_at_the_slug(front: FrontPage, client: Client) -> None:
    make_story(make_section(front), "The ferry", slug="the-ferry")
    other = make_section(front, "Town")
    sent = story_form(slug="the-ferry")
    response = desk(client).post(add_url(other), {**sent, "action-publish": "1"})
    assert "“The ferry”" in response.context["form"].errors["slug"][0]


@pytest.mark.parametrize("headline", ["The ferry", "News"])
def test_a_draft_is_kept_though_its_slug_is_taken(
    front: FrontPage, client: Client, headline: str
) -> None:
    section = make_section(front)
    make_story(section, "The ferry", slug="the-ferry")
    slug = headline.lower().replace(" ", "-")
    answer = desk(client).post(
        add_url(section), story_form(headline, slug=slug), HTTP_ACCEPT="application/json"
    )
    assert answer.json()["field_updates"]["slug"] == f"{slug}-2"
    story = Story.objects.get(pk=answer.json()["pk"])
    assert story.slug == f"{slug}-2"
    client.post(edit_url(story), story_form(headline, slug=f"{slug}-2"))
    story.refresh_from_db()
    assert story.slug == f"{slug}-2"


def test_a_draft_of_a_live_story_says_that_its_new_slug_is_taken(
    front: FrontPage, client: Client
) -> None:
    section = make_section(front)
    make_story(section, slug="the-ferry")
    story = make_story(section, slug="the-crane")
    response = desk(client).post(edit_url(story), story_form(slug="the-ferry"))
    assert "slug" in response.context["form"].errors


def test_a_changed_slug_leaves_a_redirect(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), slug="old-crane")
    sent = story_form(slug="new-crane")
    desk(client).post(edit_url(story), {**sent, "action-publish": "1"})
    client.logout()
    response = client.get("/old-crane/")
    assert (response.status_code, response["Location"]) == (301, "/new-crane/")


def test_a_story_is_scheduled_in_the_editor(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), live=False)
    later = timezone.now() + timedelta(days=1)
    sent = story_form(go_live_at=f"{later:%Y-%m-%d %H:%M}")
    response = desk(client).post(edit_url(story), {**sent, "action-publish": "1"}, follow=True)
    story.refresh_from_db()
    assert "scheduled" in messages_of(response)
    assert not story.live
    assert story.scheduled_revision is not None


def test_scheduling_asks_for_the_credit_at_once(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), live=False)
    bare = make_picture(photographer="", agencies="")
    later = timezone.now() + timedelta(days=1)
    sent = story_form(go_live_at=f"{later:%Y-%m-%d %H:%M}", lead_picture=str(bare.pk))
    response = desk(client).post(edit_url(story), {**sent, "action-publish": "1"})
    assert "has no credit" in response.context["form"].errors["lead_picture"][0]


def test_a_new_story_begins_with_the_name_of_the_reporter(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    account = make_account()
    person = make_person(account=account)
    client.force_login(account)
    form = client.get(add_url(section)).context["form"]
    assert [row.instance.person for row in form.formsets["bylines"].forms] == [person]
    sent = story_form()
    sent |= {
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "1",
        "bylines-0-id": "",
        "bylines-0-person": str(person.pk),
        "bylines-0-text": "",
        "bylines-0-role": "author",
        "bylines-0-ORDER": "1",
        "bylines-0-DELETE": "",
    }
    client.post(add_url(section), sent)
    assert [line.person for line in Story.objects.get().bylines.all()] == [person]


def test_one_who_is_no_person_begins_without_a_name(front: FrontPage, client: Client) -> None:
    form = desk(client).get(add_url(make_section(front))).context["form"]
    assert form.formsets["bylines"].forms == []


def test_a_new_story_begins_with_a_text_to_type_in(front: FrontPage, client: Client) -> None:
    form = desk(client).get(add_url(make_section(front))).context["form"]
    assert [block.block_type for block in form["body"].value()] == ["text"]


def test_a_text_in_which_nobody_wrote_does_not_go_out(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    body = [written(""), written("<p>Words</p>"), written("<p> </p>"), written("<hr/>")]
    sent = story_form(body=body)
    desk(client).post(add_url(section), sent)
    story = Story.objects.get()
    assert len(story.body) == 4
    client.post(edit_url(story), {**sent, "action-publish": "1"})
    story.refresh_from_db()
    assert story.live
    assert len(story.body) == 2


def test_a_story_that_is_not_saved_yet_is_previewed(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["newsroom", "story", section.pk])
    sent = story_form(
        "Seen before it is there",
        bylines=[{"text": "Mara", "role": "author"}],
        body=[written("<p>The crane.</p>")],
    )
    answer = desk(client).post(url, sent).json()
    assert answer == {"is_valid": True, "is_available": True}
    response = client.get(url)
    assert response.status_code == 200
    assert "Seen before it is there" in response.content.decode()


def test_an_empty_new_story_is_previewed(front: FrontPage, client: Client) -> None:
    section = make_section(front)
    url = reverse("wagtailadmin_pages:preview_on_add", args=["newsroom", "story", section.pk])
    assert desk(client).post(url, story_form("", slug="")).json()["is_available"]
    assert client.get(url).status_code == 200


def test_a_draft_over_a_live_story_is_previewed(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), "The live headline")
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    assert desk(client).post(url, story_form("The next headline")).json()["is_available"]
    assert "The next headline" in client.get(url).content.decode()


def test_the_history_compares_two_versions(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), "First words", body=[])
    story.title = "Second words"
    later = story.save_revision()
    first = story.revisions.order_by("created_at").first()
    assert first is not None
    url = reverse("wagtailadmin_pages:revisions_compare", args=[story.pk, first.pk, later.pk])
    html = desk(client).get(url).content.decode()
    assert "Second" in html


def test_json_of_the_editor_is_valid(front: FrontPage, client: Client) -> None:
    story = make_story(make_section(front), body=[{"type": "html", "value": {"html": "<b>x</b>"}}])
    html = desk(client).get(edit_url(story)).content.decode()
    start = html.index('id="w-edit-handler-data"')
    packed = html[html.index(">", start) + 1 : html.index("</script>", start)]
    assert json.loads(packed)
