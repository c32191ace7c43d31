"""What stories may lack: each need is a line among the desk's problems and a filter of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, ReferenceIndex, Revision

from broadsheet.core.registries import Registry
from broadsheet.media.models import Picture
from broadsheet.newsroom.models import Story, UrgentPublication

#: The clock publishes within seconds; what is later than this was refused or nothing runs.
LATE = timedelta(seconds=30)
#: Bodies are read to see whether a block gives the credit: of no more stories than this.
BODIES_READ = 100
REFUSED = "broadsheet.schedule.refused"


def no_details(pks: Sequence[int]) -> dict[int, str]:
    return {}


@dataclass(frozen=True)
class Need:
    """Something that a person must do for stories; `stories` narrows any queryset of them to those.

    `details` says more of each story whose id it is given, in one question to the database.
    """

    label: str | Promise
    remedy: str | Promise
    stories: Callable[[QuerySet[Story]], QuerySet[Story]]
    details: Callable[[Sequence[int]], dict[int, str]] = no_details


needs: Registry[Need] = Registry("need of stories")


def overdue(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Stories whose minute has passed and that are not out: refused, or no clock runs."""
    late = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now() - LATE)
    pks = late.annotate(story=Cast("object_id", BigIntegerField())).values("story")
    return stories.filter(pk__in=pks)


def refusals(pks: Sequence[int]) -> dict[int, str]:
    """Why the clock did not publish each story, by its newest refusal."""
    entries = PageLogEntry.objects.filter(page__in=pks, action=REFUSED).order_by("timestamp")
    return {
        pk: " ".join(data.get("reasons", []))
        for pk, data in ((entry.page_id, entry.data) for entry in entries)
    }


def without_topics(stories: QuerySet[Story]) -> QuerySet[Story]:
    return stories.filter(live=True, story_topics__isnull=True)


def without_credit(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Live stories with a picture that names nobody, neither in itself nor where it stands."""
    uncredited = Picture.objects.filter(photographer="", agencies="")
    leads = Q(lead_picture__in=uncredited.values("pk"), lead_credit="")
    return stories.filter(leads | Q(pk__in=_bodies_without_credit(uncredited)), live=True)


def _bodies_without_credit(uncredited: QuerySet[Picture]) -> list[int]:
    """Of the newest live stories, those in whose body such a picture stands without a credit."""
    used = ReferenceIndex.objects.filter(
        content_type=ContentType.objects.get_for_model(Story),
        to_content_type=ContentType.objects.get_for_model(Picture),
        model_path__startswith="body.",
        to_object_id__in=uncredited.annotate(key=Cast("pk", CharField())).values("key"),
    )
    pks = used.annotate(story=Cast("object_id", BigIntegerField())).values("story")
    candidates = Story.objects.live().filter(pk__in=pks).order_by("-last_published_at")
    bodies = list(candidates.values_list("pk", "body")[:BODIES_READ])
    if not bodies:
        return []
    bare = set(uncredited.values_list("pk", flat=True))
    return [pk for pk, body in bodies if _names_nobody(body.raw_data, bare)]


def _names_nobody(blocks: Sequence[object], bare: set[int]) -> bool:
    """Whether a picture of `bare` stands in the blocks as they are stored, without a credit."""
    for block in blocks:
        value = block.get("value") if hasattr(block, "get") else None
        if not isinstance(value, dict):
            continue
        if value.get("picture") in bare and not (value.get("credit") or "").strip():
            return True
        # A gallery holds its pictures as a list of blocks, in older stories of plain values.
        inner = value.get("pictures") or []
        if _names_nobody([item if "value" in item else {"value": item} for item in inner], bare):
            return True
    return False


def approved_later(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Stories that went out urgently and that nobody has approved yet."""
    return stories.filter(pk__in=UrgentPublication.objects.open().values("story"))


def urgent_reasons(pks: Sequence[int]) -> dict[int, str]:
    """Who sent each story out urgently, and why."""
    waiting = UrgentPublication.objects.open().filter(story__in=pks).select_related("by")
    return {item.story_id: f"{item.by or ''}: {item.reason}" for item in waiting}


needs.register(
    "urgent",
    Need(
        _("Published urgently, waiting for approval"),
        _("Read it, then approve it afterwards, correct it or withdraw it."),
        approved_later,
        urgent_reasons,
    ),
)
needs.register(
    "schedule",
    Need(
        _("Scheduled, but not published"),
        _("Mend what the story lacks, or publish it by hand."),
        overdue,
        refusals,
    ),
)
needs.register(
    "credit",
    Need(
        _("Live stories with a picture without credit"),
        _("Name the photographer or the agency in the picture itself."),
        without_credit,
    ),
)
needs.register(
    "topics",
    Need(
        _("Live stories without topics"),
        _("Give at least one, so that readers find what belongs together."),
        without_topics,
    ),
)
