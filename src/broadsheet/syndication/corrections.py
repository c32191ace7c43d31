"""The feed of corrections: what the newspaper got wrong, and what is right instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from broadsheet.core.languages import language_of
from broadsheet.core.models import Address
from broadsheet.masthead.models import SiteSettings
from broadsheet.newsroom.models import Correction
from broadsheet.newsroom.models.correction import CorrectionQuerySet
from broadsheet.syndication.changes import last_removal, listed_since
from broadsheet.syndication.feeds import ITEMS_IN_A_FEED, FeedItem, FeedOfList
from broadsheet.syndication.text import plain, whole_address


@dataclass(frozen=True)
class CorrectionsFeed(FeedOfList):
    """The newest corrections, each with its own page; those taken back are gone from it."""

    corrections: CorrectionQuerySet

    @cached_property
    def items(self) -> list[FeedItem]:
        return [
            item_of(correction)
            for correction in self.corrections.standing().newest().for_lists()[:ITEMS_IN_A_FEED]
        ]

    @cached_property
    def changed_at(self) -> datetime:
        """When one was made, changed or taken back, or a story left the site."""
        changed = self.corrections.aggregate(at=Max("changed_at"))["at"]
        times = [changed or listed_since(self.target), last_removal()]
        return timezone.localtime(max(time for time in times if time))


def item_of(correction: Correction) -> FeedItem:
    card = correction.card
    kind = str(correction.get_kind_display())
    title = (
        _("%(kind)s: %(headline)s") % {"kind": kind, "headline": card.headline} if card else kind
    )
    return FeedItem(
        guid=f"urn:uuid:{correction.public_id}",
        url=whole_address(correction.url),
        title=plain(title),
        summary=plain(correction.text),
        published_at=timezone.localtime(correction.made_at),
        updated_at=timezone.localtime(correction.changed_at),
        changed_at=timezone.localtime(correction.changed_at),
        authors=(),
        categories=(kind,),
        picture=None,
    )


def corrections_feed(address: Address, title: str, settings: SiteSettings) -> CorrectionsFeed:
    language = language_of(address.locale_id)
    return CorrectionsFeed(
        target=address,
        title=title,
        path=address.url,
        description=plain(_("What we got wrong, and what is right instead.")),
        language=language,
        publication=plain(settings.name),
        # Its address stands for good.
        guid=whole_address(address.url),
        corrections=Correction.objects.in_language(language).public(),
    )
