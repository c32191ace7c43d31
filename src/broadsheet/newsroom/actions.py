"""What follows from publishing, taking down, moving and renaming: cards and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page
from wagtail.search import index

from broadsheet.core.restrictions import is_private
from broadsheet.newsroom.excerpts import excerpt_of
from broadsheet.newsroom.history.chain import record
from broadsheet.newsroom.models import (
    Byline,
    CardByline,
    CardTopic,
    Correction,
    Section,
    Story,
    StoryCard,
    StoryTopic,
)
from broadsheet.newsroom.models.correction import last_changed, mark_of, update_shown
from broadsheet.newsroom.permalinks import contains_section
from broadsheet.newsroom.reading_time import reading_time
from broadsheet.newsroom.tasks import index_card


def in_milliseconds(moment: datetime) -> datetime:
    """A time as versions keep it: to bring one back then changes no list."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def card_values(
    story: Story,
    section: Section | None,
    path: str,
    corrections: Sequence[Correction] = (),
) -> dict[str, Any]:
    """What the card of a live story says, read from the story and its corrections."""
    lead = story.lead_picture
    picture = lead if lead and not lead.is_expired else None
    published = story.last_published_at or timezone.now()
    corrected = last_changed(corrections)
    updated = update_shown(story.updated_at, corrections)
    return {
        "public_id": story.public_id,
        "locale_id": story.locale_id,
        "section_id": section.pk if section else None,
        "path": path,
        "story_type": story.story_type,
        "access": story.access,
        "kicker": story.kicker,
        "headline": story.title,
        "standfirst": story.standfirst,
        "excerpt": excerpt_of(story),
        "picture": picture,
        "picture_alt": story.lead_alt(picture),
        "sponsor": story.sponsor_name if story.is_sponsored else "",
        "read_minutes": reading_time(story),
        "published_at": in_milliseconds(story.shown_at),
        # Feeds give it as the entry's own time: a correction is news to who has read it before.
        "updated_at": max(updated, corrected) if updated and corrected else updated,
        "changed_at": max(published, corrected) if corrected else published,
        "noindex": story.noindex,
        "mark": mark_of(corrections),
    }


def card_lines(
    card: StoryCard, bylines: Iterable[Byline], topics: Iterable[StoryTopic]
) -> tuple[list[CardByline], list[CardTopic]]:
    """The names and topics of a card, not yet saved, in the story's order."""
    named: set[int] = set()
    names = []
    for position, line in enumerate(bylines):
        names.append(
            CardByline(
                card=card,
                person=line.person,
                text=line.text,
                role=line.role,
                position=position,
                is_first=line.person_id not in named,
                published_at=card.published_at,
            )
        )
        if line.person_id:
            named.add(line.person_id)
    listed = [
        CardTopic(
            card=card,
            topic_id=item.topic_id,
            position=position,
            published_at=card.published_at,
        )
        for position, item in enumerate(topics)
    ]
    return names, listed


@transaction.atomic
def write_card(story: Story) -> StoryCard | None:
    """Write anew what lists show of a live story; None where it isn't for everybody."""
    parent = story.get_parent()
    section = parent.specific if parent and parent.specific_class is Section else None
    corrections = list(Correction.objects.filter(story_id=story.pk))
    if is_private(story):
        drop_card(story)
        record(story, corrections)
        return None
    values = card_values(story, section, story.public_path(), corrections)
    card, _created = StoryCard.objects.update_or_create(story=story, defaults=values)
    names, listed = card_lines(card, story.bylines.all(), story.story_topics.all())
    _keep_lines(
        CardByline,
        card,
        names,
        ("person_id", "text", "role", "position", "is_first", "published_at"),
    )
    _keep_lines(CardTopic, card, listed, ("topic_id", "position", "published_at"))
    record(story, corrections)
    index_card.enqueue(card.pk)
    return card


def _keep_lines(
    model: type[Model], card: StoryCard, lines: Sequence[Any], names: Sequence[str]
) -> None:
    """Replace a card's lines where they say something else: what stays has no new key."""
    rows = model._default_manager.filter(card=card)
    wanted = [tuple(getattr(line, name) for name in names) for line in lines]
    if list(rows.order_by("position").values_list(*names)) != wanted:
        rows.delete()
        model._default_manager.bulk_create(lines)


def drop_card(story: Story) -> None:
    """Take a story out of every list and out of search."""
    for card in StoryCard.objects.filter(pk=story.pk):
        index.remove_object(card)
        card.delete()


@transaction.atomic
def settle_story(story: Story) -> None:
    """Bring address and card of a story to what it now is: live or not."""
    story.keep_address()
    if story.live:
        write_card(story)
    else:
        drop_card(story)


@transaction.atomic
def settle_restriction(page: Page) -> None:
    """Take the stories of a page, and of those below it, out of every list, or bring them back."""
    stories = Story.objects.live().descendant_of(page, inclusive=True)
    if not is_private(page):
        # One by one: each is written with its topics and names, and a section may hold thousands.
        for key in list(stories.filter(card__isnull=True).values_list("pk", flat=True)):
            write_card(Story.objects.get(pk=key))
        return
    cards = StoryCard.objects.filter(story__in=stories.values("pk"))
    for card in cards.iterator(chunk_size=200):
        index.remove_object(card)
    cards.delete()


@transaction.atomic
def settle_section(section: Section) -> None:
    """Give a section's stories new addresses where the permalink contains the section."""
    if contains_section():
        settle_stories(Story.objects.child_of(section).live().specific())


def settle_stories(stories: Iterable[Story]) -> int:
    """`settle_story` for several, each on its own; returns how many."""
    count = 0
    for story in stories:
        settle_story(story)
        count += 1
    return count
