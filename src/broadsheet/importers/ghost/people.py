"""Ghost's users and tags as neutral people and tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from broadsheet.importers.addresses import OldSite
from broadsheet.importers.fields import Fields
from broadsheet.importers.ghost.source import Export
from broadsheet.importers.records import PersonRecord, Problem, TagRecord
from broadsheet.importers.slugs import slug_of
from broadsheet.importers.wording import gettext as _

_NETWORKS = (
    *("facebook", "twitter", "threads", "bluesky", "mastodon", "tiktok", "youtube", "instagram"),
    "linkedin",
)
_Record = TypeVar("_Record", PersonRecord, TagRecord)


def people_of(export: Export, site: OldSite, problems: list[Problem]) -> tuple[PersonRecord, ...]:
    """Everyone with an account, in the file's order."""
    return _all(export, "users", _("The person"), problems, partial(_person, site=site))


def tags_of(export: Export, site: OldSite, problems: list[Problem]) -> tuple[TagRecord, ...]:
    """Every tag, in the file's order."""
    return _all(export, "tags", _("The tag"), problems, partial(_tag, site=site))


def _all(
    export: Export,
    table: str,
    what: str,
    problems: list[Problem],
    read: Callable[[Fields, str], _Record],
) -> tuple[_Record, ...]:
    found: dict[str, _Record] = {}
    slugs: set[str] = set()
    for number, row in enumerate(export.rows(table), start=1):
        source_id = row.text("id") or f"{table}-{number}"
        record = read(row, source_id)
        item = f"{what} “{record.name}”"
        if source_id in found:
            problems.append(
                Problem(
                    "duplicate-id",
                    item,
                    _("has the id %(id)s of another in the file and was left out")
                    % {"id": source_id},
                    _("Check the stories that should name it."),
                )
            )
            continue
        if record.slug in slugs:
            problems.append(
                Problem(
                    "duplicate-slug",
                    item,
                    _("has the slug “%(slug)s” of another in the file") % {"slug": record.slug},
                    _("Merge the two, or rename one."),
                )
            )
        slugs.add(record.slug)
        found[source_id] = record
    return tuple(found.values())


def _person(row: Fields, source_id: str, site: OldSite) -> PersonRecord:
    name = row.text("name", "slug") or _("(no name)")
    return PersonRecord(
        source_id=source_id,
        slug=slug_of(row.text("slug") or name, source_id),
        name=name,
        bio=row.text("bio"),
        website=site.web_page(row.text("website")),
        location=row.text("location"),
        handles={network: handle for network in _NETWORKS if (handle := row.text(network))},
        picture=site.file(row.text("profile_image", "image")),
        cover=site.file(row.text("cover_image", "cover")),
    )


def _tag(row: Fields, source_id: str, site: OldSite) -> TagRecord:
    name = row.text("name", "slug") or _("(no name)")
    internal = name.startswith("#") or row.text("visibility") == "internal"
    return TagRecord(
        source_id=source_id,
        slug=slug_of(row.text("slug") or name, source_id),
        name=(name.lstrip("#").strip() or name) if internal else name,
        description=row.text("description"),
        is_internal=internal,
        picture=site.file(row.text("feature_image", "image")),
        meta_title=row.text("meta_title"),
        meta_description=row.text("meta_description"),
    )


def names_of(export: Export, table: str) -> Iterator[str]:
    """The names in a table of which we only report the names, such as tiers."""
    for row in export.rows(table):
        if name := row.text("name", "slug"):
            yield name
