"""Checks before publishing: what is found, what refuses, what asks why, by every door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.corrections.actions import correct
from broadsheet.newsroom.corrections.words import Words
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import PublishingRules, Section, Story
from broadsheet.newsroom.publishing import Fault, PublishingRefused
from broadsheet.newsroom.readiness.findings import findings
from broadsheet.newsroom.readiness.registry import Check, Level, checks
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
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
from tests.factories import make_picture, make_section, make_story, make_topic, text


@pytest.fixture
def section(front: FrontPage) -> Section:
    return make_section(front)


def rule(words: str = "", **levels: str) -> None:
    """Let the site ask for nothing but this."""
    rules = PublishingRules.for_site(Site.objects.get())
    rules.levels = {name: "ignore" for name, _check in checks} | levels
    rules.house_words = words
    rules.save()


def found(story: Story) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(item.check, item.fault.field, item.fault.where) for item in findings(story)]


def picture_in_body(picture: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "picture", "value": {"picture": picture.pk, **fields}}


class TestWhatIsFound:
    def test_a_picture_without_alternative_text_unless_it_is_decorative(
        self, section: Section
    ) -> None:
        rule(alt_text="warn")
        bare = make_picture(description="")
        body = [picture_in_body(bare), picture_in_body(bare, decorative=True)]
        body.append(picture_in_body(bare, alt_text="A quay"))
        story = make_story(section, lead_picture=bare, body=body)
        assert found(story) == [
            ("alt_text", "lead_alt_text", ()),
            ("alt_text", "body", (0, "alt_text")),
        ]

    def test_a_lead_picture_may_decorate_as_those_in_the_text_may(self, section: Section) -> None:
        rule(alt_text="block", caption="block")
        bare = make_picture(description="", caption="")
        story = make_story(section, live=False, lead_picture=bare, lead_decorative=True)
        assert found(story) == []

    def test_a_missing_caption_topic_and_standfirst(self, section: Section) -> None:
        rule(caption="block", topics="warn", standfirst="warn")
        story = make_story(section, live=False, body=[picture_in_body(make_picture())])
        assert found(story) == [
            ("caption", "body", (0, "caption")),
            ("topics", "", ()),
            ("standfirst", "standfirst", ()),
        ]
        whole = make_story(section, topics=[make_topic()], standfirst="All of it.")
        assert found(whole) == []

    def test_a_headline_of_another_live_story(self, section: Section) -> None:
        rule(headline="warn")
        make_story(section, "The quay")
        draft = make_story(section, "THE QUAY", live=False)
        assert [name for name, *_rest in found(draft)] == ["headline"]
        assert found(Story.objects.live().get()) == []

    def test_words_of_the_house_list_as_whole_words(self, section: Section) -> None:
        rule("utilise = use\nvery unique\n\n", house_words="warn")
        story = make_story(
            section,
            "They Utilise it",
            body=[text("<p>utilised</p>"), text("<p>very <b>unique</b>")],
        )
        assert [(field, where) for _name, field, where in found(story)] == [
            ("title", ()),
            ("body", (1,)),
        ]
        assert "write “use”" in findings(story)[0].fault.message

    @pytest.mark.parametrize(
        ("link", "is_broken"),
        [
            ('href="/quay/"', False),
            ('href="http://testserver/quay/#note"', False),
            ('href="/quay"', False),
            ('href="/old/"', False),
            ('href="/harbour/feed/"', False),
            ('href="/news/page/1/"', False),
            ('href="https://example.org/nowhere/"', False),
            ('href="mailto:desk@example.org"', False),
            ('href="#top"', False),
            ('href="/nowhere/"', True),
            ('href="/drafted/"', True),
            ('href="/gone/"', True),
            ('linktype="page" id="999999"', True),
        ],
    )
    def test_links_within_the_site(self, section: Section, link: str, is_broken: bool) -> None:
        rule(links="warn")
        make_story(section, slug="old-quay")
        moved = make_story(section, slug="old")
        moved.slug = "quay"
        moved.save_revision().publish()
        make_story(section, slug="drafted", live=False)
        make_story(section, slug="gone").unpublish()
        story = make_story(section, body=[text(f"<p><a {link}>there</a></p>")])
        assert bool(found(story)) is is_broken

    def test_a_link_to_a_story_that_is_not_public_names_it(self, section: Section) -> None:
        rule(links="block")
        draft = make_story(section, "Under embargo", live=False)
        body = [text(f'<p><a linktype="page" id="{draft.pk}">there</a></p>')]
        body.append({"type": "related_story", "value": {"story": draft.pk}})
        story = make_story(section, live=False, body=body)
        assert [where for _name, _field, where in found(story)] == [(0,), (1,)]
        assert "“Under embargo”, which is not public" in findings(story)[0].fault.message

    def test_words_that_a_correction_put_right(self, section: Section) -> None:
        rule(corrected_words="warn")
        story = make_story(section, body=[text("<p>Built in 1947.</p>")])
        words = Words("1947", "1974")
        correct(story, CorrectionKind.CORRECTION, "1974.", reason="x", user=None, words=words)
        again = Story.objects.get(pk=story.pk)
        assert found(again) == []
        again.standfirst = "It is of 1947."
        assert [field for _name, field, _where in found(again)] == ["standfirst"]

    def test_what_a_plugin_registers_is_asked_and_may_be_set(
        self, section: Section, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checks, "_items", dict(checks._items))
        shout = Check("Shouting", lambda story, rules: [Fault("title", "Don't shout.")])
        checks.register("shouting", shout)
        story = make_story(section, live=False)
        assert ("shouting", "title", ()) in found(story)
        rule(shouting="block")
        with pytest.raises(PublishingRefused, match="Don't shout"):
            story.get_latest_revision().publish()


class TestWhatRefuses:
    def test_a_blocking_check_refuses_in_the_editor_at_its_field(
        self, section: Section, client: Client
    ) -> None:
        rule(standfirst="block")
        response = desk(client, EDITOR).post(
            add_url(section), {**story_form(), "action-publish": "1"}
        )
        assert "no standfirst" in response.context["form"].errors["standfirst"][0]
        assert not Story.objects.live().exists()

    def test_a_reason_does_not_overrule_it(self, section: Section, client: Client) -> None:
        rule(standfirst="block")
        sent = {**story_form(), "action-publish": "1", "override_reason": "I say so"}
        assert desk(client, EDITOR).post(add_url(section), sent).status_code == 200
        assert not Story.objects.live().exists()

    def test_a_draft_is_saved_all_the_same(self, section: Section, client: Client) -> None:
        rule(standfirst="block", topics="block")
        desk(client, EDITOR).post(add_url(section), story_form())
        assert Story.objects.count() == 1

    def test_the_clock_obeys_it(self, section: Section) -> None:
        rule(standfirst="block")
        story = make_story(section, live=False)
        story.get_latest_revision().save()
        minute = timezone.now() - timedelta(minutes=1)
        story.revisions.update(approved_go_live_at=minute)
        assert keep_schedule() == 0
        assert not Story.objects.live().exists()

    def test_topics_count_as_the_form_says(self, section: Section, client: Client) -> None:
        rule(topics="block")
        topic = make_topic()
        sent = {**story_form(topics=[{"topic": str(topic.pk)}]), "action-publish": "1"}
        assert desk(client, EDITOR).post(add_url(section), sent).status_code == 302
        story = Story.objects.live().get()
        line = story.story_topics.get()
        row = {"id": str(line.pk), "topic": str(topic.pk), "ORDER": "1", "DELETE": "on"}
        removed = {**story_form(slug=story.slug), "action-publish": "1"}
        removed |= nested_form_data({"story_topics": inline_formset([row], initial=1)})
        response = client.post(edit_url(story), removed)
        assert "no topic" in response.context["form"].non_field_errors()[0]
        fresh = desk(client, EDITOR).post(
            add_url(section), {**story_form("B", slug="b"), "action-publish": "1"}
        )
        assert fresh.status_code == 200


class TestWhatAsksWhy:
    def sent(self, **fields: Any) -> dict[str, Any]:
        return {**story_form(), "action-publish": "1", **fields}

    def test_it_is_said_with_a_field_for_the_reason(self, section: Section, client: Client) -> None:
        rule(standfirst="warn")
        response = desk(client, EDITOR).post(add_url(section), self.sent())
        html = response.content.decode()
        assert "say why it goes out all the same" in html
        assert 'name="override_reason"' in html
        assert not Story.objects.live().exists()

    def test_the_field_is_absent_where_nothing_is_owed(
        self, section: Section, client: Client
    ) -> None:
        html = desk(client, EDITOR).get(add_url(section)).content.decode()
        assert "override_reason" not in html

    def test_a_reason_lets_it_out_and_is_kept_with_the_name(
        self, section: Section, client: Client
    ) -> None:
        rule(standfirst="warn")
        response = desk(client, EDITOR).post(
            add_url(section), self.sent(override_reason="Breaking <news>")
        )
        assert response.status_code == 302
        entry = PageLogEntry.objects.get(action="newsroom.override")
        assert entry.user == response.wsgi_request.user
        assert entry.data == {
            "reason": "Breaking <news>",
            "warnings": ["The story has no standfirst."],
        }
        history = reverse("wagtailadmin_pages:history", args=[Story.objects.get().pk])
        html = client.get(history).content.decode()
        assert "Breaking &lt;news&gt;" in html

    def test_what_was_answered_once_is_not_asked_again(
        self, section: Section, client: Client
    ) -> None:
        rule(standfirst="warn")
        desk(client, EDITOR).post(add_url(section), self.sent(override_reason="Breaking"))
        story = Story.objects.get()
        again = self.sent(slug=story.slug)
        assert client.post(edit_url(story), again).status_code == 302
        assert PageLogEntry.objects.filter(action="newsroom.override").count() == 1

    def test_it_stands_at_its_block(self, section: Section, client: Client) -> None:
        rule(alt_text="warn")
        bare = make_picture(description="")
        body = [written("<p>Text</p>"), picture_block(bare.pk)]
        response = desk(client, EDITOR).post(
            add_url(section), {**story_form(body=body), "action-publish": "1"}
        )
        errors = response.context["form"].errors["body"].as_data()[0]
        assert list(errors.block_errors) == [1]

    def test_submitting_owes_no_reason_but_approving_does(
        self, section: Section, client: Client
    ) -> None:
        rule(standfirst="warn")
        response = desk(client, REPORTER).post(
            add_url(section), {**story_form(), "action-submit": "1"}
        )
        assert response.status_code == 302
        story = Story.objects.get()
        state = story.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", state.pk])
        desk(client, EDITOR).post(url)
        assert "Open the story" in messages_of(client.get(edit_url(story)))
        assert not Story.objects.live().exists()
        approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        sent = {**story_form(slug=story.slug), **approve, "override_reason": "Urgent"}
        assert client.post(edit_url(story), sent).status_code == 302
        assert Story.objects.live().exists()

    def test_publishing_from_the_list_names_it(self, section: Section, client: Client) -> None:
        rule(standfirst="warn")
        story = make_story(section, live=False)
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = desk(client, EDITOR).post(
            f"{url}?id={story.pk}&next=/admin/stories/", {"confirm": "1"}, follow=True
        )
        assert "no standfirst" in messages_of(response)
        assert not Story.objects.live().exists()


class TestWhileWriting:
    def test_the_side_panel_shows_what_was_saved_last(
        self, section: Section, client: Client
    ) -> None:
        rule("<b>bad</b>", house_words="warn")
        story = make_story(section, "It is <b>bad</b>")
        html = desk(client, EDITOR).get(edit_url(story)).content.decode()
        assert "“&lt;b&gt;bad&lt;/b&gt;” is no word of this house" in html
        draft = Story.objects.get(pk=story.pk)
        draft.title = "Good"
        draft.save_revision()
        panel = client.get(reverse("readiness:findings", args=[story.pk]))
        assert "find nothing" in panel.content.decode()

    def test_only_who_may_edit_the_story_sees_it(self, section: Section, client: Client) -> None:
        story = make_story(section, owner=make_account(EDITOR))
        url = reverse("readiness:findings", args=[story.pk])
        assert desk(client, EDITOR).get(url).status_code == 200
        assert desk(client, REPORTER).get(url).status_code in (302, 403)
        assert Client().get(url)["Location"].startswith("/accounts/login/")


class TestTheSitesChoice:
    url = "/admin/readiness/rules/"

    def test_a_chief_editor_sets_levels_and_words(self, section: Section, client: Client) -> None:
        levels = {name: "ignore" for name, _check in checks} | {"topics": "block"}
        response = desk(client, CHIEF_EDITOR).post(
            self.url, {**levels, "house_words": "block", "word_list": "utilise = use"}
        )
        assert response.status_code == 302
        rules = PublishingRules.for_site(Site.objects.get())
        assert rules.levels["topics"] == "block"
        # The words and how strict the check of them is are two things.
        assert (rules.levels["house_words"], rules.house_words) == ("block", "utilise = use")
        assert [item.check for item in findings(make_story(section, live=False))] == ["topics"]

    def test_a_level_that_there_is_not_is_refused(self, front: FrontPage, client: Client) -> None:
        response = desk(client, CHIEF_EDITOR).post(self.url, {"topics": "perhaps"})
        assert "valid choice" in response.context["form"].errors["topics"][0]

    @pytest.mark.parametrize("role", [REPORTER, EDITOR])
    def test_nobody_else_does(self, front: FrontPage, client: Client, role: str) -> None:
        assert desk(client, role).get(self.url).status_code in (302, 403)
        client.post(self.url, {name: "ignore" for name, _check in checks})
        assert PublishingRules.for_site(front.get_site()).levels == {}

    def test_nonsense_in_the_row_falls_back_to_the_checks_own_level(self, section: Section) -> None:
        rules = PublishingRules.for_site(Site.objects.get())
        rules.levels = {"credit": "whatever"}
        rules.save()
        bare = make_picture(photographer="", agencies="", description="x")
        story = make_story(section, live=False, lead_picture=bare)
        assert [item.level for item in findings(story)] == [Level.BLOCK]


def test_checking_asks_as_much_for_many_links_as_for_few(
    section: Section, django_assert_max_num_queries: Any
) -> None:
    targets = [make_story(section) for _number in range(12)]
    links = [f'<a href="{target.public_path()}">x</a>' for target in targets]
    links += [f'<a linktype="page" id="{target.pk}">x</a>' for target in targets]
    story = make_story(section, live=False, body=[text(f"<p>{link}</p>") for link in links])
    with django_assert_max_num_queries(12):
        assert findings(story) == []
