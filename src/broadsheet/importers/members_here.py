"""An archive's members as readers of ours, in short transactions, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from broadsheet.importers.models import ImportedItem
from broadsheet.importers.records import MemberRecord
from broadsheet.importers.report import ImportReport
from broadsheet.readers.errors import EmailRefused
from broadsheet.readers.models import Reader
from broadsheet.readers.moving_in import Newcomer, keep_out, move_in

BATCH = 200
KIND = "member"
Progress = Callable[[int, int], None]


def bring_members(
    members: Iterable[MemberRecord],
    source: str,
    report: ImportReport,
    *,
    total: int,
    progress: Progress | None = None,
) -> None:
    """Bring in who isn't here; of who is, only that no mail may go to them any more."""
    done = 0
    for batch in _batches(members):
        with transaction.atomic():
            _bring(batch, source, report)
        done += len(batch)
        if progress:
            progress(min(done, total), total)


def _bring(batch: list[MemberRecord], source: str, report: ImportReport) -> None:
    known = set(
        ImportedItem.objects.filter(
            source=source, kind=KIND, source_id__in=[member.source_id[:100] for member in batch]
        ).values_list("source_id", flat=True)
    )
    kind = ContentType.objects.get_for_model(Reader)
    notes = []
    for member in batch:
        source_id = member.source_id[:100]
        is_new = source_id not in known
        try:
            became = _bring_one(member, source, is_new)
        except EmailRefused:
            # The address itself stays out of the report, which may be passed around.
            report.problems.append(
                f"The member {source_id[:40]} has no e-mail address that can be one and was left "
                "out. Look it up in the table of members and mend it there."
            )
            continue
        if is_new:
            known.add(source_id)
            notes.append(
                ImportedItem(
                    source=source, kind=KIND, source_id=source_id, content_type=kind, object_id=0
                )
            )
        if became == "unchanged":
            report.unchanged[KIND] += 1
        else:
            report.members[became] += 1
            report.created[KIND] += is_new
    ImportedItem.objects.bulk_create(notes)


def _bring_one(member: MemberRecord, source: str, is_new: bool) -> str:
    suppression = "" if member.standing == "active" else member.standing
    if is_new and move_in(
        Newcomer(
            member.email,
            member.name,
            member.note,
            member.labels,
            member.newsletters,
            suppression,
            member.created_at,
        ),
        source=source,
    ):
        return member.standing
    if suppression and keep_out(member.email, suppression):
        return member.standing
    return "unchanged"


def _batches(members: Iterable[MemberRecord]) -> Iterator[list[MemberRecord]]:
    batch: list[MemberRecord] = []
    for member in members:
        batch.append(member)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
