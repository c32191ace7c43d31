"""Old addresses that need no row of their own: files, `/p/…/`, patterns."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from broadsheet.core.models import Address
from broadsheet.core.views import PAGE, gone
from broadsheet.importers.addresses import OldSite
from broadsheet.importers.models import ImportedItem, PatternRedirect
from broadsheet.importers.patterns import lead_on
from broadsheet.importers.receiving import file_key
from broadsheet.masthead.models import InformationPage
from broadsheet.media.models import Picture
from broadsheet.media.renditions import by_spec
from broadsheet.media.templatetags.pictures import largest_of
from broadsheet.newsroom.models import Person, Story, Topic

_BY_ID = re.compile(r"/(?P<where>p|email)/(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")
_SITEMAP = re.compile(r"/sitemap-(?:posts|pages|authors|tags)(?:-\d+)?\.xml")
#: The oldest Ghosts divided their feeds, too.
_FEED_PAGE = re.compile(r"(?P<base>/(?:(?:tag|author)/[^/]+/)?)rss/\d{1,6}/")
_FILES = ("/content/images/", "/content/files/", "/content/media/")


def answer_old(request: HttpRequest, site: Any, language: str, path: str) -> HttpResponse | None:
    """What an address of an imported site answers; None where it is none."""
    if path.startswith(_FILES):
        return _file(path)
    if match := _BY_ID.fullmatch(path):
        return _by_id(request, UUID(match["uuid"]), preview=match["where"] == "p")
    if _SITEMAP.fullmatch(path):
        return HttpResponsePermanentRedirect("/sitemap.xml")
    if match := _FEED_PAGE.fullmatch(path):
        return _redirect(f"{match['base']}feed/")
    for row in PatternRedirect.objects.filter(site=site):
        leads_to = lead_on(row.pattern, row.leads_to, path)
        if leads_to and leads_to != path:
            return _redirect(leads_to)
    if match := PAGE.match(path):
        return _old_page(request, site, language, match["base"], int(match["number"]))
    return None


def _old_page(
    request: HttpRequest, site: Any, language: str, base: str, number: int
) -> HttpResponse | None:
    """A page that a list had on the old site, where it stood on more pages than ours.

    It leads to the list. Browsers may keep that for an hour: the list may grow a page so numbered.
    """
    row = Address.objects.live().filter(site=site, locale__language_code=language, path=base)
    found = row.values_list("content_type", "object_id").first()
    types = ContentType.objects.get_for_models(Topic, Person).values()
    if found is None or not found[1] or found[0] not in {kind.pk for kind in types}:
        return None
    imported = ImportedItem.objects.filter(content_type=found[0], object_id=found[1])
    if not imported.exists() or number > ImportedItem.objects.filter(kind="post").count():
        return None
    answer = _redirect(request.path[: request.path.rindex("page/")])
    if answer is not None:
        answer["Cache-Control"] = "max-age=3600"
    return answer


def _redirect(leads_to: str) -> HttpResponse | None:
    if leads_to.startswith(("http://", "https://")):
        return HttpResponsePermanentRedirect(leads_to)
    # What a path brought into the target must not turn it into another host's.
    local = "/" + re.sub(r"[\x00-\x20\\]", "", leads_to).lstrip("/")
    return HttpResponsePermanentRedirect(quote(local, safe="/%?&=#+:@,;~!$'()*"))


def _file(path: str) -> HttpResponse | None:
    item = ImportedItem.objects.filter(
        kind__in=("picture", "file", "recording"), source_id=file_key(OldSite().file(path))
    ).first()
    target: Any = item.target if item else None
    if target is None:
        return None
    if isinstance(target, Picture):
        address = largest_of(by_spec(target))
    else:
        address = str(target.url if hasattr(target, "url") else target.file.url)
    return HttpResponsePermanentRedirect(address) if address else None


def _by_id(request: HttpRequest, uuid: UUID, *, preview: bool) -> HttpResponse | None:
    for model in (Story, InformationPage):
        thing: Any = model.objects.filter(public_id=uuid).first()
        if thing is None:
            continue
        if thing.live:
            return HttpResponsePermanentRedirect(thing.public_path())
        # A letter that was only mailed had its page at /email/; a draft was never public.
        was_public = not preview or thing.first_published_at is not None
        return gone(request) if was_public else None
    return None
