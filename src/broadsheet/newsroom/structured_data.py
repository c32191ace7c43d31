"""schema.org objects of stories and people (https://schema.org/NewsArticle, /Person)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from broadsheet.core.languages import language_of
from broadsheet.masthead.head import JsonLd, absolute
from broadsheet.masthead.structured_data import organization_id
from broadsheet.media.models import Picture
from broadsheet.media.models.sharing import FALLBACK, SOCIAL
from broadsheet.media.renditions import by_spec
from broadsheet.newsroom.enums import BylineRole, CorrectionKind, StoryType
from broadsheet.newsroom.models import Byline, Correction, Person, Story, Topic

#: schema.org has finer types than NewsArticle for some kinds of story.
SCHEMA_TYPES = {
    StoryType.ANALYSIS: "AnalysisNewsArticle",
    StoryType.OPINION: "OpinionNewsArticle",
    StoryType.FIELD_REPORT: "ReportageNewsArticle",
    StoryType.SPONSORED: "AdvertiserContentArticle",
}


def person_json_ld(person: Person) -> JsonLd:
    """A person with a page of their own."""
    data: JsonLd = {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": absolute(person.url) + "#person",
        "name": person.name,
        "url": absolute(person.url),
        "worksFor": {"@id": organization_id()},
    }
    if person.job_title:
        data["jobTitle"] = person.job_title
    if person.short_bio or person.bio:
        data["description"] = person.short_bio or person.bio
    image = picture_url(person.photo)
    if image:
        data["image"] = image
    links = [link.url for link in person.links.all()]
    if links:
        data["sameAs"] = links
    return data


def picture_url(picture: Picture | None) -> str:
    """The whole address of a picture's JPEG; empty when there is none."""
    if picture is None:
        return ""
    renditions = by_spec(picture)
    rendition = renditions.get(SOCIAL) or renditions.get(FALLBACK)
    return absolute(rendition.url) if rendition else ""


def _name(line: Any) -> JsonLd:
    data: JsonLd = {"@type": "Person", "name": line.name}
    if line.url:
        data["url"] = absolute(line.url)
        data["@id"] = absolute(line.url) + "#person"
    return data


def story_json_ld(
    story: Story,
    *,
    path: str,
    words: int,
    section: str,
    bylines: Sequence[Byline],
    topics: Sequence[Topic],
    picture: Picture | None,
    publisher: str,
    modified: datetime | None = None,
    corrections: Sequence[Correction] = (),
) -> JsonLd:
    """A story as a NewsArticle; a restricted one says that it is not free to read.

    `picture` is the lead picture that the page shows; None where it shows none. `corrections` are
    the notes that stand on it.
    """
    url = absolute(path)
    modified = modified or story.shown_at
    data: JsonLd = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(story.kind, "NewsArticle"),
        "@id": url + "#story",
        "mainEntityOfPage": url,
        "url": url,
        "headline": story.title,
        "datePublished": timezone.localtime(story.shown_at).isoformat(),
        "dateModified": timezone.localtime(max(modified, story.shown_at)).isoformat(),
        "inLanguage": language_of(story.locale_id),
        "isAccessibleForFree": not story.is_restricted,
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": organization_id(),
            "name": publisher,
            "url": absolute("/"),
        },
        "author": [_name(line) for line in bylines if line.role == BylineRole.AUTHOR]
        or {"@id": organization_id()},
    }
    if story.standfirst:
        data["description"] = story.standfirst
    if section:
        data["articleSection"] = section
    if topics:
        data["keywords"] = [str(topic) for topic in topics]
    if not story.is_restricted:
        data["wordCount"] = words
    if story.dateline:
        data["dateline"] = story.dateline
    if story.is_sponsored:
        data["sponsor"] = {"@type": "Organization", "name": story.sponsor_name}
    image = picture_url(picture)
    if image and picture:
        data["image"] = {
            "@type": "ImageObject",
            "url": image,
            "caption": story.lead_caption or picture.caption,
            "creditText": story.lead_credit or picture.credit,
        }
    for role, name in ((BylineRole.EDITING, "editor"), (BylineRole.TRANSLATION, "translator")):
        people = [_name(line) for line in bylines if line.role == role]
        if people:
            data[name] = people
    comments = [correction_json_ld(item) for item in corrections if item.what in CORRECTING]
    if comments:
        data["correction"] = comments
    if any(item.what is CorrectionKind.RETRACTION for item in corrections):
        data["creativeWorkStatus"] = "Retracted"
    return data


#: What says that the story was wrong or unclear; an update says that more happened.
CORRECTING = (CorrectionKind.CORRECTION, CorrectionKind.CLARIFICATION, CorrectionKind.RETRACTION)


def correction_json_ld(correction: Correction) -> JsonLd:
    """What was wrong with a story (https://schema.org/CorrectionComment)."""
    data: JsonLd = {
        "@type": "CorrectionComment",
        "name": str(correction.get_kind_display()),
        "text": correction.text,
        "datePublished": timezone.localtime(correction.made_at).isoformat(),
    }
    if correction.pk:
        data["url"] = absolute(correction.url)
    return data
