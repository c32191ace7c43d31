"""What a backup counts, so that a restored one can be compared with it."""

from __future__ import annotations

from broadsheet.keeping.snapshot import Snapshot, count_rows
from broadsheet.media.models import File, Picture, Recording
from broadsheet.newsroom.models import Story, StoryCard
from broadsheet.readers.models import Reader

COUNTED = {
    "stories": Story,
    "live_stories": StoryCard,
    "pictures": Picture,
    "files": File,
    "recordings": Recording,
    "readers": Reader,
}


def counts(moment: Snapshot) -> dict[str, int]:
    return count_rows(moment, COUNTED)


def tables() -> dict[str, str]:
    """The table behind each count."""
    return {name: model._meta.db_table for name, model in COUNTED.items()}
