"""Wagtail says that something happened; the room's actions settle what follows from it."""

from typing import Any

from wagtail.models import PageViewRestriction

from broadsheet.media.models import Picture
from broadsheet.media.renditions import prepare_at_once
from broadsheet.newsroom.actions import (
    drop_card,
    settle_restriction,
    settle_section,
    settle_story,
    write_card,
)
from broadsheet.newsroom.models import Person, Section, Story, StoryCard, Topic
from broadsheet.newsroom.publishing import picture_uses

#: Under this name a restriction that is being saved keeps the page that it was on.
MOVED_FROM = "_moved_from"


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


def take_off_cards(sender: Any, picture: Picture, **kwargs: Any) -> None:
    StoryCard.objects.filter(picture=picture).update(picture=None)


def bring_back_to_cards(sender: Any, picture: Picture, **kwargs: Any) -> None:
    for story in Story.objects.live().filter(lead_picture=picture):
        write_card(story)


def settle_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    story = instance.specific
    if isinstance(story, Story) and story.live:
        settle_story(story)


def settle_renamed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Section):
        settle_section(instance)


def drop_card_of_deleted(sender: Any, instance: Story, **kwargs: Any) -> None:
    drop_card(instance)


def note_restricted_before(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Remember the page from which a restriction is moved: it is free then."""
    before = sender.objects.filter(pk=instance.pk).select_related("page").first()
    is_moved = before is not None and before.page_id != instance.page_id
    instance.__dict__[MOVED_FROM] = before.page if is_moved else None


def settle_restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    settle_restriction(instance.page)
    before = instance.__dict__.pop(MOVED_FROM, None)
    if before is not None:
        settle_restriction(before)


def settle_freed(sender: Any, instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    # One that goes with its page brings no card back: the page is going.
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        settle_restriction(instance.page)


def keep_address_of_snippet(
    sender: Any, instance: Topic | Person, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        instance.keep_address()
