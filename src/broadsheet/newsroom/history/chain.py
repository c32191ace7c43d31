"""Writes the versions of a story, seals them, and finds what was altered afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from broadsheet.newsroom.enums import CorrectionKind
from broadsheet.newsroom.models import Correction, Story, StoryVersion
from broadsheet.newsroom.models.correction import standing_notes
from broadsheet.newsroom.models.version import VersionReason

#: What readers see as text of a version; pictures' own captions are the pictures'.
FIELDS = (
    "title",
    "kicker",
    "standfirst",
    "dateline",
    "lead_caption",
    "lead_credit",
    "sponsor_name",
)


def content_of(story: Story, corrections: Iterable[Correction]) -> str:
    """What readers see of a live story, as JSON that is the same for the same story."""
    content: dict[str, Any] = {name: getattr(story, name) for name in FIELDS}
    content["bylines"] = [[line.role, line.name] for line in story.bylines.all()]
    content["body"] = [[block["type"], block["value"]] for block in story.body.raw_data]
    content["notes"] = [[note.kind, note.text] for note in standing_notes(corrections)]
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def seal_of(version: StoryVersion) -> str:
    """SHA-256 over all that a version says, the seal before it included, in hexadecimal."""
    made = version.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [version.previous, str(version.number), made, version.reason, version.content]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def record(story: Story, corrections: list[Correction]) -> StoryVersion | None:
    """Add a version where readers see something new; None where they don't."""
    last = StoryVersion.objects.filter(story_id=story.pk).order_by("-number").first()
    # As it is stored: in memory a body may still have another form.
    content = content_of(Story.objects.get(pk=story.pk), corrections)
    reason = reason_for(last, corrections)
    # A story that comes back unchanged is news to its readers.
    if last is not None and last.content == content and reason != VersionReason.REINSTATED:
        return None
    version = StoryVersion(
        story_id=story.pk,
        number=last.number + 1 if last else 1,
        reason=reason,
        content=content,
        previous=last.seal if last else "",
    )
    version.seal = seal_of(version)
    version.save()
    return version


def reason_for(last: StoryVersion | None, corrections: Iterable[Correction]) -> VersionReason:
    """Why there is a new version: what was said or taken back since the last one."""
    if last is None:
        return VersionReason.PUBLISHED
    newest = max(corrections, key=lambda item: item.changed_at, default=None)
    if newest is None or newest.changed_at <= last.made_at:
        return VersionReason.CHANGED
    if newest.what is CorrectionKind.WITHDRAWAL:
        return VersionReason.REINSTATED
    if newest.taken_back_at is not None:
        return VersionReason.TAKEN_BACK
    return VersionReason(newest.kind)


def seal_anew(story: Story) -> None:
    """Seal all versions of a story again: its dates were moved, as those of a demo are."""
    previous = ""
    for version in StoryVersion.objects.filter(story_id=story.pk).order_by("number"):
        version.previous = previous
        version.seal = previous = seal_of(version)
        version.save(update_fields=["previous", "seal"])


@dataclass(frozen=True)
class Broken:
    """A version that is not what was sealed, and what is wrong with it."""

    story: int
    headline: str
    number: int
    fault: str


def broken_versions() -> Iterator[Broken]:
    """Every version that was altered, every gap in a chain, every live story changed past it."""
    versions = StoryVersion.objects.select_related("story").defer("story__body")
    ordered = versions.order_by("story_id", "number").iterator(chunk_size=200)
    for _pk, chain in groupby(ordered, key=lambda version: version.story_id):
        yield from _broken_in(chain)


def _broken_in(chain: Iterable[StoryVersion]) -> Iterator[Broken]:
    previous, expected = "", 1
    version: StoryVersion | None = None
    for version in chain:
        if version.number != expected:
            yield _broken(version, _("the version before it is gone"))
        elif version.previous != previous:
            yield _broken(version, _("it does not follow the version before it"))
        if version.seal != seal_of(version):
            yield _broken(version, _("it was altered after it was sealed"))
        previous, expected = version.seal, version.number + 1
    if version is not None and version.story.live:
        story = Story.objects.get(pk=version.story_id)
        if content_of(story, story.corrections.all()) != version.content:
            yield _broken(version, _("readers see something else than it says"))


def _broken(version: StoryVersion, fault: str) -> Broken:
    return Broken(version.story_id, version.story.title, version.number, fault)
