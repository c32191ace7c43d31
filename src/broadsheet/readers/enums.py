from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReaderAction(models.TextChoices):
    """What the newsroom can do for a reader, as its log names it."""

    REGISTER = "readers.register", _("Reader registered")
    CONFIRM_EMAIL = "readers.confirm_email", _("E-mail address of a reader confirmed")
    GIVE_CONSENT = "readers.give_consent", _("Consent of a reader noted")
    WITHDRAW_CONSENT = "readers.withdraw_consent", _("Consent of a reader withdrawn")
    EXPORT = "readers.export", _("Data of a reader exported")
    ERASE = "readers.erase", _("Reader erased")


class Suppression(models.TextChoices):
    """Why no mail may go to an address, whatever its reader agreed to."""

    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Complained of as spam")
    UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
