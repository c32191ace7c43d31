from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EditorBase(models.Model):
    """What one open editor shows of a story: the common ground when two people have saved.

    Wagtail's autosave writes over its own revision: what another editor began with would be gone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    story = models.ForeignKey("newsroom.Story", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: The newest version that the editor knows of; None for a story without any.
    revision_id = models.BigIntegerField(null=True)
    revision_at = models.DateTimeField(null=True)
    #: Whether the screen lacks what others wrote and a merge has saved with it.
    is_behind = models.BooleanField(default=False)
    content = models.JSONField()
    used_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("open editor")
        verbose_name_plural = _("open editors")

    def __str__(self) -> str:
        return str(self.key)
