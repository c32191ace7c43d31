"""What an import would do, counted without a change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice

from broadsheet.importers.answers import old_path
from broadsheet.importers.drafts import files_of, fingerprint
from broadsheet.importers.file_sources import FileSource
from broadsheet.importers.ledger import Ledger, State
from broadsheet.importers.records import Archive, StoryRecord
from broadsheet.importers.report import ImportReport
from broadsheet.importers.writer import BATCH, ImportOptions, front_for_archives
from broadsheet.newsroom.bulk import taken_paths

Progress = Callable[[int, int], None]


def rehearse(
    archive: Archive,
    records: Iterable[StoryRecord],
    options: ImportOptions,
    files: FileSource,
    *,
    total: int,
    progress: Progress | None = None,
) -> ImportReport:
    """Read everything and say what would come in; nothing is written and nothing is fetched."""
    started = time.monotonic()
    front = front_for_archives()
    site = front.get_site()
    report = ImportReport.of(archive, is_rehearsal=True)
    ledger = Ledger(options.source, report)
    topics = [tag for tag in archive.tags if not tag.is_internal]
    ledger.load("person", (person.source_id for person in archive.people))
    ledger.load("topic", (tag.source_id for tag in topics))
    for person in archive.people:
        state = ledger.state("person", person.source_id, fingerprint(person))
        report.created["person"] += state is State.NEW
    for tag in topics:
        state = ledger.state("topic", tag.source_id, fingerprint(tag))
        report.created["topic"] += state is State.NEW
    stories, done = iter(records), 0
    while batch := list(islice(stories, BATCH)):
        for kind in ("post", "page"):
            ledger.load(kind, (item.source_id for item in batch if item.kind == kind))
        taken = taken_paths({old_path(item) for item in batch}, site, front.locale_id)
        for story in batch:
            if ledger.state(story.kind, story.source_id, fingerprint(story)) is not State.NEW:
                continue
            _count(story, options, files, report)
            if story.status == "published" and old_path(story) in taken:
                report.problems.append(
                    f"The address {old_path(story)} of “{story.headline}” is taken here. "
                    "It will get a number; change one of the two first if you want another."
                )
        done += len(batch)
        if progress:
            progress(done, total)
    report.seconds = round(time.monotonic() - started, 2)
    return report


def _count(
    story: StoryRecord, options: ImportOptions, files: FileSource, report: ImportReport
) -> None:
    report.created[story.kind] += 1
    report.count(story, open_restricted=options.open_restricted)
    for file in files_of(story):
        if file.address.startswith("data:") or files.has(file.address):
            report.files["found"] += 1
        else:
            report.missing_files += 1
            report.missing.setdefault(file.address, story.headline)
