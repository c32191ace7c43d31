"""What must be known of all of Ghost's posts before the first is read: who keeps which slug."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from broadsheet.importers.fields import Fields
from broadsheet.importers.ghost.source import Export
from broadsheet.importers.records import Kind, Problem
from broadsheet.importers.slugs import Slugs, slug_of
from broadsheet.importers.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Post:
    """What must be known of all rows of posts first: its own id, UUID and slug, and its number."""

    number: int
    source_id: str
    uuid: UUID
    slug: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Glance:
    """As much of a row of posts as decides who keeps a slug; the row itself stays on disk."""

    number: int
    uuid: str
    slug: str
    is_public: bool
    is_page: bool


def posts_of(export: Export, problems: list[Problem]) -> list[Post]:
    """Every post and page once, in the file's order, each with a slug that no other has."""
    kept: dict[str, _Glance] = {}
    for number, row in enumerate(export.rows("posts"), start=1):
        source_id = row.text("id") or f"posts-{number}"
        if source_id in kept:
            problems.append(
                Problem(
                    "duplicate-id",
                    item_of(row),
                    _("has the id %(id)s of another in the file and was left out")
                    % {"id": source_id},
                    _("Look for its text on the old site and add it by hand if it is missing."),
                )
            )
        else:
            kept[source_id] = _Glance(
                number,
                row.text("uuid"),
                _wanted_slug(source_id, row),
                row.text("status") == "published",
                kind_of(row) == "page",
            )
    slugs, uuids = _slugs(kept), set[UUID]()
    posts = []
    for source_id, glance in kept.items():
        uuid, is_new = _uuid(source_id, glance.uuid, uuids)
        found = []
        if is_new or slugs[source_id] != glance.slug:
            item = item_of(export.row("posts", glance.number))
            if is_new:
                found.append(_duplicate_uuid(item))
            if slugs[source_id] != glance.slug:
                found.append(_duplicate_slug(item, glance.slug, slugs[source_id]))
        posts.append(Post(glance.number, source_id, uuid, slugs[source_id], tuple(found)))
    return posts


def _duplicate_uuid(item: str) -> Problem:
    return Problem(
        "duplicate-uuid",
        item,
        _("has the UUID of another and was given a new one"),
        _("Nothing is to be done."),
    )


def _duplicate_slug(item: str, wanted: str, given: str) -> Problem:
    return Problem(
        "duplicate-slug",
        item,
        _("has the slug “%(slug)s” of another and is now “%(new)s”")
        % {"slug": wanted, "new": given},
        _("Give it a slug of your choice in the editor."),
    )


def kind_of(row: Fields) -> Kind:
    return "page" if row.text("type") == "page" or row.flag("page") else "post"


def headline_of(row: Fields) -> str:
    return " ".join(row.text("title").split()) or _("(Untitled)")


def item_of(row: Fields) -> str:
    named = {"headline": headline_of(row), "slug": row.text("slug", "id")}
    if kind_of(row) == "page":
        return _("The page “%(headline)s” (%(slug)s)") % named
    return _("The story “%(headline)s” (%(slug)s)") % named


def _wanted_slug(source_id: str, row: Fields) -> str:
    return slug_of(row.text("slug") or row.text("title"), source_id)


def _slugs(rows: dict[str, _Glance]) -> dict[str, str]:
    """A slug for each row. What readers know keeps its own: public before not, post before page."""

    def rank(item: tuple[str, _Glance]) -> tuple[bool, bool]:
        return not item[1].is_public, item[1].is_page

    order = sorted(rows.items(), key=rank)
    slugs = Slugs()
    return {source_id: slugs.give(glance.slug) for source_id, glance in order}


def _uuid(source_id: str, written: str, taken: set[UUID]) -> tuple[UUID, bool]:
    """The row's own UUID; one made from its id where it has none or (then True) another's."""
    made = uuid5(NAMESPACE_URL, f"ghost:post:{source_id}")
    try:
        uuid = UUID(written)
    except ValueError:
        uuid = made
    duplicate = uuid in taken
    if duplicate:
        uuid = made
    taken.add(uuid)
    return uuid, duplicate
