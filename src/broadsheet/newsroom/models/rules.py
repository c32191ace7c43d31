from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting


class PublishingRules(BaseSiteSetting):
    """How strictly a site asks for what a story should have, and the words of its house."""

    #: The level of each check by its name; what isn't there has the check's own.
    levels = models.JSONField(_("levels"), default=dict, blank=True)
    house_words = models.TextField(
        _("house word list"),
        blank=True,
        help_text=_("One a line: “utilise = use”, or a word alone that is not to be used."),
    )

    class Meta:
        verbose_name = _("checks before publishing")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
