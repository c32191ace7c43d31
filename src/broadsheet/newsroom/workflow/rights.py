"""Who may spike a story, and who may send one out before it is approved."""

from __future__ import annotations

from typing import Any

from broadsheet.newsroom.models import Spiking, Story, UrgentPublication
from broadsheet.newsroom.outside import is_outside

PUBLISH_URGENTLY = "newsroom.publish_urgently"


def is_spiked(story: Story) -> bool:
    """Whether the story is put aside; a list has asked for all its rows at once."""
    known: bool | None = getattr(story, "listed_as_spiked", None)
    return Spiking.objects.filter(story_id=story.pk).exists() if known is None else known


def may_spike(user: Any, story: Story) -> bool:
    """Whether the person may put the story aside: who may change it, before it was ever out."""
    return bool(not story.live and not story.first_published_at and may_change(user, story))


def may_unspike(user: Any, story: Story) -> bool:
    return may_change(user, story)


def may_change(user: Any, story: Story) -> bool:
    """As Wagtail says; the story's lock and its place in the workflow don't matter here."""
    return bool(story.permissions_for_user(user).can_edit() and not is_outside(user))


def may_publish_urgently(user: Any, story: Story) -> bool:
    """Who may change it and holds the right, but may not publish it the usual way."""
    if not user.has_perm(PUBLISH_URGENTLY):
        return False
    tester = story.permissions_for_user(user)
    return bool(may_change(user, story) and not tester.can_publish())


def may_approve_afterwards(user: Any, story: Story) -> bool:
    """Whoever may publish the story, but not for what they sent out themselves."""
    urgent = UrgentPublication.objects.open().filter(story_id=story.pk).first()
    return bool(
        urgent and urgent.by_id != user.pk and story.permissions_for_user(user).can_publish()
    )
