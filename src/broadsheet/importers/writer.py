"""Writes a neutral archive into the newspaper: people, topics, stories, pages, addresses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Site

from broadsheet.core.actions import end_path, redirect_path
from broadsheet.fronts.models import FrontPage
from broadsheet.importers.answers import Answers, old_path
from broadsheet.importers.cards_here import settle_cards
from broadsheet.importers.drafts import files_of, fingerprint, fit_slug, story_from
from broadsheet.importers.errors import ImportRefused
from broadsheet.importers.free_slugs import FreeSlugs
from broadsheet.importers.information import write_page
from broadsheet.importers.ledger import Ledger, State
from broadsheet.importers.models import MissingFile, PendingCard, UncreditedPicture
from broadsheet.importers.naming import Names
from broadsheet.importers.old_redirects import may_stand, write_lists, write_redirects
from broadsheet.importers.overwriting import overwrite_page, overwrite_story
from broadsheet.importers.picks import FEATURED, pick_featured
from broadsheet.importers.portraits import settle_portraits
from broadsheet.importers.receiving import Receiver
from broadsheet.importers.records import Archive, StoryRecord
from broadsheet.importers.report import ImportReport, OldAddress
from broadsheet.importers.settling import settle_files
from broadsheet.importers.wording import gettext as _
from broadsheet.masthead.models import InformationPage, SiteSettings
from broadsheet.newsroom.bulk import NewStory, write_stories
from broadsheet.newsroom.models import Byline, Person, Section, Story, StoryTopic
from broadsheet.newsroom.permalinks import path_for

BATCH = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportOptions:
    """`source` names the kind of system; stories go into the section of that title."""

    source: str
    section: str = "Stories"
    open_restricted: bool = False
    #: Write what the archive says over what stands here, where the archive has changed.
    overwrite: bool = False


def front_for_archives() -> FrontPage:
    """The front page under which archives go. Raises ImportRefused where there is none."""
    front: FrontPage | None = FrontPage.objects.live().first()
    if front is None:
        raise ImportRefused(
            "The site has no front page to put an archive under. "
            "Make a site with `broadsheet new` and import into that."
        )
    return front


class ArchiveWriter:
    """Writes one archive; what was written by an earlier run is left as it is."""

    def __init__(self, archive: Archive, options: ImportOptions) -> None:
        front = front_for_archives()
        self.archive = archive
        self.options = options
        self.front = front
        self.site: Site = front.get_site()
        self.locale: Locale = front.locale
        self.report = ImportReport.of(archive)
        #: What an address of the old site is completed with in a card about it.
        self.base: str = self.site.root_url
        self.ledger = Ledger(options.source, self.report)
        self.names = Names(archive, self.ledger, self.site, self.locale)
        self.answers = Answers(self.site, self.locale, archive, self.ledger, self.names)

    def write(
        self, records: Iterable[StoryRecord], *, total: int, progress: Progress | None = None
    ) -> ImportReport:
        """Write everything; a break leaves whole batches, and the next run goes on after them."""
        started = time.monotonic()
        _unmap_database()
        self.names.write(overwrite=self.options.overwrite)
        section = self._find_section()
        done = 0
        for batch in _batches(records):
            self._write_batch(section, batch)
            self._list_addresses(self.answers.of_stories(batch))
            done += len(batch)
            if progress:
                progress(done, total)
        settle_cards(self.options.source, self.site, self.locale)
        self._show_authors()
        pick_featured(self.options.source)
        write_redirects(self.archive, self.names, self.site, self.locale, self.report)
        write_lists(self.archive, self.names, section, self.site, self.locale)
        self._list_addresses(self.answers.of_the_rest())
        self._look_over(started)
        return self.report

    def bring_files(self, receiver: Receiver, progress: Progress | None = None) -> ImportReport:
        """Bring in the pictures and files that stories, people and the masthead wait for."""
        started = time.monotonic() - self.report.seconds
        settle_portraits(self.archive, self.names, self.site, receiver, self.report)
        settle_files(receiver, self.report, progress)
        self._look_over(started)
        return self.report

    def _list_addresses(self, answers: list[OldAddress]) -> None:
        """Put old addresses into the report, and name those at which others are read."""
        self.report.addresses += answers
        for old in answers:
            # A story that could not keep its slug is named when it comes in.
            named = old.kind == "redirect" or (old.kind == "post" and old.path.count("/") == 2)
            if old.answer == "taken" and not named:
                if old.leads_to:
                    fault = _("shows another page of this site; what stood there is at %(to)s now")
                else:
                    fault = _(
                        "shows another page of this site, and what stood there has no address"
                    )
                self.report.problems.append(
                    _("The old address %(path)s %(fault)s. Look whether readers will find it.")
                    % {"path": old.path, "fault": fault % {"to": old.leads_to}}
                )

    def _look_over(self, started: float) -> None:
        """What waits and what lacks a credit, from the rows: also of earlier runs."""
        missing = MissingFile.objects.order_by("-page", "-position", "-pk")
        self.report.missing_files = missing.count()
        self.report.missing = dict(missing.values_list("address", "page__title"))
        self.report.without_credit = [
            f"“{picture}” in “{headline}”"
            for picture, headline in UncreditedPicture.objects.filter(
                picture__photographer="", picture__agencies=""
            )
            .order_by("page", "picture")
            .values_list("picture__title", "page__title")
        ]
        self.report.seconds = round(time.monotonic() - started, 2)

    @transaction.atomic
    def _find_section(self) -> Section:
        title = self.options.section
        section: Section | None = Section.objects.child_of(self.front).filter(title=title).first()
        if section is None:
            free = FreeSlugs(self.site, self.locale)
            slug = free.give(fit_slug(title.lower()), lambda slug: f"/{slug}/")
            section = Section(title=title, slug=slug, locale=self.locale)
            self.front.add_child(instance=section)
            section.save_revision().publish()
            section.refresh_from_db()
        return section

    @transaction.atomic
    def _write_batch(self, section: Section, batch: Sequence[StoryRecord]) -> None:
        items: list[NewStory] = []
        records: list[tuple[StoryRecord, str]] = []
        free = FreeSlugs(self.site, self.locale)
        zone = SiteSettings.for_site(self.site).zone
        for kind in ("post", "page"):
            self.ledger.load(kind, (item.source_id for item in batch if item.kind == kind))
        uuids = self._taken_uuids(batch)
        self._look_up(free, section, batch, zone)
        for record in batch:
            mark = fingerprint(record)
            state = self.ledger.state(record.kind, record.source_id, mark)
            if state is State.CHANGED and self.options.overwrite:
                self._overwrite(record, mark)
            if state is not State.NEW:
                continue
            self.report.count(record, open_restricted=self.options.open_restricted)
            if record.kind == "page":
                page = write_page(record, self.front, free.give, self.base)
                self.ledger.remember("page", record.source_id, mark, page)
                self._lead_to_page(page, record)
                self._wait_for_files(page.pk, record)
                continue
            item = self._draft(record)
            if record.uuid in uuids:
                # Another story of ours has it: this one keeps the new one that it was given.
                item.story.public_id = Story().public_id
            path_of = partial(
                path_for, shown_at=item.story.shown_at, section_slug=section.slug, zone=zone
            )
            item.story.slug = free.give(fit_slug(record.slug), path_of)
            items.append(item)
            records.append((record, mark))
        stories = write_stories(section, items, action="broadsheet.import")
        for story, (record, mark) in zip(stories, records, strict=True):
            self._follow_up(story, record, mark)
        self.ledger.write()

    def _taken_uuids(self, batch: Sequence[StoryRecord]) -> set[Any]:
        wanted = [record.uuid for record in batch]
        return set(Story.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))

    def _look_up(
        self, free: FreeSlugs, section: Section, batch: Sequence[StoryRecord], zone: Any
    ) -> None:
        """Ask in one query which addresses of a batch are taken."""
        paths = [f"/{fit_slug(record.slug)}/" for record in batch]
        paths += [
            path_for(
                fit_slug(record.slug),
                shown_at=record.published_at or timezone.now(),
                section_slug=section.slug,
                zone=zone,
            )
            for record in batch
            if record.published_at and 1 < record.published_at.year < 9999
        ]
        free.look_up(paths)

    def _overwrite(self, record: StoryRecord, mark: str) -> None:
        pk = self.ledger.object_id(record.kind, record.source_id)
        if record.kind == "page":
            faults = overwrite_page(pk, record, self.base)
        else:
            faults = overwrite_story(pk, self._draft(record), record)
        if faults:
            self.report.problems.append(
                _(
                    "What the archive says of “%(headline)s” is a draft here, and readers have "
                    "what stood before: %(reason)s"
                )
                % {"headline": record.headline, "reason": " ".join(faults)}
            )
        if faults is not None:
            self.ledger.replace(record.kind, record.source_id, mark)
            self._wait_for_files(pk or 0, record)
            self._wait_for_cards(pk or 0, record)

    def _draft(self, record: StoryRecord) -> NewStory:
        names = self.names
        labels = [names.labels[pk] for pk in record.tag_ids if pk in names.labels]
        story = story_from(
            record,
            labels=labels,
            open_restricted=self.options.open_restricted,
            base=self.base,
        )
        people = [names.people[pk] for pk in record.author_ids if pk in names.people]
        topics = {
            names.topics[pk].pk: names.topics[pk] for pk in record.tag_ids if pk in names.topics
        }
        return NewStory(
            story,
            # Two accounts of one name may be one person here.
            [Byline(person=person) for person in {person.pk: person for person in people}.values()],
            [StoryTopic(topic=topic) for topic in topics.values()],
        )

    def _follow_up(self, story: Story, record: StoryRecord, mark: str) -> None:
        """What a story needs besides its rows: its old address, its schedule, its files."""
        self.ledger.remember("post", record.source_id, mark, story)
        old = old_path(record)
        if story.live and story.public_path() != old and may_stand(old):
            redirect_path(old, site=self.site, locale=self.locale, to=story)
        if story.slug != fit_slug(record.slug):
            self.report.problems.append(
                f"“{story.title}” could not have the address /{record.slug}/, which is taken here; "
                f"it is at {story.public_path()}. Change its slug if you want another."
            )
        if record.status == "scheduled" and record.published_at:
            self._schedule(story, record.published_at)
        if record.featured and record.status == "published":
            self.ledger.remember(FEATURED, record.source_id, "", story, counted=False)
        self._wait_for_files(story.pk, record)
        self._wait_for_cards(story.pk, record)

    def _lead_to_page(self, page: InformationPage, record: StoryRecord) -> None:
        """Its old address where it could not keep it; 410 where readers may not see it any more."""
        old = old_path(record)
        if record.status != "published" or not may_stand(old):
            return
        if page.live:
            if page.public_path() != old:
                redirect_path(old, site=self.site, locale=self.locale, to=page)
            return
        end_path(old, site=self.site, locale=self.locale, title=page.title)
        self.report.problems.append(
            _(
                "The page “%(title)s” was not for everyone on the old site; it is a draft here. "
                "Publish it if everyone may read it."
            )
            % {"title": page.title}
        )

    def _wait_for_files(self, page_id: int, record: StoryRecord) -> None:
        MissingFile.objects.bulk_create(
            MissingFile(
                page_id=page_id,
                position=min(position, 32_000),
                item=min(file.item, 32_000),
                block_id=file.block_id,
                address=file.address,
                alt_text=file.alt_text,
                caption=file.caption,
                credit=file.credit[:500],
            )
            for position, file in enumerate(files_of(record))
        )

    def _wait_for_cards(self, page_id: int, record: StoryRecord) -> None:
        PendingCard.objects.bulk_create(
            (
                PendingCard(
                    page_id=page_id,
                    block_id=block["id"],
                    path=str(block["value"]["address"])[:2000],
                )
                for block in record.full_body or record.body
                if block["type"] == "related_story"
            ),
            ignore_conflicts=True,
        )

    def _schedule(self, story: Story, moment: datetime) -> None:
        if moment <= timezone.now():
            # Nobody here decided that it should appear now.
            self.report.problems.append(
                f"“{story.title}” was scheduled for {moment:%Y-%m-%d %H:%M} UTC, which has passed; "
                "it is a draft here. Publish it or give it a new time."
            )
            return
        story.go_live_at = moment
        story.save_revision().publish()

    def _show_authors(self) -> None:
        """Those whose stories are public had a public page on the old site: they keep it."""
        imported = {person.pk for person in self.names.people.values()}
        for person in Person.objects.filter(
            pk__in=imported, is_public=False, card_bylines__isnull=False
        ).distinct():
            person.is_public = True
            person.save()


def _unmap_database() -> None:
    """Let SQLite read through its small cache: what an import reads once it need not hold mapped.

    Two hundred rows from all over an archive of 10,000 would otherwise count as 15 MB.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")


def _batches(records: Iterable[StoryRecord]) -> Iterator[list[StoryRecord]]:
    batch: list[StoryRecord] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
