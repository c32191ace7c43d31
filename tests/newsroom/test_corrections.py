"""What a correction changes for readers, and what it leaves as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from broadsheet.fronts.models import FrontPage
from broadsheet.newsroom.corrections.actions import (
    Draft,
    change_text,
    correct,
    reinstate,
    take_back,
    withdraw,
)
from broadsheet.newsroom.corrections.errors import CorrectionRefused
from broadsheet.newsroom.corrections.words import Words
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story, StoryCard
from broadsheet.newsroom.pending import superseded_by
from broadsheet.newsroom.publishing import PublishingRefused
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.staff.roles import CHIEF_EDITOR, EDITOR, REPORTER
from tests.desk import make_account
from tests.factories import make_section, make_story, text
from tests.reading import read

K = CorrectionKind


@pytest.fixture
def story(front: FrontPage) -> Story:
    return make_story(
        make_section(front),
        "Mayor opens the quay",
        slug="quay",
        standfirst="It was built in 1947.",
        body=[text("<p>The quay was built in <b>1947</b>. It cost 40 crowns, not 1940.</p>")],
    )


def say(story: Story, kind: CorrectionKind = K.CORRECTION, **fields: Any) -> Correction:
    words = fields.pop("text", "We said 1947. The year was 1974.")
    fields.setdefault("user", None)
    return correct(story, kind, words, reason="A reader wrote", **fields)


def draft_of(story: Story, headline: str) -> Revision:
    """A half-done draft of a live story, as an autosave leaves it."""
    draft = Story.objects.get(pk=story.pk)
    draft.title = headline
    return draft.save_revision()


def schedule(story: Story, headline: str, minute: datetime) -> Revision:
    later = Story.objects.get(pk=story.pk)
    later.title, later.go_live_at = headline, minute
    revision = later.save_revision()
    revision.publish()
    return revision


class TestWhereAReaderExpectsIt:
    @pytest.mark.parametrize("kind", [K.CORRECTION, K.CLARIFICATION, K.UPDATE])
    def test_a_small_one_stands_at_the_end_with_its_date(self, story: Story, kind: K) -> None:
        made = say(story, kind)
        page = read("/quay/")
        assert "The year was 1974." in page.words(f"#{made.anchor}")
        assert page.one(f"#{made.anchor} time")
        assert page.html.index('class="prose"') < page.html.index(made.anchor + '" aria')

    @pytest.mark.parametrize("kind", [K.EDITORS_NOTE, K.RETRACTION])
    def test_one_of_substance_stands_above_the_text(self, story: Story, kind: K) -> None:
        made = say(story, kind)
        html = read("/quay/").html
        assert html.index(f'id="{made.anchor}"') < html.index('class="prose"')

    def test_a_grave_correction_may_stand_above_the_text(self, story: Story) -> None:
        made = say(story, on_top=True)
        html = read("/quay/").html
        assert html.index(f'id="{made.anchor}"') < html.index('class="prose"')

    def test_a_retraction_is_said_above_the_headline_and_in_the_title(self, story: Story) -> None:
        say(story, K.RETRACTION)
        page = read("/quay/")
        assert page.words("title").startswith("Retracted: Mayor")
        assert page.html.index("Retracted</a>") < page.html.index("<h1>")

    def test_several_stand_in_their_order(self, story: Story) -> None:
        say(story, text="The first.")
        say(story, text="The second.")
        notes = [note.get_text() for note in read("/quay/").all("aside.note")]
        assert "The first." in notes[0]
        assert "The second." in notes[1]

    def test_an_update_shows_its_time_as_updated(self, story: Story) -> None:
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            made = say(story, K.UPDATE)
        assert read("/quay/").one(".updated time")["datetime"] == (
            timezone.localtime(made.made_at).isoformat(timespec="seconds")
        )

    def test_html_in_a_note_is_shown_as_text(self, story: Story) -> None:
        made = say(story, text="<script>alert(1)</script> & more")
        page = read("/quay/")
        assert "<script>alert" not in page.html
        assert "<script>alert(1)</script> & more" in page.words(f"#{made.anchor}")
        assert "<script>alert" not in read("/corrections/").html

    def test_a_preview_link_and_search_engines_get_the_date_and_the_comment(
        self, story: Story
    ) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            made = say(story)
            page = read("/quay/")
        article = page.json_ld()[-1]
        when = timezone.localtime(made.made_at).isoformat()
        assert article["dateModified"] == when
        assert article["correction"] == [
            {
                "@type": "CorrectionComment",
                "name": "Correction",
                "text": "We said 1947. The year was 1974.",
                "datePublished": when,
                "url": f"http://testserver/corrections/{made.pk}/",
            }
        ]
        assert page.meta("article:modified_time")[0][:19] == when[:19]

    def test_cards_say_corrected_and_retracted(self, story: Story) -> None:
        assert not read("/harbour/").all(".mark")
        say(story)
        assert read("/harbour/").words(".mark") == "Corrected"
        say(story, K.RETRACTION)
        assert read("/harbour/").words(".mark") == "Retracted"


class TestTheLog:
    def test_it_lists_all_newest_first_with_a_link_to_the_note(self, story: Story) -> None:
        first = say(story, text="The first.")
        second = say(story, K.CLARIFICATION, text="The second.")
        page = read("/corrections/")
        links = [str(link["href"]) for link in page.all(".corrections .headline a")]
        assert links == [f"/quay/#{second.anchor}", f"/quay/#{first.anchor}"]

    def test_it_is_paged_from_the_oldest(self, story: Story) -> None:
        for number in range(45):
            say(story, text=f"Number {number}.")
        assert len(read("/corrections/").all(".corrections > li")) == 25
        last = read("/corrections/page/1/")
        assert len(last.all(".corrections > li")) == 20
        assert "Number 0." in last.html
        read("/corrections/page/2/", status=404)

    def test_each_has_an_address_of_its_own(self, story: Story) -> None:
        made = say(story)
        assert "The year was 1974." in read(made.url).html
        read(f"/corrections/{made.pk + 1}/", status=404)
        read("/corrections/first/", status=404)

    def test_an_empty_log_says_so(self, front: FrontPage) -> None:
        assert "Nothing had to be corrected yet" in read("/corrections/").html


class TestWhatIsUnderWay:
    def test_a_note_alone_publishes_no_draft(self, story: Story) -> None:
        draft = draft_of(story, "HALF DONE")
        say(story)
        story.refresh_from_db()
        assert (story.title, story.latest_revision_id) == ("Mayor opens the quay", draft.pk)
        assert story.has_unpublished_changes
        assert "HALF DONE" not in read("/quay/").html

    def test_words_are_put_right_in_what_readers_see_and_in_the_draft(self, story: Story) -> None:
        draft = draft_of(story, "HALF DONE, since 1947")
        say(story, words=Words("1947", "1974"))
        page = read("/quay/")
        assert page.words(".standfirst") == "It was built in 1974."
        assert "<b>1974</b>" in page.html
        assert "HALF DONE" not in page.html
        story.refresh_from_db()
        assert story.get_latest_revision() == draft
        assert story.get_latest_revision_as_object().title == "HALF DONE, since 1974"
        assert story.draft_title == "HALF DONE, since 1974"
        assert story.has_unpublished_changes

    def test_words_are_put_right_where_no_draft_is(self, story: Story) -> None:
        say(story, words=Words("40", "400"))
        story.refresh_from_db()
        assert "It cost 400 crowns, not 1940" in read("/quay/").html
        assert not story.has_unpublished_changes
        assert story.live_revision_id == story.latest_revision_id

    def test_words_that_stand_nowhere_change_nothing(self, story: Story) -> None:
        with pytest.raises(CorrectionRefused, match="stands nowhere"):
            say(story, words=Words("1066", "1974"))
        assert not Correction.objects.exists()

    def test_a_scheduled_update_survives_and_shows_both(self, story: Story) -> None:
        minute = timezone.now() + timedelta(hours=3)
        update = schedule(story, "Mayor closes the quay of 1947", minute)
        say(story, words=Words("1947", "1974"))
        assert read("/quay/").words("h1") == "Mayor opens the quay"
        update.refresh_from_db()
        assert update.approved_go_live_at == minute
        with time_machine.travel(minute + timedelta(seconds=1)):
            assert keep_schedule() == 1
            page = read("/quay/")
        assert page.words("h1") == "Mayor closes the quay of 1974"
        assert "We said 1947. The year was 1974." in page.words("aside.note")

    def test_what_was_submitted_stays_submitted(self, story: Story) -> None:
        draft_of(story, "For approval")
        workflow = story.get_workflow()
        workflow.start(Story.objects.get(pk=story.pk), make_account(REPORTER))
        say(story, words=Words("1947", "1974"))
        assert Story.objects.get(pk=story.pk).workflow_in_progress

    def test_the_draft_goes_out_with_the_note_where_that_is_asked(self, story: Story) -> None:
        minute = timezone.now() + timedelta(hours=3)
        update = schedule(story, "At night", minute)
        draft = draft_of(story, "Minister opens the quay")
        say(story, draft=Draft(draft.pk, draft.created_at))
        assert read("/quay/").words("h1") == "Minister opens the quay"
        # The older version would have brought back at night what the draft put right.
        update.refresh_from_db()
        assert update.approved_go_live_at is None
        assert superseded_by(draft.pk) == [minute]

    def test_a_draft_that_changed_meanwhile_is_not_published(self, story: Story) -> None:
        draft = draft_of(story, "Minister opens the quay")
        draft_of(story, "Somebody typed on")
        with pytest.raises(CorrectionRefused, match="changed since you looked"):
            say(story, draft=Draft(draft.pk, draft.created_at))
        assert not Correction.objects.exists()
        assert read("/quay/").words("h1") == "Mayor opens the quay"

    def test_a_scheduled_draft_keeps_its_minute(self, story: Story) -> None:
        update = schedule(story, "At night", timezone.now() + timedelta(hours=3))
        with pytest.raises(CorrectionRefused, match="goes out at its minute"):
            say(story, draft=Draft(update.pk, update.created_at))

    def test_an_imported_story_without_versions_is_corrected(self, story: Story) -> None:
        Story.objects.filter(pk=story.pk).update(live_revision=None, latest_revision=None)
        Revision.objects.filter(object_id=str(story.pk)).delete()
        say(Story.objects.get(pk=story.pk), words=Words("1947", "1974"))
        assert read("/quay/").words(".standfirst") == "It was built in 1974."


class TestWithdrawal:
    def test_it_answers_410_with_a_line_and_leaves_every_list(self, story: Story) -> None:
        made = withdraw(story, "We could not <b>stand by</b> it.", reason="Lawyer", user=None)
        gone = read("/quay/", status=410)
        assert "We could not <b>stand by</b> it." in gone.words(".notice")
        assert "Mayor opens" not in gone.html
        for path in ("/", "/harbour/", "/news/", "/search/?q=mayor", "/feed/", "/corrections/"):
            assert "Mayor opens" not in read(path).html, path
        assert "We could not" in read(made.url).html
        assert not StoryCard.objects.exists()

    def test_unpublishing_stays_a_plain_410(self, story: Story) -> None:
        story.unpublish()
        assert "This page was taken down" in read("/quay/", status=410).html

    def test_it_drops_the_schedule_and_says_so(self, story: Story) -> None:
        minute = timezone.now() + timedelta(hours=3)
        schedule(story, "At night", minute)
        withdraw(story, "Withdrawn.", reason="Lawyer", user=None)
        with time_machine.travel(minute + timedelta(minutes=1)):
            assert keep_schedule() == 0
        entry = PageLogEntry.objects.get(action="newsroom.withdraw")
        assert entry.data["no_longer_scheduled"] == [minute.isoformat()]

    def test_it_is_not_published_again_by_another_door(self, story: Story) -> None:
        withdraw(story, "Withdrawn.", reason="Lawyer", user=None)
        with pytest.raises(PublishingRefused, match="This story is withdrawn"):
            draft_of(story, "Again").publish()
        read("/quay/", status=410)

    def test_it_is_reinstated_as_readers_saw_it_last(self, story: Story) -> None:
        made = withdraw(story, "Withdrawn.", reason="Lawyer", user=None)
        draft_of(story, "Written since")
        back = reinstate(made, reason="Settled", user=None)
        assert read("/quay/").words("h1") == "Mayor opens the quay"
        assert back.has_unpublished_changes
        assert "Withdrawn." not in read("/corrections/").html
        read(made.url, status=410)

    def test_it_is_withdrawn_once(self, story: Story) -> None:
        withdraw(story, "Withdrawn.", reason="Lawyer", user=None)
        with pytest.raises(CorrectionRefused, match="nothing to withdraw"):
            withdraw(story, "Withdrawn.", reason="Lawyer", user=None)

    def test_the_record_outlives_a_deleted_story(self, story: Story) -> None:
        say(story, text="We were wrong.")
        story.delete()
        assert "We were wrong." in read("/corrections/").html


class TestItsOwnWords:
    def test_a_change_is_shown_and_logged_with_the_former_words(self, story: Story) -> None:
        made = say(story)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            change_text(made, "We said 1947; it was 1975.", reason="Again", user=None)
        page = read("/quay/")
        assert "it was 1975." in page.words("aside.note")
        assert "This note was edited" in page.words("aside.note")
        entry = PageLogEntry.objects.get(action="newsroom.correction.change")
        assert entry.data["former"] == "We said 1947. The year was 1974."
        assert entry.data["reason"] == "Again"

    def test_what_is_taken_back_is_gone_and_logged(self, story: Story) -> None:
        made = say(story)
        take_back(made, reason="We were right", user=None)
        assert not read("/quay/").all("aside.note")
        assert not read("/harbour/").all(".mark")
        assert PageLogEntry.objects.filter(action="newsroom.correction.take_back").exists()
        with pytest.raises(CorrectionRefused, match="taken it back meanwhile"):
            take_back(made, reason="Twice", user=None)

    def test_a_correction_is_logged_with_its_reason_and_author(self, story: Story) -> None:
        editor = make_account(EDITOR)
        say(story, user=editor)
        entry = PageLogEntry.objects.get(action="newsroom.correct")
        assert entry.user == editor
        assert entry.data["reason"] == "A reader wrote"
        assert "A reader wrote" in entry.formatter.format_message(entry)

    @pytest.mark.parametrize(("words", "why"), [(" ", "Reason"), ("Words", " ")])
    def test_it_needs_a_text_and_a_reason(self, story: Story, words: str, why: str) -> None:
        with pytest.raises(CorrectionRefused):
            correct(story, K.CORRECTION, words, reason=why, user=None)

    def test_a_story_that_is_not_live_is_not_corrected(self, front: FrontPage) -> None:
        draft = make_story(make_section(front), live=False)
        with pytest.raises(CorrectionRefused, match="only a live story"):
            say(draft)


@pytest.mark.parametrize("role", [REPORTER, EDITOR, CHIEF_EDITOR])
@pytest.mark.parametrize("kind", list(K))
def test_a_role_makes_what_it_may(story: Story, role: str, kind: K) -> None:
    user = make_account(role)
    allowed = role == CHIEF_EDITOR or (role == EDITOR and not kind.is_grave)
    if allowed:
        assert say(story, kind, user=user).made_by == user
    else:
        with pytest.raises(PermissionDenied):
            say(story, kind, user=user)
        assert not Correction.objects.exists()


def test_who_may_not_withdraw_neither_changes_nor_ends_a_withdrawal(story: Story) -> None:
    made = withdraw(story, "Withdrawn.", reason="Lawyer", user=None)
    editor = make_account(EDITOR)
    with pytest.raises(PermissionDenied):
        change_text(made, "Other", reason="x", user=editor)
    with pytest.raises(PermissionDenied):
        reinstate(made, reason="x", user=editor)


class TestWordsAreFound:
    @pytest.mark.parametrize(
        ("stored", "wrong", "right", "expected"),
        [
            ("It’s “done”", 'It\'s "done"', "It is over", "It is over"),
            ("a\u00a0b", "a b", "c", "c"),
            ("1940 and 40", "40", "50", "1940 and 50"),
            ("fish.fishes", "fish", "meat", "meat.fishes"),
            ("a+b", "a+b", r"\1", r"\1"),
        ],
    )
    def test_in_text(self, stored: str, wrong: str, right: str, expected: str) -> None:
        assert Words(wrong, right).in_text(stored) == (expected, 1)

    def test_in_rich_text_between_tags_alone(self) -> None:
        html = '<p><a href="/fish/">fish &amp; chips</a></p>'
        found = Words("fish & chips", "meat < bread").in_html(html)
        assert found == ('<p><a href="/fish/">meat &lt; bread</a></p>', 1)


def test_the_log_asks_as_much_for_many_as_for_few(
    story: Story, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        correct(
            story,
            K.CORRECTION,
            f"Number {number}",
            reason="x",
            user=None,
            made_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        )
    with django_assert_max_num_queries(15):
        client.get("/corrections/")
