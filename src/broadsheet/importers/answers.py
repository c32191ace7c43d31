"""How the addresses of the old site answer here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wagtail.models import Locale, Site

from broadsheet.core.models import Address, AddressState
from broadsheet.importers.old_redirects import path_of_redirect
from broadsheet.importers.records import Archive, StoryRecord
from broadsheet.importers.report import OldAddress

ANSWERS = {
    AddressState.LIVE: "live",
    AddressState.REDIRECT: "redirect",
    AddressState.GONE: "gone",
}
ASKED = 500


def old_path(record: StoryRecord) -> str:
    """The address that a story or page had on the old site."""
    return record.path or f"/{record.slug}/"


class Answers:
    """Asks the table of addresses batch by batch; remembers which tags and authors had pages."""

    def __init__(self, site: Site, locale: Locale, archive: Archive) -> None:
        self._site = site
        self._locale = locale
        self._archive = archive
        self._tags: set[str] = set()
        self._authors: set[str] = set()

    def of_stories(self, records: Sequence[StoryRecord]) -> list[OldAddress]:
        """Each public address of these, and the one by its UUID."""
        public = [record for record in records if record.status == "published"]
        for record in public:
            if record.kind == "post":
                self._tags.update(record.tag_ids)
                self._authors.update(record.author_ids)
        found = self._ask((old_path(record), record.kind) for record in public)
        answers = {answer.path: answer for answer in found}
        for record in public:
            answer = answers[old_path(record)]
            # Ghost leads a published post's preview to the post.
            by_id = "none" if answer.answer in ("none", "gone") else "redirect"
            leads_to = "" if by_id == "none" else answer.leads_to or answer.path
            found.append(OldAddress(f"/p/{record.uuid}/", "uuid", by_id, leads_to))
        return found

    def of_the_rest(self) -> list[OldAddress]:
        """Tags, authors, lists, feeds and redirects; a tag without a public post had no page."""
        archive = self._archive
        tags = [
            archive.tag_path.replace("{slug}", tag.slug)
            for tag in archive.tags
            if tag.source_id in self._tags and not tag.is_internal
        ]
        authors = [
            archive.author_path.replace("{slug}", person.slug)
            for person in archive.people
            if person.source_id in self._authors
        ]
        found = self._ask([("/", "front"), *((path, "tag") for path in tags)])
        found += self._ask((path, "author") for path in authors)
        lists = [answer for answer in found if answer.answer in ("live", "redirect")]
        found += [
            OldAddress(f"{answer.path}rss/", "feed", "redirect", f"{answer.path}feed/")
            for answer in lists
        ]
        if lists and lists[0].path == "/":
            found.append(OldAddress("/page/2/", "pagination", "redirect", "/news/"))
        found += self._ask((path, "list") for path in archive.other_paths)
        found += self._of_redirects()
        return found

    def _of_redirects(self) -> list[OldAddress]:
        plain = [record for record in self._archive.redirects if not record.is_pattern]
        found = self._ask((path_of_redirect(record), "redirect") for record in plain)
        found += [
            OldAddress(record.source, "pattern", "redirect", record.leads_to)
            for record in self._archive.redirects
            if record.is_pattern
        ]
        return found

    def _ask(self, wanted: Iterable[tuple[str, str]]) -> list[OldAddress]:
        pairs = list(wanted)
        found: list[OldAddress] = []
        for start in range(0, len(pairs), ASKED):
            part = pairs[start : start + ASKED]
            rows = {
                path: (state, leads_to)
                for path, state, leads_to in Address.objects.filter(
                    site=self._site, locale=self._locale, path__in=[path for path, _kind in part]
                ).values_list("path", "state", "redirect_url")
            }
            for path, kind in part:
                state, leads_to = rows.get(path, ("", ""))
                answer = ANSWERS[AddressState(state)] if state else "none"
                found.append(OldAddress(path, kind, answer, leads_to))
        return found
