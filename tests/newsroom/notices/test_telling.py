"""What people are told, on the desk and by mail, as each of them has chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from broadsheet.newsroom.models import Notice, Section, Story
from broadsheet.newsroom.models.notice import MailState, NoticeKind
from broadsheet.newsroom.notices.actions import tell
from broadsheet.newsroom.notices.mailing import ATTEMPTS, mail_notices, prune_notices
from broadsheet.staff.models import User
from tests.desk import edit_url, make_account
from tests.factories import make_story


@pytest.fixture
def story(section: Section, reporter: User) -> Story:
    """A draft, which nobody has published yet."""
    return make_story(section, "A crane moves", live=False, owner=reporter)


def decide(story: Story, action: str, user: User, **data: Any) -> None:
    fresh = Story.objects.get(pk=story.pk)
    fresh.current_workflow_task.on_action(fresh.current_workflow_task_state, user, action, **data)


def kinds(user: User) -> list[str]:
    return list(Notice.objects.filter(person=user).order_by("pk").values_list("kind", flat=True))


def test_each_step_tells_whom_it_concerns_and_never_who_took_it(
    story: Story, reporter: User, chief: User
) -> None:
    story.get_workflow().start(story, reporter)
    assert (kinds(chief), kinds(reporter)) == (["submitted"], [])
    decide(story, "reject", chief, comment="Name the second witness.")
    assert kinds(reporter) == ["sent_back"]
    sent_back = Notice.objects.get(person=reporter)
    assert sent_back.sentence == "Mara Lind sends back “A crane moves”"
    assert sent_back.detail == "Name the second witness."
    Story.objects.get(pk=story.pk).current_workflow_state.resume(reporter)
    decide(story, "approve", chief)
    assert kinds(chief) == ["submitted", "submitted"]
    assert set(kinds(reporter)) == {"sent_back", "approved", "published"}
    # A later version is daily work.
    Story.objects.get(pk=story.pk).save_revision().publish(user=chief)
    assert kinds(reporter).count("published") == 1


def test_a_notice_comes_by_mail_with_its_reason_and_the_way_to_the_story(
    story: Story, reporter: User, chief: User, client: Client
) -> None:
    story.get_workflow().start(story, reporter)
    decide(story, "reject", chief, comment="Name the second witness.")
    assert mail.outbox == []
    assert mail_notices() == 2
    assert mail_notices() == 0
    letter = next(item for item in mail.outbox if item.to == [reporter.email])
    assert letter.subject == "Mara Lind sends back “A crane moves”"
    assert "Name the second witness." in letter.body
    notice = Notice.objects.get(person=reporter)
    assert reverse("notices:open", args=[notice.pk]) in letter.body
    client.force_login(reporter)
    assert "sends back" in client.get("/admin/").content.decode()
    opened = client.get(reverse("notices:open", args=[notice.pk]))
    assert opened["Location"] == edit_url(story)
    assert "sends back" not in client.get("/admin/").content.decode()
    assert "Name the second witness." in client.get(reverse("notices:index")).content.decode()
    client.force_login(chief)
    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == 404


def test_a_person_chooses_in_the_account_what_comes_where(
    story: Story, reporter: User, chief: User, client: Client
) -> None:
    client.force_login(reporter)
    url = reverse("wagtailadmin_account")
    page = client.get(url).content.decode()
    assert "A story of mine is sent back" in page
    sent = {
        "name_email-first_name": "Ines",
        "name_email-last_name": "Tarrow",
        "name_email-email": reporter.email,
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "notices-approved": ["desk"],
        "notices-assigned": ["mail"],
    }
    assert client.post(url, sent).status_code == 302
    tell([reporter], NoticeKind.SENT_BACK, story=story, by=chief)
    tell([reporter], NoticeKind.APPROVED, story=story, by=chief)
    tell([reporter], NoticeKind.ASSIGNED, story=story, by=chief)
    rows = Notice.objects.order_by("pk").values_list("kind", "on_desk", "mail")
    assert list(rows) == [("approved", True, ""), ("assigned", False, "waiting")]
    reporter.wagtail_userprofile.refresh_from_db()
    assert reporter.wagtail_userprofile.updated_comments_notifications is False


def test_a_mail_server_that_is_away_is_tried_again_and_given_up_in_words(
    story: Story, reporter: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell([reporter], NoticeKind.ASSIGNED, story=story)

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("nobody answers")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    now = timezone.now()
    for attempt in range(ATTEMPTS):
        with time_machine.travel(now + timedelta(hours=attempt * 2), tick=False):
            assert mail_notices() == 0
    notice = Notice.objects.get()
    assert (notice.attempts, notice.mail) == (ATTEMPTS, MailState.FAILED)
    assert notice.fault == "nobody answers"
    client.force_login(make_account())
    assert "nobody answers" in client.get("/admin/").content.decode()
    with time_machine.travel(now + timedelta(days=61), tick=False):
        assert prune_notices() == 1
