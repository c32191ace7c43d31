"""Wagtail says that something happened; the room's actions settle what follows from it."""

from typing import Any

from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.actions import drop_card, settle_section, settle_story
from broadsheet.newsroom.models import Person, Section, Story, Topic
from broadsheet.newsroom.publishing import picture_uses


def settle_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Story):
        # A page never makes its renditions while it is rendered for a reader.
        prepare_at_once(use.picture for use in picture_uses(instance))
        settle_story(instance)


def settle_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Story):
        # What is deleted is unpublished without being saved: its row says still that it is live.
        instance.live = False
        settle_story(instance)


def settle_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    story = instance.specific
    if isinstance(story, Story) and story.live:
        settle_story(story)


def settle_renamed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Section):
        settle_section(instance)


def drop_card_of_deleted(sender: Any, instance: Story, **kwargs: Any) -> None:
    drop_card(instance)


def keep_address_of_snippet(
    sender: Any, instance: Topic | Person, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        instance.keep_address()
