"""What each open editor shows, kept so that saves of two people can be told apart."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from broadsheet.newsroom.models import EditorBase, Story

#: In the editor's form.
FIELD = "editor_base"
#: A window that stood open longer is asked about everything that differs.
KEPT = timedelta(days=14)


def stored(story: Story) -> dict[str, Any]:
    """A story as a revision stores it."""
    content: dict[str, Any] = json.loads(
        json.dumps(story.serializable_data(), cls=DjangoJSONEncoder)
    )
    return content


def stored_row(row: Any) -> dict[str, Any]:
    """A byline or a topic as a revision stores it."""
    data = get_serializable_data_for_fields(row)
    content: dict[str, Any] = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return content


def open_editor(story: Story, user: Any) -> EditorBase:
    """Note what an editor that opens now is going to show."""
    latest = Revision.objects.filter(pk=story.latest_revision_id).first()
    return EditorBase.objects.create(
        story_id=story.pk,
        user=user,
        revision_id=latest.pk if latest else None,
        revision_at=latest.created_at if latest else None,
        content=latest.content if latest else stored(Story.objects.get(pk=story.pk)),
    )


def base_of(sent: Any, story_id: int, user: Any) -> EditorBase | None:
    """The row that a form names; None for a form without one, or one of somebody else's."""
    key = None
    with suppress(ValueError):
        key = uuid.UUID(sent.get(FIELD, ""))
    if key is None:
        return None
    return EditorBase.objects.filter(key=key, story_id=story_id, user=user).first()


def knows(base: EditorBase, latest: Revision | None) -> bool:
    """Whether nobody has saved since the editor saved or was opened."""
    if latest is None:
        return base.revision_id is None
    return base.revision_id == latest.pk and base.revision_at == latest.created_at


def move_on(
    base: EditorBase, revision: Revision, content: dict[str, Any], *, is_behind: bool
) -> None:
    """After a save: what the editor shows now, and the version that it knows of."""
    base.revision_id, base.revision_at = revision.pk, revision.created_at
    base.content, base.is_behind, base.used_at = content, is_behind, timezone.now()
    base.save()


def prune_bases() -> int:
    """Forget editors that were left open long ago."""
    return EditorBase.objects.filter(used_at__lt=timezone.now() - KEPT).delete()[0]
