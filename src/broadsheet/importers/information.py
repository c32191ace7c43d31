"""An old site's page as an editable page of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from broadsheet.fronts.models import FrontPage
from broadsheet.importers.drafts import fit_slug, prepare_block
from broadsheet.importers.records import StoryRecord
from broadsheet.masthead.models import InformationPage

FreeSlug = Callable[[str, Callable[[str], str]], str]


def page_body(record: StoryRecord, base: str) -> list[dict[str, Any]]:
    """The body as an editable page has it: what everyone saw."""
    return [prepare_block(block, base) for block in record.body]


def write_page(
    record: StoryRecord, front: FrontPage, free_slug: FreeSlug, base: str
) -> InformationPage:
    """Save a page below the front; a restricted one stays a draft, for it has no teaser."""
    slug = free_slug(fit_slug(record.slug), lambda slug: f"/{slug}/")
    page = InformationPage(
        public_id=record.uuid,
        title=(record.headline or "Untitled")[:255],
        slug=slug,
        body=page_body(record, base),
        seo_title=record.meta_title[:255],
        search_description=record.meta_description,
        live=False,
        first_published_at=record.published_at,
        locale=front.locale,
    )
    front.add_child(instance=page)
    revision = page.save_revision()
    if record.status == "published" and record.visibility == "public":
        revision.publish()
        page.refresh_from_db()
    # The tree's counters changed behind this instance.
    front.refresh_from_db()
    return page
