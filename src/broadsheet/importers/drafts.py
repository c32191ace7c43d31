"""A record of an archive as a story or page of ours that isn't saved yet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin
from uuid import uuid5

from django.utils.text import slugify

from broadsheet.importers.models import MissingFile
from broadsheet.importers.records import Block, StoryRecord
from broadsheet.newsroom.enums import Access
from broadsheet.newsroom.free_part import PAYWALL
from broadsheet.newsroom.models import Story

LONGEST_SLUG = 200
UNFIT_IN_SLUG = re.compile(r"[^\w-]+")
ACCESS = {
    "public": Access.PUBLIC,
    "members": Access.MEMBERS,
    "paid": Access.PAID,
    "tiers": Access.PAID,
}


def fingerprint(record: Any) -> str:
    """A SHA-256 of all that a record says."""
    values = {item.name: getattr(record, item.name) for item in fields(record)}
    text = json.dumps(values, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def fit_slug(slug: str) -> str:
    """A slug that Wagtail's own form accepts: letters, digits, hyphens, underscores."""
    fit = UNFIT_IN_SLUG.sub("-", slug).strip("-")[:LONGEST_SLUG].strip("-")
    return fit or slugify(slug, allow_unicode=True) or "untitled"


def body_of(record: StoryRecord, base: str) -> list[dict[str, Any]]:
    """The whole body as ours; of a restricted story, what was free stands before the wall.

    A card that members alone saw stands behind it too, wherever the old page had it.
    """
    blocks = record.body if record.visibility == "public" else record.full_body or record.body
    prepared = [prepare_block(block, base) for block in blocks]
    if record.visibility == "public" or not record.free_body:
        return prepared
    free = {block["id"] for block in record.free_body}
    wall = {"type": PAYWALL, "value": None, "id": str(uuid5(record.uuid, PAYWALL))}
    return [
        *(block for block in prepared if block["id"] in free),
        wall,
        *(block for block in prepared if block["id"] not in free),
    ]


def story_from(
    record: StoryRecord, *, labels: Sequence[str], open_restricted: bool, base: str = ""
) -> Story:
    """A story with all that the record says, but for names, topics, section and slug.

    `base` is what an address of the old site is completed with in a card about it.
    """
    lead = record.lead_picture
    access = Access.PUBLIC if open_restricted else ACCESS[record.visibility]
    graph = record.open_graph
    social = graph if graph.title or graph.description else record.twitter
    is_live = record.status == "published"
    published = _possible(record.published_at)
    story = Story(
        public_id=record.uuid,
        title=(record.headline or "Untitled")[:255],
        standfirst=record.standfirst,
        body=body_of(record, base),
        access=access,
        seo_title=record.meta_title[:255],
        search_description=record.meta_description,
        social_title=social.title[:255],
        social_description=social.description,
        canonical_url=record.canonical_url if len(record.canonical_url) <= 200 else "",
        slugline=", ".join(labels)[:120],
        desk_note=desk_note(record),
        live=is_live,
        first_published_at=published if is_live else None,
        last_published_at=(_possible(record.updated_at) or published) if is_live else None,
        latest_revision_created_at=_possible(record.updated_at or record.created_at),
    )
    if lead:
        story.lead_alt_text = lead.alt_text[:500]
        story.lead_caption = lead.caption
        story.lead_credit = lead.credit.text[:255]
    return story


def _possible(moment: datetime | None) -> datetime | None:
    """A date that can be shown in every zone: the first and the last year can't."""
    return moment if moment and 1 < moment.year < 9999 else None


def desk_note(record: StoryRecord) -> str:
    """What the desk should know: code of the old page, which never runs here."""
    parts = []
    for name, code in (("head", record.code_head), ("foot", record.code_foot)):
        if code:
            parts.append(f"The old page's {name} had this code, which does not run here:\n{code}")
    if record.email_only or record.status == "sent":
        parts.append("It was sent by e-mail only and had no page.")
    return "\n\n".join(parts)


def prepare_block(block: Block, base: str = "") -> dict[str, Any]:
    """A block as our body stores it: what only the importer needs is left out.

    A card about a story of the old site begins as one about a page elsewhere.
    """
    kind, value = block["type"], block["value"]
    if kind == "related_story":
        kind, value = "external_story", value["fallback"]
        # The editor's form takes no address without its host.
        value = {**value, "url": urljoin(base, value["url"])}
    if kind == "gallery":
        pictures = [_without_own("picture", picture) for picture in value.get("pictures", [])]
        value = {**value, "pictures": pictures}
    elif isinstance(value, dict):
        value = _without_own(kind, value)
    return {"type": kind, "value": value, "id": block["id"]}


#: Keys of each block that tell the writer where something lies; our blocks have none of them.
IMPORTERS_OWN = {
    "picture": {"source"},
    "file": {"source"},
    "embed": {"html", "poster_source"},
    "external_story": {"picture_source"},
}


def _without_own(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    own = IMPORTERS_OWN.get(kind, set())
    return {key: item for key, item in value.items() if key not in own}


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A picture or file that a record names, and the block where it stands ("" for the lead)."""

    block_id: str
    address: str
    alt_text: str = ""
    caption: str = ""
    credit: str = ""
    item: int = 0


def files_of(record: StoryRecord) -> Iterator[NamedFile]:
    """Every picture and file that a record names, in reading order."""
    lead = record.lead_picture
    if lead:
        yield NamedFile("", lead.address, lead.alt_text, lead.caption, lead.credit.text)
    if social := record.open_graph.picture or record.twitter.picture:
        yield NamedFile(MissingFile.SOCIAL, social)
    for block in record.full_body or record.body:
        yield from _files_in(block["type"], block["value"], block["id"])


def _files_in(kind: str, value: Any, block_id: str) -> Iterator[NamedFile]:
    if kind in ("text", "html"):
        html = value if kind == "text" else value["html"]
        for address in dict.fromkeys(_OWN_FILE.findall(html)):
            yield NamedFile(block_id, unescape(address))
        return
    if kind == "related_story":
        kind, value = "external_story", value["fallback"]
    pictures = value.get("pictures", []) if kind == "gallery" else [value]
    for place, item in enumerate(pictures):
        if address := str(item.get(_ADDRESS_KEYS.get(kind, "")) or ""):
            # A file's own title stands where a picture's caption does.
            caption = item.get("title" if kind == "file" else "caption", "")
            yield NamedFile(
                block_id,
                address,
                item.get("alt_text", ""),
                caption,
                item.get("credit", ""),
                place,
            )


_ADDRESS_KEYS = {
    "picture": "source",
    "gallery": "source",
    "file": "source",
    "embed": "poster_source",
    "external_story": "picture_source",
}
#: Files of the old site to which a text leads, or which it plays.
_OWN_FILE = re.compile(r'(?:href|src|poster)="(/content/(?:files|media|images)/[^"]+)"')
