from django.db import models
from django.utils.translation import gettext_lazy as _


class BackupState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Good")
    FAILED = "failed", _("Failed")


class BackupOrigin(models.TextChoices):
    SCHEDULE = "schedule", _("The schedule")
    DESK = "desk", _("The admin")
    COMMAND = "command", _("A command")
    UPGRADE = "upgrade", _("An upgrade")


#: A backup that is on its way.
UNFINISHED = (BackupState.WAITING, BackupState.RUNNING)
