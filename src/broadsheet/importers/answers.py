"""How the addresses of the old site answer here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model
from wagtail.models import Locale, Site

from broadsheet.core.models import Address, AddressState
from broadsheet.importers.ledger import Ledger
from broadsheet.importers.naming import Names
from broadsheet.importers.old_redirects import path_of_redirect
from broadsheet.importers.records import Archive, StoryRecord
from broadsheet.importers.report import OldAddress
from broadsheet.masthead.models import InformationPage
from broadsheet.newsroom.models import CardByline, CardTopic, Person, Section, Story, Topic
from broadsheet.newsroom.paging import split

ASKED = 500
_MODELS: dict[str, type[Model]] = {"post": Story, "page": InformationPage}


@dataclass(frozen=True, slots=True)
class Wanted:
    """An old address, and what stood there: an object of ours, or None where anything will do."""

    path: str
    kind: str
    model: type[Model] | None = None
    pk: int | None = None


def old_path(record: StoryRecord) -> str:
    """The address that a story or page had on the old site."""
    return record.path or f"/{record.slug}/"


class Answers:
    """Asks the table of addresses batch by batch; remembers which tags and authors had pages."""

    def __init__(
        self, site: Site, locale: Locale, archive: Archive, ledger: Ledger, names: Names
    ) -> None:
        self._site = site
        self._locale = locale
        self._archive = archive
        self._ledger = ledger
        self._names = names
        self._tags: Counter[str] = Counter()
        self._authors: Counter[str] = Counter()
        self._posts = 0

    def of_stories(self, records: Sequence[StoryRecord]) -> list[OldAddress]:
        """Each public address of these, and the one by its UUID."""
        public = [record for record in records if record.status == "published"]
        for record in public:
            if record.kind == "post":
                self._posts += 1
                self._tags.update(set(record.tag_ids))
                self._authors.update(set(record.author_ids))
        found = self._ask(
            Wanted(
                old_path(record),
                record.kind,
                _MODELS[record.kind],
                self._ledger.object_id(record.kind, record.source_id),
            )
            for record in public
        )
        for record, answer in zip(public, list(found), strict=True):
            leads_to = answer.path if answer.answer == "live" else answer.leads_to
            # Ghost leads a published post's preview to the post.
            by_id = "redirect" if leads_to else "gone" if answer.answer == "gone" else "none"
            found.append(OldAddress(f"/p/{record.uuid}/", "uuid", by_id, leads_to))
        found += [
            OldAddress(f"/email/{record.uuid}/", "email", "gone")
            for record in records
            if record.status == "sent"
        ]
        return found

    def of_the_rest(self) -> list[OldAddress]:
        """Tags, authors, lists, feeds and redirects; a tag without a public post had no page."""
        archive, names = self._archive, self._names
        tags = [tag for tag in archive.tags if self._tags[tag.source_id] and not tag.is_internal]
        authors = [person for person in archive.people if self._authors[person.source_id]]
        topics = {tag.source_id: _pk(names.topics.get(tag.source_id)) for tag in tags}
        people = {item.source_id: _pk(names.people.get(item.source_id)) for item in authors}
        found = self._ask([Wanted("/", "front")])
        if found[0].answer == "live":
            found.append(OldAddress("/rss/", "feed", "redirect", "/feed/"))
            found += [
                OldAddress(f"/page/{number}/", "pagination", "redirect", "/news/")
                for number in self._numbers(self._posts)
            ]
        of_tags = self._ask(
            Wanted(archive.tag_path.replace("{slug}", tag.slug), "tag", Topic, pk)
            for tag, pk in zip(tags, topics.values(), strict=True)
        )
        of_authors = self._ask(
            Wanted(archive.author_path.replace("{slug}", person.slug), "author", Person, pk)
            for person, pk in zip(authors, people.values(), strict=True)
        )
        here = _counted(CardTopic, "topic", topics.values())
        for tag, answer in zip(tags, of_tags, strict=True):
            total = here[topics[tag.source_id] or 0]
            found += self._list(answer, self._tags[tag.source_id], total)
        here = _counted(CardByline, "person", people.values())
        for person, answer in zip(authors, of_authors, strict=True):
            total = here[people[person.source_id] or 0]
            found += self._list(answer, self._authors[person.source_id], total)
        for answer in self._ask(Wanted(record.path, "list") for record in archive.lists):
            found += self._list(answer, 0, 0)
        found += self._of_redirects()
        return found

    def _numbers(self, posts: int) -> range:
        """The numbers that pages of a list of so many posts may have had."""
        return range(2, -(-posts // self._archive.list_size) + 1)

    def _list(self, answer: OldAddress, posts: int, here: int) -> list[OldAddress]:
        """A list's own address, its feed's, and those of its pages."""
        found = [answer]
        if answer.answer not in ("live", "redirect"):
            return found
        base = answer.leads_to or answer.path
        if answer.kind != "list":
            found.append(OldAddress(f"{answer.path}rss/", "feed", "redirect", f"{base}feed/"))
        _first, behind = split(here)
        for number in self._numbers(posts):
            path = f"{answer.path}page/{number}/"
            if answer.answer == "live" and number <= behind:
                found.append(OldAddress(path, "pagination", "live"))
            else:
                # A page of ours by that number, or the list itself.
                behind_it = f"page/{number}/" if number <= behind else ""
                found.append(OldAddress(path, "pagination", "redirect", base + behind_it))
        return found

    def _of_redirects(self) -> list[OldAddress]:
        found = []
        plain = [record for record in self._archive.redirects if not record.is_pattern]
        asked = self._ask(Wanted(path_of_redirect(record), "redirect") for record in plain)
        for record, answer in zip(plain, asked, strict=True):
            if answer.answer == "live" and answer.path != record.leads_to:
                # A page of ours stands there; the report's problems name it.
                answer = OldAddress(answer.path, answer.kind, "taken")
            found.append(answer)
        found += [
            OldAddress(record.source, "pattern", "redirect", record.leads_to)
            for record in self._archive.redirects
            if record.is_pattern
        ]
        return found

    def _ask(self, wanted: Iterable[Wanted]) -> list[OldAddress]:
        items = list(wanted)
        found: list[OldAddress] = []
        for start in range(0, len(items), ASKED):
            part = items[start : start + ASKED]
            rows = {
                row.path: row
                for row in Address.objects.filter(
                    site=self._site, locale=self._locale, path__in=[item.path for item in part]
                )
            }
            types = {item.model: _type(item.model) for item in part if item.model}
            things = {(types[item.model], item.pk) for item in part if item.model and item.pk}
            things |= {
                (row.content_type_id, row.object_id)
                for row in rows.values()
                if row.content_type_id and row.object_id
            }
            homes = self._homes(things)
            found += [_answer(item, rows.get(item.path), types, homes) for item in part]
        return found

    def _homes(self, things: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """The live addresses of these by their type and id."""
        found: dict[tuple[int, int], str] = {}
        by_type: dict[int, list[int]] = {}
        for type_id, pk in things:
            by_type.setdefault(type_id, []).append(pk)
        for type_id, pks in by_type.items():
            rows = Address.objects.live().filter(
                site=self._site, locale=self._locale, content_type_id=type_id, object_id__in=pks
            )
            found |= {(type_id, row.object_id or 0): row.path for row in rows}
        return found


def _answer(
    item: Wanted,
    row: Address | None,
    types: dict[type[Model], int],
    homes: dict[tuple[int, int], str],
) -> OldAddress:
    own = (types[item.model], item.pk) if item.model and item.pk else None
    home = homes.get(own, "") if own else ""
    if row is None:
        return OldAddress(item.path, item.kind, "none", home)
    there = (row.content_type_id or 0, row.object_id or 0)
    if row.state == AddressState.GONE:
        return OldAddress(item.path, item.kind, "gone")
    if row.state == AddressState.REDIRECT:
        leads_to = row.redirect_url or homes.get(there, "")
        # What leads to a thing that is no longer public says so.
        return OldAddress(item.path, item.kind, "redirect" if leads_to else "gone", leads_to)
    if (own and own != there) or (item.kind == "list" and not _is_list(row)):
        return OldAddress(item.path, item.kind, "taken", home)
    return OldAddress(item.path, item.kind, "live")


def _is_list(row: Address) -> bool:
    return bool(row.route) or row.content_type_id in {_type(model) for model in (Section, Topic)}


def _type(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _pk(thing: Model | None) -> int | None:
    return thing.pk if thing else None


def _counted(
    model: type[CardTopic | CardByline], of: str, pks: Iterable[int | None]
) -> Counter[int]:
    """How many stories our list of each of these has."""
    found: Counter[int] = Counter()
    wanted = [pk for pk in pks if pk]
    for start in range(0, len(wanted), ASKED):
        rows = (
            model._default_manager.filter(**{f"{of}__in": wanted[start : start + ASKED]})
            .order_by()
            .values(of)
            .annotate(total=Count("card", distinct=True))
        )
        found.update({row[of]: row["total"] for row in rows})
    return found
