"""What an import left for the desk to mend."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from broadsheet.importers.models import MissingFile, UncreditedPicture
from broadsheet.newsroom.desk.needs import Need
from broadsheet.newsroom.models import Story


def with_missing_files(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Stories of an archive that names pictures or files which were not with it."""
    return stories.filter(pk__in=MissingFile.objects.values("page"))


def missing_addresses(pks: Sequence[int]) -> dict[int, str]:
    """The first address that each story misses, by the story's id."""
    rows = MissingFile.objects.filter(page__in=pks).order_by("page", "-position")
    return dict(rows.values_list("page", "address"))


LACKS_FILES = Need(
    label=_("Imported stories with missing files"),
    remedy=_("Put the files into the archive's folder and import again, or choose others."),
    stories=with_missing_files,
    details=missing_addresses,
)


def brought_without_credit(story: Story) -> set[int]:
    """The pictures that an archive brought to the story without a credit."""
    rows = UncreditedPicture.objects.filter(page=story.pk)
    return set(rows.values_list("picture", flat=True))
