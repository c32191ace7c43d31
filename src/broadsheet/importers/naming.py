"""People and topics of an archive as ours; those who are here by the same slug are taken."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from wagtail.models import Locale, Site

from broadsheet.importers.drafts import fingerprint, fit_slug
from broadsheet.importers.ledger import Ledger, State
from broadsheet.importers.models import ImportedItem
from broadsheet.importers.records import Archive, PersonRecord, TagRecord
from broadsheet.newsroom.bulk import taken_paths, write_topics
from broadsheet.newsroom.models import Person, Topic
from broadsheet.newsroom.models.person import PersonLink

#: Where a handle leads by its network; a handle that is an address leads where it says.
NETWORKS = {
    "facebook": ("Facebook", "https://www.facebook.com/%s"),
    "twitter": ("X", "https://x.com/%s"),
    "threads": ("Threads", "https://www.threads.net/@%s"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/%s"),
    "mastodon": ("Mastodon", "https://%s"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@%s"),
    "youtube": ("YouTube", "https://www.youtube.com/@%s"),
    "instagram": ("Instagram", "https://www.instagram.com/%s"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/%s"),
}
#: Tags written in one transaction.
BATCH = 200
_is_address = URLValidator(["http", "https"])


class Names:
    """The people, topics and desk labels of an archive by their ids there."""

    def __init__(self, archive: Archive, ledger: Ledger, site: Site, locale: Locale) -> None:
        self.people: dict[str, Person] = {}
        self.topics: dict[str, Topic] = {}
        self.labels: dict[str, str] = {}
        self._archive = archive
        self.ledger = ledger
        self._site = site
        self._locale = locale

    def write(self, *, overwrite: bool = False) -> None:
        ledger, archive = self.ledger, self._archive
        ledger.load("person", (record.source_id for record in archive.people))
        for person in archive.people:
            with transaction.atomic():
                self.people[person.source_id] = self._person(person, overwrite)
                ledger.write()
        ledger.load("topic", (record.source_id for record in archive.tags))
        self.labels = {tag.source_id: tag.name for tag in archive.tags if tag.is_internal}
        tags = [tag for tag in archive.tags if not tag.is_internal]
        for start in range(0, len(tags), BATCH):
            with transaction.atomic():
                self._write_topics(tags[start : start + BATCH], overwrite)
                ledger.write()

    def _person(self, record: PersonRecord, overwrite: bool) -> Person:
        mark = fingerprint(record)
        state = self.ledger.state("person", record.source_id, mark)
        if state is not State.NEW:
            pk = self.ledger.object_id("person", record.source_id) or 0
            found = Person.objects.filter(pk=pk).first()
            if found:
                if state is State.CHANGED and overwrite:
                    _describe(found, record)
                    found.save()
                    self.ledger.replace("person", record.source_id, mark)
                return found
        slug = fit_slug(record.slug)
        person = Person.objects.filter(slug=slug, locale=self._locale).first()
        if person is None:
            person = Person(slug=slug, locale=self._locale, on_team_page=False)
            _describe(person, record)
            person.save()
        if state is State.NEW:
            self.ledger.remember("person", record.source_id, mark, person)
        else:
            # It was deleted here and is named by stories all the same.
            self._point_to("person", record.source_id, person.pk)
        return person

    def _write_topics(self, records: Sequence[TagRecord], overwrite: bool) -> None:
        """Find those that are here, by what was imported or by their slug, and write the others."""
        ledger = self.ledger
        pks = [ledger.object_id("topic", record.source_id) for record in records]
        by_pk = Topic.objects.in_bulk([pk for pk in pks if pk])
        wanted = [record for record, pk in zip(records, pks, strict=True) if pk not in by_pk]
        by_slug = self._topics_to_be(wanted)
        for record, pk in zip(records, pks, strict=True):
            mark = fingerprint(record)
            state = ledger.state("topic", record.source_id, mark)
            topic = by_pk.get(pk or 0) or by_slug[fit_slug(record.slug)]
            self.topics[record.source_id] = topic
            if state is State.NEW:
                ledger.remember("topic", record.source_id, mark, topic)
            elif pk not in by_pk:
                # It was deleted here and is named by stories all the same.
                self._point_to("topic", record.source_id, topic.pk)
            elif state is State.CHANGED and overwrite:
                topic.name, topic.description = record.name[:255], record.description
                topic.save()
                ledger.replace("topic", record.source_id, mark)

    def _topics_to_be(self, records: Sequence[TagRecord]) -> dict[str, Topic]:
        """A topic for each slug in the archive: one that is here, or a new one, saved."""
        slugs = list(dict.fromkeys(fit_slug(record.slug) for record in records))
        paths = taken_paths([f"/tag/{slug}/" for slug in slugs], self._site, self._locale.pk)
        # Where a type of story has its list, "analysis" or "opinion", a topic stands beside it.
        beside = {slug: f"{slug}-topic" for slug in slugs}
        here = {
            topic.slug: topic
            for topic in Topic.objects.filter(
                slug__in=[*slugs, *beside.values()], locale=self._locale
            )
        }
        found: dict[str, Topic] = {}
        made: dict[str, Topic] = {}
        for record in records:
            slug = fit_slug(record.slug)
            if slug in found:
                continue
            topic = here.get(slug)
            if topic is None:
                own = beside[slug] if f"/tag/{slug}/" in paths else slug
                topic = here.get(own) or made.get(own)
                if topic is None:
                    topic = made[own] = Topic(
                        slug=own,
                        locale=self._locale,
                        name=record.name[:255],
                        description=record.description,
                    )
            found[slug] = topic
        write_topics(list(made.values()))
        return found

    def _point_to(self, kind: str, source_id: str, pk: int) -> None:
        ImportedItem.objects.filter(
            source=self.ledger.source, kind=kind, source_id=source_id
        ).update(object_id=pk)


def _describe(person: Person, record: PersonRecord) -> None:
    """What the archive says of someone; an address that nobody can open is left out."""
    person.name = record.name[:255]
    person.bio = record.bio
    person.short_bio = record.bio if len(record.bio) <= 300 else ""
    links = [("", record.website)] if record.website else []
    for network, handle in record.handles.items():
        label, address = NETWORKS[network]
        links.append((label, handle if "://" in handle else address % handle.lstrip("@")))
    person.links = [  # type: ignore[misc]
        PersonLink(
            label=label or url.split("/")[2].removeprefix("www.")[:60], url=url, sort_order=place
        )
        for place, (label, url) in enumerate(links)
        if len(url) <= 200 and _opens(url)
    ]


def _opens(url: str) -> bool:
    try:
        _is_address(url)
    except ValidationError:
        return False
    return True
