"""What befalls one's story by somebody else's hand, or by itself, is told: on the desk, by mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.media.expiry import keep_rights
from broadsheet.newsroom.corrections.actions import change_text, correct, reinstate, take_back
from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Byline, Notice, NoticeChoices, Section, Story
from broadsheet.newsroom.models.notice import NoticeKind
from broadsheet.newsroom.notices.mailing import mail_notices
from broadsheet.newsroom.schedule import keep_schedule
from broadsheet.newsroom.workflow.spiking import spike
from broadsheet.staff.models import User
from broadsheet.staff.roles import REPORTER
from tests.desk import make_account
from tests.factories import make_person, make_picture, make_story


@pytest.fixture
def story(section: Section, reporter: User) -> Story:
    return make_story(section, "A crane moves", owner=reporter)


def told(user: User) -> list[tuple[str, str, str]]:
    """But for first publications, which `test_telling.py` looks at."""
    rows = Notice.objects.filter(person=user).exclude(kind="published").order_by("pk")
    return list(rows.values_list("kind", "sentence", "detail"))


def test_a_correction_is_told_to_whoever_began_the_story_and_to_whoever_signs_it(
    story: Story, reporter: User, chief: User
) -> None:
    signs = make_account(REPORTER, username="tove")
    person = make_person("Tove Aske", account=signs)
    Byline.objects.create(story=story, person=person)
    Notice.objects.all().delete()
    correct(story, CorrectionKind.CORRECTION, "It was one.", reason="A reader wrote.", user=chief)
    said = [("corrected", "Mara Lind corrects “A crane moves”", "It was one.")]
    assert (told(reporter), told(signs), told(chief)) == (said, said, [])
    assert mail_notices() == 2
    letter = next(item for item in mail.outbox if item.to == [reporter.email])
    assert letter.subject == "Mara Lind corrects “A crane moves”"
    assert "It was one." in letter.body


def test_a_correction_in_other_words_and_one_taken_back_are_told(
    story: Story, reporter: User, chief: User
) -> None:
    made = correct(story, CorrectionKind.CORRECTION, "It was one.", reason="Mail.", user=chief)
    Notice.objects.all().delete()
    change_text(made, "It was two.", reason="So it was.", user=chief)
    take_back(made, reason="Neither.", user=chief)
    assert told(reporter) == [
        ("reworded", "Mara Lind rewords a correction of “A crane moves”", "It was two."),
        ("taken_back", "Mara Lind takes back a correction of “A crane moves”", "It was two."),
    ]
    assert told(chief) == []


def test_a_withdrawn_story_that_is_back_is_told_once_and_not_as_published(
    story: Story, reporter: User, chief: User
) -> None:
    made = correct(story, CorrectionKind.WITHDRAWAL, "Not true.", reason="A lie.", user=chief)
    Notice.objects.all().delete()
    reinstate(made, reason="It was true.", user=chief)
    rows = Notice.objects.values_list("person", "kind", "sentence")
    assert list(rows) == [(reporter.pk, "reinstated", "Mara Lind brings back “A crane moves”")]


def test_a_story_that_may_not_go_out_at_its_minute_is_told_once_with_the_reason(
    section: Section, reporter: User, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To whoever writes it and to whoever gave it its minute."""
    monkeypatch.setattr("broadsheet.newsroom.schedule.PATIENCE", 0.0)
    picture = make_picture("A crane at noon")
    draft = make_story(section, "A quay is swept", live=False, owner=reporter, lead_picture=picture)
    minute = timezone.now() + timedelta(hours=1)
    draft.go_live_at = minute
    draft.save_revision(user=chief).publish(user=chief)
    picture.photographer = ""
    picture.save()
    with time_machine.travel(minute + timedelta(seconds=1), tick=False):
        assert keep_schedule() == 0
        assert keep_schedule() == 0
    (mine,) = told(reporter)
    assert mine[:2] == ("refused", "“A quay is swept” could not go out at its minute")
    assert "has no credit" in mine[2]
    assert told(chief) == [mine]


def test_a_withdrawal_is_told_once_and_not_as_a_story_taken_down(
    story: Story, reporter: User, chief: User
) -> None:
    correct(story, CorrectionKind.WITHDRAWAL, "It was not true.", reason="Ines lied.", user=chief)
    assert told(reporter) == [
        ("withdrawn", "Mara Lind withdraws “A crane moves”", "It was not true.")
    ]


def test_a_story_taken_down_is_told_by_hand_and_by_the_clock(
    story: Story, section: Section, reporter: User, chief: User, client: Client
) -> None:
    client.force_login(chief)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[story.pk]))
    assert [row[:2] for row in told(reporter)] == [
        ("taken_down", "Mara Lind takes down “A crane moves”")
    ]
    Notice.objects.all().delete()
    other = make_story(section, "A quay is swept", owner=reporter)
    Story.objects.filter(pk=other.pk).update(expire_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        assert keep_schedule() == 1
    assert [row[:2] for row in told(reporter)] == [
        ("taken_down", "“A quay is swept” is taken down")
    ]


def test_a_story_that_is_deleted_tells_nobody(story: Story, reporter: User) -> None:
    story.delete()
    assert told(reporter) == []


def test_a_spiked_story_is_told_with_its_reason(
    section: Section, reporter: User, chief: User
) -> None:
    draft = make_story(section, "A quay is swept", live=False, owner=reporter)
    spike(draft, reason="Nobody saw it.", user=chief)
    assert told(reporter) == [("spiked", "Mara Lind spikes “A quay is swept”", "Nobody saw it.")]


def test_an_ended_right_is_told_for_each_story_with_the_picture_and_to_nobody_else(
    section: Section, reporter: User, chief: User
) -> None:
    minute = timezone.now() + timedelta(hours=1)
    picture = make_picture("A crane at noon", expires_at=minute)
    make_story(section, "A crane moves", lead_picture=picture, owner=reporter)
    block = {"type": "picture", "value": {"picture": picture.pk}}
    make_story(section, "A crane stands", body=[block], owner=reporter)
    make_story(section, "A quay is swept", owner=chief)
    with time_machine.travel(minute + timedelta(seconds=1), tick=False):
        assert keep_rights() == 1
        assert keep_rights() == 0
    assert sorted(told(reporter)) == [
        (
            "right_ended",
            f"The right to a picture in “{headline}” has ended",
            "A crane at noon",
        )
        for headline in ("A crane moves", "A crane stands")
    ]
    assert told(chief) == []


def test_each_kind_is_tuned_in_the_account(
    story: Story, reporter: User, chief: User, client: Client
) -> None:
    client.force_login(reporter)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    for kind in NoticeKind:
        assert f'name="notices-{kind.value}"' in page
    Notice.objects.all().delete()
    NoticeChoices.objects.create(person=reporter, channels={"corrected": ["desk"]})
    correct(story, CorrectionKind.CORRECTION, "It was one.", reason="A reader wrote.", user=chief)
    row = Notice.objects.get(person=reporter)
    assert (row.on_desk, row.mail) == (True, "")
    NoticeChoices.objects.update(channels={"corrected": []})
    correct(story, CorrectionKind.CORRECTION, "It was two.", reason="So did she.", user=chief)
    assert Notice.objects.filter(person=reporter).count() == 1
