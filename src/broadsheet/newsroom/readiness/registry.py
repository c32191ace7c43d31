"""The door by which checks of stories come in, ours and those of plugins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from broadsheet.core.registries import Registry
from broadsheet.newsroom.models import PublishingRules, Story
from broadsheet.newsroom.publishing import Fault


class Level(models.TextChoices):
    """How strictly a site asks for something."""

    BLOCK = "block", _("Refuse to publish")
    WARN = "warn", _("Ask why")
    IGNORE = "ignore", _("Let it pass")


@dataclass(frozen=True)
class Check:
    """A question to a story: `find` yields what is wrong, each at its field.

    It runs when a story is published and while it is written, so it asks the database little and
    the network nothing.
    """

    label: str | Promise
    find: Callable[[Story, PublishingRules], Iterable[Fault]]
    level: Level = Level.WARN


checks: Registry[Check] = Registry("check of stories")
