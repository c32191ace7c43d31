"""Links that lead nowhere. Of our own the table of addresses tells, without a request.

Of other sites' the answers that the worker has brought, see `other_sites`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from broadsheet.core.languages import split_language
from broadsheet.core.models import Address
from broadsheet.core.views import candidates_for
from broadsheet.newsroom.models import CheckedLink, LinkState, PublishingRules, Story
from broadsheet.newsroom.other_sites.checking import CLAIM, MOST_OF_STORY, key_of
from broadsheet.newsroom.publishing import Fault
from broadsheet.newsroom.readiness.findings import level_of, rules_for
from broadsheet.newsroom.readiness.registry import Level, checks
from broadsheet.newsroom.reading_time import texts_of

ANCHOR = re.compile(r"<a\b[^>]*>", re.I)
HREF = re.compile(r"\bhref=([\"'])(?P<value>.*?)\1", re.I | re.S)
PAGE = re.compile(r"\blinktype=([\"'])page\1", re.I)
ID = re.compile(r"\bid=([\"'])(?P<id>\d+)\1", re.I)
#: The name of the check of links to other sites.
ELSEWHERE = "links_elsewhere"
#: What the program answers without a row in the table.
OTHER_DOORS = ("/admin/", "/files/", "/media/", "/static/", "/feed/")


def broken_links(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    """Links to pages that are not public, and to addresses at which nothing lives."""
    paths: dict[str, list[int]] = {}
    pages: dict[int, list[int]] = {}
    for number, block in enumerate(story.body.raw_data):
        if block["type"] == "related_story":
            pages.setdefault(block["value"].get("story") or 0, []).append(number)
            continue
        for text in texts_of(block["type"], block["value"]):
            for anchor in ANCHOR.findall(text):
                page = ID.search(anchor) if PAGE.search(anchor) else None
                href = HREF.search(anchor)
                if page:
                    pages.setdefault(int(page["id"]), []).append(number)
                elif href and (path := own_path(unescape(href["value"]))):
                    paths.setdefault(path, []).append(number)
    pages.pop(0, None)
    pages.pop(story.pk or 0, None)
    yield from _to_pages(pages)
    yield from _to_paths(paths, story)


def links_elsewhere(body: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """The addresses of other sites in a raw body, with the numbers of their blocks."""
    found: dict[str, list[int]] = {}
    for number, block in enumerate(body):
        hrefs = [
            unescape(href["value"])
            for text in texts_of(block["type"], block["value"])
            for anchor in ANCHOR.findall(text)
            if not PAGE.search(anchor) and (href := HREF.search(anchor))
        ]
        if block["type"] == "external_story":
            hrefs.append(str(block["value"].get("url") or ""))
        for written in hrefs:
            if url := address_elsewhere(written):
                found.setdefault(url, []).append(number)
    return found


def address_elsewhere(href: str) -> str:
    """A link's address without its anchor, where it is another site's; else nothing."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    is_ours = parts.netloc == urlsplit(settings.BROADSHEET_ADDRESS).netloc
    if parts.scheme not in ("http", "https") or not parts.netloc or is_ours:
        return ""
    return parts._replace(fragment="").geturl()


def broken_links_elsewhere(story: Story, rules: PublishingRules) -> Iterator[Fault]:
    """Links of which another site said that nothing is there; nothing where it was not asked."""
    wanted = dict(list(links_elsewhere(story.body.raw_data).items())[:MOST_OF_STORY])
    if not wanted:
        return
    keys = {key_of(url): url for url in wanted}
    for link in CheckedLink.objects.broken().filter(key__in=keys).order_by("pk"):
        sentence = _sentence_of(link)
        for number in dict.fromkeys(wanted[keys[link.key]]):
            yield Fault("body", sentence, (number,))


def awaits_answers(story: Story) -> bool:
    """Whether the worker is about to ask links of the story; no site that was silent counts."""
    check = checks.get(ELSEWHERE)
    if check is None or level_of(ELSEWHERE, check, rules_for(story)) is Level.IGNORE:
        return False
    wanted = list(links_elsewhere(story.body.raw_data))[:MOST_OF_STORY]
    if not wanted:
        return False
    asked = CheckedLink.objects.filter(due_at__lte=timezone.now() + CLAIM)
    return asked.filter(key__in=[key_of(url) for url in wanted]).exists()


def _sentence_of(link: CheckedLink) -> str:
    """The same for as long as the same is wrong: a reason that was given once holds."""
    names = {"address": link.url[:200], "host": urlsplit(link.url).hostname or ""}
    if link.state == LinkState.NO_HOST:
        return _("A link here leads to %(address)s, but there is no site %(host)s.") % names
    if link.state == LinkState.PRIVATE:
        return (
            _("A link here leads to %(address)s, within a private network: readers get nowhere.")
            % names
        )
    if link.state == LinkState.UNUSABLE:
        return _("A link here leads to %(address)s, which is no usable address.") % names
    if link.state == LinkState.SILENT:
        return (
            _("A link here leads to %(address)s, which did not answer several times in a row.")
            % names
        )
    return _("A link here leads to %(address)s, where the other site has nothing.") % names


def own_path(href: str) -> str:
    """The path of a link to this site; nothing for another host, an anchor, a file of ours."""
    parts = urlsplit(href.strip())
    if parts.scheme not in ("", "http", "https"):
        return ""
    if parts.netloc and parts.netloc != urlsplit(settings.BROADSHEET_ADDRESS).netloc:
        return ""
    path = parts.path
    return path if path.startswith("/") and not path.startswith(OTHER_DOORS) else ""


def _to_pages(wanted: dict[int, list[int]]) -> Iterator[Fault]:
    if not wanted:
        return
    found = {page.pk: page for page in Page.objects.filter(pk__in=wanted)}
    for pk, numbers in wanted.items():
        page = found.get(pk)
        if page is not None and page.live:
            continue
        if page is None:
            sentence = _("A link here leads to a page that was deleted.")
        else:
            sentence = _("A link here leads to “%(headline)s”, which is not public.") % {
                "headline": page.get_admin_display_title()
            }
        yield from (Fault("body", sentence, (number,)) for number in dict.fromkeys(numbers))


def _to_paths(wanted: dict[str, list[int]], story: Story) -> Iterator[Fault]:
    """One question to the table for all links, whatever their languages."""
    if not wanted:
        return
    possible = {path: _possible(path) for path in wanted}
    asked = {candidate for rows in possible.values() for _language, candidate in rows}
    # A redirect leads on; a gone row leads nowhere.
    there = {
        (address.locale.language_code, address.path): address
        for address in Address.objects.for_paths(asked).select_related("locale")
        if address.state != "gone"
    }
    for path, numbers in wanted.items():
        if any(row in there for row in possible[path]):
            continue
        sentence = _("A link here leads to %(path)s, where nothing is.") % {"path": path}
        yield from (Fault("body", sentence, (number,)) for number in dict.fromkeys(numbers))


def _possible(path: str) -> list[tuple[str, str]]:
    language, inner = split_language(path)
    if not inner.endswith("/") and "." not in inner.rpartition("/")[2]:
        inner += "/"
    return [(language, candidate) for candidate in candidates_for(inner)]
