"""When something last changed that other programs were told of, and answers that say so."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import cast

from django.db.models import Max, Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from wagtail.models import PageLogEntry

from broadsheet.core.models import Address

#: Seconds for which a program or a cache between may keep an answer without asking again.
KEPT_FOR = 60
#: What Wagtail notes when a page leaves an address or a list.
REMOVALS = (
    "wagtail.delete",
    "wagtail.move",
    "wagtail.unpublish",
    "wagtail.unpublish.scheduled",
    "newsroom.withdraw",
)


def last_removal() -> datetime | None:
    """When a page was last taken down, deleted or moved; no card is left to tell of it."""
    removals = PageLogEntry.objects.filter(action__in=REMOVALS)
    return cast("datetime | None", removals.aggregate(at=Max("timestamp"))["at"])


def listed_since(target: Model) -> datetime:
    """When the address of a list that holds nothing came to be what it is."""
    if isinstance(target, Address):
        return target.changed_at
    address = Address.objects.of(target).live().first()
    return address.changed_at if address else timezone.now()


def answer(
    request: HttpRequest, body: bytes, content_type: str, changed_at: datetime | None
) -> HttpResponse:
    """The body with its validators, or 304 to a program that has it already (RFC 9110, 13)."""
    response = HttpResponse(body, content_type=content_type)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    modified = int(changed_at.timestamp()) if changed_at else None
    if modified is not None:
        response["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag, modified, response) or response
