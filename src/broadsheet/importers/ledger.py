"""What earlier runs brought in, asked batch by batch, and what this run adds."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from django.contrib.contenttypes.models import ContentType
from django.db import models

from broadsheet.importers.models import ImportedItem
from broadsheet.importers.report import ImportReport

#: Ids asked for in one query.
ASKED = 500


class State(Enum):
    """How a record stands to what was imported before."""

    NEW = "new"
    SAME = "same"
    #: The archive says something else than it did.
    CHANGED = "changed"


class Ledger:
    """The imported items of one source; new ones are written when `write` is called."""

    def __init__(self, source: str, report: ImportReport) -> None:
        self.source = source
        self.report = report
        self._known: dict[tuple[str, str], tuple[str, int]] = {}
        self._waiting: list[ImportedItem] = []

    def load(self, kind: str, source_ids: Iterable[str]) -> None:
        """Know what became of these; what was known of this kind before is forgotten."""
        self._known = {key: value for key, value in self._known.items() if key[0] != kind}
        ids = list(source_ids)
        for start in range(0, len(ids), ASKED):
            rows = ImportedItem.objects.filter(
                source=self.source, kind=kind, source_id__in=ids[start : start + ASKED]
            )
            for source_id, mark, pk in rows.values_list("source_id", "fingerprint", "object_id"):
                self._known[(kind, source_id)] = (mark, pk)

    def state(self, kind: str, source_id: str, mark: str) -> State:
        """New, or counted in the report as unchanged or kept."""
        known = self._known.get((kind, source_id))
        if known is None:
            return State.NEW
        if known[0] == mark:
            self.report.unchanged[kind] += 1
            return State.SAME
        self.report.kept[kind] += 1
        return State.CHANGED

    def object_id(self, kind: str, source_id: str) -> int | None:
        known = self._known.get((kind, source_id))
        return known[1] if known else None

    def remember(
        self, kind: str, source_id: str, mark: str, target: models.Model, *, counted: bool = True
    ) -> None:
        """Note what a record became; `write` saves the note."""
        self._waiting.append(self.item(kind, source_id, mark, target))
        self._known[(kind, source_id)] = (mark, target.pk)
        if counted:
            self.report.created[kind] += 1

    def replace(self, kind: str, source_id: str, mark: str) -> None:
        """Note that what is here now says what the archive says."""
        ImportedItem.objects.filter(source=self.source, kind=kind, source_id=source_id).update(
            fingerprint=mark
        )
        self.report.kept[kind] -= 1
        self.report.overwritten[kind] += 1

    def write(self) -> None:
        """Save the notes, in the transaction that saves what they tell of."""
        ImportedItem.objects.bulk_create(self._waiting, batch_size=ASKED)
        self._waiting.clear()

    def item(self, kind: str, source_id: str, mark: str, target: models.Model) -> ImportedItem:
        return ImportedItem(
            source=self.source,
            kind=kind,
            source_id=source_id[:100],
            fingerprint=mark,
            content_type=ContentType.objects.get_for_model(target),
            object_id=target.pk,
        )
