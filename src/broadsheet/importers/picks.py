"""Featured posts as editors' picks, the newest first, each brought in once."""

from __future__ import annotations

from django.db import transaction

from broadsheet.fronts.models import EditorsPick
from broadsheet.importers.models import ImportedItem
from broadsheet.newsroom.models import Story

#: The kind of the note that a post was featured; its fingerprint says whether it became a pick.
FEATURED = "featured"
PICKED = "picked"


@transaction.atomic
def pick_featured(source: str) -> int:
    """Make a pick of each featured story that has not been one; how many were made.

    They stand below the picks that are here. An editor may have taken a former one down: it is
    not made again.
    """
    waiting = ImportedItem.objects.filter(source=source, kind=FEATURED, fingerprint="")
    pks = list(waiting.values_list("object_id", flat=True))
    if not pks:
        return 0
    stories = Story.objects.filter(pk__in=pks, live=True).order_by("-first_published_at", "-pk")
    there = set(EditorsPick.objects.filter(story__in=pks).values_list("story_id", flat=True))
    position = EditorsPick.objects.count()
    made = 0
    for pk in stories.values_list("pk", flat=True):
        if pk not in there:
            EditorsPick.objects.create(story_id=pk, position=position + made)
            made += 1
    waiting.update(fingerprint=PICKED)
    return made
