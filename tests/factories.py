"""Makes what tests need, through the same doors as the newsroom: publishing publishes."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale, Page

from broadsheet.fronts.models import FrontPage
from broadsheet.media.models import Picture
from broadsheet.newsroom.enums import BylineRole, TopicKind
from broadsheet.newsroom.models import Byline, Person, Section, Story, StoryTopic, Topic

_numbers = itertools.count(1)


def locale() -> Locale:
    return Locale.objects.get(language_code="en")


def make_section(front: FrontPage, title: str = "Harbour", **fields: Any) -> Section:
    section = Section(title=title, slug=fields.pop("slug", title.lower()), **fields)
    front.add_child(instance=section)
    section.save_revision().publish()
    section.refresh_from_db()
    return section


def make_topic(name: str = "Ferries", **fields: Any) -> Topic:
    fields.setdefault("kind", TopicKind.SUBJECT)
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Topic.objects.create(name=name, slug=slug, locale=locale(), **fields)


def make_person(name: str = "Mara Lind", *, is_public: bool = True, **fields: Any) -> Person:
    slug = fields.pop("slug", name.lower().replace(" ", "-"))
    return Person.objects.create(
        name=name, slug=slug, is_public=is_public, locale=locale(), **fields
    )


def image_file(name: str = "quay.jpg", size: tuple[int, int] = (60, 40)) -> ImageFile:
    data = io.BytesIO()
    Image.new("RGB", size, (30, 90, 120)).save(data, "JPEG")
    data.seek(0)
    return ImageFile(data, name=name)


def make_picture(title: str = "The eastern quay", **fields: Any) -> Picture:
    fields.setdefault("photographer", "Mara Lind")
    size = fields.pop("size", (60, 40))
    return Picture.objects.create(title=title, file=image_file(size=size), **fields)


def text(html: str) -> dict[str, Any]:
    return {"type": "text", "value": html}


def make_story(
    section: Page,
    headline: str | None = None,
    *,
    topics: Sequence[Topic] = (),
    authors: Sequence[Person | str] = (),
    body: list[dict[str, Any]] | None = None,
    live: bool = True,
    published_at: datetime | None = None,
    **fields: Any,
) -> Story:
    """A story in a section; live unless told otherwise, by the same way the editor takes."""
    number = next(_numbers)
    headline = headline or f"Story number {number}"
    story = Story(
        title=headline,
        slug=fields.pop("slug", f"story-{number}"),
        body=body if body is not None else [text(f"<p>The text of story {number}.</p>")],
        live=False,
        published_at=published_at,
        **fields,
    )
    story.bylines = [
        Byline(
            person=None if isinstance(author, str) else author,
            text=author if isinstance(author, str) else "",
            role=BylineRole.AUTHOR,
            sort_order=place,
        )
        for place, author in enumerate(authors)
    ]
    story.story_topics = [
        StoryTopic(topic=topic, sort_order=place) for place, topic in enumerate(topics)
    ]
    section.add_child(instance=story)
    revision = story.save_revision()
    if live:
        revision.publish()
        story.refresh_from_db()
    return story
