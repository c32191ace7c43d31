"""The path of a story, by the site's permalink pattern."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

#: What a pattern may contain besides fixed text.
PLACEHOLDERS = ("slug", "year", "month", "day", "section")


def path_for(slug: str, shown_at: datetime, section_slug: str, zone: tzinfo) -> str:
    """`/{year}/{slug}/` → `/2026/harbour-crane/`; the date is that of the site's own clock."""
    pattern: str = settings.BROADSHEET_PERMALINK
    shown = timezone.localtime(shown_at, zone)
    return pattern.format(
        slug=slug,
        year=f"{shown:%Y}",
        month=f"{shown:%m}",
        day=f"{shown:%d}",
        section=section_slug,
    )


def story_path(story: Story) -> str:
    """The path of one story; asks the database only for what the pattern needs."""
    zone: tzinfo = timezone.get_default_timezone()
    if contains_date():
        zone = _zone(story)
    section_slug = "section"
    if contains_section() and story.path:
        parent = story.get_parent()
        section_slug = parent.slug if parent else section_slug
    return path_for(story.slug, story.shown_at, section_slug, zone)


def _zone(story: Story) -> tzinfo:
    from broadsheet.masthead.models import SiteSettings

    site = story.site_of_address()
    return SiteSettings.for_site(site).zone if site else timezone.get_default_timezone()


def contains_section() -> bool:
    """Whether moving a story to another section changes its address."""
    return "{section}" in settings.BROADSHEET_PERMALINK


def contains_date() -> bool:
    """Whether the date of a story is in its address."""
    return any(f"{{{name}}}" in settings.BROADSHEET_PERMALINK for name in ("year", "month", "day"))
