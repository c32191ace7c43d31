"""Mails the notices that wait, some at a time; several clocks may do so at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.core.problems import Example, Problem
from broadsheet.newsroom.models import Notice
from broadsheet.newsroom.models.notice import MailState

logger = structlog.get_logger("broadsheet.notices")

AT_ONCE = 50
ATTEMPTS = 6
#: Before a second try; each further one waits twice as long.
PATIENCE = timedelta(minutes=1)
#: Seen or not, what is older than this is told no more.
KEPT = timedelta(days=60)


def mail_notices() -> int:
    """Send what waits, each by itself; returns how many went out."""
    waiting = Notice.objects.to_mail().order_by("next_try_at", "pk").values_list("pk", "attempts")
    rows = list(waiting[:AT_ONCE])
    return sum(send_one(pk, attempts) for pk, attempts in rows)


def send_one(pk: int, attempts: int) -> int:
    """Claim a row and send it. A crash between the two costs a repeated mail, never a lost one."""
    claimed = Notice.objects.filter(pk=pk, mail=MailState.WAITING, attempts=attempts).update(
        attempts=F("attempts") + 1, next_try_at=timezone.now() + PATIENCE * 2**attempts
    )
    notice = Notice.objects.select_related("person").filter(pk=pk).first() if claimed else None
    if notice is None:
        return 0
    try:
        message_of(notice).send()
    except Exception as error:
        # Whatever a mail server does, the other notices must go out.
        is_over = notice.attempts >= ATTEMPTS
        Notice.objects.filter(pk=pk).update(
            fault=str(error)[:500], mail=MailState.FAILED if is_over else MailState.WAITING
        )
        logger.warning("A notice could not be mailed", event_name="notice.mail_failed", notice=pk)
        return 0
    Notice.objects.filter(pk=pk).update(mail=MailState.SENT, fault="")
    return 1


def message_of(notice: Notice) -> EmailMessage:
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    link = base + reverse("notices:open", args=[notice.pk])
    choices = base + reverse("wagtailadmin_account")
    text = render_to_string(
        "newsroom/mail/notice.txt", {"notice": notice, "link": link, "choices": choices}
    )
    return EmailMessage(
        " ".join(notice.sentence.split()),
        text,
        to=[notice.person.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )


def prune_notices() -> int:
    """Forget what is long over; a mail that waits is kept until it is sent or given up."""
    old = Notice.objects.filter(at__lt=timezone.now() - KEPT).exclude(mail=MailState.WAITING)
    return old.delete()[0]


def unsent_notices(request: HttpRequest) -> Problem | None:
    """Notices that no mail server took: for whoever runs the program."""
    if not request.user.is_superuser:
        return None
    failed = Notice.objects.filter(mail=MailState.FAILED).select_related("person")
    newest = list(failed.newest()[:3])
    if not newest:
        return None
    return Problem(
        _("Notices that could not be mailed"),
        _("Look at the key mail of site.toml. They stand on the desk of each person."),
        failed.count(),
        tuple(Example(str(item.person), detail=item.fault) for item in newest),
    )
