"""Where the notes of a story stand on its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction
from broadsheet.newsroom.models.correction import standing_notes


@dataclass(frozen=True)
class Notes:
    """The notes that readers see of a story, in the order in which they were made."""

    all: list[Correction]

    def newest(self, kind: CorrectionKind) -> Correction | None:
        return next((note for note in reversed(self.all) if note.what is kind), None)

    def titled(self, title: str) -> str:
        """The title of a retracted story says so in every tab and list of results."""
        if self.newest(CorrectionKind.RETRACTION) is None:
            return title
        return _("Retracted: %(headline)s") % {"headline": title}

    def context(self) -> dict[str, Any]:
        return {
            "notes_on_top": [note for note in self.all if note.is_on_top],
            "notes_at_end": [note for note in self.all if not note.is_on_top],
            "retraction": self.newest(CorrectionKind.RETRACTION),
            "correction": self.newest(CorrectionKind.CORRECTION),
        }


def notes_of(corrections: Iterable[Correction]) -> Notes:
    return Notes(standing_notes(corrections))
