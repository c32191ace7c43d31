"""Stories of an export: one JSON object a line, and a page of HTML for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.models import Revision

from broadsheet.core.languages import language_of
from broadsheet.core.models import Address, AddressState
from broadsheet.keeping.export.body import body_html, figure, picture_path
from broadsheet.keeping.export.writing import as_json
from broadsheet.newsroom.models import Byline, Section, Story, StoryTopic
from broadsheet.newsroom.reading_time import TAG

BATCH = 200
UP = "../../../"

PAGE = """<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<title>{}</title>
</head>
<body>
<article>
{}<h1>{}</h1>
{}{}{}{}
</article>
</body>
</html>
"""


@dataclass(frozen=True)
class Around:
    """What stands around the stories of a batch, by the story's key."""

    bylines: dict[int, list[Byline]]
    topics: dict[int, list[StoryTopic]]
    paths: dict[int, str]
    drafts: dict[int, Revision]

    @classmethod
    def of(cls, stories: list[Story]) -> Around:
        keys = [story.pk for story in stories]
        bylines: dict[int, list[Byline]] = defaultdict(list)
        for line in Byline.objects.filter(story__in=keys).select_related("person"):
            bylines[line.story_id].append(line)
        topics: dict[int, list[StoryTopic]] = defaultdict(list)
        for item in StoryTopic.objects.filter(story__in=keys).select_related("topic"):
            topics[item.story_id].append(item)
        paths = {
            address.object_id or 0: address.url
            for address in Address.objects.filter(
                state=AddressState.LIVE,
                content_type__app_label="newsroom",
                content_type__model="story",
                object_id__in=keys,
            )
        }
        latest = [story.latest_revision_id for story in stories if story.has_unpublished_changes]
        drafts = {int(found.object_id): found for found in Revision.objects.filter(pk__in=latest)}
        return cls(bylines, topics, paths, drafts)


def write_stories(folder: Path, told: Callable[[int], None]) -> int:
    """Write every story, drafts too; returns how many."""
    sections = {section.pk: section for section in Section.objects.all()}
    by_path = {section.path: section for section in sections.values()}
    count = 0
    with (folder / "stories.jsonl").open("w", encoding="utf-8") as lines:
        for stories in _batches():
            around = Around.of(stories)
            for story in stories:
                section = by_path.get(story.path[: -Story.steplen])
                html = body_html(story.body, UP)
                page = _place(story)
                lines.write(as_json(_item(story, section, around, html, page), indent=None))
                lines.write("\n")
                path = folder / page
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_page(story, around, html), encoding="utf-8")
                count += 1
            told(len(stories))
    return count


def _batches() -> Iterator[list[Story]]:
    """All stories by key, a few at a time; what is written meanwhile disturbs no batch."""
    last = 0
    while True:
        found = list(
            Story.objects.filter(pk__gt=last)
            .select_related("lead_picture", "social_picture")
            .order_by("pk")[:BATCH]
        )
        if not found:
            return
        yield found
        last = found[-1].pk


def _place(story: Story) -> str:
    moment = story.shown_at
    return f"stories/{moment:%Y}/{moment:%m}/{story.slug[:80]}-{story.pk}.html"


def _item(
    story: Story, section: Section | None, around: Around, html: str, page: str
) -> dict[str, Any]:
    bylines = around.bylines[story.pk]
    path = around.paths.get(story.pk, "")
    draft = around.drafts.get(story.pk)
    return {
        "uri": f"urn:uuid:{story.public_id}",
        "type": "text",
        "language": language_of(story.locale_id),
        "pubstatus": "usable" if story.live else "withheld",
        "url": settings.BROADSHEET_ADDRESS + path if path else "",
        "headline": story.title,
        "description_text": story.standfirst,
        "byline": ", ".join(line.name for line in bylines if line.role == "author"),
        "body_html": html,
        "body_text": " ".join(unescape(TAG.sub(" ", html)).split()),
        "located": story.dateline,
        "slugline": story.slugline,
        "ednote": story.desk_note,
        "firstpublished": story.first_published_at,
        "contentcreated": story.shown_at,
        "versioncreated": story.last_published_at or story.latest_revision_created_at,
        "genre": [{"name": str(story.kind.label), "code": story.story_type}],
        "subject": [
            {"name": item.topic.name, "uri": f"urn:uuid:{item.topic.public_id}"}
            for item in around.topics[story.pk]
        ],
        "people": [
            {
                "name": line.name,
                "rel": line.role,
                "uri": f"urn:uuid:{line.person.public_id}" if line.person else None,
            }
            for line in bylines
        ],
        "associations": _pictures(story),
        "broadsheet": {
            "id": story.pk,
            "file": page,
            "slug": story.slug,
            "section": section.title if section else "",
            "section_uri": f"urn:uuid:{section.public_id}" if section else None,
            "kicker": story.kicker,
            "access": story.access,
            "published_at": story.published_at,
            "updated_at": story.updated_at,
            "go_live_at": story.go_live_at,
            "expire_at": story.expire_at,
            "sponsor": {"name": story.sponsor_name, "url": story.sponsor_url}
            if story.is_sponsored
            else None,
            "canonical_url": story.canonical_url,
            "social": {"title": story.social_title, "description": story.social_description},
            "noindex": story.noindex,
            "body": list(story.body.raw_data),
            # What was written after the last publication, as the editor keeps it.
            "draft": draft.content if draft else None,
        },
    }


def _pictures(story: Story) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if story.lead_picture:
        found["lead"] = {
            "type": "picture",
            "href": picture_path(story.lead_picture),
            "headline": story.lead_picture.title,
            "description_text": story.lead_caption or story.lead_picture.caption,
            "altText": story.lead_alt(story.lead_picture),
            "creditline": story.lead_credit or story.lead_picture.credit,
        }
    if story.social_picture:
        found["social"] = {"type": "picture", "href": picture_path(story.social_picture)}
    return found


def _page(story: Story, around: Around, html: str) -> str:
    names = ", ".join(line.name for line in around.bylines[story.pk] if line.role == "author")
    lead = figure(
        story.lead_picture,
        UP,
        alt=story.lead_alt(story.lead_picture),
        caption=story.lead_caption or (story.lead_picture.caption if story.lead_picture else ""),
        credit=story.lead_credit or (story.lead_picture.credit if story.lead_picture else ""),
    )
    return format_html(
        PAGE,
        language_of(story.locale_id),
        story.title,
        format_html("<p>{}</p>\n", story.kicker) if story.kicker else "",
        story.title,
        format_html("<p><strong>{}</strong></p>\n", story.standfirst) if story.standfirst else "",
        format_html(
            '<p>{} <time datetime="{}">{}</time></p>\n',
            names,
            story.shown_at.isoformat(),
            f"{story.shown_at:%Y-%m-%d %H:%M} UTC",
        ),
        lead,
        # What the site's own blocks have escaped and cleaned.
        mark_safe(f"\n{html}"),
    )
