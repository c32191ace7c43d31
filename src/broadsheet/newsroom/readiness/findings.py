"""What the checks find in a story, by how strictly the site asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Site

from broadsheet.newsroom.models import PublishingRules, Story
from broadsheet.newsroom.publishing import Fault, PublishingRefused, require_publishable
from broadsheet.newsroom.readiness.registry import Check, Level, checks

OVERRIDE = "newsroom.override"


@dataclass(frozen=True)
class Finding:
    """Something that a check found, and how strictly the site asks for it."""

    check: str
    level: Level
    fault: Fault

    @property
    def is_blocking(self) -> bool:
        return self.level is Level.BLOCK


def rules_for(story: Story) -> PublishingRules:
    """The rules of the site in which the story stands, or of the only one for a new story."""
    site = story.get_site() if story.path else None
    site = site or Site.objects.filter(is_default_site=True).first()
    rules: PublishingRules = PublishingRules.for_site(site) if site else PublishingRules()
    return rules


def level_of(name: str, check: Check, rules: PublishingRules) -> Level:
    """What the site chose; the check's own level where it chose nothing that there is."""
    chosen = rules.levels.get(name) if isinstance(rules.levels, dict) else None
    return Level(chosen) if chosen in Level.values else check.level


def findings(story: Story, levels: Iterable[Level] = (Level.BLOCK, Level.WARN)) -> list[Finding]:
    """All that the checks of these levels find, what refuses before what asks."""
    rules = rules_for(story)
    wanted = set(levels)
    found = [
        Finding(name, level, fault)
        for name, check in checks
        if (level := level_of(name, check, rules)) in wanted
        for fault in check.find(story, rules)
    ]
    return sorted(found, key=lambda item: not item.is_blocking)


def blocking(story: Story) -> list[Fault]:
    """What keeps the story from going out by any door."""
    return [item.fault for item in findings(story, [Level.BLOCK])]


def warnings(story: Story) -> list[Fault]:
    """What a person must give a reason for, unless somebody has done so before."""
    found = [item.fault for item in findings(story, [Level.WARN])]
    if not found or story.pk is None:
        return found
    answered = {
        sentence
        for data in overrides(story).values_list("data", flat=True)
        for sentence in data.get("warnings", [])
    }
    return [fault for fault in found if fault.message not in answered]


def overrides(story: Story) -> QuerySet[PageLogEntry]:
    entries: QuerySet[PageLogEntry] = PageLogEntry.objects.filter(page=story.pk, action=OVERRIDE)
    return entries


def keep_override(story: Story, faults: Iterable[Fault], *, reason: str, user: Any) -> None:
    """Note in the story's history what was let pass and why."""
    log(
        instance=story,
        action=OVERRIDE,
        user=user,
        data={"reason": reason, "warnings": [fault.message for fault in faults]},
    )


def require_no_warnings(story: Story) -> None:
    """Raise PublishingRefused where a reason is owed and there is no field to give it in.

    What refuses is said alone: a reason would not help.
    """
    require_publishable(story)
    found = [fault.message for fault in warnings(story)]
    if found:
        ask = _("Open the story to mend it, or to publish it all the same with a reason.")
        raise PublishingRefused([*found, ask])
