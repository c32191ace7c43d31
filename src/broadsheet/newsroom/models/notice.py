from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What the desk tells a person of."""

    ASSIGNED = "assigned", _("A story is assigned to me")
    SUBMITTED = "submitted", _("A story waits for my approval")
    URGENT = "urgent", _("A story went out urgently and waits for my approval")
    SENT_BACK = "sent_back", _("A story of mine is sent back")
    APPROVED = "approved", _("A story of mine is approved")
    PUBLISHED = "published", _("A story of mine is published")
    CORRECTED = "corrected", _("A story of mine is corrected")
    REWORDED = "reworded", _("A correction of a story of mine is reworded")
    TAKEN_BACK = "taken_back", _("A correction of a story of mine is taken back")
    WITHDRAWN = "withdrawn", _("A story of mine is withdrawn")
    REINSTATED = "reinstated", _("A withdrawn story of mine is back")
    REFUSED = "refused", _("A story of mine could not go out at its minute")
    TAKEN_DOWN = "taken_down", _("A story of mine is taken down")
    SPIKED = "spiked", _("A story of mine is spiked")
    RIGHT_ENDED = "right_ended", _("The right to a picture in a story of mine has ended")
    DEADLINE_NEAR = "deadline_near", _("A deadline of mine is near")
    DEADLINE_OVER = "deadline_over", _("A deadline of mine is over")


class Channel(models.TextChoices):
    DESK = "desk", _("On the desk")
    MAIL = "mail", _("By mail")


#: What comes by mail until a person chooses otherwise; on the desk stands everything.
MAILED = frozenset(NoticeKind) - {NoticeKind.PUBLISHED, NoticeKind.DEADLINE_NEAR}


class MailState(models.TextChoices):
    NONE = "", _("No mail")
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def on_desk_of(self, user: Any) -> Self:
        return self.filter(person=user, on_desk=True)

    def unseen(self) -> Self:
        return self.filter(seen_at=None)

    def newest(self) -> Self:
        return self.order_by("-at", "-pk")

    def to_mail(self) -> Self:
        return self.filter(mail=MailState.WAITING, next_try_at__lte=timezone.now())


class Notice(models.Model):
    """Something that a person is told, on the desk, by mail or both; the mail's own row as well."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind.choices)
    story = models.ForeignKey(
        "newsroom.Story", on_delete=models.CASCADE, null=True, related_name="notices"
    )
    assignment = models.ForeignKey(
        "newsroom.Assignment", on_delete=models.CASCADE, null=True, related_name="notices"
    )
    #: In the language of the person.
    sentence = models.CharField(_("sentence"), max_length=600)
    detail = models.TextField(_("detail"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)
    on_desk = models.BooleanField(_("on the desk"), default=True)
    seen_at = models.DateTimeField(_("seen"), null=True)
    mail = models.CharField(_("mail"), max_length=10, choices=MailState.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    fault = models.TextField(_("why the mail failed"), blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "-at"], name="newsroom_notice_of_person"),
            # The clock looks for these every few seconds, and there are hardly any.
            models.Index(
                fields=["next_try_at"], condition=Q(mail="waiting"), name="newsroom_notice_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class NoticeChoices(models.Model):
    """Which notices a person wants, and where; what isn't there comes as the house has it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    #: Channels by kind: {"published": ["desk"]}.
    channels = models.JSONField(_("channels"), default=dict, blank=True)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")

    def __str__(self) -> str:
        return str(self.person_id)

    def wants(self, kind: NoticeKind, channel: Channel) -> bool:
        chosen = self.channels.get(kind.value)
        if chosen is None:
            return channel == Channel.DESK or kind in MAILED
        return channel.value in chosen
