"""Wagtail's index of references for many objects at once: what uses which picture or topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex

#: Rows in one statement.
BATCH = 500


def with_children(objects: QuerySet[Any]) -> list[Any]:
    """The objects with all lines that are edited with them, a query for each kind of line."""
    names = [one.get_accessor_name() for one in get_all_child_relations(objects.model)]
    return list(objects.prefetch_related(*names))


def note_references(objects: Sequence[Any]) -> None:
    """Write what the objects, all of one model, refer to, as Wagtail does for one at a time.

    Two statements for those that had no references yet; the others are compared one by one.
    """
    if not objects:
        return
    model = type(objects[0])
    content_type = ContentType.objects.get_for_model(model)
    base = ReferenceIndex._get_base_content_type(model)
    keys = [str(item.pk) for item in objects]
    there = ReferenceIndex.objects.filter(base_content_type=base, object_id__in=keys)
    known = set(there.values_list("object_id", flat=True))
    rows = []
    for item in objects:
        if str(item.pk) in known:
            ReferenceIndex.create_or_update_for_object(item)
            continue
        for found in dict.fromkeys(ReferenceIndex._extract_references_from_object(item)):
            to_content_type_id, to_object_id, model_path, content_path = found
            rows.append(
                ReferenceIndex(
                    content_type=content_type,
                    base_content_type=base,
                    object_id=str(item.pk),
                    to_content_type_id=to_content_type_id,
                    to_object_id=to_object_id,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
