"""Cards about the old site's own stories: each follows its story as soon as that is here."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, ReferenceIndex, Site

from broadsheet.core.models import Address
from broadsheet.importers.drafts import fit_slug
from broadsheet.importers.models import ImportedItem, PendingCard
from broadsheet.importers.settling import change_bodies
from broadsheet.newsroom.models import Story

BATCH = 200


def settle_cards(source: str, site: Site, locale: Locale) -> int:
    """Turn each waiting card into one of our story; how many there were whose story is here.

    What leads to no story of ours stays a card about a page.
    """
    settled = last = 0
    while waiting := list(PendingCard.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = waiting[-1].pk
        stories = _stories_at({card.path for card in waiting}, source, site, locale)
        for card in waiting:
            if pk := stories.get(card.path):
                _settle(card, pk)
                settled += 1
    return settled


def _stories_at(paths: set[str], source: str, site: Site, locale: Locale) -> dict[str, int]:
    """The stories at these old addresses by path; a draft, which has none, by its slug."""
    kind = ContentType.objects.get_for_model(Story)
    wanted = {path: _plain(path) for path in paths}
    rows = Address.objects.filter(
        site=site, locale=locale, content_type=kind, path__in=set(wanted.values())
    )
    by_path = dict(rows.values_list("path", "object_id"))
    slugs = {path: fit_slug(plain.strip("/").rpartition("/")[2]) for path, plain in wanted.items()}
    imported = ImportedItem.objects.filter(source=source, kind="post").values("object_id")
    by_slug = dict(
        Story.objects.filter(slug__in=set(slugs.values()), pk__in=imported).values_list(
            "slug", "pk"
        )
    )
    found = {path: by_path.get(wanted[path]) or by_slug.get(slugs[path]) for path in paths}
    return {path: pk for path, pk in found.items() if pk}


def _plain(path: str) -> str:
    plain = path.partition("#")[0].partition("?")[0]
    return plain if plain.endswith("/") else f"{plain}/"


@transaction.atomic
def _settle(card: PendingCard, pk: int) -> None:
    def change(body: list[dict[str, Any]]) -> bool:
        for block in body:
            if block.get("id") == card.block_id and block["type"] == "external_story":
                block["type"], block["value"] = "related_story", {"story": pk}
                return True
        return False

    story = Story.objects.select_for_update().filter(pk=card.page_id).first()
    if story is not None and change_bodies(story, change):
        ReferenceIndex.create_or_update_for_object(story)
    card.delete()
