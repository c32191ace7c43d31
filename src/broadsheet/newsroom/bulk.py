"""Writes many stories at once: an archive that moves in, a demo of thousands.

Wagtail adds a page at a time, in some 40 queries; an archive of years needs fewer. The rows are
those that adding and publishing would have written, but for a revision: the first edit makes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Site
from wagtail.search.backends import get_search_backend

from broadsheet.core.models import Address, AddressState
from broadsheet.core.restrictions import is_private
from broadsheet.core.tasks import task
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.actions import card_lines, card_values
from broadsheet.newsroom.models import (
    Byline,
    CardByline,
    CardTopic,
    Section,
    Story,
    StoryCard,
    StoryTopic,
    Topic,
)
from broadsheet.newsroom.permalinks import path_for
from broadsheet.newsroom.references import note_references, with_children

#: Rows in one statement; SQLite takes 32,766 values in one, and a story has some fifty.
BATCH = 200


@dataclass
class NewStory:
    """A story that isn't saved yet, with its names and topics in order.

    `story.live` says whether readers may see it at once. Its slug must be free: the caller has
    looked (`taken_paths`).
    """

    story: Story
    bylines: Sequence[Byline] = ()
    topics: Sequence[StoryTopic] = field(default_factory=tuple)


def taken_paths(paths: Iterable[str], site: Site, locale_id: int) -> set[str]:
    """Those of the paths at which something lives or stood."""
    wanted = list(paths)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        found.update(
            Address.objects.filter(
                site=site, locale_id=locale_id, path__in=wanted[start : start + 500]
            ).values_list("path", flat=True)
        )
    return found


@transaction.atomic
def write_stories(
    section: Section, items: Sequence[NewStory], *, action: str, at_once: bool = False
) -> list[Story]:
    """Save the stories below a section, with cards and addresses for the live ones.

    `action` names the log entry that each gets. Search and the index of references follow by a
    task, or with `at_once` here. Raises IntegrityError when an address is taken after all: nothing
    is written then.
    """
    if not items:
        return []
    now = timezone.now()
    parent = Page.objects.select_for_update().get(pk=section.pk)
    site: Site = section.get_site()
    zone = SiteSettings.for_site(site).zone
    stories = [item.story for item in items]
    _place_in_tree(parent, stories, now)
    _insert_pages(stories)
    _insert_lines(items)
    live = [item for item in items if item.story.live]
    paths = {
        item.story.pk: path_for(item.story.slug, item.story.shown_at, section.slug, zone)
        for item in live
    }
    _insert_addresses([item.story for item in live], paths, site)
    if not is_private(section):
        _insert_cards(live, paths, section)
    PageLogEntry.objects.bulk_create(
        (_log_entry(story, action, now) for story in stories), batch_size=BATCH
    )
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(stories))
    bring_in = index_stories.call if at_once else index_stories.enqueue
    bring_in([story.pk for story in stories])
    return stories


@transaction.atomic
def write_topics(topics: Sequence[Topic], *, at_once: bool = False) -> None:
    """Save new topics with their addresses, which must be free; search follows by a task.

    With `at_once` search is written here. Raises IntegrityError when an address is taken after
    all: nothing is written then.
    """
    Topic.objects.bulk_create(topics, batch_size=BATCH)
    content_type = ContentType.objects.get_for_model(Topic)
    for site in Site.objects.all():
        paths = [topic.public_path() for topic in topics]
        # An old address or a gone one gives way, as it does to a single topic.
        locales = {topic.locale_id for topic in topics}
        there = Address.objects.filter(site=site, locale__in=locales, path__in=paths)
        there.exclude(state=AddressState.LIVE).delete()
        Address.objects.bulk_create(
            (
                Address(
                    site=site,
                    locale_id=topic.locale_id,
                    path=topic.public_path(),
                    title=topic.name,
                    content_type=content_type,
                    object_id=topic.pk,
                )
                for topic in topics
            ),
            batch_size=BATCH,
        )
    if topics:
        bring_in = index_topics.call if at_once else index_topics.enqueue
        bring_in([topic.pk for topic in topics])


def _place_in_tree(parent: Page, stories: Sequence[Story], now: datetime) -> None:
    """Give each story its place as treebeard's materialised path wants it, after the last child."""
    last = parent.get_children().order_by("-path").first()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    content_type = ContentType.objects.get_for_model(Story)
    for place, story in enumerate(stories, start=step + 1):
        story.depth = parent.depth + 1
        story.path = Page._get_path(parent.path, story.depth, place)
        story.numchild = 0
        story.url_path = f"{parent.url_path}{story.slug}/"
        story.content_type = content_type
        story.draft_title = story.title
        story.locale_id = parent.locale_id
        if story.live:
            story.first_published_at = story.first_published_at or now
            story.last_published_at = story.last_published_at or story.first_published_at


