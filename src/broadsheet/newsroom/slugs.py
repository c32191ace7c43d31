"""A slug for a draft: two reporters may begin with the same headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Locale, Page

from broadsheet.core.actions import check_path, find_rival
from broadsheet.core.errors import AddressRefused
from broadsheet.core.languages import default_locale

if TYPE_CHECKING:
    from broadsheet.newsroom.models import Story

TRIES = 50


def free_slug(story: Story, wanted: str, section: Page | None) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3` … that the story could have."""
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, TRIES))]
    return next((slug for slug in candidates if is_free(story, slug, section)), wanted)


def is_free(story: Story, slug: str, section: Page | None) -> bool:
    """Whether the story could be saved and published with the slug as things stand."""
    if not Page._slug_is_available(slug, section, story):
        return False
    site = story.site_of_address()
    if site is None:
        return True
    former, story.slug = story.slug, slug
    path = story.public_path()
    story.slug = former
    try:
        check_path(path)
    except AddressRefused:
        return False
    locale = Locale.objects.get(pk=story.locale_id) if story.locale_id else default_locale()
    return find_rival(path, site=site, locale=locale, target=story) is None