def _insert_pages(stories: Sequence[Story]) -> None:
    """Insert both tables of each story: Django itself refuses several at once for such models."""
    shared = [item for item in Page._meta.concrete_fields if not item.primary_key]
    pages = [
        Page(**{item.attname: getattr(story, item.attname) for item in shared}) for story in stories
    ]
    Page.objects.bulk_create(pages, batch_size=BATCH)
    for page, story in zip(pages, stories, strict=True):
        story.id = story.page_ptr_id = page.pk  # type: ignore[attr-defined]
        story._state.adding = False
    own = Story._meta.local_concrete_fields
    using = router.db_for_write(Story)
    for start in range(0, len(stories), BATCH):
        query = models.sql.InsertQuery(Story)
        query.insert_values(own, list(stories[start : start + BATCH]))
        query.get_compiler(connection=connections[using]).execute_sql()
    for story in stories:
        story._state.db = using


def _insert_lines(items: Sequence[NewStory]) -> None:
    bylines: list[Byline] = []
    topics: list[StoryTopic] = []
    for item in items:
        for place, line in enumerate(item.bylines):
            line.story, line.sort_order = item.story, place
            bylines.append(line)
        for place, topic in enumerate(item.topics):
            topic.story, topic.sort_order = item.story, place
            topics.append(topic)
    Byline.objects.bulk_create(bylines, batch_size=BATCH)
    StoryTopic.objects.bulk_create(topics, batch_size=BATCH)


def _insert_addresses(stories: Sequence[Story], paths: dict[int, str], site: Site) -> None:
    content_type = ContentType.objects.get_for_model(Story)
    Address.objects.bulk_create(
        (
            Address(
                site=site,
                locale_id=story.locale_id,
                path=paths[story.pk],
                title=story.title[:255],
                content_type=content_type,
                object_id=story.pk,
            )
            for story in stories
        ),
        batch_size=BATCH,
    )


def _insert_cards(items: Sequence[NewStory], paths: dict[int, str], section: Section) -> None:
    cards: list[StoryCard] = []
    names: list[CardByline] = []
    listed: list[CardTopic] = []
    for item in items:
        story = item.story
        card = StoryCard(story=story, **card_values(story, section, paths[story.pk]))
        its_names, its_topics = card_lines(card, item.bylines, item.topics)
        cards.append(card)
        names += its_names
        listed += its_topics
    StoryCard.objects.bulk_create(cards, batch_size=BATCH)
    CardByline.objects.bulk_create(names, batch_size=BATCH)
    CardTopic.objects.bulk_create(listed, batch_size=BATCH)


def _log_entry(story: Story, action: str, now: datetime) -> PageLogEntry:
    return PageLogEntry(
        page_id=story.pk,
        content_type=story.content_type,
        label=story.title[:255],
        action=action,
        timestamp=now,
        data={},
        content_changed=True,
    )


@task()
def index_stories(pks: list[int]) -> int:
    """Bring stories that were written at once into search and the index of references."""
    backend = get_search_backend()
    stories = with_children(Story.objects.filter(pk__in=pks))
    backend.get_index_for_model(Story).add_items(Story, stories)
    by_pk = {story.pk: story for story in stories}
    cards = list(StoryCard.objects.filter(pk__in=pks).prefetch_related(*StoryCard.READ_BY_SEARCH))
    for card in cards:
        card.story = by_pk[card.pk]
    backend.get_index_for_model(StoryCard).add_items(StoryCard, cards)
    note_references(stories)
    return len(stories)


@task()
def index_topics(pks: list[int]) -> int:
    """Bring topics that were written at once into search."""
    topics: list[Any] = list(Topic.objects.filter(pk__in=pks))
    get_search_backend().get_index_for_model(Topic).add_items(Topic, topics)
    return len(topics)
